"""Agreement of rankings: published examples, algebra, second implementations, any writing of ties."""

from itertools import combinations, permutations
from typing import Any

import numpy as np
import pandas as pd
import pymcdm.correlations as pymcdm_correlations
import pymcdm.distances as pymcdm_distances
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.correlations import MEASURES, correlation_matrix
from mcda.errors import ArgumentError, MethodError

CORRELATIONS = ("spearman", "weighted_spearman", "ws", "kendall_tau_b")
DISTANCES = ("kemeny_distance", "draws_distance")
every_measure = pytest.mark.parametrize("measure", MEASURES)

ONE_TO_5 = [1, 2, 3, 4, 5]
PARADOWSKI_X = [7, 11, 2, 1, 4, 9, 6, 3, 5, 10, 8, 12]
PARADOWSKI_Y = [7, 11, 3, 2, 4, 9, 6, 1, 5, 10, 8, 12]

PUBLISHED = [
    # Paradowski, Baczkiewicz & Watrobski 2021, Procedia Computer Science 192:1347-1358
    ("weighted_spearman", PARADOWSKI_X, PARADOWSKI_Y, 0.96, 0.0051),
    ("ws", PARADOWSKI_X, PARADOWSKI_Y, 0.90, 0.0051),
    # scipy.stats.kendalltau, example of its documentation
    ("kendall_tau_b", [12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.47140452079103173, 1e-12),
    # Salabun & Shekhovtsov 2023, FedCSIS, 731-738
    ("draws_distance", ONE_TO_5, [1, 2, 3, 4, 5], 0.0, 6e-5),
    ("draws_distance", ONE_TO_5, [2, 1, 3, 4, 5], 0.7742, 6e-5),
    ("draws_distance", ONE_TO_5, [1, 3, 2, 4, 5], 0.3871, 6e-5),
    ("draws_distance", ONE_TO_5, [1, 2, 4, 3, 5], 0.1935, 6e-5),
    ("draws_distance", ONE_TO_5, [1, 2, 3, 5, 4], 0.0968, 6e-5),
    ("draws_distance", ONE_TO_5, [3, 2, 1, 4, 5], 0.6452, 6e-5),
    ("draws_distance", ONE_TO_5, [4, 2, 3, 1, 5], 0.5806, 6e-5),
    ("draws_distance", ONE_TO_5, [5, 2, 3, 4, 1], 0.5484, 6e-5),
]

BY_HAND = [
    # 1 - 6 Σd² / (m (m² - 1)) with d = (0, 1, -1, 0)
    ("spearman", [1, 2, 3, 4], [1, 3, 2, 4], 1 - 12 / 60),
    # Places (1.5, 1.5, 3) against (1, 2, 3): covariance 3/2, variances 3/2 and 2
    ("spearman", [1, 1, 3], [1, 2, 3], 1.5 / 3**0.5),
    # 1 - 6 · (2 - 1)² · 2 · (2 · 4 - 1 - 2) / (27 · 4 - 12) with the first two changed over
    ("weighted_spearman", [1, 2, 3], [2, 1, 3], 1 - 60 / 96),
    # Differences (1/2, -1/2, 0) weigh 8 - 1.5 - 1 and 8 - 1.5 - 2
    ("weighted_spearman", [1, 1, 3], [1, 2, 3], 1 - 6 * (5.5 + 4.5) / 4 / 96),
    # 1 - (2^-1 · 1 / 2 + 2^-2 · 1 / 1)
    ("ws", [1, 2, 3], [2, 1, 3], 1 - (1 / 4 + 1 / 4)),
    # The reference decides: 2^-1 · 1/2 + 2^-2 · 1/1 + 2^-3 · 2/2 against 2^-1 · 2/2 + 2^-2 · 1/1 + 2^-3 · 1/2
    ("ws", [1, 2, 3], [2, 3, 1], 1 - (1 / 4 + 1 / 4 + 1 / 8)),
    ("ws", [2, 3, 1], [1, 2, 3], 1 - (1 / 2 + 1 / 4 + 1 / 16)),
    # Places (1.5, 1.5, 3), each half a place off, and 1.5 away at most
    ("ws", [1, 1, 3], [1, 2, 3], 1 - 2 * 2**-1.5 * 0.5 / 1.5),
    # 5 pairs agree, 1 does not
    ("kendall_tau_b", [1, 2, 3, 4], [1, 3, 2, 4], 4 / 6),
    # 2 pairs agree, 1 is tied in one: 2 / √(2 · 3)
    ("kendall_tau_b", [1, 1, 3], [1, 2, 3], 2 / 6**0.5),
    # One pair turned round; one pair tied in one only; every pair turned round
    ("kemeny_distance", [1, 2, 3], [2, 1, 3], 2),
    ("kemeny_distance", [1, 1, 3], [1, 2, 3], 1),
    ("kemeny_distance", [1, 2, 3, 4], [4, 3, 2, 1], 12),
    # Places 1 and 2 of three are held by others: (1/2 + 1/4) / (7/8); shared out, 3/8 each, they still are
    ("draws_distance", [1, 2, 3], [2, 1, 3], 6 / 7),
    ("draws_distance", [1, 1, 3], [1, 2, 3], 6 / 7),
    ("draws_distance", [1, 2, 3], [1, 1, 3], 6 / 7),
    # The first ties for places 1 and 2 in both; the second and the third bring 3/8 and 1/8 of 7/8
    ("draws_distance", [1, 1, 3], [1, 3, 1], 4 / 7),
    ("draws_distance", [1, 1, 1], [1, 2, 3], 1),
]


@pytest.mark.parametrize("measure, x, y, expected, tolerance", PUBLISHED)
def test_published_agreement(measure: str, x: Any, y: Any, expected: float, tolerance: float) -> None:
    assert MEASURES[measure](x, y) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("measure, x, y, expected", BY_HAND)
def test_agreement_worked_out_by_hand(measure: str, x: Any, y: Any, expected: float) -> None:
    assert MEASURES[measure](x, y) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("measure", CORRELATIONS)
def test_the_same_order_has_correlation_1(measure: str) -> None:
    for x in ([1, 2], [1, 2, 3, 4, 5], [1, 1, 3, 3, 5]):
        assert MEASURES[measure](x, x) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("measure", ["spearman", "weighted_spearman", "kendall_tau_b"])
def test_the_reverse_order_has_correlation_minus_1(measure: str) -> None:
    """Only the rank similarity coefficient stays above 0."""
    for m in (2, 3, 8):
        assert MEASURES[measure](range(m), range(m, 0, -1)) == pytest.approx(-1, abs=1e-12)


@pytest.mark.parametrize("measure", DISTANCES)
def test_distances_are_metrics_on_all_rankings_of_3(measure: str) -> None:
    """All 13 rankings of 3 options, ties included."""
    orders = [list(p) for p in permutations((1, 2, 3))]
    orders += [[1, 1, 3], [1, 3, 1], [3, 1, 1], [1, 2, 2], [2, 1, 2], [2, 2, 1], [1, 1, 1]]
    rankings = np.array(orders)
    table = MEASURES[measure](rankings[:, None], rankings[None, :])
    assert (table == table.T).all()
    assert ((table == 0) == np.eye(13, dtype=bool)).all()
    assert (table[:, None, :] <= table[:, :, None] + table[None, :, :] + 1e-12).all()


def kemeny_by_pairs(x: np.ndarray, y: np.ndarray) -> float:
    signs = [(np.sign(x[i] - x[j]), np.sign(y[i] - y[j])) for i, j in combinations(range(len(x)), 2)]
    return float(sum(abs(a - b) for a, b in signs))


# For rankings without ties. pymcdm's kendall_tau is τ-a, which is τ-b where there are none; draWS takes who is in
# each place, not the place of each option.
WITHOUT_TIES = [
    ("spearman", lambda x, y: scipy.stats.spearmanr(x, y).statistic),
    ("spearman", pymcdm_correlations.spearman),
    ("weighted_spearman", pymcdm_correlations.weighted_spearman),
    ("ws", pymcdm_correlations.ws),
    ("kendall_tau_b", pymcdm_correlations.kendall_tau),
    ("kemeny_distance", pymcdm_distances.kemeny),
    ("draws_distance", lambda x, y: pymcdm_distances.draWS(np.argsort(x), np.argsort(y))),
]
# Mean places where options tie
WITH_TIES = [
    ("spearman", lambda x, y: scipy.stats.spearmanr(x, y).statistic),
    ("kendall_tau_b", lambda x, y: scipy.stats.kendalltau(x, y).statistic),
    ("kemeny_distance", kemeny_by_pairs),
    ("weighted_spearman", pymcdm_correlations.weighted_spearman),
    ("ws", pymcdm_correlations.ws),
]


@pytest.mark.parametrize("measure, second", WITHOUT_TIES)
def test_second_implementation_without_ties(measure: str, second: Any) -> None:
    rng = np.random.default_rng(11)
    for _ in range(300):
        m = rng.integers(2, 15)
        x, y = rng.permutation(m) + 1, rng.permutation(m) + 1
        assert MEASURES[measure](x, y) == pytest.approx(second(x, y), abs=1e-12)


@pytest.mark.parametrize("measure, second", WITH_TIES)
def test_second_implementation_with_ties(measure: str, second: Any) -> None:
    rng = np.random.default_rng(12)
    for _ in range(300):
        m = rng.integers(3, 15)
        raw = rng.integers(0, 5, (2, m))
        raw[:, :2] = [0, 1]
        x, y = scipy.stats.rankdata(raw, axis=-1)
        assert MEASURES[measure](raw[0], raw[1]) == pytest.approx(second(x, y), abs=1e-12)


pairs = st.integers(2, 7).flatmap(
    lambda m: st.tuples(*[st.lists(st.integers(1, m), min_size=m, max_size=m)] * 2, st.permutations(range(m)))
)


@every_measure
@settings(max_examples=100)
@given(pair=pairs)
def test_agreement_is_bounded_and_knows_neither_names_nor_writing(measure: str, pair: Any) -> None:
    """Order of the options, and how ties are written, change nothing."""
    x, y, order = (np.array(part) for part in pair)
    compare = MEASURES[measure]
    if measure in CORRELATIONS and (np.ptp(x) == 0 or np.ptp(y) == 0):
        with pytest.raises(MethodError, match="all options are tied"):
            compare(x, y)
        return
    found = compare(x, y)
    low, high = {"kemeny_distance": (0, x.size * (x.size - 1)), "draws_distance": (0, 1), "ws": (0, 1)}.get(
        measure, (-1, 1)
    )
    assert low - 1e-12 <= found <= high + 1e-12
    assert compare(x[order], y[order]) == pytest.approx(found, abs=1e-12)
    for method in ("average", "min", "max", "dense"):
        written = scipy.stats.rankdata(x, method=method), scipy.stats.rankdata(y, method=method)
        assert compare(*written) == pytest.approx(found, abs=1e-12)
    if measure != "ws":
        assert compare(y, x) == pytest.approx(found, abs=1e-12)


@every_measure
def test_a_batch_is_its_pairs_one_by_one(measure: str) -> None:
    rng = np.random.default_rng(13)
    x, y = rng.integers(1, 5, (3, 1, 9)), rng.integers(1, 5, (4, 9))
    found = MEASURES[measure](x, y)
    assert found.shape == (3, 4)
    for i, j in np.ndindex(3, 4):
        assert found[i, j] == pytest.approx(MEASURES[measure](x[i, 0], y[j]), abs=1e-12)


@every_measure
def test_one_pair_gives_a_number(measure: str) -> None:
    assert isinstance(MEASURES[measure]([1, 2, 3], [1, 3, 2]), float)


REFUSED = [
    ([1, 2, 3], [1, 2], "ranking x has 3 options, ranking y 2; both must rank the same"),
    ([1], [1], "ranking x has 1 option\\(s\\); at least 2 are needed\n  - ranking y has 1"),
    (1, [1, 2], "ranking x has no dimension of options"),
    ([[1, 2]] * 2, [[1, 2]] * 3, "do not broadcast"),
    ([1, np.nan], [np.inf, 1], "ranking x has a place that is no finite number\n  - ranking y has"),
    (["first", "second"], [1, 2], "ranking x must be numbers"),
]


@every_measure
@pytest.mark.parametrize("x, y, wanted", REFUSED)
def test_what_is_no_pair_of_rankings_is_refused(measure: str, x: Any, y: Any, wanted: str) -> None:
    with pytest.raises(MethodError, match=wanted):
        MEASURES[measure](x, y)


@pytest.mark.parametrize("measure", CORRELATIONS)
def test_where_all_are_tied_there_is_no_correlation(measure: str) -> None:
    with pytest.raises(MethodError, match="all options are tied in ranking y, so that it has no order"):
        MEASURES[measure]([[1, 2, 3], [1, 2, 2]], [[1, 2, 3], [2, 2, 2]])


RANKINGS = pd.DataFrame({"wsm": [1, 2, 3], "topsis": [2, 1, 3], "vikor": [3, 1, 2]}, index=["a", "b", "c"])


def test_a_matrix_of_agreement_has_the_reference_in_its_rows() -> None:
    """Numbers of the rank similarity coefficient worked out as above."""
    found = correlation_matrix(RANKINGS, "ws")
    assert list(found.index) == list(found.columns) == ["wsm", "topsis", "vikor"]
    assert found.loc["wsm", "topsis"] == pytest.approx(1 / 2)
    assert found.loc["wsm", "vikor"] == pytest.approx(1 - (1 / 2 + 1 / 4 + 1 / 16))
    assert found.loc["vikor", "wsm"] == pytest.approx(1 - (1 / 8 + 1 / 4 + 1 / 4))


@every_measure
def test_a_matrix_of_agreement_is_every_pair(measure: str) -> None:
    found = correlation_matrix(RANKINGS, measure)
    for x, y in np.ndindex(3, 3):
        assert found.iloc[x, y] == pytest.approx(MEASURES[measure](RANKINGS.iloc[:, x], RANKINGS.iloc[:, y]))


def test_the_weighted_correlation_is_what_a_matrix_shows_unless_told() -> None:
    pd.testing.assert_frame_equal(correlation_matrix(RANKINGS), correlation_matrix(RANKINGS, "weighted_spearman"))


@pytest.mark.parametrize(
    "rankings, measure, error, wanted",
    [
        (RANKINGS, "pearson", ArgumentError, "'pearson': one of spearman, weighted_spearman, ws"),
        (RANKINGS.replace(3, np.nan), "ws", MethodError, "c has no place in wsm\n  - c has no place in topsis\n  - a "),
        (RANKINGS.astype(object).replace(3, None), "ws", MethodError, "c has no place in wsm"),
        (RANKINGS, ["ws"], ArgumentError, "one of spearman"),
        (RANKINGS.assign(spotis=1), "ws", MethodError, "all options are tied in spotis"),
        (RANKINGS.iloc[:1], "spearman", MethodError, r"1 option\(s\); at least 2"),
        (RANKINGS.astype(str) + "st", "spearman", MethodError, "must be numbers"),
    ],
)  # fmt: skip
def test_a_matrix_of_what_cannot_be_compared_is_refused(rankings: Any, measure: Any, error: Any, wanted: str) -> None:
    with pytest.raises(error, match=wanted):
        correlation_matrix(rankings, measure)


def test_distances_of_rankings_that_tie_all_are_in_the_matrix() -> None:
    found = correlation_matrix(RANKINGS.assign(spotis=1), "kemeny_distance")
    assert found.loc["spotis"].tolist() == [3, 3, 3, 0]
