"""Weights of a set, and the value curve of a criterion."""

import altair as alt
import numpy as np
import pandas as pd

from criteria import Criterion
from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.names import broken, name_axis
from mcda.charts.palette import ACCENT, BAND, INK, Layered, objective_colours
from mcda.value_curves import score_worth
from mcda.values import Curve
from mcda.weights import WeightSet

_POINTS = 61
_MARKED = (0.25, 0.5, 0.75)


def weight_chart(case: Case, weights: WeightSet) -> Layered:
    """Each weight as a bar in the colour of its objective, with its range as a line; in catalogue order."""
    colours = objective_colours(case)
    objectives = {one.id: one.label for one in case.catalogue.objectives}
    rows = pd.DataFrame(
        {
            "criterion": [one.label for one in case.catalogue.criteria],
            "label": [
                broken(f"{one.label} {100 * weight:.1f} %", 26)
                for one, weight in zip(case.catalogue.criteria, weights.weights, strict=True)
            ],
            "objective": [objectives[one.objective] for one in case.catalogue.criteria],
            "low": weights.low,
            "weight": weights.weights,
            "high": weights.high,
        }
    )
    base = alt.Chart(rows).encode(y=alt.Y("label:N", sort=list(rows["label"]), axis=name_axis(labelLimit=190)))
    tooltip = [
        alt.Tooltip("criterion:N"),
        *(alt.Tooltip(f"{one}:Q", format=".1%") for one in ("weight", "low", "high")),
    ]
    bars = base.mark_bar(cornerRadius=2, height=13).encode(
        x=alt.X("weight:Q", title="weight; line: its range", axis=alt.Axis(format=".0%", tickCount=5)),
        color=alt.Color(
            "objective:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="top", title=None, columns=1, labelLimit=220),
        ),
        tooltip=tooltip,
    )
    ranges = base.mark_rule(strokeWidth=2, color=INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), tooltip=tooltip)
    first = sorted(zip(weights.weights, case.catalogue.criteria, strict=True), key=lambda pair: -pair[0])
    told = "; ".join(f"{one.label} {100 * weight:.1f} %" for weight, one in first)
    description = f"Weights of {weights.label}, greatest first: {told}."
    return (bars + ranges).properties(height=alt.Step(30), description=description)


def value_curve_chart(criterion: Criterion, curve: Curve) -> Layered:
    """What each score is worth, with the scores worth 25, 50 and 75 marked; dashes are the straight line."""
    shares = np.linspace(0.0, 1.0, _POINTS)
    span = criterion.best - criterion.worst
    line = pd.DataFrame({"score": criterion.worst + shares * span, "value": 100.0 * curve.value(shares)})
    marks = pd.DataFrame(
        {"score": [score_worth(criterion, curve, value) for value in _MARKED], "value": [100 * v for v in _MARKED]}
    )
    marks["text"] = [f"{score:.3g}" for score in marks["score"]]
    straight = pd.DataFrame({"score": [criterion.worst, criterion.best], "value": [0.0, 100.0]})
    unit = f" ({criterion.scale.unit})" if criterion.scale.unit else ""
    scale = alt.Scale(domain=[criterion.scale.low, criterion.scale.high], nice=False)
    x = alt.X("score:Q", scale=scale, title=f"{criterion.label.lower()}{unit}")
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 100]), title="worth, 0 worst to 100 best")
    tooltip = [alt.Tooltip("score:Q", format=".3~g"), alt.Tooltip("value:Q", format=".0f", title="worth")]
    curved = alt.Chart(line).mark_line(strokeWidth=3, color=BAND).encode(x=x, y=y, tooltip=tooltip)
    dashes = alt.Chart(straight).mark_line(strokeDash=[4, 4], color=INK).encode(x=x, y=y)
    dots = alt.Chart(marks).mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(x=x, y=y, tooltip=tooltip)
    texts = (
        alt.Chart(marks)
        .mark_text(align="left", dx=9, dy=9, fontSize=12, color=TEXT)
        .encode(x=x, y=y, text=alt.Text("text:N"))
    )
    told = ", ".join(f"{row['value']:.0f} at {row['score']:.3g}" for row in marks.to_dict("records"))
    description = f"What each score of {criterion.label.lower()} is worth: {told}{unit}."
    return (dashes + curved + dots + texts).properties(height=300, description=description)
