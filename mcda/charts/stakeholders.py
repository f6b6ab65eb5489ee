"""Several people's weights in one picture: a dot each, without names unless they are asked for."""

from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.palette import HUES, INK, MUTED
from mcda.language import later, said, t
from mcda.stakeholders import Stakeholders

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
OTHERS = later("another option")


def people_chart(case: Case, found: Stakeholders, description: str, *, named: bool = False) -> alt.LayerChart:
    """Criteria by how far people differ on them; a dot a person, its shape and colour the option that comes first.

    Hollow dots are first answers that were changed later.
    """
    criteria = {one.id: one.label for one in case.catalogue.criteria}
    table = _dots(case, found, criteria, named=named)
    y = alt.Y(
        "criterion:N",
        sort=[criteria[str(one)] for one in found.spread.index],
        title=None,
        axis=alt.Axis(labelLimit=190, labelFlush=False, labelOverlap=False),
    )
    x = alt.X("weight:Q", title=t("weight, per cent"))
    winners = [case.labels[one] for one in found.winners]
    shown = winners[: len(SHAPES) - 1] + ([said(OTHERS)] if len(winners) >= len(SHAPES) else [])
    look: dict[str, Any] = {"sort": shown, "title": t("comes first")}
    tooltip: list[Any] = [
        alt.Tooltip("criterion:N", title=t("criterion")),
        alt.Tooltip("weight:Q", format=".1f", title=t("weight")),
        alt.Tooltip("winner:N", title=t("comes first")),
    ]
    tooltip += [alt.Tooltip("who:N", title=t("person"))] if named else []
    span = (
        alt.Chart(table)
        .mark_rule(color=INK, opacity=0.5)
        .encode(x=alt.X("min(weight):Q"), x2=alt.X2("max(weight):Q"), y=y)
    )
    shape = alt.Shape("winner:N", scale=alt.Scale(domain=shown, range=list(SHAPES[: len(shown)])), **look)
    colour = alt.Color("winner:N", scale=alt.Scale(domain=shown, range=[*HUES, MUTED][: len(shown)]), **look)
    dots = (
        alt.Chart(table)
        .mark_point(size=80, strokeWidth=2, filled=filled, opacity=0.85)
        .encode(x=x, y=y, shape=shape, color=colour, tooltip=tooltip)
        .transform_filter("datum.now" if filled else "!datum.now")
        for filled in (True, False)
    )
    return (
        alt.layer(span, *dots)
        .properties(height=26 * len(criteria) + 32 * len(shown) + 60, width="container", description=description)
        .configure_legend(orient="top", direction="vertical", labelLimit=320)
    )


def _dots(case: Case, found: Stakeholders, criteria: dict[str, str], *, named: bool) -> pd.DataFrame:
    winners = [case.labels[one] for one in found.winners][: len(SHAPES) - 1]
    rows: list[dict[str, Any]] = []
    for name, person in found.people.iterrows():
        label = case.labels[str(person["winner"])]
        latest, earliest = (table[name].to_dict() for table in (found.weights, found.first))
        for criterion, title in criteria.items():
            now, before = float(latest[criterion]), float(earliest[criterion])
            kept: dict[str, Any] = {"criterion": title, "winner": label if label in winners else said(OTHERS)}
            kept |= {"who": person["person"] or person["label"]} if named else {}
            rows.append({**kept, "weight": 100 * now, "now": True})
            if abs(now - before) > 1e-9:
                rows.append({**kept, "weight": 100 * before, "now": False})
    return pd.DataFrame(rows)


__all__ = ["people_chart"]
