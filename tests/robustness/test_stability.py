"""Stability intervals of weights, against a sweep that knows nothing of the closed form."""

import json
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from shipped import SCENARIOS
from six_sites import FIRST_PLACE, PREFERENCES, SITES, WAYS, WHOLE_RANKING

import mcda
from mcda import stability, weight_sweep
from mcda.case import Case
from mcda.robustness.answers import answers
from mcda.robustness.limits import first_place, limits_by_search, limits_on_lines, whole_order

GRID = np.linspace(0, 1, 1001)


def moved(w: np.ndarray, j: int, t: np.ndarray | float) -> np.ndarray:
    """Weights (…, n) with weight j at t and the others scaled to fill the rest."""
    t = np.asarray(t)[..., None]
    others = w / (1 - w[j]) * (1 - t)
    return np.where(np.arange(w.size) == j, t, others)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_intervals_equal_a_sweep(case: Case, oracle: Any, scenario: str) -> None:
    """For each criterion: the winner is first on every grid weight inside the interval, stays first just inside
    either end, and the option that is named leads just outside it.
    """
    options = oracle.every_option(scenario)
    names = list(options)
    values = np.array([np.where(oracle.more, x, 1 - x) for x in options.values()])
    w = oracle.weights(scenario)
    found = stability(case, scenario=scenario)
    winner = names.index(found.winner)
    assert winner == (values @ w).argmax()
    for j, criterion in enumerate(oracle.criteria):
        row = found.table.loc[criterion]
        assert row["weight"] == pytest.approx(w[j])
        assert 0 <= row["low"] <= row["weight"] <= row["high"] <= 1
        inside = GRID[(row["low"] + 1e-9 <= GRID) & (row["high"] - 1e-9 >= GRID)]
        scores = moved(w, j, inside) @ values.T
        assert (scores[:, winner] >= scores.max(axis=1) - 1e-9).all(), criterion
        for end, outside, rival in (("low", -1e-6, row["below"]), ("high", 1e-6, row["above"])):
            edge = row[end]
            if pd.isna(rival):
                assert edge == (0.0 if end == "low" else 1.0), criterion
                continue
            here = moved(w, j, edge - outside) @ values.T
            beyond = moved(w, j, edge + outside) @ values.T
            assert here[winner] >= here.max() - 1e-12, criterion
            assert beyond[winner] < beyond.max(), criterion
            assert names[int(beyond.argmax())] == rival, criterion


def test_intervals_worked_out_by_hand(make_case: Any) -> None:
    """Options a (90, 20), b (50, 60), d (10, 75), weights .75 and .25. With weight t on the first criterion
    a has 20 + 70t, b 60 - 10t, d 75 - 65t: a leads b from t = 1/2 upwards, and at 1/2 d has 42.5, b 55.
    With weight u on the second, u = 1 - t: a leads up to 1/2.
    """
    small = make_case({"a": [90, 20], "b": [50, 60], "d": [10, 75]}, weights=[3, 1])
    found = stability(small)
    assert found.winner == "a"
    assert found.table.loc["c1", ["weight", "low", "high"]].tolist() == pytest.approx([0.75, 0.5, 1])
    assert found.table.loc["c2", ["weight", "low", "high"]].tolist() == pytest.approx([0.25, 0, 0.5])
    assert found.table.loc[["c1"], "below"].tolist() == ["b"]
    assert found.table.loc[["c2"], "above"].tolist() == ["b"]
    assert found.room().to_dict() == pytest.approx({"c1": 0.25, "c2": 0.25})


def test_where_nobody_takes_over_the_table_says_none(make_case: Any) -> None:
    """Going up from .75 nobody overtakes `a` on its own strength; None says so, and nothing else does."""
    found = stability(make_case({"a": [90, 20], "b": [50, 60]}, weights=[3, 1]))
    assert found.to_dict()["table"]["c1"]["above"] is None
    assert found.table["above"].tolist() == [None, "b"]


def test_an_option_that_dominates_cannot_lose(make_case: Any) -> None:
    small = make_case({"a": [90, 80], "b": [50, 60]})
    found = stability(small)
    assert found.table["low"].tolist() == [0, 0]
    assert found.table["high"].tolist() == [1, 1]
    assert found.table[["below", "above"]].isna().all(axis=None)
    assert found.tightest is None


