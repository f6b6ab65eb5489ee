"""Weights by the best-worst method: each criterion next to the best and to the worst one."""

from collections.abc import Iterator

import streamlit as st

from mcda.case import Case
from mcda.weights import Elicited, bwm
from views.build.weights_asking import (
    Answers,
    Outcome,
    Way,
    all_swings,
    answered,
    bound,
    boxes_beside,
    by_criterion,
    lacking,
    number_box,
    solved,
)
from views.text import number, shown, t

NAME = "bwm"


def models() -> dict[str, str]:
    """How answers become weights, by the engine's name."""
    return {
        "linear": t("One set of weights (linear)"),
        "nonlinear": t("With a range for each weight (nonlinear)"),
    }


def draw(case: Case) -> None:
    labels = {one.id: one.label for one in case.catalogue.criteria}
    answers = answered(NAME)
    st.markdown(t("**Choose two.** Think of the swing from worst to best, not of the word."))
    all_swings(case)
    ends = {"best": t("Which swing matters most?"), "worst": t("Which swing matters least?")}
    for name, question in ends.items():
        tied = bound(NAME, name)
        if st.session_state[tied["key"]] not in labels:
            st.session_state[tied["key"]] = None
        st.selectbox(
            question, list(labels), index=None, format_func=labels.__getitem__, placeholder=t("not answered"), **tied
        )
    best, worst = (answers.get(name) for name in ends)
    if best not in labels or worst not in labels or best == worst:
        st.caption(t("Comparisons come next, once two different criteria are chosen."))
        return
    st.markdown(
        t(
            "**Then compare.** 1: as much; 3: moderately more; 5: strongly more; 7: very strongly more; 9: extremely more. Any number from 1 to 9 will do."
        )
    )
    st.markdown(t("How many times as much does **{best}** matter as ...", best=shown(labels[best])))
    others = [one for one in case.catalogue.criteria if one.id != best]
    boxes_beside(case, others, lambda one: _times(f"over:{one.id}", labels[best], one.label))
    st.markdown(t("How many times as much as **{worst}** does ... matter?", worst=shown(labels[worst])))
    between = [one for one in others if one.id != worst]
    boxes_beside(case, between, lambda one: _times(f"under:{one.id}", one.label, labels[worst]))
    names = models()
    st.selectbox(
        t("How the answers become weights"),
        list(names),
        format_func=names.__getitem__,
        **bound(NAME, "model", "linear"),
    )


def _times(name: str, more: str, less: str) -> None:
    label = t("How many times as much {more} matters as {less}", more=shown(more), less=shown(less))
    number_box(NAME, name, label, 1.0, 9.0, label_visibility="collapsed")


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once the best, the worst and all comparisons with them are there."""
    best, worst, ids = answers.get("best"), answers.get("worst"), case.catalogue.ids
    if best not in ids:
        return Outcome((t("Which swing matters most."),))
    if worst not in ids:
        return Outcome((t("Which swing matters least."),))
    if best == worst:
        return Outcome((t("The swing that matters most and the one that matters least must be two."),))
    over = {**by_criterion(case, answers, "over"), best: 1.0}
    under = {**by_criterion(case, answers, "under"), worst: 1.0}
    if worst in over:
        under[best] = over[worst]  # one question with one answer
    missing = (
        *lacking(case, over, t("How much more the best matters than {names}.")),
        *lacking(case, {*under, best}, t("How much more than the worst {names} matter.")),
    )
    if missing:
        return Outcome(missing)
    model = answers.get("model", "linear")
    to_all = {one: over[one] for one in ids}
    from_all = {one: under[one] for one in ids}
    return solved(lambda: bwm(to_all, from_all, model), lambda found: _advice(case, answers, found))


def _advice(case: Case, answers: Answers, found: Elicited) -> Iterator[str]:
    """The criterion whose two answers fit each other least, where the input-based ratio is past its limit."""
    limit, ratio, worst = (found.detail[one] for one in ("input_based_limit", "input_based", "worst_judgement"))
    if worst is None or limit is None or ratio <= limit:
        return
    best, least = answers["best"], answers["worst"]
    over, under, whole = answers[f"over:{worst}"], answers[f"under:{worst}"], answers[f"over:{least}"]
    yield t(
        "Look again at {criterion}: {best} matters {over} times as much as it, and it {under} times as much as {worst}, which makes {product}; but you said that {best} matters {whole} times as much as {worst}.",
        criterion=case.catalogue[worst].label,
        best=case.catalogue[best].label,
        worst=case.catalogue[least].label,
        over=number(over, 0),
        under=number(under, 0),
        product=number(over * under, 0),
        whole=number(whole, 0),
    )


def way() -> Way:
    return Way(
        NAME,
        ("bwm",),
        t("Best-worst"),
        t(
            "Compare each criterion with the one that matters most and with the one that matters least. Few questions, and contradictions show."
        ),
        3,
        draw,
        outcome,
    )
