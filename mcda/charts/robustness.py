"""How sure the ranking is: first places, ranks, central weights and the room of each weight."""

from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.heat import heat_table
from mcda.charts.methods import TEXT
from mcda.charts.names import LINE, broken, name_axis, option_colours
from mcda.charts.palette import ACCENT, BAND, HUES, INK, Layered, objective_colours
from mcda.language import number, percent, t
from mcda.robustness.acceptability import Acceptability
from mcda.robustness.stability import Stability
from mcda.weights import WeightSet

ERRORS = 2.0
"""Whiskers reach so many standard errors to either side."""
BELIEVED = 0.01
"""Central weights of options that are first less often than this rest on too few draws to be drawn."""
_FEW_CRITERIA = 6
_WIDE = 560
"""From this width on, in pixels, names of those who take over stand beside the intervals."""
_BESIDE = 190
_AROUND = 150
"""Room for axis and legend, in pixels."""


def percent_words(share: float) -> str:
    """A share of draws in a cell: whole per cent, `<1` where that would hide it, nothing where there is none."""
    if share == 0:
        return ""
    return "<1" if share < 0.005 else ">99" if 0.995 <= share < 1 else number(int(100 * share + 0.5), 0)


def first_place_chart(case: Case, found: Acceptability) -> Layered:
    """In which share of draws each option is first, with twice the standard error, in the colour of its kind."""
    rows = found.table.sort_values("p_first", ascending=False, kind="stable").reset_index()
    rows["low"] = (rows["p_first"] - ERRORS * rows["p_first_error"]).clip(lower=0)
    rows["high"] = (rows["p_first"] + ERRORS * rows["p_first_error"]).clip(upper=1)
    rows["text"] = [f"{percent_words(share) or 0} %" for share in rows["p_first"]]
    colours = option_colours(case)
    rows["colour"] = rows["option"].map(colours)
    y = alt.Y("label:N", sort=list(rows["label"]), axis=name_axis())
    base = alt.Chart(rows[["option", "label", "p_first", "p_first_error", "low", "high", "text", "colour"]])
    base = base.encode(y=y)
    edge = min(1.0, 1.12 * float(rows["high"].max()))
    x = alt.X(
        "p_first:Q",
        title=t("first in this share of draws"),
        scale=alt.Scale(domain=[0, edge], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    bars = base.mark_bar(cornerRadius=2, height=14).encode(
        x=x,
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("label:N", title=t("option")),
            alt.Tooltip("p_first:Q", format=".2%", title=t("first in")),
            alt.Tooltip("p_first_error:Q", format=".2%", title=t("standard error")),
        ],
    )
    whiskers = base.mark_rule(strokeWidth=2, color=INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    texts = base.mark_text(align="left", dx=6, fontSize=12, fontWeight="bold", color=TEXT).encode(
        x=alt.X("high:Q"), text=alt.Text("text:N")
    )
    told = "; ".join(f"{row['label']}: {row['text']}" for row in rows.to_dict("records"))
    description = t(
        "Share of {draws} draws in which each option is first. {told}.", draws=number(found.draws, 0), told=told
    )
    return (bars + whiskers + texts).properties(height=alt.Step(27), description=description)


def rank_heat_chart(case: Case, found: Acceptability) -> Layered:
    """In which share of draws each option has each rank; the option with the best expected rank on top."""
    order = list(found.table.sort_values("expected_rank", kind="stable").index)
    long = found.ranks.reset_index().melt(id_vars="option", var_name="rank", value_name="share")
    cells = pd.DataFrame(
        {
            "row": long["option"].map(case.labels),
            "column": [f"{rank}" for rank in long["rank"]],
            "depth": long["share"],
            "text": [percent_words(share) for share in long["share"]],
            "best": False,
        }
    )
    tooltip = [
        alt.Tooltip("row:N", title=t("option")),
        alt.Tooltip("column:N", title=t("rank")),
        alt.Tooltip("depth:Q", format=".1%", title=t("share of draws")),
    ]
    columns = [f"{rank}" for rank in found.ranks]
    heat = heat_table(cells, [case.labels[one] for one in order], columns, t("% of draws\nat each rank"), tooltip)
    usual = found.ranks.idxmax(axis=1)
    told = "; ".join(
        t(
            "{option}: most often rank {rank}, in {share}",
            option=case.labels[str(one)],
            rank=usual[one],
            share=percent(found.ranks.loc[one, usual[one]]),
        )
        for one in order
    )
    return heat.properties(description=t("Share of draws in which each option has each rank. {told}.", told=told))


def central_weight_table(case: Case, found: Acceptability, weights: WeightSet) -> pd.DataFrame:
    """Central weights beside the present ones: one row an option that is first often enough, and a part of the tree.

    Parts are objectives, or criteria where the case has few of them: `option`, `label`, `p_first`, `part`,
    `present`, `central`.
    """
    often = found.table["p_first"].sort_values(ascending=False, kind="stable")
    believed = [str(option) for option in often[often >= BELIEVED].index]
    parts = weight_parts(case)
    now = weights.series()
    rows = []
    for option in believed:
        central: pd.Series[float] = found.central_weights.T[option]
        rows += [
            {
                "option": option,
                "label": case.labels[option],
                "p_first": float(often[option]),
                "part": part,
                "present": float(now[criteria].sum()),
                "central": float(central[criteria].sum()),
            }
            for part, criteria in parts.items()
        ]
    return pd.DataFrame(rows, columns=["option", "label", "p_first", "part", "present", "central"])


def weight_parts(case: Case) -> dict[str, list[str]]:
    """By label, the criteria beneath each objective; or each criterion for itself where there are few."""
    criteria = case.catalogue.criteria
    objectives = {one.label: [leaf.id for leaf in case.catalogue.under(one.id)] for one in case.catalogue.objectives}
    if len(criteria) <= _FEW_CRITERIA or len(objectives) < 2:
        return {one.label: [one.id] for one in criteria}
    return {label: leaves for label, leaves in objectives.items() if leaves}


def central_weights_chart(case: Case, found: Acceptability, weights: WeightSet) -> Layered:
    """What you would have to believe: for each option a line from the present weights to those that put it first."""
    rows = central_weight_table(case, found, weights)
    rows["name"] = [
        broken(f"{label} ({percent_words(share)} %)")
        for label, share in zip(rows["label"], rows["p_first"], strict=True)
    ]
    colours = objective_colours(case)
    parts = list(weight_parts(case))
    if not set(parts) <= set(colours):
        colours = {part: HUES[i % len(HUES)] for i, part in enumerate(parts)}
    names = list(dict.fromkeys(rows["name"]))
    y = alt.Y("name:N", sort=names, axis=name_axis(grid=True), scale=alt.Scale(paddingInner=0.15))
    side_by_side = alt.YOffset("part:N", sort=parts, scale=alt.Scale(domain=parts, padding=0.4))
    x = alt.X(
        "central:Q", title=t("weight"), axis=alt.Axis(format=".0%", tickCount=5), scale=alt.Scale(zero=False, padding=8)
    )
    base = alt.Chart(rows).encode(
        y=y,
        yOffset=side_by_side,
        color=alt.Color(
            "part:N",
            scale=alt.Scale(domain=parts, range=[colours[part] for part in parts]),
            legend=alt.Legend(
                orient="top", title=None, columns=alt.expr("width < 420 ? 1 : 4"), labelLimit=220, symbolType="circle"
            ),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=t("option")),
            alt.Tooltip("part:N", title=t("weight of")),
            alt.Tooltip("present:Q", format=".1%", title=t("now")),
            alt.Tooltip("central:Q", format=".1%", title=t("where it is first")),
        ],
    )
    lines = base.mark_rule(strokeWidth=2.5).encode(x=x, x2=alt.X2("present:Q"))
    now = base.mark_tick(thickness=2, size=11).encode(x=alt.X("present:Q"))
    there = base.mark_circle(size=75, opacity=1).encode(x=x)
    told = "; ".join(
        f"{label}: " + ", ".join(_shift_words(row) for row in group.to_dict("records"))
        for label, group in rows.groupby("label", sort=False)
    )
    description = t("Present weights, and mean weights of the draws in which each option is first. {told}.", told=told)
    per_row = max(2.4 * LINE, 12.0 * len(parts) + 6)
    legend = 22.0 * len(parts)  # one under the other on a phone
    height = max(1, len(names)) * per_row + _AROUND + legend
    return (lines + now + there).properties(height=height, description=description)


def _shift_words(row: Mapping[Hashable, Any]) -> str:
    """One part of the tree: from its present weight to its central one."""
    return t(
        "{part} {present} to {central}",
        part=row["part"],
        present=percent(row["present"]),
        central=percent(row["central"]),
    )


def stability_chart(case: Case, found: Stability) -> Layered:
    """Each weight with the interval in which the winner stays first, the tightest on top, and who takes over."""
    order = found.room().sort_values(kind="stable").index
    table = found.table.loc[order]
    rows = pd.DataFrame(
        {
            "label": [case.catalogue[str(one)].label for one in table.index],
            "low": table["low"],
            "weight": table["weight"],
            "high": table["high"],
            "over": [_takers(case, row) for row in table.to_dict("records")],
        }
    )
    wide = f"(width > {_WIDE})"
    span = alt.Scale(domain=[0, 1], nice=False, range=[0, alt.expr(f"{wide} ? width - {_BESIDE} : width")])
    y = alt.Y("label:N", sort=list(rows["label"]), axis=name_axis())
    x = alt.X("low:Q", scale=span, title=t("weight"), axis=alt.Axis(format=".0%", tickCount=5))
    tooltip = [
        alt.Tooltip("label:N", title=t("criterion")),
        alt.Tooltip("weight:Q", format=".1%", title=t("weight now")),
        alt.Tooltip("low:Q", format=".1%", title=t("winner stays from")),
        alt.Tooltip("high:Q", format=".1%", title=t("to")),
        alt.Tooltip("over:N", title=t("who takes over")),
    ]
    base = alt.Chart(rows).encode(y=y, tooltip=tooltip)
    bars = base.mark_bar(color=BAND, opacity=0.4, height=12, cornerRadius=2).encode(x=x, x2=alt.X2("high:Q"))
    now = base.mark_tick(color=ACCENT, thickness=3, size=18).encode(x=alt.X("weight:Q", scale=span))
    beside = (
        base.transform_calculate(shown=f"{wide} ? datum.over : ''")
        .mark_text(
            align="left",
            fontSize=11,
            color=TEXT,
            lineBreak="\n",
            lineHeight=LINE,
            dy=alt.expr(f"indexof(datum.shown, '\\n') > 0 ? {-LINE / 2} : 0"),
        )
        .encode(x=alt.XValue(alt.expr(f"width - {_BESIDE - 12}")), text=alt.Text("shown:N"))
    )
    told = "; ".join(
        t(
            "{criterion} from {low} % to {high} %",
            criterion=row["label"],
            low=number(100 * row["low"]),
            high=number(100 * row["high"]),
        )
        for row in rows.to_dict("records")
    )
    winner = case.labels[found.winner]
    description = t("Weights between which {winner} stays first. {told}.", winner=winner, told=told)
    return (bars + now + beside).properties(height=alt.Step(31), description=description)


def _takers(case: Case, row: Mapping[Hashable, Any]) -> str:
    """Who is first beyond either end of an interval, a line each."""
    takers = []
    if pd.notna(row["below"]):
        takers.append(t("below: {option}", option=case.labels[row["below"]]))
    if pd.notna(row["above"]):
        takers.append(t("above: {option}", option=case.labels[row["above"]]))
    return "\n".join(takers)


__all__ = [
    "central_weight_table",
    "central_weights_chart",
    "first_place_chart",
    "percent_words",
    "rank_heat_chart",
    "stability_chart",
    "weight_parts",
]
