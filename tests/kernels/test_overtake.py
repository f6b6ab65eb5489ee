"""Smallest changes of weights, against linear programmes and a general solver that know nothing of the closed forms."""

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog, minimize, nnls

from mcda.kernels.overtake import (
    first_least_distance,
    first_least_largest,
    first_least_moved,
    least_distance,
    least_largest,
    least_moved,
    tipping_weights,
)

PAIRS = {"l1": least_moved, "l2": least_distance, "linf": least_largest}
FIRSTS = {"l1": first_least_moved, "l2": first_least_distance, "linf": first_least_largest}
ORDER = {"l1": 1, "l2": 2, "linf": np.inf}


def size(norm: str, change: np.ndarray) -> float:
    return float(np.linalg.norm(change, ORDER[norm]))


def by_programme(norm: str, gaps: np.ndarray, w: np.ndarray) -> float:
    """Least size of the change, with u and bounds on |u - w| as variables: HiGHS, or SLSQP for L2."""
    n = w.size
    if norm == "l2":
        best = np.inf
        for start in (w, *np.eye(n)[gaps.sum(axis=0).argsort()[:2]]):
            found = minimize(
                lambda u: ((u - w) ** 2).sum(),
                start,
                jac=lambda u: 2 * (u - w),
                bounds=[(0, 1)] * n,
                constraints=[
                    {"type": "eq", "fun": lambda u: u.sum() - 1, "jac": lambda u: np.ones(n)},
                    {"type": "ineq", "fun": lambda u: -gaps @ u, "jac": lambda u: -gaps},
                ],
                options={"ftol": 1e-16, "maxiter": 500},
            )
            if found.x.sum() == pytest.approx(1, abs=1e-9) and (gaps @ found.x <= 1e-9).all():
                best = min(best, np.sqrt(found.fun))
        return best
    k = n if norm == "l1" else 1
    over = -np.eye(n) if norm == "l1" else -np.ones((n, 1))
    a_ub = np.block([[gaps, np.zeros((len(gaps), k))], [np.eye(n), over], [-np.eye(n), over]])
    b_ub = np.concatenate([np.zeros(len(gaps)), w, -w])
    cost = np.concatenate([np.zeros(n), np.ones(k)])
    a_eq = np.concatenate([np.ones(n), np.zeros(k)])[None, :]
    return linprog(cost, a_ub, b_ub, a_eq, [1], method="highs").fun


def random_pairs(count: int = 100) -> list[tuple[np.ndarray, np.ndarray]]:
    """Gaps with a lead now and at least one drawback; in every third, some weights are 0, in every fifth gaps tie."""
    rng = np.random.default_rng(11)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    while len(found) < count:
        n = int(rng.integers(2, 12))
        g = rng.uniform(-1, 1, n) * rng.choice([0.1, 1.0], n)
        w = rng.dirichlet(np.full(n, rng.choice([0.3, 1.0, 5.0])))
        if len(found) % 3 == 0:
            w[rng.integers(n)] = 0.0
            w /= w.sum()
        if len(found) % 5 == 0:
            g = g.round(1)
        if g @ w > 1e-3 and g.min() < -1e-3:
            found.append((g, w))
    return found


@pytest.mark.parametrize("norm", PAIRS)
def test_least_changes_equal_those_of_general_solvers(norm: str) -> None:
    for gap, w in random_pairs():
        u = PAIRS[norm](gap, w)
        assert u.min() >= 0
        assert u.sum() == pytest.approx(1, abs=1e-12)
        assert gap @ u == pytest.approx(0, abs=1e-12)
        wanted = by_programme(norm, gap[None, :], w)
        # HiGHS keeps constraints to 1e-7, which moves its answer by about as much.
        assert size(norm, u - w) == pytest.approx(wanted, abs=1e-7 if norm != "l2" else 1e-6)
        assert size(norm, u - w) <= wanted + 1e-7


