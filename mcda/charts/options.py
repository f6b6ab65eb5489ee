"""Options: their ranking, their scores on one criterion, and what a weight does to them."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.palette import (
    ACCENT,
    BAND,
    HUES,
    INK,
    Layered,
    contribution_table,
    criterion_colours,
    objective_colours,
)
from mcda.language import said, t
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.robustness import Stability, Verdict


def ranking_chart(case: Case, ranking: Ranking, found: Verdict | None = None, *, detail: bool = False) -> Layered:
    """Options as stacked bars of what each objective (or criterion) contributes, with 90 % ranges."""
    labels = list(ranking.table["label"])
    y = alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(labelLimit=170, ticks=False, domain=False))
    scores = ranking.table[["option", "label", "score", "rank"]].copy()
    if ranking.method == "additive":
        bars = _stacked_bars(case, ranking, y, detail=detail)
        title = t("points of 100")
    else:
        bars = alt.Chart(scores).mark_bar(color=HUES[0], cornerRadius=2).encode(x=alt.X("score:Q"), y=y)
        method = said(METHODS[ranking.method].label)
        title = (
            t("index of {method}, higher is better", method=method)
            if METHODS[ranking.method].higher_is_better
            else t("index of {method}, lower is better", method=method)
        )
    if found is not None:
        ranges = found.table[["p05", "p95", "p_first"]]
        scores = scores.join(ranges, on="option")
        base = alt.Chart(scores).encode(y=y)
        tooltip = [
            alt.Tooltip("label:N", title=t("option")),
            alt.Tooltip("score:Q", format=".1f", title=t("score")),
            alt.Tooltip("p05:Q", format=".1f", title=t("5 % below")),
            alt.Tooltip("p95:Q", format=".1f", title=t("5 % above")),
            alt.Tooltip("p_first:Q", format=".0%", title=t("first in")),
        ]
        whisker = base.mark_rule(strokeWidth=1.6, color=INK).encode(
            x=alt.X("p05:Q"), x2=alt.X2("p95:Q"), tooltip=tooltip
        )
        halo = base.mark_rule(strokeWidth=4, color="white", opacity=0.6).encode(x=alt.X("p05:Q"), x2=alt.X2("p95:Q"))
        bars = bars + halo + whisker
    marks = (
        alt.Chart(scores)
        .mark_text(align="left", dx=5, fontSize=12, fontWeight="bold", color=INK)
        .encode(
            y=y,
            x=alt.X("edge:Q", title=title),
            text=alt.Text("score:Q", format=".1f" if ranking.method == "additive" else ".3f"),
        )
        .transform_calculate(edge="max(datum.score, isValid(datum.p95) ? datum.p95 : datum.score)")
    )
    return (bars + marks).properties(height=alt.Step(31))


def _stacked_bars(case: Case, ranking: Ranking, y: alt.Y, *, detail: bool) -> alt.Chart:
    level = "criterion" if detail else "objective"
    colours = criterion_colours(case) if detail else objective_colours(case)
    long = contribution_table(case, ranking.contributions)
    if not detail:
        long = long.groupby(["option", "objective"], sort=False).agg(points=("points", "sum"), order=("order", "min"))
        long = long.reset_index()
    long["label"] = long["option"].map(case.labels)
    return (
        alt.Chart(long)
        .mark_bar(cornerRadius=1)
        .encode(
            y=y,
            x=alt.X("points:Q", stack="zero", title=t("points of 100"), axis=alt.Axis(tickCount=6)),
            color=alt.Color(
                f"{level}:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(
                    orient="top", title=None, columns=2 if detail else 1, labelLimit=220, symbolType="square"
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("label:N", title=t("option")),
                alt.Tooltip(f"{level}:N", title=t("criterion") if detail else t("objective")),
                alt.Tooltip("points:Q", format=".1f", title=t("points")),
            ],
        )
    )


def weight_sweep_chart(
    case: Case, sweep: pd.DataFrame, criterion: str, found: Stability | None, weight: float
) -> Layered:
    """Scores as one weight moves: winners in colour with their names, the rest grey."""
    winners = list(dict.fromkeys(sweep.loc[sweep["rank"] == 1, "label"]))
    never = t("never first")
    lines = sweep.assign(role=sweep["label"].where(sweep["label"].isin(winners), never))
    domain = [*winners, never]
    colours = [*(HUES[i % len(HUES)] for i in range(len(winners))), "#c3c9d2"]
    title = t("weight of {criterion}", criterion=case.catalogue[criterion].label.lower())
    x = alt.X("weight:Q", axis=alt.Axis(format=".0%", title=title))
    layers: list[Any] = []
    if found is not None:
        row = found.table.loc[[criterion], ["low", "high"]]
        layers.append(
            alt.Chart(row).mark_rect(color=ACCENT, opacity=0.12).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
        )
    layers.append(
        alt.Chart(lines)
        .mark_line(strokeWidth=2)
        .encode(
            x=x,
            y=alt.Y("score:Q", scale=alt.Scale(zero=False), title=t("score")),
            color=alt.Color(
                "role:N",
                sort=domain,
                scale=alt.Scale(domain=domain, range=colours),
                legend=alt.Legend(orient="top", title=t("first somewhere"), columns=2, labelLimit=220),
            ),
            detail=alt.Detail("label:N"),
            tooltip=[
                alt.Tooltip("label:N", title=t("option")),
                alt.Tooltip("weight:Q", format=".0%", title=t("weight")),
                alt.Tooltip("score:Q", format=".1f", title=t("score")),
                alt.Tooltip("rank:Q", title=t("rank")),
            ],
        )
    )
    now = pd.DataFrame({"weight": [weight]})
    layers.append(alt.Chart(now).mark_rule(strokeDash=[5, 3], color=ACCENT, strokeWidth=2).encode(x=alt.X("weight:Q")))
    return alt.layer(*layers).properties(height=480)


def evidence_chart(case: Case, scenario: str, criterion: str) -> Layered:
    """Low, most likely and high score of every option on one criterion, in its natural units."""
    measure = case.catalogue[criterion]
    rows = pd.DataFrame(
        {
            "label": [case.labels[option] for option in case.option_ids],
            "low": case.low(scenario)[criterion].to_numpy(),
            "mode": case.scores(scenario)[criterion].to_numpy(),
            "high": case.high(scenario)[criterion].to_numpy(),
        }
    )
    told = {"criterion": measure.label.lower(), "unit": measure.scale.unit}
    title = (
        t("{criterion} ({unit}, more is better)", **told)
        if measure.direction.sign > 0
        else t("{criterion} ({unit}, less is better)", **told)
    )
    scale = alt.Scale(domain=[measure.scale.low, measure.scale.high])
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=list(rows["label"]), title=None, axis=alt.Axis(labelLimit=170))
    )
    tooltip = [
        alt.Tooltip("label:N", title=t("option")),
        alt.Tooltip("low:Q", format=".0f", title=t("low")),
        alt.Tooltip("mode:Q", format=".0f", title=t("mode")),
        alt.Tooltip("high:Q", format=".0f", title=t("high")),
    ]
    ranges = base.mark_bar(height=7, color=BAND, opacity=0.3, cornerRadius=3).encode(
        x=alt.X("low:Q", scale=scale, title=title), x2=alt.X2("high:Q"), tooltip=tooltip
    )
    modes = base.mark_point(filled=True, size=80, color=BAND, opacity=1).encode(
        x=alt.X("mode:Q", scale=scale), tooltip=tooltip
    )
    return (ranges + modes).properties(height=alt.Step(26))
