"""Weights from trade-offs."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.weights import trade_off

MANY = settings(max_examples=200, deadline=None)
SCALES = {"pay": (20, 40), "commute": (10, 70), "space": (0, 100)}


def test_straight_lines_by_algebra() -> None:
    # commute / pay = 5 / 20 and space / pay = 10 / 20: 1 : 1/4 : 1/2.
    found = trade_off({("commute", "pay"): 5, ("space", "pay"): 10}, SCALES)
    assert found.weights.to_dict() == pytest.approx({"pay": 4 / 7, "commute": 1 / 7, "space": 2 / 7})
    assert found.consistency is None
    assert found.detail["worst"] is None
    assert found.detail["ratios"][0] == {"of": "commute", "to": "pay", "ratio": 0.25}


def test_the_worst_answer_of_more_than_are_needed() -> None:
    """commute/pay = 1/4, space/pay = 1/2, commute/space = 1/4 where 1/2 fits: a triangle shares the miss in thirds."""
    answers = {("commute", "pay"): 5, ("space", "pay"): 10, ("commute", "space"): 25}
    found = trade_off(answers, SCALES)
    miss = 2 ** (1 / 3)
    assert found.consistency == pytest.approx(miss)
    assert found.detail["worst"]["factor"] == pytest.approx(miss)
    assert found.weights["commute"] / found.weights["pay"] == pytest.approx(0.25 / miss)
    assert found.weights["space"] / found.weights["pay"] == pytest.approx(0.5 * miss)


def test_the_same_question_asked_both_ways_is_averaged_on_logs() -> None:
    scales = {"a": (0, 10), "b": (0, 10)}
    found = trade_off({("a", "b"): 8, ("b", "a"): 5}, scales)
    # a / b is 0.8 by one answer, 2 by the other.
    assert found.weights["a"] / found.weights["b"] == pytest.approx(math.sqrt(0.8 * 2))
    assert found.consistency == pytest.approx(math.sqrt(2 / 0.8))


@pytest.mark.parametrize(
    ("direction", "ratio"),
    [
        # v = x²: from the best end 10 down to 5 takes 1 - 25/100; -v is best at 0, and going to 5 takes 25/100.
        (1, 0.75),
        (-1, 0.25),
    ],
)
def test_curved_values_count_from_the_best_end(direction: int, ratio: float) -> None:
    values = {"a": lambda x: direction * x * x + 3}
    found = trade_off({("b", "a"): 5}, {"a": (0, 10), "b": (0, 1)}, {"a": direction}, values)
    assert found.weights["b"] / found.weights["a"] == pytest.approx(ratio)


@MANY
@given(
    st.lists(st.floats(0.05, 1), min_size=2, max_size=6),
    st.lists(st.floats(0.1, 1000), min_size=6, max_size=6),
    st.booleans(),
)
def test_answers_that_known_weights_imply_give_them_back(
    weights: list[float], widths: list[float], all_pairs: bool
) -> None:
    w = np.array(weights)
    scales = {f"c{i}": (-1.0, widths[i] - 1.0) for i in range(len(w))}
    answers = {
        (f"c{i}", f"c{j}"): w[i] / w[j] * widths[j]
        for i in range(len(w))
        for j in range(len(w))
        if i != j and w[i] <= w[j] and (all_pairs or j == int(w.argmax()))
    }
    found = trade_off(answers, scales)
    assert found.weights.to_numpy() == pytest.approx(w / w.sum())
    if found.consistency is not None:
        assert found.consistency == pytest.approx(1)


def test_one_criterion_needs_no_answer() -> None:
    assert trade_off({}, {"a": (0, 1)}).weights.to_dict() == {"a": 1.0}


TWO = {"a": (0, 10), "b": (0, 10)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1], TWO), ["answers = [1]; {(B, A): amount of A} is needed"]),
        (({}, [1]), ["scales = [1]; a mapping"]),
        (({}, {}), ["no criteria"]),
        (
            ({}, {"a": (1, 1), "b": 3, "": (0, 1), "c": (0, float("nan"))}),
            ["the scale of 'a' is (1, 1)", "the scale of 'b' is 3", "'' is no label", "the scale of 'c'"],
        ),
        (({}, TWO, {"a": 0}, {"b": 3}), ["the direction of 'a' is 0; +1", "the value of 'b' is 3; a function"]),
        (({}, TWO, 3, 4), ["directions = 3; a mapping", "values = 4; a mapping"]),
        (({("a", "b"): 1}, TWO, {"x": 1}, {"y": abs}), ["'x' has no scale", "'y' has no scale"]),
        (
            ({("a", "a"): 1, "b": 2, ("a", "c"): 1, ("a", "b"): 0}, TWO),
            ["('a', 'a'); a pair of two different", "'b'; a pair", "'c' has no scale", "('a', 'b') has 0; an amount"],
        ),
        (
            ({("a", "b"): 11}, TWO),
            ["more than the whole scale of 'b' (10); ask how much of 'a' would be given for 'b'"],
        ),
        (({}, TWO), ["no answer connects these groups: {a}; {b}"]),
        (({("a", "b"): 1}, TWO, None, {"b": lambda x: -x}), ["the value of 'b' must be a number at its ends"]),
        (({("a", "b"): 1}, TWO, None, {"b": lambda x: math.log(x - 5)}), ["the value of 'b' must be a number"]),
        (({("a", "b"): 1}, TWO, None, {"b": lambda x: min(x, 5)}), ["that amount of 'b' takes no value away"]),
    ],
)
def test_every_fault_is_named(arguments: tuple[object, ...], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="trade_off cannot use these answers") as error:
        trade_off(*arguments)
    for words in said:
        assert words in str(error.value)
