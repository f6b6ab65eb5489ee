"""Shapley values against the definition by orders of joining, and against games whose answer is known."""

from itertools import permutations

import numpy as np
import pytest

from mcda.kernels.shapley import exchange_shares, exchanged, members, shapley_values


def by_orders(worth: np.ndarray) -> np.ndarray:
    """The definition of Shapley 1953: what a player adds, averaged over all orders of joining."""
    n = worth.size.bit_length() - 1
    added = np.zeros(n)
    orders = list(permutations(range(n)))
    for order in orders:
        coalition = 0
        for player in order:
            joined = coalition | 1 << player
            added[player] += worth[joined] - worth[coalition]
            coalition = joined
    return added / len(orders)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_shapley_values_are_means_over_all_orders(n: int) -> None:
    worth = np.random.default_rng(n).normal(size=2**n)
    assert shapley_values(worth) == pytest.approx(by_orders(worth), abs=1e-12)


@pytest.mark.parametrize(
    "worth, wanted",
    [
        # The glove game: player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1.
        ([0, 0, 0, 1, 0, 1, 0, 1], [2 / 3, 1 / 6, 1 / 6]),
        # Majority of three.
        ([0, 0, 0, 1, 0, 1, 1, 1], [1 / 3, 1 / 3, 1 / 3]),
        # The airport game of costs 1, 2 and 3 (Littlechild & Owen 1973): each stretch shared by those who use it.
        ([0, 1, 2, 2, 3, 3, 3, 3], [1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 1]),
        # Nobody at all.
        ([0], []),
    ],
    ids=["gloves", "majority", "airport", "empty"],
)
def test_known_games(worth: list[float], wanted: list[float]) -> None:
    assert shapley_values(np.array(worth, dtype=float)) == pytest.approx(wanted)


@pytest.mark.parametrize("n", [2, 5, 9])
def test_the_axioms(n: int) -> None:
    """Efficiency; linearity; a dummy gets what it adds; players that always add the same get the same."""
    rng = np.random.default_rng(n)
    first, second = rng.normal(size=(2, 2**n))
    assert shapley_values(first).sum() == pytest.approx(first[-1] - first[0])
    assert shapley_values(2 * first - second) == pytest.approx(2 * shapley_values(first) - shapley_values(second))
    joined = members(np.arange(2**n), n)
    others = rng.normal(size=2**n)[np.where(joined[:, 0], np.arange(2**n) - 1, np.arange(2**n))]
    assert shapley_values(others + 3.0 * joined[:, 0])[0] == pytest.approx(3.0)
    symmetric = rng.normal(size=n + 1)[joined.sum(axis=1)]
    assert shapley_values(symmetric) == pytest.approx(np.full(n, (symmetric[-1] - symmetric[0]) / n))


def test_games_of_any_leading_dimensions() -> None:
    worth = np.random.default_rng(1).normal(size=(3, 2, 16))
    found = shapley_values(worth)
    assert found.shape == (3, 2, 4)
    assert found[2, 1] == pytest.approx(shapley_values(worth[2, 1]))


def test_members_are_binary_digits() -> None:
    assert members(np.array([0, 1, 2, 6]), 3).astype(int).tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 1]]


def test_an_exchange_moves_two_options_on_the_other_columns_only() -> None:
    values = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    found = exchanged(values, 0, 2, np.array([[True, False, True], [True, True, True]]))
    assert found[0].tolist() == [[1, 8, 3], [4, 5, 6], [7, 2, 9]]
    assert (found[1] == values).all()
    assert values[0, 1] == 2


@pytest.mark.parametrize("n", [1, 2, 4])
def test_half_of_the_coalitions_tell_all(n: int) -> None:
    """For an index of each option alone, the exchange gives the Shapley values of the index of hybrids.

    The lead in a coalition is f(hybrid) - f(its complement): the game less its dual, whose Shapley values are
    those of the game.
    """
    f = np.random.default_rng(n).normal(size=2**n)
    half = (f - f[::-1])[: 2 ** (n - 1)]
    assert exchange_shares(half) == pytest.approx(by_orders(f))
