"""ELECTRE III: published examples, the formulas worked out a second time, and what must hold of any data."""

from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import MethodError
from mcda.guards import Names
from mcda.kernels import distillation
from mcda.kernels.electre import credibility
from mcda.methods.electre1 import electre1
from mcda.methods.electre3 import electre3

MANY = settings(max_examples=200, deadline=None)
CUT = (0.3, -0.15)

# Giannoulis & Ishizaka 2010, Decision Support Systems 48:488-497: six British universities, thresholds a share of the
# performance of the row. Printed .22 for (4, 6) and .11 for (5, 2) come from rounded intermediates, hence 0.01.
UNIVERSITIES = [
    [947, 79, 400, 228, 69.7], [1406, 64, 350, 204, 47.6], [677, 90, 300, 349, 61.8],
    [561, 65, 247, 188, 52.3], [1006, 88, 352, 437, 65.8], [765, 77, 280, 198, 55.6],
]  # fmt: skip
UNIVERSITIES_CREDIBILITY = [
    [1, 0, 0, 1, 0, 1], [0, 1, 0, 0.97, 0, 0.62], [0.0053, 0, 1, 1, 0, 0.97],
    [0, 0, 0, 1, 0, 0.22], [0.88, 0.11, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1],
]  # fmt: skip
UNIVERSITIES_RELATION = ["-RIP<P", "R-RP<P", "IR-P<P", "<<<-<<", "PPPP-P", "<<<P<-"]


def relative(*shares: float) -> list[tuple[str, float]]:
    return [("relative", share) for share in shares]


def test_electre3_on_the_universities_of_giannoulis_and_ishizaka() -> None:
    found = electre3(
        UNIVERSITIES,
        [0.1, 0.3, 0.3, 0.2, 0.1],
        [1] * 5,
        relative(0.1, 0.1, 0.1, 0.1, 0.05),
        relative(0.2, 0.2, 0.2, 0.2, 0.2),
        relative(0.4, 0.5, 0.4, 0.3, 0.4),
        lambda0=1.0,
    )
    assert found.credibility.to_numpy() == pytest.approx(np.array(UNIVERSITIES_CREDIBILITY), abs=0.01)
    assert distillation.qualification(found.credibility.to_numpy(), 0.85, CUT).tolist() == [1, 1, 1, -5, 4, -2]
    assert ["".join(row) for row in found.relation.replace("P-", "<").to_numpy()] == UNIVERSITIES_RELATION
    assert found.preferred_to.tolist() == [2, 2, 2, 0, 5, 1]
    assert found.rank.tolist() == [2, 2, 2, 6, 1, 5]


# Wang & Triantaphyllou 2008, Omega 36:45-63: eleven sites, no vetoes; rows A1 and A9 of the credibility as printed.
SITES = [
    [125, 866, 9.81, 218, 1.41, 542, 483, 23, 1.5, 1, 1], [11980, 900, 11.45, 189, 1.45, 452, 303, 12, 1.5, 6, 6],
    [31054, 883, 9.86, 172, 1.82, 341, 311, 0, 0, 3, 3], [28219, 840, 10.38, 171, 1.95, 339, 318, 0, 0, 3, 3],
    [31579, 903, 10.74, 165, 1.7, 312, 281, 0, 0, 5, 5], [39364, 922, 13.87, 167, 1.65, 287, 269, 0, 0, 8, 7],
    [125, 769, 9.33, 182, 1.64, 458, 180, 0, 1.5, 1, 1], [8075, 896, 9.82, 172, 1.7, 408, 121, 0, 1.5, 6, 6],
    [3089, 770, 9.39, 177, 1.9, 430, 228, 0, 1, 2, 2], [6449, 766, 7.22, 172, 1.65, 401, 157, 0, 1, 4, 4],
    [12074, 897, 10.61, 169, 1.65, 378, 162, 0, 1, 7, 6],
]  # fmt: skip
SITES_ROWS = {
    0: [1, 0.74, 0.71, 0.71, 0.71, 0.71, 0.74, 0.74, 0.71, 0.68, 0.71],
    8: [0.35, 0.78, 0.85, 0.85, 0.74, 0.73, 0.67, 0.97, 1, 0.94, 0.89],
}


