"""How the best mix walks: against brute force, and jumps and edges against algebra."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends import best_blend
from mcda.blends.path import optimum_path
from mcda.case import Case

FINE = np.linspace(0, 1, 5001)
THREE = ("unilateral", "multilateral", "minilateral")
LINEAR = {"returns": 1.0, "synergy": 0.0}
LEGITIMACY, SPEED = 7, 0


def weighted(oracle: Any, scenario: str, j: int, weight: float) -> np.ndarray:
    """The scenario's weights with one of them changed, the others yielding in proportion."""
    w = oracle.weights(scenario)
    w = w * (1 - weight) / (1 - w[j])
    w[j] = weight
    return w


def curve(oracle: Any, scenario: str, parameter: str, value: float, shares: np.ndarray) -> np.ndarray:
    """Scores of mixes with one parameter changed, by the second implementation."""
    if parameter == "weight:legitimacy":
        return oracle.score(oracle.mix(scenario, shares), weighted(oracle, scenario, LEGITIMACY, value))
    if parameter == "score:unilateral:speed":
        x = {name: oracle.scored(scenario)[name] for name in ("unilateral", "multilateral")}
        x["unilateral"][SPEED] = value / 100
        fit = float(oracle.scenarios[scenario]["coordination"]) - 0.2
        return oracle.score(oracle.blend(x, np.column_stack([shares, 1 - shares]), fit), oracle.weights(scenario))
    name = {"coordination": "kappa", "returns": "q", "synergy": "sigma", "first_mover_cost": "cost"}[parameter]
    return oracle.curve(scenario, shares, **{name: value})


PARAMETERS = [
    ("weight:legitimacy", [0.0, 0.05, 0.14, 0.2, 0.4, 1.0]),
    ("score:unilateral:speed", [0.0, 30.0, 60.0, 85.0, 100.0]),
    ("coordination", [-1.0, -0.4, 0.0, 0.3, 0.8, 1.0]),
    ("returns", [1.0, 1.5, 2.0, 4.0, 10.0]),
    ("synergy", [0.0, 0.3, 1.0]),
    ("first_mover_cost", [0.0, 0.2, 0.4, 1.0]),
]


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game", "moving_frontier"])
@pytest.mark.parametrize("parameter, values", PARAMETERS, ids=[name for name, _ in PARAMETERS])
def test_a_path_equals_brute_force(case: Case, oracle: Any, parameter: str, values: list[float], scenario: str) -> None:
    path = optimum_path(case, parameter, values, scenario=scenario)
    assert path.table["value"].to_list() == values
    for value, row, zone in zip(values, path.table.to_dict("records"), path.zones, strict=True):
        scores = curve(oracle, scenario, parameter, value, FINE)
        lattice = curve(oracle, scenario, parameter, value, np.linspace(0, 1, 101))
        assert row["score"] == pytest.approx(scores.max(), abs=1e-4)
        at = curve(oracle, scenario, parameter, value, np.array([row["unilateral"]]))[0]
        assert at == pytest.approx(row["score"], abs=1e-9)
        assert row["lead"] == pytest.approx(scores.max() - scores[[0, -1]].max(), abs=1e-4)
        assert row["best_pure"] == ("unilateral" if scores[-1] > scores[0] else "multilateral")
        near = np.linspace(0, 1, 101)[lattice >= row["score"] - 1.0]
        assert [zone[0][0], zone[-1][1]] == pytest.approx([near[0], near[-1]])
    json.dumps(path.to_dict(), allow_nan=False)


@pytest.mark.parametrize("components", [None, THREE], ids=str)
def test_a_path_passes_through_the_best_blend(case: Case, components: Any) -> None:
    """At the value that holds now, whatever is followed."""
    best = best_blend(case, scenario="flash_crisis", components=components)
    for parameter, _ in PARAMETERS:
        now = optimum_path(case, parameter, [0.0 if parameter != "returns" else 1.0], scenario="flash_crisis").now
        row = optimum_path(case, parameter, [now], scenario="flash_crisis", components=components).table.iloc[0]
        assert row["score"] == pytest.approx(best.score, abs=1e-3)
        assert row["lead"] == pytest.approx(best.lead, abs=1e-3)


@pytest.mark.parametrize("cost, shares", [(0.0, [0.36, 0.74, 0.0, 0.94]), (None, [0.33, 0.75, 0.0, 1.0])])
def test_best_shares_found_independently(case: Case, cost: float | None, shares: list[float]) -> None:
    """Optima that another reviewer computed from the same judgements, to two decimals."""
    names = ["neutral", "flash_crisis", "long_game", "moving_frontier"]
    path = optimum_path(case, "scenario", names, first_mover_cost=cost)
    assert path.table["unilateral"].to_numpy() == pytest.approx(shares, abs=0.01)


def test_a_path_over_scenarios_is_the_best_blend_of_each(case: Case) -> None:
    path = optimum_path(case, "scenario")
    assert path.table["value"].to_list() == list(SCENARIOS)
    for row in path.table.to_dict("records"):
        best = best_blend(case, scenario=row["value"])
        assert row["score"] == pytest.approx(best.score, abs=1e-6)
        assert row["unilateral"] == pytest.approx(best.shares["unilateral"], abs=2e-3)
    assert (path.blend_intervals, len(path.jumps)) == ((), 0)
    json.dumps(path.to_dict(), allow_nan=False)


