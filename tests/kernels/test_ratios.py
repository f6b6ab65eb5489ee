"""Kernels of ratios: a batch is as good as one by one."""

import numpy as np
import pytest

from mcda.kernels.ratios import log_least_squares, log_misses, principal_eigenvector


@pytest.fixture
def matrices() -> np.ndarray:
    rng = np.random.default_rng(5)
    upper = np.triu(np.exp(rng.normal(size=(3, 4, 5, 5))), 1)
    matrices = upper + np.tril(1 / np.where(upper == 0, 1, upper).swapaxes(-1, -2), -1) + np.eye(5)
    matrices[0, 0, 0, 4] = matrices[0, 0, 4, 0] = np.nan
    return matrices


def test_principal_eigenvectors_of_a_batch(matrices: np.ndarray) -> None:
    weights, largest = principal_eigenvector(matrices)
    assert weights.shape == (3, 4, 5)
    for place in np.ndindex(3, 4):
        one, value = principal_eigenvector(matrices[place])
        assert weights[place] == pytest.approx(one)
        assert largest[place] == pytest.approx(value)
    assert matrices[1, 2] @ weights[1, 2] == pytest.approx(largest[1, 2] * weights[1, 2])


def test_log_least_squares_of_a_batch(matrices: np.ndarray) -> None:
    known = np.isfinite(matrices) & ~np.eye(5, dtype=bool)
    logs = np.log(np.where(known, matrices, 1.0))
    found = log_least_squares(logs, known.astype(float))
    assert found.shape == (3, 4, 5)
    assert found.sum(axis=-1) == pytest.approx(0)
    assert found[1, 1] == pytest.approx(np.log(matrices[1, 1]).mean(axis=-1))
    assert found[0, 0] == pytest.approx(log_least_squares(logs[0, 0], known[0, 0].astype(float)))
    misses = log_misses(matrices, found)
    assert misses[0, 0, 0, 4] == 0
    # Least squares: what is missed in each row cancels out.
    assert misses.sum(axis=-1) == pytest.approx(0)
