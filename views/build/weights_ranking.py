"""Weights from nothing but an order of importance."""

import streamlit as st

from mcda.case import Case
from mcda.weights import rank_order
from mcda.weights.questions import levels
from views.build.weights_asking import Answers, Outcome, Way, bound, by_criterion, lacking, rank_boxes, solved
from views.text import t

NAME = "ranking"


def rules() -> dict[str, str]:
    """How an order becomes weights, by the engine's name."""
    return {
        "roc": t("Centroid (ROC): the middle of all weights in that order"),
        "sum": t("Rank sum: equal steps"),
        "reciprocal": t("Reciprocal: 1, 1/2, 1/3 ..."),
        "exponent": t("Squared rank sum: steeper than equal steps"),
    }


def draw(case: Case) -> None:
    st.markdown(
        t(
            "Which swing from worst to best matters most to you? Give it rank 1, the next 2, and so on; the same rank where two matter alike."
        )
    )
    rank_boxes(NAME, case, t("Rank"))
    names = rules()
    st.selectbox(
        t("How the order becomes weights"), list(names), format_func=names.__getitem__, **bound(NAME, "rule", "roc")
    )


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once every criterion has a rank."""
    ranks = by_criterion(case, answers, "rank")
    missing = lacking(case, ranks, t("A rank for {names}."))
    if missing:
        return Outcome(missing)
    rule = answers.get("rule", "roc")
    return solved(lambda: rank_order(levels(ranks), rule))


def way() -> Way:
    return Way(
        NAME,
        ("rank_order",),
        t("Ranking"),
        t("Only an order. For people who will not give numbers; the numbers then come from a rule."),
        2,
        draw,
        outcome,
    )
