"""What blends are made of, how well their parts may fit, and what their lead becomes without an assumption."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.names import broken, name_axis, option_colours
from mcda.charts.palette import ACCENT, BAND, INK, MUTED, Layered, lightened
from mcda.coordination import Suggestion
from mcda.language import number, percent, signed, t

_ROW = 34
_ON_BAR = "#16202e"
"""Dark enough to be read on the paled colours of the parts, on a light page and on a dark one."""


def shares_chart(case: Case) -> Layered:
    """Shares of the effort in every blend: a bar each, with the share and its part written on it."""
    blends = [one for one in case.options if one.shares]
    parts = list(dict.fromkeys(name for one in blends for name, _ in one.shares))
    rows, told = [], []
    for one in blends:
        start = 0.0
        for name, share in sorted(one.shares, key=lambda pair: parts.index(pair[0])):
            row = {"blend": broken(one.label), "part": case.labels[name], "start": start, "end": start + share}
            rows.append(row | {"middle": start + share / 2, "said": percent(share) if share >= 0.08 else ""})
            start += share
        mix = ", ".join(f"{percent(share)} {case.labels[name]}" for name, share in one.shares)
        told.append(f"{one.label}: {mix}")
    table = pd.DataFrame(rows)
    names, colours = [case.labels[name] for name in parts], option_colours(case)
    order = [broken(one.label) for one in blends]
    y = alt.Y("blend:N", sort=order, axis=name_axis())
    x = alt.X(
        "start:Q",
        title=t("share of the effort"),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(domain=names, range=[lightened(colours[one], 0.35) for one in parts]),
        legend=alt.Legend(orient="top", labelLimit=220, columns=2),
    )
    base = alt.Chart(table).encode(y=y)
    tooltip = [
        alt.Tooltip("blend:N", title=t("blend")),
        alt.Tooltip("part:N", title=t("part")),
        alt.Tooltip("said:N", title=t("share")),
    ]
    bars = base.mark_bar(height=20, cornerRadius=1, stroke="#ffffff").encode(
        x=x, x2=alt.X2("end:Q"), color=colour, tooltip=tooltip
    )
    written = base.mark_text(color=_ON_BAR, fontSize=12, fontWeight="bold").encode(
        x=alt.X("middle:Q"), text=alt.Text("said:N")
    )
    return (bars + written).properties(
        height=alt.Step(_ROW), description=t("Shares of the effort. {told}.", told="; ".join(told))
    )


def coordination_chart(case: Case, suggested: Mapping[str, Suggestion], scenario: str) -> Layered:
    """The range of coordination in every scenario, and where answers suggest another one.

    Parameters
    ----------
    suggested
        By scenario; scenarios without answers may be left out.
    scenario
        The one that stands out.
    """
    now, asked = t("in the case"), t("by the answers")
    rows = []
    for one in case.scenarios:
        ends = (one.coordination_low, one.coordination, one.coordination_high)
        rows.append((one.label, now, *ends, one.scenario == scenario))
        if one.scenario in suggested:
            found = suggested[one.scenario]
            rows.append((one.label, asked, found.low, found.coordination, found.high, one.scenario == scenario))
    table = pd.DataFrame(rows, columns=["scenario", "source", "low", "likely", "high", "chosen"])
    table["said"] = [
        t("{likely} ({low} to {high})", likely=signed(likely), low=signed(low), high=signed(high))
        for likely, low, high in zip(table["likely"], table["low"], table["high"], strict=True)
    ]
    told = "; ".join(f"{row['scenario']} {row['source']} {row['said']}" for row in table.to_dict("records"))
    axis = alt.Axis(format="+.1f", values=[-1, -0.5, 0, 0.5, 1])
    x = alt.X("low:Q", title=t("coordination: worst fit to best fit"), scale=alt.Scale(domain=[-1, 1]), axis=axis)
    base = alt.Chart(table).encode(
        y=alt.Y("scenario:N", sort=[one.label for one in case.scenarios], axis=alt.Axis(title=None, labelLimit=150)),
        color=alt.Color(
            "source:N",
            title=None,
            scale=alt.Scale(domain=[now, asked], range=[BAND, ACCENT]),
            legend=alt.Legend(orient="top", symbolType="circle"),
        ),
        opacity=alt.OpacityValue(0.45, condition={"test": "datum.chosen", "value": 1.0}),
        tooltip=[
            alt.Tooltip("scenario:N", title=t("scenario")),
            alt.Tooltip("source:N", title=t("source")),
            alt.Tooltip("said:N", title=t("coordination")),
        ],
    )
    shape = alt.Shape("source:N", scale=alt.Scale(domain=[now, asked], range=["circle", "diamond"]), legend=None)
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=alt.X("at:Q"))
    layers = [zero]
    for source, offset in ((now, -4), (asked, 5)):
        marked = base.transform_filter(alt.datum.source == source)
        layers.append(marked.mark_rule(strokeWidth=3, yOffset=offset).encode(x=x, x2=alt.X2("high:Q")))
        layers.append(marked.mark_point(filled=True, size=90, yOffset=offset).encode(x=alt.X("likely:Q"), shape=shape))
    description = t("Coordination, from low to high: {told}.", told=told)
    return alt.layer(*layers).properties(height=alt.Step(28), description=description)


def leads_chart(leads: Mapping[str, float], epsilon: float) -> Layered:
    """What the best blend leads by as things are (the first) and after each of some changes, by name, in points."""
    table = pd.DataFrame({"name": [broken(one, 26) for one in leads], "lead": list(leads.values())})
    table["now"] = table.index == 0
    table["said"] = [number(lead) if lead >= 0.05 else t("no lead") for lead in table["lead"]]
    told = "; ".join(f"{name} {said}" for name, said in zip(leads, table["said"], strict=True))
    top = max(float(table["lead"].max()), epsilon) * 1.25
    x = alt.X(
        "lead:Q",
        title=t("lead over the best pure strategy, points"),
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(tickCount=5),
    )
    base = alt.Chart(table).encode(y=alt.Y("name:N", sort=list(table["name"]), axis=name_axis()))
    bars = base.mark_bar(height=16, cornerRadius=2).encode(
        x=x,
        color=alt.ColorValue(BAND, condition={"test": "datum.now", "value": ACCENT}),
        tooltip=[alt.Tooltip("name:N", title=t("option")), alt.Tooltip("said:N", title=t("lead"))],
    )
    words = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(
        x=alt.X("lead:Q"), text=alt.Text("said:N")
    )
    line = alt.Chart(pd.DataFrame({"at": [epsilon]})).mark_rule(color=INK, strokeDash=[4, 3]).encode(x=alt.X("at:Q"))
    description = t("Lead of the best blend: {told}.", told=told)
    return (bars + line + words).properties(height=alt.Step(_ROW), description=description)


__all__ = ["coordination_chart", "leads_chart", "shares_chart"]
