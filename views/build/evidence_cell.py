"""The drawer of one cell: what is entered, why, from which sources, what scenarios add, and what it was before."""

import math
from dataclasses import replace
from typing import Any

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.columns import MAX_TEXT
from mcda.edits.scores import cell_history, cell_of
from mcda.parts import Scenario
from views import saving, state
from views.build.evidence_derived import derived
from views.build.evidence_draft import (
    DRAFTS,
    Entries,
    draft_name,
    drop_grounds,
    entries_now,
    field_key,
    grounds_in_doubt,
    keep_typed,
    save,
    saved_entries,
    start_again,
)
from views.build.evidence_words import (
    anchors,
    basis_meanings,
    basis_words,
    better_words,
    cell_name,
    cell_words,
    grade_words,
    linked,
    on_scale,
    source_name,
)
from views.glossary import meaning
from views.refusals import refused_text
from views.text import moment, shown, t


def open_cell(option: str, criterion: str) -> None:
    """Open the drawer of a cell in this run; a callback."""
    st.session_state.open_cell = (option, criterion)


def drawer() -> None:
    """Show the drawer that was asked for, if one was."""
    wanted = st.session_state.pop("open_cell", None)
    st.session_state.pop("leave_cell", None)
    case = state.case()
    if wanted is None or wanted[0] not in case.option_ids or wanted[1] not in case.catalogue.ids:
        return
    title = shown(cell_name(case, *wanted))
    st.dialog(title, width="medium", position="right", icon=":material/edit_note:")(body)(*wanted)


def body(option: str, criterion: str) -> None:
    """What the drawer holds."""
    if st.session_state.pop("leave_cell", False):
        st.rerun()
    case = state.case()
    measure = case.catalogue[criterion]
    st.markdown(f"**{shown(measure.question or measure.label)}** ({better_words(measure)})")
    anchors(measure)
    cell = cell_of(case, option, criterion)
    if cell is None:
        derived(case, option, measure)
        return
    place = (option, criterion)
    entries = entries_now(case, cell)
    if draft_name(place) in saving.draft(DRAFTS):
        st.info(
            t("Not saved yet: this is what you typed. Saved is {cell}.", cell=cell_words(cell, measure)),
            icon=":material/edit:",
        )
        st.button(
            t("Start again from what is saved"),
            on_click=start_again,
            args=place,
            icon=":material/undo:",
            key="cell_again",
        )
    _range(place, entries, measure)
    _reasons(place, entries, case)
    _shifts(place, entries, case, measure)
    _grounds(place, entries, saved_entries(case, cell))
    problem = st.session_state.get("cell_fault")
    if problem and problem[0] == place:
        refused_text(problem[1])
    st.button(t("Save"), type="primary", on_click=save, args=place, icon=":material/save:", key="cell_save")
    _history(option, measure)


def _shows(place: tuple[str, str], entries: Entries, field: str) -> dict[str, Any]:
    """Key and callback of the field that shows an entry; the field shows it anew at every run."""
    key = field_key(place, field)
    st.session_state[key] = entries[field]
    return {"key": key, "on_change": keep_typed, "args": place}


def _range(place: tuple[str, str], entries: Entries, measure: Criterion) -> None:
    st.toggle(
        t("Nothing is known of this"),
        help=t(
            "The score counts as the middle of the scale, the option is marked incomplete, and where doubt is measured it is drawn from the whole scale."
        ),
        **_shows(place, entries, "unknown"),
    )
    step = 10.0 ** math.floor(math.log10(measure.scale.span)) / 100
    words = {"low": t("Low"), "mode": t("Most likely"), "high": t("High")}
    for column, (field, label) in zip(st.columns(3), words.items(), strict=True):
        column.number_input(
            t("{label}, {unit}", label=label, unit=shown(measure.scale.unit)),
            value=None,
            step=step,
            format="%g",
            disabled=bool(entries["unknown"]),
            help=meaning("score") if field == "mode" else None,
            **_shows(place, entries, field),
        )


def _reasons(place: tuple[str, str], entries: Entries, case: Case) -> None:
    bases, meanings = basis_words(), basis_meanings()
    st.radio(
        t("Basis: how far the source carries this score"),
        list(meanings),
        format_func=bases.__getitem__,
        captions=list(meanings.values()),
        help=meaning("basis"),
        **_shows(place, entries, "basis"),
    )
    st.text_area(t("Reason"), max_chars=MAX_TEXT, height=110, **_shows(place, entries, "rationale"))
    known = {source.id: source for source in case.evidence}
    st.multiselect(
        t("Sources"),
        list(known),
        format_func=lambda one: source_name(known[one]),
        help=meaning("grade"),
        **_shows(place, entries, "evidence"),
    )
    for one in entries["evidence"]:
        st.caption(f"{linked(known[one])}: {shown(known[one].finding)}")
    st.toggle(t("Cite a source that is not listed yet"), **_shows(place, entries, "cite_new"))
    if entries["cite_new"]:
        _cited_anew(place, entries)
    with st.container(horizontal=True):
        st.text_input(
            t("Who says so"),
            max_chars=200,
            width=300,
            placeholder=t("Your name or role"),
            help=t(
                "Name and date are set anew when you change a judgement; the one before stays in the history below."
            ),
            **_shows(place, entries, "author"),
        )
        st.text_input(t("Date of the judgement"), max_chars=40, width=200, **_shows(place, entries, "date"))


