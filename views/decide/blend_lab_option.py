"""A pinned blend becomes an option of the case: it gets a name, and somebody says what each share means."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.edits.blends import with_blend
from mcda.wording_blends import mix_words
from views import saving, state
from views.glossary import meaning
from views.refusals import refused_text
from views.text import number, shown, t

_ASKED = "pinned_option"
"""The draft in which half-filled answers are kept."""


def ask_for_option(shares: Mapping[str, float], sequence: str) -> None:
    """Begin to make a pinned blend an option; the questions stay open over other pages and a reload."""
    parts = {name: share for name, share in shares.items() if share > 0}
    st.session_state["asked_fault"] = None
    saving.keep_draft(_ASKED, {"shares": parts, "sequence": sequence, "label": "", "meanings": {}})


def option_form(case: Case) -> None:
    """Ask for a name and for what each share means, where somebody has begun: a number alone cannot be carried out."""
    asked = saving.draft(_ASKED)
    if not asked or not set(asked["shares"]) <= set(case.labels):
        return
    with st.container(border=True):
        st.markdown(t("**Make {mix} an option**", mix=shown(mix_words(case, asked["shares"]))))
        st.session_state["asked_label"] = asked["label"]
        st.text_input(t("Name of the option"), key="asked_label", max_chars=120, on_change=_keep_asked)
        for name, share in asked["shares"].items():
            st.session_state[f"asked_{name}"] = asked["meanings"].get(name, "")
            st.text_area(
                t(
                    "What {share} % {part} means",
                    share=number(100 * share, 0),
                    part=shown(case.labels[name]),
                ),
                key=f"asked_{name}",
                height=80,
                max_chars=2000,
                on_change=_keep_asked,
                placeholder=t("Which items, end users and partners it covers; who licenses; when it starts"),
                help=meaning("share"),
            )
        st.caption(
            t(
                "Without a meaning for each share it is marked as not an alternative yet. Its order is kept; its coordination is the scenario's."
            )
        )
        with st.container(horizontal=True):
            st.button(
                t("Add the option"), on_click=_add_asked, type="primary", icon=":material/add_task:", key="asked_add"
            )
            st.button(
                t("Not now"), on_click=saving.keep_draft, args=(_ASKED, {}), icon=":material/close:", key="asked_drop"
            )
        if problem := st.session_state.get("asked_fault"):
            refused_text(problem)


def _asked() -> dict[str, Any]:
    asked = saving.draft(_ASKED)
    meanings = {name: st.session_state.get(f"asked_{name}", "") for name in asked["shares"]}
    return asked | {"label": st.session_state.get("asked_label", ""), "meanings": meanings}


def _keep_asked() -> None:
    saving.keep_draft(_ASKED, _asked())


def _add_asked() -> None:
    asked = _asked()
    problem = add_to_case(asked["label"], asked["shares"], asked["sequence"], asked["meanings"])
    st.session_state["asked_fault"] = problem
    saving.keep_draft(_ASKED, asked if problem else {})


def add_to_case(label: str, shares: Mapping[str, float], sequence: str, meanings: Mapping[str, str]) -> str | None:
    """Make a blend an option of the open case, so that every page ranks it; the refusal where it cannot be one."""
    problem = state.attempt(
        t("Added the blend {option}", option=label), lambda case: with_blend(case, label, shares, sequence, meanings)
    )
    if problem is None:
        st.session_state.added = label
    return problem
