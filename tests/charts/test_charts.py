"""Charts show the engine's numbers and nothing else; every one of them is a valid Vega-Lite spec."""

import json
from typing import Any

import pandas as pd
import pytest

import mcda
from mcda import charts
from mcda.charts.palette import contribution_table, criterion_colours, objective_colours


def data_of(chart: Any, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    sets = chart.to_dict()["datasets"].values()
    return pd.DataFrame(next(rows for rows in sets if rows and column in rows[0]))


@pytest.mark.parametrize("detail", [False, True])
def test_the_bars_of_an_option_add_up_to_its_score(case: mcda.Case, detail: bool) -> None:
    ranking = mcda.rank(case, scenario="neutral")
    bars = data_of(charts.ranking_chart(case, ranking, detail=detail), "points")
    totals = bars.groupby("label")["points"].sum()
    scores = ranking.table.set_index("label")["score"]
    assert totals.sub(scores).abs().max() < 1e-9
    assert len(bars) == len(ranking.table) * (13 if detail else 4)


def test_every_criterion_has_a_shade_and_every_objective_a_hue_of_its_own(case: mcda.Case) -> None:
    shades, hues = criterion_colours(case), objective_colours(case)
    assert len(set(shades.values())) == len(shades) == 13
    assert len(set(hues.values())) == len(hues) == 4


def test_the_long_form_keeps_every_contribution(case: mcda.Case) -> None:
    ranking = mcda.rank(case, scenario="flash_crisis")
    long = contribution_table(case, ranking.contributions)
    assert long["points"].sum() == pytest.approx(ranking.contributions.to_numpy().sum())
    assert list(long.loc[long["option"] == "multilateral"].sort_values("order")["id"]) == list(case.catalogue.ids)


def test_the_strip_holds_all_the_draws(case: mcda.Case) -> None:
    curve = mcda.blend_curve(case, draws=200)
    strip = data_of(charts.best_share_chart(curve), "p_best")
    assert strip["p_best"].sum() == pytest.approx(1)
    assert strip["from"].min() == 0
    assert strip["to"].max() == 1


def test_the_zone_and_the_best_share_are_drawn_where_they_are(case: mcda.Case) -> None:
    curve = mcda.blend_curve(case, scenario="flash_crisis")
    chart = charts.blend_score_chart(
        curve, {"synergy": mcda.blend_curve(case, scenario="flash_crisis", synergy=0)}, 0.4
    )
    zone, best = data_of(chart, "from"), data_of(chart, "mark")
    assert [(row["from"], row["to"]) for row in zone.to_dict("records")] == list(curve.zone)
    assert (best["share"][0], best["score"][0]) == (curve.best_share, curve.best_score)
    assert set(data_of(chart, "without")["without"]) == {"synergy"}


def test_evidence_and_sweep_show_natural_units_and_every_option(case: mcda.Case) -> None:
    evidence = data_of(charts.evidence_chart(case, "neutral", "speed"), "mode").set_index("label")
    assert list(evidence.loc["Unilateral", ["low", "mode", "high"]]) == [75, 85, 95]
    sweep = mcda.weight_sweep(case, "speed", scenario="neutral", points=11)
    found = mcda.stability(case, scenario="neutral")
    lines = data_of(charts.weight_sweep_chart(case, sweep, "speed", found, 0.12), "role")
    assert len(lines) == 11 * 11
    assert set(lines.loc[lines["role"] == "never first", "rank"]) - {1} == set(
        lines.loc[lines["role"] == "never first", "rank"]
    )


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor"])
def test_charts_are_plain_json(case: mcda.Case, method: str) -> None:
    ranking = mcda.rank(case, method=method)
    found = mcda.verdict(case, method=method, draws=50)
    curve = mcda.blend_curve(case, draws=50)
    drawn = [
        charts.ranking_chart(case, ranking, found),
        charts.blend_score_chart(curve),
        charts.blend_contribution_chart(case, curve, 0.5),
        charts.makeup_chart(mcda.lead_makeup(case)),
    ]
    assert all(json.dumps(chart.to_dict(), allow_nan=False) for chart in drawn)
