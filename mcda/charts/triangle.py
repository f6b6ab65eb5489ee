"""What we care about: who is first as three parts of the value tree share the weight in every way."""

from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.charts.names import option_colours
from mcda.charts.palette import ACCENT, MUTED, Layered
from mcda.charts.ternary import HEXAGON, axes, cell_size, corner_texts, placed
from mcda.language import later, listed, percent, said, t
from mcda.robustness.preference_map import PreferenceMap

NOBODY = later("no answer")
HEIGHT = 390
_LEGEND_ROW = 15
_NAMED = 0.05
"""Areas smaller than this share of the triangle, or twice it on a narrow screen, have no name on them."""
_NARROW = 420


def preference_triangle_chart(case: Case, found: PreferenceMap) -> Layered:
    """A triangle of weights, each point in the colour of who is first there; a diamond marks the present weights.

    Corners: all of the shared weight on one part. For a map of two criteria the third corner stands for all others.
    """
    winners = [str(option) for option in found.shares.index]
    colours = option_colours(case)
    rows = placed(found.table.iloc[:, :3].to_numpy(dtype=np.float64))
    first = [None if pd.isna(one) else str(one).split(";") for one in found.table["winner"]]
    nobody = said(NOBODY)
    rows["winner"] = [nobody if one is None else case.labels[one[0]] for one in first]
    rows["who"] = [nobody if one is None else listed(case.labels[option] for option in one) for one in first]
    rows[["a", "b", "c"]] = found.table.iloc[:, :3].to_numpy()
    corners = corner_names(case, found)
    encodings = axes()
    domain = [*(case.labels[one] for one in winners), *([nobody] if found.silent > 0 else [])]
    cells = (
        alt.Chart(rows)
        .mark_point(shape=HEXAGON, filled=True, opacity=1, strokeWidth=0, size=cell_size(found.resolution))
        .encode(
            **encodings,
            color=alt.Color(
                "winner:N",
                scale=alt.Scale(domain=domain, range=[*(colours[one] for one in winners), MUTED][: len(domain)]),
                legend=alt.Legend(
                    orient="bottom",
                    title=t("first here"),
                    columns=alt.expr("width < 420 ? 1 : 2"),
                    labelLimit=190,
                    symbolType="square",
                ),
            ),
            tooltip=[
                alt.Tooltip("who:N", title=t("first")),
                *(
                    alt.Tooltip(f"{key}:Q", format=".0%", title=t("share of {corner}", corner=name.lower()))
                    for key, name in zip(("a", "b", "c"), corners, strict=True)
                ),
            ],
        )
    )
    names = corner_texts(corners, encodings, below=16)
    layers = [cells, *_area_names(rows, encodings), *_present(found, encodings), *names]
    told = "; ".join(
        t("{option} on {share}", option=case.labels[str(option)], share=percent(share))
        for option, share in found.shares.items()
    )
    description = t(
        "Who is first as {corners} share their weight in every way: {told} of the triangle.",
        corners=", ".join(corners),
        told=told,
    )
    return (
        alt.layer(*layers)
        .properties(height=HEIGHT + _LEGEND_ROW * len(domain), description=description)
        .configure_view(stroke=None)
    )


def corner_names(case: Case, found: PreferenceMap) -> tuple[str, ...]:
    """What the three corners stand for."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    labels |= {one.id: one.label for one in case.catalogue.objectives if len(found.axes) == 3}
    named = tuple(labels[axis] for axis in found.axes)
    return named if len(named) == 3 else (*named, t("All other criteria"))


def _area_names(rows: pd.DataFrame, encodings: dict[str, Any]) -> list[alt.Chart]:
    """The name of who is first in the middle of each large area, dark on a pale rim that any colour lets one read."""
    places = []
    for winner, group in rows.groupby("winner", sort=False):
        if len(group) < _NAMED * len(rows):
            continue
        middle = group[["x", "y"]].mean()
        nearest = int(((group[["x", "y"]] - middle) ** 2).sum(axis=1).to_numpy().argmin())
        places.append(
            {
                "x": group["x"].iloc[nearest],
                "y": group["y"].iloc[nearest],
                "name": "\n".join(wrap(str(winner), 16)),
                "share": len(group) / len(rows),
            }
        )
    named = alt.Chart(pd.DataFrame(places, columns=["x", "y", "name", "share"])).encode(
        **encodings, text=alt.Text("name:N")
    )
    base = named.transform_filter(f"datum.share >= (width < {_NARROW} ? {2 * _NAMED} : {_NAMED})")
    text: dict[str, Any] = {"fontSize": 11, "fontWeight": "bold", "lineBreak": "\n", "lineHeight": 12}
    return [
        base.mark_text(stroke="#ffffff", strokeWidth=3, strokeOpacity=0.75, strokeJoin="round", **text),
        base.mark_text(color="#16202e", **text),
    ]


def _present(found: PreferenceMap, encodings: dict[str, Any]) -> list[alt.Chart]:
    where = alt.Chart(placed(np.asarray(found.present, dtype=np.float64)[None])).encode(**encodings)
    return [
        where.mark_point(
            shape="diamond", size=190, filled=True, color=ACCENT, opacity=1, stroke="#ffffff", strokeWidth=2
        )
    ]


__all__ = ["corner_names", "preference_triangle_chart"]
