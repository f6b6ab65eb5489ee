"""What we care about: who is first as three parts of the value tree share the weight in every way."""

from textwrap import wrap
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.names import option_colours
from mcda.charts.palette import ACCENT, MUTED, Layered
from mcda.robustness.preference_map import PreferenceMap

NOBODY = "no answer"
HEIGHT = 390
_LEGEND_ROW = 15
_TOP, _BOTTOM = 26, 26
"""Room for the names of the corners, in pixels."""
_HEXAGON = "M0,-1L.866,-.5L.866,.5L0,1L-.866,.5L-.866,-.5Z"
_TALL = np.sqrt(3.0) / 2.0
_NAMED = 0.05
"""Areas smaller than this share of the triangle, or twice it on a narrow screen, have no name on them."""
_NARROW = 420


def preference_triangle_chart(case: Case, found: PreferenceMap) -> Layered:
    """A triangle of weights, each point in the colour of who is first there; a diamond marks the present weights.

    Corners: all of the shared weight on one part. For a map of two criteria the third corner stands for all others.
    """
    winners = [str(option) for option in found.shares.index]
    colours = option_colours(case)
    rows = _placed(found.table.iloc[:, :3].to_numpy(dtype=np.float64))
    first = [None if pd.isna(one) else str(one).split(";") for one in found.table["winner"]]
    rows["winner"] = [NOBODY if one is None else case.labels[one[0]] for one in first]
    rows["who"] = [NOBODY if one is None else " and ".join(case.labels[option] for option in one) for one in first]
    rows[["a", "b", "c"]] = found.table.iloc[:, :3].to_numpy()
    corners = corner_names(case, found)
    side = f"min(width - 8, (height - {_TOP + _BOTTOM}) / {_TALL:.4f})"
    x_scale = alt.Scale(
        domain=[0, 1], nice=False, range=[alt.expr(f"(width - {side}) / 2"), alt.expr(f"(width + {side}) / 2")]
    )
    foot = f"height - {_BOTTOM}"
    y_scale = alt.Scale(
        domain=[0, _TALL], nice=False, range=[alt.expr(foot), alt.expr(f"{foot} - {_TALL:.4f} * {side}")]
    )
    x, y = alt.X("x:Q", scale=x_scale, axis=None), alt.Y("y:Q", scale=y_scale, axis=None)
    domain = [*(case.labels[one] for one in winners), *([NOBODY] if found.silent > 0 else [])]
    cell = f"1.1 * 4 / 3 * pow({side} / {found.resolution}, 2)"
    cells = (
        alt.Chart(rows)
        .mark_point(shape=_HEXAGON, filled=True, opacity=1, strokeWidth=0, size=alt.expr(cell))
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "winner:N",
                scale=alt.Scale(domain=domain, range=[*(colours[one] for one in winners), MUTED][: len(domain)]),
                legend=alt.Legend(
                    orient="bottom",
                    title="first here",
                    columns=alt.expr("width < 420 ? 1 : 2"),
                    labelLimit=190,
                    symbolType="square",
                ),
            ),
            tooltip=[
                alt.Tooltip("who:N", title="first"),
                *(
                    alt.Tooltip(f"{key}:Q", format=".0%", title=f"share of {name.lower()}")
                    for key, name in zip(("a", "b", "c"), corners, strict=True)
                ),
            ],
        )
    )
    layers = [cells, *_area_names(rows, found, x, y), *_present(found, x, y), *_corners(corners, x, y)]
    told = "; ".join(f"{case.labels[str(option)]} on {share:.0%}" for option, share in found.shares.items())
    description = f"Who is first as {', '.join(corners)} share their weight in every way: {told} of the triangle."
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
    return named if len(named) == 3 else (*named, "All other criteria")


def _placed(points: np.ndarray) -> pd.DataFrame:
    """Points (k, 3) that sum to 1 as places: the first part on top, the second left, the third right."""
    return pd.DataFrame({"x": points[:, 2] + 0.5 * points[:, 0], "y": _TALL * points[:, 0]})


def _area_names(rows: pd.DataFrame, found: PreferenceMap, x: alt.X, y: alt.Y) -> list[alt.Chart]:
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
    named = alt.Chart(pd.DataFrame(places, columns=["x", "y", "name", "share"])).encode(x=x, y=y, text="name:N")
    base = named.transform_filter(f"datum.share >= (width < {_NARROW} ? {2 * _NAMED} : {_NAMED})")
    text: dict[str, Any] = {"fontSize": 11, "fontWeight": "bold", "lineBreak": "\n", "lineHeight": 12}
    return [
        base.mark_text(stroke="#ffffff", strokeWidth=3, strokeOpacity=0.75, strokeJoin="round", **text),
        base.mark_text(color="#16202e", **text),
    ]


def _present(found: PreferenceMap, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    where = alt.Chart(_placed(found.present.to_numpy(dtype=np.float64)[None, :])).encode(x=x, y=y)
    return [
        where.mark_point(
            shape="diamond", size=190, filled=True, color=ACCENT, opacity=1, stroke="#ffffff", strokeWidth=2
        )
    ]


def _corners(corners: tuple[str, ...], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    sides: tuple[Literal["center", "left", "right"], ...] = ("center", "left", "right")
    places = _placed(np.eye(3)).assign(name=list(corners))
    return [
        alt.Chart(places.iloc[[corner]])
        .mark_text(align=side, dy=16 if corner else -12, fontSize=12, fontWeight="bold", color=TEXT)
        .encode(x=x, y=y, text="name:N")
        for corner, side in enumerate(sides)
    ]


__all__ = ["corner_names", "preference_triangle_chart"]
