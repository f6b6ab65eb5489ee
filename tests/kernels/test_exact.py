"""Exact shares, central weights, pairwise winning: by algebra, by publication, and against sampling."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.kernels import exact
from mcda.kernels.exact import expected_ranks, first_acceptability, pairwise_winning, tied, within_reach
from mcda.kernels.polytope import Part

Array = np.ndarray
NONE = [float("nan")] * 3


# JSMAA, SMAA2SimulationTest.testCorrectResults (two alternatives; its limits, worked out from the Dirichlet(1,1,1)
# distribution), SMAA2SimulationTest.testEqualRanks (all measurements 0), and rsmaa, tests/nacw.R (a dominated
# alternative has no central weight). Both packages give tied alternatives rank 1 each; here they share.
@pytest.mark.parametrize(
    ("values", "shares", "central"),
    [
        ([[1, 0, 1], [0, 1, 0]], [3 / 4, 1 / 4], [[7 / 18, 2 / 9, 7 / 18], [1 / 6, 2 / 3, 1 / 6]]),
        ([[0, 0, 0], [0, 0, 0]], [1 / 2, 1 / 2], [[1 / 3] * 3, [1 / 3] * 3]),
        ([[1, 1, 1], [0, 0, 0]], [1, 0], [[1 / 3] * 3, NONE]),
    ],
    ids=["jsmaa two alternatives", "jsmaa ties", "rsmaa no central weight"],
)
def test_published(values: Any, shares: list[float], central: list[list[float]]) -> None:
    found = first_acceptability(np.array(values, dtype=float))
    assert found.closes
    assert found.shares == pytest.approx(shares, abs=1e-14)
    assert found.central == pytest.approx(np.array(central), abs=1e-14, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "shares", "central"),
    [
        # n = 1: the larger value.
        ([[1], [3], [2]], [0, 1, 0], [[np.nan], [1], [np.nan]]),
        # n = 2: with w = (t, 1-t) the scores are 3 - 3t, 2 and 3t, which cross at 1/3 and 2/3.
        ([[0, 3], [2, 2], [3, 0]], [1 / 3] * 3, [[1 / 6, 5 / 6], [1 / 2, 1 / 2], [5 / 6, 1 / 6]]),
        # n = 2, all three cross at 1/2: the one in the middle is only ever tied first.
        ([[0, 1], [0.5, 0.5], [1, 0]], [1 / 2, 0, 1 / 2], [[1 / 4, 3 / 4], [np.nan] * 2, [3 / 4, 1 / 4]]),
        # n = 3: first where w_1 > 1/2, a triangle of area 1/4 with centroid (2/3, 1/6, 1/6); the rest is the other's.
        (
            [[1, 0, 0], [0.5, 0.5, 0.5]],
            [1 / 4, 3 / 4],
            [[2 / 3, 1 / 6, 1 / 6], [2 / 9, 7 / 18, 7 / 18]],
        ),
        # n = 3: w_1 against w_2 against w_3 cuts the triangle by its medians; each third has corners at e_i, the
        # midpoints beside it and the centre, and E max w = (1 + 1/2 + 1/3) / 3.
        (np.eye(3), [1 / 3] * 3, np.eye(3) * (11 / 18 - 7 / 36) + 7 / 36),
        # The same with two criteria on which all are equal: they take their mean weight 1/5 each.
        (
            np.hstack([np.eye(3), np.full((3, 2), 0.7)]),
            [1 / 3] * 3,
            np.hstack([(np.eye(3) * (11 / 18 - 7 / 36) + 7 / 36) * 3 / 5, np.full((3, 2), 1 / 5)]),
        ),
    ],
)
def test_by_hand(values: Any, shares: Any, central: Any) -> None:
    found = first_acceptability(np.array(values, dtype=float))
    assert found.closes
    assert found.shares == pytest.approx(shares, abs=1e-14)
    assert found.central == pytest.approx(np.array(central), abs=1e-14, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        # Scores w_1, w_2, and w_3 + w_4 twice. Exponentials in place of weights: with G gamma(2),
        # P(G > both) = ∫ x e^-x (1 - e^-x)^2 dx = 1 - 2/4 + 1/9 = 11/18, shared by two.
        ([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], [7 / 36, 7 / 36, 11 / 36, 11 / 36]),
        # Two identical columns: w_1 + w_2 against w_3.
        ([[1, 1, 0], [0, 0, 1]], [3 / 4, 1 / 4]),
        # One option three times, one dominated, one dominated by a duplicate only in part.
        ([[1, 0], [1, 0], [1, 0], [0, 0], [0, 1]], [1 / 6, 1 / 6, 1 / 6, 0, 1 / 2]),
        # Blends on the line between two options are never alone in front.
        ([[1, 0, 0.2], [0.75, 0.25, 0.2], [0.5, 0.5, 0.2], [0, 1, 0.2]], [1 / 2, 0, 0, 1 / 2]),
        # The same, spoilt by rounding in the 16th digit.
        ([[0.3, 0.1, 0.2], [0.1 + 0.2, 0.1, 0.2], [0.1, 0.3, 0.2]], [1 / 4, 1 / 4, 1 / 2]),
        ([[5, 5, 5]], [1]),
    ],
)
def test_degenerate(values: Any, shares: list[float]) -> None:
    found = first_acceptability(np.array(values, dtype=float))
    assert found.closes
    assert found.shares == pytest.approx(shares, abs=1e-12)
    assert (np.isnan(found.central).all(axis=1) == (np.array(shares) == 0)).all()


@pytest.mark.parametrize("n", range(1, 10))
def test_each_option_best_on_one_criterion(n: int) -> None:
    """First where w_i is largest: share 1/n, and the largest weight has mean H_n / n."""
    found = first_acceptability(np.eye(n))
    largest = sum(1 / k for k in range(1, n + 1)) / n
    other = (1 - largest) / max(n - 1, 1)
    assert found.shares == pytest.approx(np.full(n, 1 / n), abs=1e-13)
    assert found.central == pytest.approx(np.where(np.eye(n) == 1, largest, other), abs=1e-13)


@pytest.mark.parametrize("n", range(2, 10))
def test_a_race(n: int) -> None:
    """Option i scores a_i w_i. With exponentials of rate r_i = 1 / a_i in place of a_i w_i, the chance to be the
    largest is Σ_S (-1)^|S| r_i / (r_i + Σ_S r), over the sets S of rivals.
    """
    heights = [1 + Fraction(3 * j * j + 1, 7) for j in range(n)]
    rates = [1 / height for height in heights]
    expected = []
    for i, own in enumerate(rates):
        rivals = rates[:i] + rates[i + 1 :]
        chances = ((-1) ** size * own / (own + sum(some)) for size in range(n) for some in combinations(rivals, size))
        expected.append(float(sum(chances)))
    found = first_acceptability(np.diag([float(height) for height in heights]))
    assert found.closes
    assert found.shares == pytest.approx(expected, abs=1e-13)


def wins(gap: list[int]) -> Fraction:
    """P(Σ w_j g_j > 0) for gaps that are all different: Σ_{g_j > 0} g_j^(n-1) / Π_{l≠j} (g_j - g_l)."""
    total = Fraction(0)
    for j, own in enumerate(gap):
        if own > 0:
            term = Fraction(own) ** (len(gap) - 1)
            for other in gap[:j] + gap[j + 1 :]:
                term /= own - other
            total += term
    return total


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ([1, -1], 1 / 2),
        ([3, -1], 3 / 4),
        ([1, 1, -1], 3 / 4),
        ([1, 1, -2], 5 / 9),  # 1 - 2/3 · 2/3
        ([1, 1, 1, -1], 7 / 8),
        ([0, 2, -1], 2 / 3),
        ([0, 0, 0, 1, -3], 1 / 4),
        ([4, 0, 0], 1),
        ([0, -2, 0], 0),
        ([0, 0, 0], 1 / 2),
        ([1, 1, -1, -1], 1 / 2),
        *[(list(gap), float(wins(list(gap)))) for gap in combinations((-7, -3, -2, -1, 4, 5, 9, 11), 5)],
        ([-9, -8, -7, 1, 2, 3, 5, 11, 13], float(wins([-9, -8, -7, 1, 2, 3, 5, 11, 13]))),
    ],
)
def test_pairwise_winning(gap: list[int], expected: float) -> None:
    first = np.arange(len(gap), dtype=float)
    found = pairwise_winning(np.array([first, first - gap]))
    assert found == pytest.approx(np.array([[0.5, expected], [1 - expected, 0.5]]), abs=1e-14)


def test_pairwise_winning_of_a_batch_is_that_of_each() -> None:
    batch = np.random.default_rng(5).integers(0, 4, (2, 3, 6, 5)).astype(float)
    found = pairwise_winning(batch)
    for place in np.ndindex(2, 3):
        assert found[place] == pytest.approx(pairwise_winning(batch[place]), abs=0)
        assert expected_ranks(batch)[place] == pytest.approx(expected_ranks(batch[place]), abs=0)


def test_tied_options_share_the_mean_of_their_ranks() -> None:
    values = np.array([[1.0, 1.0], [0.0, 0.5], [0.0, 0.5], [0.0, 0.5], [-1.0, 0.0]])
    assert expected_ranks(values) == pytest.approx([1, 3, 3, 3, 5])
    assert tied(values).sum(axis=1).tolist() == [1, 3, 3, 3, 1]


def normal_problem(seed: int) -> Array:
    """Values of 2 to 9 options on 2 to 8 criteria, some of them whole numbers, so that they tie."""
    rng = np.random.default_rng(seed)
    m, n = rng.integers(2, 10), rng.integers(2, 9)
    return rng.integers(0, 4, (m, n)).astype(float) if seed % 5 == 0 else rng.normal(size=(m, n))


@pytest.mark.parametrize("seed", range(50))
def test_against_sampling(seed: int) -> None:
    """Within four standard errors of plain sampling, which shares nothing with the formulas."""
    values, draws = normal_problem(seed), 20_000
    weights = np.random.default_rng(1000 + seed).dirichlet(np.ones(values.shape[1]), draws)
    scores = weights @ values.T
    first = np.isclose(scores, scores.max(axis=1, keepdims=True), rtol=0, atol=1e-9).astype(float)
    first /= first.sum(axis=1, keepdims=True)
    found = first_acceptability(values)
    assert found.closes
    assert (np.abs(first.mean(axis=0) - found.shares) <= 4 * standard_error(found.shares, draws)).all()
    for i in np.flatnonzero(first.sum(axis=0) > 200):
        mine = weights[first[:, i] > 0]
        assert (np.abs(mine.mean(axis=0) - found.central[i]) <= 4 * mine.std(axis=0) / np.sqrt(len(mine))).all()
    gaps = scores[:, :, None] - scores[:, None, :]
    ahead = np.where(np.abs(gaps) < 1e-9, 0.5, gaps > 0)
    exactly = pairwise_winning(values)
    assert (np.abs(ahead.mean(axis=0) - exactly) <= 4 * standard_error(exactly, draws)).all()
    ranks = 0.5 + ahead.sum(axis=1)
    bound = 4 * ranks.std(axis=0) / np.sqrt(draws) + 4 / draws
    assert (np.abs(ranks.mean(axis=0) - expected_ranks(values)) <= bound).all()


def standard_error(p: Array, draws: int) -> Array:
    """Of a share; at least one draw, for shares so small that none is to be expected."""
    return np.maximum(np.sqrt(p * (1 - p) / draws), 1 / draws)


problems = st.builds(
    lambda seed, m, n, levels: np.random.default_rng(seed).integers(0, levels, (m, n)).astype(float),
    st.integers(0, 2**32 - 1),
    st.integers(1, 8),
    st.integers(1, 6),
    st.sampled_from([2, 3, 5, 1000]),
)


@given(problems)
def test_shares_sum_to_one_and_weights_to_the_centre(values: Array) -> None:
    found = first_acceptability(values)
    assert found.closes
    assert found.shares.sum() == pytest.approx(1.0, abs=1e-9)
    assert np.nan_to_num(found.central.sum(axis=1), nan=1.0) == pytest.approx(np.ones(len(values)), abs=1e-9)
    winning = pairwise_winning(values)
    assert winning + winning.T == pytest.approx(np.ones_like(winning), abs=0)


@given(problems, st.integers(0, 2**32 - 1))
def test_order_of_options_and_criteria_does_not_matter(values: Array, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(values.shape[0]), rng.permutation(values.shape[1])
    shuffled = values[rows][:, columns]
    before, after = first_acceptability(values), first_acceptability(shuffled)
    assert after.shares == pytest.approx(before.shares[rows], abs=1e-12)
    assert after.central == pytest.approx(before.central[rows][:, columns], abs=1e-9, nan_ok=True)
    assert pairwise_winning(shuffled) == pytest.approx(pairwise_winning(values)[np.ix_(rows, rows)], abs=1e-12)


@given(problems, st.sampled_from([1e-6, 0.5, 1e6]), st.integers(0, 2**32 - 1))
def test_scale_and_zero_of_values_do_not_matter(values: Array, factor: float, seed: int) -> None:
    """One factor for all criteria; a shift of each criterion moves every option alike."""
    moved = factor * (values + np.random.default_rng(seed).integers(-9, 10, values.shape[1]))
    assert first_acceptability(moved).shares == pytest.approx(first_acceptability(values).shares, abs=1e-12)
    assert pairwise_winning(moved) == pytest.approx(pairwise_winning(values), abs=1e-12)


@given(problems)
def test_an_option_that_is_added_never_helps_the_others(values: Array) -> None:
    fewer = first_acceptability(values[1:]).shares if len(values) > 1 else np.empty(0)
    assert (first_acceptability(values).shares[1:] <= fewer + 1e-12).all()


def test_a_spoilt_volume_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "simplex_part", lambda planes: Part(0.34, np.full(3, 1 / 3)))
    assert not first_acceptability(np.eye(3)).closes


@pytest.mark.parametrize("noise", [1e-8, 1e-10, 1e-12])
def test_near_ties_are_right_or_owned_up_to(noise: float) -> None:
    """Planes that are nearly but not quite parallel cost digits; no answer is wrong and claims to close."""
    rng = np.random.default_rng(11)
    closed = 0
    for _ in range(40):
        plain = rng.integers(0, 3, (6, 4)).astype(float)
        clean = first_acceptability(plain)
        found = first_acceptability(plain + noise * rng.normal(size=plain.shape))
        if found.closes and len(np.unique(plain, axis=0)) == len(plain):
            closed += 1
            # Ties on some criteria are broken by the noise; no share of the simplex larger than the noise moves.
            assert found.shares == pytest.approx(clean.shares, abs=1e3 * noise + 1e-9)
    assert closed > 10


@pytest.mark.parametrize(
    ("m", "n", "reached"), [(20, 9, True), (21, 9, False), (12, 10, False), (50, 5, True), (51, 2, False)]
)
def test_within_reach(m: int, n: int, reached: bool) -> None:
    assert within_reach(m, n) is reached
