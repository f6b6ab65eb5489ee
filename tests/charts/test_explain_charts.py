"""The charts of an explanation show its numbers, and say them to those who cannot see them."""

import json
from typing import Any

import pandas as pd
import pytest

import mcda
from mcda import charts
from mcda.charts.explain import UNPAID
from mcda.explanation import explain


def data_of(chart: Any, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    sets = chart.to_dict()["datasets"].values()
    return pd.DataFrame(next(rows for rows in sets if rows and column in rows[0]))


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "promethee2"])
def test_the_bars_lead_from_one_score_to_the_other(case: mcda.Case, method: str) -> None:
    ranking = mcda.rank(case, scenario="long_game", method=method)
    found = explain(ranking, "multilateral", "unilateral")
    steps = data_of(charts.waterfall_chart(case, found), "from")
    scores = ranking.table.set_index("option")["score"]
    assert steps["to"].iloc[0] == scores["unilateral"]
    assert steps["from"].iloc[1:-1].to_numpy() == pytest.approx(steps["to"].iloc[:-2].to_numpy())
    assert steps["to"].iloc[-2] == pytest.approx(scores["multilateral"], abs=1e-9)
    assert steps["label"].iloc[[0, -1]].tolist() == ["Unilateral", "Multilateral"]
    assert len(steps) == 2 + (found.table["side"] != "equal").sum()


def test_a_bar_says_how_much_and_the_scores_in_natural_units(case: mcda.Case) -> None:
    """Speed in the long game: 0.042 of the weight, values 0.25 and 0.85, so -2.5 points."""
    found = explain(mcda.rank(case, scenario="long_game"), "multilateral", "unilateral")
    bars = data_of(charts.waterfall_chart(case, found), "from").set_index("label")
    row = bars.loc["Speed"]
    assert (row["text"], row["side"]) == ("−2.5", "drawback")
    assert row["natural_a"].startswith("25")
    assert row["natural_b"].startswith("85")


@pytest.mark.parametrize("pair", [("multilateral", "unilateral"), ("unilateral", "multilateral")])
def test_a_drawback_is_as_long_as_it_is_great(case: mcda.Case, pair: tuple[str, str]) -> None:
    found = explain(mcda.rank(case, scenario="long_game"), *pair)
    paid = data_of(charts.cover_chart(case, found), "paid")
    size = paid.groupby("drawback")["paid"].sum()
    for name, row in found.table[found.table["side"] == "drawback"].iterrows():
        assert size[case.catalogue[str(name)].label] == pytest.approx(-row["contribution"])
    grey = set(paid.loc[paid["advantage"] == UNPAID, "drawback"])
    assert grey == {case.catalogue[name].label for name in found.uncovered}
    assert bool(grey) == (found.lead < 0)


def test_descriptions_say_what_the_charts_show(case: mcda.Case) -> None:
    found = explain(mcda.rank(case, scenario="long_game"), "multilateral", "unilateral")
    waterfall, cover = charts.waterfall_chart(case, found), charts.cover_chart(case, found)
    assert "Multilateral leads Unilateral by 21 points." in waterfall.to_dict()["description"]
    assert "Speed: Resilience to circumvention" in cover.to_dict()["description"]


def test_charts_are_plain_json(case: mcda.Case, make_case: Any) -> None:
    easy = make_case({"a": [90, 80], "b": [30, 80]})
    for one, pair in ((case, ("floor_top_up", "status_quo")), (easy, ("a", "b"))):
        found = explain(mcda.rank(one), *pair)
        for chart in (charts.waterfall_chart(one, found), charts.cover_chart(one, found)):
            assert json.dumps(chart.to_dict(), allow_nan=False)
    assert "a has no drawback against b." in charts.cover_chart(easy, found).to_dict()["description"]
