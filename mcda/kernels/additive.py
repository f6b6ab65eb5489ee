"""The additive value model: values on fixed scales times weights."""

import numpy as np
import numpy.typing as npt

from mcda.values import linear_value, share_of_scale

Array = npt.NDArray[np.float64]


def additive(matrix: Array, weights: Array, directions: npt.NDArray[np.int64], *, scales: Array) -> Array:
    """Σ_j w_j v_j: `matrix` (…, m, n), `weights` (…, n), `scales` (n, 2); answer (…, m) between 0 and 1."""
    values = linear_value(share_of_scale(matrix, scales[:, 0], scales[:, 1]), directions)
    return weighted_sum(values, weights)


def weighted_sum(values: Array, weights: Array) -> Array:
    """Values (…, m, n) times weights (…, n), summed over criteria: (…, m).

    More weight vectors than options come out with draws next to each other in memory: what follows reduces over
    few options, which is several times faster that way round.
    """
    if values.ndim == 2 and weights.ndim == 2 and len(values) < len(weights):
        return np.asarray((values @ weights.T).T)
    if values.ndim == 2:
        return np.asarray(weights @ values.T)
    return np.asarray((values @ weights[..., None])[..., 0])
