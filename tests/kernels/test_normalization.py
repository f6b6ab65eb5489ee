"""Nine normalisations: by hand on one column, and against pymcdm."""

import numpy as np
import pymcdm.normalizations as pn
import pytest

from mcda.kernels.normalization import NORMALIZATIONS, normalized

UP, DOWN = np.array([1]), np.array([-1])
COLUMN = np.array([[2.0], [4.0], [8.0]])
LN = np.log([2.0, 4.0, 8.0]) / np.log(64.0)

# By each formula on 2, 4, 8: as a benefit, as a cost.
BY_HAND = {
    "minmax": ([0, 1 / 3, 1], [1, 2 / 3, 0]),
    "max": ([0.25, 0.5, 1], [0.75, 0.5, 0]),
    "sum": ([1 / 7, 2 / 7, 4 / 7], [4 / 7, 2 / 7, 1 / 7]),
    "vector": (np.array([2, 4, 8]) / 84**0.5, 1 - np.array([2, 4, 8]) / 84**0.5),
    "linear": ([0.25, 0.5, 1], [1, 0.5, 0.25]),
    "logarithmic": (LN, (1 - LN) / 2),
    "nonlinear": ([1 / 16, 1 / 4, 1], [1, 1 / 8, 1 / 64]),
    "enhanced_accuracy": ([1 - 6 / 10, 1 - 4 / 10, 1], [1, 1 - 2 / 8, 1 - 6 / 8]),
    "zavadskas_turskis": ([0.25, 0.5, 1], [1, 0, -2]),
}


@pytest.mark.parametrize("name", NORMALIZATIONS)
def test_by_hand(name: str) -> None:
    up, down = BY_HAND[name]
    assert normalized(COLUMN, UP, name)[:, 0] == pytest.approx(up)
    assert normalized(COLUMN, DOWN, name)[:, 0] == pytest.approx(down)


PYMCDM = {
    "minmax": pn.minmax_normalization,
    "max": pn.max_normalization,
    "sum": pn.sum_normalization,
    "vector": pn.vector_normalization,
    "linear": pn.linear_normalization,
    "logarithmic": pn.logarithmic_normalization,
    "nonlinear": pn.nonlinear_normalization,
    "enhanced_accuracy": pn.enhanced_accuracy_normalization,
    "zavadskas_turskis": pn.zavadskas_turskis_normalization,
}


@pytest.mark.parametrize("name", NORMALIZATIONS)
def test_equal_to_pymcdm(name: str) -> None:
    rng = np.random.default_rng(1)
    for _ in range(300):
        x = rng.uniform(1.1, 100, (int(rng.integers(2, 12)), 2))
        found = normalized(x, np.array([1, -1]), name)
        assert found[:, 0] == pytest.approx(PYMCDM[name](x[:, 0], False), abs=1e-12)
        assert found[:, 1] == pytest.approx(PYMCDM[name](x[:, 1], True), abs=1e-12)


@pytest.mark.parametrize("name", NORMALIZATIONS)
def test_better_raw_data_are_never_worse_normalised(name: str) -> None:
    rng = np.random.default_rng(2)
    x = np.sort(rng.uniform(1.1, 50, (20, 1)), axis=0)
    assert (np.diff(normalized(x, UP, name)[:, 0]) >= -1e-15).all()
    assert (np.diff(normalized(x, DOWN, name)[:, 0]) <= 1e-15).all()


@pytest.mark.parametrize("name", NORMALIZATIONS)
def test_a_batch_equals_one_by_one(name: str) -> None:
    x = np.random.default_rng(3).uniform(1.1, 9, (4, 3, 6, 2))
    d = np.array([1, -1])
    batch = normalized(x, d, name)
    assert batch[2, 1] == pytest.approx(normalized(x[2, 1], d, name), abs=1e-14)


def test_logarithms_of_many_options_do_not_overflow() -> None:
    """The product of 5,000 numbers up to 100 is beyond any float; their logarithms sum to 18,000 or so."""
    x = np.random.default_rng(4).uniform(1.1, 100, (5000, 1))
    assert normalized(x, UP, "logarithmic").sum() == pytest.approx(1)


def test_lengths_of_huge_and_tiny_numbers() -> None:
    for size in (1e-200, 1e200):
        assert normalized(COLUMN * size, UP, "vector") == pytest.approx(normalized(COLUMN, UP, "vector"))