@pytest.mark.parametrize(
    "norm, wanted",
    [
        # gap (3, 1, -1) at equal weights: lead 1. L1: the first gives 1/4 to the last (4 × 1/4 = 1).
        ("l1", [1 / 12, 1 / 3, 7 / 12]),
        # L2: along (gap - mean) = (2, 0, -2), which takes 8 off the lead for each unit: 1/8 of it.
        ("l2", [1 / 12, 1 / 3, 7 / 12]),
        # L∞: the same here, as the middle one does nothing for the lead.
        ("linf", [1 / 12, 1 / 3, 7 / 12]),
    ],
)
def test_least_changes_by_hand(norm: str, wanted: list[float]) -> None:
    assert PAIRS[norm](np.array([3.0, 1.0, -1.0]), np.full(3, 1 / 3)) == pytest.approx(np.array(wanted))


def test_weights_stop_at_zero() -> None:
    """Gap (1, 1, -0.1) at (.1, .8, .1): lead .89. Some weight of 10/11 on the last is needed whatever the norm.

    L1 takes .809 from the first two in any way; L2 and L∞ from the second until the first two are .0 and .0909.
    L2: projecting moves both by the same amount until the first is gone: (0, 1/11, 10/11).
    """
    gap, w = np.array([1.0, 1.0, -0.1]), np.array([0.1, 0.8, 0.1])
    for least in PAIRS.values():
        assert least(gap, w)[2] == pytest.approx(10 / 11)
    assert least_distance(gap, w) == pytest.approx(np.array([0, 1 / 11, 10 / 11]))


@pytest.mark.parametrize("norm", PAIRS)
@pytest.mark.parametrize("gap", [[0.5, 0.2, 0.1], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]], ids=str)
def test_one_that_is_nowhere_better_cannot_overtake(norm: str, gap: list[float]) -> None:
    assert np.isnan(PAIRS[norm](np.array(gap), np.full(3, 1 / 3))).all()


@pytest.mark.parametrize("norm", PAIRS)
def test_nothing_changes_where_it_is_ahead_already(norm: str) -> None:
    w = np.array([0.2, 0.3, 0.5])
    assert PAIRS[norm](np.array([0.1, 0.1, -0.9]), w) == pytest.approx(w)


@pytest.mark.parametrize("norm", PAIRS)
def test_a_batch_equals_one_by_one(norm: str) -> None:
    rng = np.random.default_rng(2)
    values, w = rng.random((6, 5)), rng.dirichlet(np.ones(5))
    gaps = values[:, None] - values
    batch = PAIRS[norm](gaps, w)
    for i in range(6):
        for k in range(6):
            assert batch[i, k] == pytest.approx(PAIRS[norm](gaps[i, k], w), nan_ok=True, abs=1e-15)


def random_fields() -> list[tuple[np.ndarray, np.ndarray]]:
    """Gaps of up to 11 rivals to an option that leads under some weights, and other weights (n,)."""
    rng = np.random.default_rng(5)
    found = []
    for _ in range(100):
        n, m = int(rng.integers(2, 10)), int(rng.integers(3, 13))
        values, w = rng.random((m, n)), rng.dirichlet(np.ones(n))
        b = (values @ rng.dirichlet(np.ones(n))).argmax()
        found.append((np.delete(values, b, axis=0) - values[b], w))
    return found


@pytest.mark.parametrize("norm", FIRSTS)
def test_becoming_first_equals_general_solvers(norm: str) -> None:
    for gaps, w in random_fields():
        u = FIRSTS[norm](gaps, w)
        assert u is not None
        assert u.min() >= -1e-12
        assert u.sum() == pytest.approx(1, abs=1e-9)
        assert (gaps @ u).max() <= 1e-9
        wanted = by_programme(norm, gaps, w)
        assert size(norm, u - w) <= wanted + 1e-7
        assert size(norm, u - w) == pytest.approx(wanted, abs=1e-7 if norm != "l2" else 1e-5)


