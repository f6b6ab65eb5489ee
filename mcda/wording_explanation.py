"""Why one option is ahead of another, as sentences: the numbers are those of `Explanation`, rounded."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mcda.methods import METHODS
from mcda.wording import listed, points

if TYPE_CHECKING:
    from mcda.explanation import Explanation

_NAMED = 4
"""So many drawbacks are named with their size; of more, only how many there are."""


def reasons(found: "Explanation") -> list[str]:
    """Sentences that say why `found.a`, which is not behind, is ahead: how far, on what, at what price."""
    sentences = [_lead(found)]
    sides = set(found.table["side"])
    if found.argument or ("advantage" in sides and "drawback" not in sides):
        sentences += [_argument(found), *_trades(found)]
    weightless = found.table.loc[found.table["weight"] == 0, "label"]
    if len(weightless):
        verb = "has" if len(weightless) == 1 else "have"
        sentences.append(_sentence(f"{listed(_lower(label) for label in weightless)} {verb} no weight"))
    if found.method != "additive":
        sentences.append(
            "The numbers behind criteria are their Shapley values: their shares in the lead, found by exchanging the "
            "values of the two options criterion by criterion."
        )
    return sentences


def signed(found: "Explanation") -> Callable[[float], str]:
    """How contributions are written: points as +5.1, an index with the decimals that show the greatest to 3 digits."""
    decimals = 1 if found.method == "additive" else _decimals(found)

    def write(effect: float) -> str:
        return f"{'−' if effect < 0 else '+'}{abs(effect):.{decimals}f}"

    return write


def _decimals(found: "Explanation") -> int:
    """Decimals that give the greatest contribution 3 digits."""
    greatest = float(found.table["contribution"].abs().max())
    return int(np.clip(2 - np.floor(np.log10(greatest)), 0, 9)) if greatest > 0 else 3


def _size(found: "Explanation", amount: float) -> str:
    return points(amount) if found.method == "additive" else f"{amount:.{_decimals(found)}f}"


def _lead(found: "Explanation") -> str:
    a, b = found.label_a, found.label_b
    if (found.table["side"] == "equal").all():
        return f"{a} and {b} are equal on every criterion that counts."
    if found.lead <= 1e-9 * found.table["contribution"].abs().sum():
        return f"{a} and {b} score the same: what speaks for one is worth as much as what speaks for the other."
    lead = _size(found, found.lead)
    if found.practically_equal:
        small = f"less than {_size(found, found.epsilon)} is too little to matter"
        return f"{a} and {b} are practically equal: {a} leads by {lead}, and {small}."
    scale = "" if found.method == "additive" else f" on the index of {METHODS[found.method].label}"
    return f"{a} leads {b} by {lead}{scale}."


def _argument(found: "Explanation") -> str:
    write = signed(found)
    effects, side = found.table["contribution"], found.table["side"]
    drawbacks = list(found.table.index[side == "drawback"][::-1])
    if not drawbacks:
        return f"Nothing speaks for {found.label_b}: it is ahead on no criterion."
    argument = found.argument
    gain, loss = float(effects[list(argument)].sum()), float(effects[drawbacks].sum())
    everything = len(argument) == (side == "advantage").sum() > 1
    together = f" taken {'both' if len(argument) == 2 else 'all'} together" if everything else " alone"
    just = " just" if write(gain)[1:] == write(loss)[1:] else ""
    verb = "outweighs" if len(argument) == 1 else "outweigh"
    rival = found.label_b
    only = len(drawbacks) == 1
    what = (
        f"the one thing that speaks for {rival}," if only else f"all that speaks for {rival}, {write(loss)} together:"
    )
    named = _named(found, drawbacks)
    parts = _with_effects(found, named)
    if len(named) < len(drawbacks):
        parts.append(f"{len(drawbacks) - len(named)} smaller")
    return _sentence(f"{listed(_with_effects(found, argument))}{together}{just} {verb} {what} {listed(parts)}")


def _named(found: "Explanation", drawbacks: Sequence[str]) -> list[str]:
    """The greatest drawbacks, greatest first, without those that would be written as 0."""
    write = signed(found)
    told = [name for name in drawbacks if float(write(float(found.table["contribution"][name]))[1:]) > 0]
    return (told or list(drawbacks))[:_NAMED]


def _trades(found: "Explanation") -> list[str]:
    """What pays for each of the greatest drawbacks; nothing to add to the argument where there is only one."""
    covered = dict(found.covered)
    named = _named(found, list(covered))
    if len(named) < 2:
        return []
    label = {str(name): _lower(text) for name, text in found.table["label"].items()}
    first, *rest = ((label[drawback], listed(label[name] for name in covered[drawback])) for drawback in named)
    trades = [f"the loss on {first[0]} is made up by {first[1]}", *(f"that on {one} by {by}" for one, by in rest)]
    return [_sentence("; ".join(trades))]


def _with_effects(found: "Explanation", criteria: Sequence[str]) -> list[str]:
    write = signed(found)
    rows = found.table.loc[list(criteria), ["label", "contribution"]].itertuples(index=False)
    return [f"{_lower(label)} ({write(float(effect))})" for label, effect in rows]


def _lower(label: object) -> str:
    """A label within a sentence; abbreviations stay as they are."""
    text = str(label)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


__all__ = ["reasons", "signed"]
