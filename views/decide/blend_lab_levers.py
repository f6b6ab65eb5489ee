"""Levers: which measures to add to a blend or an option for each effort, and what each of them is worth."""

import pandas as pd
import streamlit as st

from mcda.blends import LeverPortfolio
from mcda.case import Case
from mcda.charts.levers import frontier_chart, lever_worth_chart
from mcda.language import capital, listed, points, said
from mcda.wording_blends import levers_sentence, mix_words
from views import answers
from views.decide.amounts import short, span
from views.decide.blend_lab_shared import (
    Setting,
    additive_note,
    assumptions_of,
    no_gates,
    pair_of,
    share_of,
    shares_of,
    way_to_options,
)
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

BLEND = "blend"
_USUAL = 4
"""Units of effort that may be spent, until somebody says otherwise."""


def efforts_of(case: Case) -> dict[str, float]:
    """The effort of each lever."""
    return {lever.lever: float(lever.effort) for lever in case.levers}


def lever_table(case: Case, found: LeverPortfolio) -> None:
    """What each lever is worth, those that add most to the chosen set first."""
    table = found.levers.sort_values(["chosen", "last_in"], ascending=False, kind="stable")
    labels = {criterion.id: criterion.label.lower() for criterion in case.catalogue.criteria}
    doubts = [", ".join(labels.get(str(one), str(one)) for one in row) for row in table["unclear_on"]]
    gain = {"format": "%+.2f"}
    st.dataframe(
        pd.DataFrame(
            {
                t("Lever"): table["label"],
                t("Chosen"): table["chosen"],
                t("Effort"): table["effort"],
                t("Adds to the set"): table["last_in"],
                t("Alone"): table["alone"],
                t("Alone, range"): [
                    span(low, high, 2, sign=True)
                    for low, high in zip(table["alone_low"], table["alone_high"], strict=True)
                ],
                t("Mean over all orders"): table["shapley"],
                t("May harm"): table["uncertain"],
                **({t("Unclear on"): doubts} if any(doubts) else {}),
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("Effort"): st.column_config.NumberColumn(format="%g"),
            t("Lever"): st.column_config.TextColumn(help=meaning("lever")),
            t("Adds to the set"): st.column_config.NumberColumn(
                **gain,
                help=t("What would be lost if this one were taken out of the chosen set, or gained if it joined."),
            ),
            t("Alone"): st.column_config.NumberColumn(**gain, help=t("Its gain where no other lever is added.")),
            t("Mean over all orders"): st.column_config.NumberColumn(**gain, help=meaning("Shapley value")),
            t("May harm"): st.column_config.CheckboxColumn(
                help=t("Its range of gains alone reaches below 0 and above it")
            ),
        },
    )


def budget_of(case: Case) -> float:
    """Effort that may be spent."""
    total = sum(efforts_of(case).values())
    return float(
        st.slider(
            t("Effort that may be spent"), 0.0, total, min(float(_USUAL), total), 0.5, key="budget", bind="query-params"
        )
    )


def what_of(choice: Choice) -> tuple[str | dict[str, float], Setting]:
    """What the levers are added to, and the assumptions if that is a blend."""
    case = choice.case
    names = {BLEND: t("A blend of two, in a share of your own")} | {one: case.labels[one] for one in case.choices}
    what = st.selectbox(
        t("Add levers to"),
        list(names),
        format_func=names.__getitem__,
        key=f"lever_base_{case.settings.id}",
        help=meaning("lever"),
    )
    if what != BLEND:
        return what, {}
    pair = pair_of(case)
    share = share_of(case, pair)
    st.subheader(t("Assumptions"))
    return shares_of(pair, share), assumptions_of(choice)


def headline(name: str, found: LeverPortfolio) -> str:
    """What the chosen levers bring; `name` as Markdown."""
    if not found.chosen:
        return t("{name} gains by no lever", name=name)
    gain, effort = points(found.gain), short(found.effort)
    return t("{name} gains {gain} for an effort of {effort}", name=name, gain=gain, effort=effort)


def search_words(found: LeverPortfolio) -> str:
    """Which levers are chosen, and how they were found."""
    labels = [str(found.levers["label"][one]).lower() for one in found.chosen]
    chosen = [t("Chosen (diamond): {levers}.", levers=shown(listed(labels)))] if labels else []
    sets = number(found.subsets, 0)
    if found.search == "all subsets":
        how = t("Exact: every one of {sets} sets was scored.", sets=sets)
    else:
        how = t("Exact, by integer programming, among {sets} sets.", sets=sets)
    return " ".join([*chosen, how, shown(said(found.note))])


def findings(choice: Choice) -> None:
    """The efficient frontier and the worth of each lever."""
    case = choice.case
    if not case.levers:
        st.title(t("This case has no levers"), anchor=False)
        st.markdown(t("Levers are measures that improve an option on some criteria, at some effort."))
        way_to_options()
        return
    slot = st.container()
    left, right = st.columns([2, 1], gap="large")
    with right:
        budget = budget_of(case)
        what, setting = what_of(choice)
        no_gates(gates_of(choice))
    with slot, st.spinner(t("Scoring every set of levers ...")):
        found = answers.levers(case, choice.scenario, choice.weights, what, budget, setting)
    with slot:
        name = case.labels[what] if isinstance(what, str) else mix_words(case, what)
        st.title(headline(shown(capital(name)), found), anchor=False)
        st.markdown(shown(levers_sentence(case, found)))
        additive_note(choice.method)
    with left:
        st.subheader(t("The best score for each effort"), anchor=False, help=meaning("efficient frontier"))
        figure(frontier_chart(found))
        st.caption(search_words(found))
        st.subheader(t("What each lever is worth"), anchor=False)
        figure(lever_worth_chart(found))
        st.caption(
            t(
                "Diamond and number: what it adds to the chosen set, or would add. Bar: its gain alone, from the worst to "
                "the best end of its range; tick: most likely. Grey: it may harm as well as help."
            )
        )
    lever_table(case, found)