@pytest.mark.parametrize("values", [[0.0, 1.0], [0.0, 0.1, 0.3, 0.9], list(np.linspace(0, 1, 41))], ids=len)
def test_a_jump_lies_where_algebra_puts_it(case: Case, oracle: Any, values: list[float]) -> None:
    """With linear rules the optimum leaps from one corner to the other where both strategies score the same.

    With weight w on legitimacy a strategy scores (1 - w) r + w l, r being what the others come to on average and l
    legitimacy: equal at w = (r1 - r2) / ((r1 - r2) + (l2 - l1)).
    """
    x = oracle.scored("neutral")
    rest = [oracle.score(x[name], weighted(oracle, "neutral", LEGITIMACY, 0.0)) / 100 for name in THREE[:2]]
    gap = rest[0] - rest[1]
    tie = gap / (gap + x["multilateral"][LEGITIMACY] - x["unilateral"][LEGITIMACY])
    assert 0 < tie < 1
    path = optimum_path(case, "weight:legitimacy", values, scenario="neutral", **LINEAR)
    (jump,) = path.jumps.to_dict("records")
    assert jump["value"] == pytest.approx(tie, abs=1e-6)
    assert (jump["unilateral_before"], jump["unilateral_after"], jump["moved"]) == (1.0, 0.0, 1.0)
    assert path.blend_intervals == ()


def test_a_steep_walk_is_no_jump(case: Case) -> None:
    """Two values far apart, the best shares too, but every share between is best somewhere between."""
    path = optimum_path(case, "weight:legitimacy", [0.0, 0.5], scenario="neutral")
    assert path.table["unilateral"].iloc[0] - path.table["unilateral"].iloc[1] > 0.5
    assert path.jumps.empty


def test_blend_intervals_end_where_the_blend_does(case: Case, oracle: Any) -> None:
    """A little inside the interval some blend beats both strategies, a little outside none does."""
    path = optimum_path(case, "weight:legitimacy", [0.0, 0.1, 0.2, 0.3, 0.6], scenario="neutral")
    ((low, high),) = path.blend_intervals
    assert low == 0.0

    def lead(weight: float) -> float:
        scores = curve(oracle, "neutral", "weight:legitimacy", weight, np.linspace(0, 1, 20_001))
        return float(scores.max() - scores[[0, -1]].max())

    assert lead(high - 2e-3) > 1e-6
    assert lead(high + 2e-3) == 0.0


def test_no_optimum_on_a_path_breaks_a_gate_or_a_bound(case: Case, oracle: Any) -> None:
    limits = {"gates": ["legitimacy >= 66"], "bounds": {"multilateral": (0.0, 0.75)}}
    path = optimum_path(case, "coordination", np.linspace(-1, 1, 21), scenario="neutral", **limits)
    assert path.table["feasible"].any()
    assert not path.table["feasible"].all()
    for row in path.table.to_dict("records"):
        x = oracle.mix("neutral", FINE, kappa=row["value"])
        allowed = (x[:, LEGITIMACY] > 0.66 - 1e-9) & (FINE >= 0.25 - 1e-9)
        if row["feasible"]:
            best = oracle.score(x, oracle.weights("neutral"))[allowed].max()
            assert row["score"] == pytest.approx(best, abs=5e-3)
            assert row["multilateral"] <= 0.75 + 1e-9
        else:
            assert not allowed.any()
            assert np.isnan(row["unilateral"])
    json.dumps(path.to_dict(), allow_nan=False)


def test_a_scenario_may_be_followed_under_one_set_of_weights(case: Case) -> None:
    path = optimum_path(case, "scenario", ["neutral", "long_game"], weights="neutral")
    best = best_blend(case, scenario="long_game", weights="neutral")
    assert path.weights.name == "neutral"
    assert path.table["score"].iloc[1] == pytest.approx(best.score, abs=1e-6)


@pytest.mark.parametrize(
    "parameter, values, asked, wanted",
    [
        ("beauty", [1.0], {}, "parameter = 'beauty'"),
        (3, [1.0], {}, "parameter = 3"),
        ("weight:beauty", [0.5], {}, "weight:CRITERION"),
        ("weight:unilateral:speed", [0.5], {}, "weight:CRITERION"),
        ("score:speed", [50], {}, "score:OPTION:CRITERION"),
        ("score:status_quo:speed", [50], {}, "Options: unilateral, multilateral"),
        ("weight:speed", [0.5, 1.2], {}, "from 0 to 1 are needed, not 1.2"),
        ("weight:speed", [0.5, float("nan")], {}, "not nan"),
        ("weight:speed", [0.5, 0.2], {}, "must rise"),
        ("weight:speed", [], {}, "at least one"),
        ("weight:speed", 0.5, {}, "must be a list"),
        ("weight:speed", ["much"], {}, "numbers are needed"),
        ("score:unilateral:speed", [120], {}, "from 0 to 100"),
        ("returns", [0.5], {}, "from 1 to 10"),
        ("coordination", [-2], {}, "from -1 to 1"),
        ("scenario", ["calm"], {}, "No scenario 'calm'"),
        ("scenario", [], {}, "at least one scenario"),
        ("scenario", ["neutral"], {"scenario": "neutral"}, "name the scenarios as values"),
        ("synergy", [0.1], {"scenario": "calm"}, "No scenario 'calm'"),
        ("synergy", [0.1], {"epsilon": 0}, "epsilon = 0"),
        ("synergy", [0.1], {"gates": ["speed"]}, "not understood"),
        ("synergy", [0.1], {"gates": ["speed >= 99"]}, "speed >= 99"),
        ("scenario", ["neutral"], {"gates": ["speed >= 99"]}, "speed >= 99"),
    ],
    ids=str,
)
def test_paths_that_make_no_sense_are_refused(
    case: Case, parameter: Any, values: Any, asked: dict[str, Any], wanted: str
) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        optimum_path(case, parameter, values, **asked)
