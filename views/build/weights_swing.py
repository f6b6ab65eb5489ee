"""Weights by swing: first the order in which swings would be made, then points next to the first."""

from collections.abc import Iterator
from itertools import pairwise

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.weights import Elicited, swing
from views.build.weights_asking import (
    Answers,
    Outcome,
    Way,
    answered,
    boxes_beside,
    by_criterion,
    lacking,
    number_box,
    rank_boxes,
    solved,
)
from views.text import number, shown, t

NAME = "swing"


def draw(case: Case) -> None:
    st.markdown(
        t(
            "**First the order.** Imagine an option that is worst on everything. Which criterion would you first bring from worst to best? Give it rank 1, the next 2, and so on; the same rank where you cannot decide."
        )
    )
    rank_boxes(NAME, case, t("Rank"))
    ranks = by_criterion(case, answered(NAME), "rank")
    if len(ranks) < len(case.catalogue.ids):
        st.caption(t("Points come next, once each criterion has a rank."))
        return
    order = sorted(case.catalogue.criteria, key=lambda one: ranks[one.id])
    first = [one for one in order if ranks[one.id] == ranks[order[0].id]]
    st.markdown(
        t(
            "**Then points.** Bringing {first} from worst to best counts 100. How much does each other swing count next to that? Half as much is 50; 0 is nothing at all.",
            first=shown(", ".join(one.label for one in first)),
        )
    )

    def box(criterion: Criterion) -> None:
        label = f"{t('Points')}: {shown(criterion.label)}"
        number_box(NAME, f"points:{criterion.id}", label, 0.0, 100.0, 5.0, label_visibility="collapsed")

    boxes_beside(case, order[len(first) :], box)


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once every criterion has a rank and points; `again` holds the points of an earlier round."""
    ranks, points = by_criterion(case, answers, "rank"), by_criterion(case, answers, "points")
    missing = lacking(case, ranks, t("A rank for {names}."))
    if missing:
        return Outcome(missing)
    best = min(ranks.values())
    points |= {one: 100.0 for one, rank in ranks.items() if rank == best}
    missing = lacking(case, points, t("Points for {names}."))
    if missing:
        return Outcome(missing)
    again = answers.get("again")
    usable = isinstance(again, dict) and set(again) == set(points) and max(again.values()) == 100
    in_order = {one: points[one] for one in case.catalogue.ids}
    return solved(
        lambda: swing(in_order, again if usable else None), lambda found: _advice(case, ranks, in_order, found)
    )


def _advice(case: Case, ranks: dict[str, float], points: dict[str, float], found: Elicited) -> Iterator[str]:
    """Neighbours in the order whose points say the opposite, and what moved most since the last round."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    for upper, lower in pairwise(sorted(points, key=lambda one: ranks[one])):
        if ranks[upper] < ranks[lower] and points[upper] < points[lower]:
            yield t(
                "Look again at {upper} and {lower}: you ranked {upper} first, yet gave {lower} more points ({more} against {less}).",
                upper=labels[upper],
                lower=labels[lower],
                more=number(points[lower], 0),
                less=number(points[upper], 0),
            )
        elif ranks[upper] == ranks[lower] and points[upper] != points[lower]:
            yield t(
                "Look again at {upper} and {lower}: you gave both the same rank, yet {less} and {more} points.",
                upper=labels[upper],
                lower=labels[lower],
                less=number(points[upper], 0),
                more=number(points[lower], 0),
            )
    yield from moved_most(case, found)


def moved_most(case: Case, found: Elicited) -> Iterator[str]:
    """The criterion whose weight moved most since it was asked before, where it moved by more than 5 points of 100."""
    worst = found.detail.get("worst")
    if worst and abs(worst["first"] - worst["second"]) > 0.05:
        yield t(
            "Look again at {criterion}: it now weighs {now} %, and {before} % when you were asked before.",
            criterion=case.catalogue[worst["criterion"]].label,
            now=number(100 * worst["first"]),
            before=number(100 * worst["second"]),
        )


def way() -> Way:
    return Way(
        NAME,
        ("swing",),
        t("Swing"),
        t(
            "Order the swings from worst to best, then give points. The usual way; asks about what the scales really span."
        ),
        2,
        draw,
        outcome,
    )
