"""What moves the lead of one option over another, as sentences."""

from typing import Any

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.robustness.drivers import Drivers
from mcda.robustness.overturn import IMPOSSIBLE, WITHIN, Overturn
from mcda.robustness.overturn_weights import BEAT, FIRST, NORMS
from mcda.wording import listed, percent, points

_NAMED = 3
"""So many inputs are named; of more, only how many there are."""
_LEVEL = 1e-9
"""Points of 100, or parts of a range, that are a rounding error."""
_SMALL = 0.05
"""An input with less of the doubt than this is not named."""


def overturn_sentence(case: Case, found: Overturn, goal: str = BEAT) -> str:
    """What would have to be true for the option that is behind to get ahead, and whether it is within the ranges.

    `goal` is `beat`, to get ahead of the other option, or `first`, to come first of all by other weights.
    """
    if goal == FIRST:
        return _first_sentence(case, found)
    a, b = case.labels[found.a], case.labels[found.b]
    if found.never:
        return (
            f"{b} is {points(found.lead)} behind {a}, and no weights, no single score and no coordination make it up."
        )
    beats = found.table[found.table["goal"] == BEAT]
    nearest = beats.iloc[0]
    change = _change_words(case, found, nearest)
    within = int((beats["grade"] == WITHIN).sum())
    if within:
        others = within - 1
        more = f", and so {'is 1 other change' if others == 1 else f'are {others} other changes'}" if others else ""
        return (
            f"{b} would make up the {points(found.lead)} to {a} if {change}. That is within the evidence range{more}."
        )
    nothing = f"No single change within its evidence range makes up the {points(found.lead)} from {b} to {a}."
    if not np.isfinite(nearest["reach"]):
        return f"{nothing} It would take, for one, that {change}; the range leaves no room for that."
    return f"{nothing} The nearest is that {change}{_beyond(nearest['reach'], 'range goes')}."


def _first_sentence(case: Case, found: Overturn) -> str:
    """Which weights would put the option that is behind above all others."""
    b = case.labels[found.b]
    firsts = found.table[found.table["goal"] == FIRST]
    if (firsts["grade"] == IMPOSSIBLE).all():
        return f"No weights make {b} first of all, whatever their ranges."
    nearest = firsts.iloc[0]
    change = _change_words(case, found, nearest)
    if nearest["grade"] == WITHIN:
        return f"{b} would come first of all if {change}. That is within the evidence range."
    nothing = f"No weights within their ranges make {b} first of all."
    if not np.isfinite(nearest["reach"]):
        return f"{nothing} It would take, for one, that {change}; their ranges leave no room for that."
    return f"{nothing} The nearest is that {change}{_beyond(nearest['reach'], 'ranges go')}."


def _beyond(reach: float, range_goes: str) -> str:
    """How far beyond its range a change goes, as the end of a sentence."""
    if barely_beyond(reach):
        return ", just beyond the range"
    return f": {reach:.2g} times as far as the {range_goes}"


def times(reach: float) -> str:
    """How much of the way to the end of its range a change takes.

    Examples
    --------
    >>> [times(reach) for reach in (0.84, 1.0, 1.02, 3.81, float("inf"))]
    ['0.8 ×', '1.0 ×', 'just over 1 ×', '3.8 ×', 'no range']
    """
    if np.isinf(reach):
        return "no range"
    return "just over 1 ×" if barely_beyond(reach) else f"{reach:.1f} ×"


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
        return f"coordination goes from {now:+.2f} to {needed:+.2f}".replace("-", "−")
    if row["kind"] == "score":
        what = f"{case.catalogue[row['criterion']].label.lower()} of {case.labels[row['option']]}"
        return f"{what} goes from {number(now)} to {number(needed)} {row['unit']}"
    if row["criterion"] is not None:
        label = case.catalogue[row["criterion"]].label.lower()
        return f"the weight of {label} goes from {now:.1f} % to {needed:.1f} %, the others yielding in proportion"
    norm = next(norm for norm, what in NORMS.items() if what == row["what"])
    change = found.new_weights[f"{row['goal']}_{norm}"] - found.new_weights["now"]
    return (
        f"all weights move together, {points(50.0 * change.abs().sum())} of 100 changing hands and none moving by "
        f"more than {points(100.0 * change.abs().max())}"
    )


def number(value: float) -> str:
    """A score in its own unit, with one decimal below a thousand.

    Examples
    --------
    >>> [number(value) for value in (25.0, 61.34, -0.04, 12345.6)]
    ['25', '61.3', '0', '12,346']
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def drivers_sentence(case: Case, found: Drivers) -> str:
    """By how much one option leads, what the doubt about that rests on, and what alone could turn it round."""
    a, b = case.labels[found.a], case.labels[found.b]
    side = "is level with" if abs(found.lead) < _LEVEL else "leads" if found.lead > 0 else "is behind"
    gap = "" if abs(found.lead) < _LEVEL else f" by {points(abs(found.lead))}"
    if not len(found.indices):
        return f"{a} {side} {b}{gap}, and nothing that is uncertain moves that."
    told = found.indices.loc[(found.indices["total"] >= _SMALL) & (found.indices["kind"] != "rest")].head(_NAMED)
    sentence = f"{a} {side} {b}{gap}"
    if len(told):
        shown = [f"{_lower(what)} ({percent(share)})" for what, share in zip(told["what"], told["total"], strict=True)]
        most = "most of the doubt about that comes" if told["total"].sum() > 0.5 else "its greatest doubts come"
        sentence += f"; {most} from {listed(shown)}"
    else:
        sentence += "; the doubt about that comes from many inputs, none of which matters much"
    flips = [_lower(what) for what in found.tornado.loc[found.tornado["flips"], "what"]]
    if not flips:
        return f"{sentence}. No single input within its range turns it round."
    left = len(flips) - _NAMED
    named = [*flips[:_NAMED], f"{left} {'other' if left == 1 else 'others'}"] if left > 0 else flips
    if len(flips) == 1:
        return f"{sentence}. {flips[0][:1].upper()}{flips[0][1:]} alone, within its range, could turn it round."
    return f"{sentence}. Each of these alone, within its range, could turn it round: {listed(named)}."


def _lower(text: str) -> str:
    """A label within a sentence; abbreviations stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
