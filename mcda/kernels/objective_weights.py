"""What the data alone say about weights: matrix (…, m, n) in, information of every criterion (…, n) out.

Information is at least 0 and not yet divided by its total. A criterion on which all options are equal has exactly 0
wherever its method has a natural 0 for it. Kernels trust that the data were checked.
"""

import numpy as np
import numpy.typing as npt

from mcda.kernels.normalization import linear, minmax

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]

_ROUNDING = 1e-12
"""What rounding can leave of an exact 0 in a sum of products of numbers up to 1."""

_NOISE = 1e-14
"""Spread, as a share of the largest number, that rounding of the data alone can make: 0.1 + 0.2 is not 0.3."""


def to_one_size(x: Array) -> Array:
    """Columns divided by a power of 2, so that no square overflows; where options differ by rounding alone, equal.

    The largest number comes to lie between 1/2 and 1. Division by a power of 2 is exact, and every method here is
    free of units, so no weight changes.
    """
    _, exponent = np.frexp(np.abs(x).max(axis=-2, keepdims=True))
    scaled = np.ldexp(x, -exponent)
    high = scaled.max(axis=-2, keepdims=True)
    spread = high - scaled.min(axis=-2, keepdims=True)
    return np.asarray(np.where(spread > _NOISE, scaled, high))


def is_constant(x: Array) -> npt.NDArray[np.bool_]:
    """Whether all options are equal on each criterion: (…, n)."""
    return np.asarray(x.max(axis=-2) == x.min(axis=-2))


def equal(x: Array, directions: Directions) -> Array:
    """The same for every criterion."""
    return np.ones((*x.shape[:-2], x.shape[-1]))


def entropy(x: Array, directions: Directions) -> Array:
    """1 + Σ p ln p / ln m, with p = x / Σx and 0 ln 0 = 0.

    With δ = m p - 1, Σδ = 0 and the sum is Σ [(1 + δ) ln(1 + δ) - δ] / (m ln m): no term is negative, and no
    digits are lost where options hardly differ.
    """
    away = _from_mean(x)
    from scipy.special import xlog1py  # noqa: PLC0415  ranking with weights at hand need not wait for it

    divergence = xlog1py(1.0 + away, away) - away
    m = x.shape[-2]
    return np.asarray(np.maximum(divergence, 0.0).sum(axis=-2) / (m * np.log(m)))


def critic(x: Array, directions: Directions) -> Array:
    """σ_j Σ_k (1 - r_jk), σ the sample standard deviation and r Pearson's correlation of min-max values.

    A constant criterion has σ = 0, and no correlation: it has weight 0 and is left out of every other's sum.
    """
    values = minmax(x, directions)
    centred = values - values.mean(axis=-2, keepdims=True)
    length = np.sqrt((centred * centred).sum(axis=-2, keepdims=True))
    varies = ~is_constant(x)
    unit = centred / np.where(length > 0, length, 1.0)
    conflict = 1.0 - np.swapaxes(unit, -1, -2) @ unit
    counted = (conflict > _ROUNDING) & varies[..., :, None] & varies[..., None, :]
    total = np.where(counted, conflict, 0.0).sum(axis=-1)
    return np.asarray(np.where(varies, values.std(axis=-2, ddof=1), 0.0) * total)


def merec(x: Array, directions: Directions) -> Array:
    """Σ_i |S_i - S_ij|: how far ln(1 + mean |ln r|) falls when criterion j is taken out.

    r is min / x, cost x / max. S_i - S_ij = -ln(1 - a_ij / (1 + Σ_k a_ik)) with a = |ln r| / n, never negative.
    """
    each = -np.log(linear(x, -directions)) / x.shape[-1]
    total = 1.0 + each.sum(axis=-1, keepdims=True)
    return np.asarray(-np.log1p(-each / total).sum(axis=-2))


def standard_deviation(x: Array, directions: Directions) -> Array:
    """Sample standard deviation of min-max values."""
    return np.sqrt(variance(x, directions))


