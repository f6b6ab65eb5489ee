"""Rank-order rules and SWARA."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.weights import rank_order, swara

MANY = settings(max_examples=200, deadline=None)

# Barron & Barrett 1996, Management Science 42:1515-1523, table 1, for the centroid; the others by their formulas.
BY_RULE = [
    ("roc", 2, [0.75, 0.25]),
    ("roc", 3, [0.6111, 0.2778, 0.1111]),
    ("roc", 4, [0.5208, 0.2708, 0.1458, 0.0625]),
    ("roc", 5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
    ("sum", 4, [0.4, 0.3, 0.2, 0.1]),
    ("reciprocal", 4, [0.48, 0.24, 0.16, 0.12]),
    ("exponent", 3, [9 / 14, 4 / 14, 1 / 14]),
]


@pytest.mark.parametrize(("rule", "n", "expected"), BY_RULE)
def test_rules(rule: str, n: int, expected: list[float]) -> None:
    found = rank_order([f"c{i}" for i in range(n)], rule=rule)
    assert found.weights.to_numpy() == pytest.approx(expected, abs=5.1e-5)
    assert found.consistency is None


@pytest.mark.parametrize(("exponent", "rule"), [(1.0, "sum"), (1, "sum")])
def test_exponent_1_is_the_rank_sum(exponent: float, rule: str) -> None:
    order = list("abcde")
    assert rank_order(order, "exponent", exponent).weights.to_numpy() == pytest.approx(
        rank_order(order, rule).weights.to_numpy()
    )


def test_exponent_0_is_equal_weights() -> None:
    assert rank_order(list("abcd"), "exponent", 0).weights.to_numpy() == pytest.approx(0.25)


@pytest.mark.parametrize(
    "order", [["a", ("b", "c"), "d"], ["a", ["c", "b"], "d"], {"d": 9, "c": 2.5, "b": 2.5, "a": -1}]
)
def test_ties_share_the_mean_of_their_positions(order: object) -> None:
    # Positions get 0.4, 0.3, 0.2, 0.1: the tie gets 0.25 each.
    expected = {"a": 0.4, "b": 0.25, "c": 0.25, "d": 0.1}
    assert rank_order(order, rule="sum").weights.to_dict() == pytest.approx(expected)


def test_weights_stand_in_the_order_of_a_mapping() -> None:
    assert list(rank_order({"d": 2, "a": 1}).weights.index) == ["d", "a"]


@MANY
@given(st.integers(1, 12))
def test_the_centroid_is_the_mean_of_the_corners_of_all_weights_in_that_order(n: int) -> None:
    corners = np.tril(np.ones((n, n))) / np.arange(1, n + 1)[:, None]
    found = rank_order([f"c{i}" for i in range(n)]).weights.to_numpy()
    assert found == pytest.approx(corners.mean(axis=0))


@MANY
@given(st.permutations("abcdef"), st.sampled_from(["roc", "sum", "reciprocal", "exponent"]))
def test_renaming_moves_the_weights_along(order: list[str], rule: str) -> None:
    plain_order = rank_order(list("abcdef"), rule).weights
    assert rank_order(order, rule).weights.to_numpy().tolist() == plain_order.to_numpy().tolist()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"order": "abc"}, ["a list of labels or a mapping"]),
        ({"order": []}, ["no criteria; at least 1 is needed"]),
        ({"order": ["a", ("a", ""), ()]}, ["'a' stands there more than once", "'' is no label", "an empty tie"]),
        ({"order": {"a": "first", "b": None}}, ["'a' has 'first' in the order", "'b' has None in the order"]),
        ({"order": ["a", 3]}, ["3 is no label"]),
        (
            {"order": ["a"], "rule": "magic", "exponent": -1},
            ["rule = 'magic'; one of 'roc', 'sum', 'reciprocal', 'exponent' is needed", "exponent = -1"],
        ),
    ],
)
def test_rank_order_names_every_fault(arguments: dict[str, object], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="rank_order cannot use these answers") as error:
        rank_order(**arguments)
    for words in said:
        assert words in str(error.value)


def test_swara_published() -> None:
    """Keršulienė, Zavadskas & Turskis 2010, Journal of Business Economics and Management 11:243-258."""
    found = swara([f"C{i}" for i in range(1, 7)], [0.15, 0.04, 0.29, 0.02, 0.04])
    assert found.weights.to_numpy() == pytest.approx([0.22, 0.19, 0.18, 0.14, 0.14, 0.13], abs=0.006)
    assert found.consistency is None


@MANY
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_swara_keeps_each_step(steps: list[float]) -> None:
    labels = [f"c{i}" for i in range(len(steps) + 1)]
    by_list = swara(labels, steps).weights.to_numpy()
    by_label = swara(labels, dict(zip(labels[1:], steps, strict=True))).weights.to_numpy()
    assert by_list.tolist() == by_label.tolist()
    visible = by_list[1:] > 1e-300
    assert (by_list[:-1][visible] / by_list[1:][visible]) == pytest.approx(1 + np.array(steps)[visible])


@pytest.mark.parametrize(
    ("order", "steps", "said"),
    [
        ("ab", [1], ["order = 'ab'; a list of labels is needed"]),
        (["a", "a"], [1, 2], ["'a' stands there more than once", "2 steps for 2 criteria; 1 are needed"]),
        (["a", "b"], [-0.1], ["step -0.1; a number of at least 0 is needed"]),
        (["a", "b"], ["x"], ["step 'x'"]),
        (["a", "b"], 0.3, ["steps = 0.3; a list of numbers"]),
        (["a", "b"], {"a": 0.3}, ["'b' is missing in the steps", "'a' stands only in the steps"]),
        ([], [], ["no criteria; at least 1 is needed"]),
    ],
)
def test_swara_names_every_fault(order: object, steps: object, said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="swara cannot use these answers") as error:
        swara(order, steps)
    for words in said:
        assert words in str(error.value)
