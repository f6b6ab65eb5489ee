"""Robustness: how sure the ranking is, by what is in doubt."""

import streamlit as st

from mcda.errors import McdaError
from views import state
from views.decide import robustness_both, robustness_evidence, robustness_scenarios, robustness_weights
from views.gates import gates_of
from views.refusals import refused
from views.text import t

SIDES = {
    "Weights": robustness_weights.findings,
    "Evidence": robustness_evidence.findings,
    "Both": robustness_both.findings,
    "Scenarios": robustness_scenarios.findings,
}


def page() -> None:
    choice = state.choice()
    names = {"Weights": t("Weights"), "Evidence": t("Evidence"), "Both": t("Both"), "Scenarios": t("Scenarios")}
    # Not tabs: only what is looked at is worked out, and a click away ends what runs.
    side = st.segmented_control(
        t("In doubt"),
        list(SIDES),
        default="Both",
        format_func=names.__getitem__,
        required=True,
        key="doubt",
        bind="query-params",
        help=t(
            "Weights: what matters. Evidence: scores, levers and assumptions. Both: all at once. Scenarios: what the world is like."
        ),
    )
    top = st.container()
    gates = gates_of(choice)
    with top:
        try:
            SIDES[side](choice, gates)
        except McdaError as problem:
            refused(problem)


page()
