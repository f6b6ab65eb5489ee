"""What the lead of one option over another rests on: how far each input alone moves it, and shares of its doubt."""

from collections.abc import Hashable
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import FIRST, TEXT
from mcda.charts.palette import ACCENT, BAND, HUES, INK, MUTED, Layered
from mcda.language import figures, later, percent, said, signed, t
from mcda.robustness.drivers import Drivers
from mcda.wording_pairs import amount

MOST = 12
"""So many inputs are drawn, those with the greatest swing."""
GROUPS = {later("scores and levers"): BAND, later("assumptions on blends"): HUES[2], later("weights"): MUTED}
_ROW = 36
_AROUND = 120
"""Room for axis and legend, in pixels."""
_EVIDENCE = ("score", "lever", "rest")


def group_of(kind: str) -> str:
    """Which of the three sorts of doubt an input is."""
    if kind == "weights":
        return "weights"
    return "scores and levers" if kind in _EVIDENCE else "assumptions on blends"


def tornado_chart(case: Case, found: Drivers) -> Layered:
    """The lead as each input alone goes from its low to its high end; the greatest swing first.

    A dot marks the high end of the input. Names stand above the bars, so that long ones can be read on a narrow
    screen, and say where the lead changes sign.
    """
    table = found.tornado.head(MOST)
    rows = pd.DataFrame(
        {
            "row": [f"row {i}" for i in range(len(table))],
            "group": [said(group_of(str(kind))) for kind in table["kind"]],
            "what": table["what"],
            "low": table[["lead_low", "lead_high"]].min(axis=1).clip(upper=found.lead),
            "high": table[["lead_low", "lead_high"]].max(axis=1).clip(lower=found.lead),
            "at_high": table["lead_high"],
            "flips": table["flips"].astype(bool),
            "range": [
                _range_words(float(low), float(high)) for low, high in zip(table["low"], table["high"], strict=True)
            ],
            "turns": [t("true") if flips else t("false") for flips in table["flips"]],
            "unit": table["unit"],
        }
    )
    rows["name"] = rows["what"] + ": " + rows["range"]
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), title=None, axis=None)
    a, b = case.labels[found.a], case.labels[found.b]
    least, most = (rows["low"].min(), rows["high"].max()) if len(rows) else (found.lead, found.lead)
    pad = 0.06 * (max(most, 0.0) - min(least, 0.0)) + 0.05
    span = alt.Scale(domain=[min(least, 0.0) - pad, max(most, 0.0) + pad], nice=False, zero=False)
    x = alt.X("low:Q", scale=span, title=t("lead of {option} (points of 100)", option=a), axis=alt.Axis(tickCount=6))
    tooltip = [
        alt.Tooltip("what:N", title=t("input")),
        alt.Tooltip("range:N", title=t("from low to high")),
        alt.Tooltip("unit:N", title=t("unit")),
        alt.Tooltip("low:Q", format="+.2f", title=t("least lead")),
        alt.Tooltip("high:Q", format="+.2f", title=t("greatest lead")),
        alt.Tooltip("turns:N", title=t("changes sign")),
    ]
    base = alt.Chart(rows).encode(y=y)
    colour = alt.Color(
        "group:N",
        scale=_colours(rows),
        legend=alt.Legend(
            orient="top", title=None, columns=alt.expr("width < 480 ? 1 : 3"), symbolType="square", labelLimit=180
        ),
    )
    texts: dict[str, Any] = {"align": "left", "dy": -9, "fontSize": 12}
    layers = [
        base.mark_bar(height=11, yOffset=8, cornerRadius=1).encode(
            x=x, x2=alt.X2("high:Q"), color=colour, tooltip=tooltip
        ),
        *(
            base.transform_calculate(at=f"{at}")
            .mark_tick(color=colour_of, thickness=thick, size=19, yOffset=8)
            .encode(x=alt.X("at:Q", scale=span))
            for at, colour_of, thick in ((found.lead, INK, 2), (0.0, ACCENT, 3))
        ),
        base.mark_point(filled=True, size=70, opacity=1, yOffset=8, color=INK, stroke="#ffffff").encode(
            x=alt.X("at_high:Q", scale=span)
        ),
        base.mark_text(limit=alt.ExprRef("width - 92"), color=TEXT, **texts).encode(
            x=alt.XValue(0), text=alt.Text("name:N")
        ),
        base.transform_filter("datum.flips")
        .mark_text(align="right", dy=-9, fontSize=12, fontWeight="bold", color=TEXT, text=t("↔ changes sign"))
        .encode(x=alt.XValue("width")),
    ]
    description = t(
        "Lead of {a} over {b}, {lead} points now, as each input alone moves. {list}.",
        a=a,
        b=b,
        lead=signed(found.lead, 1),
        list="; ".join(_told(row) for row in rows.to_dict("records")),
    )
    return (
        alt.layer(*layers)
        .properties(height=_ROW * max(1, len(rows)) + _AROUND, description=description)
        .configure_view(stroke=None)
    )


