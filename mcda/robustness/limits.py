"""Where the winner, or the whole order, ends as each weight in turn goes down to 0 and up to 1."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import TOLERANCE
from mcda.kernels.stability import Limits, breaches, last_held, line_limits, moved_weights, order_held

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Scores = Callable[[Array], Array]
"""Oriented index (k, m) under weights (k, n), more is better, NaN where there is no answer."""


class Order(NamedTuple):
    """What must stay: pairs (p,) of options by number, of which `upper` is at or above `lower` now.

    `tied` (p,) are level now; `stays` (p,) are those of them that must remain so.
    """

    upper: Whole
    lower: Whole
    tied: Mask
    stays: Mask

    def gaps(self, scores: Array) -> Array:
        """Leads (…, p) of `upper` over `lower` in scores (…, m)."""
        return np.asarray(scores[..., self.upper] - scores[..., self.lower])

    def pairs(self, index: Whole, sign: Whole) -> tuple[Whole, Whole]:
        """Who climbs and who is passed (n,) where pair `index` ends with that sign of its gap; -1 for nobody."""
        turned = sign < 0
        climbs = np.where(turned, self.lower[index], self.upper[index])
        passed = np.where(turned, self.upper[index], self.lower[index])
        return np.where(index < 0, -1, climbs), np.where(index < 0, -1, passed)


def first_place(now: Array, winner: int) -> Order:
    """That `winner` leads or ties everybody; `now` (m,) are the present scores."""
    others = np.arange(now.size)
    tied = now[winner] - now <= TOLERANCE * np.ptp(now)
    return Order(np.full(now.size, winner), others, tied, np.zeros(now.size, dtype=bool))


def whole_order(now: Array) -> Order:
    """That neighbours in the present order (m,) keep it: while none of these pairs turns round, no pair does."""
    order = np.argsort(-now, kind="stable")
    pairs = max(now.size - 1, 1)  # one option alone stands beside itself
    upper, lower = order[:pairs], order[-pairs:]
    tied = now[upper] - now[lower] <= TOLERANCE * np.ptp(now)
    return Order(upper, lower, tied, tied)


def limits_on_lines(weights: Array, order: Order, scores: Scores) -> Limits:
    """Limits (n,) in closed form, for an index that is linear in the weights (n,)."""
    n = weights.size
    at_zero, at_one = (order.gaps(scores(moved_weights(weights, np.arange(n), np.full(n, end)))) for end in (0.0, 1.0))
    return line_limits(at_zero, at_one, weights, np.broadcast_to(order.stays, at_zero.shape))


def limits_by_search(weights: Array, order: Order, scores: Scores, points: int) -> tuple[Limits, Mask]:
    """Limits (n,) from a grid of `points` weights on each side; and whether the answers end there, (2, n).

    Sides are numbered: n going down, then n going up.
    """
    n = weights.size
    start, end, column = np.tile(weights, 2), np.repeat([0.0, 1.0], n), np.tile(np.arange(n), 2)

    def breach(side: Whole, target: Array) -> Array:
        found = scores(moved_weights(weights, column[side], target))
        return breaches(order.gaps(found), found.max(axis=-1) - found.min(axis=-1), order.tied, order.stays)

    # The steps are the slow axis, so that weights without an answer, mostly at the far end, stand together.
    grid = start + (np.arange(1, points + 1) / points)[:, None] * (end - start)
    every = np.broadcast_to(np.arange(2 * n), grid.shape)
    held = order_held(breach(every.ravel(), grid.ravel())).reshape(grid.shape)
    side = np.flatnonzero(~held.all(axis=0))
    first = held[:, side].argmin(axis=0)
    inside = np.where(first > 0, grid[first - 1, side], start[side])
    edge, beyond = last_held(lambda target: order_held(breach(side, target)), inside, grid[first, side])
    return _limits(
        end, side, edge, breach(side, beyond), order.gaps(scores(moved_weights(weights, column[side], beyond)))
    )


def _limits(end: Array, side: Whole, edge: Array, breach: Array, gaps: Array) -> tuple[Limits, Mask]:
    """Limits of all sides from those that end early: where (k,), and how the order is broken there (k, p)."""
    silent = np.isnan(breach).any(axis=-1)
    worst = np.where(np.isnan(breach), -np.inf, breach).argmax(axis=-1)
    edges, index, sign = end.copy(), np.full(end.size, -1), np.zeros(end.size, dtype=np.int64)
    quiet = np.zeros(end.size, dtype=bool)
    edges[side], quiet[side] = edge, silent
    index[side] = np.where(silent, -1, worst)
    sign[side] = np.where(np.take_along_axis(gaps, worst[:, None], axis=-1)[:, 0] < 0, -1, 1)
    (low, high), (below, above), (sign_below, sign_above) = (np.split(part, 2) for part in (edges, index, sign))
    return Limits(low, high, below, above, sign_below, sign_above), quiet.reshape(2, -1)
