"""Every scoring method: the example it was published with, what must hold of any method, and its guards."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda
from mcda import METHODS, score
from mcda.case import Case
from mcda.schemas import METHOD_NAMES

MANY = settings(max_examples=200, deadline=None)

MOUNTAIN = [[1, 3000], [2, 3750], [5, 4500]]  # risk (less is better) and altitude of three climbs
DEZERT = [[10.5, -3.1, 1.7], [-4.7, 0.0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]]
# fmt: off
PODVEZKO = [
    [5.1, 9.8, 430, 9.3, 0.7], [7.5, 6.5, 298, 10.3, 0.55], [9.7, 16.1, 306, 11.6, 0.73], [3.8, 8.4, 501, 19.3, 0.79],
]
JMCDM_WPM = [
    [3, 12.5, 2, 120, 14, 3], [5, 15, 3, 110, 38, 4], [3, 13, 2, 120, 19, 3],
    [4, 14, 2, 100, 31, 4], [3, 15, 1.5, 125, 40, 4],
]
JMCDM_PROMETHEE = [
    [42, 35, 43, 51], [89, 72, 92, 85], [14, 85, 17, 40], [57, 60, 45, 80],
    [48, 32, 43, 40], [71, 45, 60, 85], [69, 40, 72, 55], [64, 35, 70, 60],
]
# fmt: on
JMCDM_PREFERENCES = [
    {"type": "linear", "q": 49, "p": 100},
    {"type": "vshape", "p": 98},
    {"type": "linear", "q": 45, "p": 95},
    {"type": "linear", "q": 30, "p": 80},
]
# Opricovic's climbs in other units: f1 + 5 and f2 / 1000 - 1. TOPSIS moves with the units, VIKOR does not.
MOVED = [[6, 2], [7, 2.75], [10, 3.5]]

PUBLISHED: dict[str, tuple[Any, ...]] = {
    # method, matrix, weights, directions, options, expected index, tolerance
    "TOPSIS, Opricovic & Tzeng 2004, EJOR 156:445-455": (
        "topsis", MOUNTAIN, [0.5, 0.5], [-1, 1], {}, [0.762, 0.722, 0.238], 6e-4),
    "TOPSIS, the same in other units": (
        "topsis", MOVED, [0.5, 0.5], [-1, 1], {}, [0.489, 0.612, 0.511], 6e-4),
    "TOPSIS, R package MCDA after Hodgett": (
        "topsis", [[5490, 51.4, 8.5, 285], [6500, 70.6, 7, 288], [6489, 54.3, 7.5, 290]],
        [0.35, 0.25, 0.25, 0.15], [-1, 1, 1, 1], {}, [0.4817, 0.5182, 0.178], 6e-5),
    "VIKOR, Opricovic & Tzeng 2004": (
        "vikor", MOUNTAIN, [0.5, 0.5], [-1, 1], {}, [1, 0, 1], 1e-9),
    "VIKOR, the same in other units": (
        "vikor", MOVED, [0.5, 0.5], [-1, 1], {}, [1, 0, 1], 1e-9),
    "SPOTIS, Dezert et al. 2020, FUSION, example 1": (
        "spotis", DEZERT, [0.2, 0.3, 0.5], [1, -1, 1], {"bounds": [[-5, 12], [-6, 10], [-8, 5]]},
        [0.1989, 0.3707, 0.3063, 0.7491], 2.5e-4),
    "PROMETHEE II, usual, Zhao, Peng & Li 2013, Procedia CS 17:181-188": (
        "promethee2", [[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2], [1, 1, 1], {},
        [0.1, -0.3, 0.2], 6e-3),
    "PROMETHEE II, linear and V-shape, JMcDM.jl testpromethee": (
        "promethee2", JMCDM_PROMETHEE, [0.25, 0.35, 0.22, 0.18], [-1, -1, -1, -1],
        {"preference": JMCDM_PREFERENCES}, [0.07, -0.15, -0.06, -0.05, 0.1, 0.0, 0.03, 0.06], 5e-3),
    "WSM, Podvezko 2011, sum normalisation": (
        "wsm", PODVEZKO, [0.35, 0.1, 0.17, 0.25, 0.13], [1, 1, 1, -1, 1], {},
        [0.251, 0.246, 0.301, 0.202], 6e-4),
    "WSM, JMcDM.jl testsaw, linear normalisation": (
        "wsm", [[25, 65, 7, 20], [21, 78, 6, 24], [19, 53, 5, 33], [22, 25, 2, 31]], [1, 1, 1, 1],
        [1, 1, -1, 1], {"normalization": "linear"}, [0.681277, 0.725151, 0.709871, 0.784976], 1e-6),
    # .75 * .3 + .25 * (1 - .2) = .425; .75 * .9 + .25 * (1 - 1) = .675
    "additive, by algebra": (
        "additive", [[3, 10], [9, 50]], [3, 1], [1, -1], {"scales": [[0, 10], [0, 50]]}, [0.425, 0.675], 1e-12),
    "WPM, JMcDM.jl testwpm, linear normalisation": (
        "wpm", JMCDM_WPM, [0.221, 0.159, 0.175, 0.127, 0.117, 0.201], [1, -1, -1, 1, -1, 1],
        {"normalization": "linear"},
        [0.7975224331331, 0.7532541470585, 0.7647463553356, 0.7873956894791, 0.7674278741782], 1e-9),
    # Columns by their sums: benefits (.2, .8), costs 1/x over 1/2 + 1/4 = (2/3, 1/3). Squares multiply to
    # sqrt(.2 * 2/3) and sqrt(.8 / 3).
    "WPM, by algebra": (
        "wpm", [[2, 2], [8, 4]], [1, 1], [1, -1], {}, [(0.2 * 2 / 3) ** 0.5, (0.8 / 3) ** 0.5], 1e-12),
}  # fmt: skip


@pytest.mark.parametrize("name, matrix, weights, ways, options, wanted, within", PUBLISHED.values(), ids=PUBLISHED)
def test_published_example(
    name: str, matrix: Any, weights: Any, ways: Any, options: Any, wanted: Any, within: float
) -> None:
    assert score(matrix, weights, ways, name, **options) == pytest.approx(wanted, abs=within)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_an_example_and_a_source(name: str) -> None:
    assert any(row[0] == name for row in PUBLISHED.values())
    assert METHODS[name].source


def problem(seed: int, m: int, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores from 1 to 9, weights, directions: data that every method can serve."""
    rng = np.random.default_rng(seed)
    return rng.uniform(1, 9, (m, n)), rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)


