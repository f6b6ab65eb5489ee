"""Methods that sum or multiply normalised columns: one or two matrix products for any number of weight vectors.

Every function takes a matrix (…, m, n), weights (…, n) that sum to 1 and directions (n,), and gives (…, m).
"""

import numpy as np
import numpy.typing as npt

from mcda.kernels.additive import weighted_sum
from mcda.kernels.normalization import by_length, by_sum, minmax, normalized, oriented_ratio

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]


def wsm(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Σ_j w_j r_ij."""
    return weighted_sum(normalized(matrix, directions, normalization), weights)


def wpm(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Π_j r_ij^w_j."""
    return weighted_product(normalized(matrix, directions, normalization), weights)


def weighted_product(values: Array, weights: Array) -> Array:
    """Π_j v_ij^w_j of values (…, m, n) of at least 0, with 0^0 = 1."""
    nothing = values <= 0
    logs = np.log(np.where(nothing, 1.0, values))
    product = np.exp(weighted_sum(logs, weights))
    return np.where(weighted_sum(nothing.astype(np.float64), weights) > 0, 0.0, product) if nothing.any() else product


def waspas(matrix: Array, weights: Array, directions: Directions, *, balance: float, normalization: str) -> Array:
    """Balance · weighted sum + (1 - balance) · weighted product."""
    values = normalized(matrix, directions, normalization)
    return np.asarray(balance * weighted_sum(values, weights) + (1.0 - balance) * weighted_product(values, weights))


def moora(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Σ w_j x_ij / ‖x_j‖ over benefits, less the same over costs (the ratio system)."""
    return weighted_sum(directions * by_length(matrix), weights)


def mabac(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Σ_j w_j (r_ij + 1 - g_j) with g_j the geometric mean of r_ij + 1, as a mean of logarithms: no underflow."""
    share = minmax(matrix, directions)
    border = np.exp(np.log1p(share).mean(axis=-2, keepdims=True))
    return weighted_sum(share + 1.0 - border, weights)


def mairca(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Σ_j w_j (1 - r_ij) / m: the gap between what an option ought to be and what it is."""
    return np.asarray(weighted_sum(1.0 - minmax(matrix, directions), weights) / matrix.shape[-2])


def aras(matrix: Array, weights: Array, directions: Directions, *, ideal: Array | None) -> Array:
    """Weighted sum of an option over that of the ideal option; without `ideal` (n,) the best of each column."""
    if ideal is None:
        best = np.where(directions > 0, matrix.max(axis=-2), matrix.min(axis=-2))
    else:
        best = np.broadcast_to(ideal, (*matrix.shape[:-2], matrix.shape[-1]))
    everyone = np.concatenate([best[..., None, :], matrix], axis=-2)
    total = weighted_sum(by_sum(everyone, directions), weights)
    return np.asarray(total[..., 1:] / total[..., :1])


def copras(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Relative significance over the greatest of them: Q / max Q."""
    significance, _, _ = copras_parts(matrix, weights, directions)
    significance /= significance.max(axis=-1, keepdims=True)
    return significance


def copras_parts(matrix: Array, weights: Array, directions: Directions) -> tuple[Array, Array, Array]:
    """Q, S+ and S-, (…, m) each: Q_i = S+_i + Σ S- / (S-_i · Σ 1/S-), and Q = S+ where no cost carries weight."""
    share = matrix / matrix.sum(axis=-2, keepdims=True)
    gains = weighted_sum(np.where(directions > 0, share, 0.0), weights)
    costs = weighted_sum(np.where(directions > 0, 0.0, share), weights)
    total = costs.sum(axis=-1, keepdims=True)
    significance = np.reciprocal(costs if total.min() > 0 else np.where(total > 0, costs, 1.0))
    significance *= total / significance.sum(axis=-1, keepdims=True)
    significance += gains
    return significance, gains, costs


def marcos(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Utility by compromise between the ideal and the anti-ideal.

    With S the weighted sum of an option, a and b those of the anti-ideal and ideal, k- = S/a and k+ = S/b:
    f(k+) = b/(a+b), f(k-) = a/(a+b), and (k+ + k-) / (1 + (1-f(k+))/f(k+) + (1-f(k-))/f(k-)) is
    S (a + b) / (a² + ab + b²), which holds for a = 0 too.
    """
    better = oriented_ratio(matrix, directions)
    share = better / better.max(axis=-2, keepdims=True)
    total = weighted_sum(share, weights)
    worst = weighted_sum(share.min(axis=-2, keepdims=True), weights)
    best = weighted_sum(np.ones_like(share[..., :1, :]), weights)
    return np.asarray(total * (worst + best) / (worst**2 + worst * best + best**2))


def ocra(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Operational competitiveness: benefits above the least, costs below the greatest, each by the least."""
    low, high = matrix.min(axis=-2, keepdims=True), matrix.max(axis=-2, keepdims=True)
    inputs = weighted_sum(np.where(directions < 0, high - matrix, 0.0) / low, weights)
    outputs = weighted_sum(np.where(directions > 0, matrix - low, 0.0) / low, weights)
    total = inputs - inputs.min(axis=-1, keepdims=True) + outputs - outputs.min(axis=-1, keepdims=True)
    return np.asarray(total - total.min(axis=-1, keepdims=True))


def ram(matrix: Array, weights: Array, directions: Directions) -> Array:
    """(2 + S+)^(1 / (2 + S-)) with S+ and S- the weighted sums of benefits and costs."""
    share = matrix / matrix.sum(axis=-2, keepdims=True)
    gains = weighted_sum(np.where(directions > 0, share, 0.0), weights)
    costs = weighted_sum(np.where(directions > 0, 0.0, share), weights)
    return np.asarray((2.0 + gains) ** (1.0 / (2.0 + costs)))


def rafsi(
    matrix: Array, weights: Array, directions: Directions, *, ideal: Array, anti_ideal: Array, n1: float, n2k: float
) -> Array:
    """Scores mapped from between anti-ideal and ideal (n,) to [n1, n2k], by their arithmetic or harmonic mean."""
    low, high = np.minimum(ideal, anti_ideal), np.maximum(ideal, anti_ideal)
    mapped = n1 + (n2k - n1) * (matrix - low) / (high - low)
    arithmetic, harmonic = (n1 + n2k) / 2.0, 2.0 / (1.0 / n1 + 1.0 / n2k)
    return weighted_sum(np.where(directions > 0, mapped / (2.0 * arithmetic), harmonic / (2.0 * mapped)), weights)


def cocoso(matrix: Array, weights: Array, directions: Directions, *, balance: float) -> Array:
    """Combined compromise of a weighted sum S and a sum of powers P: (ka kb kc)^(1/3) + (ka + kb + kc) / 3."""
    share = minmax(matrix, directions)
    total = weighted_sum(share, weights)
    powers = np.zeros_like(total)
    for j in range(share.shape[-1]):
        powers = powers + share[..., j] ** weights[..., j, None]
    both = total + powers
    first = both / both.sum(axis=-1, keepdims=True)
    second = total / total.min(axis=-1, keepdims=True) + powers / powers.min(axis=-1, keepdims=True)
    top = balance * total.max(axis=-1, keepdims=True) + (1.0 - balance) * powers.max(axis=-1, keepdims=True)
    third = (balance * total + (1.0 - balance) * powers) / top
    return np.asarray(np.cbrt(first * second * third) + (first + second + third) / 3.0)


def lmaw(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Σ_j 2 φ^w / ((2 - φ)^w + φ^w) with φ the share of a column's summed logarithms."""
    low, high = matrix.min(axis=-2, keepdims=True), matrix.max(axis=-2, keepdims=True)
    cost = np.where(directions > 0, 1.0, matrix)
    ratio = np.where(directions > 0, (matrix + high) / high, (cost + low) / cost)
    logs = np.log(ratio)
    phi = logs / logs.sum(axis=-2, keepdims=True)
    index = np.zeros(np.broadcast_shapes(matrix.shape[:-1], (*weights.shape[:-1], matrix.shape[-2])))
    for j in range(phi.shape[-1]):
        w = weights[..., j, None]
        index = index + 2.0 * phi[..., j] ** w / ((2.0 - phi[..., j]) ** w + phi[..., j] ** w)
    return index


def lopm(
    matrix: Array, weights: Array, directions: Directions, *, limits: Array, targets: npt.NDArray[np.bool_]
) -> Array:
    """Σ_j w_j · limit / x for a lower limit, x / limit for an upper one, |x / limit - 1| for a target: less is better.

    Where more is better a limit is a lower one. `targets` (n,) says which limits are targets instead.
    """
    ratio = np.where(directions > 0, limits / matrix, matrix / limits)
    return weighted_sum(np.where(targets, np.abs(matrix / limits - 1.0), ratio), weights)
