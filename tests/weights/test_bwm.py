"""The best-worst method."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mcda.errors import ArgumentError
from mcda.weights import bwm
from mcda.weights.bwm import consistency_index

MANY = settings(max_examples=200, deadline=None)
CAR = ["quality", "price", "comfort", "safety", "style"]

# Rezaei 2016, Omega 64:126-130, buying a car.
BEST = dict(zip(CAR, [2, 1, 4, 3, 8], strict=True))
WORST = dict(zip(CAR, [4, 8, 2, 3, 1], strict=True))
INTERVALS = [(0.2145, 0.2289), (0.4461, 0.4571), (0.1085, 0.1176), (0.1563, 0.1602), (0.0548, 0.0561)]


def test_rezaei_2016_linear() -> None:
    found = bwm(BEST, WORST)
    assert found.weights.to_numpy() == pytest.approx([0.2295, 0.4481, 0.1148, 0.1530, 0.0546], abs=6e-5)
    assert found.consistency == found.detail["xi"] == pytest.approx(0.0109, abs=6e-5)
    assert (found.detail["best"], found.detail["worst"]) == ("price", "style")


def test_rezaei_2016_nonlinear() -> None:
    found = bwm(BEST, WORST, model="nonlinear")
    assert found.detail["xi"] == pytest.approx(0.1459, abs=6e-5)
    for label, (low, high) in zip(CAR, INTERVALS, strict=True):
        assert found.detail["intervals"][label] == pytest.approx({"low": low, "high": high}, abs=1.1e-4)
    assert found.consistency == pytest.approx(0.1459 / 4.47, abs=1e-4)
    middles = np.array(INTERVALS).mean(axis=1)
    assert found.weights.to_numpy() == pytest.approx(middles / middles.sum(), abs=1e-4)


# Rezaei 2015, Omega 53:49-57, table 1.
@pytest.mark.parametrize(
    ("best_over_worst", "expected"),
    [(1, 0.0), (2, 0.44), (3, 1.0), (4, 1.63), (5, 2.30), (6, 3.0), (7, 3.73), (8, 4.47), (9, 5.23)],
)
def test_consistency_index(best_over_worst: int, expected: float) -> None:
    assert consistency_index(best_over_worst) == pytest.approx(expected, abs=0.0051)


def test_input_based_ratio() -> None:
    """Liang, Brunelli & Rezaei 2020, eq. 4: the safety answers 3 and 3 make 9 of 8, and 1/56 is the largest."""
    found = bwm(BEST, WORST)
    assert found.detail["input_based"] == pytest.approx(1 / 56)
    assert found.detail["worst_judgement"] == "safety"
    assert found.detail["input_based_limit"] == 0.2958  # table 3, 5 criteria on a scale to 8


@pytest.mark.parametrize(
    ("best", "n", "limit"), [(9, 4, 0.2681), (3, 9, 0.1667), (2, 3, 0.0), (2.5, 3, None), (9, 10, None), (10, 4, None)]
)
def test_input_based_limit_only_where_it_was_published(best: float, n: int, limit: float | None) -> None:
    labels = [f"c{i}" for i in range(n)]
    best_to_others = dict.fromkeys(labels, best) | {"c0": 1}
    others_to_worst = dict.fromkeys(labels, 1) | {"c0": best}
    assert bwm(best_to_others, others_to_worst).detail["input_based_limit"] == limit


@st.composite
def answers(draw: st.DrawFn, *, least: int = 3) -> tuple[dict[str, float], dict[str, float]]:
    n = draw(st.integers(least, 7))
    labels = [f"c{i}" for i in range(n)]
    best, worst = draw(st.permutations(range(n)))[:2]
    top = draw(st.integers(2, 9))
    over = [float(draw(st.integers(1, top))) for _ in labels]
    under = [float(draw(st.integers(1, top))) for _ in labels]
    over[best], over[worst], under[best], under[worst] = 1, top, top, 1
    return dict(zip(labels, over, strict=True)), dict(zip(labels, under, strict=True))


def ends(given_answers: tuple[dict[str, float], dict[str, float]]) -> tuple[list[str], str, str]:
    found = bwm(*given_answers, model="nonlinear")
    return list(given_answers[0]), found.detail["best"], found.detail["worst"]


def rows(given_answers: tuple[dict[str, float], dict[str, float]], xi: float) -> np.ndarray:
    """Rows that are at most 0 for weights which keep to ξ in the nonlinear model."""
    over, under = given_answers
    labels, best, worst = ends(given_answers)
    unit = dict(zip(labels, np.eye(len(labels)), strict=True))
    first = [unit[best] - (over[j] + xi) * unit[j] for j in labels if j != best]
    second = [(over[j] - xi) * unit[j] - unit[best] for j in labels if j != best]
    third = [unit[j] - (under[j] + xi) * unit[worst] for j in labels if j not in {worst, best}]
    fourth = [(under[j] - xi) * unit[worst] - unit[j] for j in labels if j not in {worst, best}]
    return np.array([*first, *second, *third, *fourth])


@MANY
@given(answers())
def test_the_closed_form_agrees_with_linear_programmes(given_answers: tuple[dict, dict]) -> None:
    """At ξ a little above the least one the constraints can be kept to, a little below it they cannot."""
    found = bwm(*given_answers, model="nonlinear")
    n, xi = len(given_answers[0]), found.detail["xi"]
    simplex = {"A_eq": np.ones((1, n)), "b_eq": [1.0], "bounds": (1e-6, 1)}

    def slack(at: float) -> float:
        """Least greatest violation, positive where ξ cannot be kept to."""
        table = rows(given_answers, at)
        wide = np.column_stack([table, -np.ones(len(table))])
        solved = linprog(
            np.append(np.zeros(n), 1.0),
            A_ub=wide,
            b_ub=np.zeros(len(table)),
            A_eq=np.append(np.ones(n), 0.0)[None, :],
            b_eq=[1.0],
            bounds=[(0, 1)] * n + [(None, None)],
        )
        return solved.fun

    assert slack(xi + 1e-3) <= 1e-7
    if xi > 1e-3:
        assert slack(xi - 1e-3) > 1e-7
    table = rows(given_answers, xi + 1e-7)
    for j, label in enumerate(given_answers[0]):
        for side, sign in (("low", 1.0), ("high", -1.0)):
            solved = linprog(sign * np.eye(n)[j], A_ub=table, b_ub=np.zeros(len(table)), **simplex)
            if solved.status == 0:
                assert found.detail["intervals"][label][side] == pytest.approx(sign * solved.fun, abs=1e-4)


@MANY
@given(answers(), st.sampled_from(["linear", "nonlinear"]), st.randoms())
def test_relabelling_moves_the_weights_along(given_answers: tuple[dict, dict], model: str, random: object) -> None:
    over, under = given_answers
    # With two worst criteria the first is taken, and that depends on the order.
    assume(list(over.values()).count(1) == 1 and list(under.values()).count(1) == 1)
    order = random.sample(list(over), len(over))
    first = bwm(over, under, model)
    second = bwm({label: over[label] for label in order}, under, model)
    assert second.weights.to_dict() == pytest.approx(first.weights.to_dict(), abs=1e-7)
    assert second.consistency == pytest.approx(first.consistency, abs=1e-7)


@MANY
@given(st.lists(st.integers(1, 40), min_size=3, max_size=7), st.sampled_from(["linear", "nonlinear"]))
def test_consistent_answers_give_back_their_weights(weights: list[int], model: str) -> None:
    assume(max(weights) > min(weights))
    labels = [f"c{i}" for i in range(len(weights))]
    best_to_others = {label: max(weights) / weight for label, weight in zip(labels, weights, strict=True)}
    others_to_worst = {label: weight / min(weights) for label, weight in zip(labels, weights, strict=True)}
    found = bwm(best_to_others, others_to_worst, model)
    assert found.weights.to_numpy() == pytest.approx(np.array(weights) / sum(weights), abs=1e-7)
    assert found.consistency == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize("model", ["linear", "nonlinear"])
@pytest.mark.parametrize(
    ("over", "under", "weights", "said"),
    [
        ({"a": 1, "b": 4}, {"a": 4, "b": 1}, {"a": 0.8, "b": 0.2}, "Two criteria cannot contradict"),
        (dict.fromkeys("abc", 1), dict.fromkeys("abc", 1), dict.fromkeys("abc", 1 / 3), "All criteria are alike"),
    ],
)
def test_what_cannot_contradict(model: str, over: dict, under: dict, weights: dict, said: str) -> None:
    found = bwm(over, under, model)
    assert found.weights.to_dict() == pytest.approx(weights)
    assert found.consistency is None
    assert said in found.consistency_label


def test_of_several_rated_1_the_one_furthest_from_the_other_end_is_meant() -> None:
    found = bwm({"a": 1, "b": 1, "c": 5, "d": 4}, {"a": 4, "b": 5, "c": 1, "d": 1})
    assert (found.detail["best"], found.detail["worst"]) == ("b", "c")


@pytest.mark.parametrize(
    ("over", "under", "options", "said"),
    [
        ({"a": 1, "b": 0.5}, {"a": "x", "b": 1}, {"model": "fuzzy"}, ["model = 'fuzzy'", "'b' has 0.5", "'a' has 'x'"]),
        ([1, 2], {"a": 1}, {}, ["best_to_others = [1, 2]; a mapping"]),
        ({"a": 1, "b": 2}, {"a": 2, "c": 1}, {}, ["'b' is missing in others_to_worst", "'c' stands only in others"]),
        ({"a": 2, "b": 3}, {"a": 2, "b": 3}, {}, ["no criterion has 1 in best_to_others", "1 in others_to_worst"]),
        ({"a": 1, "b": 3}, {"a": 1, "b": 3}, {}, ["'a' is best and worst"]),
        ({"a": 1, "b": 3}, {"a": 4, "b": 1}, {}, ["'a' over 'b' is 3 in best_to_others and 4 in others_to_worst"]),
        ({}, {}, {}, ["no criteria"]),
    ],
)
def test_every_fault_is_named(over: object, under: object, options: dict[str, object], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="bwm cannot use these answers") as error:
        bwm(over, under, **options)
    for words in said:
        assert words in str(error.value)
