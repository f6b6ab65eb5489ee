"""Outranking flows of PROMETHEE (Brans & Vincke 1985; Brans, Vincke & Mareschal 1986).

A preference function turns the lead d of one option over another on one criterion into a degree from 0 to 1. A
lead counts as above a threshold t where it exceeds it by more than `lead_slack`, so that rounding does not decide
whether 0.3 - 0.1 exceeds 0.2.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.kernels.additive import weighted_sum

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]
Preference = Mapping[str, Any]

PREFERENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "usual": (),
        "ushape": ("q",),
        "vshape": ("p",),
        "level": ("q", "p"),
        "linear": ("q", "p"),
        "gaussian": ("s",),
    }
)
"""The six preference functions of Brans, Vincke & Mareschal 1986, with the thresholds that each takes.

For a lead d > 0: usual 1; ushape 1 above q; vshape d/p up to 1; level 1/2 above q, 1 above p; linear (d - q)/(p - q)
between 0 and 1; gaussian 1 - exp(-d²/2s²). Without a lead: 0.
"""

_SORTED_FROM = 100
"""Options from which sorting is faster than comparing all pairs."""

_PAIRS = 2**17
"""Pairs compared at once: what fits into a processor's cache."""


def promethee2(matrix: Array, weights: Array, directions: Directions, *, preference: tuple[Preference, ...]) -> Array:
    """Net flows (…, m) from `matrix` (…, m, n), `weights` (…, n), one preference function a criterion."""
    plus, minus = unicriterion_flows(matrix, directions, preference)
    return weighted_sum(plus - minus, weights)


def unicriterion_flows(
    matrix: Array, directions: Directions, preference: tuple[Preference, ...]
) -> tuple[Array, Array]:
    """How far each option is preferred to the others, and they to it: two (…, m, n), means over m - 1 others.

    By sorting in O(m log m) where options are many, by pairs where they are few or the function is gaussian. The
    two agree to 1e-12, unless p - q is so small that the scores themselves are not known to that share of it.
    """
    m = matrix.shape[-2]
    plus, minus = np.empty(matrix.shape), np.empty(matrix.shape)
    for j, function in enumerate(preference):
        by_pairs = m < _SORTED_FROM or function["type"] == "gaussian"
        flows = pairwise_sums if by_pairs else sorted_sums
        plus[..., j], minus[..., j] = flows(directions[j] * matrix[..., j], function)
    return plus / (m - 1), minus / (m - 1)


def preference_degrees(
    matrix: Array, weights: Array, directions: Directions, preference: tuple[Preference, ...]
) -> Array:
    """π (…, m, m): weighted degree to which the option of the row is preferred to that of the column.

    One criterion at a time, so that memory does not grow with their number.
    """
    m = matrix.shape[-2]
    total = np.zeros((*np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1]), m, m))
    for j, function in enumerate(preference):
        scores = directions[j] * matrix[..., j]
        slack = lead_slack(scores)[..., None]
        total += weights[..., j, None, None] * degree(scores[..., :, None], scores[..., None, :], slack, function)
    return total


def lead_slack(scores: Array) -> Array:
    """What a lead must exceed to be more than rounding: 1e-12 of the range, or two units in the last place.

    `scores` (…, m) of one criterion; answer (…, 1).
    """
    low, high = scores.min(axis=-1, keepdims=True), scores.max(axis=-1, keepdims=True)
    last_place = 2.0 * np.finfo(np.float64).eps * np.maximum(np.abs(low), np.abs(high))
    return np.asarray(np.maximum(1e-12 * high - 1e-12 * low, last_place))


@np.errstate(over="ignore")  # a lead beyond all numbers is a full preference
def degree(ahead: Array, behind: Array, slack: Array, function: Preference) -> Array:
    """Degree of preference for scores `ahead` over scores `behind` on one criterion, all broadcast; more is better."""
    if function["type"] == "gaussian":
        s = function["s"]
        lead = np.clip(ahead - behind, 0.0, 40.0 * s)  # beyond 40 s the degree is 1 to the last digit
        return np.asarray(-np.expm1(-0.5 * (lead / s) ** 2))
    if function["type"] in ("vshape", "linear"):
        q, p = _ramp(function)
        return np.clip((ahead - behind - q) / (p - q), 0.0, 1.0)
    steps = _steps(function)
    above = (behind < ahead - (step + slack) for step in steps)
    return np.asarray(sum(step.astype(np.float64) for step in above) / len(steps))


