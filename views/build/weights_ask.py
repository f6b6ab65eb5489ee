"""Asking somebody for weights, in one of seven ways, and keeping what comes out as a set."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.weights import weight_chart
from mcda.language import said
from mcda.weights import Elicited, weight_set
from mcda.weights.record import set_id, with_elicited
from views import state
from views.build import (
    weights_ahp,
    weights_bwm,
    weights_matching,
    weights_points,
    weights_ranking,
    weights_srf,
    weights_swing,
)
from views.build.weights_asking import (
    Outcome,
    Way,
    answered,
    bring_back,
    hide_effect,
    keep,
    kept,
    start_over,
)
from views.build.weights_effect import effect
from views.build.weights_equivalents import equivalents
from views.figure import figure
from views.glossary import meaning
from views.refusals import refused_text
from views.state import Choice
from views.text import number, shown, t

USUAL = "swing"
ROLES = ("analyst", "stakeholder")


def ways() -> dict[str, Way]:
    """Every way of asking, by name, in the order in which they are offered."""
    made = (
        weights_swing.way(),
        weights_ranking.way(),
        weights_points.way(),
        weights_matching.way(),
        weights_ahp.way(),
        weights_bwm.way(),
        weights_srf.way(),
    )
    return {one.name: one for one in made}


def way_of(method: str) -> str:
    """The way of asking whose results carry that method; swing where none does."""
    return next((name for name, way in ways().items() if method in way.method), USUAL)


def ask(choice: Choice) -> None:
    """The questions of the way that is chosen, what is missing, and what the answers come to."""
    case, offered = choice.case, ways()
    if len(case.catalogue.ids) == 1:
        st.info(
            t(
                "There is only one criterion: it has all the weight, so there is nothing to ask. Add criteria under Objectives."
            )
        )
        return
    name = st.segmented_control(
        t("How to ask"),
        list(offered),
        format_func=lambda one: offered[one].label,
        default=USUAL,
        required=True,
        key="way",
        bind="query-params",
        on_change=hide_effect,
        help=meaning("swing weight"),
    )
    way = offered[str(name)]
    st.caption(way.about)
    if len(case.catalogue.ids) < way.least:
        st.info(
            t(
                "With two criteria a single comparison says everything, and nothing could contradict it: this way needs at least three. Matching or swing ask the same more simply."
            )
        )
        return
    _about_draft(way, case)
    with st.container(gap="medium"):
        way.draw(case)
    found = way.outcome(case, answered(way.name))
    _state(found)
    if found.found is not None:
        _weights(choice, found.found)
    _keep_form(way, case, found)


def _about_draft(way: Way, case: Case) -> None:
    """Whose answers these are, whether they still fit the scales, and how to begin anew."""
    draft = kept(way.name)
    if draft.get("scales") and draft["scales"] != case.scales_digest:
        st.warning(
            t("A scale has changed since these answers were given. Read each swing again."), icon=":material/history:"
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        if draft.get("asked_again"):
            label = shown(draft.get("label", ""))
            st.badge(t("Asked again: {label}", label=label), icon=":material/replay:", color="blue")
        if draft.get("answers"):
            st.button(
                t("Start over"), key="start_over", on_click=start_over, args=(way.name,), icon=":material/restart_alt:"
            )
        if draft.get("before"):
            st.button(
                t("Bring back the answers from before"),
                key="bring_back",
                on_click=bring_back,
                args=(way.name,),
                icon=":material/undo:",
            )


def _state(found: Outcome) -> None:
    """One notice: what is missing, what cannot be used, what to look at again, or that the answers fit."""
    if found.missing:
        listed = "\n".join(f"- {shown(one)}" for one in found.missing)
        st.info(f"{t('Still missing:')}\n{listed}", icon=":material/pending:")
    elif found.problem:
        refused_text(found.problem)
    elif found.advice:
        st.warning("\n\n".join(shown(one) for one in found.advice), icon=":material/rule:")
    elif found.found is not None:
        st.success(shown(fit_words(found.found)), icon=":material/check_circle:")


def fit_words(found: Elicited) -> str:
    """How well complete answers fit each other, in a sentence."""
    if found.consistency is None:
        return t("Complete. {label}.", label=said(found.consistency_label))
    return t(
        "Complete, and the answers fit: {value}. {label}.",
        value=number(found.consistency, 3),
        label=said(found.consistency_label),
    )


def _weights(choice: Choice, found: Elicited) -> None:
    """The weights that the answers come to; who would win stays hidden unless asked for."""
    case = choice.case
    weights = replace(weight_set(case, found.weights), label=t("these answers"))
    first = case.catalogue[str(found.weights.idxmax())]
    share = number(100 * float(found.weights.max()))
    st.subheader(
        t("Most weight goes to {criterion}: {share} %", criterion=shown(first.label), share=share), anchor=False
    )
    figure(weight_chart(case, weights), key="asked_chart")
    with st.expander(t("As a table"), icon=":material/table:"):
        st.dataframe(weight_table(case, found), hide_index=True, height="content")
    equivalents(case, weights)
    effect(choice, weights)


def weight_table(case: Case, found: Elicited) -> pd.DataFrame:
    """Weights in per cent, greatest first."""
    ordered = found.weights.sort_values(ascending=False, kind="stable")
    names = [case.catalogue[str(one)].label for one in ordered.index]
    return pd.DataFrame({t("Criterion"): names, t("Weight, %"): (100 * ordered).round(1).to_numpy()})


def _keep_form(way: Way, case: Case, found: Outcome) -> None:
    draft = kept(way.name)
    st.subheader(t("Keep these weights"), anchor=False)
    roles = {"analyst": t("Analyst"), "stakeholder": t("Stakeholder")}
    fields = {"label": t("Name of the set"), "person": t("Whose values these are")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for part, label in fields.items():
            key = f"{way.name}/{part}"
            st.session_state[key] = draft.get(part, "")
            st.text_input(label, key=key, max_chars=100, on_change=_told, args=(way.name, part, key))
        key = f"{way.name}/role"
        st.session_state[key] = draft.get("role", ROLES[0])
        st.selectbox(
            t("Role"),
            ROLES,
            format_func=roles.__getitem__,
            key=key,
            on_change=_told,
            args=(way.name, "role", key),
            width=180,
        )
    label = _label(way, draft)
    name = set_id(case, label)
    if name in case.weight_sets:
        st.caption(t("This replaces the set {label}.", label=shown(label)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("Keep as a weight set"),
            key="keep_set",
            type="primary",
            disabled=found.found is None,
            on_click=_keep,
            args=(way, found.found, label),
            icon=":material/save:",
        )
        st.checkbox(t("and use it from now on"), value=True, key="use_kept")
    _report(case)


def _label(way: Way, draft: dict[str, str]) -> str:
    """The name of the set; where none was given, the way and the person."""
    typed = str(draft.get("label", "")).strip()
    person = str(draft.get("person", "")).strip()
    return typed or (t("{way}, {person}", way=way.label, person=person) if person else way.label)


def _told(way: str, part: str, key: str) -> None:
    keep(way, **{part: st.session_state[key]})


def _keep(way: Way, found: Elicited, label: str) -> None:
    """Commit the weights as a set; what is refused is told and nothing is lost."""
    draft, name = kept(way.name), set_id(state.case(), label)
    today = datetime.now(UTC).date().isoformat()
    answers = {key: value for key, value in draft.get("answers", {}).items() if key != "again"}
    problem = state.attempt(
        t("Weight set {label}, asked by {way}", label=label, way=way.label),
        lambda case: with_elicited(
            case,
            found,
            name,
            label,
            str(draft.get("person", "")).strip(),
            str(draft.get("role", ROLES[0])),
            {"way": way.name, **answers},
            today,
        ),
    )
    st.session_state.weights_kept = problem if problem is not None else label
    st.session_state.weights_refused = problem is not None
    if problem is None:
        keep(way.name, scales=state.case().scales_digest)
        if st.session_state.get("use_kept"):
            st.session_state.weights = name


def _report(case: Case) -> None:
    """Say once what became of the last set that was to be kept."""
    kept = st.session_state.pop("weights_kept", None)
    if kept is None:
        return
    if st.session_state.pop("weights_refused", False):
        refused_text(kept)
    elif kept in case.weight_sets.values():
        st.success(
            t("Kept as {label}. It is in the list of sets, with its answers.", label=shown(kept)),
            icon=":material/save:",
        )
