"""Weights of a set, and the value curve of a criterion."""

import altair as alt
import numpy as np
import pandas as pd

from criteria import Criterion
from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.names import broken, name_axis
from mcda.charts.palette import ACCENT, BAND, INK, Layered, objective_colours
from mcda.language import figures, number, t
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
                broken(f"{one.label} {number(100 * weight)} %", 26)
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
        alt.Tooltip("criterion:N", title=t("criterion")),
        alt.Tooltip("weight:Q", format=".1%", title=t("weight")),
        alt.Tooltip("low:Q", format=".1%", title=t("low")),
        alt.Tooltip("high:Q", format=".1%", title=t("high")),
    ]
    bars = base.mark_bar(cornerRadius=2, height=13).encode(
        x=alt.X("weight:Q", title=t("weight; line: its range"), axis=alt.Axis(format=".0%", tickCount=5)),
        color=alt.Color(
            "objective:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="top", title=None, columns=1, labelLimit=220),
        ),
        tooltip=tooltip,
    )
    ranges = base.mark_rule(strokeWidth=2, color=INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), tooltip=tooltip)
    first = sorted(zip(weights.weights, case.catalogue.criteria, strict=True), key=lambda pair: -pair[0])
    told = "; ".join(f"{one.label} {number(100 * weight)} %" for weight, one in first)
    description = t("Weights of {weights}, greatest first: {told}.", weights=weights.label, told=told)
    return (bars + ranges).properties(height=alt.Step(30), description=description)


def value_curve_chart(criterion: Criterion, curve: Curve) -> Layered:
    """What each score is worth, with the scores worth 25, 50 and 75 marked; dashes are the straight line."""
    shares = np.linspace(0.0, 1.0, _POINTS)
    span = criterion.best - criterion.worst
    line = pd.DataFrame({"score": criterion.worst + shares * span, "value": 100.0 * curve.value(shares)})
    marks = pd.DataFrame(
        {"score": [score_worth(criterion, curve, value) for value in _MARKED], "value": [100 * v for v in _MARKED]}
    )
    marks["text"] = [figures(score, 3) for score in marks["score"]]
    straight = pd.DataFrame({"score": [criterion.worst, criterion.best], "value": [0.0, 100.0]})
    unit = f" ({criterion.scale.unit})" if criterion.scale.unit else ""
    scale = alt.Scale(domain=[criterion.scale.low, criterion.scale.high], nice=False)
    x = alt.X("score:Q", scale=scale, title=f"{criterion.label.lower()}{unit}")
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 100]), title=t("worth, 0 worst to 100 best"))
    tooltip = [
        alt.Tooltip("score:Q", format=".3~g", title=t("score")),
        alt.Tooltip("value:Q", format=".0f", title=t("worth")),
    ]
    curved = alt.Chart(line).mark_line(strokeWidth=3, color=BAND).encode(x=x, y=y, tooltip=tooltip)
    dashes = alt.Chart(straight).mark_line(strokeDash=[4, 4], color=INK).encode(x=x, y=y)
    dots = alt.Chart(marks).mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(x=x, y=y, tooltip=tooltip)
    texts = (
        alt.Chart(marks)
        .mark_text(align="left", dx=9, dy=9, fontSize=12, color=TEXT)
        .encode(x=x, y=y, text=alt.Text("text:N"))
    )
    told = ", ".join(
        t("{worth} at {score}", worth=number(row["value"], 0), score=figures(row["score"], 3))
        for row in marks.to_dict("records")
    )
    description = t(
        "What each score of {criterion} is worth: {told}{unit}.",
        criterion=criterion.label.lower(),
        told=told,
        unit=unit,
    )
    return (dashes + curved + dots + texts).properties(height=300, description=description)
