"""Buttons that change the tree: one change each, and a field for the name of what is added."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mcda.case import Case
from views import saving, state
from views.editing import field
from views.refusals import refused_text

DRAFT = "objectives"
"""Under which name half-filled fields of this page are kept with the work."""


def act(key: str, label: str, log: str, change: Callable[[Case], Case], **options: Any) -> None:
    """A button that makes one change of the case; where that is refused, the reason stands below."""
    st.button(label, key=f"act_{key}", on_click=_acted, args=(key, log, change), **options)
    problem = st.session_state.get("acting_fault")
    if problem and problem[0] == key:
        refused_text(problem[1])


def _acted(key: str, log: str, change: Callable[[Case], Case]) -> None:
    problem = state.attempt(log, change)
    st.session_state.acting_fault = (key, problem) if problem else None


def adding(label: str, key: str, button: str, add: Callable[[str], str | None]) -> None:
    """A field for a name and a button that adds what has it; a name that is refused stays, with the reason."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key=field(key, saving.draft(DRAFT).get(key, "")), on_change=_keep, args=(key,), width=360)
        st.button(button, key=f"add_{key}", on_click=_added, args=(key, add), icon=":material/add:")
    problem = st.session_state.get("adding_fault")
    if problem and problem[0] == key:
        refused_text(problem[1])


def _keep(key: str) -> None:
    saving.keep_draft(DRAFT, {**saving.draft(DRAFT), key: st.session_state[key]})


def _added(key: str, add: Callable[[str], str | None]) -> None:
    problem = add(st.session_state[key])
    st.session_state.adding_fault = (key, problem) if problem else None
    if problem is None:
        st.session_state[key] = ""
        _keep(key)
