"""Methods that measure how far an option is from the best, the worst, the average or a reference.

Every function takes a matrix (…, m, n), weights (…, n) that sum to 1 and directions (n,), and gives (…, m).
Weighted squares are matrix products with squared weights: Σ_j (w_j d_ij)² = D² · w².
"""

import numpy as np
import numpy.typing as npt

from mcda.kernels.additive import weighted_sum
from mcda.kernels.normalization import by_length, linear, normalized

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]


def euclidean(away: Array, weights: Array) -> Array:
    """√Σ_j (w_j d_ij)² of differences (…, m, n)."""
    return np.sqrt(weighted_sum(away * away, weights * weights))


def topsis(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Relative closeness to the ideal: D- / (D+ + D-). A constant column adds nothing to either distance."""
    share = normalized(matrix, directions, normalization)
    return _closeness(share, weights, share.max(axis=-2, keepdims=True), share.min(axis=-2, keepdims=True))


def _closeness(share: Array, weights: Array, ideal: Array | float, anti_ideal: Array | float) -> Array:
    far, near = euclidean(share - anti_ideal, weights), euclidean(ideal - share, weights)
    return np.asarray(far / (far + near))


def rim(matrix: Array, weights: Array, directions: Directions, *, bounds: Array, ideal: Array) -> Array:
    """Relative closeness to a reference interval `ideal` (n, 2) within `bounds` (n, 2).

    Directions play no part beyond the default of `ideal`: inside the interval is best, both sides fall away.
    """
    low, high = bounds.T
    start, end = ideal.T
    below = (start - matrix) / np.where(start > low, start - low, 1.0)
    above = (matrix - end) / np.where(high > end, high - end, 1.0)
    share = 1.0 - np.clip(np.maximum(below, above), 0.0, 1.0)
    return _closeness(share, weights, 1.0, 0.0)


def spotis(matrix: Array, weights: Array, directions: Directions, *, bounds: Array, expected: Array) -> Array:
    """Weighted distance from the expected solution (n,), in shares of the bounds (n, 2): lower is better."""
    low, high = bounds.T
    return weighted_sum(np.abs(matrix - expected) / (high - low), weights)


def balanced_spotis(
    matrix: Array, weights: Array, directions: Directions, *, bounds: Array, expected: Array, balance: float
) -> Array:
    """Balance · distance from the expected solution + (1 - balance) · distance from the best end of the bounds."""
    low, high = bounds.T
    best = np.where(directions > 0, high, low)
    away = balance * np.abs(matrix - expected) + (1.0 - balance) * np.abs(matrix - best)
    return weighted_sum(away / (high - low), weights)


def edas(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Distance above the average solution, and how little below it, halved."""
    average = matrix.mean(axis=-2, keepdims=True)
    away = directions * (matrix - average) / average
    above = weighted_sum(np.maximum(away, 0.0), weights)
    below = weighted_sum(np.maximum(-away, 0.0), weights)
    above /= above.max(axis=-1, keepdims=True)
    below /= below.max(axis=-1, keepdims=True)
    above -= below
    above += 1.0
    above *= 0.5
    return above


def ervd(
    matrix: Array,
    weights: Array,
    directions: Directions,
    *,
    reference: Array,
    loss_aversion: float,
    exponent: float,
) -> Array:
    """Closeness to the ideal of gains and losses against a reference (n,), losses weighing more."""
    total = matrix.sum(axis=-2, keepdims=True)
    away = directions * (matrix - reference) / total
    size = np.abs(away) ** exponent
    worth = np.where(away > 0, size, -loss_aversion * size)
    near = weighted_sum(worth.max(axis=-2, keepdims=True) - worth, weights)
    far = weighted_sum(worth - worth.min(axis=-2, keepdims=True), weights)
    return np.asarray(far / (near + far))


def codas(matrix: Array, weights: Array, directions: Directions, *, threshold: float) -> Array:
    """Σ_k (E_i - E_k) + [|E_i - E_k| ≥ threshold] (T_i - T_k).

    E and T are the Euclidean and taxicab distances from the worst of each column. In O(m log m): with E sorted,
    those within the threshold of E_i are neighbours, so prefix sums of T tell the taxicab sum over the others.
    """
    share = linear(matrix, directions)
    away = share - share.min(axis=-2, keepdims=True)
    e, t = euclidean(away, weights), weighted_sum(away, weights)
    m = e.shape[-1]
    order = np.argsort(e, axis=-1, kind="stable")
    e_sorted, t_sorted = (np.take_along_axis(part, order, axis=-1) for part in (e, t))
    start = _count_up_to(e_sorted, e_sorted - threshold, inclusive=True)
    end = np.maximum(_count_up_to(e_sorted, e_sorted + threshold, inclusive=False), start)
    sums = np.concatenate([np.zeros((*t.shape[:-1], 1)), np.cumsum(t_sorted, axis=-1)], axis=-1)
    inside = np.take_along_axis(sums, end, axis=-1) - np.take_along_axis(sums, start, axis=-1)
    outside = (m - (end - start)) * t_sorted - (sums[..., -1:] - inside)
    index = np.empty_like(e)
    np.put_along_axis(index, order, m * e_sorted - e_sorted.sum(axis=-1, keepdims=True) + outside, axis=-1)
    return index


def _count_up_to(ascending: Array, limits: Array, *, inclusive: bool) -> npt.NDArray[np.int64]:
    """How many of `ascending` (…, m) are below each limit (…, m), or at it too: a batched `searchsorted`.

    Both are sorted together. A stable sort keeps equal numbers in the order given, so what stands first counts.
    """
    m = ascending.shape[-1]
    together = np.concatenate([ascending, limits] if inclusive else [limits, ascending], axis=-1)
    place = np.empty(together.shape, dtype=np.int64)
    order = np.argsort(together, axis=-1, kind="stable")
    np.put_along_axis(place, order, np.broadcast_to(np.arange(2 * m), together.shape), axis=-1)
    mine = place[..., m:] if inclusive else place[..., :m]
    return np.asarray(mine - np.arange(m))


def probid(matrix: Array, weights: Array, directions: Directions) -> Array:
    """1 / (1 + (pos / neg)²) + distance from the average, over the ideal solutions from best to worst."""
    m = matrix.shape[-2]
    half = (m + 1) // 2
    share, ideals = _ideal_solutions(matrix, directions)
    pos = sum_of_distances(share, ideals, weights, [(k, 1.0 / k) for k in range(1, half + 1)])
    neg = sum_of_distances(share, ideals, weights, [(k, 1.0 / (m - k + 1)) for k in range(half, m + 1)])
    average = euclidean(share - ideals.mean(axis=-2, keepdims=True), weights)
    return np.asarray(1.0 / (1.0 + (pos / neg) ** 2) + average)


def sprobid(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Distance from the worst quarter of the ideal solutions over that from the best quarter."""
    m = matrix.shape[-2]
    quarter = max(1, m // 4)
    share, ideals = _ideal_solutions(matrix, directions)
    pos = sum_of_distances(share, ideals, weights, [(k, 1.0 / k) for k in range(1, quarter + 1)])
    neg = sum_of_distances(share, ideals, weights, [(k, 1.0 / (m - k + 1)) for k in range(m - quarter + 1, m + 1)])
    return np.asarray(neg / pos)


def _ideal_solutions(matrix: Array, directions: Directions) -> tuple[Array, Array]:
    """Columns by their length, and the k-th best of each column in row k."""
    share = by_length(matrix)
    return share, directions * -np.sort(-directions * share, axis=-2)


def sum_of_distances(share: Array, ideals: Array, weights: Array, terms: list[tuple[int, float]]) -> Array:
    """Σ_k factor_k · distance to the k-th ideal, one k at a time, so that memory stays at (…, m)."""
    parts = (factor * euclidean(share - ideals[..., k - 1, None, :], weights) for k, factor in terms)
    return np.asarray(sum(parts))
