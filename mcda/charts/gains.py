"""Gains and losses in points: what more of a share brings and costs, and what a blend's lead is due to."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import BlendCurve, LeadSplit
from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.palette import BAND, INK, MUTED, Layered, criterion_colours
from mcda.language import capital, number, percent, said, signed, t
from mcda.wording_mixes import ASSUMPTION_WORDS

STEP = 0.1
"""Marginal gains are stated for so much more share."""
_ROW = 34
_AROUND = 46


def marginal_gains(curve: BlendCurve, share: float) -> "pd.Series[float]":
    """Points that each criterion gains for 10 more points of the first component's share, at that share.

    The slope between the neighbouring shares of the curve, so that the sum is the slope of the score.
    """
    shares = curve.contributions.index.to_numpy(dtype=float)
    at = int(abs(shares - share).argmin())
    before, after = max(at - 1, 0), min(at + 1, len(shares) - 1)
    rise = curve.contributions.iloc[after] - curve.contributions.iloc[before]
    return pd.Series(STEP * rise / (shares[after] - shares[before]), name="points")


def marginal_gain_chart(case: Case, curve: BlendCurve, share: float) -> Layered:
    """What 10 more points of share bring and cost, criterion by criterion; at an inner optimum they sum to zero."""
    gains = marginal_gains(curve, share)
    label = case.labels[curve.components[0]].lower()
    labels = [case.catalogue[str(one)].label for one in gains.index]
    rows = pd.DataFrame({"name": labels, "points": gains.to_numpy()})
    rows = rows[rows["points"].abs() > 1e-9].sort_values("points", ascending=False, kind="stable")
    description = t(
        "At {share} {part}, 10 points more share change the score by {change} points: {list}.",
        share=percent(share),
        part=label,
        change=signed(gains.sum()),
        list=_told(rows["name"], rows["points"]) or t("nothing changes"),
    )
    return _bars(rows, t("points for 10 points more {part}", part=label), description, criterion_colours(case))


def lead_split_chart(found: LeadSplit) -> Layered:
    """How many points of a blend's lead are due to each assumption, by an exact Shapley split."""
    points = found.table["points"].sort_values(ascending=False, kind="stable")
    words = [said(ASSUMPTION_WORDS[str(one)]) for one in points.index]
    names = [capital(one) for one in words]
    description = t(
        "The lead of {lead} points, split among what is assumed: {list}.",
        lead=number(found.lead, 2),
        list=_told(words, points),
    )
    rows = pd.DataFrame({"name": names, "points": points.to_numpy()})
    return _bars(rows, t("points of the lead due to it"), description)


def _told(names: Iterable[str], points: Iterable[float]) -> str:
    """What each brings, as a list in a sentence."""
    return "; ".join(f"{name} {signed(gain)}" for name, gain in zip(names, points, strict=True))


def _bars(rows: pd.DataFrame, title: str, description: str, colours: dict[str, str] | None = None) -> Layered:
    """Bars to the right for gains and to the left for losses; names above them, so that they fit a narrow screen."""
    rows = rows.assign(
        row=[f"row {i}" for i in range(len(rows))],
        said=[f"{name}: {signed(gain)}" for name, gain in zip(rows["name"], rows["points"], strict=True)],
    )
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), axis=None)
    x = alt.X("points:Q", title=title, axis=alt.Axis(tickCount=5, format="+.1f", titleLimit=320))
    base = alt.Chart(rows).encode(y=y)
    colour: Any = alt.ColorValue(MUTED, condition={"test": "datum.points >= 0", "value": BAND})
    if colours is not None:
        used = list(rows["name"])
        colour = alt.Color("name:N", scale=alt.Scale(domain=used, range=[colours[one] for one in used]), legend=None)
    layers = [
        base.mark_bar(height=10, yOffset=8, cornerRadius=1).encode(x=x, color=colour, tooltip=alt.Tooltip("said:N")),
        alt.Chart(pd.DataFrame({"points": [0.0]})).mark_rule(color=INK, strokeWidth=1.4).encode(x=x),
        base.mark_text(align="left", dy=-7, fontSize=12, color=TEXT, limit=alt.ExprRef("width")).encode(
            x=alt.XValue(0), text=alt.Text("said:N")
        ),
    ]
    return (
        alt.layer(*layers)
        .properties(height=_ROW * max(1, len(rows)) + _AROUND, description=description)
        .configure_view(stroke=None)
    )


__all__ = ["lead_split_chart", "marginal_gain_chart", "marginal_gains"]
