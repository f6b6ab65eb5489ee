"""RANCOM: weights from who is more important than whom."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skcriteria.preprocessing.weighters import rancom_weights

from mcda.errors import ArgumentError
from mcda.weights import rancom

MANY = settings(max_examples=200, deadline=None)

# Więckowski, Kizielewicz, Shekhovtsov & Sałabun 2023, EAAI 122:106114.
PUBLISHED = [
    [0.5, 0.5, 1, 1, 1, 1, 1],
    [0.5, 0.5, 1, 1, 1, 1, 1],
    [0, 0, 0.5, 1, 1, 1, 0],
    [0, 0, 0, 0.5, 0, 0, 0],
    [0, 0, 0, 1, 0.5, 0, 0],
    [0, 0, 0, 1, 1, 0.5, 0],
    [0, 0, 1, 1, 1, 1, 0.5],
]
WEIGHTS = [0.2449, 0.2449, 0.1429, 0.0204, 0.0612, 0.1020, 0.1837]
CIRCLE = [[0.5, 1, 0], [0, 0.5, 1], [1, 0, 0.5]]
# a = b, b = c, but a > c.
HALF_CIRCLE = [[0.5, 0.5, 1], [0.5, 0.5, 0.5], [0, 0.5, 0.5]]


def test_published_matrix() -> None:
    found = rancom(matrix=PUBLISHED)
    assert found.weights.to_numpy() == pytest.approx(WEIGHTS, abs=6e-5)
    assert found.consistency == 1.0
    assert list(found.weights.index)[:2] == ["criterion 1", "criterion 2"]


def test_the_same_as_a_ranking() -> None:
    ranks = dict(zip("abcdefg", [1, 1, 4, 7, 6, 5, 3], strict=True))
    found = rancom(ranking=ranks)
    assert found.weights.to_numpy() == pytest.approx(WEIGHTS, abs=6e-5)
    assert found.consistency is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        # Ties are right, as in scikit-criteria; pymcdm 1.4.0 gives .4375, .3125, .125, .125.
        ([0.4, 0.4, 0.15, 0.05], [0.375, 0.375, 0.1875, 0.0625]),
        ([1, 1, 1], [1 / 3] * 3),
    ],
)
def test_ties_of_scores_share(scores: list[float], expected: list[float]) -> None:
    found = rancom(scoring=dict(zip("abcd", scores, strict=False)))
    assert found.weights.to_numpy() == pytest.approx(expected)


@MANY
@given(st.lists(st.integers(1, 6), min_size=2, max_size=9))
def test_scoring_ranking_and_matrix_agree_with_scikit_criteria(scores: list[int]) -> None:
    labels = [f"c{i}" for i in range(len(scores))]
    x = np.array(scores)
    matrix = np.where(x[:, None] > x, 1.0, np.where(x[:, None] == x, 0.5, 0.0))
    oracle = rancom_weights(x / x.sum())
    by_scores = rancom(scoring=dict(zip(labels, scores, strict=True)))
    by_ranks = rancom(ranking=dict(zip(labels, (-x).tolist(), strict=True)))
    by_matrix = rancom(matrix=matrix, labels=labels)
    for found in (by_scores, by_ranks, by_matrix):
        assert found.weights.to_numpy() == pytest.approx(oracle)
        assert list(found.weights.index) == labels
    assert by_matrix.consistency in {1.0, None}


@pytest.mark.parametrize(
    ("matrix", "consistency", "circular"),
    [(CIRCLE, 0.0, [["a", "b", "c"]]), (HALF_CIRCLE, 0.0, [["a", "b", "c"]]), ([[0.5, 1], [0, 0.5]], None, [])],
)
def test_contradictions_are_counted_and_named(matrix: object, consistency: float, circular: object) -> None:
    found = rancom(matrix=matrix, labels=list("abc")[: len(matrix)])
    assert found.consistency == consistency
    assert found.detail["circular"] == circular


def test_one_circle_among_four() -> None:
    # a > b > c > a, and d below all of them: 1 of 4 triads.
    matrix = [[0.5, 1, 0, 1], [0, 0.5, 1, 1], [1, 0, 0.5, 1], [0, 0, 0, 0.5]]
    assert rancom(matrix=matrix).consistency == 0.75


def test_a_table_brings_its_labels() -> None:
    table = pd.DataFrame(CIRCLE, index=list("abc"), columns=list("abc"))
    assert list(rancom(matrix=table).weights.index) == list("abc")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, ["nothing given; one of matrix, ranking, scoring is needed"]),
        ({"ranking": {"a": 1}, "scoring": {"a": 1}}, ["ranking and scoring given"]),
        ({"ranking": {"a": "x"}, "labels": ["a"]}, ["'a' has 'x' in the ranking", "labels are for a matrix"]),
        ({"scoring": [1, 2]}, ["scoring = [1, 2]; a mapping from label to number is needed"]),
        ({"scoring": {}}, ["no criteria"]),
        ({"matrix": [[0.5, 1]]}, ["numbers in n rows of n"]),
        ({"matrix": "x"}, ["numbers in n rows of n"]),
        ({"matrix": CIRCLE, "labels": "abc"}, ["labels = 'abc'; a list of labels is needed"]),
        ({"matrix": CIRCLE, "labels": ["a"]}, ["1 labels for 3 rows"]),
        ({"matrix": CIRCLE, "labels": ["a", "a", ""]}, ["'a' stands there more than once", "'' is no label"]),
        ({"matrix": pd.DataFrame(CIRCLE, index=list("abc"))}, ["rows and columns of the table must have the same"]),
        (
            {"matrix": [[1, 0.7], [1, 0.5]], "labels": ["a", "b"]},
            ["'a' against 'b' is 0.7; 0, 0.5 or 1 is needed", "'a' against itself is 1; 0.5 is needed"],
        ),
        ({"matrix": [[0.5, 1], [1, 0.5]]}, ["is 1 and the reverse 1; the two must sum to 1"]),
        ({"matrix": [[0.5, None], [1, 0.5]]}, ["is nan; 0, 0.5 or 1 is needed"]),
    ],
)
def test_every_fault_is_named(arguments: dict[str, object], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="rancom cannot use these answers") as error:
        rancom(**arguments)
    for words in said:
        assert words in str(error.value)
