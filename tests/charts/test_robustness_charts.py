"""The charts on robustness show the engine's numbers, in words too, and can be read on both pages."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda.charts import heat, margin, regret, robustness, triangle
from mcda.charts.methods import FIRST
from mcda.charts.names import broken, option_colours
from mcda.charts.palette import HUES, MUTED
from mcda.robustness import Acceptability, Drivers, Regret

PAIR = ("floor_top_up", "multilateral")


@pytest.fixture(scope="module")
def found(case: mcda.Case) -> Acceptability:
    return mcda.acceptability(case, draws=2000)


@pytest.fixture(scope="module")
def anything(case: mcda.Case) -> Acceptability:
    return mcda.acceptability(case, weights="any", sources=("weights",), draws=2000)


@pytest.fixture(scope="module")
def lead(case: mcda.Case) -> Drivers:
    return mcda.drivers(case, *PAIR, draws=64)


@pytest.fixture(scope="module")
def hindsight(case: mcda.Case) -> Regret:
    return mcda.regret(case)


def data_of(chart: Any, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    return pd.DataFrame(next(rows for rows in chart.to_dict()["datasets"].values() if rows and column in rows[0]))


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, ""), (0.001, "<1"), (0.005, "1"), (0.744, "74"), (0.745, "75"), (0.9951, ">99"), (1, "100")],
)
def test_a_share_in_a_cell_hides_neither_the_seldom_nor_the_exception(share: float, words: str) -> None:
    assert robustness.percent_words(share) == words


def test_bars_are_shares_of_first_places_with_twice_their_error(case: mcda.Case, found: Acceptability) -> None:
    bars = data_of(robustness.first_place_chart(case, found), "p_first").set_index("option")
    pd.testing.assert_series_equal(bars["p_first"].sort_index(), found.table["p_first"].sort_index())
    assert bars["p_first"].is_monotonic_decreasing
    row, error = bars.loc["floor_top_up"], found.table["p_first_error"]["floor_top_up"]
    assert (row["high"] - row["low"]) == pytest.approx(4 * error)


def test_options_of_one_kind_share_a_hue_that_no_objective_has(case: mcda.Case) -> None:
    colours = option_colours(case)
    assert colours["status_quo"] == MUTED
    pure = [colours[one] for one in ("multilateral", "unilateral", "minilateral", "act_first_25")]
    assert set(pure) == set(HUES[4:])
    assert len(set(colours.values())) == len(case.choices)


def test_rank_cells_sum_to_every_draw(case: mcda.Case, found: Acceptability) -> None:
    cells = data_of(robustness.rank_heat_chart(case, found), "depth")
    assert len(cells) == found.ranks.size
    assert cells.groupby("row")["depth"].sum().to_numpy() == pytest.approx(1.0)
    status_quo = cells[(cells["row"] == "Status quo") & (cells["column"] == "11")].iloc[0]
    assert status_quo["text"] == robustness.percent_words(float(found.ranks.loc["status_quo", 11]))


def test_dumbbells_lead_from_the_present_weights_to_central_weights(case: mcda.Case, anything: Acceptability) -> None:
    weights = mcda.weights.weight_set(case, "neutral")
    table = robustness.central_weight_table(case, anything, weights)
    first = anything.table["p_first"]
    assert set(table["option"]) == set(first.index[first >= robustness.BELIEVED])
    for _, group in table.groupby("option"):
        assert group[["present", "central"]].sum().to_numpy() == pytest.approx(1.0)
    row = table[(table["option"] == "unilateral_secondary") & (table["part"] == "Deny and hold")].iloc[0]
    leaves = [leaf.id for leaf in case.catalogue.under("deny_and_hold")]
    assert row["central"] == pytest.approx(anything.central_weights.loc["unilateral_secondary", leaves].sum())
    drawn = data_of(robustness.central_weights_chart(case, anything, weights), "central")
    assert drawn["central"].to_numpy() == pytest.approx(table["central"].to_numpy())


def test_few_criteria_stand_for_themselves(make_case: Any) -> None:
    small = make_case({"a": [90, 10, 5], "b": [20, 70, 6]})
    assert robustness.weight_parts(small) == {"c1": ["c1"], "c2": ["c2"], "c3": ["c3"]}


def test_intervals_stand_tightest_first_with_those_who_take_over(case: mcda.Case) -> None:
    stable = mcda.stability(case)
    rows = data_of(robustness.stability_chart(case, stable), "over")
    assert rows["label"].iloc[0] == case.catalogue[stable.tightest].label == "Speed"
    assert rows["over"].iloc[0] == "below: Multilateral\nabove: Act first, 50 % alone"
    assert sorted(rows["low"]) == pytest.approx(sorted(stable.table["low"]))


def test_the_triangle_has_equal_sides_and_the_present_weights_inside(case: mcda.Case) -> None:
    found = mcda.preference_triangle(case, resolution=10)
    chart = triangle.preference_triangle_chart(case, found)
    cells = data_of(chart, "who")
    assert len(cells) == len(found.table) == 66
    corners = cells[(cells[["a", "b", "c"]] == 1).any(axis=1)][["x", "y"]].to_numpy()
    sides = [np.linalg.norm(corners[i] - corners[i - 1]) for i in range(3)]
    assert sides == pytest.approx([1, 1, 1])
    spec = chart.to_dict()
    diamonds = [layer for layer in spec["layer"] if layer["mark"].get("shape") == "diamond"]
    (place,) = spec["datasets"][diamonds[0]["data"]["name"]]
    # The three objectives have equal weights now, which is the middle of the triangle.
    assert (place["x"], place["y"]) == pytest.approx((0.5, 3**0.5 / 6))
    assert cells["winner"].map(lambda one: one in case.labels.values()).all()


def test_a_map_of_two_criteria_has_all_others_in_its_third_corner(make_case: Any) -> None:
    small = make_case({"a": [90, 10, 50], "b": [20, 70, 60]})
    found = mcda.weight_map(small, x="c1", y="c2", resolution=4)
    assert triangle.corner_names(small, found) == ("c1", "c2", "All other criteria")
    assert (
        triangle.preference_triangle_chart(small, found).to_dict()["description"].startswith("Who is first as c1, c2")
    )


def test_tornado_bars_span_the_leads_and_say_where_the_sign_changes(make_case: Any) -> None:
    """Equal weights on two criteria: a leads b by (70 - 50) / 2 = 10 points, and by (20 - 50) / 2 = -15 at its low."""
    case = make_case({"a": [(20, 70, 90), 50], "b": [50, 50]})
    found = mcda.drivers(case, "a", "b", draws=16)
    chart = margin.tornado_chart(case, found)
    (row,) = data_of(chart, "at_high").to_dict("records")
    assert (row["low"], row["high"], row["at_high"]) == pytest.approx((-15, 20, 20))
    assert (row["flips"], row["name"]) == (True, "c1 of a: 20 to 90")
    assert "changes sign" in chart.to_dict()["description"]


def test_the_greatest_swings_are_drawn_by_sort_of_doubt(case: mcda.Case, lead: Drivers) -> None:
    rows = data_of(margin.tornado_chart(case, lead), "at_high")
    assert len(rows) == margin.MOST < len(lead.tornado)
    assert list(rows["what"]) == list(lead.tornado["what"].head(margin.MOST))
    sorts = dict(zip(rows["what"], rows["group"], strict=True))
    assert sorts["Returns to share"] == "assumptions on blends"
    assert sorts["Weight of Speed"] == "weights"
    assert sorts["Speed of Multilateral"] == "scores and levers"


def test_shares_of_doubt_have_their_intervals(case: mcda.Case, lead: Drivers) -> None:
    rows = data_of(margin.indices_chart(case, lead), "total")
    top = lead.indices.head(margin.MOST)
    assert rows["most"].to_numpy() == pytest.approx((top["total"] + top["total_error"]).to_numpy())
    assert (rows["least"] >= 0).all()


def test_regret_cells_are_the_engines_and_orange_is_the_best_of_a_scenario(case: mcda.Case, hindsight: Regret) -> None:
    cells = data_of(regret.regret_chart(case, hindsight), "best")
    best = cells[cells["best"]]
    assert set(best["column"]) == {one.label for one in case.scenarios}
    for row in best.to_dict("records"):
        scenario = next(one.scenario for one in case.scenarios if one.label == row["column"])
        assert row["row"] == case.labels[str(hindsight.regret[scenario].idxmin())]
    worst = cells[(cells["row"] == "Status quo") & (cells["column"] == regret.WORST)].iloc[0]
    assert worst["text"] == f"{hindsight.table['worst_regret']['status_quo']:.0f}"


def test_an_option_that_a_gate_keeps_out_has_no_regret_there(case: mcda.Case) -> None:
    gated = mcda.regret(case, gates=["speed >= 50"])
    cells = data_of(regret.regret_chart(case, gated), "best").set_index(["row", "column"])
    assert cells.loc[("Multilateral", "Neutral"), "text"] == regret.OUT
    assert cells.loc[("Multilateral", regret.WORST), "text"] == regret.OUT


def test_one_scenario_has_no_column_of_worsts(make_case: Any) -> None:
    small = make_case({"a": [90, 10], "b": [20, 70]})
    cells = data_of(regret.regret_chart(small, mcda.regret(small)), "best")
    assert set(cells["column"]) == {small.scenario().label}


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("page", "ink"), [("#fbfbf9", "#16202e"), ("#12171f", "#e9edf2")])
def test_numbers_stand_out_from_the_deepest_cell(case: mcda.Case, hindsight: Regret, page: str, ink: str) -> None:
    layer = regret.regret_chart(case, hindsight).to_dict()["layer"][0]
    tint, paper, text, orange = (bytes.fromhex(one[1:]) for one in (layer["mark"]["color"], page, ink, FIRST))
    cell = tuple(heat.DEEPEST * a + (1 - heat.DEEPEST) * b for a, b in zip(tint, paper, strict=True))
    assert max(layer["encoding"]["opacity"]["scale"]["range"]) == heat.DEEPEST
    assert contrast(cell, tuple(text)) > 4.5
    assert contrast(tuple(orange), (255, 255, 255)) > 4.5


def test_every_chart_tells_its_numbers_and_is_plain_json(
    case: mcda.Case, found: Acceptability, lead: Drivers, hindsight: Regret
) -> None:
    weights = mcda.weights.weight_set(case, "neutral")
    charts = {
        "Floor with national top-up: ": robustness.first_place_chart(case, found),
        "Status quo: most often rank 11": robustness.rank_heat_chart(case, found),
        "Present weights": robustness.central_weights_chart(case, found, weights),
        "Speed from 1.7 % to 14.2 %": robustness.stability_chart(case, mcda.stability(case)),
        "Multilateral on 2": triangle.preference_triangle_chart(case, mcda.preference_triangle(case, resolution=20)),
        "Returns to share: 1 to 4": margin.tornado_chart(case, lead),
        "All weights, together: ": margin.indices_chart(case, lead),
        "Act first, 50 % alone: 3.2 at worst": regret.regret_chart(case, hindsight),
    }
    for words, chart in charts.items():
        spec = chart.to_dict()
        assert words in spec["description"]
        assert json.dumps(spec, allow_nan=False)


def test_long_names_break_and_numbers_stay_with_their_signs() -> None:
    assert broken("Act first, 50 % alone", 14) == "Act first,\n50\u00a0% alone"
    assert broken("") == ""
