"""The weight sets of the case: how each came about, whether it still fits, and what it says."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.weights import weight_chart
from mcda.language import said
from mcda.parts import Elicitation
from mcda.weights import weight_set
from mcda.weights.record import answers_of, record_of, renamed_set, suggested_in, uses_of, without_set
from views import state
from views.build.weights_ask import way_of, ways
from views.build.weights_asking import replace_draft
from views.build.weights_equivalents import equivalents
from views.build.weights_try import METHOD
from views.editing import entered, fault, field, picked
from views.figure import figure
from views.refusals import refused_text
from views.state import Choice
from views.text import number, shown, t


def sets(choice: Choice) -> None:
    """One set with what can be done with it, as a chart and in sentences; then all of them."""
    case = choice.case
    names = list(case.weight_sets)
    usual = choice.weights.name if choice.weights.name in names else names[0]
    key = picked("one_set", case.weight_sets, usual)
    name = str(st.selectbox(t("One set"), names, format_func=case.weight_sets.__getitem__, key=key))
    _actions(case, name, choice)
    weights = weight_set(case, name)
    left, right = st.columns(2, gap="large")
    with left:
        figure(weight_chart(case, weights), key="set_chart")
    with right:
        _origin(case, name)
        equivalents(case, weights)
    st.subheader(t("All sets"), anchor=False)
    st.dataframe(
        set_table(case, choice.weights.name),
        hide_index=True,
        height="content",
        column_config={"label": t("Set"), "used": t("In use"), "fits": t("Fits the scales"), "method": t("How asked")},
    )


def method_words(method: str) -> str:
    """The name of the way in which a set was asked for."""
    known = {one: way.label for way in ways().values() for one in way.method}
    return t("Tried out") if method == METHOD else known.get(method, method)


def set_table(case: Case, used: str) -> pd.DataFrame:
    """One row a weight set: label, how it was asked for, of whom, when, how consistently, and whether it still fits."""
    return pd.DataFrame([_row(case, name, used) for name in case.weight_sets])


def _row(case: Case, name: str, used: str) -> dict[str, Any]:
    record = record_of(case, name)
    fits = t("no record") if record is None else t("stale: a scale changed") if name in case.stale_sets else t("yes")
    return {
        "label": case.weight_sets[name],
        "used": t("in use") if name == used else "",
        "fits": fits,
        "method": t("not asked: illustrative") if record is None else method_words(record.method),
        t("Person"): "" if record is None else record.person,
        t("Date"): "" if record is None else record.date,
        t("Round"): "" if record is None else str(record.round),
        t("Consistency"): "" if record is None or record.consistency is None else number(record.consistency, 3),
    }


def _origin(case: Case, name: str) -> None:
    """How one set came about, in sentences."""
    record = record_of(case, name)
    if record is None:
        st.info(t("An illustrative set: nobody has answered for it. Ask somebody, and keep their answers as a set."))
        return
    if name in case.stale_sets:
        st.warning(
            t(
                "Asked on other scales than the case now has: a swing from worst to best meant something else then. Ask again."
            ),
            icon=":material/history:",
        )
    st.markdown(origin_words(record))
    if record.consistency is not None:
        label = said(record.consistency_label) if record.consistency_label else ""
        st.caption(shown(f"{number(record.consistency, 3)}. {label}."))


def origin_words(record: Elicitation) -> str:
    """Who was asked how and when, Markdown."""
    person = shown(record.person) or t("somebody unnamed")
    when = shown(record.date) or t("on a day that was not noted")
    role = t("stakeholder") if record.role == "stakeholder" else t("analyst")
    method = shown(method_words(record.method))
    return t(
        "{person} ({role}), {method}, {when}, round {round}.",
        person=person,
        role=role,
        method=method,
        when=when,
        round=record.round,
    )


def _actions(case: Case, name: str, choice: Choice) -> None:
    record = record_of(case, name)
    label = case.weight_sets[name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            t("Use it now"),
            key="use_set",
            on_click=_use,
            args=(name,),
            disabled=choice.weights.name == name,
            icon=":material/check:",
        )
        st.button(
            t("Ask again, answers as they were") if answers_of(case, name) else t("Ask somebody for this set"),
            key="ask_again",
            on_click=ask_again,
            args=(name, True),
            icon=":material/replay:",
        )
        if case.suggested_weights(choice.scenario) != name:
            scenario = case.scenario(choice.scenario).label
            st.button(
                t("Suggest it in {scenario}", scenario=shown(scenario)),
                key="suggest_set",
                on_click=_suggest,
                args=(choice.scenario, scenario, name, label),
                icon=":material/flag:",
                help=t("The weights that are used where none are chosen."),
            )
        if record is not None:
            st.button(
                t("Ask again from nothing"),
                key="ask_anew",
                on_click=ask_again,
                args=(name, False),
                icon=":material/restart_alt:",
                help=t("A second round without a look at the first tells how stable the answers are."),
            )
        with st.popover(t("Rename or delete"), icon=":material/edit:"):
            key = field(f"set_label_{name}", label)
            change = t("New name for the weight set {label}", label=label)
            st.text_input(
                t("Name of the set"),
                key=key,
                max_chars=100,
                on_change=entered,
                args=(key, change, lambda current, new: renamed_set(current, name, str(new))),
            )
            fault(key)
            reasons = list(uses_of(case, name))
            st.button(
                t("Delete this set"),
                key="delete_set",
                on_click=_delete,
                args=(name, label),
                disabled=bool(reasons),
                icon=":material/delete:",
            )
            if reasons:
                st.caption(t("It cannot be deleted: {reasons}.", reasons=shown("; ".join(reasons))))
            problem = st.session_state.pop("set_problem", None)
            if problem:
                refused_text(problem)


def _use(name: str) -> None:
    st.session_state.weights = name


def _suggest(scenario: str, title: str, name: str, label: str) -> None:
    state.attempt(
        t("Scenario {scenario} suggests the weight set {label}", scenario=title, label=label),
        lambda case: suggested_in(case, scenario, name),
    )


def _delete(name: str, label: str) -> None:
    st.session_state.set_problem = state.attempt(
        t("Weight set {label} deleted", label=label), lambda case: without_set(case, name)
    )


def ask_again(name: str, as_they_were: bool) -> None:
    """Open the questions of a set: with its stored answers, or empty as a second round to compare with the first."""
    case = state.case()
    record, stored = record_of(case, name), answers_of(case, name)
    way = str(stored.pop("way", way_of(record.method) if record else way_of("")))
    draft: dict[str, Any] = {"label": case.weight_sets[name], "asked_again": True, "answers": {}}
    if record is not None:
        draft |= {"person": record.person, "role": record.role}
        draft["scales"] = record.scales if as_they_were else case.scales_digest
    if as_they_were:
        draft["answers"] = stored
    elif record is not None and name not in case.stale_sets:
        weights = case.weights(name)["weight"]
        draft["answers"] = {"again": (100 * weights / weights.max()).to_dict()}
    replace_draft(way if way in ways() else way_of(""), draft)
    st.session_state.way = way if way in ways() else way_of("")
    st.session_state.weights_part = "ask"
