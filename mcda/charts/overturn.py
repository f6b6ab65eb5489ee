"""What would have to be true for one option to beat another: how far each change goes beyond its range."""

from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.palette import BAND, INK, MUTED, Layered
from mcda.robustness.overturn import IMPOSSIBLE, OUTSIDE, WITHIN, Overturn
from mcda.robustness.overturn_weights import BEAT

MOST = 10
"""So many changes are drawn, those that need least of their range; of the rest, only how many there are."""
_FAR = 3.0
"""Bars end here; what goes farther is marked by an arrow."""
_ROW = 40
_NUMBERS = 124
"""Width kept beside the bars for their numbers, in pixels."""
_YIELDING = ", the others yielding in proportion"


def overturn_chart(case: Case, found: Overturn, goal: str = BEAT) -> Layered:
    """How much of the way to the end of its range each change takes, as bars beside a line at the range's end.

    Names stand above the bars, so that long ones can be read on a narrow screen; numbers before and after the change
    stand beside them. `goal` is `beat` or `first`.
    """
    rows = _rows(found, goal)
    notes = _notes(found, goal)
    order = ["head", *rows["row"], *notes["row"]]
    y = alt.Y("row:N", scale=alt.Scale(domain=order), title=None, axis=None)
    span = alt.Scale(domain=[0, _FAR], nice=False, range=[0, alt.expr(f"width - {_NUMBERS}")])
    axis = alt.Axis(
        values=[0, 1, 2, 3],
        title=["how much of the way from now to the", "end of its range the change takes"],
        titleAnchor="start",
        titleAlign="left",
        labelExpr="datum.value == 0 ? 'now' : datum.value + ' ×'",
        grid=False,
    )
    x = alt.X("shown:Q", scale=span, axis=axis)
    base = alt.Chart(rows).encode(y=y)
    layers = [
        alt.Chart(pd.DataFrame({"shown": [1.0]})).mark_rule(color=INK, strokeWidth=1.5).encode(x=x),
        *_heads(x, y),
        base.mark_bar(cornerRadius=1, height=12, yOffset=8).encode(
            x=x,
            color=alt.Color("grade:N", scale=alt.Scale(domain=[WITHIN, OUTSIDE], range=[BAND, MUTED]), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="change"),
                alt.Tooltip("numbers:N", title="from now to"),
                alt.Tooltip("times:N", title="share of the way to the end of its range"),
                alt.Tooltip("grade:N"),
            ],
        ),
        base.transform_filter(f"datum.shown >= {_FAR}")
        .mark_text(text="▸", align="left", dx=-1, dy=8, fontSize=15, color=MUTED)
        .encode(x=x),
        base.mark_text(align="left", dy=-7, fontSize=12, color=TEXT, limit=alt.ExprRef("width")).encode(
            x=alt.value(0), text="name:N"
        ),
        base.mark_text(align="right", dy=8, fontSize=12, fontWeight="bold", color=TEXT).encode(
            x=alt.value("width"), text="numbers:N"
        ),
        alt.Chart(notes)
        .mark_text(align="left", fontSize=12, fontStyle="italic", color=TEXT, limit=alt.ExprRef("width"))
        .encode(x=alt.value(0), y=y, text="name:N"),
    ]
    return (
        alt.layer(*layers)
        .properties(height=_ROW * len(order), description=_description(case, found, goal, rows, notes))
        .configure_view(stroke=None)
    )


def _change_words(row: Mapping[Hashable, Any]) -> str:
    """The numbers of a possible row of the table: `25 → 77.5 points`; for all weights, how far they move."""
    unit = {"weights": "%", "coordination": ""}.get(row["kind"], row["unit"])
    if row["kind"] == "weights" and not row["criterion"]:
        return f"by {_figure(row['needed'])} points"
    return f"{_figure(row['now'])} → {_figure(row['needed'])} {unit}".strip()


def _figure(number: float) -> str:
    """A number to three figures, without zeros that say nothing."""
    decimals = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    text = f"{abs(number):,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return f"−{text}" if number < 0 and text != "0" else text


def _reach_words(reach: float) -> str:
    """`0.8 ×`: how much of the way to the end of its range, if it has one that way."""
    return "no range that way" if reach == float("inf") else f"{_figure(reach)} ×"


def _heads(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What lies on either side of the line at 1."""
    ends = pd.DataFrame({"row": "head", "shown": [0.0, 1.0], "text": ["within its range", "outside it"], "dx": [0, 6]})
    return [
        alt.Chart(ends[ends["dx"] == dx])
        .mark_text(align="left", dx=dx, fontSize=12, fontWeight="bold", color=TEXT)
        .encode(x=x, y=y, text="text:N")
        for dx in (0, 6)
    ]


def _rows(found: Overturn, goal: str) -> pd.DataFrame:
    """One row a bar, the nearest change first."""
    possible = found.table[(found.table["goal"] == goal) & (found.table["grade"] != IMPOSSIBLE)].head(MOST)
    rows = [
        {
            "row": f"row {number}",
            "name": str(row["what"]).removesuffix(_YIELDING),
            "shown": min(float(row["reach"]), _FAR),
            "times": _reach_words(row["reach"]),
            "grade": row["grade"],
            "numbers": _change_words(row),
        }
        for number, row in enumerate(possible.to_dict("records"))
    ]
    return pd.DataFrame(rows, columns=["row", "name", "shown", "times", "grade", "numbers"])


def _notes(found: Overturn, goal: str) -> pd.DataFrame:
    """What is not drawn, in words."""
    table = found.table[found.table["goal"] == goal]
    never = int((table["grade"] == IMPOSSIBLE).sum())
    more = len(table) - never - MOST
    names = [f"{more} more go still farther" if more > 1 else "1 more goes still farther"] if more > 0 else []
    if never:
        names.append(f"{never} {'change' if never == 1 else 'changes'}: impossible, whatever the number")
    return pd.DataFrame({"row": [f"note {number}" for number in range(len(names))], "name": names})


def _description(case: Case, found: Overturn, goal: str, rows: pd.DataFrame, notes: pd.DataFrame) -> str:
    aim = f"beat {case.labels[found.a]}" if goal == BEAT else "come first"
    told = [
        f"{row['name']}, {row['numbers']}: {row['grade']} ({row['times']})" for row in rows.to_dict("records")
    ] + list(notes["name"])
    return f"What would have to be true for {case.labels[found.b]} to {aim}. {'; '.join(told)}."