def indexed(name: str, x: Any, w: Any, d: Any) -> np.ndarray:
    """Index of a method, upwards = better, on bounds from 0 to 10 where it needs them."""
    options = {key: (0.0, 10.0) for key in ("scales", "bounds") if key in METHODS[name].options}
    found = score(x, w, d, name, **options)
    return found if METHODS[name].higher_is_better else -found


problems = st.builds(problem, st.integers(0, 2**32 - 1), st.integers(3, 7), st.integers(2, 6))
every_method = pytest.mark.parametrize("name", METHODS)


@every_method
@MANY
@given(problems, st.integers(0, 2**32 - 1))
def test_an_option_that_is_nowhere_worse_is_ranked_no_worse(name: str, data: Any, seed: int) -> None:
    x, w, d = data
    x[1] = x[0] + d * np.random.default_rng(seed).uniform(0, 0.9, x.shape[1])
    found = indexed(name, x, w, d)
    assert found[1] >= found[0] - 1e-12


@every_method
@MANY
@given(problems, st.data())
def test_the_order_of_options_and_criteria_does_not_matter(name: str, data: Any, draw: Any) -> None:
    x, w, d = data
    rows, columns = (list(draw.draw(st.permutations(range(size)))) for size in x.shape)
    shuffled = indexed(name, x[rows][:, columns], w[columns], d[columns])
    assert shuffled == pytest.approx(indexed(name, x, w, d)[rows], abs=1e-12)


@every_method
@MANY
@given(problems, st.floats(0.001, 1000))
def test_only_proportions_of_weights_matter(name: str, data: Any, factor: float) -> None:
    x, w, d = data
    assert indexed(name, x, w * factor, d) == pytest.approx(indexed(name, x, w, d), abs=1e-10)


@every_method
@MANY
@given(problems)
def test_twins_score_equal(name: str, data: Any) -> None:
    x, w, d = data
    x[-1] = x[0]
    found = indexed(name, x, w, d)
    assert found[-1] == pytest.approx(found[0], abs=1e-12)


@every_method
def test_a_batch_equals_one_by_one(name: str) -> None:
    """Matrices (4, 1, m, n) and weights (3, n) broadcast to (4, 3, m)."""
    rng = np.random.default_rng(5)
    x, w, d = rng.uniform(1, 9, (4, 1, 5, 3)), rng.dirichlet(np.ones(3), 3), np.array([1, -1, 1])
    batch = indexed(name, x, w, d)
    single = [[indexed(name, x[i, 0], w[j], d) for j in range(3)] for i in range(4)]
    assert batch.shape == (4, 3, 5)
    assert batch == pytest.approx(np.array(single), abs=1e-12)


