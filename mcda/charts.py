"""Charts as Altair objects. Each shows one finding; the sentence beside it is made in `mcda.wording`.

Colour means the same everywhere: one hue an objective, one shade of it a criterion; orange marks what is
chosen or best, and a shape or a label always says it too.
"""

import colorsys
from collections.abc import Mapping
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from mcda.blends import BlendCurve
from mcda.case import Case
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.robustness import Stability, Verdict

HUES = ("#3b6fb6", "#1f8a7a", "#8a5aa8", "#b7791f", "#a8505f", "#5b7f2b", "#4a8fb0", "#7a6a58")
ACCENT = "#d9480f"
MUTED = "#8a94a3"
INK = "#6f7a8a"
"""For lines and numbers that must be read on a light and on a dark page."""

Layered: TypeAlias = alt.LayerChart | alt.FacetChart
BAND = "#3b6fb6"

alt.data_transformers.disable_max_rows()


def objective_colours(case: Case) -> dict[str, str]:
    """One colour an objective, by label."""
    objectives = case.catalogue.objectives
    return {objective.label: HUES[i % len(HUES)] for i, objective in enumerate(objectives)}


def criterion_colours(case: Case) -> dict[str, str]:
    """Shades of its objective's hue for each criterion, by label: darker first."""
    colours = {}
    for i, objective in enumerate(case.catalogue.objectives):
        leaves = case.catalogue.under(objective.id)
        for j, criterion in enumerate(leaves):
            spread = 0.0 if len(leaves) == 1 else j / (len(leaves) - 1)
            colours[criterion.label] = _lightened(HUES[i % len(HUES)], 0.42 * spread)
    return colours


def _lightened(colour: str, amount: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    mixed = colorsys.hls_to_rgb(hue, light + (1 - light) * amount, saturation)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)


def contribution_table(case: Case, contributions: pd.DataFrame) -> pd.DataFrame:
    """Contributions in long form: one row an index entry and criterion, with labels and objective."""
    criteria = {criterion.id: criterion for criterion in case.catalogue.criteria}
    objectives = {objective.id: objective.label for objective in case.catalogue.objectives}
    order = {criterion.label: number for number, criterion in enumerate(case.catalogue.criteria)}
    key = str(contributions.index.name)
    long = contributions.reset_index().melt(id_vars=key, var_name="id", value_name="points")
    long["criterion"] = [criteria[one].label for one in long["id"]]
    long["objective"] = [objectives[criteria[one].objective] for one in long["id"]]
    long["order"] = long["criterion"].map(order)
    return long


def ranking_chart(case: Case, ranking: Ranking, found: Verdict | None = None, *, detail: bool = False) -> Layered:
    """Options as stacked bars of what each objective (or criterion) contributes, with 90 % ranges."""
    labels = list(ranking.table["label"])
    y = alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(labelLimit=170, ticks=False, domain=False))
    scores = ranking.table[["option", "label", "score", "rank"]].copy()
    if ranking.method == "additive":
        bars = _stacked_bars(case, ranking, y, detail=detail)
        title = "points of 100"
    else:
        bars = alt.Chart(scores).mark_bar(color=HUES[0], cornerRadius=2).encode(x=alt.X("score:Q"), y=y)
        better = "higher" if METHODS[ranking.method].higher_is_better else "lower"
        title = f"index of {METHODS[ranking.method].label}, {better} is better"
    if found is not None:
        ranges = found.table[["p05", "p95", "p_first"]]
        scores = scores.join(ranges, on="option")
        base = alt.Chart(scores).encode(y=y)
        tooltip = [
            alt.Tooltip("label:N", title="option"),
            alt.Tooltip("score:Q", format=".1f", title="score"),
            alt.Tooltip("p05:Q", format=".1f", title="5 % below"),
            alt.Tooltip("p95:Q", format=".1f", title="5 % above"),
            alt.Tooltip("p_first:Q", format=".0%", title="first in"),
        ]
        whisker = base.mark_rule(strokeWidth=1.6, color=INK).encode(x="p05:Q", x2="p95:Q", tooltip=tooltip)
        halo = base.mark_rule(strokeWidth=4, color="white", opacity=0.6).encode(x="p05:Q", x2="p95:Q")
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
            x=alt.X("points:Q", stack="zero", title="points of 100", axis=alt.Axis(tickCount=6)),
            color=alt.Color(
                f"{level}:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(
                    orient="top", title=None, columns=2 if detail else 1, labelLimit=220, symbolType="square"
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("label:N", title="option"),
                alt.Tooltip(f"{level}:N"),
                alt.Tooltip("points:Q", format=".1f"),
            ],
        )
    )


