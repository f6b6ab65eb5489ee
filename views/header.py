"""What stands on top of every page: the case, what was done to it, and what to look at it with."""

from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from mcda.case import Case, told_apart
from mcda.methods import METHODS
from mcda.weights import weight_set
from views import answers, own_weights, saving, state
from views.conflict import banner
from views.files import download
from views.glossary import meaning
from views.refusals import refused_text
from views.text import moment, shown, t

STYLE = Path(__file__).with_name("style.css")
"""What Streamlit's theme cannot say, and reading or a keyboard needs."""


def header() -> None:
    """Draw the case line and the three selectors, and keep what they say for the page."""
    st.html(STYLE)
    saving.catch_up()
    case = state.case()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="case_line"):
        st.markdown(f"**{shown(case.settings.title)}** &nbsp; :orange-badge[{shown(case.settings.marking)}]")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="xsmall"):
            _history()
            _share(case)
    with st.container():  # one place for what comes and goes, so that nothing below it is drawn anew
        _faults()
        banner()
    st.session_state.choice = _choice(case)


def _choice(case: Case) -> state.Choice:
    """The three selectors. A choice that the case no longer has, after undo say, falls back to the usual one."""
    scenarios = told_apart({one.scenario: one.label for one in case.scenarios})
    suggested_by = st.session_state.get("scenario", case.scenario().scenario)
    if suggested_by not in scenarios:
        st.session_state.scenario = suggested_by = case.scenario().scenario
    names = {
        "scenario": t("As the scenario suggests"),  # which set that is stands below: a changed name would not be shown
        **told_apart(case.weight_sets),
        state.CUSTOM: t("Your own weights"),
    }
    methods = {name: method.label for name, method in METHODS.items()}
    for key, known in (("scenario", scenarios), ("weights", names), ("method", methods)):
        _by_name(key, known)
    if st.session_state.get("weights", "scenario") not in names:
        st.session_state.weights = "scenario"
    with st.container(key="selectors"):
        columns = st.columns([2, 2, 2], gap="small")
        scenario = columns[0].selectbox(
            t("Scenario: what the world is like"),
            list(scenarios),
            index=list(scenarios).index(case.scenario().scenario),
            format_func=scenarios.__getitem__,
            key="scenario",
            bind="query-params",
            help=meaning("scenario"),
        )
        chosen = columns[1].selectbox(
            t("Weights: what matters"),
            list(names),
            format_func=names.__getitem__,
            key="weights",
            bind="query-params",
            help=meaning("swing weight"),
        )
        method = columns[2].selectbox(
            t("Method: how it adds up"),
            list(methods),
            index=list(methods).index(case.settings.defaults.method),
            format_func=methods.__getitem__,
            key="method",
            bind="query-params",
            help=meaning("method"),
        )
    if chosen == "scenario":
        columns[1].caption(t("Now: {label}", label=shown(case.weight_sets[case.suggested_weights(scenario)])))
    if chosen == state.CUSTOM:
        weights = own_weights.custom_weights() or own_weights.keep(weight_set(case, None, scenario))
    else:
        weights = weight_set(case, None if chosen == "scenario" else chosen, scenario)
    own_weights.show_in_link(weights if chosen == state.CUSTOM else None)
    return state.Choice(case, scenario, weights, method)


def _by_name(key: str, known: dict[str, str]) -> None:
    """Take an id in a new visitor's link for its label, which is what a selector reads, and tell of what is neither."""
    linked = st.query_params.get(key)
    if not linked or "choice" in st.session_state or linked in known.values():
        return
    if linked in known:
        st.query_params[key] = known[linked]
        st.session_state[key] = linked
    else:
        st.toast(
            t("“{name}” in the link is not known here; the usual one is shown.", name=shown(linked[:60])),
            icon=":material/link_off:",
        )


def _history() -> None:
    """Undo, redo and the log behind them."""
    work = state.work()
    st.button(
        t("Undo"),
        key="undo",
        on_click=state.undo,
        disabled=not work.can_undo,
        icon=":material/undo:",
        help=t("Take back: {label}", label=shown(work.undo_label or ""))
        if work.can_undo
        else t("There is nothing to take back."),
    )
    st.button(
        t("Redo"),
        key="redo",
        on_click=state.redo,
        disabled=not work.can_redo,
        icon=":material/redo:",
        help=t("Do again: {label}", label=shown(work.redo_label or ""))
        if work.can_redo
        else t("There is nothing to do again."),
    )
    label, icon = _saved_state()
    with st.popover(label, icon=icon):
        st.markdown(t("**What was done**, newest first. Every change is saved at once."))
        for change in reversed(work.log[-30:]):
            undone = f" ({t('taken back')})" if change.undone else ""
            st.caption(f"{shown(change.label)}{undone}  \n{shown(moment(change.at))}")


def _saved_state() -> tuple[str, str]:
    work, now = state.work(), saving.saved()
    if now.clash is not None or now.problem:
        return t("Not saved"), ":material/cloud_off:"
    if work.key is None:
        return t("No changes"), ":material/cloud:"
    return t("Saved"), ":material/cloud_done:"


def _share(case: Case) -> None:
    work = state.work()
    if work.key is None:
        st.query_params.pop("w", None)
    elif st.query_params.get("w") != work.key:
        st.query_params["w"] = work.key
    with st.popover(t("Share"), icon=":material/share:"):
        st.markdown(t("**This view**, with scenario, weights and method as they are."))
        st.code(_address({}), language=None, wrap_lines=True)
        if work.key is not None:
            st.caption(t("Whoever has this link can see the work and change it. Give it only to people who may."))
        packed = answers.packed(case)
        if packed is not None:
            st.markdown(t("**A copy** that holds the whole case: changes to it do not reach yours."))
            st.code(_address({"case": packed}, without=("w",)), language=None, wrap_lines=True)
        else:
            st.caption(t("This case is too large to travel in a link; send the file instead."))
        download("download")


def _address(more: dict[str, str], without: tuple[str, ...] = ()) -> str:
    """The address of this view, with more in its query."""
    query = {name: value for name, value in st.query_params.items() if name not in without} | more
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def _faults() -> None:
    fault = st.session_state.get("fault")
    if fault:
        refused_text(fault)
        st.button(t("Put this message away"), on_click=_seen, icon=":material/close:", key="fault_seen")


def _seen() -> None:
    st.session_state.fault = None


def footer() -> None:
    """What no page may leave out: that numbers are judgement, and what they rest on."""
    case = state.case()
    st.caption(
        t(
            "{marking}. Scores, ranges and weights are judgement, not measurement; weights are swing weights. "
            "Advice, not a decision. Case {digest}.",
            marking=shown(case.settings.marking),
            digest=case.digest[:12],
        )
    )
