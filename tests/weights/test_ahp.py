"""The analytic hierarchy process: weights, and how far judgements contradict each other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.weights.subjective import AHP

from mcda.errors import ArgumentError
from mcda.weights import ahp
from mcda.weights.ahp import mean_random_index

MANY = settings(max_examples=200, deadline=None)

HOUSE = [[1, 6, 8], [1 / 6, 1, 4], [1 / 8, 1 / 4, 1]]
DRINKS = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
]
FLEXIBILITY = [[1, 1 / 3, 1 / 6], [3, 1, 1 / 4], [6, 4, 1]]
JOB = [
    [1, 1 / 4, 1 / 6, 1 / 4, 1 / 8],
    [4, 1, 1 / 3, 3, 1 / 7],
    [6, 3, 1, 4, 1 / 2],
    [4, 1 / 3, 1 / 4, 1, 1 / 7],
    [8, 7, 2, 7, 1],
]
WATROBSKI = [
    [1, 2, 2, 2, 6, 2, 1, 1, 1 / 2, 1 / 2],
    [1 / 2, 1, 1, 1, 4, 1, 1, 1, 1 / 2, 1 / 2],
    [1 / 2, 1, 1, 1, 3, 1, 1 / 2, 1 / 2, 1 / 3, 1 / 3],
    [1 / 2, 1, 1, 1, 3, 1, 1 / 2, 1 / 2, 1 / 3, 1 / 3],
    [1 / 6, 1 / 4, 1 / 3, 1 / 3, 1, 1 / 3, 1 / 5, 1 / 5, 1 / 9, 1 / 9],
    [1 / 2, 1, 1, 1, 3, 1, 1 / 2, 1 / 2, 1 / 3, 1 / 3],
    [1, 1, 2, 2, 5, 2, 1, 1, 1 / 2, 1 / 2],
    [1, 1, 2, 2, 5, 2, 1, 1, 1 / 2, 1 / 2],
    [2, 2, 3, 3, 9, 3, 2, 2, 1, 1],
    [2, 2, 3, 3, 9, 3, 2, 2, 1, 1],
]
PUBLISHED = [
    # Saaty 2008, International Journal of Services Sciences 1:83-98: drinks, flexibility, a job.
    (DRINKS, [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], 6e-4),
    (FLEXIBILITY, [0.091, 0.218, 0.691], 6e-4),
    (JOB, [0.036, 0.122, 0.262, 0.075, 0.506], 6e-4),
    # Wątróbski, Ziemba, Jankowski & Zioło 2016, Sustainability 8:702.
    (WATROBSKI, [0.1165, 0.0804, 0.0614, 0.0614, 0.0205, 0.0614, 0.10648, 0.10648, 0.19266, 0.19266], 6e-5),
]

WEIGHTS = st.lists(st.floats(0.01, 100), min_size=3, max_size=9).map(np.array)


@pytest.mark.parametrize(("matrix", "expected", "tolerance"), PUBLISHED)
def test_published_weights(matrix: list[list[float]], expected: list[float], tolerance: float) -> None:
    assert ahp(matrix).weights.to_numpy() == pytest.approx(expected, abs=tolerance)


def test_published_consistency() -> None:
    """Saaty 1990, European Journal of Operational Research 48:9-26 (house); Saaty 2008 (drinks)."""
    house = ahp(HOUSE)
    assert house.detail["lambda_max"] == pytest.approx(3.136, abs=1e-3)
    assert house.detail["CI"] == pytest.approx(0.068, abs=6e-4)
    assert house.consistency == pytest.approx(0.117, abs=1e-3)
    assert ahp(DRINKS).consistency == pytest.approx(0.022, abs=6e-4)


@pytest.mark.parametrize("matrix", [HOUSE, DRINKS, FLEXIBILITY, JOB, WATROBSKI])
def test_weights_agree_with_pymcdm(matrix: list[list[float]]) -> None:
    oracle = AHP(matrix=np.array(matrix))
    assert ahp(matrix).weights.to_numpy() == pytest.approx(oracle(), abs=1e-6)


# Published tables: Saaty 1980; the fit of Alonso & Lamata 2006, (2.7699 n - 4.3513 - n) / (n - 1).
@pytest.mark.parametrize(
    ("n", "table", "expected", "source"),
    [
        (3, "saaty", 0.58, "Saaty"),
        (4, "saaty", 0.90, "Saaty"),
        (9, "saaty", 1.45, "Saaty"),
        (12, "saaty", 1.48, "Saaty"),
        (15, "saaty", 1.59, "Saaty"),
        (16, "saaty", 23.9671 / 15, "Alonso"),
        (3, "alonso_lamata", 0.9584 / 2, "Alonso"),
        (10, "alonso_lamata", 13.3477 / 9, "Alonso"),
    ],
)
def test_random_index(n: int, table: str, expected: float, source: str) -> None:
    found, said = mean_random_index(n, table)
    assert found == pytest.approx(expected, abs=1e-4)
    assert said.startswith(source)
    matrix = np.ones((n, n))
    matrix[0, 1], matrix[1, 0] = 4, 1 / 4
    answer = ahp(matrix, random_index=table)
    assert answer.consistency == pytest.approx(answer.detail["CI"] / expected, rel=1e-3)
    assert answer.detail["random_index_source"].startswith(source)


def test_three_criteria_by_algebra() -> None:
    """With 3 criteria λ = 1 + t + 1/t, t³ = a12 a23 / a13, and all three judgements miss by the factor t."""
    t = (6 * 4 / 8) ** (1 / 3)
    for rule in ("eigenvector", "geometric"):
        found = ahp(HOUSE, rule=rule)
        means = np.prod(HOUSE, axis=1) ** (1 / 3)
        assert found.weights.to_numpy() == pytest.approx(means / means.sum())
        assert found.detail["worst"]["factor"] == pytest.approx(t)
    assert ahp(HOUSE).detail["lambda_max"] == pytest.approx(1 + t + 1 / t)
    # GCI = 2 / ((n - 1)(n - 2)) Σ log², here 3 log² t.
    assert ahp(HOUSE, rule="geometric").consistency == pytest.approx(3 * np.log(t) ** 2)


def test_the_worst_judgement_is_named_with_what_would_fit() -> None:
    weights = np.array([8.0, 4, 2, 1, 0.5])
    matrix = weights[:, None] / weights
    matrix[1, 3], matrix[3, 1] = 1 / 9, 9  # 4 fits
    worst = ahp(matrix, labels=list("abcde"), rule="geometric").detail["worst"]
    assert worst["pair"] == ["d", "b"]
    assert worst["given"] == 9
    # Of the judgement's miss by 36, the row means of b and of d each take a fifth.
    assert worst["fits"] == pytest.approx(36**0.4 / 4)
    assert worst["factor"] == pytest.approx(9 / worst["fits"])


@MANY
@given(WEIGHTS, st.sampled_from(["eigenvector", "geometric"]))
def test_consistent_judgements_give_back_their_weights(weights: np.ndarray, rule: str) -> None:
    found = ahp(weights[:, None] / weights, rule=rule)
    assert found.weights.to_numpy() == pytest.approx(weights / weights.sum())
    assert found.consistency == pytest.approx(0, abs=1e-9)
    assert found.detail["worst"] is None


@st.composite
def reciprocal_matrices(draw: st.DrawFn, *, gaps: bool = False) -> np.ndarray:
    n = draw(st.integers(3, 8))
    matrix = np.eye(n)
    for i in range(n):
        for j in range(i + 1, n):
            matrix[i, j] = draw(st.floats(1 / 9, 9))
            # Neighbours are always asked, so that all criteria are connected.
            if gaps and j > i + 1 and draw(st.booleans()):
                matrix[i, j] = np.nan
            matrix[j, i] = 1 / matrix[i, j]
    return matrix


@MANY
@given(reciprocal_matrices(gaps=True), st.sampled_from(["eigenvector", "geometric"]), st.randoms())
def test_relabelling_moves_the_weights_along(matrix: np.ndarray, rule: str, random: object) -> None:
    labels = [f"c{i}" for i in range(len(matrix))]
    order = random.sample(range(len(matrix)), len(matrix))
    first = ahp(matrix, labels, rule)
    second = ahp(matrix[np.ix_(order, order)], [labels[i] for i in order], rule)
    assert second.weights.to_dict() == pytest.approx(first.weights.to_dict(), rel=1e-7)
    if first.consistency is not None:
        assert second.consistency == pytest.approx(first.consistency, abs=1e-9)


@MANY
@given(reciprocal_matrices(gaps=True))
def test_missing_ratios_are_those_of_the_weights(matrix: np.ndarray) -> None:
    """Harker 1987: filled with the ratios of its own weights, the matrix has the same weights and eigenvalue."""
    found = ahp(matrix)
    weights = found.weights.to_numpy()
    filled = np.where(np.isnan(matrix), weights[:, None] / weights, matrix)
    assert filled @ weights == pytest.approx(found.detail["lambda_max"] * weights)
    complete = ahp(filled)
    assert complete.weights.to_numpy() == pytest.approx(weights)
    assert complete.detail["CI"] == pytest.approx(found.detail["CI"], abs=1e-9)
    assert len(found.detail["missing"]) == np.isnan(matrix).sum() // 2


@MANY
@given(reciprocal_matrices(gaps=True))
def test_geometric_weights_solve_the_least_squares_on_logs(matrix: np.ndarray) -> None:
    n = len(matrix)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if np.isfinite(matrix[i, j])]
    design = np.array([np.eye(n)[i] - np.eye(n)[j] for i, j in pairs])
    logs = np.array([np.log(matrix[pair]) for pair in pairs])
    solution, *_ = np.linalg.lstsq(design, logs, rcond=None)
    expected = np.exp(solution) / np.exp(solution).sum()
    found = ahp(matrix, rule="geometric")
    assert found.weights.to_numpy() == pytest.approx(expected)
    spare = len(pairs) - (n - 1)
    if spare:
        assert found.consistency == pytest.approx(((logs - design @ solution) ** 2).sum() / spare, abs=1e-12)


@MANY
@given(reciprocal_matrices())
def test_complete_geometric_weights_are_row_geometric_means(matrix: np.ndarray) -> None:
    means = np.exp(np.log(matrix).mean(axis=1))
    assert ahp(matrix, rule="geometric").weights.to_numpy() == pytest.approx(means / means.sum())


def test_the_index_of_incomplete_matrices_shrinks_with_the_pairs_that_are_missing() -> None:
    """Ágoston & Csató 2022, Omega 108:102576, eq. 3; their simulated table 2 has RI 0.583 for n = 4, m = 1."""
    found = ahp({("a", "b"): 2, ("b", "c"): 3, ("c", "d"): 2, ("a", "c"): 4, ("b", "d"): 5})
    assert found.detail["missing"] == [["a", "d"]]
    assert found.detail["random_index"] == pytest.approx(0.90 * (1 - 2 / 6))
    assert found.detail["random_index"] == pytest.approx(0.583, abs=0.02)
    assert found.consistency == pytest.approx(found.detail["CI"] / 0.60)


@pytest.mark.parametrize("rule", ["eigenvector", "geometric"])
@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ({("a", "b"): 2, ("b", "c"): 3}, {"a": 0.6, "b": 0.3, "c": 0.1}),
        ({("a", "b"): 4}, {"a": 0.8, "b": 0.2}),
        ([[1]], {"criterion 1": 1.0}),
    ],
)
def test_no_more_judgements_than_needed_cannot_contradict(rule: str, judgements: object, expected: object) -> None:
    found = ahp(judgements, rule=rule)
    assert found.weights.to_dict() == pytest.approx(expected)
    assert found.consistency is None
    assert "cannot contradict" in found.consistency_label


def test_all_ways_to_write_judgements_mean_the_same() -> None:
    pairs = {("a", "b"): 6, ("a", "c"): 8, ("c", "b"): 1 / 4}
    one_sided = [[1, 6, 8], [None, None, 4], [None, float("nan"), 1]]
    rounded = [[1, 6, 8], [0.167, 1, 4], [0.125, 0.25, 1]]
    table = pd.DataFrame(HOUSE, index=list("abc"), columns=list("abc"))
    expected = ahp(HOUSE, list("abc"))
    for found in (ahp(pairs), ahp(one_sided, list("abc")), ahp(rounded, list("abc")), ahp(table)):
        assert found.weights.to_dict() == pytest.approx(expected.weights.to_dict(), abs=1e-12)
        assert found.consistency == pytest.approx(expected.consistency, abs=1e-12)
    assert list(ahp(pairs, labels=["c", "b", "a"]).weights.index) == ["c", "b", "a"]


@pytest.mark.parametrize(("n", "limit"), [(3, "0.31"), (4, "0.35"), (5, "0.37"), (12, "0.37")])
def test_the_usual_limit_of_the_geometric_index(n: int, limit: str) -> None:
    """Aguarón & Moreno-Jiménez 2003, European Journal of Operational Research 147:137-145."""
    assert f"at most {limit} for {n} criteria" in ahp(np.ones((n, n)), rule="geometric").consistency_label


@pytest.mark.parametrize(
    ("judgements", "options", "said"),
    [
        (HOUSE, {"rule": "mean", "random_index": "mine"}, ["rule = 'mean'", "random_index = 'mine'"]),
        ("x", {}, ["n rows of n"]),
        ([[1, 2]], {}, ["n rows of n"]),
        ([], {}, ["n rows of n"]),
        ([[1, 2], [3]], {}, ["n rows of n"]),
        (HOUSE, {"labels": ["a", "b"]}, ["2 labels for 3 rows"]),
        (HOUSE, {"labels": ["a", "a", 3]}, ["'a' stands there more than once", "3 is no label"]),
        (pd.DataFrame(HOUSE), {}, ["0 is no label"]),
        (pd.DataFrame(HOUSE, index=list("abc")), {}, ["same labels in the same order"]),
        (
            [[1, 2, -3], [2, 2, 0], [None, None, float("inf")]],
            {"labels": ["a", "b", "c"]},
            [
                "'a' over 'c' is -3; a number above 0 is needed",
                "'b' over 'c' is 0; a number above 0 is needed",
                "'c' over 'c' is inf",
                "'b' over itself is 2; 1 is needed",
                "'a' over 'b' is 2 and the reverse 2; the reverse must be 0.5, or left out",
            ],
        ),
        (
            {("a", "b"): 2, ("c", "d"): 3, ("e", "d"): 3},
            {},
            ["no judgement connects these groups: {a, b}; {c, d, e}; at least 1 more are needed"],
        ),
        ([[1, None], [None, 1]], {}, ["{criterion 1}; {criterion 2}"]),
        ({("a", "a"): 2, "b": 3, ("a", "b"): "x"}, {}, ["('a', 'a'); a pair of two", "'b'; a pair", "has 'x'"]),
        ({("a", "b"): 2}, {"labels": ["a"]}, ["'b' is compared but not among the labels"]),
        ({("a", "b"): 2, ("b", "a"): 2}, {}, ["'a' over 'b' is 2 and the reverse 2"]),
        ({("a", "b"): 3, ("b", "a"): 0.34}, {}, ["'a' over 'b' is 3 and the reverse 0.34"]),
        ({}, {}, ["no criteria"]),
        (HOUSE, {"labels": 3}, ["labels = 3; a list of labels is needed"]),
        (
            {("a", "b"): 1e10, ("a", "c"): 1e-10},
            {},
            ["is 1e+10", "is 1e-10; a number above 0 is needed, and none beyond"],
        ),
    ],
)
def test_every_fault_is_named(judgements: object, options: dict[str, object], said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="ahp cannot use these answers") as error:
        ahp(judgements, **options)
    for words in said:
        assert words in str(error.value)


def test_weights_that_are_far_apart_keep_their_digits() -> None:
    weights = 10.0 ** -np.arange(0, 9)
    found = ahp(weights[:, None] / weights)
    assert found.weights.to_numpy() == pytest.approx(weights / weights.sum(), rel=1e-9)
    # Only neighbours are asked, 1e9 each: the ends are 1e36 apart.
    chain = {(f"c{i}", f"c{i + 1}"): 1e9 for i in range(4)}
    assert ahp(chain).weights.to_numpy() == pytest.approx(1e9 ** -np.arange(0.0, 5), rel=1e-6)
    assert ahp(chain, rule="geometric").weights.to_numpy() == pytest.approx(1e9 ** -np.arange(0.0, 5), rel=1e-6)
