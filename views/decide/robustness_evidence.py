"""Doubt about facts: who is first as they vary, and which of them decide between two options."""

import pandas as pd
import streamlit as st

from mcda import wording_robustness as words
from mcda.case import Case
from mcda.charts.margin import indices_chart, tornado_chart
from mcda.robustness import Acceptability, Drivers
from views import answers
from views.decide.robustness_shared import additive_only, first_words, usual_draws
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

FACTS = ("facts", "assumptions")


def rivals(case: Case, found: Acceptability) -> tuple[str, str] | None:
    """Two options to compare: by default the leader and the best rival of another kind; None where there is only one."""
    names = [str(option) for option in found.table.sort_values("expected_rank", kind="stable").index]
    if len(names) < 2:
        return None
    leader = found.verdict.leader
    left, right = st.columns(2)
    a = left.selectbox(
        t("Lead of"), names, index=names.index(leader), format_func=case.labels.__getitem__, key="lead_of"
    )
    others = [name for name in names if name != a]
    usual = found.verdict.runner_up if a == leader else leader
    start = others.index(usual) if usual in others else 0
    b = right.selectbox(t("Over"), others, index=start, format_func=case.labels.__getitem__, key=f"lead_over_{a}")
    return a, b


def tornado_table(found: Drivers) -> None:
    table = found.tornado
    st.dataframe(
        pd.DataFrame(
            {
                t("Input"): table["what"],
                t("Low"): table["low"],
                t("Now"): table["now"],
                t("High"): table["high"],
                t("Unit"): table["unit"],
                t("Lead at low"): table["lead_low"],
                t("Lead at high"): table["lead_high"],
                t("Swing"): table["swing"],
                t("Changes sign"): [t("yes") if one else t("no") for one in table["flips"]],
            }
        ),
        hide_index=True,
        height=360,
        column_config={
            t("Input"): st.column_config.TextColumn(pinned=True, help=meaning("driver")),
            **{name: st.column_config.NumberColumn(format="%.4g") for name in (t("Low"), t("Now"), t("High"))},
            **{name: st.column_config.NumberColumn(format="%+.1f") for name in (t("Lead at low"), t("Lead at high"))},
            t("Swing"): st.column_config.NumberColumn(format="%.1f"),
        },
    )


def indices_table(found: Drivers) -> None:
    table = found.indices
    with st.expander(t("All shares as a table"), icon=":material/table:"):
        st.dataframe(
            pd.DataFrame(
                {
                    t("Input"): table["what"],
                    t("Total index"): table["total"],
                    t("± total"): table["total_error"],
                    t("First-order index"): table["first"],
                    t("± first"): table["first_error"],
                }
            ),
            hide_index=True,
            height="content",
            column_config={
                name: st.column_config.NumberColumn(format="%.3f", help=meaning("Sobol index"))
                for name in (t("Total index"), t("± total"), t("First-order index"), t("± first"))
            },
        )


def margin(choice: Choice, found: Drivers) -> None:
    """How far each input alone moves the lead, and how much of the doubt is due to it."""
    case = choice.case
    st.markdown(shown(words.drivers_sentence(case, found)))
    if not len(found.tornado):
        return
    figure(tornado_chart(case, found))
    st.caption(
        t(
            "Each bar: the lead as one input alone goes from its low to its high end. Dot: its high end. "
            "Grey marks: the lead now. Orange: no lead; a bar across it changes who is ahead. Grey bars: weights, to compare."
        )
    )
    tornado_table(found)
    if not len(found.indices):
        return
    st.subheader(t("Which of them the doubt comes from"), anchor=False, help=meaning("Sobol index"))
    figure(indices_chart(case, found))
    st.caption(
        t(
            "Sobol indices, everything drawn at once, weights as one group. Bar: the share of the variance of the lead that would stay if all else were "
            "known. Orange: the share that would go if only this were. Lines: 95 % intervals. {leads} leads.",
            leads=number(found.evaluations, 0),
        )
    )
    indices_table(found)


def findings(choice: Choice, gates: tuple[str, ...]) -> None:
    """Only facts and assumptions are drawn; weights stay as they are. Then one pair, input by input."""
    case = choice.case
    with st.spinner(t("Drawing facts ...")):
        found = answers.acceptability(
            case,
            choice.scenario,
            choice.weights,
            choice.method,
            gates,
            {"sources": FACTS, "draws": usual_draws(choice.method)},
        )
    st.title(shown(first_words(case, found)), anchor=False)
    st.markdown(f"{shown(words.acceptability_sentence(case, found))} {t('The weights stay as they are.')}")
    st.subheader(t("What decides between two of them"), anchor=False, help=meaning("driver"))
    pair = rivals(case, found)
    if pair is None:
        st.markdown(t("There is only one option, so there is no lead to take apart."))
        return
    additive_only(t("The lead is worked out"), choice.method)
    with st.spinner(t("Working out thousands of leads ...")):
        lead = answers.drivers(case, choice.scenario, choice.weights, gates, *pair)
    margin(choice, lead)
