"""Weights by matching: how much of one criterion would be given for the whole swing of another."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from mcda.case import Case
from mcda.values import Linear, share_from_worst
from mcda.weights import Elicited, trade_off
from mcda.weights.questions import check_pairs
from views.build.weights_asking import (
    Answers,
    Outcome,
    Way,
    all_swings,
    amount,
    answered,
    bound,
    lacking,
    number_box,
    solved,
    swing_words,
)
from views.text import number, shown, t

NAME = "matching"
FITS = 1.5
"""A factor between an answer and what the others imply up to which nobody is asked to look again. Judgement."""


def draw(case: Case) -> None:
    labels = {one.id: one.label for one in case.catalogue.criteria}
    tied = bound(NAME, "reference")
    if st.session_state[tied["key"]] not in labels:
        st.session_state[tied["key"]] = None
    st.selectbox(
        t("Which swing from worst to best matters most? Everything is paid for in this one."),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=t("not answered"),
        **tied,
    )
    all_swings(case)
    answers = answered(NAME)
    reference = answers.get("reference")
    if reference not in labels:
        st.caption(t("Trades come next, once it is chosen."))
        return
    st.caption(swing_words(case.catalogue[reference]))
    for one in case.catalogue.ids:
        if one != reference:
            _trade(case, one, reference)
    checks = check_pairs(_order(case, answers))
    if checks:
        st.markdown(
            t(
                "**To check** (these may be left empty): the same kind of question between two others shows whether the answers fit each other."
            )
        )
        for of, to in checks:
            _trade(case, of, to)


def _trade(case: Case, of: str, to: str) -> None:
    """One question: what of `to` would be given for the whole swing of `of`."""
    gained, given = case.catalogue[of], case.catalogue[to]
    with st.container(gap="xxsmall"):
        left, right = st.columns([4, 1.3], vertical_alignment="center", wrap=False)
        with left:
            st.markdown(
                t(
                    "**{gained}** from worst to best: how much worse could **{given}** get in return, starting from {best}?",
                    gained=shown(gained.label),
                    given=shown(given.label),
                    best=shown(amount(given, given.best)),
                )
            )
            st.caption(swing_words(gained))
        with right:
            unit = shown(given.scale.unit)
            label = t(
                "{given} given up for {gained}, {unit}", given=shown(given.label), gained=shown(gained.label), unit=unit
            )
            span = given.scale.span
            number_box(NAME, f"amount:{of}|{to}", label, 0.0, span, span / 20.0, label_visibility="collapsed")
            st.caption(t("{unit}, at most {most}", unit=unit, most=number(span, 0 if span >= 10 else 2)))


def trades(case: Case, answers: Answers) -> dict[tuple[str, str], float]:
    """The trades that were answered and count now: those with the reference, and the checks that are shown."""
    reference = answers.get("reference")
    wanted = [(one, reference) for one in case.catalogue.ids if one != reference] + check_pairs(_order(case, answers))
    return {(str(of), str(to)): answers[f"amount:{of}|{to}"] for of, to in wanted if f"amount:{of}|{to}" in answers}


def _order(case: Case, answers: Answers) -> list[str]:
    """Criteria from the greatest weight down, once all trades with the reference are there; none before."""
    reference = answers.get("reference")
    if reference not in case.catalogue.ids:
        return []
    amounts = {one: answers.get(f"amount:{one}|{reference}") for one in case.catalogue.ids if one != reference}
    known = {one: value for one, value in amounts.items() if value is not None}
    return [reference, *sorted(known, key=lambda one: -known[one])] if len(known) == len(amounts) else []


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once everything is traded against the reference."""
    reference, ids = answers.get("reference"), case.catalogue.ids
    if reference not in ids:
        return Outcome((t("Which swing matters most."),))
    given = trades(case, answers)
    missing = lacking(
        case, {reference, *(of for of, to in given if to == reference)}, t("What {names} would be worth.")
    )
    if missing:
        return Outcome(missing)
    nothing = [case.catalogue[of].label for (of, _), value in given.items() if value <= 0]
    if nothing:
        names = ", ".join(nothing)
        return Outcome(
            (
                t(
                    "An amount above 0 for {names}: a criterion that is worth nothing can get 0 by swing or by points.",
                    names=names,
                ),
            )
        )
    criteria = case.catalogue.criteria
    curves = {
        one.id: (lambda raw, one=one: float(case.curves[one.id].value(np.asarray(share_from_worst(raw, one)))))
        for one in criteria
        if not isinstance(case.curves[one.id], Linear)
    }
    return solved(
        lambda: trade_off(
            given,
            {one.id: (one.scale.low, one.scale.high) for one in criteria},
            {one.id: one.direction.sign for one in criteria},
            curves,
        ),
        lambda found: _advice(case, found),
    )


def _advice(case: Case, found: Elicited) -> Iterator[str]:
    """The trade that the others fit least, where it is clearly off."""
    worst = found.detail.get("worst")
    if worst and worst["factor"] > FITS:
        yield t(
            "Look again at what {of} is worth in {to}: by your answer its weight is {ratio} times that of {to}; all answers together make it {fits} times.",
            of=case.catalogue[worst["of"]].label,
            to=case.catalogue[worst["to"]].label,
            ratio=number(worst["ratio"], 2),
            fits=number(worst["fits"], 2),
        )


def way() -> Way:
    return Way(
        NAME,
        ("trade_off",),
        t("Matching"),
        t(
            "Trade one criterion for another in their own units. Slower to answer, and the hardest to answer thoughtlessly."
        ),
        2,
        draw,
        outcome,
    )
