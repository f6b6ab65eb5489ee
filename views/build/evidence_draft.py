"""What stands in the drawer of a cell: as saved, as typed and not saved yet, and the case that saving it makes."""

import json
from datetime import date
from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.edits.scores import cell_of, new_source_id, shift_of, unknown_cell, with_cells
from mcda.errors import ArgumentError
from mcda.parts import Cell, Shift, Source
from views import saving, state
from views.build.evidence_words import cell_name
from views.text import t
from views.whole import whole

Entries = dict[str, Any]
DRAFTS = "cells"
"""Under this name, what was typed into cells and not saved yet is kept with the work."""
JUDGED = ("low", "mode", "high", "unknown", "basis", "rationale", "evidence")
"""Entries that make a judgement: whoever changes one signs anew."""
MOST_KEPT = 50_000
"""Characters of such entries that are kept; beyond, the oldest go."""
NEW = ("title", "author", "year", "url", "grade", "finding")


def entered_cell(case: Case, option: str, criterion: str) -> Cell:
    """What is entered for one option on one criterion.

    Raises
    ------
    ArgumentError
        If nothing is, because the option is derived or was taken away in another tab.
    """
    cell = cell_of(case, option, criterion)
    if cell is None:
        raise ArgumentError(f"{option!r} has no entry on {criterion!r}: it is derived, or was removed.")
    return cell


def field_key(place: tuple[str, str], field: str) -> str:
    return f"{field}__{place[0]}__{place[1]}"


def draft_name(place: tuple[str, str]) -> str:
    return "/".join(place)


def saved_entries(case: Case, cell: Cell) -> Entries:
    """What the case holds of a cell, as the drawer's fields show it."""
    scale = case.catalogue[cell.criterion].scale
    return {
        "low": cell.low,
        "mode": cell.mode,
        "high": cell.high,
        "unknown": cell.mode is None and (cell.low, cell.high) == (scale.low, scale.high),
        "basis": cell.basis,
        "rationale": cell.rationale,
        "evidence": list(cell.evidence),
        "author": cell.author,
        "date": cell.date,
        **{
            f"shift_{one.scenario}": shift_of(case, one.scenario, cell.option, cell.criterion) for one in case.scenarios
        },
        "still_hold": False,
        "cite_new": False,
        **{f"new_{field}": None if field == "year" else "A" if field == "grade" else "" for field in NEW},
    }


def entries_now(case: Case, cell: Cell) -> Entries:
    """The same with what was typed and not saved yet on top. Sources and scenarios that are gone meanwhile are not."""
    kept = saved_entries(case, cell)
    typed = saving.draft(DRAFTS).get(draft_name((cell.option, cell.criterion)), {})
    kept |= {field: value for field, value in typed.items() if field in kept}
    kept["evidence"] = [one for one in kept["evidence"] if one in {source.id for source in case.evidence}]
    return kept


def signed(before: Entries, after: Entries, author: str, today: str) -> Entries:
    """Entries with author and date set anew where the judgement is being changed and nobody has signed yet."""
    changed = any(before[field] != after[field] for field in JUDGED)
    untouched = all(before[field] == after[field] for field in ("author", "date"))
    return after | {"author": author, "date": today} if changed and untouched else after


def changed(case: Case, option: str, criterion: str, entries: Entries) -> Case:
    """The case with the entries of one cell, the source that is new with them, and the shifts of scenarios.

    Raises
    ------
    CaseError
        With every fault.
    """
    cell = entered_cell(case, option, criterion)
    source = _new_source(case, entries)
    cited = [*entries["evidence"], *([source.id] if source else [])]
    fields = {name: entries[name] for name in ("low", "mode", "high", "basis", "rationale", "author", "date")}
    written = cell.model_copy(update=fields | {"evidence": tuple(cited)})
    shifts = [
        Shift(scenario=one.scenario, option=option, criterion=criterion, shift=entries[f"shift_{one.scenario}"] or 0.0)
        for one in case.scenarios
    ]
    return with_cells(
        case, [unknown_cell(case, written) if entries["unknown"] else written], shifts=shifts, source=source
    )


