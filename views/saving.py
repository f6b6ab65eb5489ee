"""Autosave: every change goes to the workspace store at once; where it cannot, work goes on in memory and says so."""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.errors import ArgumentError, StoreError, WorkspaceConflict, WorkspaceNotFound
from mcda.workspace import Store, Workspace, default_url
from views.text import t
from views.whole import whole

PATIENCE = 15.0
"""Seconds between two tries to save while the store cannot be reached."""


@dataclass(frozen=True)
class Clash:
    """Somebody else saved in between: their work, and the last case that both have in common if it is still kept."""

    theirs: Workspace
    base: Case | None


@dataclass(frozen=True)
class Saved:
    """Whether the work is in the store.

    Attributes
    ----------
    problem
        Why the last try failed; None where it did not.
    tried
        When that was, on the clock of `time.monotonic`.
    clash
        What has to be settled before anything can be saved again.
    """

    problem: str | None = None
    tried: float = 0.0
    clash: Clash | None = None


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """The store that the server was set up with."""
    return _store(default_url())


def saved() -> Saved:
    """How things stand with saving."""
    state: Saved = st.session_state.get("saved", Saved())
    return state


@whole
def autosaved(work: Workspace) -> Workspace:
    """The work after a try to save it; the same work, still in memory, where that fails."""
    if saved().clash is not None:
        return work  # to be merged first: nothing is written over
    try:
        kept = _kept(work)
    except WorkspaceConflict as conflict:
        st.session_state.saved = Saved(clash=Clash(conflict.theirs, conflict.base))
        return work
    except StoreError as problem:
        st.session_state.saved = Saved(problem=str(problem), tried=time.monotonic())
        return work
    st.session_state.saved = Saved()
    _put_drafts(kept)
    return kept


def _kept(work: Workspace) -> Workspace:
    """The work as the store keeps it; under a new link where the store was emptied or exchanged meanwhile."""
    try:
        return store().create(work) if work.key is None else store().save(work)
    except WorkspaceNotFound:
        kept = store().create(work)
    st.session_state.fault = t(
        "The store no longer has this work under its link. It is saved anew; its link is now another one."
    )
    return kept


@whole
def retry() -> None:
    """Save now what could not be saved before."""
    st.session_state.work = autosaved(st.session_state.work)


def catch_up() -> None:
    """While work is in memory only, try again to save it, but not at every click."""
    if saved().problem and time.monotonic() - saved().tried > PATIENCE:
        retry()


def newer(work: Workspace) -> bool:
    """Whether somebody saved this workspace since it was read or saved here."""
    if work.key is None or saved().problem or saved().clash:
        return False
    try:
        version = store().version_of(work.key)
    except StoreError as problem:
        st.session_state.saved = Saved(problem=str(problem), tried=time.monotonic())
        return False
    if version is None:
        retry()
        return False
    return version > work.version


def loaded(key: str) -> Workspace:
    """The workspace of a link.

    Raises
    ------
    StoreError
        If there is none, or the store cannot be read.
    """
    work = store().load(key)
    try:
        st.session_state.drafts = {name: one for name, one in store().drafts(key).items() if isinstance(one, dict)}
    except StoreError:
        st.session_state.drafts = {}
    return work


def delete(key: str) -> None:
    """Remove work from the store for good.

    Raises
    ------
    StoreError
        If the store cannot be reached. Work that is gone already is no fault.
    """
    with suppress(WorkspaceNotFound):
        store().delete(key)


def reopened(work: Workspace) -> None:
    """Work was read from the store: nothing is left to save."""
    st.session_state.saved = Saved()


def forget() -> None:
    """Other work is about to be opened."""
    st.session_state.saved = Saved()
    st.session_state.drafts = {}


def settled(theirs: Workspace, label: str, case: Case) -> Workspace:
    """What somebody else saved, with one change on top that takes up what was done here; saved."""
    st.session_state.saved = Saved()
    return autosaved(theirs.commit(label, case))


def branched(work: Workspace) -> Workspace:
    """The work under a new link of its own, saved; what somebody else saved stays under the old one."""
    st.session_state.saved = Saved()
    try:
        return store().branch(work)
    except StoreError as problem:
        st.session_state.saved = Saved(problem=str(problem), tried=time.monotonic())
        return replace(work, key=None, version=0)


def draft(name: str) -> dict[str, Any]:
    """Half-filled answers that are kept with the work, as they were left."""
    drafts: dict[str, dict[str, Any]] = st.session_state.setdefault("drafts", {})
    return drafts.get(name, {})


@whole
def keep_draft(name: str, answers: dict[str, Any]) -> None:
    """Keep half-filled answers, so that neither another page nor a reload loses them."""
    st.session_state.setdefault("drafts", {})[name] = answers
    work: Workspace = st.session_state.work
    if work.key is None:
        st.session_state.work = autosaved(work)  # a place to keep them under
    else:
        _put_drafts(work)


def _put_drafts(work: Workspace) -> None:
    try:
        for name, answers in st.session_state.get("drafts", {}).items():
            with suppress(ArgumentError):  # too large to keep with the work; it stays in this session
                store().put_draft(str(work.key), name, answers or None)
    except StoreError as problem:
        st.session_state.saved = Saved(problem=str(problem), tried=time.monotonic())
