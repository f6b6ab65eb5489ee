"""PROMETHEE: published flows and relations, second implementations, and what must hold of any data."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import PROMETHEE_II

from mcda.errors import MethodError
from mcda.guards import Names
from mcda.kernels import promethee as kernel
from mcda.kernels.promethee import PREFERENCES, pairwise_sums, sorted_sums
from mcda.methods.preferences import canonical_preference, preference_faults
from mcda.methods.promethee import promethee1

MANY = settings(max_examples=200, deadline=None)

# Brans, Vincke & Mareschal 1986, EJOR 24:228-238: six power stations, π as printed.
STATIONS = [
    [80, 90, 600, 54, 8, 5], [65, 58, 200, 97, 1, 1], [83, 60, 400, 72, 4, 7],
    [40, 80, 1000, 75, 7, 10], [52, 72, 600, 20, 3, 8], [94, 96, 700, 36, 5, 6],
]  # fmt: skip
STATIONS_PREFERENCE = (
    {"type": "ushape", "q": 10}, {"type": "vshape", "p": 30}, {"type": "linear", "q": 50, "p": 500},
    {"type": "level", "q": 10, "p": 60}, {"type": "usual"}, {"type": "gaussian", "s": 5},
)  # fmt: skip
STATIONS_DEGREES = [
    [0, 0.296, 0.25, 0.268, 0.1, 0.185], [0.462, 0, 0.389, 0.333, 0.296, 0.5],
    [0.236, 0.18, 0, 0.333, 0.056, 0.429], [0.399, 0.505, 0.305, 0, 0.223, 0.212],
    [0.444, 0.515, 0.487, 0.38, 0, 0.448], [0.286, 0.399, 0.25, 0.432, 0.133, 0],
]  # fmt: skip
STATIONS_NET_SUMS = [-0.728, 0.085, -0.447, -0.102, 1.466, -0.274]


def test_power_stations_of_brans_vincke_and_mareschal() -> None:
    found = promethee1(STATIONS, [1] * 6, [-1, 1, -1, -1, -1, 1], STATIONS_PREFERENCE)
    assert found.degrees.to_numpy() == pytest.approx(np.array(STATIONS_DEGREES), abs=1.1e-3)
    assert 5 * found.net.to_numpy() == pytest.approx(STATIONS_NET_SUMS, abs=2.1e-3)
    assert found.net.rank(ascending=False).tolist() == [6, 2, 5, 3, 1, 4]
    assert found.relation.iloc[0, 1] == found.relation.iloc[1, 0] == "R"


# Construct-your-own-PROMETHEE, stored output of PrometheePreferenceExample.ipynb: a degree of preference for every
# pair on one criterion each.
FIVE: dict[str, tuple[Any, list[float], int, list[list[float]], float]] = {
    "usual": (
        {"type": "usual"}, [10, 12, 15, 19, 14], 1,
        [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 1], [1, 1, 1, 0, 1], [1, 1, 0, 0, 0]], 1e-12),
    "ushape": (
        {"type": "ushape", "q": 30}, [113, 153, 199, 185, 146], 1,
        [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 1], [1, 1, 0, 0, 1], [1, 0, 0, 0, 0]], 1e-12),
    "level": (
        {"type": "level", "q": 7, "p": 14}, [70, 49, 62, 41, 55], -1,
        [[0, 0, 0, 0, 0], [1, 0, .5, 0, 0], [.5, 0, 0, 0, 0], [1, .5, 1, 0, .5], [1, 0, 0, 0, 0]], 1e-12),
    "linear": (
        {"type": "linear", "q": 30, "p": 70}, [556, 447, 589, 606, 495], -1,
        [[0, 0, .075, .5, 0], [1, 0, 1, 1, .45], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [.775, 0, 1, 1, 0]], 1e-12),
    "gaussian": (
        {"type": "gaussian", "s": 3}, [7, 8, 14, 11, 8], 1,
        [[0, 0, 0, 0, 0], [.054041, 0, 0, 0, 0], [.934271, .864665, 0, .393469, .864665],
         [.588888, .393469, 0, 0, .393469], [.054041, 0, 0, 0, 0]], 1e-6),
}  # fmt: skip


@pytest.mark.parametrize("function, scores, way, wanted, within", FIVE.values(), ids=FIVE)
def test_degrees_of_preference_by_each_function(
    function: Any, scores: list[float], way: int, wanted: Any, within: float
) -> None:
    found = promethee1(np.c_[scores], [1], [way], function)
    assert found.degrees.to_numpy() == pytest.approx(np.array(wanted), abs=within)


def test_degrees_over_five_criteria() -> None:
    """The same notebook: weighted sums, as printed."""
    matrix = np.column_stack([scores for _, scores, *_ in FIVE.values()])
    ways, functions = [row[2] for row in FIVE.values()], [row[0] for row in FIVE.values()]
    wanted = [
        [0, 0, 0.011, 0.075, 0], [0.716, 0, 0.2, 0.15, 0.068], [0.78, 0.709, 0, 0.118, 0.709],
        [0.727, 0.618, 0.35, 0, 0.618], [0.682, 0.25, 0.15, 0.15, 0],
    ]  # fmt: skip
    found = promethee1(matrix, [0.25, 0.2, 0.1, 0.15, 0.3], ways, functions)
    assert found.degrees.to_numpy() == pytest.approx(np.array(wanted), abs=6e-4)


def test_promethee1_relation_of_construct_your_own() -> None:
    """Stored output of promethee_i_ranking.ipynb, which prints ? where the column is preferred or nobody is."""
    matrix = [
        [15, 83, 21], [10, 90, 15], [11, 75, 20], [18, 59, 20], [17, 60, 28], [22, 44, 15], [13, 62, 22], [10, 75, 20],
    ]  # fmt: skip
    functions = ({"type": "ushape", "q": 1}, {"type": "linear", "q": 5, "p": 10}, "usual")
    found = promethee1(matrix, [0.3, 0.2, 0.5], [1, -1, 1], functions)
    plus = [0.54, 0, 0.188571, 0.471429, 0.828571, 0.5, 0.671429, 0.188571]
    minus = [0.42, 0.825714, 0.542857, 0.285714, 0.071429, 0.428571, 0.271429, 0.542857]
    wanted = ["-PP??P?P", "?-??????", "?P-????I", "?PP-???P", "PPPP-PPP", "?PP??-?P", "PPPP?P-P", "?PI????-"]
    assert found.plus.tolist() == pytest.approx(plus, abs=1e-6)
    assert found.minus.tolist() == pytest.approx(minus, abs=1e-6)
    letters = found.relation.replace({"P-": "?", "R": "?"})
    assert ["".join(row) for row in letters.to_numpy()] == wanted


PUBLISHED: dict[str, tuple[Any, ...]] = {
    "usual, Zhao, Peng & Li 2013, Procedia CS 17:181-188": (
        [[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2], [1, 1, 1], "usual", [0.1, -0.3, 0.2], 6e-3),
    "linear and V-shape, JMcDM.jl testpromethee": (
        [[42, 35, 43, 51], [89, 72, 92, 85], [14, 85, 17, 40], [57, 60, 45, 80],
         [48, 32, 43, 40], [71, 45, 60, 85], [69, 40, 72, 55], [64, 35, 70, 60]],
        [0.25, 0.35, 0.22, 0.18], [-1, -1, -1, -1],
        [{"type": "linear", "q": 49, "p": 100}, {"type": "vshape", "p": 98},
         {"type": "linear", "q": 45, "p": 95}, {"type": "linear", "q": 30, "p": 80}],
        [0.07, -0.15, -0.06, -0.05, 0.1, 0.0, 0.03, 0.06], 5e-3),
}  # fmt: skip


@pytest.mark.parametrize("matrix, weights, ways, preference, wanted, within", PUBLISHED.values(), ids=PUBLISHED)
def test_published_net_flows(matrix: Any, weights: Any, ways: Any, preference: Any, wanted: Any, within: float) -> None:
    assert net_flows(matrix, weights, ways, preference) == pytest.approx(wanted, abs=within)
    assert promethee1(matrix, weights, ways, preference).net.tolist() == pytest.approx(wanted, abs=within)


def net_flows(matrix: Any, weights: Any, ways: Any, preference: Any) -> np.ndarray:
    x = np.array(matrix, dtype=float)
    functions = canonical_preference(preference, x.shape[-1], Names())
    return kernel.promethee2(x, np.array(weights), np.array(ways), preference=functions)


PYMCDM = {"usual": "usual", "ushape": "ushape", "vshape": "vshape", "level": "level", "linear": "vshape_2"}


@pytest.mark.parametrize("name", PYMCDM)
def test_net_flows_are_those_of_pymcdm(name: str) -> None:
    """60 random problems each, a fresh pymcdm object for each: its objects serve once."""
    rng = np.random.default_rng(11)
    for _ in range(60):
        m, n = rng.integers(3, 12), rng.integers(2, 6)
        x, w, ways = rng.uniform(1, 9, (m, n)), rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)
        q = rng.uniform(0, 2, n)
        p = q + rng.uniform(0.1, 4, n)
        thresholds = {"q": q, "p": p}
        taken = {one: thresholds[one] for one in PREFERENCES[name]}
        functions = tuple({"type": name, **{one: taken[one][j] for one in taken}} for j in range(n))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that an option is dominated
            theirs = PROMETHEE_II(PYMCDM[name], **{one: list(taken[one]) for one in taken})(x, w, ways)
        assert net_flows(x, w, ways, functions) == pytest.approx(theirs, abs=1e-12)


def function_of(name: str, low: float, more: float) -> dict[str, Any]:
    thresholds = {"q": low, "p": low + more, "s": more}
    return {"type": name, **{one: thresholds[one] for one in PREFERENCES[name]}}


tenths = st.integers(0, 12).map(lambda k: k / 10)  # so that differences hit thresholds but for rounding
functions = st.builds(
    function_of, st.sampled_from(sorted(PREFERENCES)), tenths, st.integers(1, 20).map(lambda k: k / 10)
)
sortable = functions.filter(lambda one: one["type"] != "gaussian")
grids = st.lists(st.integers(-30, 30).map(lambda k: k / 10), min_size=2, max_size=40)


@MANY
@given(grids, sortable, st.sampled_from([1.0, 3.0, 1e-3, 1e3]))
def test_sorting_gives_the_same_as_comparing_all_pairs(tied: list[float], function: Any, unit: float) -> None:
    """Also for data full of ties, and where a difference equals a threshold but for rounding."""
    scores = np.array([tied, tied[::-1]]) * unit
    scaled = {key: value if key == "type" else value * unit for key, value in function.items()}
    for ours, theirs in zip(sorted_sums(scores, scaled), pairwise_sums(scores, scaled), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-12 * scores.shape[-1])


@pytest.mark.parametrize("name", PYMCDM)
@pytest.mark.parametrize("origins", [[0.0], [-5.0, 7.0], [-1e6, 0.0, 3e6]])
def test_sorting_gives_the_same_for_many_options(name: str, origins: list[float]) -> None:
    """Also in clusters that lie a million times p - q apart, which plain prefix sums would lose."""
    rng = np.random.default_rng(3)
    scores = rng.choice(origins, (2, 500)) + rng.uniform(-1, 1, (2, 500))
    function = function_of(name, 0.1, 0.3)
    for ours, theirs in zip(sorted_sums(scores, function), pairwise_sums(scores, function), strict=True):
        assert ours / 499 == pytest.approx(theirs / 499, abs=1e-12)


@pytest.mark.parametrize("way", [sorted_sums, pairwise_sums])
@pytest.mark.parametrize(
    "scores, function, wanted",
    [
        ([0.1, 0.3], {"type": "ushape", "q": 0.2}, [0, 0]),  # 0.3 - 0.1 < 0.2 in floats
        ([0.1, 0.4], {"type": "ushape", "q": 0.3}, [0, 0]),  # 0.4 - 0.1 > 0.3 in floats
        ([0.1, 0.4], {"type": "level", "q": 0.1, "p": 0.3}, [0, 0.5]),
        ([0.1 + 0.2, 0.3], {"type": "usual"}, [0, 0]),
        ([1000.1, 1000.4], {"type": "ushape", "q": 0.3}, [0, 0]),
        ([0.1, 0.4], {"type": "ushape", "q": 0.2999}, [0, 1]),
    ],
)
def test_rounding_does_not_decide(way: Any, scores: list[float], function: Any, wanted: list[float]) -> None:
    plus, minus = way(np.array(scores), function)
    assert plus.tolist() == wanted
    assert minus.tolist() == wanted[::-1]


def test_rounding_does_not_decide_between_flows() -> None:
    """Each is ahead on half of the weight, 6 + 7 + 7 or 20; in floats, the three sum to a little less."""
    found = promethee1([[1, 1, 1, 0], [0, 0, 0, 1]], [6, 7, 7, 20], [1, 1, 1, 1])
    assert found.relation.iloc[0, 1] == found.relation.iloc[1, 0] == "I"


def test_gaussian_flows_of_many_options_come_in_blocks_that_fit() -> None:
    """Every option leads the next by 1: Σ over leads k of 1 - exp(-k²/2)."""
    count = 700
    plus, minus = pairwise_sums(np.arange(count, dtype=float), {"type": "gaussian", "s": 1.0})
    by_hand = np.cumsum([1 - np.exp(-(lead**2) / 2) for lead in range(count)])
    assert plus == pytest.approx(by_hand)
    assert minus == pytest.approx(by_hand[::-1])


def problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores on a coarse grid, so that there are ties; weights; directions."""
    rng = np.random.default_rng(seed)
    m, n = rng.integers(2, 7), rng.integers(1, 5)
    return rng.integers(0, 20, (m, n)) / 10, rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)


