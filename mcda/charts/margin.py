"""What the lead of one option over another rests on: how far each input alone moves it, and shares of its doubt."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import FIRST, TEXT
from mcda.charts.palette import ACCENT, BAND, HUES, INK, MUTED, Layered
from mcda.robustness.drivers import Drivers
from mcda.wording_pairs import number

MOST = 12
"""So many inputs are drawn, those with the greatest swing."""
GROUPS = {"scores and levers": BAND, "assumptions on blends": HUES[2], "weights": MUTED}
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
            "group": [group_of(str(kind)) for kind in table["kind"]],
            "what": table["what"],
            "low": table[["lead_low", "lead_high"]].min(axis=1).clip(upper=found.lead),
            "high": table[["lead_low", "lead_high"]].max(axis=1).clip(lower=found.lead),
            "at_high": table["lead_high"],
            "flips": table["flips"].astype(bool),
            "range": [
                f"{number(float(low))} to {number(float(high))}"
                if abs(high) >= 10
                else f"{_figure(float(low))} to {_figure(float(high))}"
                for low, high in zip(table["low"], table["high"], strict=True)
            ],
            "unit": table["unit"],
        }
    )
    rows["name"] = rows["what"] + ": " + rows["range"]
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), title=None, axis=None)
    a, b = case.labels[found.a], case.labels[found.b]
    least, most = (rows["low"].min(), rows["high"].max()) if len(rows) else (found.lead, found.lead)
    pad = 0.06 * (max(most, 0.0) - min(least, 0.0)) + 0.05
    span = alt.Scale(domain=[min(least, 0.0) - pad, max(most, 0.0) + pad], nice=False, zero=False)
    x = alt.X("low:Q", scale=span, title=f"lead of {a} (points of 100)", axis=alt.Axis(tickCount=6))
    tooltip = [
        alt.Tooltip("what:N", title="input"),
        alt.Tooltip("range:N", title="from low to high"),
        alt.Tooltip("unit:N"),
        alt.Tooltip("low:Q", format="+.2f", title="least lead"),
        alt.Tooltip("high:Q", format="+.2f", title="greatest lead"),
        alt.Tooltip("flips:N", title="changes sign"),
    ]
    base = alt.Chart(rows).encode(y=y)
    used = [group for group in GROUPS if group in set(rows["group"])]
    colour = alt.Color(
        "group:N",
        scale=alt.Scale(domain=used, range=[GROUPS[group] for group in used]),
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
        .mark_text(align="right", dy=-9, fontSize=12, fontWeight="bold", color=TEXT, text="↔ changes sign")
        .encode(x=alt.XValue("width")),
    ]
    told = "; ".join(
        f"{row['name']}, lead from {row['low']:+.1f} to {row['high']:+.1f}{', changes sign' if row['flips'] else ''}"
        for row in rows.to_dict("records")
    )
    description = f"Lead of {a} over {b}, {found.lead:+.1f} points now, as each input alone moves. {told}."
    return (
        alt.layer(*layers)
        .properties(height=_ROW * max(1, len(rows)) + _AROUND, description=description)
        .configure_view(stroke=None)
    )


def _figure(value: float) -> str:
    """A number to two decimals, without zeros that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def indices_chart(case: Case, found: Drivers) -> Layered:
    """Shares of the doubt about the lead: what would stay if all but this were known, with 95 % intervals.

    A tick marks the share that would go if this alone were known.
    """
    table = found.indices.head(MOST)
    rows = pd.DataFrame(
        {
            "row": [f"row {i}" for i in range(len(table))],
            "what": table["what"],
            "group": [group_of(str(kind)) for kind in table["kind"]],
            "total": table["total"].clip(lower=0),
            "first": table["first"].clip(lower=0),
            "least": (table["total"] - table["total_error"]).clip(lower=0),
            "most": table["total"] + table["total_error"],
        }
    )
    rows["name"] = [f"{what}: {max(total, 0):.0%}" for what, total in zip(rows["what"], rows["total"], strict=True)]
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), title=None, axis=None)
    x = alt.X("total:Q", title="share of the variance of the lead", axis=alt.Axis(format=".0%", tickCount=5))
    used = [group for group in GROUPS if group in set(rows["group"])]
    base = alt.Chart(rows).encode(y=y)
    layers = [
        base.mark_bar(height=11, yOffset=8, cornerRadius=1).encode(
            x=x,
            color=alt.Color("group:N", scale=alt.Scale(domain=used, range=[GROUPS[one] for one in used]), legend=None),
            tooltip=[
                alt.Tooltip("what:N", title="input"),
                alt.Tooltip("total:Q", format=".1%", title="total index"),
                alt.Tooltip("least:Q", format=".1%", title="95 % from"),
                alt.Tooltip("most:Q", format=".1%", title="to"),
                alt.Tooltip("first:Q", format=".1%", title="first-order index"),
            ],
        ),
        base.mark_rule(strokeWidth=2, color=INK, yOffset=8).encode(x=alt.X("least:Q"), x2=alt.X2("most:Q")),
        base.mark_tick(thickness=3, size=15, color=FIRST, yOffset=8).encode(x=alt.X("first:Q")),
        base.mark_text(align="left", dy=-9, fontSize=12, color=TEXT, limit=alt.ExprRef("width")).encode(
            x=alt.XValue(0), text=alt.Text("name:N")
        ),
    ]
    told = "; ".join(rows["name"]) or "none"
    return (
        alt.layer(*layers)
        .properties(
            height=_ROW * max(1, len(rows)) + _AROUND // 2, description=f"Total Sobol indices of the lead. {told}."
        )
        .configure_view(stroke=None)
    )


__all__ = ["indices_chart", "tornado_chart"]
