"""The charts of the Blend lab show the engine's numbers, in words too; what is barred is not what is bad."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda.blends import BlendCurve, BlendSurface
from mcda.charts import blend_triangle, fit, gains, levers, ternary, timeline

THREE = ("unilateral", "multilateral", "minilateral")
STEPS = 10


@pytest.fixture(scope="module")
def surface(case: mcda.Case) -> BlendSurface:
    return mcda.blend_surface(case, components=THREE, steps=STEPS)


@pytest.fixture(scope="module")
def curve(case: mcda.Case) -> BlendCurve:
    return mcda.blend_curve(case)


def data_of(chart: Any, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    return pd.DataFrame(next(rows for rows in chart.to_dict()["datasets"].values() if rows and column in rows[0]))


def drawn(case: mcda.Case, surface: BlendSurface, layer: str = "score", **more: Any) -> Any:
    layers = blend_triangle.layers_of(case, surface)
    return blend_triangle.blend_triangle_chart(case, surface, layers[layer], **more)


def test_corners_stand_where_their_names_are_and_the_middle_in_the_middle() -> None:
    corners = ternary.placed(np.eye(3)).to_numpy()
    assert corners == pytest.approx(np.array([[0.5, np.sqrt(0.75)], [0, 0], [1, 0]]))
    middle = ternary.placed(np.full((1, 3), 1 / 3)).to_numpy()[0]
    assert middle == pytest.approx(corners.mean(axis=0))


@pytest.mark.parametrize(
    ("inside", "edges"),
    [
        ([[1, 1, 1]], 6),  # a hexagon
        ([[1, 1, 1], [2, 1, 0]], 10),  # two that share an edge
        ([[3, 0, 0], [0, 3, 0]], 12),  # two apart
        ([[1, 1, 1], [2, 1, 0], [2, 0, 1]], 12),  # three around a point
    ],
)
def test_an_outline_is_the_outer_edges_of_cells(inside: list[list[int]], edges: int) -> None:
    points = mcda.lattice(3, 3)
    chosen = np.array([row in inside for row in np.rint(3 * points).astype(int).tolist()])
    segments = ternary.outline(points, chosen, 3)
    assert len(segments) == edges
    length = np.hypot(segments["x2"] - segments["x"], segments["y2"] - segments["y"])
    assert length.to_numpy() == pytest.approx(1 / (3 * np.sqrt(3)))
    ends = pd.concat([segments[["x", "y"]], segments[["x2", "y2"]].set_axis(["x", "y"], axis=1)]).round(9)
    assert (ends.value_counts() == 2).all()  # closed: every corner joins two edges


@pytest.mark.parametrize("layer", ["score", "lead", "speed", "collateral_damage"])
def test_a_layer_colours_every_blend_by_its_number(case: mcda.Case, surface: BlendSurface, layer: str) -> None:
    cells = data_of(drawn(case, surface, layer), "colour")
    table = surface.scores if layer in surface.scores else surface.table
    assert cells["colour"].to_numpy() == pytest.approx(table[layer].to_numpy())
    assert len(cells) == 66


@pytest.mark.parametrize(("layer", "reverse"), [("legitimacy", False), ("collateral_damage", True)])
def test_yellow_is_better_also_for_harms(case: mcda.Case, surface: BlendSurface, layer: str, reverse: bool) -> None:
    colours = [one["encoding"].get("color", {}) for one in drawn(case, surface, layer).to_dict()["layer"]]
    (scale,) = [one["scale"] for one in colours if "scale" in one]
    assert scale["reverse"] is reverse


def test_what_the_draws_say_are_layers_too(case: mcda.Case, surface: BlendSurface) -> None:
    robust = mcda.robust_blend(case, components=THREE, steps=STEPS, draws=50)
    layers = blend_triangle.layers_of(case, surface, robust)
    assert set(layers) - set(blend_triangle.layers_of(case, surface)) == {
        "p_near_best",
        "expected_regret",
        "worst_regret",
    }
    assert not layers["worst_regret"].more_is_better
    assert layers["p_near_best"].numbers.equals(robust.table["p_near_best"])


def test_barred_blends_are_crossed_and_counted(case: mcda.Case) -> None:
    floored = mcda.blend_surface(case, components=THREE, steps=STEPS, bounds={"multilateral": (0.5, 1.0)})
    chart = drawn(case, floored)
    cells = data_of(chart, "colour")
    assert list(cells["feasible"]) == [share >= 0.5 - 1e-9 for share in cells["b"]]
    filters = [one.get("transform", [{}])[0].get("filter") for one in chart.to_dict()["layer"]]
    assert filters.count("!datum.feasible") == 2
    assert "45 are barred by a limit" in chart.to_dict()["description"]


def test_a_click_tells_the_row_and_pins_are_numbered(case: mcda.Case, surface: BlendSurface) -> None:
    pins = [{"unilateral": 1.0, "multilateral": 0.0, "minilateral": 0.0}, dict.fromkeys(THREE, 1 / 3)]
    spec = drawn(case, surface, pinned=pins).to_dict()
    (picked,) = [one for one in spec["params"] if one["name"] == blend_triangle.PICKED]
    assert picked["select"]["fields"] == ["point"]
    pinned = data_of(drawn(case, surface, pinned=pins), "number")
    assert list(pinned["number"]) == ["1", "2"]
    assert pinned["y"].to_numpy() == pytest.approx([np.sqrt(0.75), np.sqrt(0.75) / 3])
    assert spec["description"].startswith("What we could do: ")


def test_an_edge_is_the_ruler_of_two(case: mcda.Case, surface: BlendSurface) -> None:
    for edge in (THREE[:2], (THREE[0], THREE[2])):
        along = data_of(blend_triangle.edge_chart(case, surface, edge), "feasible").sort_values("share")
        ruler = mcda.blend_curve(case, components=edge, steps=STEPS).table
        assert along["score"].to_numpy() == pytest.approx(ruler["score"].to_numpy())


def test_marginal_gains_sum_to_the_slope_and_cancel_out_at_the_best(case: mcda.Case, curve: BlendCurve) -> None:
    score = curve.table["score"]
    for place, before, after in ((40, 39, 41), (0, 0, 1), (100, 99, 100)):
        slope = 0.1 * (score[after] - score[before]) / (0.01 * (after - before))
        assert gains.marginal_gains(curve, place / 100).sum() == pytest.approx(slope)
    assert abs(gains.marginal_gains(curve, curve.best_share).sum()) < 0.02
    bars = data_of(gains.marginal_gain_chart(case, curve, 0.5), "points")
    assert bars["points"].is_monotonic_decreasing
    assert not set(bars["name"]) & {"Collateral damage"}  # both parts score alike on it, so it moves nothing


def test_the_split_shows_gains_and_losses_that_sum_to_the_lead(case: mcda.Case) -> None:
    found = mcda.lead_split(case)
    bars = data_of(gains.lead_split_chart(found), "points")
    assert bars["points"].sum() == pytest.approx(found.lead - found.lead_without)
    assert bars["name"].iloc[0] == "Rising returns to a small share"
    assert bars["said"].str.contains("−").sum() == (found.table["points"] < 0).sum()


@pytest.mark.parametrize("scenario", ["neutral", "long_game"])
def test_the_map_draws_both_contours_of_mixes(case: mcda.Case, scenario: str) -> None:
    found = mcda.break_even_map(case, scenario=scenario, steps=10)
    spec = fit.break_even_map_chart(case, found, -0.3, 0.7).to_dict()
    lines = [one for one in spec["layer"] if one["mark"]["type"] == "line"]
    sizes = [len(spec["datasets"][one["data"]["name"]]) for one in lines]
    inner = found.contours["share"].between(0.01, 0.99)
    assert sizes == [int(found.contours[name][inner].notna().sum()) for name in ("zero", "epsilon")]
    assert ("No coordination gives a lead" in spec["description"]) == (scenario == "long_game")
    frame = next(rows for rows in spec["datasets"].values() if len(rows) == 1 and rows[0].get("y2") == 0.7)
    assert frame[0]["y"] == -0.3


def test_the_path_shows_the_best_share_and_its_zone(case: mcda.Case) -> None:
    found = mcda.optimum_path(case, "weight:speed", [0.0, 0.1, 0.5])
    rows = data_of(fit.path_chart(case, found), "share")
    assert rows["share"].to_numpy() == pytest.approx(found.table["unilateral"].to_numpy())
    assert (rows["low"] <= rows["share"] + 1e-9).all()
    assert (rows["high"] >= rows["share"] - 1e-9).all()


def test_levers_are_the_portfolios_and_doubtful_ones_say_so(case: mcda.Case) -> None:
    found = mcda.lever_portfolio(case, "multilateral", 3)
    frontier = data_of(levers.frontier_chart(found), "set")
    assert frontier["score"].to_numpy() == pytest.approx(found.frontier["score"].to_numpy())
    assert frontier["set"].iloc[0] == "no lever"
    worth = data_of(levers.lever_worth_chart(found), "last")
    assert worth["said"].str.startswith("◆").sum() == len(found.chosen)
    assert worth["said"].str.contains("may harm").sum() == found.levers["uncertain"].sum()
    assert worth["last"].is_monotonic_decreasing


@pytest.mark.parametrize("lag", [0, 43, 700, 730])
def test_the_timeline_ends_at_the_mean(case: mcda.Case, lag: float) -> None:
    found = mcda.blend_over_time(case, {"unilateral": 0.5, "multilateral": 0.5}, 730, lag)
    chart = timeline.timeline_chart(case, found)
    rows = data_of(chart, "averaged")
    assert rows["averaged"].iloc[-1] == pytest.approx(found.averaged)
    ends = data_of(chart, "level")
    assert ends["level"].iloc[0] == pytest.approx(found.joint if lag < 730 else found.early)
    assert ("never join" in chart.to_dict()["description"]) == (lag == 730)


def test_every_chart_is_sound_vega_lite(case: mcda.Case, surface: BlendSurface, curve: BlendCurve) -> None:
    for chart in (
        drawn(case, surface),
        blend_triangle.edge_chart(case, surface, THREE[:2]),
        gains.marginal_gain_chart(case, curve, 0.0),
        gains.lead_split_chart(mcda.lead_split(case, scenario="long_game")),
    ):
        spec = chart.to_dict(validate=True)
        json.dumps(spec, allow_nan=False)
        assert len(spec["description"].split()) > 5
