"""Places on a triangle that stands on its base: the geometry of charts of three shares."""

from typing import Any, Literal

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.charts.methods import TEXT

Array = npt.NDArray[np.float64]
HEXAGON = "M0,-1L.866,-.5L.866,.5L0,1L-.866,.5L-.866,-.5Z"
TALL = np.sqrt(3.0) / 2.0
"""Height of a triangle with sides of 1."""
TOP, BOTTOM = 26, 26
"""Room for the names of the corners, in pixels."""
SIDE = f"min(width - 8, (height - {TOP + BOTTOM}) / {TALL:.4f})"
"""Length of a side in pixels, as Vega works it out."""
_ANGLES = np.deg2rad(60.0 * np.arange(6))
_NEIGHBOURS = np.array([[0, -1, 1], [1, -1, 0], [1, 0, -1], [0, 1, -1], [-1, 1, 0], [-1, 0, 1]])
"""Steps to the six neighbours of a lattice point, anticlockwise from the right."""


def placed(points: Array) -> pd.DataFrame:
    """Points (k, 3) that sum to 1 as places: the first part on top, the second left, the third right."""
    return pd.DataFrame({"x": points[:, 2] + 0.5 * points[:, 0], "y": TALL * points[:, 0]})


def axes() -> dict[str, Any]:
    """Encodings `x` and `y` that keep the triangle upright and whole in any window."""
    across = [alt.expr(f"(width - {SIDE}) / 2"), alt.expr(f"(width + {SIDE}) / 2")]
    foot = f"height - {BOTTOM}"
    up = [alt.expr(foot), alt.expr(f"{foot} - {TALL:.4f} * {SIDE}")]
    return {
        "x": alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False, range=across), axis=None),
        "y": alt.Y("y:Q", scale=alt.Scale(domain=[0, TALL], nice=False, range=up), axis=None),
    }


def cell_size(steps: int) -> Any:
    """Size of a hexagon so that those of neighbouring lattice points meet."""
    return alt.expr(f"1.1 * 4 / 3 * pow({SIDE} / {steps}, 2)")


def outline(points: Array, inside: npt.NDArray[np.bool_], steps: int) -> pd.DataFrame:
    """The border of some lattice points (k, 3) as segments `x`, `y` to `x2`, `y2`, along the edges of their cells."""
    whole = np.rint(points * steps).astype(int)
    members = {tuple(row) for row in whole[inside].tolist()}
    centres = placed(points[inside]).to_numpy()
    reach = 1.0 / (steps * np.sqrt(3.0))
    segments = []
    for row, centre in zip(whole[inside], centres, strict=True):
        for step, angle in zip(_NEIGHBOURS, _ANGLES, strict=True):
            if tuple((row + step).tolist()) not in members:
                ends = [
                    centre + reach * np.array([np.cos(turn), np.sin(turn)])
                    for turn in (angle - np.pi / 6, angle + np.pi / 6)
                ]
                segments.append([*ends[0], *ends[1]])
    return pd.DataFrame(segments, columns=["x", "y", "x2", "y2"], dtype=float)


def corner_texts(names: tuple[str, ...], encodings: dict[str, Any], *, below: int = 18) -> list[alt.Chart]:
    """The names of the three corners; those on the base stand `below` it, in pixels."""
    places = placed(np.eye(3)).assign(name=list(names))
    text: dict[str, Any] = {"fontSize": 12, "fontWeight": "bold", "color": TEXT}
    sides: tuple[Literal["center", "left", "right"], ...] = ("center", "left", "right")
    return [
        alt.Chart(places.iloc[[corner]])
        .mark_text(align=side, dy=below if corner else -12, **text)
        .encode(**encodings, text=alt.Text("name:N"))
        for corner, side in enumerate(sides)
    ]
