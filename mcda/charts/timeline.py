"""Time: what a blend covers before and after its parts are aligned."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import Timeline
from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.palette import ACCENT, BAND, INK, MUTED, Layered

_HEIGHT = 300


def timeline_chart(case: Case, found: Timeline, unit: str = "days") -> Layered:
    """Coverage in force at each moment, and its mean from the start to then; a rule marks the alignment."""
    joined = found.lag < found.horizon
    # Parts that align only at the end of the horizon are never in force within it.
    rows = found.table if joined else found.table.assign(coverage=found.early)
    top = 1.12 * max(float(rows["coverage"].max()), 1.0)
    x = alt.X(
        "time:Q",
        scale=alt.Scale(domain=[0, found.horizon], nice=False),
        axis=alt.Axis(title=f"{unit} from the start", tickCount=6, grid=False),
    )
    y = alt.Y("coverage:Q", title="coverage", scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(rows).encode(
        x=x,
        tooltip=[
            alt.Tooltip("time:Q", format=".0f", title=unit),
            alt.Tooltip("coverage:Q", format=".0f", title="coverage in force"),
            alt.Tooltip("averaged:Q", format=".0f", title="mean so far"),
        ],
    )
    late = found.lag > 0.6 * found.horizon
    side: dict[str, Any] = {"align": "right", "dx": -6} if late else {"align": "left", "dx": 6}
    lag = alt.Chart(
        pd.DataFrame({"time": [found.lag], "text": ["the others join" if joined else "the others never join"]})
    ).encode(x=x)
    end = pd.DataFrame(
        {
            "time": [found.horizon, found.horizon],
            "level": [rows["coverage"].iloc[-1], found.averaged],
            "text": [f"in force: {rows['coverage'].iloc[-1]:.0f}", f"mean over the horizon: {found.averaged:.0f}"],
            "dy": [-9, 28],
        }
    )
    ends: dict[str, Any] = {"align": "right", "fontSize": 12, "fontWeight": "bold"}
    layers = [
        base.mark_area(color=BAND, opacity=0.14, interpolate="step-after").encode(y=y),
        base.mark_line(color=BAND, strokeWidth=2.4, interpolate="step-after").encode(y=y),
        base.mark_line(color=ACCENT, strokeWidth=2.4, strokeDash=[6, 3]).encode(
            y=alt.Y("averaged:Q", scale=alt.Scale(domain=[0, top], nice=False))
        ),
        lag.mark_rule(color=MUTED, strokeDash=[3, 3], strokeWidth=1.6),
        lag.mark_text(baseline="top", fontSize=12, color=TEXT, **side).encode(y=alt.YValue(2), text=alt.Text("text:N")),
        *(
            alt.Chart(end.iloc[[place]])
            .mark_text(dy=int(end["dy"].iloc[place]), dx=-4, color=colour, **ends)
            .encode(x=x, y=alt.Y("level:Q"), text=alt.Text("text:N"))
            for place, colour in ((0, INK), (1, ACCENT))
        ),
    ]
    first = case.labels[found.first]
    then = (
        f"{found.joint:.0f} once the others join after {found.lag:g} {unit}" if joined else "and the others never join"
    )
    description = (
        f"Coverage over {found.horizon:g} {unit}: {found.early:.0f} while {first} acts alone, {then}; "
        f"{found.averaged:.0f} on average."
    )
    return alt.layer(*layers).properties(height=_HEIGHT, description=description)


__all__ = ["timeline_chart"]
