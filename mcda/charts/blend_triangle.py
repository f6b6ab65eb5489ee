"""What we could do: every blend of three components on a triangle, and along its edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mcda.blends import BlendSurface, RobustBlend
from mcda.case import Case
from mcda.charts import ternary
from mcda.charts.palette import ACCENT, BAND, MUTED, Layered
from mcda.language import number, percent, points, t

PICKED = "picked"
"""Name of the selection that a click on a blend makes; its field `point` is the row of the surface."""
HEIGHT = 520
_EDGE = 150


@dataclass(frozen=True)
class Layer:
    """What the colour of the triangle stands for: one number a blend."""

    id: str
    title: str
    numbers: "pd.Series[float]"
    format: str
    more_is_better: bool = True


def layers_of(case: Case, surface: BlendSurface, robust: RobustBlend | None = None) -> dict[str, Layer]:
    """All that the triangle can show, by id: scores, what the draws say, and each criterion in its own units."""
    table = surface.table
    found = [
        Layer("score", t("Score of 100"), table["score"], ".1f"),
        Layer("lead", t("Lead over the best pure strategy"), table["lead"], "+.1f"),
    ]
    if robust is not None:
        drawn = robust.table
        expected, worst = drawn["expected_regret"], drawn["worst_regret"]
        found += [
            Layer("p_near_best", t("How often near the best"), drawn["p_near_best"], ".0%"),
            Layer("expected_regret", t("Expected regret"), expected, ".1f", more_is_better=False),
            Layer("worst_regret", t("Worst regret over scenarios"), worst, ".1f", more_is_better=False),
        ]
    for criterion in case.catalogue.criteria:
        more, natural = criterion.direction.sign > 0, surface.scores[criterion.id]
        found.append(Layer(criterion.id, criterion.label, natural, ".0f", more_is_better=more))
    return {layer.id: layer for layer in found}


def blend_triangle_chart(
    case: Case, surface: BlendSurface, layer: Layer, pinned: Sequence[Mapping[str, float]] = ()
) -> Layered:
    """Every blend of three components, coloured by a layer: yellow is better, dark is worse.

    White and dark line: the border of all blends within epsilon of the best. Diamond: the best. Crosses: blends that
    a limit bars. Numbers: pinned blends. In a corner, all effort goes to that component.
    """
    names = tuple(case.labels[one] for one in surface.components)
    lattice = surface.table[list(surface.components)].to_numpy(dtype=np.float64)
    rows = ternary.placed(lattice).assign(
        point=range(len(lattice)),
        colour=layer.numbers.to_numpy(),
        score=surface.table["score"],
        feasible=surface.table["feasible"],
        breaks=surface.table["breaks"],
    )
    rows[["a", "b", "c"]] = lattice
    encodings = ternary.axes()
    shares = [alt.Tooltip(f"{key}:Q", format=".0%", title=name) for key, name in zip("abc", names, strict=True)]
    about = [*shares, alt.Tooltip("score:Q", format=".1f", title=t("score"))]
    if layer.id != "score":
        about.append(alt.Tooltip("colour:Q", format=layer.format, title=layer.title.lower()))
    base = alt.Chart(rows).encode(**encodings)
    mark: dict[str, Any] = {"shape": ternary.HEXAGON, "filled": True, "opacity": 1, "strokeWidth": 0}
    colour = alt.Color(
        "colour:Q",
        scale=alt.Scale(scheme="viridis", reverse=not layer.more_is_better, zero=False, nice=False),
        legend=alt.Legend(
            orient="bottom",
            title=t("{layer} (yellow is better)", layer=layer.title),
            format=layer.format,
            gradientLength=alt.expr("min(width - 10, 300)"),
            titleLimit=300,
        ),
    )
    near = surface.table["near_best"].to_numpy(dtype=bool)
    layers = [
        base.transform_filter("datum.feasible && isValid(datum.colour)")
        .mark_point(size=ternary.cell_size(surface.steps), cursor="pointer", **mark)
        .encode(color=colour, tooltip=about)
        .add_params(alt.selection_point(name=PICKED, fields=["point"], on="click", toggle=False)),
        *_barred(base, about, surface.steps),
        *_border(ternary.outline(lattice, near, surface.steps), encodings),
        *_marked(surface, encodings),
        *_pins(surface.components, pinned, encodings),
        *ternary.corner_texts(names, encodings),
    ]
    return (
        alt.layer(*layers)
        .properties(height=HEIGHT, description=_described(case, surface, layer))
        .configure_view(stroke=None)
        .resolve_scale(color="independent")
    )


def _described(case: Case, surface: BlendSurface, layer: Layer) -> str:
    """What the triangle shows, for those who do not see it."""
    table = surface.table
    shares = {case.labels[str(one)].lower(): share for one, share in surface.shares.items() if share}
    told = t(
        "What we could do: {layer} of every blend of {parts}. Best: {best}. "
        "{near} of {all} blends are within {epsilon} of it",
        layer=layer.title.lower(),
        parts=", ".join(case.labels[one] for one in surface.components),
        best=", ".join(f"{percent(share)} {label}" for label, share in shares.items()),
        near=number(int(table["near_best"].sum()), 0),
        all=number(len(table), 0),
        epsilon=points(surface.epsilon),
    )
    barred = int((~table["feasible"]).sum())
    if barred:
        told += t("; {barred} are barred by a limit", barred=number(barred, 0))
    return told + "."


def _barred(base: alt.Chart, about: list[alt.Tooltip], steps: int) -> list[alt.Chart]:
    """Blends that a limit bars: grey, and crossed."""
    breaks = alt.Tooltip("breaks:N", title=t("breaks"))
    barred = base.transform_filter("!datum.feasible").encode(tooltip=[*about, breaks])
    size = ternary.cell_size(steps)
    return [
        barred.mark_point(shape=ternary.HEXAGON, filled=True, size=size, color=MUTED, opacity=0.18, strokeWidth=0),
        barred.mark_point(shape="M-.6,-.6L.6,.6M.6,-.6L-.6,.6", size=size, stroke=MUTED, strokeWidth=1, opacity=1),
    ]


def _border(segments: pd.DataFrame, encodings: dict[str, Any]) -> list[alt.Chart]:
    """A line around blends that are as good as the best: dark on white, so that it stands out on any colour."""
    base = alt.Chart(segments).encode(**encodings, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    return [
        base.mark_rule(stroke=colour, strokeWidth=width, strokeCap="round", clip=False)
        for colour, width in (("#ffffff", 4.5), ("#16202e", 2))
    ]


def _marked(surface: BlendSurface, encodings: dict[str, Any]) -> list[alt.Chart]:
    """The best blend of the lattice."""
    best = ternary.placed(np.asarray(surface.shares, dtype=np.float64)[None])
    mark: dict[str, Any] = {"shape": "diamond", "filled": True, "stroke": "#ffffff", "strokeWidth": 2}
    return [alt.Chart(best).mark_point(size=210, color=ACCENT, opacity=1, **mark).encode(**encodings)]


def _pins(
    components: tuple[str, ...], pinned: Sequence[Mapping[str, float]], encodings: dict[str, Any]
) -> list[alt.Chart]:
    """Pinned blends, numbered from 1."""
    shares = np.array([[pin[one] for one in components] for pin in pinned], dtype=np.float64).reshape(-1, 3)
    places = ternary.placed(shares).assign(number=[number(i + 1, 0) for i in range(len(shares))])
    base = alt.Chart(places).encode(**encodings)
    return [
        base.mark_point(shape="circle", filled=True, size=270, color="#ffffff", stroke="#16202e", opacity=1),
        base.mark_text(fontSize=11, fontWeight="bold", color="#16202e").encode(text=alt.Text("number:N")),
    ]


def edge_chart(case: Case, surface: BlendSurface, edge: tuple[str, str]) -> Layered:
    """The score along one edge of the triangle: a ruler for two of the three, with none of the third.

    Edges share their scale of scores. Shaded: all blends within epsilon of the best of the whole triangle.
    """
    first, second = edge
    table = surface.table
    along = table[np.isclose(table[first] + table[second], 1.0)]
    rows = pd.DataFrame({"share": along[first], "score": along["score"], "feasible": along["feasible"]})
    best = float(table["score"][surface.best])
    ends = [along["score"] for along in (table[table[one] < 1e-9] for one in surface.components)]
    low = min(best - surface.epsilon, *(float(one.min()) for one in ends))
    high = max(best, *(float(one.max()) for one in ends))
    pad = 0.06 * (high - low) + 0.2
    scale = alt.Scale(domain=[low - pad, high + pad], zero=False, nice=False)
    x = alt.X(
        "share:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(
            values=[0, 0.5, 1],
            grid=False,
            title=t("{first} share, the rest {second}", first=case.labels[first], second=case.labels[second].lower()),
            format=".0%",
            titleLimit=300,
        ),
    )
    y = alt.Y("score:Q", scale=scale, title=t("score"), axis=alt.Axis(tickCount=4))
    zone = pd.DataFrame({"low": [best - surface.epsilon], "high": [best]})
    base = alt.Chart(rows).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("share:Q", format=".0%", title=case.labels[first]),
            alt.Tooltip("score:Q", format=".1f", title=t("score")),
        ],
    )
    top = rows[rows["feasible"]].nlargest(1, "score")
    layers = [
        alt.Chart(zone)
        .mark_rect(color=ACCENT, opacity=0.13)
        .encode(y=alt.Y("low:Q", scale=scale, title=t("score")), y2=alt.Y2("high:Q")),
        base.mark_line(color=MUTED, strokeWidth=1.5, strokeDash=[3, 3]),
        base.transform_filter("datum.feasible").mark_line(color=BAND, strokeWidth=2.6),
        alt.Chart(top).mark_point(shape="diamond", filled=True, size=90, color=ACCENT, opacity=1).encode(x=x, y=y),
    ]
    return alt.layer(*layers).properties(height=_EDGE, description=_edge_described(case, edge, top))


def _edge_described(case: Case, edge: tuple[str, str], top: pd.DataFrame) -> str:
    """What an edge shows, for those who do not see it; `top` is its best blend that no limit bars, if there is one."""
    told = {"first": case.labels[edge[0]], "second": case.labels[edge[1]]}
    if top.empty:
        return t("Score as the share of {first} grows against {second} alone: no blend is allowed.", **told)
    told |= {"score": number(top["score"].iloc[0]), "share": percent(top["share"].iloc[0])}
    return t("Score as the share of {first} grows against {second} alone: best {score} at {share}.", **told)


__all__ = ["PICKED", "Layer", "blend_triangle_chart", "edge_chart", "layers_of"]
