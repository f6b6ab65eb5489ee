"""What stands on top of every page: the case, what was done to it, and what to look at it with."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from mcda.case import Case, told_apart
from mcda.language import later, said
from mcda.methods import METHODS
from mcda.weights import weight_set
from views import answers, link, own_weights, saving, state
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
    looks = _looks(case)
    st.session_state.choice = choice = _choice(case, looks)  # before the link to share, which says it
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="case_line"):
        st.markdown(f"**{shown(case.settings.title)}** &nbsp; :orange-badge[{shown(case.settings.marking)}]")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="xsmall"):
            _history()
            _share(case)
    with st.container():  # one place for what comes and goes, so that nothing below it is drawn anew
        _faults()
        banner()
    _selectors(choice, looks)


@dataclass(frozen=True)
class Look:
    """One thing that the case is looked at with: what it may be, each with its name, and what it usually is.

    Some names are words of `ours`: a link says them in English, so that it holds for readers of any language.
    """

    names: dict[str, str]
    usual: str
    ours: Collection[str] = ()

    def shown(self, one: str) -> str:
        """A name as the reader sees it."""
        return said(self.names[one]) if one in self.ours else self.names[one]


def _looks(case: Case) -> dict[str, Look]:
    """What the three selectors offer, by the word that stands for each in the link."""
    weights = {
        # Which set that is stands below: a changed name would not be shown.
        "scenario": later("As the scenario suggests"),
        **told_apart(case.weight_sets),
        state.CUSTOM: later("Your own weights"),
    }
    return {
        "scenario": Look(told_apart({one.scenario: one.label for one in case.scenarios}), case.scenario().scenario),
        "weights": Look(weights, "scenario", ("scenario", state.CUSTOM)),
        "method": Look({name: one.label for name, one in METHODS.items()}, case.settings.defaults.method, METHODS),
    }


def _choice(case: Case, looks: dict[str, Look]) -> state.Choice:
    """What is chosen, and the link says; a choice that the case no longer has, after undo say, is the usual one."""
    chosen = {
        key: str(st.session_state[key]) if key in st.session_state else _linked(key, look)
        for key, look in looks.items()
    }
    chosen = {key: one if one in looks[key].names else looks[key].usual for key, one in chosen.items()}
    # Assigned each time: a browser that has not drawn the page before would show the first of the list, and choose it.
    st.session_state.update(chosen)
    link.say(**{key: None if one == looks[key].usual else looks[key].names[one] for key, one in chosen.items()})
    scenario, named = chosen["scenario"], chosen["weights"]
    if named == state.CUSTOM:
        weights = own_weights.custom_weights() or own_weights.keep(weight_set(case, None, scenario))
    else:
        weights = weight_set(case, None if named == "scenario" else named, scenario)
    own_weights.show_in_link(weights if named == state.CUSTOM else None)
    return state.Choice(case, scenario, weights, chosen["method"])


def _linked(key: str, look: Look) -> str:
    """What the link says by name or id; the usual where it says nothing, or nothing that is known, which is told."""
    word = link.said().get(key)
    if not word or word in look.names:
        return word or look.usual
    for one, name in look.names.items():
        if name == word:
            return one
    st.toast(
        t("“{name}” in the link is not known here; the usual one is shown.", name=shown(word[:60])),
        icon=":material/link_off:",
    )
    return look.usual


def _selectors(choice: state.Choice, looks: dict[str, Look]) -> None:
    words = {
        "scenario": (t("Scenario: what the world is like"), meaning("scenario")),
        "weights": (t("Weights: what matters"), meaning("swing weight")),
        "method": (t("Method: how it adds up"), meaning("method")),
    }
    with st.container(key="selectors"):
        columns = dict(zip(words, st.columns([2, 2, 2], gap="small"), strict=True))
        for key, (label, help_) in words.items():
            look = looks[key]
            columns[key].selectbox(label, list(look.names), format_func=look.shown, key=key, help=help_)
    if st.session_state.weights == "scenario":
        label = shown(choice.case.weight_sets[choice.case.suggested_weights(choice.scenario)])
        columns["weights"].caption(t("Now: {label}", label=label))


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
    link.say(w=work.key)
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