problems = st.integers(0, 2**32 - 1).map(problem)


@MANY
@given(problems, functions)
def test_net_flows_sum_to_zero(data: Any, function: Any) -> None:
    x, w, ways = data
    assert promethee1(x, w, ways, function).net.sum() == pytest.approx(0, abs=1e-12)


@MANY
@given(problems, functions)
def test_both_ways_to_the_flows_agree(data: Any, function: Any) -> None:
    x, w, ways = data
    found = promethee1(x, w, ways, function)
    assert found.net.to_numpy() == pytest.approx(net_flows(x, w, ways, function), abs=1e-12)
    assert (np.diag(found.degrees) == 0).all()


@MANY
@given(problems, functions, st.integers(0, 9))
def test_an_option_that_is_nowhere_worse_is_preferred_or_indifferent(data: Any, function: Any, lift: int) -> None:
    x, w, ways = data
    x[1] = x[0] + ways * lift / 10
    assert promethee1(x, w, ways, function).relation.iloc[1, 0] in ("P", "I")


@settings(max_examples=25, deadline=None)  # each builds a dozen frames
@given(problems, functions, st.randoms(use_true_random=False))
def test_labels_survive_reordering(data: Any, function: Any, random: Any) -> None:
    x, w, ways = data
    frame = pd.DataFrame(x).rename(index="o{}".format, columns="c{}".format)
    weights, directions = pd.Series(w, frame.columns), dict(zip(frame.columns, ways, strict=True))
    rows, columns = list(frame.index), list(frame.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    straight = promethee1(frame, weights, directions, function)
    shuffled = promethee1(frame.loc[rows, columns], weights, directions, function)
    assert shuffled.to_frame().loc[frame.index].to_numpy() == pytest.approx(straight.to_frame().to_numpy(), abs=1e-12)
    assert shuffled.relation.loc[frame.index, frame.index].equals(straight.relation)


def test_a_batch_equals_one_by_one() -> None:
    """Matrices (4, 1, m, n) and weights (3, n) broadcast to (4, 3, m), few options or many."""
    rng = np.random.default_rng(5)
    functions = ({"type": "linear", "q": 0.5, "p": 2.0}, {"type": "usual"}, {"type": "gaussian", "s": 1.0})
    for m in (5, 150):
        x, w, ways = rng.uniform(1, 9, (4, 1, m, 3)), rng.dirichlet(np.ones(3), 3), np.array([1, -1, 1])
        batch = kernel.promethee2(x, w, ways, preference=functions)
        single = [[kernel.promethee2(x[i, 0], w[j], ways, preference=functions) for j in range(3)] for i in range(4)]
        assert batch == pytest.approx(np.array(single), abs=1e-12)
        degrees = kernel.preference_degrees(x, w, ways, functions)
        assert degrees.shape == (4, 3, m, m)
        assert (degrees.sum(-1) - degrees.sum(-2)) / (m - 1) == pytest.approx(batch, abs=1e-12)


FAULTS: list[tuple[Any, tuple[str, ...]]] = [
    ("magic", ("preference type 'magic'; one of usual, ushape, vshape, level, linear, gaussian is needed",)),
    ({"type": "linear", "p": 2}, ("'linear' takes p, q, got",)),
    ({"type": "usual", "p": 2}, ("'usual' takes no threshold",)),
    ({"type": "linear", "q": 3, "p": 2}, ("thresholds of at least 0",)),
    ({"type": "vshape", "p": 0}, ("p above 0",)),
    ({"type": "gaussian", "s": 0}, ("s above 0",)),
    ({"type": "ushape", "q": float("nan")}, ("thresholds of at least 0",)),
    ({"type": "ushape", "q": True}, ("thresholds of at least 0",)),
    ({"type": "ushape", "q": "1"}, ("thresholds of at least 0",)),
    ({"q": 1}, ("preference type None",)),
    (["usual"], ("1 preference functions for 2 criteria",)),
    (["magic", {"type": "level", "q": 2, "p": 2}], ("cost: preference type 'magic'", "time: preference {'type'")),
    ([None, "usual"], ("cost: preference None; a name or a dict with a type is needed",)),
    (7, ("preference 7; a name, a dict or one of these",)),
]


@pytest.mark.parametrize("preference, wanted", FAULTS)
def test_faults_of_preferences_are_named_at_once(preference: Any, wanted: tuple[str, ...]) -> None:
    frame = pd.DataFrame([[1, 2], [2, 1]], columns=["cost", "time"])
    with pytest.raises(MethodError) as caught:
        promethee1(frame, [1, 1], [1, 1], preference)
    assert all(part in str(caught.value) for part in wanted), str(caught.value)
    assert len(list(preference_faults(preference, 2, Names((), ("cost", "time"))))) == len(wanted)


GOOD = pd.DataFrame([[1.0, 2.0], [2.0, 1.0]], index=["a", "b"], columns=["cost", "time"])
BAD: list[tuple[Any, Any, Any, Names | None, str]] = [
    (GOOD.replace(2.0, np.nan), [1, 1], [1, 1], None, "a on time is no finite number"),
    (GOOD, {"cost": 1}, [1, 1], None, "time is missing in the weights"),
    (GOOD, {"cost": 1, "time": 1, "luck": 1}, [1, 1], None, "'luck' in the weights is no criterion"),
    (GOOD, [1, 1], pd.Series([1, 1], ["cost", "cost"]), None, "'cost' occurs twice in the directions"),
    (GOOD, [[1, 1]], [1, 1], None, "one weight vector"),
    (np.ones((2, 2, 2)), [1, 1], [1, 1], None, "options × criteria"),
    (GOOD.set_axis(["a", "a"]), [1, 1], [1, 1], None, "'a' names 2 options"),
    (GOOD.to_numpy(), [1, np.nan], [1, 1], Names(("a",), ("x",)), "1 names for 2 criteria"),
    (GOOD, [1, 1], [1, 0], None, "the direction of time is 0"),
]


@pytest.mark.parametrize("matrix, weights, ways, names, wanted", BAD, ids=[row[-1] for row in BAD])
def test_bad_data_is_refused_by_name(matrix: Any, weights: Any, ways: Any, names: Any, wanted: str) -> None:
    with pytest.raises(MethodError, match=wanted):
        promethee1(matrix, weights, ways, names=names)


def test_a_result_is_plain_data() -> None:
    found = promethee1(GOOD, [1, 3], [-1, 1])
    assert found.to_dict() == {
        "flows": {"a": {"plus": 1.0, "minus": 0.0, "net": 1.0}, "b": {"plus": 0.0, "minus": 1.0, "net": -1.0}},
        "degrees": {"a": {"a": 0.0, "b": 1.0}, "b": {"a": 0.0, "b": 0.0}},
        "relation": {"a": {"a": "-", "b": "P"}, "b": {"a": "P-", "b": "-"}},
    }
