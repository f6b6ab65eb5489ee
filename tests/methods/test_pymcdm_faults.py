"""Faults of pymcdm 1.4.0 that we keep from users. A test fails when a release mends one: drop the correction then."""

import warnings
from typing import Any

import numpy as np
import pymcdm.methods as pm
import pytest

from mcda import score

X, D = np.array([[10.0, 1.0], [10.0, 100.0]]), np.array([1, -1])
EVEN = np.array([0.5, 0.5])


@pytest.fixture(autouse=True)
def quiet() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_copras_rewards_costs() -> None:
    theirs = pm.COPRAS()(X, EVEN, D, validation=False)
    assert theirs[1] > theirs[0], "mended: COPRAS no longer prefers a cost of 100 to a cost of 1"
    ours = score(X, EVEN, D, "copras")
    assert ours[0] > ours[1]


def test_lopm_ranks_upside_down() -> None:
    method = pm.LoPM(np.array([5.0, 5.0]), np.array([1, -1]))
    theirs = method(X, EVEN, D, validation=False)
    assert theirs[0] < theirs[1]  # less is better, by its documentation
    assert method.rank(theirs)[0] == 2, "mended: rank() now puts the lower index first"


def test_aroman_rewards_costs() -> None:
    theirs = pm.AROMAN()(np.array([[10.0, 1.0], [9.0, 100.0]]), EVEN, D, validation=False)
    assert theirs[1] > theirs[0], "mended: AROMAN no longer prefers less of a good at a hundred times the cost"


def test_promethee_objects_work_once() -> None:
    method = pm.PROMETHEE_II("vshape", p=[2.0, 2.0])
    method(X, EVEN, D, validation=False)
    with pytest.raises((ValueError, IndexError)):
        method(X, EVEN, D, validation=False)


def test_promethee_drops_criteria_where_thresholds_are_few() -> None:
    x = np.array([[1.0, 9.0], [2.0, 1.0]])
    theirs = pm.PROMETHEE_II("vshape", p=[2.0])(x, EVEN, np.array([1, 1]), validation=False)
    assert theirs[1] > theirs[0], "mended: the second criterion counts"


def test_sprobid_of_three_options_takes_rows_for_columns() -> None:
    rng = np.random.default_rng(0)
    differs = []
    for _ in range(20):
        x, w = rng.uniform(1, 9, (3, 4)), rng.dirichlet(np.ones(4))
        x[:, :2] = [[1, 9], [5, 5], [9, 1]]  # nobody is best on every criterion
        theirs = pm.SPROBID()(x, w, np.array([1, 1, -1, 1]), validation=False)
        ours = score(x, w, [1, 1, -1, 1], "sprobid")
        differs.append(not np.allclose(ours, theirs))
    assert sum(differs) > 10, "mended: three options agree"


def test_mabac_underflows_with_many_options() -> None:
    x = np.random.default_rng(0).uniform(1, 100, (5000, 2))
    theirs = pm.MABAC()(x, EVEN, D, validation=False)
    ours = score(x, EVEN, D, "mabac")
    assert np.abs(theirs - ours).max() > 0.1, "mended: the border no longer underflows to 0"
    assert np.abs(ours.mean()) < 0.1  # the border is near the mean option


def test_lmaw_overflows_with_many_options() -> None:
    x = np.random.default_rng(0).uniform(1, 100, (5000, 2))
    theirs = pm.LMAW()(x, EVEN, np.array([1, 1]), validation=False)
    assert np.ptp(theirs) == 0, "mended: 5,000 options are told apart"
    assert np.unique(score(x, EVEN, [1, 1], "lmaw")).size > 4000


@pytest.mark.parametrize("method", [pm.EDAS(), pm.PROMETHEE_II("usual")])
def test_one_missing_cell_is_swallowed(method: Any) -> None:
    x = np.array([[1.0, 2.0], [3.0, np.nan], [2.0, 5.0]])
    assert np.isfinite(method(x, EVEN, np.array([1, 1]))).all(), "mended: a missing cell is refused or shows"


def test_comet_scores_a_missing_cell_as_nothing() -> None:
    method = pm.COMET([[0.0, 1.0], [0.0, 1.0]], lambda objects: (objects.sum(axis=1), None))
    assert method(np.array([[np.nan, 1.0]])).tolist() == [0.0], "mended: a missing cell is refused or shows"


def test_a_matrix_of_all_benefits_is_refused_by_moora_and_copras() -> None:
    for method in (pm.MOORA(), pm.COPRAS()):
        with pytest.raises(ValueError, match="cost"):
            method(X, EVEN, np.array([1, 1]))
    assert np.isfinite(score(X, EVEN, [1, 1], "moora")).all()


def test_directions_of_two_and_nought_pass() -> None:
    pm.COPRAS()(np.ones((2, 4)) + np.eye(2, 4), np.full(4, 0.25), np.array([2, -1, 0, -1]))


def test_topsis_divides_by_the_range_unless_told() -> None:
    """Hwang & Yoon 1981 divide by the length; on Opricovic & Tzeng's climbs the winner changes."""
    x, d = np.array([[1.0, 3000], [2, 3750], [5, 4500]]), np.array([-1, 1])
    theirs = pm.TOPSIS()(x, EVEN, d, validation=False)
    assert theirs.argmax() == 1
    assert score(x, EVEN, d, "topsis").argmax() == 0
