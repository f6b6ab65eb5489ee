"""Weights from trade-offs: how much of one criterion would be given for the whole swing of another."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from mcda.kernels.ratios import log_least_squares
from mcda.language import later
from mcda.weights.elicited import (
    Array,
    Elicited,
    connected_groups,
    elicited,
    group_faults,
    is_number,
    label_faults,
    refuse_answers,
)

Answers: TypeAlias = Mapping[tuple[str, str], float]
Values: TypeAlias = Mapping[str, Callable[[float], float]]

_MISS = later(
    "Greatest factor by which an answer misses the weights that fit all answers best (least squares on logs): 1 = "
    "none contradicts another, less is better; there is no agreed limit"
)
_NOTHING = later("No more answers than the weights need, so they cannot contradict each other")


def trade_off(
    answers: Answers,
    scales: Mapping[str, tuple[float, float]],
    directions: Mapping[str, int] | None = None,
    values: Values | None = None,
) -> Elicited:
    """Weights from "how much of A would you give for the whole swing of B, from its worst end to its best?".

    Parameters
    ----------
    answers
        {(B, A): amount of A}, in A's unit, above 0 and at most A's whole scale: A starts at its best end and
        gives way by that amount. Where more would be given, B weighs more than A: ask the other way round.
    scales
        Criterion → (low, high) in its unit. Their order is that of the weights.
    directions
        Criterion → +1 where more is better, -1 where less is; +1 where left out. Matters only with `values`.
    values
        Criterion → function from its unit to value, for those whose value is no straight line; only differences
        of value matter, so any scale will do.

    Returns
    -------
    Elicited
        w_B / w_A is the share of A's whole swing in value that the amount takes: for straight lines, amount /
        (high - low). With more answers than weights need, least squares on logs. `consistency` is the
        greatest factor by which an answer misses the fit, None where no answer is spare. `detail["worst"]` is
        that answer, and the ratio that would fit; `detail["ratios"]` lists the ratio w_B / w_A of each answer.

    Raises
    ------
    ArgumentError
        With every amount or scale that is wrong, every name that is unknown, and groups that no answer connects.

    References
    ----------
    Keeney & Raiffa 1976, Decisions with Multiple Objectives, section 3.7.

    Examples
    --------
    >>> from mcda.weights import trade_off
    >>> scales = {"pay": (20, 40), "commute": (10, 70)}
    >>> trade_off({("commute", "pay"): 5}, scales).weights.round(3).to_dict()
    {'pay': 0.8, 'commute': 0.2}
    """
    faults = [*_scale_faults(scales), *_setting_faults(directions, values)]
    refuse_answers("trade_off", faults)
    refuse_answers("trade_off", [*_answer_faults(answers, scales), *_stray_faults(scales, directions, values)])
    labels = list(scales)
    shares = _shares(answers, scales, directions or {}, values or {})
    faults = list(_share_faults(shares))
    faults += group_faults(connected_groups(labels, answers), "answer")
    refuse_answers("trade_off", faults)
    log_weights = _fitted(shares, labels)
    spare = len(answers) - (len(labels) - 1)
    missed = _misses(shares, dict(zip(labels, log_weights, strict=True)))
    worst = max(missed, key=lambda miss: miss["factor"], default=None)
    return elicited(
        "trade_off",
        labels,
        np.exp(log_weights - log_weights.max()),
        worst["factor"] if spare and worst else None,
        _MISS if spare else _NOTHING,
        worst=worst if spare else None,
        ratios=[{"of": b, "to": a, "ratio": share} for (b, a), share in shares.items()],
    )


def _shares(
    answers: Answers,
    scales: Mapping[str, tuple[float, float]],
    directions: Mapping[str, int],
    values: Values,
) -> dict[tuple[str, str], float]:
    """Share of A's swing in value that each amount takes, from A's best end; NaN where the curve gives no number."""
    shares = {}
    for (b, a), amount in answers.items():
        low, high = scales[a]
        best, worst = (high, low) if directions.get(a, 1) > 0 else (low, high)
        given_up = best + (worst - best) * (amount / (high - low))
        curve = values.get(a)
        if curve is None:
            shares[b, a] = amount / (high - low)
        else:
            top, left, bottom = (_value(curve, raw) for raw in (best, given_up, worst))
            shares[b, a] = (top - left) / (top - bottom) if top > bottom else math.nan
    return shares


def _value(curve: Callable[[float], float], raw: float) -> float:
    try:
        return float(curve(raw))
    except (TypeError, ValueError, ArithmeticError):
        return math.nan


def _fitted(shares: Mapping[tuple[str, str], float], labels: list[str]) -> Array:
    logs, counts = np.zeros((2, len(labels), len(labels)))
    for (b, a), share in shares.items():
        i, j = labels.index(b), labels.index(a)
        logs[i, j] += math.log(share)
        logs[j, i] -= math.log(share)
        counts[i, j] += 1
        counts[j, i] += 1
    return log_least_squares(logs, counts)


def _misses(shares: Mapping[tuple[str, str], float], log_weights: Mapping[str, float]) -> list[dict[str, Any]]:
    missed = []
    for (b, a), share in shares.items():
        fits = math.exp(log_weights[b] - log_weights[a])
        missed.append({"of": b, "to": a, "ratio": share, "fits": fits, "factor": max(share / fits, fits / share)})
    return missed


def _scale_faults(scales: object) -> Iterator[str]:
    if not isinstance(scales, Mapping):
        yield f"scales = {scales!r}; a mapping from criterion to (low, high) is needed"
        return
    yield from label_faults(scales)
    for label, scale in scales.items():
        ends = list(scale) if isinstance(scale, tuple | list) else []
        if len(ends) != 2 or not all(map(is_number, ends)) or ends[0] >= ends[1]:
            yield f"the scale of {label!r} is {scale!r}; (low, high), two numbers with low below high, is needed"


def _setting_faults(directions: object, values: object) -> Iterator[str]:
    if directions is not None and not isinstance(directions, Mapping):
        yield f"directions = {directions!r}; a mapping from criterion to +1 or -1 is needed"
    elif directions is not None:
        for label, direction in directions.items():
            if direction not in (1, -1):
                yield f"the direction of {label!r} is {direction!r}; +1 (more is better) or -1 (less is) is needed"
    if values is not None and not isinstance(values, Mapping):
        yield f"values = {values!r}; a mapping from criterion to a function is needed"
    elif values is not None:
        for label, curve in values.items():
            if not callable(curve):
                yield f"the value of {label!r} is {curve!r}; a function from its unit to value is needed"


def _stray_faults(scales: Mapping[str, Any], *settings: Mapping[str, Any] | None) -> Iterator[str]:
    for label in (label for setting in settings for label in setting or {}):
        if label not in scales:
            yield f"{label!r} has no scale"


def _answer_faults(answers: object, scales: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    if not isinstance(answers, Mapping):
        yield f"answers = {answers!r}; {{(B, A): amount of A}} is needed"
        return
    for pair, amount in answers.items():
        if not (isinstance(pair, tuple) and len(pair) == 2 and pair[0] != pair[1]):
            yield f"{pair!r}; a pair of two different criteria is needed"
            continue
        yield from (f"{label!r} has no scale" for label in pair if label not in scales)
        if not is_number(amount) or amount <= 0:
            yield f"{pair!r} has {amount!r}; an amount above 0 is needed"
        elif pair[1] in scales and amount > (whole := scales[pair[1]][1] - scales[pair[1]][0]) * (1 + 1e-9):
            yield (
                f"{pair!r} has {amount:g}, more than the whole scale of {pair[1]!r} ({whole:g}); ask how much of "
                f"{pair[0]!r} would be given for {pair[1]!r}"
            )


def _share_faults(shares: Mapping[tuple[str, str], float]) -> Iterator[str]:
    for (b, a), share in shares.items():
        if not math.isfinite(share):
            yield f"the value of {a!r} must be a number at its ends and at the answer, and best at its best end"
        elif share <= 0:
            yield f"{(b, a)!r}: that amount of {a!r} takes no value away; the weights' ratio must be above 0"
