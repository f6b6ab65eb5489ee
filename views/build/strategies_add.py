"""A new option: on its own, to be mixed, a variant with levers, a blend, or a stress case."""

from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.edits.blends import completed_shares, with_blend
from mcda.edits.levers import lever_labels
from mcda.edits.options import with_components, with_option, with_variant
from views import saving, state
from views.build.strategies_words import mixable
from views.glossary import meaning
from views.refusals import refused_text
from views.text import shown, t

_DRAFT = "new_option"
_FIELDS = ("kind", "label", "description", "base", "levers", "parts")
CHOSEN = "strategy"
"""The key of the widget that says which option is worked on."""


def add_option(case: Case, kind: str = "single") -> None:
    """Ask for a new option; what is half filled in stays as a draft."""
    kinds = {
        "single": t("On its own"),
        "component": t("To be mixed"),
        "variant": t("Variant of another"),
        "blend": t("Blend"),
        "stress": t("Stress case"),
    }
    with st.expander(
        t("Add an option"), expanded=bool(saving.draft(_DRAFT)) or len(case.options) < 2, icon=":material/add:"
    ):
        _filled("kind", kind, list(kinds))
        chosen = st.segmented_control(
            t("What kind of option"),
            list(kinds),
            format_func=lambda one: kinds[one],
            required=True,
            key=f"{_DRAFT}_kind",
            on_change=_keep,
            help=_kinds_help(),
        )
        _filled("label", "")
        st.text_input(t("Name"), key=f"{_DRAFT}_label", on_change=_keep, max_chars=120)
        _filled("description", "")
        st.text_area(
            t("Description"), key=f"{_DRAFT}_description", on_change=_keep, max_chars=2000, height=80,
            placeholder=t("What is done, by whom, in one or two sentences"),
        )  # fmt: skip
        ready = True
        if chosen == "variant":
            _variant(case)
        elif chosen == "blend":
            ready = _blend(case)
        else:
            st.caption(
                t(
                    "Its scores start as unknown on every criterion, so that nothing counts for it or against it by accident; judge them on the page Evidence."
                )
            )
        st.button(
            t("Add it"), type="primary", on_click=_add, disabled=not ready, icon=":material/add:", key=f"{_DRAFT}_add"
        )
        if problem := st.session_state.get(f"{_DRAFT}_fault"):
            refused_text(problem)


def _kinds_help() -> str:
    return t(
        "On its own: chosen as it is. To be mixed: {component} A variant scores like another option, moved by levers. A blend: {blend} A stress case is a failure to test the others against; it is never ranked as a choice.",
        component=meaning("component"),
        blend=meaning("blend"),
    )


def _variant(case: Case) -> None:
    _filled("base", case.option_ids[0], list(case.option_ids))
    st.selectbox(
        t("Scores like"),
        case.option_ids,
        format_func=lambda one: case.labels[one],
        key=f"{_DRAFT}_base",
        on_change=_keep,
    )
    levers = lever_labels(case)
    if levers:
        _filled("levers", [], list(levers))
        st.multiselect(
            t("Moved by the levers"), list(levers), format_func=lambda one: levers[one], key=f"{_DRAFT}_levers",
            on_change=_keep, help=meaning("lever"),
        )  # fmt: skip
    else:
        st.caption(t("This case has no levers yet; add them under Levers."))


def _blend(case: Case) -> bool:
    known = list(mixable(case))
    if len(known) < 2:
        st.info(t("A blend takes two options that can be mixed. Say first which ones they are."))
        first_step(case)
        return False
    _filled("parts", list(case.components), known)
    parts = st.multiselect(
        t("Its parts"), known, format_func=lambda one: case.labels[one], key=f"{_DRAFT}_parts", on_change=_keep,
        help=meaning("component"),
    )  # fmt: skip
    st.caption(t("It starts with equal shares. Set them, and say what each of them means, once it is there."))
    return len(parts) > 1


def first_step(case: Case) -> None:
    """Where fewer than two options can be mixed: ask which ones can."""
    able = [one.option for one in case.options if one.kind in ("single", "component")]
    if len(able) < 2:
        st.markdown(t("Add at least two options first."))
        return
    st.multiselect(
        t("Options that can be carried out in part, beside another one"),
        able,
        default=list(mixable(case)),
        format_func=lambda one: case.labels[one],
        key="first_step",
        help=meaning("component"),
    )
    st.button(t("These can be mixed"), on_click=_mixable, icon=":material/blender:", key="first_step_done")


def _mixable() -> None:
    chosen = st.session_state["first_step"]
    if chosen:
        state.attempt(t("Said which options can be mixed"), lambda case: with_components(case, chosen))


def _filled(name: str, usual: Any, allowed: list[str] | None = None) -> None:
    """Put what was typed into a widget, else the usual value; what the case no longer has is dropped."""
    value = saving.draft(_DRAFT).get(name, usual)
    if allowed is not None:
        if isinstance(value, list):
            value = [one for one in value if one in allowed]
        elif value not in allowed:
            value = usual if usual in allowed else allowed[0]
    st.session_state[f"{_DRAFT}_{name}"] = value


def _keep() -> None:
    typed = {name: st.session_state[f"{_DRAFT}_{name}"] for name in _FIELDS if f"{_DRAFT}_{name}" in st.session_state}
    saving.keep_draft(_DRAFT, saving.draft(_DRAFT) | typed)
    st.session_state[f"{_DRAFT}_fault"] = None


def _add() -> None:
    typed: dict[str, Any] = {name: st.session_state.get(f"{_DRAFT}_{name}") for name in _FIELDS}
    label = " ".join(str(typed["label"] or "").split())
    problem = state.attempt(t("Added the option {option}", option=label), lambda case: added(case, label, typed))
    st.session_state[f"{_DRAFT}_fault"] = problem
    if problem is None:
        saving.keep_draft(_DRAFT, {})
        st.session_state[CHOSEN] = state.case().option_ids[-1]
        st.toast(t("{option} is an option now.", option=shown(label)), icon=":material/add_task:")


def added(case: Case, label: str, typed: dict[str, Any]) -> Case:
    """The case with the option that was filled in."""
    text = typed.get("description") or ""
    if typed["kind"] == "variant":
        return with_variant(case, label, typed["base"], typed.get("levers") or (), text)
    if typed["kind"] == "blend":
        return with_blend(case, label, completed_shares(dict.fromkeys(typed["parts"], 0.0)), description=text)
    return with_option(case, label, typed["kind"], text)
