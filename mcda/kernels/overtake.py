"""The smallest change of weights that lets one option overtake another, or all others, under the additive method.

Symbols: `gap` = values of the one ahead minus values of the one behind (…, n), so that gap · w is the lead; `w`
weights now (…, n) on the simplex, `u` new ones. Every answer lies on the simplex and leaves no lead: gap · u = 0.
Where no gap is below 0 the one behind can at best draw level, and the answer is NaN.

Sources: LP forms by Wolters & Mareschal 1995, European Journal of Operational Research 81(3), and Triantaphyllou &
Sánchez 1997, Decision Sciences 28(1). The closed forms are derived above their code.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_NONE = 1e-12
"""Gaps and leads, in shares of a scale, that are rounding errors."""
_HALVINGS = 60


def least_moved(gap: Array, weights: Array) -> Array:
    """New weights (…, n) with the least Σ|u - w|.

    A unit of weight moved from criterion i to j takes gap_i - gap_j off the lead and costs 2 whatever i and j are.
    So everything goes to the least gap, from the greatest gaps first; the last one gives only what is needed.
    """
    g, w = np.broadcast_arrays(gap, weights)
    order = np.argsort(-g, axis=-1, kind="stable")
    falling, given = np.take_along_axis(g, order, axis=-1), np.take_along_axis(w, order, axis=-1)
    rate = falling - falling[..., -1:]
    gained = given * rate
    missing = _lead(g, w) - (np.cumsum(gained, axis=-1) - gained)
    taken = np.clip(np.divide(missing, rate, out=np.zeros_like(rate), where=rate > 0.0), 0.0, given)
    left = given - taken
    left[..., -1] += taken.sum(axis=-1)
    return _where_possible(g, _unsorted(left, order))


def least_distance(gap: Array, weights: Array) -> Array:
    """New weights (…, n) with the least Σ(u - w)²: the projection of w on {u ≥ 0, Σu = 1, gap · u ≤ 0}.

    The projection is that of w - λ gap on the simplex for the λ at which the lead is gone. As λ grows, weights
    that are above 0 move at the rate -(gap - mean gap of these), and one that reaches 0 stays there: it has an
    above-average gap, and the average falls whenever it is left out. So at most n pieces are walked through.
    """
    g, w = np.broadcast_arrays(gap, weights)
    u = np.array(w, dtype=np.float64)
    free = np.ones(u.shape, dtype=bool)
    for _ in range(u.shape[-1] + 1):
        mean = np.where(free, g, 0.0).sum(axis=-1, keepdims=True) / free.sum(axis=-1, keepdims=True)
        rate = np.where(free, g - mean, 0.0)
        fall = (rate * rate).sum(axis=-1, keepdims=True)
        until_level = np.divide(np.maximum(_lead(g, u), 0.0), fall, out=np.zeros_like(fall), where=fall > 0.0)
        until_zero = np.divide(u, rate, out=np.full_like(u, np.inf), where=rate > 0.0)
        step = np.minimum(until_level, until_zero.min(axis=-1, keepdims=True))
        used_up = until_zero <= step
        u = np.where(used_up, 0.0, u - step * rate)
        free &= ~used_up
    return _where_possible(g, u)


def least_largest(gap: Array, weights: Array) -> Array:
    """New weights (…, n) with the least max|u - w|, by bisection on that largest change."""
    g, w = np.broadcast_arrays(gap, weights)
    order = np.argsort(g, axis=-1, kind="stable")
    rising, given = np.take_along_axis(g, order, axis=-1), np.take_along_axis(w, order, axis=-1)
    high = np.where(_lead(g, w) > 0.0, 1.0, 0.0)
    low = np.zeros_like(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        enough = _lead(rising, _leaning(given, middle)) <= 0.0
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return _where_possible(g, _unsorted(_leaning(given, high), order))


def tipping_weights(gap: Array, weights: Array) -> Array:
    """For each criterion the weight (…, n) at which the lead is gone, the others yielding in proportion; NaN if none.

    With t on criterion j the lead is t gap_j + (1 - t) R_j, where R_j is the lead on the others in their
    proportions. Where w_j is 1 they have none and count alike.
    """
    g, w = np.broadcast_arrays(gap, weights)
    rest, n = 1.0 - w, g.shape[-1]
    alike = (g.sum(axis=-1, keepdims=True) - g) / max(n - 1, 1)
    others = np.divide(_lead(g, w) - g * w, rest, out=alike, where=rest > _NONE)
    crosses = (np.minimum(g, others) < -_NONE) & (np.maximum(g, others) >= 0.0)
    return np.asarray(np.divide(others, others - g, out=np.full_like(others, np.nan), where=crosses))


def first_least_moved(gaps: Array, weights: Array) -> Array | None:
    """New weights (n,) with the least Σ|u - w| at which no rival (k, n) leads; None if it can never be ahead of all.

    Linear programme in what is added, p, and taken away, q: u = w + p - q with 0 ≤ q ≤ w.
    """
    rivals, n = _rivals(gaps), weights.size
    if not _can_be_first(rivals, n):
        return None
    found = _solved(
        np.ones(2 * n),
        np.hstack([rivals, -rivals]),
        -rivals @ weights,
        np.concatenate([np.ones(n), -np.ones(n)]),
        0.0,
        [(0.0, None)] * n + [(0.0, w) for w in weights],
    )
    return weights + found[:n] - found[n:]


def first_least_largest(gaps: Array, weights: Array) -> Array | None:
    """As `first_least_moved`, with the least max|u - w|: a linear programme in u and that largest change."""
    rivals, n = _rivals(gaps), weights.size
    if not _can_be_first(rivals, n):
        return None
    change = -np.ones((n, 1))
    found = _solved(
        np.append(np.zeros(n), 1.0),
        np.block([[rivals, np.zeros((len(rivals), 1))], [np.eye(n), change], [-np.eye(n), change]]),
        np.concatenate([np.zeros(len(rivals)), weights, -weights]),
        np.append(np.ones(n), 0.0),
        1.0,
        [(0.0, None)] * (n + 1),
    )
    return found[:n]


def first_least_distance(gaps: Array, weights: Array) -> Array | None:
    """As `first_least_moved`, with the least Σ(u - w)².

    With u = w + Z y, the columns of Z an orthonormal basis of the changes that sum to 0, this is least-distance
    programming: the shortest y with A y ≥ h. Its dual is a non-negative least squares problem, which an active
    set solves exactly (Lawson & Hanson 1974, *Solving Least Squares Problems*, ch. 23).
    """
    from scipy.optimize import nnls  # noqa: PLC0415  most calls never need it

    rivals, n = _rivals(gaps), weights.size
    if not _can_be_first(rivals, n):
        return None
    basis = np.linalg.svd(np.ones((1, n)))[2][1:].T
    slopes = np.vstack([-rivals @ basis, basis])
    bounds = np.concatenate([rivals @ weights, -weights])
    dual = np.vstack([slopes.T, bounds])
    aim = np.append(np.zeros(n - 1), 1.0)
    residual = dual @ nnls(dual, aim, maxiter=100 * (n + len(rivals)))[0] - aim
    u = np.maximum(weights + basis @ (-residual[:-1] / residual[-1]), 0.0)
    return np.asarray(u / u.sum())


def _lead(gap: Array, weights: Array) -> Array:
    """The lead, gap · weights, (…, 1)."""
    return np.asarray((gap * weights).sum(axis=-1, keepdims=True))


def _leaning(weights: Array, most: Array) -> Array:
    """Weights (…, n) moved by at most `most` (…, 1) each, as far as that goes towards the first ones."""
    room = np.minimum(weights, most) + most
    spare = np.minimum(weights, most).sum(axis=-1, keepdims=True)
    before = np.cumsum(room, axis=-1) - room
    return np.asarray(np.maximum(weights - most, 0.0) + np.clip(spare - before, 0.0, room))


def _unsorted(ordered: Array, order: npt.NDArray[np.intp]) -> Array:
    answer = np.empty_like(ordered)
    np.put_along_axis(answer, order, ordered, axis=-1)
    return answer


def _where_possible(gap: Array, weights: Array) -> Array:
    return np.where(gap.min(axis=-1, keepdims=True) < -_NONE, weights, np.nan)


def _rivals(gaps: Array) -> Array:
    """Gaps without those of exact twins, which nothing can part."""
    return np.asarray(gaps[np.abs(gaps).max(axis=-1) > _NONE])


def _can_be_first(rivals: Array, n: int) -> bool:
    """Whether some weights put it ahead of all rivals at once: the greatest least lead is above 0."""
    if not len(rivals):
        return True
    found = _solved(
        np.append(np.zeros(n), -1.0),
        np.hstack([rivals, np.ones((len(rivals), 1))]),
        np.zeros(len(rivals)),
        np.append(np.ones(n), 0.0),
        1.0,
        [(0.0, None)] * n + [(None, None)],
    )
    return bool(found[-1] > 1e-9)


def _solved(
    cost: Array,
    slopes: Array,
    bounds: Array,
    total_of: Array,
    total: float,
    limits: list[tuple[float | None, float | None]],
) -> Array:
    """The x with the least cost · x where slopes · x ≤ bounds and total_of · x = total. There always is one here."""
    from scipy.optimize import linprog  # noqa: PLC0415  most calls never need it

    found = linprog(cost, slopes, bounds, total_of[None, :], [total], limits, method="highs")
    return np.asarray(found.x)