def variance(x: Array, directions: Directions) -> Array:
    """Sample variance of min-max values."""
    return np.asarray(minmax(x, directions).var(axis=-2, ddof=1))


def gini(x: Array, directions: Directions) -> Array:
    """Σ_ik |x_i - x_k| / (2 m² mean).

    Each gap between neighbours in order parts i options from m - i, so the sum is 2 Σ i (m - i) gap_i.
    """
    m = x.shape[-2]
    below = np.arange(1, m)
    gaps = np.diff(np.sort(x, axis=-2), axis=-2)
    parted = (below * (m - below))[:, None] * gaps
    return np.asarray(parted.sum(axis=-2) / (m * x.sum(axis=-2)))


def coefficient_of_variation(x: Array, directions: Directions) -> Array:
    """Standard deviation (divisor m) over mean."""
    away = _from_mean(x)
    return np.asarray(np.sqrt((away * away).mean(axis=-2)))


def angle(x: Array, directions: Directions) -> Array:
    """Angle between a column and a column of equal numbers, in radians.

    Their cosine is mean / √(mean² + variance), so the tangent is the coefficient of variation; unlike the arc cosine,
    the arc tangent keeps its digits at small angles.
    """
    return np.arctan(coefficient_of_variation(x, directions))


def lopcow(x: Array, directions: Directions) -> Array:
    """|100 ln(root mean square / sample standard deviation)| of min-max values; rounding to 0 counts as 0."""
    values = minmax(x, directions)
    square_mean = (values * values).mean(axis=-2)
    percentage = np.abs(50.0 * np.log(square_mean / values.var(axis=-2, ddof=1)))
    return np.asarray(np.where(percentage > _ROUNDING, percentage, 0.0))


def cilos(x: Array, directions: Directions) -> Array:
    """Weights q under which losses balance: Σ_j P_ij q_j = q_i Σ_k P_ki for every criterion i.

    P_ij is the share of its best that criterion j loses if the option that is best on criterion i is chosen. Where
    several options are best on i, their losses are averaged: the source is silent, and the mean is the choice that
    does not depend on the order of the rows.

    A single criterion on which nothing is ever lost takes all the weight. Two or more of them could share it in any
    way: they are NaN. With none of them the solution is unique. (Were there two groups that exchange nothing, the best
    options on any criterion of one would be the best on all of the other and the other way round, so nothing would be
    lost on any of these criteria.)
    """
    ratios = linear(x, directions)
    best = (ratios == 1.0).astype(np.float64)
    losses = np.swapaxes(best / best.sum(axis=-2, keepdims=True), -1, -2) @ (1.0 - ratios)
    total = losses.sum(axis=-2)
    lossless = total == 0
    count = lossless.sum(axis=-1, keepdims=True)
    balanced = _balanced(np.where(count[..., None] > 0, 0.0, losses), np.where(count > 0, 1.0, total))
    return np.where(count > 1, np.where(lossless, np.nan, 0.0), np.where(count > 0, lossless, balanced))


def idocriw(x: Array, directions: Directions) -> Array:
    """Entropy weight times CILOS weight."""
    return entropy(x, directions) * cilos(x, directions)


def _balanced(losses: Array, total: Array) -> Array:
    """Solution q of Σ_j P_ij q_j = q_i total_i for losses P (…, n, n), up to a factor.

    It is solved for y_j = q_j total_j, in which no coefficient is above 1, however little is lost on a criterion. One
    row follows from the others and gives way to Σ y = 1.
    """
    n = total.shape[-1]
    balance = losses / total[..., None, :] - np.eye(n)
    balance[..., -1, :] = 1.0
    moved = np.linalg.solve(balance, np.eye(n)[:, -1:])[..., 0]
    return np.asarray(np.maximum(moved, 0.0) / total)


def _from_mean(x: Array) -> Array:
    """Share above the mean, x / mean - 1: exactly 0 in a constant column whatever the mean rounds to."""
    mean = x.mean(axis=-2, keepdims=True)
    return np.where(is_constant(x)[..., None, :], 0.0, (x - mean) / mean)
