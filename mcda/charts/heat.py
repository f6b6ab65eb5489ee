"""Heat tables: a tinted cell and its number for every row and column, with names that fit a narrow screen."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.charts.methods import FIRST, TEXT
from mcda.charts.names import LINE, broken
from mcda.charts.palette import BAND, Layered

ROW = 26
SIDE = 156
"""Width kept for the names of rows, in pixels; the title begins at its left edge."""
DEEPEST = 0.5
"""Cells are tinted no more than this, so that the page's own text colour stays readable on them."""
_LETTER = 6.0
"""Width of a letter of 11 pixels, about."""


def heat_table(
    cells: pd.DataFrame, rows: list[str], columns: list[str], title: str, tooltip: list[alt.Tooltip]
) -> Layered:
    """A table of tinted numbers.

    Parameters
    ----------
    cells
        One row a cell: `row`, `column`, `depth` (0 to 1, how deep the tint is), `text`, and `best`, whether it is
        marked in orange; and what the tooltips need.
    rows, columns
        Names in order. Those of columns stand upright where they would not fit side by side.
    title
        Stands over the names of the rows; line breaks as given.
    """
    wrapped = [broken(column, 13).split("\n") for column in columns]
    longest = max(len(line) for lines in wrapped for line in lines)
    narrow = f"(width / {len(columns)} < {_LETTER * longest + 4:.0f})"
    upright = int(_LETTER * max(map(len, columns))) + 10
    level = LINE * max(*map(len, wrapped), title.count("\n") + 1) + 10
    height = level + ROW * len(rows)
    head = f"({narrow} ? {max(upright, level)} : {level})"
    # Where names stand upright, the rows give them room.
    y = alt.Y(
        "row:N",
        scale=alt.Scale(domain=rows, padding=0.05, range=[alt.expr(head), height]),
        axis=alt.Axis(title=None, labels=False, ticks=False, domain=False, minExtent=SIDE, maxExtent=SIDE),
    )
    x = alt.X("column:N", scale=alt.Scale(domain=columns, padding=0.03), axis=None)
    base = alt.Chart(cells).encode(x=x, y=y, tooltip=tooltip)
    layers = [
        base.transform_filter("!datum.best")
        .mark_rect(color=BAND, cornerRadius=2)
        .encode(opacity=alt.Opacity("depth:Q", scale=alt.Scale(domain=[0, 1], range=[0.02, DEEPEST]), legend=None)),
        base.transform_filter("datum.best").mark_rect(color=FIRST, cornerRadius=2),
        base.mark_text(fontSize=12).encode(
            text=alt.Text("text:N"), color=alt.ColorValue(TEXT, condition={"test": "datum.best", "value": "#ffffff"})
        ),
        alt.Chart(pd.DataFrame({"row": rows}))
        .mark_text(align="right", color=TEXT, fontSize=11, limit=SIDE)
        .encode(x=alt.XValue(-8), y=y, text=alt.Text("row:N")),
        *_names(columns, wrapped, x, narrow, (upright, level)),
        alt.Chart(pd.DataFrame({"name": [title]}))
        .mark_text(align="left", baseline="bottom", color=TEXT, fontSize=11, lineBreak="\n", lineHeight=LINE)
        .encode(
            x=alt.XValue(-SIDE - 7),
            y=alt.YValue(alt.expr(f"{head} - {5 + LINE * title.count(chr(10))}")),
            text=alt.Text("name:N"),
        ),
    ]
    return alt.layer(*layers).properties(height=height).configure_view(stroke=None)


def _names(
    columns: list[str], wrapped: list[list[str]], x: alt.X, narrow: str, room: tuple[int, int]
) -> list[alt.Chart]:
    """Names over their columns: upright where `narrow` holds, else wrapped; `room` is the height of both, in pixels."""
    most = max(map(len, wrapped))
    # Blank lines on top let every name end on the same line.
    even = ["\n".join([" "] * (most - len(lines)) + lines) for lines in wrapped]
    over = alt.Chart(pd.DataFrame({"column": columns, "wide": even})).encode(x=x)
    text: dict[str, Any] = {"color": TEXT, "fontSize": 11, "lineBreak": "\n", "lineHeight": LINE}
    upright, level = room
    return [
        over.transform_calculate(name=f"{narrow} ? datum.column : ''")
        .mark_text(angle=270, align="left", baseline="middle", **text)
        .encode(y=alt.YValue(max(upright, level) - 5), text=alt.Text("name:N")),
        over.transform_calculate(name=f"{narrow} ? '' : datum.wide")
        .mark_text(baseline="bottom", **text)
        .encode(y=alt.YValue(level - 5 - LINE * (most - 1)), text=alt.Text("name:N")),
    ]
