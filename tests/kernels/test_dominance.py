"""Dominance and its layers, against other projects' examples and against loops."""

import numpy as np
import pytest

from mcda.kernels.dominance import dominates, pareto_layers


def by_loops(values: np.ndarray, others: np.ndarray) -> np.ndarray:
    m = len(values)
    found = np.zeros((m, m), dtype=bool)
    for i in range(m):
        for k in range(m):
            found[i, k] = i != k and all(values[i] >= others[k]) and any(values[i] > others[k])
    return found


def test_non_dominated_sorting_of_jmcdm() -> None:
    """JMcDM.jl, test/mcdm/testnds.jl: how many each option dominates, and the best (counted from 0)."""
    matrix = np.array([[1, 2, 3], [2, 1, 3], [1, 3, 2], [4, 5, 6]], dtype=float)
    found = dominates(matrix, matrix)
    assert found.sum(axis=1).tolist() == [0, 0, 0, 3]
    assert pareto_layers(found).tolist() == [2, 2, 2, 1]


def test_dominance_of_scikit_criteria() -> None:
    """scikit-criteria, tests/core/test_dominance.py, the first criterion up, the second down."""
    matrix = np.array([[10, 80], [20, 70]], dtype=float) * [1, -1]
    assert dominates(matrix, matrix).tolist() == [[False, False], [True, False]]


def test_scikit_criteria_agrees_on_random_problems() -> None:
    skcriteria = pytest.importorskip("skcriteria")
    rng = np.random.default_rng(5)
    for _ in range(5):
        matrix, ways = rng.integers(1, 5, size=(9, 3)).astype(float), rng.choice([-1, 1], size=3)
        peer = skcriteria.mkdm(matrix, list(ways)).dominance.dominance(strict=False).to_numpy()
        assert (dominates(matrix * ways, matrix * ways) == peer).all()


@pytest.mark.parametrize("n", [1, 2, 4])
def test_a_batch_is_what_loops_find(n: int) -> None:
    """Few levels, so that there are ties; `others` below `values` as in ranges."""
    rng = np.random.default_rng(n)
    values = rng.integers(0, 4, size=(2, 6, 11, n)).astype(float)
    others = values - rng.integers(-1, 2, size=values.shape)
    found = dominates(values, others)
    assert found.shape == (2, 6, 11, 11)
    for place in np.ndindex(2, 6):
        assert (found[place] == by_loops(values[place], others[place])).all()


def test_layers_are_what_peeling_finds() -> None:
    rng = np.random.default_rng(8)
    values = rng.integers(0, 5, size=(7, 30, 2)).astype(float)
    found = pareto_layers(dominates(values, values))
    for matrix, layers in zip(values, found, strict=True):
        left, expected, layer = set(range(30)), np.zeros(30, dtype=int), 0
        while left:
            layer += 1
            relation = by_loops(matrix, matrix)
            front = {i for i in left if not any(relation[k, i] for k in left)}
            expected[list(front)] = layer
            left -= front
        assert layers.tolist() == expected.tolist()


def test_thousands_of_options_in_a_chain() -> None:
    """Every layer holds one option."""
    values = np.arange(2000.0)[:, None] * [1.0, 1.0]
    found = dominates(values, values)
    assert found.sum() == 2000 * 1999 / 2
    assert pareto_layers(found).tolist() == list(range(2000, 0, -1))