def _grounds(place: tuple[str, str], entries: Entries, before: Entries) -> None:
    """Ask whether what carried the old score carries the new one: never left as it was without a word."""
    if not (entries["still_hold"] or grounds_in_doubt(before, entries)):
        return
    st.warning(
        t(
            "Number or reason has changed. The basis “{basis}” and {count} sources were given for the old score: do they still hold?",
            basis=basis_words()[before["basis"]],
            count=len(before["evidence"]),
        ),
        icon=":material/help:",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(t("They still hold"), **_shows(place, entries, "still_hold"))
        st.button(
            t("Set the basis to silent, drop the sources"),
            on_click=drop_grounds,
            args=place,
            icon=":material/link_off:",
            key="cell_drop_grounds",
        )


def _cited_anew(place: tuple[str, str], entries: Entries) -> None:
    with st.container(border=True):
        st.caption(t("Saved together with this cell, as one change."))
        st.text_input(t("Title"), max_chars=500, **_shows(place, entries, "new_title"))
        with st.container(horizontal=True):
            st.text_input(t("Author"), max_chars=300, width=300, **_shows(place, entries, "new_author"))
            st.number_input(
                t("Year"),
                min_value=1000,
                max_value=3000,
                value=None,
                step=1,
                width=140,
                **_shows(place, entries, "new_year"),
            )
        st.text_input(t("Address (http:// or https://)"), max_chars=2000, **_shows(place, entries, "new_url"))
        words = grade_words()
        st.radio(
            t("Grade"),
            list(words),
            format_func=words.__getitem__,
            help=meaning("grade"),
            **_shows(place, entries, "new_grade"),
        )
        st.text_area(t("What it found"), max_chars=MAX_TEXT, height=80, **_shows(place, entries, "new_finding"))


def _shifts(place: tuple[str, str], entries: Entries, case: Case, measure: Criterion) -> None:
    moved = [one for one in case.scenarios if entries[f"shift_{one.scenario}"]]
    with st.expander(
        t("What scenarios add ({count} of {all} do)", count=len(moved), all=len(case.scenarios)),
        icon=":material/public:",
    ):
        here = state.choice().scenario
        ids = [one.scenario for one in case.scenarios]
        chosen = st.selectbox(
            t("Scenario"), ids, index=ids.index(here), format_func=lambda one: case.scenario(one).label,
            key=field_key(place, "scenario"), help=meaning("scenario"),
        )  # fmt: skip
        st.number_input(
            t("Added in this scenario, {unit}", unit=shown(measure.scale.unit)),
            value=None,
            format="%g",
            step=1.0,
            disabled=bool(entries["unknown"]),
            help=t(
                "On the criterion's own scale: on a harm, more than 0 means more harm. Moves low, most likely and high alike, and stops at the ends of the scale."
            ),
            **_shows(place, entries, f"shift_{chosen}"),
        )
        if entries["unknown"]:
            st.caption(t("An unknown score covers the whole scale; scenarios cannot move it."))
            return
        rows = [
            _shifted(case.scenario(one), entries, measure)
            for one in dict.fromkeys([chosen, *(s.scenario for s in moved)])
        ]
        st.markdown("\n".join(f"- {row}" for row in rows if row))


def _shifted(scenario: Scenario, entries: Entries, measure: Criterion) -> str:
    """What a cell counts as in a scenario; nothing where an entry is missing."""
    values = [entries[field] for field in ("low", "mode", "high")]
    if any(value is None for value in values):
        return ""
    shift, scale = entries[f"shift_{scenario.scenario}"] or 0.0, measure.scale
    low, mode, high = (on_scale(min(max(value + shift, scale.low), scale.high), measure) for value in values)
    return t("{scenario}: {mode} (from {low} to {high})", scenario=shown(scenario.label), mode=mode, low=low, high=high)


def _history(option: str, measure: Criterion) -> None:
    """Every value that this cell has had, newest first."""
    log = state.work().log
    asleep = [change for change in log if change.case is None and change.recall is not None]
    st.subheader(t("What stood here before"), anchor=False)
    if asleep and st.toggle(
        t("Look into {count} changes of earlier visits too (takes a moment)", count=len(asleep)), key="look_back"
    ):
        with st.spinner(t("Reading earlier changes")):
            log = tuple(replace(change, case=change.recalled) if change in asleep else change for change in log)
    found = cell_history(log, option, measure.id)
    if len(found) < 2:
        st.caption(t("Nothing else has been entered here, as far as this work remembers."))
        return
    bases = basis_words()
    for one in reversed(found):
        told = (
            t("no entry")
            if one.cell is None
            else f"**{shown(cell_words(one.cell, measure))}**, {bases[one.cell.basis]}"
        )
        undone = f" ({t('taken back')})" if one.undone else ""
        reason = f"  \n{shown(one.cell.rationale)}" if one.cell else ""
        st.markdown(f"{told}{reason}  \n:gray[{shown(one.label)}, {shown(moment(one.at))}{undone}]")
