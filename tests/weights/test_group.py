"""The weights of several people."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.weights import aggregate, ahp, swing

MANY = settings(max_examples=200, deadline=None)
PEOPLE = {
    "Ann": swing({"cost": 100, "speed": 100}),
    "Ben": {"speed": 20, "cost": 80},
    "Cem": pd.Series({"cost": 0.2, "speed": 0.8}),
}


def test_the_group_and_each_apart() -> None:
    group = aggregate(PEOPLE)
    assert group.weights.to_dict() == pytest.approx({"cost": 0.5, "speed": 0.5})
    assert group.weights.index.name == "criterion"
    assert group.people.loc["cost"].to_dict() == pytest.approx({"Ann": 0.5, "Ben": 0.8, "Cem": 0.2})
    expected = {"min": 0.2, "max": 0.8, "range": 0.6, "standard_deviation": np.sqrt(0.06)}
    assert group.spread.loc["cost"].to_dict() == pytest.approx(expected)
    assert group.distances.loc["Ben", "Cem"] == pytest.approx(0.6)
    assert group.distances.loc["Ann", "Ann"] == 0
    assert group.furthest_apart == ("Ben", "Cem")


def test_plain_data_and_table() -> None:
    group = aggregate(PEOPLE)
    told = json.loads(json.dumps(group.to_dict(), allow_nan=False))
    assert told["distances"]["Ann"]["Ben"] == pytest.approx(0.3)
    assert told["rule"] == "arithmetic"
    columns = ["weight", "min", "max", "range", "standard_deviation", "Ann", "Ben", "Cem"]
    assert list(group.to_frame().columns) == columns
    with pytest.raises(dataclasses.FrozenInstanceError):
        group.rule = "x"


def test_one_person_is_the_group() -> None:
    group = aggregate({"Ann": {"a": 1, "b": 3}})
    assert group.weights.to_dict() == {"a": 0.25, "b": 0.75}
    assert group.spread["range"].tolist() == [0, 0]
    assert group.furthest_apart is None


def test_geometric_mean_by_algebra() -> None:
    # Ratios 4 and 1/1: the group's is 2.
    group = aggregate({"Ann": {"a": 4, "b": 1}, "Ben": {"a": 5, "b": 5}}, rule="geometric")
    assert group.weights.to_dict() == pytest.approx({"a": 2 / 3, "b": 1 / 3})


@MANY
@given(st.lists(st.lists(st.floats(0.1, 9), min_size=4, max_size=4), min_size=2, max_size=5), st.permutations(range(4)))
def test_geometric_mean_of_people_is_ahp_of_their_mean_judgements(points: list[list[float]], order: list[int]) -> None:
    """Consistent judgements: aggregating them or the weights is the same (Aczél & Saaty 1983)."""
    labels = list("abcd")
    people = {f"p{i}": dict(zip(labels, row, strict=True)) for i, row in enumerate(points)}
    people["p0"] = {labels[j]: people["p0"][labels[j]] for j in order}
    group = aggregate(people, rule="geometric")
    mean = np.exp(np.log([np.array(row)[:, None] / np.array(row) for row in points]).mean(axis=0))
    assert group.weights[labels].to_numpy() == pytest.approx(ahp(mean).weights.to_numpy())
    distances = group.distances.to_numpy()
    assert (distances == distances.T).all()
    assert ((distances >= 0) & (distances <= 1)).all()


@pytest.mark.parametrize(
    ("people", "rule", "said"),
    [
        ([1], "median", ["people = [1]; a mapping from name", "rule = 'median'; one of 'arithmetic', 'geometric'"]),
        ({}, "arithmetic", ["nobody; at least 1 person is needed"]),
        (
            {"Ann": {"a": -1}, "Ben": 3, "": {"a": 1}},
            "arithmetic",
            ["Ann: 'a' has weight -1", "Ben: weight 3", "'' is"],
        ),
        (
            {"Ann": {"a": 1, "b": 1}, "Ben": {"a": 1, "c": 1}},
            "arithmetic",
            ["Ben: 'b' is missing here", "Ben: 'c' stands only here"],
        ),
        (
            {"Ann": {"a": 1, "b": 0}, "Ben": {"a": 1, "b": 1}},
            "geometric",
            ["Ann gives 'b' nothing; the geometric mean"],
        ),
    ],
)
def test_every_fault_is_named(people: object, rule: str, said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="aggregate cannot use these answers") as error:
        aggregate(people, rule)
    for words in said:
        assert words in str(error.value)


def test_a_weight_of_0_is_fine_in_the_arithmetic_mean() -> None:
    assert aggregate({"Ann": {"a": 1, "b": 0}, "Ben": {"a": 1, "b": 1}}).weights["b"] == 0.25