def _new_source(case: Case, entries: Entries) -> Source | None:
    """The source that is new; not checked yet, the case does that."""
    if not entries["cite_new"]:
        return None
    fields = {name: entries[f"new_{name}"] for name in NEW}
    fields["year"] = None if fields["year"] is None else int(fields["year"])
    name = new_source_id(fields["title"], fields["year"], (one.id for one in case.evidence))
    return Source.model_construct(id=name, **fields)


@whole
def keep_typed(option: str, criterion: str) -> None:
    """Keep what was typed, so that closing the drawer, another page or a reload loses nothing; a callback."""
    place, case = (option, criterion), state.case()
    cell = entered_cell(case, option, criterion)
    before, now = saved_entries(case, cell), entries_now(case, cell)
    now |= {
        field: st.session_state[field_key(place, field)] for field in now if field_key(place, field) in st.session_state
    }
    now = signed(before, now, st.session_state.get("signs_as", ""), date.today().isoformat())
    _keep(place, {field: value for field, value in now.items() if value != before[field]})


def _keep(place: tuple[str, str], typed: Entries) -> None:
    """Keep what was typed into a cell; nothing, where it is as saved."""
    kept = saving.draft(DRAFTS)
    if kept.get(draft_name(place), {}) == typed:
        return
    drafts = {name: entries for name, entries in kept.items() if name != draft_name(place)} | {draft_name(place): typed}
    drafts = {name: entries for name, entries in drafts.items() if entries}
    while len(drafts) > 1 and len(json.dumps(drafts)) > MOST_KEPT:
        del drafts[next(iter(drafts))]
    saving.keep_draft(DRAFTS, drafts)


def grounds_in_doubt(before: Entries, now: Entries) -> bool:
    """Whether number or reason is new while basis and sources, which were given for the old one, are not."""
    judged = any(before[field] != now[field] for field in ("low", "mode", "high", "unknown", "rationale"))
    grounds = before["basis"] != "silent" or before["evidence"]
    kept = all(before[field] == now[field] for field in ("basis", "evidence"))
    return bool(judged and grounds and kept and not (now["unknown"] or now["cite_new"] or now["still_hold"]))


@whole
def drop_grounds(option: str, criterion: str) -> None:
    """Set the basis to silent and take the sources out, in what is typed; a callback."""
    place = (option, criterion)
    st.session_state[field_key(place, "basis")] = "silent"
    st.session_state[field_key(place, "evidence")] = []
    keep_typed(option, criterion)


@whole
def start_again(option: str, criterion: str) -> None:
    """Drop what was typed into a cell; a callback."""
    _keep((option, criterion), {})
    st.session_state.cell_fault = None


@whole
def save(option: str, criterion: str) -> None:
    """Commit the drawer as one change, or keep it as typed and say why not; a callback."""
    keep_typed(option, criterion)
    case = state.case()
    cell = entered_cell(case, option, criterion)
    before, now = saved_entries(case, cell), entries_now(case, cell)
    if grounds_in_doubt(before, now):
        st.session_state.cell_fault = (
            (option, criterion),
            t("Say first whether basis and sources, which were given for the old score, still hold."),
        )
        return
    facts = any(before[field] != now[field] for field in now if not field.startswith(("shift_", "still_")))
    name = cell_name(case, option, criterion)
    label = t("Score of {cell}", cell=name) if facts else t("Shifts of {cell}", cell=name)
    problem = state.attempt(label, lambda case: changed(case, option, criterion, now))
    if problem is not None:
        st.session_state.cell_fault = ((option, criterion), problem)
        return
    if facts and now["author"]:
        st.session_state.signs_as = now["author"]
    start_again(option, criterion)
    st.session_state.leave_cell = True
