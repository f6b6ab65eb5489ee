"""VIKOR and MULTIMOORA: several views of the same options, joined.

Matrix (…, m, n), weights (…, n) that sum to 1, directions (n,); every answer (…, m).
"""

import numpy as np
import numpy.typing as npt

from mcda.kernels.additive import weighted_sum
from mcda.kernels.normalization import by_length, minmax, oriented_ratio
from mcda.kernels.ranks import ranks
from mcda.kernels.sums import moora, weighted_product

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]

_ROUNDING = 1e-12
"""Regrets are sums of weights that sum to 1, so a difference below this is rounding."""


def vikor(matrix: Array, weights: Array, directions: Directions, *, v: float) -> Array:
    """Q of VIKOR: v · summed regret + (1 - v) · greatest single regret, each from 0 (least) to 1; lower is better."""
    summed, worst = regrets(matrix, weights, directions)
    return np.asarray(v * _spread_out(summed) + (1.0 - v) * _spread_out(worst))


def regrets(matrix: Array, weights: Array, directions: Directions) -> tuple[Array, Array]:
    """S and R: the sum and the maximum of w_j (best - x) / (best - worst).

    A criterion on which all options are equal gives nobody any regret.
    """
    regret = 1.0 - minmax(matrix, directions)
    return weighted_sum(regret, weights), greatest_weighted(regret, weights)


def greatest_weighted(values: Array, weights: Array) -> Array:
    """max_j w_j v_ij, one criterion at a time, so that memory stays at (…, m)."""
    greatest = weights[..., 0, None] * values[..., 0]
    for j in range(1, values.shape[-1]):
        greatest = np.maximum(greatest, weights[..., j, None] * values[..., j])
    return np.asarray(greatest)


def _spread_out(regret: Array) -> Array:
    """From 0 for the least to 1 for the greatest; 0 for all where rounding is all they differ by."""
    low = regret.min(axis=-1, keepdims=True)
    span = regret.max(axis=-1, keepdims=True) - low
    return np.where(span > _ROUNDING, (regret - low) / np.where(span > _ROUNDING, span, 1.0), 0.0)


def multimoora(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Rank by dominance over the three parts, 1 = best; ties share the better rank."""
    return dominance_ranks(*multimoora_parts(matrix, weights, directions)).astype(np.float64)


def multimoora_parts(
    matrix: Array, weights: Array, directions: Directions, *, exponents: bool = True
) -> tuple[Array, Array, Array]:
    """Ratio system (more is better), reference point (less is better), full multiplicative form (more is better).

    With `exponents` weights are powers in the product; without them they are factors, which leave its order alone.
    """
    share = by_length(matrix)
    best = (directions * share).max(axis=-2, keepdims=True)
    reference = greatest_weighted(best - directions * share, weights)
    if exponents:
        product = weighted_product(oriented_ratio(share, directions), weights)
    else:
        factors = weights[..., None, :] * share
        product = oriented_ratio(factors, directions).prod(axis=-1)
    return moora(matrix, weights, directions), reference, product


def dominance_ranks(ratio: Array, reference: Array, product: Array) -> npt.NDArray[np.int64]:
    """Ranks (…, m) by the theory of dominance: who beats more others in at least two of the three parts.

    Pairs won less pairs lost settle circles, which the theory calls equal. One option at a time, so that memory
    stays at (…, m).
    """
    places = np.stack([ranks(ratio), ranks(reference, higher_is_better=False), ranks(product)])
    lead: Array = np.empty(ratio.shape)
    for i in range(lead.shape[-1]):
        parts_won = np.sign(places - places[..., i, None]).sum(axis=0)
        lead[..., i] = np.sign(parts_won).sum(axis=-1)
    return ranks(lead)