def test_electre3_on_the_sites_of_wang_and_triantaphyllou() -> None:
    tenth, fifth = ("relative", 0.1), ("relative", 0.2)
    found = electre3(
        SITES,
        [0.16, 0.033, 0.033, 0.097, 0.097, 0.16, 0.097, 0.16, 0.033, 0.033, 0.097],
        [-1, 1, -1, -1, -1, 1, 1, -1, -1, -1, -1],
        [1000, tenth, tenth, 5, tenth, tenth, tenth, 2, 0.2, 0, 0],
        [2000, fifth, fifth, 10, fifth, fifth, fifth, 4, 0.4, 1, 1],
        names=Names(tuple(f"A{i}" for i in range(1, 12))),
    )
    for row, wanted in SITES_ROWS.items():
        assert found.credibility.iloc[row].tolist() == pytest.approx(wanted, abs=0.006)
    assert " ".join("+".join(group) for group in found.descending) == "A9 A4 A7 A10 A3+A5+A8+A11 A1 A2 A6"
    assert " ".join("+".join(group) for group in found.ascending) == "A1+A7 A9 A4 A10 A2+A5 A3+A11 A8 A6"
    assert found.credibility.equals(found.concordance)


# A credibility matrix from teaching, distilled in PatrykHub/ELECTRE-Methods tests/outranking/test_distillation.py.
FIVE = np.array(
    [[1, 0, 1, 0.8, 1], [0, 1, 0, 0.9, 0.67], [0.6, 0, 1, 0.6, 0.8], [0.25, 0.8, 0.67, 1, 0.85], [0.67, 0, 0.8, 0.8, 1]]
)


def test_distillation_of_a_credibility_matrix() -> None:
    level = distillation.next_level(FIVE, 1.0, CUT)
    assert level == 0.8  # 0.85 is not below 1 - s(1)
    assert distillation.qualification(FIVE, level, CUT).tolist() == [2, 0, -1, 0, -1]
    assert distillation.descending(FIVE, CUT).tolist() == [1, 2, 3, 3, 3]
    assert distillation.ascending(FIVE, CUT).tolist() == [1, 1, 3, 2, 3]


def distilled_by_hand(sigma: Any, best_first: bool) -> list[list[int]]:
    """Classes in the order in which they are taken out, by sets and loops as the book says."""

    def s(level: float) -> float:
        return 0.3 - 0.15 * level

    left, classes = set(range(len(sigma))), []
    while left:
        level = max((sigma[a][b] for a, b in permutations(left, 2)), default=0)
        kept = set(left)
        while len(kept) > 1 and level > 0:
            lower = [sigma[a][b] for a, b in permutations(kept, 2) if sigma[a][b] < level - s(level) - 1e-9]
            level = max(lower, default=0)
            quality = dict.fromkeys(kept, 0)
            for a, b in permutations(kept, 2):
                if sigma[a][b] > level + 1e-9 and sigma[a][b] > sigma[b][a] + s(sigma[a][b]) + 1e-9:
                    quality[a] += 1
                    quality[b] -= 1
            wanted = max(quality.values()) if best_first else min(quality.values())
            kept = {a for a in kept if quality[a] == wanted}
        classes.append(sorted(kept))
        left -= kept
    return classes


