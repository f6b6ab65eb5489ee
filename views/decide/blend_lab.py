"""Blend lab: strategies in any share, when a blend pays, how robust it is, and how much of that is assumption."""

import streamlit as st

from mcda.errors import McdaError
from views import state
from views.decide import (
    blend_lab_fit,
    blend_lab_lead,
    blend_lab_levers,
    blend_lab_three,
    blend_lab_time,
    blend_lab_two,
)
from views.decide.blend_lab_shared import components_of, way_to_options
from views.refusals import refused
from views.text import t

SIDES = {
    "Two parts": blend_lab_two.findings,
    "Three parts": blend_lab_three.findings,
    "Fit": blend_lab_fit.findings,
    "What the lead is made of": blend_lab_lead.findings,
    "Levers": blend_lab_levers.findings,
    "Time and history": blend_lab_time.findings,
}


def names_of_sides() -> dict[str, str]:
    """Each side's name, as the reader reads it."""
    return {
        "Two parts": t("Two parts"),
        "Three parts": t("Three parts"),
        "Fit": t("Fit"),
        "What the lead is made of": t("What the lead is made of"),
        "Levers": t("Levers"),
        "Time and history": t("Time and history"),
    }


def page() -> None:
    choice = state.choice()
    if len(components_of(choice.case)) < 2:
        st.title(t("This case has nothing to blend"), anchor=False)
        st.markdown(t("Blends need at least two options of the kind “component”: pure strategies that can be mixed."))
        way_to_options()
        return
    names = names_of_sides()
    # Not tabs: only what is looked at is worked out.
    side = st.segmented_control(
        t("Question"),
        list(SIDES),
        default="Two parts",
        format_func=names.__getitem__,
        required=True,
        key="view",
        bind="query-params",
        help=t(
            "Two or three parts: which share? Fit: how well must partners fit? The lead: how much of it is "
            "assumption? Levers: what to add? Time: what if partners join late, and has it been tried?"
        ),
    )
    top = st.container()
    try:
        SIDES[side](choice)
    except McdaError as problem:
        with top:
            st.title(t("These limits and assumptions leave no answer"), anchor=False)
            refused(problem)


page()