def test_the_shortest_change_meets_the_optimality_conditions() -> None:
    """u - w is a non-negative mix of the constraints that hold with equality (Karush, Kuhn & Tucker)."""
    for gaps, w in random_fields():
        u = first_least_distance(gaps, w)
        assert u is not None
        tight = [*-gaps[gaps @ u > -1e-9], *np.eye(w.size)[u < 1e-9], np.ones(w.size), -np.ones(w.size)]
        assert nnls(np.array(tight).T, u - w)[1] == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("norm", FIRSTS)
def test_with_one_rival_becoming_first_is_overtaking(norm: str) -> None:
    for gap, w in random_pairs(30):
        u = FIRSTS[norm](gap[None, :], w)
        assert u is not None
        assert size(norm, u - w) == pytest.approx(size(norm, PAIRS[norm](gap, w) - w), abs=1e-8)


@pytest.mark.parametrize("norm", FIRSTS)
@pytest.mark.parametrize(
    "values",
    [
        [[0.5, 0.5], [0.6, 0.6]],  # dominated
        [[0.4, 0.4], [1.0, 0.0], [0.0, 1.0]],  # beaten by one or the other at any weights
        [[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]],  # never more than level
    ],
    ids=str,
)
def test_some_can_never_be_first(norm: str, values: list[list[float]]) -> None:
    gaps = np.array(values[1:]) - values[0]
    assert FIRSTS[norm](gaps, np.array([0.5, 0.5])) is None


@pytest.mark.parametrize("norm", FIRSTS)
def test_a_twin_is_no_rival(norm: str) -> None:
    u = FIRSTS[norm](np.array([[0.0, 0.0], [0.4, -0.1]]), np.array([0.5, 0.5]))
    assert u == pytest.approx(np.array([0.2, 0.8]))


def test_tipping_weights_by_hand() -> None:
    """Gap (.4, -.1, .3) at (.5, .3, .2): lead .23. On the third criterion the others have .17 / .8 left, so neither
    way ever tips; on the second .26 / .7 - t (.26 / .7 + .1) = 0; on the first .03 / .5 > 0: never."""
    found = tipping_weights(np.array([0.4, -0.1, 0.3]), np.array([0.5, 0.3, 0.2]))
    assert found == pytest.approx([np.nan, (0.26 / 0.7) / (0.26 / 0.7 + 0.1), np.nan], nan_ok=True)


def test_tipping_weights_where_one_is_everything() -> None:
    """All weight on the first; the others, (-.1 + -.3) / 2, count alike: .2 t = .2 (1 - t)."""
    found = tipping_weights(np.array([0.2, -0.1, -0.3]), np.array([1.0, 0.0, 0.0]))
    assert found == pytest.approx([0.5, 2 / 3, 0.4])


def test_the_weights_that_make_pairs_tie_of_triantaphyllou_and_sanchez() -> None:
    """Decision Sciences 1997, 28(1):151-194, 4 × 4 example: w_k less (P_j - P_i) / (a_jk - a_ik) ties A_i and A_j.

    13 of the 24 changes leave a weight of at least 0. Dividing by the new total ties them as well, which is how the
    others yield in proportion here.
    """
    x = np.array([
        [0.3088, 0.2897, 0.3867, 0.1922], [0.2163, 0.3458, 0.1755, 0.6288],
        [0.4509, 0.2473, 0.1194, 0.0575], [0.024, 0.1172, 0.3184, 0.1215],
    ])  # fmt: skip
    w = np.array([0.3277, 0.3058, 0.2876, 0.079])
    scores = x @ w
    feasible = 0
    for i, j in combinations(range(4), 2):
        ahead, behind = (i, j) if scores[i] > scores[j] else (j, i)
        found = tipping_weights(x[ahead] - x[behind], w / w.sum())
        for k in range(4):
            change = (scores[j] - scores[i]) / (x[j, k] - x[i, k])
            if change > w[k]:
                assert np.isnan(found[k])
                continue
            feasible += 1
            moved = w - change * np.eye(4)[k]
            assert x[i] @ moved == pytest.approx(x[j] @ moved, abs=1e-12)
            assert found[k] == pytest.approx(moved[k] / moved.sum(), abs=1e-12)
    assert feasible == 13
