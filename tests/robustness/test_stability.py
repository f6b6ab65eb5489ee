"""Stability intervals of weights, against a sweep that knows nothing of the closed form."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from shipped import SCENARIOS

import mcda
from mcda import stability, weight_sweep
from mcda.case import Case

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


@pytest.mark.parametrize("method", [name for name in mcda.METHODS if name != "additive"])
def test_only_the_additive_method_has_a_closed_form(case: Case, method: str) -> None:
    with pytest.raises(mcda.MethodError, match=method):
        stability(case, method=method)


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