def _range_words(low: float, high: float) -> str:
    """From where to where an input goes; to two decimals where it is small."""
    if abs(high) >= 10:
        return t("{low} to {high}", low=amount(low), high=amount(high))
    return t("{low} to {high}", low=figures(round(low, 2)), high=figures(round(high, 2)))


def _told(row: dict[Hashable, Any]) -> str:
    """What one input alone does to the lead."""
    told = {"input": row["name"], "low": signed(row["low"], 1), "high": signed(row["high"], 1)}
    if row["flips"]:
        return t("{input}, lead from {low} to {high}, changes sign", **told)
    return t("{input}, lead from {low} to {high}", **told)


def _colours(rows: pd.DataFrame) -> alt.Scale:
    """The colours of those sorts of doubt that occur."""
    shown = set(rows["group"])
    used = {said(group): colour for group, colour in GROUPS.items() if said(group) in shown}
    return alt.Scale(domain=list(used), range=list(used.values()))


def indices_chart(case: Case, found: Drivers) -> Layered:
    """Shares of the doubt about the lead: what would stay if all but this were known, with 95 % intervals.

    A tick marks the share that would go if this alone were known.
    """
    table = found.indices.head(MOST)
    rows = pd.DataFrame(
        {
            "row": [f"row {i}" for i in range(len(table))],
            "what": table["what"],
            "group": [said(group_of(str(kind))) for kind in table["kind"]],
            "total": table["total"].clip(lower=0),
            "first": table["first"].clip(lower=0),
            "least": (table["total"] - table["total_error"]).clip(lower=0),
            "most": table["total"] + table["total_error"],
        }
    )
    rows["name"] = [f"{what}: {percent(total)}" for what, total in zip(rows["what"], rows["total"], strict=True)]
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), title=None, axis=None)
    x = alt.X("total:Q", title=t("share of the variance of the lead"), axis=alt.Axis(format=".0%", tickCount=5))
    base = alt.Chart(rows).encode(y=y)
    layers = [
        base.mark_bar(height=11, yOffset=8, cornerRadius=1).encode(
            x=x,
            color=alt.Color("group:N", scale=_colours(rows), legend=None),
            tooltip=[
                alt.Tooltip("what:N", title=t("input")),
                alt.Tooltip("total:Q", format=".1%", title=t("total index")),
                alt.Tooltip("least:Q", format=".1%", title=t("95 % from")),
                alt.Tooltip("most:Q", format=".1%", title=t("to")),
                alt.Tooltip("first:Q", format=".1%", title=t("first-order index")),
            ],
        ),
        base.mark_rule(strokeWidth=2, color=INK, yOffset=8).encode(x=alt.X("least:Q"), x2=alt.X2("most:Q")),
        base.mark_tick(thickness=3, size=15, color=FIRST, yOffset=8).encode(x=alt.X("first:Q")),
        base.mark_text(align="left", dy=-9, fontSize=12, color=TEXT, limit=alt.ExprRef("width")).encode(
            x=alt.XValue(0), text=alt.Text("name:N")
        ),
    ]
    told = t("Total Sobol indices of the lead. {list}.", list="; ".join(rows["name"]) or t("none"))
    return (
        alt.layer(*layers)
        .properties(height=_ROW * max(1, len(rows)) + _AROUND // 2, description=told)
        .configure_view(stroke=None)
    )


__all__ = ["indices_chart", "tornado_chart"]
