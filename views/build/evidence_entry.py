"""Fast entry: all cells of one criterion, or of one option, in a table that takes typing and pasting."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.edits.scores import with_cells
from mcda.parts import Cell
from mcda.schemas import BASES
from views import editing
from views.build.evidence_words import anchors, better_words, on_scale, source_name
from views.glossary import meaning
from views.state import Choice
from views.text import shown, t

COLUMNS = ("low", "mode", "high", "basis", "rationale", "evidence", "author", "date")


def entry(choice: Choice) -> None:
    """Choose a criterion or an option, and edit its cells."""
    case = choice.case
    scored = list(dict.fromkeys(cell.option for cell in case.cells))
    if not scored:
        st.info(t("No option has scores of its own yet. Add options first."), icon=":material/info:")
        st.page_link("views/build/strategies.py", label=t("Go to Strategies and blends"), icon=":material/alt_route:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = {"criterion": t("One criterion"), "option": t("One option")}
        by = st.segmented_control(
            t("Cells of"), list(words), format_func=words.__getitem__, default="criterion", required=True,
            key="entry_by", persist_state="session",
        )  # fmt: skip
        if by == "criterion":
            labels = {one.id: one.label for one in case.catalogue.criteria}
            chosen = st.selectbox(
                t("Criterion"),
                case.catalogue.ids,
                format_func=labels.__getitem__,
                key=editing.picked("entry_criterion", labels),
                width=300,
            )
            name = case.catalogue[chosen].label
        else:
            labels = {one: case.labels[one] for one in scored}
            key = editing.picked("entry_option", labels)
            chosen = st.selectbox(t("Option"), scored, format_func=labels.__getitem__, key=key, width=300)
            name = case.labels[chosen]
    if by == "criterion":
        measure = case.catalogue[chosen]
        st.markdown(f"**{shown(measure.question or measure.label)}** ({better_words(measure)})")
        anchors(measure)
    editing.table(
        f"cells_{by}_{chosen}",
        t("Scores of {name}", name=name),
        lambda case: project(case, str(by), chosen),
        lambda case, frame: entered(case, str(by), chosen, frame),
        hide_index=True,
        num_rows="fixed",
        height="content",
        column_config=_columns(case, str(by)),
        alt=t("Scores of {name}, to be edited", name=name),
    )
    st.caption(
        t(
            "Scores as entered, before a scenario shifts them. Each change is saved at once, as one step of undo; numbers can be pasted from a spreadsheet. For a cell of which nothing is known, empty the most likely score and enter both ends of the scale."
        )
    )


def cells_of(case: Case, by: str, chosen: str) -> list[Cell]:
    """The cells of one criterion in the order of options, or of one option in the order of criteria."""
    order = case.option_ids if by == "criterion" else case.catalogue.ids
    other = "option" if by == "criterion" else "criterion"
    return sorted(
        (cell for cell in case.cells if getattr(cell, by) == chosen), key=lambda cell: order.index(getattr(cell, other))
    )


def project(case: Case, by: str, chosen: str) -> pd.DataFrame:
    """The table that is edited, one row a cell."""
    rows = []
    for cell in cells_of(case, by, chosen):
        measure = case.catalogue[cell.criterion]
        ends = t(
            "{low} to {high} {unit}",
            low=on_scale(measure.scale.low, measure),
            high=on_scale(measure.scale.high, measure),
            unit=measure.scale.unit,
        )
        name = (
            case.labels[cell.option]
            if by == "criterion"
            else t("{criterion} ({ends})", criterion=measure.label, ends=ends)
        )
        rows.append(
            {"name": name, **{column: getattr(cell, column) for column in COLUMNS}, "evidence": list(cell.evidence)}
        )
    frame = pd.DataFrame(rows, columns=["name", *COLUMNS])
    return frame.astype(dict.fromkeys(("low", "mode", "high"), float))


def entered(case: Case, by: str, chosen: str, frame: pd.DataFrame) -> Case:
    """The case with the edited table. Raises CaseError with every fault."""
    cells = cells_of(case, by, chosen)
    rows = frame.to_dict("records")
    return with_cells(
        case,
        [
            cell.model_copy(update={column: _entry(column, row[column]) for column in COLUMNS})
            for cell, row in zip(cells, rows, strict=True)
        ],
    )


def _entry(column: str, value: Any) -> Any:
    """An entry of the editor as a cell holds it; what is empty is left for the case to refuse or to take."""
    if column == "evidence":
        return tuple(value) if isinstance(value, list | tuple) else ()
    if column in {"low", "mode", "high"}:
        return None if pd.isna(value) else float(value)
    return "" if value is None else str(value)


def _columns(case: Case, by: str) -> dict[str, Any]:
    known = {source.id: source for source in case.evidence}
    numbers = {"low": t("Low"), "mode": t("Most likely"), "high": t("High")}
    return {
        "name": st.column_config.TextColumn(
            t("Option") if by == "criterion" else t("Criterion"), pinned=True, disabled=True
        ),
        **{column: st.column_config.NumberColumn(label, width=110, format="%g") for column, label in numbers.items()},
        "basis": st.column_config.SelectboxColumn(
            t("Basis"), options=list(BASES), required=True, help=meaning("basis")
        ),
        "rationale": st.column_config.TextColumn(t("Reason"), width="large", required=True),
        "evidence": st.column_config.MultiselectColumn(
            t("Sources"),
            options=list(known),
            format_func=lambda one: source_name(known[one]),
            width="medium",
            help=meaning("grade"),
        ),
        "author": st.column_config.TextColumn(t("Who says so")),
        "date": st.column_config.TextColumn(t("Date")),
    }
