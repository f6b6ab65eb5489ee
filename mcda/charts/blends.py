"""Blends: score by share, how often each share is best, contributions, and what the lead rests on."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import BlendCurve
from mcda.case import Case
from mcda.charts.palette import ACCENT, BAND, HUES, INK, MUTED, Layered, contribution_table, objective_colours
from mcda.language import later, said, t

TITLE = later("score of 100")
AXIS = 46
"""Width kept for the y axis, so that charts under one another share their x axis."""
_MAKEUP = {
    "nothing": later("as assumed"),
    "all of them": later("without all of these"),
    "returns": later("without returns"),
    "synergy": later("without synergy"),
    "coordination": later("without coordination"),
    "acting first": later("without acting first"),
    "rule first": later("without rule first"),
    "rule reach": later("without rule reach"),
    "rule trust": later("without rule trust"),
    "rule stack": later("without rule stack"),
}
"""What the rows of `lead_makeup` are called."""


def blend_score_chart(
    curve: BlendCurve, ghosts: Mapping[str, BlendCurve] | None = None, chosen: float | None = None
) -> Layered:
    """Score by share, with the indifference zone, the bands of doubt, and the curve without an assumption."""
    ghosts = ghosts or {}
    table = curve.table
    x = alt.X("share:Q", axis=alt.Axis(format=".0%", title=None, grid=False), scale=alt.Scale(domain=[0, 1]))
    everything = [table["score"], *(ghost.table["score"] for ghost in ghosts.values())]
    everything += [table["p05"], table["p95"]] if "p05" in table else []
    low = min(float(column.min()) for column in everything)
    high = max(float(column.max()) for column in everything)
    pad = 0.08 * (high - low) + 0.5
    scale = alt.Scale(domain=[low - pad, high + pad], zero=False, nice=False)
    y = alt.Y(
        "score:Q",
        scale=scale,
        title=said(TITLE),
        axis=alt.Axis(tickCount=5, minExtent=AXIS, maxExtent=AXIS),
    )
    layers: list[Any] = []
    zone = pd.DataFrame(curve.zone, columns=["from", "to"])
    layers.append(
        alt.Chart(zone)
        .mark_rect(color=ACCENT, opacity=0.13)
        .encode(x=alt.X("from:Q", scale=alt.Scale(domain=[0, 1])), x2=alt.X2("to:Q"))
    )
    base = alt.Chart(table).encode(x=x)
    if "p05" in table:
        layers += [
            base.mark_area(color=BAND, opacity=0.13).encode(
                y=alt.Y("p05:Q", scale=scale, title=said(TITLE)), y2=alt.Y2("p95:Q")
            ),
            base.mark_area(color=BAND, opacity=0.22).encode(
                y=alt.Y("p25:Q", scale=scale, title=said(TITLE)), y2=alt.Y2("p75:Q")
            ),
        ]
    if ghosts:
        lines = pd.concat([ghost.table.assign(without=name) for name, ghost in ghosts.items()])
        layers.append(
            alt.Chart(lines)
            .mark_line(strokeWidth=1.6)
            .encode(
                x=x,
                y=y,
                color=alt.Color(
                    "without:N",
                    title=t("without"),
                    scale=alt.Scale(range=list(HUES[1:])),
                    legend=alt.Legend(orient="top"),
                ),
                strokeDash=alt.StrokeDash("without:N", title=t("without"), legend=alt.Legend(orient="top")),
            )
        )
    layers.append(
        base.mark_line(color=BAND, strokeWidth=2.6).encode(
            y=y,
            tooltip=[
                alt.Tooltip("share:Q", format=".0%", title=t("share")),
                alt.Tooltip("score:Q", format=".1f", title=t("score")),
            ],
        )
    )
    best = pd.DataFrame({"share": [curve.best_share], "score": [curve.best_score], "mark": ["best"]})
    layers.append(alt.Chart(best).mark_point(shape="diamond", size=130, filled=True, color=ACCENT).encode(x=x, y=y))
    layers.append(_chosen_rule(chosen))
    return alt.layer(*layers).properties(height=310)


def _chosen_rule(chosen: float | None) -> alt.Chart:
    where = pd.DataFrame({"share": [] if chosen is None else [chosen]}, dtype=float)
    scale = alt.Scale(domain=[0, 1])
    return (
        alt.Chart(where)
        .mark_rule(strokeDash=[5, 3], strokeWidth=1.6, color=MUTED)
        .encode(x=alt.X("share:Q", scale=scale))
    )


def best_share_chart(curve: BlendCurve) -> alt.Chart:
    """How often each share is the best, in steps of 5 %: darker is more often."""
    strip = curve.table[["share", "p_best"]].copy()
    strip["from"] = (strip["share"] * 20).round() / 20 - 0.025
    strip = strip.groupby("from")[["p_best"]].sum().reset_index()
    strip["from"] = strip["from"].clip(lower=0)
    strip["row"] = ""
    strip["to"] = (strip["from"] + 0.05).where(strip["from"] > 0, 0.025).clip(upper=1)
    return (
        alt.Chart(strip)
        .mark_rect(color=BAND)
        .encode(
            x=alt.X(
                "from:Q",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(labels=False, ticks=False, title=None, grid=False),
            ),
            x2=alt.X2("to:Q"),
            y=alt.Y("row:N", title=t("best"), axis=alt.Axis(labels=False, ticks=False, minExtent=AXIS, maxExtent=AXIS)),
            opacity=alt.Opacity("p_best:Q", legend=None, scale=alt.Scale(range=[0.04, 1])),
            tooltip=[
                alt.Tooltip("from:Q", format=".0%", title=t("share from")),
                alt.Tooltip("to:Q", format=".0%", title=t("to")),
                alt.Tooltip("p_best:Q", format=".0%", title=t("best in")),
            ],
        )
        .properties(height=44)
    )


def blend_contribution_chart(case: Case, curve: BlendCurve, chosen: float | None = None) -> Layered:
    """What each objective contributes to the score, share by share."""
    label = case.labels[curve.components[0]]
    long = contribution_table(case, curve.contributions)
    by = long.groupby(["share", "objective"], sort=False).agg(points=("points", "sum"), order=("order", "min"))
    by = by.reset_index()
    colours = objective_colours(case)
    area = (
        alt.Chart(by)
        .mark_area(opacity=0.9)
        .encode(
            x=alt.X(
                "share:Q",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format=".0%", title=t("{part} share of effort", part=label), grid=False),
            ),
            y=alt.Y(
                "points:Q",
                stack="zero",
                title=t("contribution"),
                axis=alt.Axis(tickCount=4, minExtent=AXIS, maxExtent=AXIS),
            ),
            color=alt.Color(
                "objective:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(orient="bottom", title=None, columns=2, symbolType="square", labelLimit=220),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("share:Q", format=".0%", title=t("share")),
                alt.Tooltip("objective:N", title=t("objective")),
                alt.Tooltip("points:Q", format=".1f", title=t("points")),
            ],
        )
    )
    return alt.layer(area, _chosen_rule(chosen)).properties(height=270)


def makeup_chart(makeup: pd.DataFrame) -> Layered:
    """The lead of the best blend with everything assumed, and without each assumption."""
    rows = makeup.reset_index()[["without", "lead"]]
    rows["name"] = [said(_MAKEUP[one]) for one in rows["without"]]
    rows["base"] = rows["without"] == "nothing"
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(labelLimit=170)))
    bars = base.mark_bar(cornerRadius=2).encode(
        x=alt.X("lead:Q", title=t("lead over the best pure strategy (points)"), axis=alt.Axis(tickCount=5)),
        color=alt.ColorValue(BAND, condition={"test": "datum.base", "value": ACCENT}),
    )
    return (
        bars
        + base.mark_text(align="left", dx=4, color=INK).encode(x=alt.X("lead:Q"), text=alt.Text("lead:Q", format=".1f"))
    ).properties(height=alt.Step(26))
