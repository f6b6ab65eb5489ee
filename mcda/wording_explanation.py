"""Why one option is ahead of another, as sentences: the numbers are those of `Explanation`, rounded."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mcda.language import capital, listed, number, points, said, t
from mcda.methods import METHODS

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
        criteria = listed(_lower(label) for label in weightless)
        without = t("{criteria} has no weight.", criteria=criteria)
        if len(weightless) > 1:
            without = t("{criteria} have no weight.", criteria=criteria)
        sentences.append(capital(without))
    if found.method != "additive":
        sentences.append(
            t(
                "The numbers behind criteria are their Shapley values: their shares in the lead, found by exchanging "
                "the values of the two options criterion by criterion."
            )
        )
    return sentences


def signed(found: "Explanation") -> Callable[[float], str]:
    """How contributions are written: points as +5.1, an index with the decimals that show the greatest to 3 digits."""
    decimals = _decimals(found)

    def write(effect: float) -> str:
        return f"{'−' if effect < 0 else '+'}{number(abs(effect), decimals)}"

    return write


def _decimals(found: "Explanation") -> int:
    """One decimal of points; of an index, those that give the greatest contribution 3 digits."""
    if found.method == "additive":
        return 1
    greatest = float(found.table["contribution"].abs().max())
    return int(np.clip(2 - np.floor(np.log10(greatest)), 0, 9)) if greatest > 0 else 3


def _size(found: "Explanation", amount: float) -> str:
    return points(amount) if found.method == "additive" else number(amount, _decimals(found))


def _lead(found: "Explanation") -> str:
    told = {"a": found.label_a, "b": found.label_b}
    if (found.table["side"] == "equal").all():
        return t("{a} and {b} are equal on every criterion that counts.", **told)
    if found.lead <= 1e-9 * found.table["contribution"].abs().sum():
        return t(
            "{a} and {b} score the same: what speaks for one is worth as much as what speaks for the other.", **told
        )
    told |= {"lead": _size(found, found.lead)}
    if found.practically_equal:
        return t(
            "{a} and {b} are practically equal: {a} leads by {lead}, and less than {near} is too little to matter.",
            **told,
            near=_size(found, found.epsilon),
        )
    if found.method == "additive":
        return t("{a} leads {b} by {lead}.", **told)
    method = said(METHODS[found.method].label)
    return t("{a} leads {b} by {lead} on the index of {method}.", **told, method=method)


def _argument(found: "Explanation") -> str:
    write = signed(found)
    effects, side = found.table["contribution"], found.table["side"]
    drawbacks = list(found.table.index[side == "drawback"][::-1])
    if not drawbacks:
        return t("Nothing speaks for {option}: it is ahead on no criterion.", option=found.label_b)
    gain, loss = (write(float(effects[names].sum())) for names in (list(found.argument), drawbacks))
    told = {"advantages": _advantages(found), "drawbacks": _drawbacks(found, drawbacks, loss)}
    return capital(_outweighs(told, one=len(found.argument) == 1, just=gain[1:] == loss[1:]))


def _outweighs(told: dict[str, str], *, one: bool, just: bool) -> str:
    if one:
        if just:
            return t("{advantages} just outweighs {drawbacks}.", **told)
        return t("{advantages} outweighs {drawbacks}.", **told)
    if just:
        return t("{advantages} just outweigh {drawbacks}.", **told)
    return t("{advantages} outweigh {drawbacks}.", **told)


def _advantages(found: "Explanation") -> str:
    """What outweighs all drawbacks, and whether it takes every advantage."""
    count = len(found.argument)
    names = listed(_with_effects(found, found.argument))
    if count == 1 or count < (found.table["side"] == "advantage").sum():
        return t("{names} alone", names=names)
    return t("{names} taken both together", names=names) if count == 2 else t("{names} taken all together", names=names)


def _drawbacks(found: "Explanation", drawbacks: Sequence[str], loss: str) -> str:
    """What the argument outweighs: the greatest by name, `loss` together."""
    named = _named(found, drawbacks)
    parts = _with_effects(found, named)
    if len(named) < len(drawbacks):
        parts.append(t("{count} smaller", count=number(len(drawbacks) - len(named), 0)))
    told = {"option": found.label_b, "names": listed(parts)}
    if len(drawbacks) == 1:
        return t("the one thing that speaks for {option}, {names}", **told)
    return t("all that speaks for {option}, {loss} together: {names}", **told, loss=loss)


def _named(found: "Explanation", drawbacks: Sequence[str]) -> list[str]:
    """The greatest drawbacks, greatest first, without those that would be written as 0."""
    decimals = _decimals(found)
    told = [name for name in drawbacks if round(abs(float(found.table["contribution"][name])), decimals) > 0]
    return (told or list(drawbacks))[:_NAMED]


def _trades(found: "Explanation") -> list[str]:
    """What pays for each of the greatest drawbacks; nothing to add to the argument where there is only one."""
    covered = dict(found.covered)
    named = _named(found, list(covered))
    if len(named) < 2:
        return []
    label = {str(name): _lower(text) for name, text in found.table["label"].items()}
    first, *rest = (
        {"drawback": label[drawback], "advantages": listed(label[name] for name in covered[drawback])}
        for drawback in named
    )
    trades = [t("The loss on {drawback} is made up by {advantages}", **first)]
    trades += [t("that on {drawback} by {advantages}", **told) for told in rest]
    return ["; ".join(trades) + "."]


def _with_effects(found: "Explanation", criteria: Sequence[str]) -> list[str]:
    write = signed(found)
    rows = found.table.loc[list(criteria), ["label", "contribution"]].itertuples(index=False)
    return [f"{_lower(label)} ({write(float(effect))})" for label, effect in rows]


def _lower(label: object) -> str:
    """A label within a sentence; abbreviations stay as they are."""
    text = str(label)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


__all__ = ["reasons", "signed"]
