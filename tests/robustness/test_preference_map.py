"""Maps of who is first: areas known by symmetry and algebra, and every point worked out a second time."""

import json
from typing import Any

import numpy as np
import pytest

import mcda
from mcda.case import Case
from mcda.robustness.preference_map import preference_triangle, weight_map

OBJECTIVES = {
    "respond_in_time": 0,
    "deny_and_hold": 1,
    "be_accepted_and_last": 2,
    "limit_harm_and_cost": 3,
}


def values_of(oracle: Any, scenario: str) -> tuple[list[str], np.ndarray]:
    options = oracle.every_option(scenario)
    return list(options), np.array([np.where(oracle.more, x, 1 - x) for x in options.values()])


def check_points(found: Any, names: list[str], values: np.ndarray, weights: np.ndarray) -> None:
    """Winner and lead at every point (k,) under weights (k, n), by additive scores."""
    scores = 100 * weights @ values.T
    ordered = np.sort(scores, axis=1)
    assert found.table["lead"].to_numpy() == pytest.approx(ordered[:, -1] - ordered[:, -2], abs=1e-9)
    for winner, row in zip(found.table["winner"], scores, strict=True):
        assert set(winner.split(";")) == {
            name for name, score in zip(names, row, strict=True) if score > row.max() - 1e-9
        }


@pytest.mark.parametrize("scenario", ["neutral", "long_game"])
def test_every_point_of_a_map(case: Case, oracle: Any, scenario: str) -> None:
    found = weight_map(case, x="speed", y="legitimacy", scenario=scenario, resolution=12)
    names, values = values_of(oracle, scenario)
    w = oracle.weights(scenario)
    x, y = oracle.criteria.index("speed"), oracle.criteria.index("legitimacy")
    rest = np.delete(np.arange(13), [x, y])
    table = found.table
    assert len(table) == 13 * 14 / 2
    assert table[["x", "y", "rest"]].sum(axis=1).to_numpy() == pytest.approx(1)
    weights = np.zeros((len(table), 13))
    weights[:, x], weights[:, y] = table["x"], table["y"]
    weights[:, rest] = np.outer(table["rest"], w[rest] / w[rest].sum())
    check_points(found, names, values, weights)
    assert found.present.to_dict() == pytest.approx({"x": w[x], "y": w[y], "rest": w[rest].sum()})
    assert found.winner == mcda.rank(case, scenario=scenario).winner


@pytest.mark.parametrize("left_out", OBJECTIVES)
def test_every_point_of_a_triangle(case: Case, oracle: Any, left_out: str) -> None:
    three = [name for name in OBJECTIVES if name != left_out]
    found = preference_triangle(case, objectives=three, scenario="neutral", resolution=10)
    names, values = values_of(oracle, "neutral")
    w = oracle.weights("neutral")
    under = np.array([OBJECTIVES[one["objective"]] for one in oracle.tree])
    total = {name: w[under == number].sum() for name, number in OBJECTIVES.items()}
    weights = np.tile(w, (len(found.table), 1))
    for corner, name in zip("abc", three, strict=True):
        inside = under == OBJECTIVES[name]
        weights[:, inside] = np.outer(found.table[corner] * (1 - total[left_out]), w[inside] / total[name])
    assert weights.sum(axis=1) == pytest.approx(1)
    check_points(found, names, values, weights)
    assert found.axes == tuple(three)
    assert found.held == pytest.approx({left_out: total[left_out]})
    assert found.present.tolist() == pytest.approx([total[name] / (1 - total[left_out]) for name in three])
    assert found.winner == mcda.rank(case, scenario="neutral").winner


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game"])
def test_the_three_weightiest_objectives_are_the_default(case: Case, oracle: Any, scenario: str) -> None:
    w = oracle.weights(scenario)
    under = np.array([OBJECTIVES[one["objective"]] for one in oracle.tree])
    totals = {name: w[under == number].sum() for name, number in OBJECTIVES.items()}
    found = preference_triangle(case, scenario=scenario, resolution=4)
    least = min(round(total, 9) for total in totals.values())
    assert list(found.held) == [[name for name, total in totals.items() if round(total, 9) == least][-1]]


@pytest.mark.parametrize("resolution", [1, 2, 7, 50])
def test_three_specialists_share_the_map_alike(make_case: Any, resolution: int) -> None:
    """Each is first where its weight is greatest: a third of the map each, by symmetry, whatever the lattice."""
    found = weight_map(
        make_case({"a": [100, 0, 0], "b": [0, 100, 0], "d": [0, 0, 100]}), x="c1", y="c2", resolution=resolution
    )
    assert found.shares.to_dict() == pytest.approx({"a": 1 / 3, "b": 1 / 3, "d": 1 / 3})
    assert found.winner == "a;b;d"
    assert found.resolution == resolution