TITLE = "score of 100"
AXIS = 46
"""Width kept for the y axis, so that charts under one another share their x axis."""


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
        title=TITLE,
        axis=alt.Axis(tickCount=5, minExtent=AXIS, maxExtent=AXIS),
    )
    layers: list[Any] = []
    zone = pd.DataFrame(curve.zone, columns=["from", "to"])
    layers.append(
        alt.Chart(zone)
        .mark_rect(color=ACCENT, opacity=0.13)
        .encode(x=alt.X("from:Q", scale=alt.Scale(domain=[0, 1])), x2="to:Q")
    )
    base = alt.Chart(table).encode(x=x)
    if "p05" in table:
        layers += [
            base.mark_area(color=BAND, opacity=0.13).encode(y=alt.Y("p05:Q", scale=scale, title=TITLE), y2="p95:Q"),
            base.mark_area(color=BAND, opacity=0.22).encode(y=alt.Y("p25:Q", scale=scale, title=TITLE), y2="p75:Q"),
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
                    "without:N", title="without", scale=alt.Scale(range=list(HUES[1:])), legend=alt.Legend(orient="top")
                ),
                strokeDash=alt.StrokeDash("without:N", title="without", legend=alt.Legend(orient="top")),
            )
        )
    layers.append(
        base.mark_line(color=BAND, strokeWidth=2.6).encode(
            y=y,
            tooltip=[
                alt.Tooltip("share:Q", format=".0%", title="share"),
                alt.Tooltip("score:Q", format=".1f", title="score"),
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
            x2="to:Q",
            y=alt.Y("row:N", title="best", axis=alt.Axis(labels=False, ticks=False, minExtent=AXIS, maxExtent=AXIS)),
            opacity=alt.Opacity("p_best:Q", legend=None, scale=alt.Scale(range=[0.04, 1])),
            tooltip=[
                alt.Tooltip("from:Q", format=".0%", title="share from"),
                alt.Tooltip("to:Q", format=".0%", title="to"),
                alt.Tooltip("p_best:Q", format=".0%", title="best in"),
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
                axis=alt.Axis(format=".0%", title=f"{label} share of effort", grid=False),
            ),
            y=alt.Y(
                "points:Q",
                stack="zero",
                title="contribution",
                axis=alt.Axis(tickCount=4, minExtent=AXIS, maxExtent=AXIS),
            ),
            color=alt.Color(
                "objective:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(orient="bottom", title=None, columns=2, symbolType="square", labelLimit=220),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("share:Q", format=".0%"),
                alt.Tooltip("objective:N"),
                alt.Tooltip("points:Q", format=".1f"),
            ],
        )
    )
    return alt.layer(area, _chosen_rule(chosen)).properties(height=270)


def makeup_chart(makeup: pd.DataFrame) -> Layered:
    """The lead of the best blend with everything assumed, and without each assumption."""
    rows = makeup.reset_index()[["without", "lead"]]
    names = {"nothing": "as assumed", "all of them": "without all of these"}
    rows["name"] = [names.get(one, f"without {one}") for one in rows["without"]]
    rows["base"] = rows["without"] == "nothing"
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(labelLimit=170)))
    bars = base.mark_bar(cornerRadius=2).encode(
        x=alt.X("lead:Q", title="lead over the best pure strategy (points)", axis=alt.Axis(tickCount=5)),
        color=alt.condition("datum.base", alt.value(ACCENT), alt.value(BAND)),
    )
    return (
        bars + base.mark_text(align="left", dx=4, color=INK).encode(x="lead:Q", text=alt.Text("lead:Q", format=".1f"))
    ).properties(height=alt.Step(26))


def weight_sweep_chart(
    case: Case, sweep: pd.DataFrame, criterion: str, found: Stability | None, weight: float
) -> Layered:
    """Scores as one weight moves: winners in colour with their names, the rest grey."""
    winners = list(dict.fromkeys(sweep.loc[sweep["rank"] == 1, "label"]))
    lines = sweep.assign(role=sweep["label"].where(sweep["label"].isin(winners), "never first"))
    domain = [*winners, "never first"]
    colours = [*(HUES[i % len(HUES)] for i in range(len(winners))), "#c3c9d2"]
    x = alt.X("weight:Q", axis=alt.Axis(format=".0%", title=f"weight of {case.catalogue[criterion].label.lower()}"))
    layers: list[Any] = []
    if found is not None:
        row = found.table.loc[[criterion], ["low", "high"]]
        layers.append(alt.Chart(row).mark_rect(color=ACCENT, opacity=0.12).encode(x="low:Q", x2="high:Q"))
    layers.append(
        alt.Chart(lines)
        .mark_line(strokeWidth=2)
        .encode(
            x=x,
            y=alt.Y("score:Q", scale=alt.Scale(zero=False), title="score"),
            color=alt.Color(
                "role:N",
                sort=domain,
                scale=alt.Scale(domain=domain, range=colours),
                legend=alt.Legend(orient="top", title="first somewhere", columns=2, labelLimit=220),
            ),
            detail="label:N",
            tooltip=[
                alt.Tooltip("label:N", title="option"),
                alt.Tooltip("weight:Q", format=".0%"),
                alt.Tooltip("score:Q", format=".1f"),
                alt.Tooltip("rank:Q"),
            ],
        )
    )
    now = pd.DataFrame({"weight": [weight]})
    layers.append(alt.Chart(now).mark_rule(strokeDash=[5, 3], color=ACCENT, strokeWidth=2).encode(x="weight:Q"))
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
    better = "more is better" if measure.direction.sign > 0 else "less is better"
    scale = alt.Scale(domain=[measure.scale.low, measure.scale.high])
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=list(rows["label"]), title=None, axis=alt.Axis(labelLimit=170))
    )
    tooltip = [
        alt.Tooltip("label:N", title="option"),
        *(alt.Tooltip(f"{c}:Q", format=".0f") for c in ("low", "mode", "high")),
    ]
    title = f"{measure.label.lower()} ({measure.scale.unit}, {better})"
    ranges = base.mark_bar(height=7, color=BAND, opacity=0.3, cornerRadius=3).encode(
        x=alt.X("low:Q", scale=scale, title=title), x2="high:Q", tooltip=tooltip
    )
    modes = base.mark_point(filled=True, size=80, color=BAND, opacity=1).encode(
        x=alt.X("mode:Q", scale=scale), tooltip=tooltip
    )
    return (ranges + modes).properties(height=alt.Step(26))
