"""Weights from ratios of pairs, some of which may be missing (NaN). n = criteria, a_ij = how many times i weighs j."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def principal_eigenvector(ratios: Array) -> tuple[Array, Array]:
    """Weights (…, n) that sum to 1, and the largest eigenvalue (…), of positive reciprocal matrices (…, n, n).

    A missing a_ij stands for w_i / w_j (Harker 1987): what row i then adds to λ w_i is w_i itself, so the cell
    becomes 0 and the diagonal gains 1.
    """
    missing = np.isnan(ratios)
    filled = np.where(missing, 0.0, ratios) + np.eye(ratios.shape[-1]) * missing.sum(axis=-1)[..., None]
    values, vectors = np.linalg.eig(filled)
    # The Perron root is the eigenvalue with the largest real part; it and its vector are real and of one sign.
    top = values.real.argmax(axis=-1)[..., None]
    vector = np.abs(np.take_along_axis(vectors, top[..., None, :], axis=-1)[..., 0].real)
    largest = np.take_along_axis(values.real, top, axis=-1)[..., 0]
    return vector / vector.sum(axis=-1, keepdims=True), largest


def log_least_squares(log_sums: Array, counts: Array) -> Array:
    """Logs of weights (…, n), with mean 0, nearest to ratios that were asked `counts` times (…, n, n).

    `log_sums` (…, n, n) has the sum of those answers' logs, antisymmetric, 0 where nothing was asked. The
    normal equations are those of a graph's Laplacian, which constant vectors solve too: adding 1/n to each
    cell takes the one of mean 0. Where every pair is asked once, these are the logs of the row geometric means.
    """
    n = counts.shape[-1]
    laplacian = np.eye(n) * counts.sum(axis=-1)[..., None] - counts
    return np.linalg.solve(laplacian + 1.0 / n, log_sums.sum(axis=-1)[..., None])[..., 0]


def log_misses(ratios: Array, log_weights: Array) -> Array:
    """By how much each ratio (…, n, n) exceeds that of the weights, in logs; 0 where it is missing."""
    fitted = log_weights[..., :, None] - log_weights[..., None, :]
    return np.where(np.isnan(ratios), 0.0, np.log(np.where(np.isnan(ratios), 1.0, ratios)) - fitted)
