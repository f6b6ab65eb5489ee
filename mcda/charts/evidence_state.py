"""What the scores rest on: how many are stated, implied, our own alone, or unknown."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from mcda.charts.names import broken, name_axis
from mcda.charts.palette import BAND, MUTED, Layered, lightened
from mcda.language import number, t
from mcda.schemas import BASES

STATES = (*BASES, "unknown")
SHADES = {"stated": BAND, "implied": lightened(BAND, 0.45), "silent": lightened(BAND, 0.8), "unknown": MUTED}
ROW = 30
LEGEND = alt.Legend(
    title=None,
    orient="top",
    columns=alt.ExprRef("width < 330 ? 2 : 4"),
    symbolType="square",
    symbolStrokeWidth=0,
    columnPadding=12,
)
"""In two lines on a phone, in one elsewhere."""
_ROOM = 0.045
"""A part narrower than this share of the longest bar has no room for its number; the tooltip has it."""
_ROOM_FOR_NAME = 0.2
"""Where there is only one bar, a part at least this wide has room for its name too."""


def evidence_state_chart(counts: pd.DataFrame, words: Mapping[str, str], description: str) -> Layered:
    """One bar a row, its parts the numbers of cells on each basis, each part with its number.

    Parameters
    ----------
    counts
        Numbers of cells: one row a bar, labelled as it is shown, with a column for each of `STATES`.
    words
        What each state is called, in one word.
    description
        What the chart says, for those who do not see it.
    """
    long = counts[list(STATES)].rename_axis("row").reset_index().melt("row", var_name="state", value_name="cells")
    long["order"] = long["state"].map(STATES.index)
    long["name"] = long["state"].map(dict(words))
    long["row"] = long["row"].map(broken)
    long = long.sort_values(["row", "order"], kind="stable")
    long["start"] = long.groupby("row")["cells"].cumsum() - long["cells"]
    long["end"] = long["start"] + long["cells"]
    long["middle"] = (long["start"] + long["end"]) / 2
    longest = max(1, int(long["end"].max()))
    rows = [broken(str(row)) for row in counts.index]
    names = [words[state] for state in STATES]
    wide = (long["cells"] >= _ROOM_FOR_NAME * longest) & (len(rows) == 1)
    long["text"] = (long["name"] + " ").where(wide, "") + [number(cells, 0) for cells in long["cells"]]
    base = alt.Chart(long[long["cells"] > 0]).encode(
        y=alt.Y("row:N", sort=rows, axis=name_axis() if len(rows) > 1 else None),
        tooltip=[
            alt.Tooltip("row:N", title=t("row")),
            alt.Tooltip("name:N", title=t("basis")),
            alt.Tooltip("cells:Q", title=t("scores")),
        ],
    )
    bars = base.mark_bar(stroke=MUTED, strokeWidth=0.5).encode(
        x=alt.X("start:Q", title=None, axis=None, scale=alt.Scale(domain=[0, longest], nice=False)),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "name:N",
            scale=alt.Scale(domain=names, range=[SHADES[state] for state in STATES]),
            legend=None if bool(wide[long["cells"] > 0].all()) else LEGEND,
        ),
    )
    numbers = (
        base.transform_filter(f"datum.cells >= {_ROOM * longest}")
        .mark_text(fontSize=12)
        .encode(
            x=alt.X("middle:Q"),
            text=alt.Text("text:N"),
            color=alt.ColorValue("#1b2430", condition={"test": "datum.state == 'stated'", "value": "#ffffff"}),
        )
    )
    return (
        alt.layer(bars, numbers).properties(height=alt.Step(ROW), description=description).configure_view(stroke=None)
    )


__all__ = ["SHADES", "STATES", "evidence_state_chart"]
