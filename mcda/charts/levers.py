"""Levers: the best score for each effort, and what each lever is worth."""

from collections.abc import Hashable
from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import LeverPortfolio
from mcda.charts.methods import TEXT
from mcda.charts.palette import ACCENT, BAND, INK, MUTED, Layered
from mcda.language import figures, number, signed, t

_ROW = 36
_AROUND = 66
_FRONTIER = 300


def frontier_chart(found: LeverPortfolio) -> Layered:
    """The efficient frontier: the best score that each effort buys; the chosen set is the diamond."""
    labels = found.levers["label"]
    rows = pd.DataFrame(
        {
            "effort": found.frontier["effort"],
            "score": found.frontier["score"],
            "gain": found.frontier["gain"],
            "set": [", ".join(labels[one] for one in chosen) or t("no lever") for chosen in found.frontier["levers"]],
        }
    )
    low, high = float(rows["score"].min()), float(rows["score"].max())
    pad = 0.08 * (high - low) + 0.3
    x = alt.X("effort:Q", title=t("effort"), axis=alt.Axis(tickMinStep=1, grid=False), scale=alt.Scale(nice=False))
    y = alt.Y(
        "score:Q", title=t("score of 100"), scale=alt.Scale(domain=[low - pad, high + pad], zero=False, nice=False)
    )
    base = alt.Chart(rows).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("effort:Q", title=t("effort")),
            alt.Tooltip("score:Q", format=".1f", title=t("score")),
            alt.Tooltip("gain:Q", format="+.1f", title=t("gain")),
            alt.Tooltip("set:N", title=t("levers")),
        ],
    )
    chosen = pd.DataFrame({"effort": [found.effort], "score": [found.score], "text": [number(found.score)]})
    here = alt.Chart(chosen).encode(x=x, y=y)
    layers = [
        base.mark_line(color=BAND, strokeWidth=2.4, interpolate="step-after"),
        base.mark_point(color=BAND, filled=True, size=46, opacity=1),
        here.mark_point(shape="diamond", filled=True, size=190, color=ACCENT, opacity=1),
        here.mark_text(dy=18, dx=10, align="left", fontSize=12, fontWeight="bold", color=TEXT).encode(
            text=alt.Text("text:N")
        ),
    ]
    description = t(
        "The best score for each effort, from {low} without a lever to {high} with effort {most}. "
        "Chosen: effort {effort}, score {score}.",
        low=number(low),
        high=number(high),
        most=figures(rows["effort"].max()),
        effort=figures(found.effort),
        score=number(found.score),
    )
    return alt.layer(*layers).properties(height=_FRONTIER, description=description)


def lever_worth_chart(found: LeverPortfolio) -> Layered:
    """What each lever gains alone, from the worst to the best end of its range, and added last to the chosen set."""
    table = found.levers.sort_values("last_in", ascending=False, kind="stable")
    rows = pd.DataFrame(
        {
            "row": [f"row {i}" for i in range(len(table))],
            "label": table["label"],
            "alone": table["alone"],
            "low": table["alone_low"],
            "high": table["alone_high"],
            "last": table["last_in"],
            "chosen": table["chosen"],
            "uncertain": table["uncertain"],
        }
    )
    rows["said"] = [
        t("{lever} ± may harm", lever=_named(row)) if row["uncertain"] else _named(row)
        for row in rows.to_dict("records")
    ]
    y = alt.Y("row:N", scale=alt.Scale(domain=list(rows["row"])), axis=None)
    x = alt.X("low:Q", title=t("points gained"), axis=alt.Axis(tickCount=5, format="+.1f"))
    base = alt.Chart(rows).encode(
        y=y,
        tooltip=[
            alt.Tooltip("label:N", title=t("lever")),
            alt.Tooltip("last:Q", format="+.2f", title=t("added last to the chosen set")),
            alt.Tooltip("alone:Q", format="+.2f", title=t("alone")),
            alt.Tooltip("low:Q", format="+.2f", title=t("alone, at worst")),
            alt.Tooltip("high:Q", format="+.2f", title=t("alone, at best")),
        ],
    )
    layers = [
        alt.Chart(pd.DataFrame({"low": [0.0]})).mark_rule(color=INK, strokeWidth=1.4).encode(x=x),
        base.mark_bar(height=8, yOffset=8, cornerRadius=1, opacity=0.55).encode(
            x=x, x2=alt.X2("high:Q"), color=alt.ColorValue(BAND, condition={"test": "datum.uncertain", "value": MUTED})
        ),
        base.mark_tick(thickness=2, size=15, yOffset=8, color=INK).encode(x=alt.X("alone:Q")),
        base.mark_point(shape="diamond", filled=True, size=75, opacity=1, yOffset=8, color=ACCENT).encode(
            x=alt.X("last:Q")
        ),
        base.mark_text(align="left", dy=-9, fontSize=12, color=TEXT, limit=alt.ExprRef("width")).encode(
            x=alt.XValue(0), text=alt.Text("said:N")
        ),
    ]
    told = "; ".join(
        f"{row['label']} {signed(row['last'])}" + (t(", may harm") if row["uncertain"] else "")
        for row in rows.to_dict("records")
    )
    description = t("What each lever adds to the chosen set: {list}.", list=told)
    return (
        alt.layer(*layers)
        .properties(height=_ROW * max(1, len(rows)) + _AROUND, description=description)
        .configure_view(stroke=None)
    )


def _named(row: dict[Hashable, Any]) -> str:
    """A lever and what it adds, as its bar is called; a diamond marks what is chosen."""
    return f"{'◆ ' if row['chosen'] else ''}{row['label']} {signed(row['last'])}"


__all__ = ["frontier_chart", "lever_worth_chart"]