@pytest.mark.parametrize("name", [name for name in METHODS if not METHODS[name].rank_reversal])
@MANY
@given(problems)
def test_methods_said_to_be_free_of_rank_reversal_are(name: str, data: Any) -> None:
    """Dropping the last option leaves the order of the others as it was."""
    x, w, d = data
    with_all = indexed(name, x, w, d)[:-1]
    without = indexed(name, x[:-1], w, d)
    assert (np.argsort(with_all) == np.argsort(without)).all()


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].linear])
@MANY
@given(problems, st.floats(0, 1))
def test_methods_said_to_be_linear_in_the_weights_are(name: str, data: Any, t: float) -> None:
    x, w, d = data
    even = np.full(w.size, 1 / w.size)
    mixed = indexed(name, x, t * w + (1 - t) * even, d)
    ends = t * indexed(name, x, w, d) + (1 - t) * indexed(name, x, even, d)
    assert mixed == pytest.approx(ends, abs=1e-10)


@every_method
def test_inputs_are_left_as_they_were(name: str) -> None:
    x, w, d = problem(1, 4, 3)
    copies = x.copy(), (5 * w).copy(), d.copy()
    indexed(name, copies[0], copies[1], copies[2])
    assert all((now == was).all() for now, was in zip(copies, (x, 5 * w, d), strict=True))


GOOD = np.array([[1.0, 2.0, 3.0], [4.0, 6.0, 5.0], [2.0, 8.0, 7.0]])


def spoilt(value: float) -> np.ndarray:
    x = GOOD.copy()
    x[1, 2] = value
    return x


BAD: dict[str, tuple[Any, Any, Any, str]] = {
    "nan": (spoilt(np.nan), [1, 1, 1], [1, 1, -1], "option 2 on criterion 3 is no finite number"),
    "infinity": (spoilt(np.inf), [1, 1, 1], [1, 1, -1], "option 2 on criterion 3 is no finite number"),
    "nan weight": (GOOD, [1, np.nan, 1], [1, 1, -1], "the weight of criterion 2 is no finite number"),
    "negative weight": (GOOD, [1, 1, -1], [1, 1, -1], "the weight of criterion 3 is negative"),
    "no weight": (GOOD, [0, 0, 0], [1, 1, -1], "every weight is 0"),
    "direction 0": (GOOD, [1, 1, 1], [1, 0, -1], "the direction of criterion 2 is 0"),
    "direction 2": (GOOD, [1, 1, 1], [2, 1, -1], "the direction of criterion 1 is 2"),
    "one option": (GOOD[:1], [1, 1, 1], [1, 1, -1], "at least 2 are needed"),
    "a vector": (GOOD[0], [1, 1, 1], [1, 1, -1], "options × criteria are needed"),
    "no criteria": (np.empty((3, 0)), [], [], "at least 1 is needed"),
    "too few weights": (GOOD, [1, 1], [1, 1, -1], r"weights of shape \(2,\) for 3 criteria"),
    "too few directions": (GOOD, [1, 1, 1], [1, -1], r"directions of shape \(2,\) for 3 criteria"),
    "no broadcast": (np.stack([GOOD] * 2), np.ones((3, 3)), [1, 1, -1], "do not broadcast"),
    "ragged": ([[1, 2], [3]], [1, 1], [1, 1], "rows of equal length"),
    "texts": ([["a", 2], [3, 4]], [1, 1], [1, 1], "must be numbers"),
}


