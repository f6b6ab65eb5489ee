"""What moves the lead of one option over another, as sentences."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.language import capital, figures, later, listed, number, percent, points, said, signed, t
from mcda.robustness.drivers import Drivers
from mcda.robustness.overturn import IMPOSSIBLE, WITHIN, Overturn
from mcda.robustness.overturn_weights import BEAT, FIRST, NORMS

_NAMED = 3
"""So many inputs are named; of more, only how many there are."""
_LEVEL = 1e-9
"""Points of 100, or parts of a range, that are a rounding error."""
_SMALL = 0.05
"""An input with less of the doubt than this is not named."""
_RANGE = (
    later(" It would take, for one, that {change}; the range leaves no room for that."),
    later(" The nearest is that {change}: {times} times as far as the range goes."),
)
"""What is said of a change that its range leaves no room for, and of one that goes beyond it."""
_RANGES = (
    later(" It would take, for one, that {change}; their ranges leave no room for that."),
    later(" The nearest is that {change}: {times} times as far as the ranges go."),
)
"""The same of weights, which change together."""


def overturn_sentence(case: Case, found: Overturn, goal: str = BEAT) -> str:
    """What would have to be true for the option that is behind to get ahead, and whether it is within the ranges.

    `goal` is `beat`, to get ahead of the other option, or `first`, to come first of all by other weights.
    """
    if goal == FIRST:
        return _first_sentence(case, found)
    told = {"a": case.labels[found.a], "b": case.labels[found.b], "lead": points(found.lead)}
    if found.never:
        return t("{b} is {lead} behind {a}, and no weights, no single score and no coordination make it up.", **told)
    beats = found.table[found.table["goal"] == BEAT]
    nearest = beats.iloc[0]
    told["change"] = _change_words(case, found, nearest)
    within = int((beats["grade"] == WITHIN).sum())
    if within:
        would = t("{b} would make up the {lead} to {a} if {change}. That is within the evidence range", **told)
        return would + _others_words(within - 1)
    nothing = t("No single change within its evidence range makes up the {lead} from {b} to {a}.", **told)
    return nothing + _nearest_words(told["change"], float(nearest["reach"]), _RANGE)


def _others_words(others: int) -> str:
    """How many other changes are within their ranges too, as the end of a sentence."""
    if others == 0:
        return "."
    if others == 1:
        return t(", and so is 1 other change.")
    return t(", and so are {count} other changes.", count=number(others, 0))


def _first_sentence(case: Case, found: Overturn) -> str:
    """Which weights would put the option that is behind above all others."""
    told = {"b": case.labels[found.b]}
    firsts = found.table[found.table["goal"] == FIRST]
    if (firsts["grade"] == IMPOSSIBLE).all():
        return t("No weights make {b} first of all, whatever their ranges.", **told)
    nearest = firsts.iloc[0]
    told["change"] = _change_words(case, found, nearest)
    if nearest["grade"] == WITHIN:
        return t("{b} would come first of all if {change}. That is within the evidence range.", **told)
    nothing = t("No weights within their ranges make {b} first of all.", **told)
    return nothing + _nearest_words(told["change"], float(nearest["reach"]), _RANGES)


def _nearest_words(change: str, reach: float, words: tuple[str, str]) -> str:
    """How far beyond its range the nearest change goes; `words` are `_RANGE` or `_RANGES`."""
    no_room, farther = words
    if not np.isfinite(reach):
        return said(no_room).format(change=change)
    if barely_beyond(reach):
        return t(" The nearest is that {change}, just beyond the range.", change=change)
    return said(farther).format(change=change, times=figures(reach, 2))


def change_name(case: Case, row: Mapping[Hashable, Any]) -> str:
    """What changes in a row of the table of `overturn`, in a few words."""
    if row["kind"] == "coordination":
        return t("Coordination")
    if pd.isna(row["criterion"]):
        return said(row["what"])
    criterion = case.catalogue[row["criterion"]].label
    if row["kind"] == "score":
        return t("{criterion} of {option}", criterion=criterion, option=case.labels[row["option"]])
    return t("Weight of {criterion}", criterion=criterion)


def times(reach: float) -> str:
    """How much of the way to the end of its range a change takes.

    Examples
    --------
    >>> [times(reach) for reach in (0.84, 1.0, 1.02, 3.81, float("inf"))]
    ['0.8 ×', '1.0 ×', 'just over 1 ×', '3.8 ×', 'no range']
    """
    if np.isinf(reach):
        return t("no range")
    return t("just over 1 ×") if barely_beyond(reach) else f"{number(reach)} ×"


def barely_beyond(reach: float) -> bool:
    """Whether a change ends beyond its range, yet by so little that one decimal does not tell.

    Examples
    --------
    >>> [barely_beyond(reach) for reach in (1.0, 1.02, 1.2)]
    [False, True, False]
    """
    return reach > 1.0 + _LEVEL and round(reach, 1) == 1.0


def _change_words(case: Case, found: Overturn, row: "pd.Series[Any]") -> str:
    """One change that lets b beat a, as a clause."""
    now, needed = float(row["now"]), float(row["needed"])
    if row["kind"] == "coordination":
        return t("coordination goes from {now} to {needed}", now=signed(now), needed=signed(needed))
    if row["kind"] == "score":
        return t(
            "{criterion} of {option} goes from {now} to {needed} {unit}",
            criterion=case.catalogue[row["criterion"]].label.lower(),
            option=case.labels[row["option"]],
            now=amount(now),
            needed=amount(needed),
            unit=row["unit"],
        )
    if row["criterion"] is not None:
        return t(
            "the weight of {criterion} goes from {now} % to {needed} %, the others yielding in proportion",
            criterion=case.catalogue[row["criterion"]].label.lower(),
            now=number(now),
            needed=number(needed),
        )
    norm = next(norm for norm, what in NORMS.items() if what == row["what"])
    change = found.new_weights[f"{row['goal']}_{norm}"] - found.new_weights["now"]
    return t(
        "all weights move together, {moved} of 100 changing hands and none moving by more than {most}",
        moved=points(50.0 * change.abs().sum()),
        most=points(100.0 * change.abs().max()),
    )


def amount(value: float) -> str:
    """A score in its own unit, with one decimal below a thousand.

    Examples
    --------
    >>> [amount(value) for value in (25.0, 61.34, -0.04, 12345.6)]
    ['25', '61.3', '0', '12,346']
    """
    exact = float(value)
    whole = abs(exact) >= 1000 or round(exact, 1) == round(exact, 0)
    return number(exact, 0 if whole else 1)


def drivers_sentence(case: Case, found: Drivers) -> str:
    """By how much one option leads, what the doubt about that rests on, and what alone could turn it round."""
    sentence = _lead_words(case, found)
    if not len(found.indices):
        return sentence + t(", and nothing that is uncertain moves that.")
    told = found.indices.loc[(found.indices["total"] >= _SMALL) & (found.indices["kind"] != "rest")].head(_NAMED)
    shown = [f"{_lower(what)} ({percent(share)})" for what, share in zip(told["what"], told["total"], strict=True)]
    if not shown:
        sentence += t("; the doubt about that comes from many inputs, none of which matters much")
    elif told["total"].sum() > 0.5:
        sentence += t("; most of the doubt about that comes from {inputs}", inputs=listed(shown))
    else:
        sentence += t("; its greatest doubts come from {inputs}", inputs=listed(shown))
    return sentence + _flips_words([_lower(what) for what in found.tornado.loc[found.tornado["flips"], "what"]])


def _lead_words(case: Case, found: Drivers) -> str:
    """By how much one option leads the other, as the start of a sentence."""
    told = {"a": case.labels[found.a], "b": case.labels[found.b], "gap": points(abs(found.lead))}
    if abs(found.lead) < _LEVEL:
        return t("{a} is level with {b}", **told)
    return t("{a} leads {b} by {gap}", **told) if found.lead > 0 else t("{a} is behind {b} by {gap}", **told)


def _flips_words(flips: list[str]) -> str:
    """Which inputs alone could turn a lead round, as the end of a sentence."""
    if not flips:
        return t(". No single input within its range turns it round.")
    if len(flips) == 1:
        name = capital(flips[0])
        return t(". {input} alone, within its range, could turn it round.", input=name)
    left = len(flips) - _NAMED
    named = flips[:_NAMED]
    if left > 0:
        named.append(t("1 other") if left == 1 else t("{count} others", count=number(left, 0)))
    return t(". Each of these alone, within its range, could turn it round: {inputs}.", inputs=listed(named))


def _lower(text: str) -> str:
    """A label within a sentence; abbreviations stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
