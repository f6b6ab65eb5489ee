"""Strategies and blends: what can be chosen, what it is made of, and what is assumed about mixing."""

import streamlit as st

from mcda.completeness import missing
from mcda.errors import McdaError
from views import state
from views.build import (
    strategies_assumptions,
    strategies_blends,
    strategies_coordination,
    strategies_levers,
    strategies_options,
)
from views.build.strategies_words import headline
from views.refusals import refused
from views.text import shown, t

SIDES = {
    "Options": strategies_options.options,
    "Blends": strategies_blends.blends,
    "Levers": strategies_levers.levers,
    "Coordination": strategies_coordination.coordination,
    "Assumptions": strategies_assumptions.assumptions,
}


def page() -> None:
    choice = state.choice()
    words = {
        "Options": t("Options"),
        "Blends": t("Blends"),
        "Levers": t("Levers"),
        "Coordination": t("Coordination"),
        "Assumptions": t("Assumptions"),
    }
    st.title(headline(choice.case), anchor=False)
    # Not tabs: only what is looked at is worked out.
    side = st.segmented_control(
        t("Work on"),
        list(SIDES),
        format_func=lambda one: words[one],
        default="Options",
        required=True,
        key="side",
        bind="query-params",
        label_visibility="collapsed",
    )
    try:
        SIDES[side](choice)
    except McdaError as problem:
        refused(problem)
    _next(choice)


def _next(choice: state.Choice) -> None:
    """What is still missing here, and where it goes on."""
    gaps = [gap.sentence for gap in missing(choice.case) if gap.page == "strategies"]
    st.divider()
    if gaps:
        st.markdown(t("**Still missing here:** {gaps}", gaps=shown(" ".join(gaps))))
    else:
        st.markdown(t("Nothing is missing on this page."))
    st.page_link("views/build/weights.py", label=t("Next: Values and weights"), icon=":material/arrow_forward:")


page()