def test_a_tie_leaves_no_room(make_case: Any) -> None:
    """(80, 20) and (20, 80) at equal weights: any shift away from the winner's strength changes it."""
    found = stability(make_case({"a": [80, 20], "b": [20, 80]}))
    assert found.winner == "a"
    assert found.table.loc["c1", ["low", "high"]].tolist() == pytest.approx([0.5, 1])
    assert found.table.loc["c1", "below"] == "b"
    assert found.room().min() == pytest.approx(0)


def test_twins_do_not_threaten_each_other(make_case: Any) -> None:
    found = stability(make_case({"a": [80, 20], "b": [80, 20], "d": [10, 10]}))
    assert found.tightest is None


def test_the_tightest_weight_is_the_one_with_least_room(case: Case) -> None:
    for scenario in SCENARIOS:
        found = stability(case, scenario=scenario)
        room = found.room()
        assert room.loc[found.tightest] == room.min()


def test_gates_and_options_take_rivals_away(case: Case) -> None:
    """Without blends in the field, none of them can be named."""
    pure = [name for name in case.choices if case.option(name).kind != "blend"]
    found = stability(case, scenario="neutral", options=pure)
    rivals = set(found.table["below"].dropna()) | set(found.table["above"].dropna())
    assert found.winner == "multilateral"
    assert rivals <= set(pure)


# ---------------------------------------------------------------- every method

SLOW = ("comet",)
NEEDS_POSITIVE = ("ocra", "lopm")
PLAIN = [name for name in mcda.METHODS if name not in (*SLOW, *NEEDS_POSITIVE)]


def upward(case: Case, names: list[str], scenario: str, w: np.ndarray, method: str) -> np.ndarray:
    """Index (…, m) on fixed-scale values, more is better."""
    model = case.facts(scenario)
    values = model.values(model.at("mode"))[[model.options.index(name) for name in names]]
    settings = dict(mcda.METHODS[method].on_values)
    found = mcda.score(values * mcda.METHODS[method].value_scale, w, np.ones(w.shape[-1]), method, **settings)
    return found if mcda.METHODS[method].higher_is_better else -found


def check_intervals(case: Case, found: Any, w: np.ndarray, scenario: str) -> None:
    """On a grid of its own, what is named stays while a weight is inside, and is gone just outside."""
    names = list(found.order)
    for j, (criterion, row) in enumerate(found.table.iterrows()):
        assert 0 <= row["low"] <= row["weight"] <= row["high"] <= 1
        if row["high"] - row["low"] > 1e-6:
            inside = np.linspace(row["low"] + 1e-9, row["high"] - 1e-9, 537)
            scores = upward(case, names, scenario, moved(w, j, inside), found.method)
            slack = 1e-9 * np.ptp(scores, axis=1)
            if found.what == "winner":
                assert (scores[:, names.index(found.winner)] >= scores.max(axis=1) - slack).all(), criterion
            else:
                assert (np.diff(scores) <= slack[:, None]).all(), criterion
        for end, step, side in (("low", -1e-7, "below"), ("high", 1e-7, "above")):
            climber = row[side]
            if climber is None:
                assert row[f"silent_{side}"] or row[end] == (0 if end == "low" else 1), criterion
                continue
            outside = float(np.clip(row[end] + step, 0, 1))  # some methods jump at the very end
            beyond = upward(case, names, scenario, moved(w, j, outside), found.method)
            passed = found.winner if found.what == "winner" else row[f"passed_{side}"]
            assert beyond[names.index(climber)] > beyond[names.index(passed)], (criterion, side)
            if found.what == "winner":
                assert beyond[names.index(climber)] >= beyond.max() - 1e-6 * np.ptp(beyond), (criterion, side)


@pytest.mark.parametrize("method", PLAIN)
def test_every_method_has_intervals(case: Case, oracle: Any, method: str) -> None:
    found = stability(case, method=method, scenario="chokepoint")
    assert found.winner == mcda.rank(case, method=method, scenario="chokepoint").winner
    assert found.exact is mcda.METHODS[method].linear
    assert (found.step is None) is found.exact
    check_intervals(case, found, oracle.weights("chokepoint"), "chokepoint")


@pytest.mark.parametrize("method", ["additive", "promethee2", "mairca", "spotis", "topsis", "vikor", "multimoora"])
def test_the_whole_ranking_has_intervals_too(case: Case, oracle: Any, method: str) -> None:
    found = stability(case, what="ranking", method=method, scenario="long_game")
    check_intervals(case, found, oracle.weights("long_game"), "long_game")
    winner = stability(case, method=method, scenario="long_game").table
    assert (found.table["low"] >= winner["low"] - 1e-9).all()
    assert (found.table["high"] <= winner["high"] + 1e-9).all()


