"""What the lead is made of: how much of it is assumption, exactly split, and the lead without each assumption."""

import pandas as pd
import streamlit as st

from mcda import wording_mixes
from mcda.blends import LeadSplit
from mcda.case import Case
from mcda.charts.gains import lead_split_chart
from mcda.language import capital, percent, points, said
from mcda.wording_blends import split_sentence
from views import answers
from views.decide.blend_lab_shared import Pair, additive_note, side_on_two
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import shown, t

_NO_LEAD = 0.05
"""A lead that is written as 0."""


def headline(case: Case, found: LeadSplit) -> str:
    """How much of the lead is due to what, in Markdown."""
    if found.lead < _NO_LEAD or found.most is None or found.assumed_share is None:
        pure = shown(case.labels[found.best_pure].lower())
        return t("No blend beats {option} alone, so there is no lead to take apart", option=pure)
    lead = points(found.lead)
    if found.assumed_share > 0.995:
        return t("All of the lead of {lead} is assumption", lead=lead)
    return t("{share} of the lead of {lead} is assumption", share=percent(found.assumed_share), lead=lead)


def split(case: Case, found: LeadSplit) -> None:
    """Points of the lead by assumption."""
    st.subheader(t("Split among the assumptions"), anchor=False, help=meaning("Shapley value"))
    st.markdown(shown(split_sentence(case, found)))
    if found.lead < _NO_LEAD:
        return
    figure(lead_split_chart(found))
    if found.lead_without < _NO_LEAD:
        st.caption(
            t(
                "Shapley values: what each assumption adds on average over all orders of making them. They sum to the lead."
            )
        )
        return
    st.caption(
        t(
            "Shapley values: what each assumption adds on average over all orders of making them. They sum to the lead "
            "less the {rest} without any.",
            rest=points(found.lead_without),
        )
    )


def without_each(case: Case, makeup: pd.DataFrame, pair: Pair) -> None:
    """The best mix again with each assumption off."""
    st.subheader(t("With each assumption off"), anchor=False)
    st.markdown(shown(wording_mixes.makeup_sentence(makeup)))
    words = {"nothing": t("Nothing: all as assumed"), "all of them": t("All of them")}
    names = [words.get(str(one)) or capital(said(wording_mixes.ASSUMPTION_WORDS[str(one)])) for one in makeup.index]
    share = t("Best {option} share", option=case.labels[pair[0]].lower())
    st.dataframe(
        pd.DataFrame(
            {
                t("Without"): names,
                share: makeup[pair[0]].round(3),
                t("Score"): makeup["score"],
                t("Lead"): makeup["lead"],
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            share: st.column_config.NumberColumn(format="percent", help=meaning("share")),
            t("Score"): st.column_config.NumberColumn(format="%.1f"),
            t("Lead"): st.column_config.NumberColumn(
                format="%.2f", help=t("Over the best pure strategy, in points of 100")
            ),
        },
    )
    st.caption(
        t(
            "Off: returns in proportion, no synergy, no coordination, acting together; and where a rule is off, its "
            "criteria take the share-weighted mean."
        )
    )


def findings(choice: Choice) -> None:
    """The lead taken apart."""
    case = choice.case
    side = side_on_two(choice)
    setting, gates = side.setting, side.gates
    found = answers.lead_split(case, choice.scenario, choice.weights, gates, setting)
    makeup = answers.makeup(case, choice.scenario, choice.weights, gates, setting, by_rule=True)
    with side.top:
        st.title(headline(case, found), anchor=False)
        st.markdown(
            t(
                "Without any assumption about how strategies combine, a score is linear in the shares and a pure strategy "
                "is always best. So what a blend leads by comes from what is assumed; each can be set here, or switched off."
            )
        )
        additive_note(choice.method)
    with side.chart:
        split(case, found)
        without_each(case, makeup, setting["components"])
