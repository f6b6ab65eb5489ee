"""What a session holds: the work (a frozen case with its history) and what is looked at it with.

The case is the truth. It changes through `commit` alone, and undo, redo and the change log come from that.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from mcda.case import Case
from mcda.errors import CaseError, McdaError
from mcda.folder import read_case
from mcda.weights import WeightSet
from mcda.workspace import Workspace, from_link
from views import link, saving
from views.text import t
from views.whole import whole

CUSTOM = "custom"


@dataclass(frozen=True)
class Choice:
    """What every page works on."""

    case: Case
    scenario: str
    weights: WeightSet
    method: str


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(source: str | None) -> Case:
    return read_case(source)


def work() -> Workspace:
    """The open workspace: the one the link names, else the case in the link, else the one the server shows."""
    if "work" not in st.session_state:
        st.session_state.work = _from_link() or Workspace.start(_usual())
    opened: Workspace = st.session_state.work
    return opened


def case() -> Case:
    """The open case as it now stands."""
    return work().case


def choice() -> Choice:
    """What the header says: the page works on that."""
    chosen: Choice = st.session_state.choice
    return chosen


@whole
def commit(label: str, changed: Case) -> None:
    """Make one change: the one way in which the case changes. `label` says in the log what was done."""
    _replace(work().commit(label, changed))


@whole
def attempt(label: str, change: Callable[[Case], Case]) -> str | None:
    """Commit what `change` makes of the case; where it is refused nothing changes, and the reason is returned."""
    try:
        commit(label, change(case()))
    except McdaError as problem:
        return str(problem)
    return None


@whole
def undo() -> None:
    """Take the last change back."""
    _move(Workspace.undo)


@whole
def redo() -> None:
    """Do again what was taken back last."""
    _move(Workspace.redo)


def _move(step: Callable[[Workspace], Workspace]) -> None:
    """Go along the history; a case that the store no longer has whole is told, and the work stays where it is."""
    try:
        _replace(step(work()))
    except McdaError as problem:
        st.session_state.fault = str(problem)


@whole
def open_case(opened: Case, label: str | None = None) -> None:
    """Open a case as new work. What was open stays under its own link."""
    saving.forget()
    st.session_state.work = Workspace.start(opened, label)
    st.session_state.fault = None
    forget_choices()


@whole
def open_work(opened: Workspace) -> None:
    """Go on with a workspace as the store has it."""
    saving.reopened(opened)
    st.session_state.work = opened
    st.session_state.fault = None


def shipped() -> Case:
    """The case that ships."""
    return _opened(None)


def open_shipped() -> None:
    """Go back to the shipped case."""
    open_case(shipped())


def forget_choices() -> None:
    """Choices belong to the case they were made on."""
    opened = case()
    st.session_state.scenario = opened.scenario().scenario
    st.session_state.weights = "scenario"
    st.session_state.method = opened.settings.defaults.method
    st.session_state.points = None
    for key in ("criterion", "pair"):
        st.session_state.pop(key, None)


def _replace(changed: Workspace) -> None:
    if changed is not work():
        st.session_state.work = saving.autosaved(changed)


def _from_link() -> Workspace | None:
    """The work that the link names or holds; None where it does neither, or where that cannot be had."""
    try:
        if key := link.said().get("w"):
            return saving.loaded(key)
        if packed := link.said().get("case"):
            link.say(case=None)
            return Workspace.start(from_link(packed), t("Opened from a link"))
    except McdaError as problem:
        st.session_state.fault = f"{problem}\n\n{t('The shipped case is open instead.')}"
    return None


def _usual() -> Case:
    """The case that the server was started with, or the shipped one."""
    source = os.environ.get("MCDA_CASE") or None
    try:
        return _opened(source)
    except CaseError as problem:
        st.session_state.fault = f"{problem}\n\n{t('The shipped case is open instead.')}"
        return _opened(None)