def _steps(function: Preference) -> tuple[float, ...]:
    """Leads above which a stepwise degree rises; all its steps are of equal height."""
    return tuple(function[name] for name in PREFERENCES[function["type"]]) or (0.0,)


def _ramp(function: Preference) -> tuple[float, float]:
    """Leads at which a degree begins to rise and is 1."""
    return function.get("q", 0.0), function["p"]


def pairwise_sums(scores: Array, function: Preference) -> tuple[Array, Array]:
    """Σ_k P(i over k) and Σ_k P(k over i), (…, m) each, from oriented scores (…, m) by comparing all pairs."""
    columns = np.moveaxis(scores, -1, 0)
    m = columns.shape[0]
    x = np.ascontiguousarray(columns.reshape(m, -1))  # batch last, so that inner loops are long
    slack = lead_slack(x.T)[:, 0]
    plus, minus = np.empty_like(x), np.zeros_like(x)
    rows = max(1, _PAIRS // max(1, x.size))
    for start in range(0, m, rows):
        block = degree(x[start : start + rows, None], x[None], slack, function)
        plus[start : start + rows] = block.sum(axis=1)
        minus += block.sum(axis=0)
    return np.moveaxis(plus.reshape(columns.shape), 0, -1), np.moveaxis(minus.reshape(columns.shape), 0, -1)


def sorted_sums(scores: Array, function: Preference) -> tuple[Array, Array]:
    """The same as `pairwise_sums` by sorting, for every function but the gaussian."""
    order = np.argsort(scores, axis=-1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=-1)
    if function["type"] in ("vshape", "linear"):
        q, p = _ramp(function)
        sums = _ramp_sums(ordered, q, p), _ramp_sums(-ordered[..., ::-1], q, p)[..., ::-1]
    else:
        sums = _step_sums(ordered, _steps(function))
    plus, minus = np.empty(scores.shape), np.empty(scores.shape)
    np.put_along_axis(plus, order, sums[0], axis=-1)
    np.put_along_axis(minus, order, sums[1], axis=-1)
    return plus, minus


def _step_sums(ordered: Array, steps: tuple[float, ...]) -> tuple[Array, Array]:
    """Shares of the steps that each of ascending scores takes over all others, and they over it."""
    slack = lead_slack(ordered)
    plus, minus = np.zeros(ordered.shape), np.zeros(ordered.shape)
    for step in steps:
        below, cuts_passed = _merged(ordered, ordered - (step + slack))
        plus += below / len(steps)
        minus += (ordered.shape[-1] - cuts_passed) / len(steps)
    return plus, minus


def _merged(ordered: Array, cuts: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How many scores lie below each cut, and how many cuts at or below each score; both ascending, (…, m).

    One stable sort of cuts before scores is a search over any leading dimensions: what stands before a cut in the
    merged order, less the cuts among it, are scores.
    """
    m = ordered.shape[-1]
    order = np.argsort(np.concatenate([cuts, ordered], axis=-1), axis=-1, kind="stable")
    place = np.empty_like(order)
    np.put_along_axis(place, order, np.broadcast_to(np.arange(2 * m), order.shape), axis=-1)
    return place[..., :m] - np.arange(m), place[..., m:] - np.arange(m)


def _ramp_sums(ordered: Array, q: float, p: float) -> Array:
    """Σ_k clip((x_i - x_k - q) / (p - q), 0, 1) for ascending scores (…, m).

    Prefix sums would cancel where p - q is small next to the scores. So scores are split without rounding into
    whole cells, a power of two wide and at least p - q, which sum as integers, and a rest within the cell.
    """
    wholly, partly = _merged(ordered, ordered - p)[0], _merged(ordered, ordered - q)[0]
    largest = np.abs(ordered).max(axis=-1, keepdims=True)
    width = np.ldexp(1.0, np.frexp(np.maximum(p - q, largest * 2.0**-40))[1])
    cell = np.floor(ordered / width)
    rest = ordered - cell * width
    cell = cell.astype(np.int64)
    count = partly - wholly
    cells = count * cell - _window_sums(cell, wholly, partly)
    rests = count * rest - _window_sums(rest, wholly, partly)
    return np.asarray(wholly + (width * cells + rests - count * q) / (p - q))


def _window_sums(values: npt.NDArray[Any], start: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]) -> Any:
    """Sums of `values[start:stop]` along the last axis, all (…, m)."""
    before = np.concatenate([np.zeros_like(values[..., :1]), np.cumsum(values, axis=-1)], axis=-1)
    return np.take_along_axis(before, stop, axis=-1) - np.take_along_axis(before, start, axis=-1)
