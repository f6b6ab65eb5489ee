"""Hindsight: how far each option is behind the best one in every scenario."""

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.heat import heat_table
from mcda.charts.palette import Layered
from mcda.language import later, number, said, t
from mcda.robustness.regret import Regret

WORST = later("Worst")
OUT = later("gate")
_LEVEL = 0.05
"""Points that are shown as 0."""


def regret_chart(case: Case, found: Regret) -> Layered:
    """Regret of every option in every scenario, least worst regret on top; orange is the best of a scenario."""
    places = {str(place): case.scenario(str(place)).label for place in found.regret}
    most = float(found.regret.max().max())
    cells = []
    for option in map(str, found.table.index):
        losses = {label: float(found.regret[place][option]) for place, label in places.items()}
        if len(places) > 1:
            losses[said(WORST)] = float(found.table["worst_regret"][option])
        cells += [_cell(case.labels[option], place, loss, most) for place, loss in losses.items()]
    columns = [*places.values(), *([said(WORST)] if len(places) > 1 else [])]
    tooltip = [
        alt.Tooltip("row:N", title=t("option")),
        alt.Tooltip("column:N", title=t("scenario")),
        alt.Tooltip("text:N", title=t("points behind the best")),
    ]
    rows = [case.labels[str(option)] for option in found.table.index]
    told = "; ".join(
        t("{option}: {loss} at worst", option=case.labels[str(option)], loss=number(worst))
        for option, worst in found.table["worst_regret"].dropna().items()
    )
    heat = heat_table(pd.DataFrame(cells), rows, columns, t("Points behind\nthe best"), tooltip)
    return heat.properties(description=t("Points of 100 behind the best option of each scenario. {told}.", told=told))


def _cell(option: str, place: str, loss: float, most: float) -> dict[str, object]:
    if pd.isna(loss):
        return {"row": option, "column": place, "depth": 0.0, "text": said(OUT), "best": False}
    return {
        "row": option,
        "column": place,
        "depth": loss / most if most > 0 else 0.0,
        "text": _loss_words(loss),
        "best": place != said(WORST) and loss < _LEVEL,
    }


def _loss_words(loss: float) -> str:
    """Points with one decimal below ten, and 0 where that would be all."""
    if loss < _LEVEL:
        return number(0, 0)
    return number(loss, 0 if loss >= 9.95 else 1)


__all__ = ["regret_chart"]