@pytest.mark.parametrize("what", ["winner", "ranking"])
@pytest.mark.parametrize("method", [*NEEDS_POSITIVE, *SLOW])
def test_methods_that_need_other_data_or_more_time(make_case: Any, method: str, what: str) -> None:
    small = make_case({"a": [90, 20, 35], "b": [50, 60, 40], "d": [10, 75, 30]}, weights=[3, 1, 2])
    found = stability(small, method=method, what=what)
    check_intervals(small, found, np.array([3, 1, 2]) / 6, "base")
    assert found.step == (None if method == "lopm" else pytest.approx((5 / 6) / (10 if method == "comet" else 1000)))


@pytest.mark.parametrize("what", ["winner", "ranking"])
@pytest.mark.parametrize("method", [name for name in PLAIN if mcda.METHODS[name].linear])
def test_search_and_closed_form_agree(case: Case, method: str, what: str) -> None:
    field = mcda.ranking.lineup(case, scenario="leaky_market")
    scores = partial(answers, field, method=mcda.METHODS[method], settings={})
    w = field.weights.weights
    now = scores(w[None])[0]
    order = whole_order(now) if what == "ranking" else first_place(now, int(now.argmax()))
    lines, (search, silent) = limits_on_lines(w, order, scores), limits_by_search(w, order, scores, 500)
    assert search.low == pytest.approx(lines.low, abs=1e-9)
    assert search.high == pytest.approx(lines.high, abs=1e-9)
    assert search.below.tolist() == lines.below.tolist()
    assert search.above.tolist() == lines.above.tolist()
    assert not silent.any()


def test_the_order_of_all_worked_out_by_hand(make_case: Any) -> None:
    """With weight t on the first criterion a has 20 + 70t, b 60 - 10t, d 75 - 65t. At t = 0.1 the order is d, b, a;
    d meets b at 15/55 and a at 55/135, b meets a at 1/2. At t = 0.3 it is b, d, a, up to 55/135.
    """
    scores = {"a": [90, 20], "b": [50, 60], "d": [10, 75]}
    early = stability(make_case(scores, weights=[1, 9]), what="ranking")
    assert early.order == ("d", "b", "a")
    row = early.table.loc["c1"]
    assert [row["low"], row["high"]] == pytest.approx([0, 15 / 55])
    assert [row["below"], row["above"], row["passed_above"]] == [None, "b", "d"]
    middle = stability(make_case(scores, weights=[3, 7]), what="ranking").table.loc["c1"]
    assert [middle["low"], middle["high"]] == pytest.approx([15 / 55, 55 / 135])
    assert [middle["below"], middle["passed_below"], middle["above"], middle["passed_above"]] == ["d", "b", "a", "d"]


def test_a_tie_is_part_of_the_ranking(make_case: Any) -> None:
    """(80, 20) and (20, 80) at equal weights: either way one leaves the other. Twins stay together for ever."""
    apart = stability(make_case({"a": [80, 20], "b": [20, 80]}), what="ranking").table.loc["c1"]
    assert [apart["low"], apart["high"]] == pytest.approx([0.5, 0.5])
    assert [apart["below"], apart["passed_below"], apart["above"], apart["passed_above"]] == ["b", "a", "a", "b"]
    twins = stability(make_case({"a": [80, 20], "b": [80, 20], "d": [10, 10]}), what="ranking")
    assert twins.tightest is None
    assert twins.table[["low", "high"]].to_numpy().tolist() == [[0, 1], [0, 1]]


def test_promethee_intervals_of_six_sites(make_case: Any) -> None:
    """The same example as in the kernel's test, through labels: on scales from 0 to 100 (cost / 10), so thresholds
    are points of 100.
    """
    ways = {f"c{j + 1}": "more" if way > 0 else "less" for j, way in enumerate(WAYS)}
    unit = np.array([1, 1, 10, 1, 1, 1])
    sites = make_case({f"a{i + 1}": list(np.array(row) / unit) for i, row in enumerate(SITES)}, ways)
    share = [
        {key: cell if key == "type" else cell / unit[j] for key, cell in function.items()}
        for j, function in enumerate(PREFERENCES)
    ]
    for what, expected in (("ranking", WHOLE_RANKING), ("winner", FIRST_PLACE)):
        found = stability(sites, what=what, method="promethee2", preference=share)
        assert found.exact
        assert found.table[["low", "high"]].to_numpy() == pytest.approx(np.array(expected), abs=1e-9)


