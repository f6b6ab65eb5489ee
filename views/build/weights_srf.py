"""Weights by the revised Simos procedure: cards in a row, with blank cards between them."""

from itertools import pairwise

import streamlit as st

from mcda.case import Case
from mcda.weights import srf
from mcda.weights.questions import levels, simos_cards
from views.build.weights_asking import (
    Answers,
    Outcome,
    Way,
    answered,
    by_criterion,
    lacking,
    number_box,
    rank_boxes,
    solved,
)
from views.text import shown, t

NAME = "srf"


def draw(case: Case) -> None:
    st.markdown(
        t(
            "**Lay the cards in a row.** One card a criterion: place 1 is the swing that matters least, 2 the next, and so on; cards that matter alike lie on the same place."
        )
    )
    rank_boxes(NAME, case, t("Place"))
    ranks = by_criterion(case, answered(NAME), "rank")
    if len(ranks) < len(case.catalogue.ids):
        st.caption(t("Blank cards come next, once each card has its place."))
        return
    labels = {one.id: one.label for one in case.catalogue.criteria}
    row = [" = ".join(labels[one] for one in level) for level in levels(ranks)]
    if len(row) > 1:
        st.markdown(
            t(
                "**Put blank cards between.** None means that two neighbours are one step apart; each blank card makes the step one wider."
            )
        )
    for gap, (lower, upper) in enumerate(pairwise(row)):
        left, right = st.columns([4, 1.3], vertical_alignment="center", wrap=False)
        left.markdown(t("Between **{lower}** and **{upper}**", lower=shown(lower), upper=shown(upper)))
        with right:
            label = t("Blank cards between {lower} and {upper}", lower=shown(lower), upper=shown(upper))
            number_box(NAME, f"blank:{gap}", label, 0.0, 50.0, 1.0, label_visibility="collapsed")
    st.markdown(t("**Then one number.**"))
    number_box(
        NAME,
        "ratio",
        t("How many times as much does {top} matter as {bottom}?", top=shown(row[-1]), bottom=shown(row[0])),
        1.0,
        1000.0,
    )


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once cards, blank cards and the ratio are there. A gap left empty has no blank cards."""
    ranks = by_criterion(case, answers, "rank")
    missing = lacking(case, ranks, t("A place for {names}."))
    if missing:
        return Outcome(missing)
    gaps = len(levels(ranks)) - 1
    if not gaps:
        return Outcome((t("At least two places: all cards lie on one."),))
    ratio = answers.get("ratio")
    if ratio is None or ratio <= 1:
        return Outcome((t("How many times as much the last matters as the first: a number above 1."),))
    cards = simos_cards(ranks, [int(answers.get(f"blank:{gap}", 0)) for gap in range(gaps)])
    return solved(lambda: srf(cards, ratio))


def way() -> Way:
    return Way(
        NAME,
        ("srf",),
        t("Cards (revised Simos)"),
        t("Lay cards in order and put blank cards between. For people who think in steps rather than in numbers."),
        2,
        draw,
        outcome,
    )