@pytest.mark.parametrize("odd", [3, 19, 51])
def test_an_area_known_by_algebra(make_case: Any, odd: int) -> None:
    """`a` is first where x exceeds 1/2: a quarter of the map. With N = 2k + 1 steps the border runs between points.
    Row i > k has N - i cells inside (an edge has two halves), the corner a sixth, all of N² / 2: together
    (k (k + 1) / 2 + 1/6) / (N² / 2) = 1/4 + 1 / (12 N²).
    """
    found = weight_map(make_case({"a": [100, 0, 0], "b": [0, 100, 100]}), x="c1", y="c2", resolution=odd)
    assert found.shares["a"] == pytest.approx(0.25 + 1 / (12 * odd**2), abs=1e-12)
    assert found.shares.sum() == pytest.approx(1)


def test_where_others_have_no_weight_they_share_equally(make_case: Any) -> None:
    """c3 and c4 have none: at the corner `rest` = 1 each has a half, so `a` leads there with 80 / 2 over 70 / 2."""
    small = make_case({"a": [0, 0, 80, 0], "b": [0, 0, 0, 70]}, weights=[1, 1, 0, 0])
    table = weight_map(small, x="c1", y="c2", resolution=2).table
    corner = table[table["rest"] == 1].iloc[0]
    assert (corner["winner"], corner["lead"]) == ("a", pytest.approx(5))


@pytest.mark.parametrize("method", ["cocoso", "sprobid"])
def test_where_a_method_has_no_answer_the_map_is_silent(make_case: Any, method: str) -> None:
    """At the three corners all weight is on one criterion: a sixth of a cell each, of 50 cells in all."""
    small = make_case({"a": [90, 40, 41], "b": [50, 55, 60], "d": [10, 75, 40]})
    found = weight_map(small, x="c1", y="c2", resolution=10, method=method)
    quiet = found.table[found.table["winner"].isna()]
    corners = quiet[(quiet[["x", "y", "rest"]] == 1).any(axis=1)]
    assert len(corners) == 3
    assert found.silent >= 3 / 6 / 50 - 1e-12
    assert found.shares.sum() + found.silent == pytest.approx(1)
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("method", ["topsis", "vikor", "mairca", "promethee2"])
def test_other_methods_have_maps_too(case: Case, method: str) -> None:
    """At the weights that stand now the map says what the ranking says, whichever way the index points."""
    found = preference_triangle(case, scenario="neutral", method=method, resolution=10)
    assert found.winner == mcda.rank(case, scenario="neutral", method=method).winner
    assert (found.table["lead"] >= 0).all()
    point = found.table.iloc[30]
    w = mcda.weights.weight_set(case, None, "neutral").series()
    for corner, name in zip("abc", found.axes, strict=True):
        ids = [criterion.id for criterion in case.catalogue.under(name)]
        w[ids] *= point[corner] * (1 - sum(found.held.values())) / w[ids].sum()
    assert mcda.rank(case, scenario="neutral", method=method, weights=w).winner == point["winner"]


def test_gates_and_options_are_respected(case: Case) -> None:
    found = weight_map(case, x="speed", y="signal", resolution=3, options=["unilateral", "minilateral"])
    assert set(found.shares.index) <= {"unilateral", "minilateral"}
    alone = weight_map(case, x="speed", y="signal", resolution=3, options=["unilateral"])
    assert alone.shares.to_dict() == {"unilateral": pytest.approx(1)}
    assert alone.table["lead"].isna().all()
    json.dumps(alone.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"x": "beauty"}, "no criterion 'beauty'; criteria: speed"),
        ({"x": "speed", "y": "speed"}, "'speed' twice"),
        ({"x": "beauty", "resolution": 0}, "'beauty'.*resolution = 0"),
        ({"resolution": 2.5}, "resolution = 2.5"),
        ({"method": "ocra"}, "status_quo on speed is 0"),
    ],
    ids=str,
)
def test_maps_that_make_no_sense_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        weight_map(case, **({"x": "signal", "y": "speed"} | asked))


def test_two_criteria_make_no_map(make_case: Any) -> None:
    with pytest.raises(mcda.ArgumentError, match="2 criteria; at least 3"):
        weight_map(make_case({"a": [1, 2], "b": [2, 1]}), x="c1", y="c2")


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"objectives": ["deny_and_hold", "peace", "deny_and_hold"]}, "no objective 'peace'.*2 different objectives"),
        ({"objectives": "deny_and_hold"}, "1 different objectives"),
        ({"resolution": 1000}, "resolution = 1000"),
    ],
    ids=str,
)
def test_triangles_that_make_no_sense_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        preference_triangle(case, **asked)


def test_a_tree_of_one_objective_makes_no_triangle(make_case: Any) -> None:
    with pytest.raises(mcda.ArgumentError, match=r"1 different objectives of 1 \(aim\); a triangle has three"):
        preference_triangle(make_case({"a": [1, 2], "b": [2, 1]}))


def test_objectives_without_weight_make_no_triangle(case: Case) -> None:
    only = {c.id: float(c.objective == "respond_in_time") for c in case.catalogue.criteria}
    with pytest.raises(mcda.ArgumentError, match="have no weight to share"):
        preference_triangle(case, weights=only, objectives=[name for name in OBJECTIVES if name != "respond_in_time"])
