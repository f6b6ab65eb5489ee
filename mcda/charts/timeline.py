"""Time: what a blend covers before and after its parts are aligned."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.blends import Timeline
from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.palette import ACCENT, BAND, INK, MUTED, Layered
from mcda.language import figures, later, number, said, t

_HEIGHT = 300


def timeline_chart(case: Case, found: Timeline, unit: str = later("days")) -> Layered:
    """Coverage in force at each moment, and its mean from the start to then; a rule marks the alignment."""
    unit = said(unit)
    joined = found.lag < found.horizon
    # Parts that align only at the end of the horizon are never in force within it.
    rows = found.table if joined else found.table.assign(coverage=found.early)
    top = 1.12 * max(float(rows["coverage"].max()), 1.0)
    x = alt.X(
        "time:Q",
        scale=alt.Scale(domain=[0, found.horizon], nice=False),
        axis=alt.Axis(title=t("{unit} from the start", unit=unit), tickCount=6, grid=False),
    )
    y = alt.Y("coverage:Q", title=t("coverage"), scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(rows).encode(
        x=x,
        tooltip=[
            alt.Tooltip("time:Q", format=".0f", title=unit),
            alt.Tooltip("coverage:Q", format=".0f", title=t("coverage in force")),
            alt.Tooltip("averaged:Q", format=".0f", title=t("mean so far")),
        ],
    )
    late = found.lag > 0.6 * found.horizon
    side: dict[str, Any] = {"align": "right", "dx": -6} if late else {"align": "left", "dx": 6}
    joining = t("the others join") if joined else t("the others never join")
    lag = alt.Chart(pd.DataFrame({"time": [found.lag], "text": [joining]})).encode(x=x)
    end = pd.DataFrame(
        {
            "time": [found.horizon, found.horizon],
            "level": [rows["coverage"].iloc[-1], found.averaged],
            "text": [
                t("in force: {coverage}", coverage=number(rows["coverage"].iloc[-1], 0)),
                t("mean over the horizon: {coverage}", coverage=number(found.averaged, 0)),
            ],
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
    return alt.layer(*layers).properties(height=_HEIGHT, description=_description(case, found, unit))


def _description(case: Case, found: Timeline, unit: str) -> str:
    told = {
        "horizon": figures(found.horizon),
        "unit": unit,
        "early": number(found.early, 0),
        "first": case.labels[found.first],
        "joint": number(found.joint, 0),
        "lag": figures(found.lag),
        "mean": number(found.averaged, 0),
    }
    if found.lag < found.horizon:
        return t(
            "Coverage over {horizon} {unit}: {early} while {first} acts alone, {joint} once the others join after "
            "{lag} {unit}; {mean} on average.",
            **told,
        )
    return t(
        "Coverage over {horizon} {unit}: {early} while {first} acts alone, and the others never join; "
        "{mean} on average.",
        **told,
    )


__all__ = ["timeline_chart"]