@MANY
@given(st.integers(0, 2**32 - 1), st.integers(1, 7))
def test_distillations_are_those_worked_out_with_sets(seed: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    sigma = rng.choice([0, 0.2, 0.5, 0.67, 0.8, 0.85, 0.9, 1], (m, m))
    down, up = distillation.descending(sigma, CUT), distillation.ascending(sigma, CUT)
    assert [list(np.flatnonzero(down == k)) for k in range(1, down.max() + 1)] == distilled_by_hand(sigma, True)
    assert [list(np.flatnonzero(up == k)) for k in range(up.max(), 0, -1)] == distilled_by_hand(sigma, False)


def test_rounding_does_not_decide_the_cutting_level() -> None:
    """s(1) = 0.15, and what should be 0.85 may be a little less: it is not below 0.85."""
    assert distillation.next_level(np.array([[1, 1], [0.85 - 1e-13, 1]]), 1.0, CUT) == 0.0


def problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores on a grid that hits thresholds, weights, directions."""
    rng = np.random.default_rng(seed)
    m, n = rng.integers(2, 7), rng.integers(1, 5)
    return rng.integers(1, 20, (m, n)) / 10, rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)


problems = st.integers(0, 2**32 - 1).map(problem)


def credibility_by_hand(x: Any, w: Any, ways: Any, q: float, p: float, v: float) -> np.ndarray:
    """Roy's formulas for one pair at a time, with 0 < q < p < v the same for all criteria."""
    m, n = x.shape
    found = np.empty((m, m))
    for a in range(m):
        for b in range(m):
            lead = [ways[j] * (x[b, j] - x[a, j]) for j in range(n)]
            agree = [1 if d <= q else 0 if d >= p else (p - d) / (p - q) for d in lead]
            against = [0 if d <= p else 1 if d >= v else (d - p) / (v - p) for d in lead]
            overall = sum(w[j] * agree[j] for j in range(n))
            found[a, b] = overall
            for j in range(n):
                if against[j] > overall and overall < 1 - 1e-12:
                    found[a, b] *= (1 - against[j]) / (1 - overall)
    return found


@MANY
@given(problems)
def test_credibility_is_that_of_the_formulas_pair_by_pair(data: Any) -> None:
    x, w, ways = data
    found = electre3(x, w, ways, 0.2, 0.5, 0.9).credibility.to_numpy()
    assert found == pytest.approx(credibility_by_hand(x, w, ways, 0.2, 0.5, 0.9), abs=1e-9)


@MANY
@given(problems)
def test_without_thresholds_credibility_is_concordance(data: Any) -> None:
    """With q = p = 0 a criterion agrees or does not, as in ELECTRE I."""
    x, w, ways = data
    found, wanted = electre3(x, w, ways, 0, 0).credibility, electre1(x, w, ways).concordance
    assert found.to_numpy() == pytest.approx(wanted.to_numpy(), abs=1e-12)


@MANY
@given(problems, st.integers(0, 9))
def test_an_option_that_is_nowhere_worse_is_never_behind(data: Any, lift: int) -> None:
    x, w, ways = data
    x[1] = x[0] + ways * lift / 10
    found = electre3(x, w, ways, 0.1, 0.4, 0.8)
    assert found.credibility.iloc[1, 0] == 1
    assert found.relation.iloc[1, 0] in ("P", "I")


@MANY
@given(problems, st.randoms(use_true_random=False))
def test_labels_survive_reordering(data: Any, random: Any) -> None:
    x, w, ways = data
    frame = pd.DataFrame(x).rename(index="o{}".format, columns="c{}".format)
    weights, directions = pd.Series(w, frame.columns), dict(zip(frame.columns, ways, strict=True))
    q, p = pd.Series(0.1 * np.arange(1, 1 + w.size), frame.columns), dict.fromkeys(frame.columns, ("relative", 5))
    rows, columns = list(frame.index), list(frame.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    straight, shuffled = (electre3(one, weights, directions, q, p) for one in (frame, frame.loc[rows, columns]))
    assert shuffled.to_frame().loc[frame.index].equals(straight.to_frame())
    assert shuffled.relation.loc[frame.index, frame.index].equals(straight.relation)


def test_credibility_in_batches() -> None:
    rng = np.random.default_rng(2)
    x, w, ways = rng.uniform(1, 9, (4, 1, 5, 3)), rng.dirichlet(np.ones(3), 3), np.array([1, -1, 1])
    q, p, v = np.array([0.5, 0.0, 1.0]), np.array([1.0, 0.0, 2.0]), np.array([4.0, 5.0, np.inf])
    _, found = credibility(x, w, ways, q, p, v)
    assert found.shape == (4, 3, 5, 5)
    assert found[3, 2] == pytest.approx(credibility(x[3, 0], w[2], ways, q, p, v)[1], abs=1e-12)


def test_a_veto_reached_leaves_no_credibility() -> None:
    """0.9 of the weight agrees; the other criterion is against by 5: from its veto threshold of 5 on, σ = 0. Half way
    from p = 0 to v = 10 its discordance is 0.5, below the concordance, and changes nothing.
    """
    matrix = [[9, 0], [1, 5]]
    for v, wanted in ((5, 0.0), (10, 0.9), (None, 0.9), ([None, 5.001], 0.9 * (1 - 5 / 5.001) / 0.1)):
        found = electre3(matrix, [9, 1], [1, 1], 0, 0, v)
        assert found.credibility.iloc[0, 1] == pytest.approx(wanted)


def test_a_criterion_without_weight_cannot_veto_what_all_others_agree_on() -> None:
    """Roy's product runs over criteria whose discordance is above the concordance, and nothing is above 1."""
    found = electre3([[9, 1, 0], [1, 0, 5]], [0.9, 0.1, 0], [1, 1, 1], 0, 0, 5)
    assert found.credibility.iloc[0, 1] == 1


@pytest.mark.parametrize("lead, wanted", [(0.4, 1.0), (0.4 + 1e-9, 0.0)])
def test_rounding_does_not_decide_where_indifference_ends_in_a_step(lead: float, wanted: float) -> None:
    """0.4 - 0.1 exceeds 0.3 in floats."""
    assert electre3([[0.1], [lead]], [1], [1], 0.3, 0.3).credibility.iloc[0, 1] == wanted


def test_relative_thresholds_of_negative_performances() -> None:
    """q = 2 and p = 6 at -4, so that a lead of 3 is credible by (6 - 3) / (6 - 2); q = 0.5 and p = 1.5 at -1."""
    found = electre3([[-4], [-1]], [1], [1], ("relative", 0.5), ("relative", 1.5))
    assert found.credibility.iloc[0, 1] == pytest.approx(0.75)
    turned = electre3([[-4], [-1]], [1], [-1], ("relative", 0.5), ("relative", 1.5))
    assert turned.credibility.iloc[1, 0] == 0


GOOD = pd.DataFrame([[1.0, 2.0], [2.0, 1.0]], index=["a", "b"], columns=["cost", "time"])
REFUSED_3: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"q": [3, 1], "p": [2, 0.5]}, ("q = 3 of cost is above p = 2 at the performance of a", "q = 1 of time")),
    ({"p": 5, "v": [4, None]}, ("p = 5 of cost is above v = 4",)),
    ({"q": [1.5, 1], "p": [("relative", 1), 2]}, ("q = 1.5 of cost is above p = 1 at the performance of a",)),
    ({"q": [-1, None]}, ("q of cost is -1; a number of at least 0", "q of time is None")),
    ({"p": [("relatve", 1), True]}, ("p of cost is ('relatve', 1)", "p of time is True")),
    ({"v": [float("nan"), "5"]}, ("v of cost is nan", "v of time is '5'")),
    ({"q": "5"}, ("q of cost is '5'", "q of time is '5'")),
    ({"q": [1, 1, 1]}, ("3 q thresholds for 2 criteria",)),
    ({"q": {"cost": 1, "luck": 1}}, ("'luck' in the q thresholds is no criterion", "time is missing")),
    ({"lambda0": 0, "cut": (0.1, -0.2)}, ("lambda0 = 0; a number above 0", "cut = (0.1, -0.2); two numbers")),
    ({"cut": 3}, ("cut = 3",)),
]


@pytest.mark.parametrize("arguments, wanted", REFUSED_3)
def test_what_electre3_cannot_serve_is_refused(arguments: dict[str, Any], wanted: tuple[str, ...]) -> None:
    with pytest.raises(MethodError) as caught:
        electre3(**{"matrix": GOOD, "weights": [1, 1], "directions": [1, -1], "q": 1, "p": 2, **arguments})
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_a_result_is_plain_data() -> None:
    found = electre3(GOOD, [3, 1], [-1, 1], 0, 0)
    assert found.to_dict()["descending"] == found.to_dict()["ascending"] == [["a"], ["b"]]
    assert found.to_frame().to_dict("index") == {
        "a": {"descending": 1, "ascending": 1, "preferred_to": 1, "rank": 1},
        "b": {"descending": 2, "ascending": 2, "preferred_to": 0, "rank": 2},
    }
