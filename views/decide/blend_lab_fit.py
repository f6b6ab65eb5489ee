"""Fit: how well the parts must go together before a blend pays, and what is left if partners refuse."""

import pandas as pd
import streamlit as st

from mcda import wording_mixes
from mcda.blends import BreakEven
from mcda.case import Case
from mcda.charts.fit import break_even_map_chart, path_chart
from mcda.language import capital, points, signed
from mcda.wording_blends import (
    break_even_drawn_sentence,
    break_even_map_sentence,
    parameter_words,
    path_sentence,
    refuse_sentence,
)
from views import answers
from views.decide.amounts import span
from views.decide.blend_lab_shared import (
    DRAWS,
    Setting,
    additive_note,
    left_open,
    open_words,
    side_on_two,
)
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

PARAMETERS = ("coordination", "returns", "synergy", "first_mover_cost")


def headline(case: Case, found: BreakEven) -> str:
    """From which coordination on a blend pays."""
    if found.coordination is None:
        return t("No coordination is enough for a blend to pay")
    if found.coordination <= -1:
        return t("A blend pays whatever the coordination")
    needed = signed(found.coordination, 2)
    if found.assumed >= found.coordination:
        return t("A blend pays from a coordination of {needed} on", needed=needed)
    return t("A blend pays from a coordination of {needed} on, more than is assumed", needed=needed)


def where_it_pays(choice: Choice, gates: tuple[str, ...], setting: Setting) -> None:
    """The lead over coordination × share."""
    case = choice.case
    scenario = case.scenario(choice.scenario)
    found = answers.break_even_map(case, choice.scenario, choice.weights, gates, setting)
    st.subheader(t("Where a blend pays"), anchor=False, help=meaning("break-even coordination"))
    st.markdown(shown(break_even_map_sentence(case, found)))
    low, high = float(scenario.coordination_low), float(scenario.coordination_high)
    figure(break_even_map_chart(case, found, low, high))
    legend = t(
        "Blue: ahead of {option} alone; red: behind. Dashed line: level with it. Full line: ahead by {lead}. "
        "Dotted frame: the scenario's range, {range}. Orange: what is assumed.",
        option=shown(case.labels[found.best_pure].lower()),
        lead=points(found.epsilon),
        range=span(low, high, 2, sign=True),
    )
    st.caption(legend if found.table["feasible"].all() else f"{legend} {t('Grey: barred by a gate.')}")


def refusal(choice: Choice, gates: tuple[str, ...], setting: Setting) -> None:
    """Every option at low coordination."""
    case = choice.case
    st.subheader(t("If partners refuse"), anchor=False, help=meaning("coordination"))
    found = answers.refusals(case, choice.scenario, choice.weights, gates, setting)
    st.markdown(shown(refuse_sentence(case, found)))
    kappa = found.groupby("at", sort=False)["coordination"].first()
    told = {"now": t("as assumed"), "low": t("the scenario's least")}
    names = {at: signed(value, 2) + (f" ({told[str(at)]})" if at in told else "") for at, value in kappa.items()}
    columns = {t("Option"): found.drop_duplicates("option")["label"].to_list()}
    for at, name in names.items():
        there = found[found["at"] == at]
        columns[name] = [
            t("{score} · barred", score=number(score))
            if pd.isna(rank)
            else t("{score} · rank {rank}", score=number(score), rank=rank)
            for score, rank in zip(there["score"], there["rank"], strict=True)
        ]
    st.dataframe(pd.DataFrame(columns), hide_index=True, height="content")
    st.caption(
        t(
            "Columns: coordination, before the price of acting first. Cells: score of 100, and the rank among the options."
        )
    )


def walk(choice: Choice, gates: tuple[str, ...], setting: Setting) -> None:
    """The best share as one assumption or weight changes."""
    case = choice.case
    st.subheader(t("How the best share walks"), anchor=False)
    weights = [f"weight:{criterion}" for criterion in case.catalogue.ids]
    words = {one: parameter_words(case, one) for one in (*PARAMETERS, *weights)}
    parameter = st.selectbox(
        t("As this changes"),
        list(words),
        format_func=lambda one: capital(words[one]),
        key="walk",
        bind="query-params",
        help=t("The best share is searched anew at each value of this assumption or weight."),
    )
    found = answers.optimum_path(case, choice.scenario, choice.weights, gates, parameter, setting)
    st.markdown(shown(path_sentence(case, found)))
    figure(path_chart(case, found))
    st.caption(t("Line: the best share. Shaded: every share as good as it. Orange: now."))


def findings(choice: Choice) -> None:
    """Break-even, the map, partners who refuse, and how the optimum walks."""
    case = choice.case
    side = side_on_two(choice)
    setting, gates = side.setting, side.gates
    with side.top, st.spinner(t("Searching the break-even, and again in {draws} draws ...", draws=number(DRAWS, 0))):
        even = answers.break_even(case, choice.scenario, choice.weights, gates, 0, setting)
        drawn = answers.break_even(case, choice.scenario, choice.weights, gates, DRAWS, left_open(choice, setting))
    with side.top:
        st.title(shown(headline(case, even)), anchor=False)
        st.markdown(shown(wording_mixes.break_even_sentence(case, even)))
        st.markdown(shown(break_even_drawn_sentence(case, drawn)))
        st.caption(open_words(choice, setting))
        additive_note(choice.method)
    with side.chart:
        where_it_pays(choice, gates, setting)
    refusal(choice, gates, setting)
    walk(choice, gates, setting)
