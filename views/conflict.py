"""Two people at one workspace: the later one is told, and merges, branches off or takes what the other saved."""

from typing import Literal

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.errors import McdaError
from mcda.workspace import Workspace, merge
from views import saving, state
from views.files import download
from views.saving import Clash
from views.text import shown, t


def banner() -> None:
    """Say that the work is not saved, that it clashes, or that somebody else went on with it."""
    lagging = saving.newer(state.work())  # asks the store, and so also finds out that it cannot be asked
    now = saving.saved()
    _announced(now.clash)
    if now.clash is not None:
        _clash(now.clash)
    elif now.problem:
        _unsaved(now.problem)
    elif lagging:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(t("This work was changed in another tab or by somebody else."), icon=":material/sync:")
            st.button(t("Show the newest"), on_click=_take_theirs, icon=":material/sync:", key="take_newest")


def _announced(clash: Clash | None) -> None:
    """Say once that a clash has come up, to those who work far below the banner."""
    before = st.session_state.get("clash_told")
    st.session_state.clash_told = clash is not None
    if clash is not None and not before:
        st.toast(
            t("Somebody else changed this work while you did: see the top of the page."), icon=":material/call_split:"
        )


def _unsaved(problem: str) -> None:
    st.error(
        t(
            "Your changes are in memory only: {problem} Go on working, and download the case to be safe; it is saved as soon as the store is back.",
            problem=shown(problem),
        ),
        icon=":material/cloud_off:",
    )
    with st.container(horizontal=True):
        download("download_unsaved")
        st.button(t("Try to save now"), on_click=saving.retry, icon=":material/save:", key="retry_save")


def _clash(clash: Clash) -> None:
    common = 0 if clash.base is None else _last_number(clash.theirs, clash.base.digest)
    went_back = clash.base is not None and not common
    since = [] if went_back else [change.label for change in clash.theirs.log if change.number > common]
    st.warning(
        t(
            "Somebody else changed this work while you did: {changes}. Nothing is written over and nothing is lost. "
            "What shall become of your changes?",
            changes=shown("; ".join(since[-5:]) or t("an earlier state was taken up again")),
        ),
        icon=":material/call_split:",
    )
    with st.container(horizontal=True):
        _ways_to_join(clash.base, clash.theirs.case)
        st.button(t("Keep mine as work of its own"), on_click=_branch, icon=":material/call_split:", key="branch")
        st.button(t("Take theirs, drop mine"), on_click=_take_theirs, icon=":material/sync:", key="take_theirs")


def _ways_to_join(base: Case | None, theirs: Case) -> None:
    found = merge(base, state.case(), theirs)
    if not found.conflicts:
        st.button(t("Join both"), on_click=_join, args=(base, None), icon=":material/merge:", key="join")
        return
    table = pd.DataFrame([(one.place, one.base, one.mine, one.theirs) for one in found.conflicts])
    table.columns = [t("Where"), t("Before"), t("Yours"), t("Theirs")]
    st.dataframe(table.fillna("").astype(str), hide_index=True, height="content")
    st.button(
        t("Join, mine where we differ"), on_click=_join, args=(base, "mine"), icon=":material/merge:", key="join_mine"
    )
    st.button(
        t("Join, theirs where we differ"),
        on_click=_join,
        args=(base, "theirs"),
        icon=":material/merge:",
        key="join_theirs",
    )


def _last_number(work: Workspace, digest: str) -> int:
    """Number of the last change after which the case had that content; 0 if it never had."""
    return max((change.number for change in work.log if change.digest == digest), default=0)


def _join(base: Case | None, prefer: Literal["mine", "theirs"] | None) -> None:
    clash = saving.saved().clash
    if clash is None:
        return
    joined = merge(base, state.case(), clash.theirs.case, prefer=prefer)
    if joined.case is None:
        reasons = [f"  - {one}" for one in joined.conflicts]
        st.session_state.fault = "\n".join([t("These changes cannot be joined:"), *reasons])
        return
    st.session_state.work = saving.settled(clash.theirs, t("Joined with what somebody else did"), joined.case)


def _branch() -> None:
    st.session_state.work = saving.branched(state.work())


def _take_theirs() -> None:
    try:
        state.open_work(saving.loaded(str(state.work().key)))
    except McdaError as problem:
        st.session_state.fault = str(problem)
