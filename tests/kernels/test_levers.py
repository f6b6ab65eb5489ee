"""Sums of effects, their caps, subsets, and the efficient frontier: worked out by hand."""

import numpy as np
import pytest

from mcda.kernels.lever_programme import Choice, best_subset
from mcda.kernels.levers import best_by_effort, lifted, subset_sums, summed


@pytest.mark.parametrize(
    "x, raised, lowered, wanted",
    [
        (0.5, 0.1, -0.2, 0.4),
        (0.5, 0.4, 0.0, 0.75),  # improvement is capped at .25 ...
        (0.5, 0.0, -0.4, 0.25),  # ... and so is worsening
        (0.5, 0.4, -0.4, 0.5),  # each by itself, before they meet
        (0.9, 0.2, 0.0, 1.0),
        (0.1, 0.0, -0.2, 0.0),
        (0.9, 0.2, -0.2, 0.9),  # the scale's end comes after both
    ],
)
def test_lifted(x: float, raised: float, lowered: float, wanted: float) -> None:
    found = lifted(np.array([x]), np.array([raised]), np.array([lowered]), 0.25)
    assert found == pytest.approx(np.array([wanted]))


def test_subset_sums() -> None:
    assert subset_sums(np.array([1.0, 10.0, 100.0])).tolist() == [0, 1, 10, 11, 100, 101, 110, 111]
    assert subset_sums(np.zeros((0, 2))).tolist() == [[0, 0]]


def test_summed_by_direction_and_criterion() -> None:
    """Effects on criteria 0, 1, none, 0; the second draw has the first effect turned round."""
    effects = np.array([[0.1, -0.2, 0.5, 0.3], [-0.1, -0.2, 0.5, 0.3]])
    held = np.array([[True, True, True, False], [True, False, False, True]])
    raised, lowered = summed(effects, held, np.array([0, 1, -1, 0]), 2)
    assert raised == pytest.approx(np.array([[[0.1, 0], [0.4, 0]], [[0, 0], [0.3, 0]]]))
    assert lowered == pytest.approx(np.array([[[0, -0.2], [0, 0]], [[-0.1, -0.2], [-0.1, 0]]]))


@pytest.mark.parametrize(
    "scores, efforts, sizes, wanted",
    [
        ([50, 52, 51, 55], [0, 1, 1, 2], [0, 1, 1, 2], [0, 1, 3]),
        ([50, 49, 48, 47], [0, 1, 1, 2], [0, 1, 1, 2], [0]),  # nothing is worth its effort
        ([50, 52, 52, 52], [0, 1, 2, 1], [0, 1, 1, 2], [0, 1]),  # a tie goes to less effort, then fewer members
        ([50, 53, 52, 54], [0, 0, 1, 1], [0, 1, 1, 2], [1, 3]),  # what takes no effort heads the frontier
    ],
)
def test_frontier(scores: list[float], efforts: list[float], sizes: list[int], wanted: list[int]) -> None:
    found = best_by_effort(np.array(scores, dtype=float), np.array(efforts, dtype=float), np.array(sizes))
    assert found.tolist() == wanted


@pytest.mark.parametrize(
    "x, budget, wanted",
    [
        (0.5, 9, [True, True, False]),  # .2 + .1 passes the cap of .25 by .05; the third would add nothing
        (0.5, 2, [True, False, False]),
        (0.5, 1, [False, True, False]),
        (0.9, 9, [False, True, False]),  # .1 fills the scale already
        (0.5, 0, [False, False, False]),
    ],
)
def test_programme_by_hand(x: float, budget: float, wanted: list[bool]) -> None:
    """Three measures that raise one score by .2, .1 and .04, at an effort of 2, 1 and 1."""
    raised = np.array([[0.2], [0.1], [0.04]])
    nothing = np.zeros(1)
    choice = Choice(raised, np.zeros((3, 1)), nothing, nothing, np.array([100.0]), np.array([2.0, 1.0, 1.0]), 0.25)
    found = best_subset(choice, np.array([x]), budget, {})
    assert found is not None
    assert found.tolist() == wanted
