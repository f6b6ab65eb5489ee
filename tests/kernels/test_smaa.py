"""Counting over draws, against counting by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.kernels.ranks import ranks
from mcda.kernels.smaa import tally


def by_hand(upward: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One draw at a time, with Python's own loops."""
    m = upward.shape[1]
    rank_counts, wins = np.zeros((m, m), dtype=int), np.zeros((m, m), dtype=int)
    sums = np.zeros((m, weights.shape[1]))
    for scores, w in zip(upward, weights, strict=True):
        slack = 1e-9 * (scores.max() - scores.min())
        for i in range(m):
            beaten_by = [k for k in range(m) if scores[k] > scores[i] + slack]
            rank_counts[i, len(beaten_by)] += 1
            for k in beaten_by:
                wins[k, i] += 1
            if not beaten_by:
                sums[i] += w
    return rank_counts, wins, sums


@pytest.mark.parametrize("m", [1, 2, 3, 12, 17, 48, 49, 70])
@pytest.mark.parametrize("draws", [1, 63, 64, 65, 500])
def test_counts_are_those_of_counting_by_hand(m: int, draws: int) -> None:
    """Both ways of counting, any number of draws in a machine word, scores of 1 to 5 so that many tie."""
    rng = np.random.default_rng(m * 1000 + draws)
    upward = rng.integers(1, 6, (draws, m)).astype(float)
    weights = rng.dirichlet(np.ones(3), draws)
    found = tally(upward, weights, block=1000)
    rank_counts, wins, sums = by_hand(upward, weights)
    assert (found.ranks == rank_counts).all()
    assert found.wins is not None
    assert (found.wins == wins).all()
    assert found.first_weights.sum(axis=0) == pytest.approx(sums)
    assert found.draws == draws


@given(st.integers(2, 60), st.integers(0, 2**32 - 1))
def test_ranks_and_wins_hang_together(m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    upward = rng.choice([rng.normal(size=(100, m)), rng.integers(0, 4, (100, m)).astype(float)])
    found = tally(upward, np.full((100, 2), 0.5), block=1000)
    assert found.wins is not None
    assert (found.ranks.sum(axis=1) == 100).all()
    # Who is beaten how often, by ranks and by pairs.
    assert (found.ranks @ np.arange(m) == found.wins.sum(axis=0)).all()
    assert (found.wins + found.wins.T <= 100).all()


def test_rounding_does_not_break_a_tie() -> None:
    upward = np.array([[0.1 + 0.2, 0.3, 0.0]] * 70)
    found = tally(upward, np.ones((70, 1)), block=1000)
    assert found.ranks.tolist() == [[70, 0, 0], [70, 0, 0], [0, 0, 70]]


@pytest.mark.parametrize("cuts", [[2000], [1000, 2000], [1000]])
def test_parts_add_up_bit_for_bit(cuts: list[int]) -> None:
    rng = np.random.default_rng(1)
    upward, weights = rng.normal(size=(2500, 9)), rng.dirichlet(np.ones(5), 2500)
    whole = tally(upward, weights, block=500)
    parts: Any = None
    for start, end in zip([0, *cuts], [*cuts, 2500], strict=True):
        part = tally(upward[start:end], weights[start:end], block=500)
        parts = part if parts is None else parts + part
    assert (parts.ranks == whole.ranks).all()
    assert (parts.wins == whole.wins).all()
    assert (parts.central_weights == whole.central_weights).all()
    assert parts.draws == whole.draws


def test_pairs_are_left_out_when_not_asked_for() -> None:
    found = tally(np.eye(3), np.ones((3, 2)), block=10, pairwise=False)
    assert found.wins is None
    assert (found + found).wins is None


def test_central_weights_of_one_that_never_is_first_are_missing() -> None:
    found = tally(np.array([[2.0, 1.0]] * 5), np.full((5, 2), 0.5), block=10)
    assert found.central_weights[0].tolist() == [0.5, 0.5]
    assert np.isnan(found.central_weights[1]).all()


def test_many_options_are_counted_by_their_ranks() -> None:
    upward = np.random.default_rng(2).normal(size=(50, 300))
    found = tally(upward, np.ones((50, 1)), block=1000)
    assert found.wins is not None
    places = ranks(upward)
    assert (found.wins == (places[:, :, None] < places[:, None, :]).sum(axis=0)).all()
