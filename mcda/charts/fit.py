"""How well the parts must fit: where a blend pays, over coordination × share."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import BreakEvenMap, OptimumPath
from mcda.case import Case
from mcda.charts.palette import ACCENT, Layered
from mcda.language import figures, later, percent, points, said, signed, t
from mcda.wording_blends import parameter_words

LOSS, LEVEL, GAIN = "#a8505f", "#f3f1ec", "#3b6fb6"
_DARK = "#16202e"
_HEIGHT = 420
_PATH = 260
_LINES = {"zero": later("level with it"), "epsilon": later("ahead by what matters")}


def break_even_map_chart(case: Case, found: BreakEvenMap, low: float, high: float) -> Layered:
    """The lead of every blend of two at every coordination: blue where a blend leads, red where it loses.

    Dashed line: from there on up a blend is level with the best pure strategy. Full line: it leads by epsilon. The
    frame is the scenario's range of coordination, `low` to `high`; the orange line what is assumed.
    """
    step_x, step_y = (found.table[one].drop_duplicates().diff().max() / 2 for one in ("share", "coordination"))
    # Cells reach a little over the next ones, so that no seam shows between them.
    cells = found.table.assign(
        x=(found.table["share"] - step_x).clip(lower=0),
        x2=(found.table["share"] + 1.2 * step_x).clip(upper=1),
        y=(found.table["coordination"] - step_y).clip(lower=-1),
        y2=(found.table["coordination"] + 1.2 * step_y).clip(upper=1),
    )
    label = case.labels[found.components[0]]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5, grid=False, title=t("{part} share of effort", part=label)),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[-1, 1]),
        axis=alt.Axis(format="+.1f", values=[-1, -0.5, 0, 0.5, 1], grid=False, title=t("coordination")),
    )
    colour = alt.Color(
        "lead:Q",
        scale=alt.Scale(range=[LOSS, LEVEL, GAIN], domainMid=0, interpolate="rgb"),
        legend=alt.Legend(
            orient="bottom",
            title=t("lead over the best pure strategy (points)"),
            format="+.0f",
            titleLimit=300,
        ),
    )
    tooltip = [
        alt.Tooltip("share:Q", format=".0%", title=t("{part} share", part=label)),
        alt.Tooltip("coordination:Q", format="+.2f", title=t("coordination")),
        alt.Tooltip("lead:Q", format="+.1f", title=t("lead")),
    ]
    base = alt.Chart(cells).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), tooltip=tooltip)
    frame = alt.Chart(pd.DataFrame({"x": [0.0], "x2": [1.0], "y": [low], "y2": [high]})).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q")
    )
    text = t("assumed: {value}", value=signed(found.assumed))
    assumed = alt.Chart(pd.DataFrame({"y": [found.assumed], "text": [text]})).encode(y=y)
    layers = [
        base.transform_filter("datum.feasible").mark_rect().encode(color=colour),
        base.transform_filter("!datum.feasible").mark_rect(color="#8a94a3", opacity=0.35),
        frame.mark_rect(fillOpacity=0, stroke=_DARK, strokeWidth=1.2, strokeDash=[2, 3]),
        assumed.mark_rule(color=ACCENT, strokeWidth=2),
        *_contours(found, x, y),
        assumed.mark_text(align="right", dx=-6, dy=-8, fontSize=12, fontWeight="bold", color=_DARK).encode(
            x=alt.XValue("width"), text=alt.Text("text:N")
        ),
    ]
    lead = found.table.loc[found.table["feasible"], "lead"]
    description = t(
        "Lead of every blend over {pure} alone, by {part} share and coordination from −1 to 1: "
        "from {least} to {most} points.",
        pure=case.labels[found.best_pure],
        part=label,
        least=signed(lead.min(), 1),
        most=signed(lead.max(), 1),
    )
    described = f"{description} {_told(found)}"
    return alt.layer(*layers).properties(height=_HEIGHT, description=described).configure_view(stroke=None)


def _mixes(found: BreakEvenMap) -> pd.DataFrame:
    """Contours of mixes only: a pure strategy is level with itself whatever the coordination."""
    inside = found.contours["share"].between(1e-9, 1 - 1e-9)
    return found.contours[inside]


def _contours(found: BreakEvenMap, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    drawn = []
    for name, dash in (("zero", [6, 4]), ("epsilon", [1, 0])):
        line = _mixes(found)[["share", name]].dropna().set_axis(["x", "y"], axis=1)
        mark: dict[str, Any] = {"strokeDash": dash, "color": _DARK, "strokeWidth": 2.2, "clip": True}
        drawn.append(
            alt.Chart(line.assign(what=said(_LINES[name])))
            .mark_line(**mark)
            .encode(x=x, y=y, tooltip=alt.Tooltip("what:N"))
        )
    return drawn


def _told(found: BreakEvenMap) -> str:
    least = _mixes(found)["epsilon"].min()
    if pd.isna(least):
        return t("No coordination gives a lead of {lead}.", lead=points(found.epsilon))
    return t(
        "A lead of {lead} needs coordination of at least {least}.",
        lead=points(found.epsilon),
        least=signed(least),
    )


def path_chart(case: Case, found: OptimumPath) -> Layered:
    """The first component's best share as one parameter changes; shaded, every share within epsilon of the best."""
    component = found.components[0]
    table = found.table[found.table["feasible"] & found.table["score"].notna()]
    rows = table[["value", component, f"{component}_low", f"{component}_high", "lead"]].set_axis(
        ["value", "share", "low", "high", "lead"], axis=1
    )
    label = case.labels[component]
    weighs = found.parameter.startswith("weight:")
    title = parameter_words(case, found.parameter)
    best = t("best {part} share", part=label.lower())
    x = alt.X(
        "value:Q",
        title=title,
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format=".0%" if weighs else "~g", grid=False, tickCount=6),
    )
    y = alt.Y(
        "share:Q",
        title=best,
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5, titleLimit=260),
    )
    base = alt.Chart(rows).encode(
        x=x,
        tooltip=[
            alt.Tooltip("value:Q", format=".1%" if weighs else ".2f", title=title),
            alt.Tooltip("share:Q", format=".0%", title=t("best share")),
            alt.Tooltip("low:Q", format=".0%", title=t("as good from")),
            alt.Tooltip("high:Q", format=".0%", title=t("to")),
            alt.Tooltip("lead:Q", format="+.1f", title=t("lead")),
        ],
    )
    now = pd.DataFrame({"value": [float(found.now)]})
    layers = [
        base.mark_area(color=GAIN, opacity=0.16).encode(
            y=alt.Y("low:Q", scale=alt.Scale(domain=[0, 1]), title=best), y2=alt.Y2("high:Q")
        ),
        base.mark_line(color=GAIN, strokeWidth=2.6).encode(y=y),
        alt.Chart(now).mark_rule(color=ACCENT, strokeWidth=2).encode(x=x),
    ]
    description = t(
        "Best {part} share as {parameter} goes from {low} to {high}: between {least} and {most}.",
        part=label,
        parameter=title,
        low=figures(rows["value"].min(), 3),
        high=figures(rows["value"].max(), 3),
        least=percent(rows["share"].min()),
        most=percent(rows["share"].max()),
    )
    return alt.layer(*layers).properties(height=_PATH, description=description)


__all__ = ["break_even_map_chart", "path_chart"]
