"""Where an order of scores ends as one weight moves: in closed form on lines, by bisection elsewhere.

A gap is the score of one option less that of another, oriented so that more is better. An order holds while its
gaps stay at or above 0. m = options, p = gaps.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import TOLERANCE

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

_SAME = 1e-12
_NOISE = 1e-12
"""What rounding may take off a gap, as a share of the score range."""


class Limits(NamedTuple):
    """Where an order ends on either side of the present weight, all (…).

    `below` and `above` are indices of the gap that ends it, -1 where nothing does; `sign_below` and `sign_above`
    are the signs of that gap just beyond: -1 where the order turns round, +1 where a tie comes apart.
    """

    low: Array
    high: Array
    below: Whole
    above: Whole
    sign_below: Whole
    sign_above: Whole


def moved_weights(weights: Array, criteria: Whole, targets: Array) -> Array:
    """Weights (k, n) in which one of the `criteria` (k,) has its target (k,), the others of `weights` (n,) yielding.

    They keep their proportions; where that weight is now 1 they have none and share equally. One criterion alone
    keeps all the weight there is.
    """
    n = weights.size
    if n == 1:
        return np.ones((criteria.size, 1))
    others = np.where(np.eye(n, dtype=bool), 0.0, weights)  # row j: what is left when weight j is taken out
    totals = others.sum(axis=1)
    proportions = np.where(totals[:, None] > 0, others / np.where(totals > 0, totals, 1.0)[:, None], 1.0 / (n - 1))
    moved = (1.0 - targets)[:, None] * proportions[criteria]
    moved[np.arange(criteria.size), criteria] = targets
    return np.asarray(moved)


def line_limits(at_zero: Array, at_one: Array, weight: Array, tied: Mask) -> Limits:
    """Limits of an order whose gaps are straight lines of the weight that moves.

    The gap of two lines is g(t) = g(0) + t (g(1) - g(0)), which is 0 at t = -g(0) / (g(1) - g(0)).

    Parameters
    ----------
    at_zero, at_one
        Gaps (…, p) where the weight is 0 and where it is 1.
    weight
        The present weight (…), at which every gap is at least 0.
    tied
        (…, p): gaps that are 0 now and must stay 0, so that the order ends at once on both sides unless the two
        lines are one.
    """
    size = np.maximum(np.abs(at_zero), np.abs(at_one)).max(axis=-1, keepdims=True)
    size = np.where(size > 0, size, 1.0)
    slope = (at_one - at_zero) / size
    moves = np.abs(slope) > _SAME
    crossing = np.where(tied, weight[..., None], -at_zero / size / np.where(moves, slope, 1.0))
    upward = moves & ((slope < 0) | tied) & (crossing < 1.0 - _SAME)
    downward = moves & ((slope > 0) | tied) & (crossing > _SAME)
    high, above = _nearest(crossing, slope, upward)
    low, below = _nearest(-crossing, slope, downward)
    return Limits(
        low=np.minimum(np.where(below < 0, 0.0, -low), weight),
        high=np.maximum(np.where(above < 0, 1.0, high), weight),
        below=below,
        above=above,
        sign_below=-_sign(slope, below),
        sign_above=_sign(slope, above),
    )


def _nearest(crossing: Array, slope: Array, candidates: Mask) -> tuple[Array, Whole]:
    """The least crossing (…) of the candidates, and which gap it is: the steepest, if several cross there."""
    edge = np.where(candidates, crossing, np.inf).min(axis=-1)
    there = candidates & (crossing - edge[..., None] <= _SAME)
    which = np.where(there, np.abs(slope), -np.inf).argmax(axis=-1)
    return edge, np.where(candidates.any(axis=-1), which, -1)


def _sign(slope: Array, index: Whole) -> Whole:
    """Sign of the slope at `index` (…)."""
    picked = np.take_along_axis(slope, np.maximum(index, 0)[..., None], axis=-1)[..., 0]
    return np.sign(picked).astype(np.int64)


def breaches(gaps: Array, spread: Array, tied: Mask, stays: Mask) -> Array:
    """By how much each gap (…, p) breaks the order, at or below 0 where it does not; NaN where there is no score.

    `spread` (…) is the range of the scores. A gap may fall below 0 by rounding, and one that is `tied` (p,) now by
    what counts as a tie; one that `stays` (p,) a tie may not grow beyond that either.
    """
    width = spread[..., None]
    short = -gaps - np.where(tied, TOLERANCE, _NOISE) * width
    return np.where(stays, np.maximum(short, gaps - TOLERANCE * width), short)


def order_held(breach: Array) -> Mask:
    """Whether no gap (…, p) breaks the order and every option has a score."""
    return np.asarray((breach <= 0).all(axis=-1))


def last_held(held: Callable[[Array], Mask], inside: Array, outside: Array) -> tuple[Array, Array]:
    """The last places at which something holds, and the first at which it does not, by bisection (k,).

    `held` answers for k places at once; it is true at `inside` and false at `outside`. No continuity is needed.
    """
    while True:
        middle = (inside + outside) / 2.0
        if (np.abs(outside - inside) <= _SAME).all():
            return inside, outside
        holds = held(middle)
        inside, outside = np.where(holds, middle, inside), np.where(holds, outside, middle)
