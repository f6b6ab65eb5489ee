"""All scores at once: options × criteria, shaded by worth if wanted; a click or two lists open a cell."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.evidence import unknown_cells
from mcda.facts import FactModel
from mcda.parts import Cell
from views import state
from views.build.evidence_cell import open_cell
from views.build.evidence_words import basis_words, better_words, digits, on_scale, worst_to_best
from views.editing import picked
from views.state import Choice
from views.text import shown, t

GRID = "score_grid"
MOST_ROWS = 14
"""More options than this scroll inside the table."""
NO_SELECTION: dict[str, dict[str, list[Any]]] = {"selection": {"rows": [], "columns": [], "cells": []}}


def layers() -> dict[str, str]:
    """What a cell of the table can show beside its score."""
    return {
        "mode": t("Most likely"),
        "range": t("With range"),
        "basis": t("With basis"),
        "sources": t("With sources"),
    }


def matrix(choice: Choice) -> None:
    """The table, and how it is looked at."""
    case = choice.case
    st.markdown(
        t(
            "Most likely score of every option on every criterion in the scenario {scenario}, each on its criterion's own scale; a header shows it from worst to best. **Click a cell**, or name it here, to see why, and to change it.",
            scenario=shown(case.scenario(choice.scenario).label),
        )
    )
    by_name(choice)  # before the table: the keyboard picks, and so opens, every cell that it passes there
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = layers()
        layer = st.segmented_control(
            t("Cells show"), list(words), format_func=words.__getitem__, default="mode", required=True,
            key="cells_show", persist_state="session",
        )  # fmt: skip
        heat = st.toggle(
            t("Shade by worth"), value=True, key="heat", persist_state="session",
            help=t("Darker is better for the decision, whichever way the scale points. The numbers say the same."),
        )  # fmt: skip
    table, worth = table_of(case, choice.scenario, str(layer))
    styled = table.style.apply(_shading, worth=worth, axis=None) if heat else table.style
    if layer == "mode":
        styled = styled.format({one.id: _written(one) for one in case.catalogue.criteria})
    st.dataframe(
        styled,
        key=GRID,
        on_select=_picked,
        selection_mode="single-cell",
        height="content" if len(table) <= MOST_ROWS else 560,
        placeholder=t("unknown"),
        column_config={"_index": st.column_config.TextColumn(t("Option"), pinned=True, width="medium")}
        | {one.id: _column(one, numbers=layer == "mode") for one in case.catalogue.criteria},
        alt=t("Scores of all options on all criteria"),
    )


def table_of(case: Case, scenario: str, layer: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the table shows, and the worth of each cell from 0 to 1; both by option's label and criterion's id.

    Numbers for the layer `mode`, texts for the others. What is unknown, or derived from something unknown, is
    missing, or says so.
    """
    model = case.facts(scenario)
    blank = unknown_cells(model)
    levels = {name: _as_precise(case, model, model.natural(model.at(name))) for name in ("low", "mode", "high")}
    index = pd.Index([case.labels[option] for option in model.options])
    worth = pd.DataFrame(model.values(model.at("mode")), index=index, columns=list(model.criteria)).mask(blank)
    mode = pd.DataFrame(levels["mode"], index=index, columns=list(model.criteria)).mask(blank)
    if layer == "mode":
        return mode, worth
    entered = {(cell.option, cell.criterion): cell for cell in case.cells}
    written = {one.id: _written(one) for one in case.catalogue.criteria}
    rows = []
    for i, option in enumerate(model.options):
        row = []
        for j, criterion in enumerate(model.criteria):
            score = t("unknown") if blank[i, j] else written[criterion](levels["mode"][i, j])
            ends = [written[criterion](levels[name][i, j]) for name in ("low", "high")]
            row.append(_beside(score, layer, ends, entered.get((option, criterion))))
        rows.append(row)
    return pd.DataFrame(rows, index=index, columns=list(model.criteria)), worth


def _as_precise(case: Case, model: FactModel, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Entered scores (m, n) as they are; derived ones no finer than their scale deserves."""
    entered = np.array([option in model.scored for option in model.options])[:, None]
    rounded = [np.round(scores[:, j], digits(one)) for j, one in enumerate(case.catalogue.criteria)]
    return np.where(entered, scores, np.column_stack(rounded))


def _beside(score: str, layer: str, ends: list[str], cell: Cell | None) -> str:
    """A score with what the layer adds."""
    if layer == "range":
        return f"{score} ({ends[0]}–{ends[1]})"
    if cell is None:
        return t("{score}, derived", score=score)
    if layer == "basis":
        return f"{score}, {basis_words()[cell.basis]}"
    return t("{score}, sources: {count}", score=score, count=len(cell.evidence))


def _written(criterion: Criterion) -> Callable[[Any], str]:
    """How a score of one criterion is written. Scores repeat, so each number is written out once."""
    return cache(lambda value: on_scale(round(value, 1 + digits(criterion)), criterion))


def _shading(table: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    """A tint for each cell, deeper for better; light enough that the number on it stays readable in both themes."""
    tint = worth.map(
        lambda value: "" if pd.isna(value) else f"background-color: rgba(31, 138, 122, {0.06 + 0.44 * value:.2f})"
    )
    return tint.set_axis(table.index)


def _column(criterion: Criterion, *, numbers: bool) -> Any:
    label = f"{criterion.label}: {worst_to_best(criterion)}"
    ends = {criterion.scale.low: criterion.scale.anchors.low, criterion.scale.high: criterion.scale.anchors.high}
    told = t(
        "{question} In {unit}; {better}. Worst: {worst} Best: {best}",
        question=shown(criterion.question), unit=shown(criterion.scale.unit), better=better_words(criterion),
        worst=shown(ends[criterion.worst]), best=shown(ends[criterion.best]),
    )  # fmt: skip
    kind = st.column_config.NumberColumn if numbers else st.column_config.TextColumn
    return kind(label, help=told)


def _picked() -> None:
    """Open the cell that was clicked, and take the click back, so that the next one on it opens it again."""
    cells = st.session_state[GRID]["selection"]["cells"]
    case = state.case()
    if cells and cells[0][1] in case.catalogue.ids:
        open_cell(case.option_ids[cells[0][0]], cells[0][1])
    st.session_state[GRID] = NO_SELECTION


def by_name(choice: Choice) -> None:
    """The way to a cell without a mouse."""
    case = choice.case
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = picked("cell_option", case.labels)
        option = st.selectbox(t("Option"), case.option_ids, format_func=case.labels.__getitem__, key=key, width=260)
        labels = {one.id: one.label for one in case.catalogue.criteria}
        criterion = st.selectbox(
            t("Criterion"),
            case.catalogue.ids,
            format_func=labels.__getitem__,
            key=picked("cell_criterion", labels),
            width=260,
        )
        st.button(
            t("Open this cell"),
            on_click=open_cell,
            args=(option, criterion),
            icon=":material/edit_note:",
            key="cell_open",
        )