@pytest.mark.parametrize("method, last", [("cocoso", [50, 40, 45]), ("sprobid", [40, 41, 45])])
def test_intervals_end_where_answers_do_and_say_so(make_case: Any, method: str, last: list[int]) -> None:
    """`a` is the best at the first criterion: with all weight on it, both methods divide by zero."""
    small = make_case({"a": [90, 40, last[0]], "b": [50, 45, last[1]], "d": [10, 75, last[2]]}, weights=[8, 1, 1])
    found = stability(small, method=method)
    assert found.winner == "a"
    row = found.table.loc["c1"]
    assert row["silent_above"]
    assert row["above"] is None
    assert 1 - 1e-9 < row["high"] < 1
    assert not found.table["silent_below"].any()
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("method", ["additive", "rim"])
def test_one_option_or_one_criterion_leaves_nothing_to_change(make_case: Any, method: str) -> None:
    for small in (make_case({"a": [90, 20]}), make_case({"a": [90], "b": [30]})):
        for what in ("winner", "ranking"):
            found = stability(small, what=what, method=method)
            assert found.tightest is None
            assert found.table["low"].eq(0).all()
            assert found.table["high"].eq(1).all()


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"what": "loser", "points": 0}, "what = 'loser'.*winner, ranking.*points = 0"),
        ({"points": 2.5}, "points = 2.5"),
        ({"method": "magic"}, "No method 'magic'"),
        ({"method": "ocra"}, "status_quo on speed is 0"),
        ({"colour": "red"}, "no option colour"),
        ({"scenario": "doom"}, "doom"),
    ],
    ids=str,
)
def test_intervals_that_make_no_sense_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        stability(case, **asked)


def test_intervals_are_plain_data(case: Case) -> None:
    plain = json.loads(json.dumps(stability(case, scenario="long_game").to_dict(), allow_nan=False))
    assert plain["winner"] == "multilateral"
    assert set(plain["table"]) == set(case.catalogue.ids)


@pytest.mark.parametrize("criterion", ["speed", "retaliation"])
def test_a_sweep_scores_every_option_at_every_weight(case: Case, oracle: Any, criterion: str) -> None:
    sweep = weight_sweep(case, criterion, scenario="neutral", points=11)
    assert sweep["weight"].unique().tolist() == pytest.approx(np.linspace(0, 1, 11))
    w, j = oracle.weights("neutral"), oracle.criteria.index(criterion)
    for name, x in oracle.every_option("neutral").items():
        wanted = [oracle.score(x, moved(w, j, t)) for t in np.linspace(0, 1, 11)]
        rows = sweep[sweep["option"] == name]
        assert rows["score"].to_numpy() == pytest.approx(np.array(wanted))
    for _, rows in sweep.groupby("weight"):
        best = rows["score"].max()
        assert (rows.loc[rows["score"] >= best - 1e-9, "rank"] == 1).all()
        assert (rows.loc[rows["score"] < best - 1e-6, "rank"] > 1).all()


@pytest.mark.parametrize("method", ["ocra", "lopm", "cocoso", "sprobid"])
def test_a_sweep_to_the_ends_says_where_a_method_has_no_answer(case: Case, method: str) -> None:
    """With all weight on one criterion somebody is the best, and somebody the worst, on all that counts."""
    with pytest.raises(mcda.MethodError, match=r"divides by zero|needs data above 0"):
        weight_sweep(case, "speed", method=method, scenario="neutral", points=26)


@pytest.mark.parametrize("method", [name for name in mcda.METHODS if name not in ("ocra", "lopm", "cocoso", "sprobid")])
def test_a_sweep_serves_every_other_method(case: Case, method: str) -> None:
    """At the weight that stands now, 12 of 100, it gives the ranking that stands now."""
    now = mcda.rank(case, method=method, scenario="neutral").table
    sweep = weight_sweep(case, "speed", method=method, scenario="neutral", points=26)
    here = sweep[np.isclose(sweep["weight"], 0.12)].set_index("option")
    assert len(here) == len(now)
    assert here.loc[now["option"], "score"].to_numpy() == pytest.approx(now["score"].to_numpy(), abs=1e-9)


@pytest.mark.parametrize(
    "asked, wanted", [({"criterion": "beauty"}, "No criterion 'beauty'"), ({"points": 1}, "points = 1")], ids=str
)
def test_sweeps_that_make_no_sense_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        weight_sweep(case, **({"criterion": "speed"} | asked))
