"""What every elicitation gives back, and the checks they share."""

import dataclasses
import inspect
import json

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda import weights as w
from mcda.errors import ArgumentError
from mcda.weights.elicited import connected_groups, normalised_points, plain, point_faults

TREE = {"all": {"a": 60, "b": 40}, "b": {"c": 50, "d": 50}}
EVERY_METHOD = {
    "swing": lambda: w.swing({"a": 100, "b": 50}, again={"a": 100, "b": 60}),
    "points": lambda: w.points({"a": 30, "b": 10}),
    "rank_order": lambda: w.rank_order(["a", ("b", "c")]),
    "srf": lambda: w.srf(["a", 2, ("b", "c")], ratio=4, decimals=1),
    "swara": lambda: w.swara(["a", "b", "c"], [0.3, 0.2]),
    "rancom": lambda: w.rancom(matrix=[[0.5, 1, 0], [0, 0.5, 1], [1, 0, 0.5]]),
    "ahp": lambda: w.ahp([[1, 2, 8], [None, 1, 2], [None, None, 1]]),
    "ahp_tree": lambda: w.ahp_tree({"all": {("a", "b"): 3}, "b": {("c", "d"): 2}}),
    "bwm": lambda: w.bwm({"a": 1, "b": 3, "c": 9}, {"a": 9, "b": 4, "c": 1}, model="nonlinear"),
    "trade_off": lambda: w.trade_off({("a", "b"): 3, ("b", "c"): 1, ("a", "c"): 2}, dict.fromkeys("abc", (0, 10))),
    "value_tree": lambda: w.value_tree(TREE, flat={"a": 1, "c": 1, "d": 1}),
}


@pytest.mark.parametrize("name", EVERY_METHOD)
def test_every_method_gives_weights_that_sum_to_1_and_plain_data(name: str) -> None:
    found = EVERY_METHOD[name]()
    assert found.method == name
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert (found.weights >= 0).all()
    assert found.weights.index.name == "criterion"
    assert found.consistency_label
    assert found.to_frame()["weight"].equals(found.weights)
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["weights"] == pytest.approx(found.weights.to_dict())
    assert told["method"] == name
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.method = "other"


def test_every_method_is_here() -> None:
    functions = [name for name in w.__all__ if inspect.isfunction(getattr(w, name))]
    returning = {name for name in functions if inspect.signature(getattr(w, name)).return_annotation is w.Elicited}
    assert returning == set(EVERY_METHOD)


def test_weights_go_straight_into_a_ranking() -> None:
    case = mcda.read_case()
    found = w.rank_order(list(case.catalogue.ids))
    given = dict(zip(case.catalogue.ids, found.weights, strict=True))
    assert mcda.rank(case, weights=found.weights).table.equals(mcda.rank(case, weights=given).table)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float64(0.5), 0.5),
        (np.array([1, 2]), [1, 2]),
        (("a", ["b"]), ["a", ["b"]]),
        ({1: (2,)}, {"1": [2]}),
        (pd.Series([1.5], index=["a"]), {"a": 1.5}),
        (pd.DataFrame({"x": [1]}, index=["a"]), {"a": {"x": 1}}),
        (pd.DataFrame({"x": [1, 2]}), [{"x": 1}, {"x": 2}]),
        (None, None),
    ],
)
def test_plain(value: object, expected: object) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("largest", [1e-300, 1.0, 1e308])
def test_normalising_neither_over_nor_underflows(largest: float) -> None:
    assert normalised_points([largest, largest]).tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], [["a"], ["b"], ["c"], ["d"]]),
        ([("d", "a")], [["a", "d"], ["b"], ["c"]]),
        ([("d", "a"), ("c", "b")], [["a", "d"], ["b", "c"]]),
        ([("d", "a"), ("c", "b"), ("a", "b")], [["a", "b", "c", "d"]]),
    ],
)
def test_connected_groups(pairs: list[tuple[str, str]], groups: list[list[str]]) -> None:
    assert connected_groups(list("abcd"), pairs) == groups


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (3, ["points 3: a mapping from criterion to points is needed"]),
        ({}, ["no criteria; at least 1 is needed"]),
        ({"a": 0, "b": 0.0}, ["all points are 0; at least one must be above 0"]),
        (
            {"a": -1, "b": "x", "c": float("nan"), "d": True, 5: 1},
            [
                "5 is no label; text is needed",
                "'a' has points -1; a number of at least 0 is needed",
                "'b' has points 'x'; a number of at least 0 is needed",
                "'c' has points nan; a number of at least 0 is needed",
                "'d' has points True; a number of at least 0 is needed",
            ],
        ),
    ],
)
def test_every_fault_of_points_is_named(points: object, said: list[str]) -> None:
    assert list(point_faults(points)) == said


def test_only_the_first_of_very_many_faults_are_spelled_out() -> None:
    with pytest.raises(ArgumentError, match=r"\.\.\. and 10 more"):
        w.points({f"c{i}": -1 for i in range(30)})


@pytest.mark.parametrize(
    ("ask", "answers"),
    [
        (w.swing, {"b": 100, "a": 50}),
        (w.points, {"b": 3, "a": 1}),
        (w.rank_order, {"b": 1, "a": 2}),
        (lambda ranks: w.rancom(ranking=ranks), {"b": 1, "a": 2}),
        (lambda scores: w.rancom(scoring=scores), {"b": 2, "a": 1}),
        (lambda points: w.value_tree({"all": points}, flat=points), {"b": 3, "a": 1}),
        (lambda over: w.bwm(over, pd.Series({"a": 1, "b": 5})), {"b": 1, "a": 5}),
    ],
)
def test_a_series_is_as_good_as_a_mapping_and_names_are_checked(ask: object, answers: dict[str, float]) -> None:
    assert ask(pd.Series(answers)).weights.to_dict() == pytest.approx(ask(answers).weights.to_dict())
    with pytest.raises(ArgumentError, match="'a' stands there more than once"):
        ask(pd.Series([1.0, 100.0], index=["a", "a"]))
