"""How well the parts must fit: where a blend pays, over coordination × share."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import BreakEvenMap, OptimumPath
from mcda.case import Case
from mcda.charts.palette import ACCENT, Layered
from mcda.wording_blends import parameter_words

LOSS, LEVEL, GAIN = "#a8505f", "#f3f1ec", "#3b6fb6"
_DARK = "#16202e"
_HEIGHT = 420
_PATH = 260
_LINES = {"zero": "level with it", "epsilon": "ahead by what matters"}


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
        axis=alt.Axis(format=".0%", tickCount=5, grid=False, title=f"{label} share of effort"),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[-1, 1]),
        axis=alt.Axis(format="+.1f", values=[-1, -0.5, 0, 0.5, 1], grid=False, title="coordination"),
    )
    colour = alt.Color(
        "lead:Q",
        scale=alt.Scale(range=[LOSS, LEVEL, GAIN], domainMid=0, interpolate="rgb"),
        legend=alt.Legend(
            orient="bottom", title="lead over the best pure strategy (points)", format="+.0f", titleLimit=300
        ),
    )
    tooltip = [
        alt.Tooltip("share:Q", format=".0%", title=f"{label} share"),
        alt.Tooltip("coordination:Q", format="+.2f"),
        alt.Tooltip("lead:Q", format="+.1f"),
    ]
    base = alt.Chart(cells).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), tooltip=tooltip)
    frame = alt.Chart(pd.DataFrame({"x": [0.0], "x2": [1.0], "y": [low], "y2": [high]})).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q")
    )
    assumed = alt.Chart(pd.DataFrame({"y": [found.assumed], "text": [f"assumed: {found.assumed:+.2f}"]})).encode(y=y)
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
    description = (
        f"Lead of every blend over {case.labels[found.best_pure]} alone, by {label} share and coordination from -1 "
        f"to 1: from {lead.min():+.1f} to {lead.max():+.1f} points. {_told(found)}"
    )
    return alt.layer(*layers).properties(height=_HEIGHT, description=description).configure_view(stroke=None)


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
            alt.Chart(line.assign(what=_LINES[name])).mark_line(**mark).encode(x=x, y=y, tooltip=alt.Tooltip("what:N"))
        )
    return drawn


def _told(found: BreakEvenMap) -> str:
    least = _mixes(found)["epsilon"].min()
    if pd.isna(least):
        return f"No coordination gives a lead of {found.epsilon:g} points."
    return f"A lead of {found.epsilon:g} points needs coordination of at least {least:+.2f}."


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
    x = alt.X(
        "value:Q",
        title=title,
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format=".0%" if weighs else "~g", grid=False, tickCount=6),
    )
    y = alt.Y(
        "share:Q",
        title=f"best {label.lower()} share",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5, titleLimit=260),
    )
    base = alt.Chart(rows).encode(
        x=x,
        tooltip=[
            alt.Tooltip("value:Q", format=".1%" if weighs else ".2f", title=title),
            alt.Tooltip("share:Q", format=".0%", title="best share"),
            alt.Tooltip("low:Q", format=".0%", title="as good from"),
            alt.Tooltip("high:Q", format=".0%", title="to"),
            alt.Tooltip("lead:Q", format="+.1f", title="lead"),
        ],
    )
    now = pd.DataFrame({"value": [float(found.now)]})
    layers = [
        base.mark_area(color=GAIN, opacity=0.16).encode(
            y=alt.Y("low:Q", scale=alt.Scale(domain=[0, 1]), title=f"best {label.lower()} share"), y2=alt.Y2("high:Q")
        ),
        base.mark_line(color=GAIN, strokeWidth=2.6).encode(y=y),
        alt.Chart(now).mark_rule(color=ACCENT, strokeWidth=2).encode(x=x),
    ]
    description = (
        f"Best {label} share as {title} goes from {rows['value'].min():.3g} to {rows['value'].max():.3g}: between "
        f"{rows['share'].min():.0%} and {rows['share'].max():.0%}."
    )
    return alt.layer(*layers).properties(height=_PATH, description=description)


__all__ = ["break_even_map_chart", "path_chart"]
