"""What would have to be true for one option to beat another: how far each change goes beyond its range."""

import json
from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.palette import BAND, MUTED, Layered
from mcda.language import number, said, signed, t
from mcda.robustness.overturn import IMPOSSIBLE, OUTSIDE, WITHIN, Overturn
from mcda.robustness.overturn_weights import BEAT
from mcda.wording_pairs import amount, change_name, times

MOST = 10
"""So many changes are drawn, those that need least of their range; of the rest, only how many there are."""
_FAR = 2.5
"""Bars end here; what goes farther is marked by an arrow."""
_ROW = 40
_AXIS = 62
"""Height of the axis and its title, which is taken from that of the chart, in pixels."""
_BEYOND = 66
"""Width kept beside the longest bars for how far they go, in pixels."""


def overturn_chart(case: Case, found: Overturn, goal: str = BEAT) -> Layered:
    """How much of the way to the end of its range each change takes, as bars beside a line at the range's end.

    Names and numbers stand above the bars, so that long ones can be read on a narrow screen. `goal` is `beat` or
    `first`.
    """
    rows = _rows(case, found, goal)
    notes = _notes(found, goal)
    below = ["notes"] if notes else []
    y = alt.Y("row:N", scale=alt.Scale(domain=["head", *rows["row"], *below]), axis=None)
    reach = alt.Scale(domain=[0, _FAR], nice=False, range=[0, alt.expr(f"width - {_BEYOND}")])
    axis = alt.Axis(
        values=[0, 1, 2],
        title=t("how much of the way from now to the\nend of its range the change takes").split("\n"),
        titleAnchor="start",
        titleAlign="left",
        labelExpr=f"datum.value == 0 ? {json.dumps(t('now'))} : datum.value + ' ×'",
        grid=False,
    )
    x = alt.X("shown:Q", scale=reach, axis=axis)
    whole_width = alt.ExprRef("width")
    base = alt.Chart(rows).encode(y=y)
    noted = pd.DataFrame({"row": below, "name": ["\n".join(notes)] * len(below)})
    layers = [
        *_heads(x, y),
        base.mark_bar(cornerRadius=1, height=12, yOffset=8).encode(
            x=x,
            color=alt.Color(
                "grade:N", scale=alt.Scale(domain=[said(WITHIN), said(OUTSIDE)], range=[BAND, MUTED]), legend=None
            ),
            tooltip=[
                alt.Tooltip("name:N", title=t("change")),
                alt.Tooltip("numbers:N", title=t("from now to")),
                alt.Tooltip("times:N", title=t("of the way to the end of its range")),
                alt.Tooltip("grade:N", title=t("grade")),
            ],
        ),
        base.mark_tick(orient="vertical", size=14, thickness=2, color=TEXT, yOffset=8).encode(
            x=alt.X("end:Q", scale=reach, axis=axis)
        ),
        base.transform_filter(f"datum.shown >= {_FAR}")
        .mark_text(align="left", dx=3, dy=8, fontSize=12, color=TEXT)
        .encode(x=x, text=alt.Text("beyond:N")),
        base.mark_text(align="left", dy=-7, fontSize=12, color=TEXT, limit=whole_width).encode(
            x=alt.XValue(0), text=alt.Text("told:N")
        ),
        alt.Chart(noted)
        .mark_text(align="left", fontSize=12, fontStyle="italic", lineBreak="\n", color=TEXT, limit=whole_width)
        .encode(x=alt.XValue(0), y=y, text=alt.Text("name:N")),
    ]
    return (
        alt.layer(*layers)
        .properties(
            height=_ROW * (1 + len(rows) + len(below)) + _AXIS, description=_description(case, found, goal, rows, notes)
        )
        .configure_view(stroke=None)
    )


def _change_words(row: Mapping[Hashable, Any]) -> str:
    """The numbers of a possible row of the table: `25 → 77.5 points`; for all weights, how far they move."""
    now, needed = row["now"], row["needed"]
    if row["kind"] == "coordination":
        return f"{signed(now)} → {signed(needed)}"
    if row["kind"] == "score":
        return f"{amount(now)} → {amount(needed)} {row['unit']}".strip()
    if row["criterion"]:
        return f"{amount(now)} → {amount(needed)} %"
    return t("by {change} points", change=amount(needed))


def _heads(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What lies on either side of the end of the range."""
    return [
        alt.Chart(pd.DataFrame({"row": ["head"], "shown": [at], "text": [text]}))
        .mark_text(align="left", dx=dx, dy=6, fontSize=12, fontWeight="bold", color=TEXT)
        .encode(x=x, y=y, text=alt.Text("text:N"))
        for at, text, dx in ((0.0, t("within range"), 0), (1.0, t("outside it"), 6))
    ]


def _rows(case: Case, found: Overturn, goal: str) -> pd.DataFrame:
    """One row a bar, the nearest change first."""
    possible = found.table[(found.table["goal"] == goal) & (found.table["grade"] != IMPOSSIBLE)].head(MOST)
    rows = []
    for place, row in enumerate(possible.to_dict("records")):
        name, numbers, reach = change_name(case, row), _change_words(row), times(row["reach"])
        rows.append(
            {
                "row": f"row {place}",
                "name": name,
                "numbers": numbers,
                "told": f"{name}: {numbers}",
                "shown": min(float(row["reach"]), _FAR),
                "end": 1.0,
                "times": reach,
                "beyond": f"▸ {reach}",
                "grade": said(row["grade"]),
            }
        )
    columns = ["row", "name", "numbers", "told", "shown", "end", "times", "beyond", "grade"]
    return pd.DataFrame(rows, columns=columns)


def _notes(found: Overturn, goal: str) -> list[str]:
    """What is not drawn, in words."""
    table = found.table[found.table["goal"] == goal]
    never = int((table["grade"] == IMPOSSIBLE).sum())
    more = len(table) - never - MOST
    notes = []
    if more == 1:
        notes.append(t("1 more goes still farther"))
    elif more > 1:
        notes.append(t("{count} more go still farther", count=number(more, 0)))
    if never == 1:
        notes.append(t("1 other: impossible, whatever the number"))
    elif never:
        notes.append(t("{count} others: impossible, whatever the number", count=number(never, 0)))
    return notes


def _description(case: Case, found: Overturn, goal: str, rows: pd.DataFrame, notes: list[str]) -> str:
    drawn = [f"{row['name']}, {row['numbers']}: {row['grade']} ({row['times']})" for row in rows.to_dict("records")]
    told = {"behind": case.labels[found.b], "ahead": case.labels[found.a], "changes": "; ".join([*drawn, *notes])}
    if goal == BEAT:
        return t("What would have to be true for {behind} to beat {ahead}. {changes}.", **told)
    return t("What would have to be true for {behind} to come first. {changes}.", **told)
