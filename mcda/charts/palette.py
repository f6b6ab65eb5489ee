"""Colours, and contributions in the long form that charts take."""

import colorsys
from typing import TypeAlias

import altair as alt
import pandas as pd

from mcda.case import Case

HUES = ("#3b6fb6", "#1f8a7a", "#8a5aa8", "#b7791f", "#a8505f", "#5b7f2b", "#4a8fb0", "#7a6a58")
ACCENT = "#d9480f"
MUTED = "#8a94a3"
INK = "#677282"
"""For lines and numbers that must be read on a light and on a dark page."""

Layered: TypeAlias = alt.LayerChart | alt.FacetChart
BAND = "#3b6fb6"

alt.data_transformers.disable_max_rows()


def objective_colours(case: Case) -> dict[str, str]:
    """One colour an objective, by label."""
    objectives = case.catalogue.objectives
    return {objective.label: HUES[i % len(HUES)] for i, objective in enumerate(objectives)}


def criterion_colours(case: Case) -> dict[str, str]:
    """Shades of its objective's hue for each criterion, by label: darker first."""
    colours = {}
    for i, objective in enumerate(case.catalogue.objectives):
        leaves = case.catalogue.under(objective.id)
        for j, criterion in enumerate(leaves):
            spread = 0.0 if len(leaves) == 1 else j / (len(leaves) - 1)
            colours[criterion.label] = lightened(HUES[i % len(HUES)], 0.42 * spread)
    return colours


def lightened(colour: str, amount: float) -> str:
    """A colour some way (0 to 1) towards white, its hue kept."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    mixed = colorsys.hls_to_rgb(hue, light + (1 - light) * amount, saturation)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)


def contribution_table(case: Case, contributions: pd.DataFrame) -> pd.DataFrame:
    """Contributions in long form: one row an index entry and criterion, with labels and objective."""
    criteria = {criterion.id: criterion for criterion in case.catalogue.criteria}
    objectives = {objective.id: objective.label for objective in case.catalogue.objectives}
    order = {criterion.label: number for number, criterion in enumerate(case.catalogue.criteria)}
    key = str(contributions.index.name)
    long = contributions.reset_index().melt(id_vars=key, var_name="id", value_name="points")
    long["criterion"] = [criteria[one].label for one in long["id"]]
    long["objective"] = [objectives[criteria[one].objective] for one in long["id"]]
    long["order"] = long["criterion"].map(order)
    return long
