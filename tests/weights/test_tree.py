"""Value trees and AHP hierarchies."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.weights import ahp, ahp_tree, value_tree

MANY = settings(max_examples=200, deadline=None)

# Papathanasiou & Ploskas 2018, Multiple Criteria Decision Aid, chapter on AHP: where to build.
CRITERIA = [[1, 1, 5, 3], [1, 1, 5, 3], [1 / 5, 1 / 5, 1, 1 / 3], [1 / 3, 1 / 3, 3, 1]]
SITES = {
    "criterion 1": [
        [1, 5, 1, 1, 1 / 3, 3],
        [1 / 5, 1, 1 / 3, 1 / 5, 1 / 7, 1],
        [1, 3, 1, 1 / 3, 1 / 5, 1],
        [1, 5, 3, 1, 1 / 3, 3],
        [3, 7, 5, 3, 1, 7],
        [1 / 3, 1, 1, 1 / 3, 1 / 7, 1],
    ],
    "criterion 2": [
        [1, 7, 3, 1 / 3, 1 / 3, 1 / 3],
        [1 / 7, 1, 1 / 3, 1 / 7, 1 / 9, 1 / 7],
        [1 / 3, 3, 1, 1 / 5, 1 / 5, 1 / 5],
        [3, 7, 5, 1, 1, 1],
        [3, 9, 5, 1, 1, 1],
        [3, 7, 5, 1, 1, 1],
    ],
    "criterion 3": [
        [1, 1 / 9, 1 / 7, 1 / 9, 1, 1 / 5],
        [9, 1, 1, 1, 5, 3],
        [7, 1, 1, 1, 5, 1],
        [9, 1, 1, 1, 7, 3],
        [1, 1 / 5, 1 / 5, 1 / 7, 1, 1 / 3],
        [5, 1 / 3, 1, 1 / 3, 3, 1],
    ],
    "criterion 4": [
        [1, 1 / 5, 1 / 5, 1 / 3, 1 / 7, 1 / 5],
        [5, 1, 1, 3, 1 / 3, 1],
        [5, 1, 1, 1, 1 / 3, 1],
        [3, 1 / 3, 1, 1, 1 / 7, 1],
        [7, 3, 3, 7, 1, 5],
        [5, 1, 1, 1, 1 / 5, 1],
    ],
}
NAMES = [f"site {i}" for i in range(1, 7)]


def test_papathanasiou_and_ploskas_full_hierarchy() -> None:
    found = ahp_tree({"goal": CRITERIA} | SITES, labels=dict.fromkeys(SITES, NAMES))
    assert found.weights.to_numpy() == pytest.approx([0.117, 0.071, 0.095, 0.212, 0.350, 0.155], abs=6e-4)
    assert list(found.weights.rank(ascending=False)) == [4, 6, 5, 2, 1, 3]
    assert found.detail["root"] == "goal"
    each = [ahp(CRITERIA).consistency, *(ahp(matrix).consistency for matrix in SITES.values())]
    assert found.consistency == max(each)
    nodes = found.detail["nodes"].set_index(["parent", "node"])
    assert nodes.loc[("goal", "criterion 1"), "global"] == pytest.approx(ahp(CRITERIA).weights.iloc[0])
    assert nodes.loc[("criterion 3", "site 2"), "local"] == pytest.approx(ahp(SITES["criterion 3"]).weights.iloc[1])
    assert found.detail["judgements"]["criterion 3"]["worst"] is not None


@pytest.mark.parametrize(
    ("rule", "said"), [("eigenvector", "The worst of the nodes. Consistency ratio"), ("geometric", "geometric consist")]
)
def test_the_label_says_whose_consistency(rule: str, said: str) -> None:
    assert said in ahp_tree({"goal": CRITERIA}, rule=rule).consistency_label
    assert ahp_tree({"goal": {("a", "b"): 2}}, rule=rule).consistency is None


def test_a_leaf_below_several_levels_gets_the_sum_of_products() -> None:
    # goal: a .75, b .25; a: c .8, x .2; b: x .5, y .5; c: x .4, y .6 (x hangs at two depths).
    found = ahp_tree(
        {
            "c": {("x", "y"): 4 / 6},
            "a": {("c", "x"): 4},
            "b": {("x", "y"): 1},
            "goal": {("a", "b"): 3},
        }
    )
    x = 0.75 * 0.8 * 0.4 + 0.75 * 0.2 + 0.25 * 0.5
    assert found.weights.to_dict() == pytest.approx({"x": x, "y": 1 - x})
    assert ahp_tree({"a": {("x", "y"): 4}, "b": {("x", "y"): 1}}, root="a").weights["x"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((3,), ["a mapping from parent to comparisons, not 3"]),
        (({},), ["a mapping from parent"]),
        (
            ({"goal": [[1, 2], [2, 1]], "a": {("x", "y"): -1}},),
            ["under 'goal': 'criterion 1' over 'criterion 2' is 2", "under 'a': 'x' over 'y' is -1"],
        ),
        (({"goal": {("a", "b"): 2}}, None, [1]), ["labels as a mapping from parent to names, not [1]"]),
        (({"goal": [[1]], 3: [[1]]}, None, {"goal": "a"}), ["3 is no label", "under 'goal': labels = 'a'; a list"]),
        (({"goal": {("a", "b"): 2}}, [1]), ["root = [1] has no children"]),
        (({"goal": {("a", "b"): 2}}, None, {"other": ["a"]}), ["labels for 'other', which has no comparisons"]),
        (({"goal": {("a", "b"): 2}, "c": {("d", "e"): 2}},), ["'goal', 'c' hang under nothing; only one root may"]),
        (({"goal": {("a", "b"): 2}}, "a"), ["root = 'a' has no children; one of 'goal' is needed"]),
        (({"a": {("b", "x"): 2}, "b": {("a", "x"): 2}},), ["'a', 'b': each hangs under another, in a circle"]),
        (({"a": {("b", "x"): 2}, "b": {("a", "x"): 2}}, "a"), ["'a': each hangs under another, in a circle"]),
        (
            ({"goal": {("x", "a"): 2}, "a": {("b", "x"): 2}, "b": {("a", "x"): 2}},),
            ["'a', 'b': each hangs under another, in a circle"],
        ),
        (
            ({"goal": {("x", "y"): 2}, "a": {("b", "z"): 2}, "b": {("a", "z"): 2}},),
            ["'a', 'b': each hangs under another, in a circle"],
        ),
    ],
)
def test_ahp_tree_names_every_fault(arguments: tuple[object, ...], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="ahp_tree") as error:
        ahp_tree(*arguments)
    for words in said:
        assert words in str(error.value)


TREE = {
    "all": {"money": 30, "people": 70},
    "people": {"health": 50, "safety": 50, "trust": 100},
    "money": {"cost": 10},
}


def test_value_tree_by_algebra() -> None:
    found = value_tree(TREE, flat={"trust": 40, "safety": 20, "health": 20, "cost": 20})
    expected = {"cost": 0.3, "health": 0.175, "safety": 0.175, "trust": 0.35}
    assert found.weights.to_dict() == pytest.approx(expected)
    assert found.consistency == pytest.approx(0.1)
    nodes = found.detail["nodes"].set_index("node")
    assert nodes.loc["trust", ["local", "global"]].to_list() == pytest.approx([0.5, 0.35])
    assert nodes.loc["people", ["local", "global"]].to_list() == pytest.approx([0.7, 0.7])
    splitting = pd.DataFrame(
        {"leaves": [1, 3], "tree": [0.3, 0.7], "alike": [0.25, 0.75], "flat": [0.2, 0.8]},
        index=pd.Index(["money", "people"], name="objective"),
    )
    pd.testing.assert_frame_equal(found.detail["splitting"], splitting)


def test_without_flat_answers_the_splitting_bias_is_unknown() -> None:
    found = value_tree(TREE)
    assert found.consistency is None
    assert list(found.detail["splitting"].columns) == ["leaves", "tree", "alike"]
    assert value_tree({"all": {"a": 1, "b": 3}}).detail["splitting"].empty


def test_a_part_of_the_tree() -> None:
    assert value_tree(TREE, root="people").weights.to_dict() == {"health": 0.25, "safety": 0.25, "trust": 0.5}


POINTS = st.floats(0.1, 100)


@MANY
@given(st.lists(st.lists(POINTS, min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_a_tree_of_what_flat_answers_imply_gives_them_back(groups: list[list[float]], data: st.DataObject) -> None:
    flat = {f"leaf {g}.{i}": value for g, group in enumerate(groups) for i, value in enumerate(group)}
    tree: dict[str, dict[str, float]] = {"all": {f"group {g}": sum(group) for g, group in enumerate(groups)}}
    for g, group in enumerate(groups):
        unit = data.draw(POINTS)
        tree[f"group {g}"] = {f"leaf {g}.{i}": value * unit for i, value in enumerate(group)}
    found = value_tree(tree, flat=flat)
    assert found.consistency == pytest.approx(0, abs=1e-12)
    splitting = found.detail["splitting"]
    assert splitting["tree"].to_numpy() == pytest.approx(splitting["flat"].to_numpy())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x",), ["tree = 'x'; a mapping from parent"]),
        (({},), ["tree = {}; a mapping from parent"]),
        (
            ({"all": {"a": -1, "b": 1}, "a": {}, "b": [1], "c": {"d": 0}},),
            [
                "under 'all': 'a' has points -1",
                "under 'a': no criteria",
                "under 'b': points [1]",
                "under 'c': all points",
            ],
        ),
        (({"all": {"a": 1, "b": 1}, "a": {"b": 1}},), ["'b' stands under 'all' and 'a'; in a value tree each has one"]),
        (({"all": {"a": 1}, "b": {"c": 1}},), ["'all', 'b' hang under nothing"]),
        (({"a": {"b": 1}, "b": {"a": 1}},), ["'a', 'b': each hangs under another, in a circle"]),
        (({"all": {"a": 1}}, "b"), ["root = 'b' has no children"]),
        (({"all": {"a": 1}}, None, {"b": 1}), ["'a' is missing in the flat points", "'b' stands only in the flat"]),
        (({"all": {"a": 1}}, None, {"a": -1}), ["'a' has flat points -1"]),
    ],
)
def test_value_tree_names_every_fault(arguments: tuple[object, ...], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="value_tree cannot use these answers") as error:
        value_tree(*arguments)
    for words in said:
        assert words in str(error.value)
