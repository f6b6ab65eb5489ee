"""Faults of pymcdm 1.4.0 in weights and correlations, which decide where it can be a second implementation.

A test that fails means that a release has mended the fault: the tests named in its message may then compare with
pymcdm there too.
"""

import warnings
from collections.abc import Iterator

import numpy as np
import pymcdm.correlations as correlations
import pymcdm.distances as distances
import pymcdm.weights as weights
import pytest

from mcda.correlations import draws_distance, kendall_tau_b
from mcda.weights.objective import weigh

X = np.array([[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]])
CONSTANT = np.array([[3.0, 100, 5, 7], [2.5, 80, 5, 5], [1.8, 50, 5, 11], [2.2, 70, 5, 9]])
UP = np.ones(4)

OBJECTIVE = "when this fails, drop it and compare with pymcdm in tests/weights/test_objective.py"
CORRELATIONS = "when this fails, drop it and compare with pymcdm in tests/test_correlations.py"


@pytest.fixture(autouse=True)
def _let_pymcdm_warn() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def test_critic_ignores_directions() -> None:
    directions = np.array([-1, 1, -1, 1])
    as_benefits, with_costs = weights.critic_weights(X, UP), weights.critic_weights(X, directions)
    assert np.array_equal(as_benefits, with_costs), f"pymcdm's critic_weights no longer ignores directions: {OBJECTIVE}"
    assert with_costs != pytest.approx(weigh(X, directions, "critic"), abs=1e-3)


def test_standard_deviation_depends_on_units() -> None:
    in_other_units = X * [1000, 1, 1, 1]
    moved = np.abs(weights.standard_deviation_weights(X) - weights.standard_deviation_weights(in_other_units)).max()
    assert moved > 0.5, f"pymcdm's standard_deviation_weights no longer depends on units: {OBJECTIVE}"
    assert weigh(X, UP, "standard_deviation") == pytest.approx(weigh(in_other_units, UP, "standard_deviation"))


@pytest.mark.parametrize("name", ["critic", "lopcow"])
def test_a_constant_criterion_makes_weights_nan(name: str) -> None:
    found = getattr(weights, f"{name}_weights")(CONSTANT, UP)
    assert np.isnan(found).any(), f"pymcdm's {name}_weights now serves a constant criterion: {OBJECTIVE}"


def test_cilos_gives_all_to_a_constant_criterion() -> None:
    found = weights.cilos_weights(CONSTANT, UP)
    assert found == pytest.approx([0, 0, 1, 0]), f"pymcdm's cilos_weights now refuses a constant criterion: {OBJECTIVE}"


def test_idocriw_gives_rounding_noise_for_a_constant_criterion() -> None:
    """An entropy weight of 0 but for rounding, divided by itself: 1, or no number where it is exactly 0."""
    found = weights.idocriw_weights(CONSTANT, UP)
    noise = np.isnan(found).all() or abs(found[2]) > 0.5
    assert noise, f"pymcdm's idocriw_weights now serves a constant criterion: {OBJECTIVE}"


def test_cilos_has_no_single_answer_where_one_option_is_best_on_all() -> None:
    best_on_all = np.vstack([X, X.max(axis=0) + 1])
    found = weights.cilos_weights(best_on_all, UP)
    assert found.shape != (4,), f"pymcdm's cilos_weights now has one weight a criterion: {OBJECTIVE}"


@pytest.mark.parametrize("name", ["entropy", "standard_deviation", "merec", "critic", "angle", "gini", "lopcow"])
def test_a_cell_that_is_no_number_is_let_through(name: str) -> None:
    broken = X.copy()
    broken[1, 1] = np.nan
    found = getattr(weights, f"{name}_weights")(broken, UP)
    assert np.isnan(found).any(), f"pymcdm's {name}_weights no longer lets a missing number through: {OBJECTIVE}"


def test_gini_may_be_negative() -> None:
    found = weights.gini_weights(X - [10, 0, 0, 0])
    assert (found < 0).any(), f"pymcdm's gini_weights no longer gives negative weights: {OBJECTIVE}"


def test_kendall_tau_is_tau_a() -> None:
    tied = [1, 1, 3, 4]
    assert correlations.kendall_tau(tied, tied) < 1, f"pymcdm's kendall_tau now allows for ties: {CORRELATIONS}"
    assert kendall_tau_b(tied, tied) == pytest.approx(1)


def test_weights_similarity_puts_its_divisor_in_the_wrong_place() -> None:
    """Shekhovtsov 2023: 1 - Σ|w - v| / (2 (1 - min w)), which is 0 for (1/2, 1/2) against (1, 0)."""
    found = correlations.wsc([0.5, 0.5], [1, 0])
    assert found == pytest.approx(0.75), f"pymcdm's wsc has been mended: {CORRELATIONS}"


def test_draws_takes_places_for_options() -> None:
    """It weighs the i-th number by 2^-i, so options in another order are at another distance."""
    x, y = np.array([1, 2, 3]), np.array([1, 3, 2])
    order = [2, 1, 0]
    here, there = distances.draWS(x, y), distances.draWS(x[order], y[order])
    assert here != pytest.approx(there), f"pymcdm's draWS no longer depends on the order of options: {CORRELATIONS}"
    assert draws_distance(x, y) == pytest.approx(draws_distance(x[order], y[order]))


def test_rankings_of_different_length_are_compared() -> None:
    found = correlations.kendall_tau([1, 2], [1, 2, 3])
    assert found == 1, f"pymcdm's kendall_tau now refuses rankings of different length: {CORRELATIONS}"