@every_method
@pytest.mark.parametrize("matrix, weights, ways, wanted", BAD.values(), ids=BAD.keys())
def test_no_method_answers_bad_data(name: str, matrix: Any, weights: Any, ways: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        indexed(name, matrix, weights, ways)


def test_all_faults_of_the_data_are_named_at_once() -> None:
    with pytest.raises(mcda.MethodError) as caught:
        score(spoilt(np.nan), [1, -1, np.inf], [1, 3, 1], "topsis")
    wanted = ("option 2 on criterion 3", "weight of criterion 2 is neg", "weight of criterion 3", "direction of")
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


NEEDS: list[tuple[str, Any, dict[str, Any], str]] = [
    ("wsm", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("wpm", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("wsm", spoilt(0), {}, "option 2 on criterion 3 is 0, where less is better"),
    ("wpm", GOOD * [0, 1, 1], {}, "every option is 0 on criterion 1"),
    ("spotis", GOOD, {"bounds": [[0, 3], [0, 9], [0, 9]]}, "option 2 on criterion 1 is outside 0 to 3"),
    ("spotis", GOOD, {}, "bounds are missing"),
    ("spotis", GOOD, {"bounds": [[0, 9], [9, 0], [0, 9]]}, "each low below its high"),
    ("spotis", GOOD, {"bounds": [[0, 9], [0, 9]]}, r"\(3, 2\) is needed"),
    ("additive", GOOD, {}, "scales are missing"),
    ("additive", GOOD, {"scales": [0, 7]}, "option 3 on criterion 2 is outside 0 to 7"),
    ("topsis", np.ones((3, 3)), {}, "the same on every criterion"),
    ("vikor", np.ones((3, 3)), {}, "the same on every criterion"),
    ("topsis", GOOD, {"normalization": "magic"}, "normalization 'magic'"),
    ("vikor", GOOD, {"v": 2}, "v = 2"),
    ("vikor", GOOD, {"v": float("nan")}, "v = nan"),
    ("promethee2", GOOD, {"preference": "magic"}, "preference type 'magic'"),
    ("promethee2", GOOD, {"preference": {"type": "linear", "p": 2}}, "takes p, q"),
    ("promethee2", GOOD, {"preference": {"type": "linear", "q": 3, "p": 2}}, "thresholds of at least 0"),
    ("promethee2", GOOD, {"preference": ["usual", "usual"]}, "2 preference functions for 3 criteria"),
    ("topsis", GOOD, {"speed": 1}, "no option speed"),
    ("magic", GOOD, {}, "No method 'magic'. Methods: additive"),
    ("aroman", GOOD, {}, "'aroman' is left out: it rewards costs"),
    ("copras", GOOD, {}, "'copras' is left out"),
]  # fmt: skip


@pytest.mark.parametrize("name, matrix, options, wanted", NEEDS, ids=[f"{n}: {w}" for n, _, _, w in NEEDS])
def test_what_a_method_cannot_serve_is_refused(name: str, matrix: Any, options: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        score(matrix, [1, 1, 1], [1, 1, -1], name, **options)


@every_method
def test_every_method_ranks_the_shipped_case(name: str, case: Case) -> None:
    """Rank 1 has the best index, whichever way the index points."""
    table = mcda.rank(case, method=name).table
    best = table["score"].max() if METHODS[name].higher_is_better else table["score"].min()
    assert table["score"].iloc[0] == best
    assert len(table) == len(case.choices)


def test_faults_name_options_and_criteria_of_a_case(make_case: Any) -> None:
    small = make_case({"soup": [0, 50], "steak": [0, 70]})
    with pytest.raises(mcda.MethodError, match="every option is 0 on c1"):
        mcda.rank(small, method="wpm")


def test_vikor_where_nobody_has_the_lesser_worst_regret() -> None:
    """Regrets of a are (0, 0, 1/3), of b (0, 1/3, 1/3), of c (1/3, 0, 0): the worst is 1/3 for all, the sums are
    1/3, 2/3 and 1/3. The worst tells nothing, so the sum decides: a and c before b.
    """
    found = score([[1, 1, 0], [1, 0, 0], [0, 1, 1]], [1, 1, 1], [1, 1, 1], "vikor")
    assert found[0] == pytest.approx(found[2])
    assert found[0] < found[1]


def test_equal_weights_rank_the_shipped_case_by_every_method(case: Case) -> None:
    """The first thing a sceptic tries."""
    for name in METHODS:
        assert len(mcda.rank(case, weights=dict.fromkeys(case.catalogue.ids, 1), method=name).table) == 11


def test_spotis_on_values_is_one_minus_additive(case: Case) -> None:
    """Dezert et al. 2020, with bounds equal to the scales."""
    additive = mcda.rank(case).table.set_index("option")["score"]
    spotis = mcda.rank(case, method="spotis").table.set_index("option")["score"]
    assert (1 - spotis[additive.index]).to_numpy() == pytest.approx(additive.to_numpy() / 100)


def test_a_case_may_name_every_method_and_no_other() -> None:
    """The names that a case is checked against stand below the registry, in a module of their own."""
    assert tuple(METHODS) == METHOD_NAMES


def test_vikor_where_the_sums_of_regret_are_equal() -> None:
    """Weights 1/3, 1/3, 1/6, 1/6: regrets of a are (1/3, 0, 1/6, 0), of b (0, 1/3, 0, 1/6), of c (1/4, 1/4, 0, 0).
    Every sum is 1/2, so the worst regret alone decides: c (1/4) before a and b (1/3).
    """
    matrix = [[0, 4, 0, 1], [4, 0, 1, 0], [1, 1, 1, 1]]
    found = score(matrix, [2, 2, 1, 1], [1, 1, 1, 1], "vikor")
    assert found == pytest.approx([0.5, 0.5, 0.0])
