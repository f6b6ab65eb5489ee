"""Hindsight: how far each option is behind the best one in every scenario."""

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.heat import heat_table
from mcda.charts.palette import Layered
from mcda.robustness.regret import Regret

WORST = "Worst"
OUT = "gate"
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
            losses[WORST] = float(found.table["worst_regret"][option])
        cells += [_cell(case.labels[option], place, loss, most) for place, loss in losses.items()]
    columns = [*places.values(), *([WORST] if len(places) > 1 else [])]
    tooltip = [
        alt.Tooltip("row:N", title="option"),
        alt.Tooltip("column:N", title="scenario"),
        alt.Tooltip("text:N", title="points behind the best"),
    ]
    rows = [case.labels[str(option)] for option in found.table.index]
    told = "; ".join(
        f"{case.labels[str(option)]}: {worst:.1f} at worst"
        for option, worst in found.table["worst_regret"].dropna().items()
    )
    heat = heat_table(pd.DataFrame(cells), rows, columns, "Points behind\nthe best", tooltip)
    return heat.properties(description=f"Points of 100 behind the best option of each scenario. {told}.")


def _cell(option: str, place: str, loss: float, most: float) -> dict[str, object]:
    if pd.isna(loss):
        return {"row": option, "column": place, "depth": 0.0, "text": OUT, "best": False}
    return {
        "row": option,
        "column": place,
        "depth": loss / most if most > 0 else 0.0,
        "text": f"{loss:.0f}" if loss >= 9.95 else f"{loss:.1f}" if loss >= _LEVEL else "0",
        "best": place != WORST and loss < _LEVEL,
    }


__all__ = ["regret_chart"]
