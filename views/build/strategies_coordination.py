"""Coordination: how well the parts of a blend fit, by four questions for each scenario, or by hand."""

from datetime import UTC, datetime

import streamlit as st

from mcda.case import Case
from mcda.charts.strategies import coordination_chart
from mcda.coordination import (
    ANSWERS,
    NOT_SURE,
    QUESTIONS,
    SCEPTIC,
    Suggestion,
    coordination_answers,
    suggested_coordination,
    with_coordination,
    with_coordination_answer,
)
from mcda.parts import Scenario
from views import editing, state
from views.build.strategies_blends import does_it_pay
from views.build.strategies_joint import Joint, forget, joint_fault, joint_input
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t


def coordination(choice: Choice) -> None:
    """The range of κ in the scenario that the header names, and what four answers suggest."""
    case = choice.case
    scenario = case.scenario(choice.scenario)
    given = coordination_answers(case, scenario.scenario)
    found = suggested_coordination(given)
    st.subheader(_finding(scenario, found), anchor=False, help=meaning("coordination"))
    st.markdown(
        t("How well the parts of a blend fit in the scenario **{scenario}** (the header chooses another one). It is a judgement; the four questions help to make it.", scenario=shown(scenario.label))
    )  # fmt: skip
    suggested = {
        one.scenario: suggested_coordination(said)
        for one in case.scenarios
        if (said := coordination_answers(case, one.scenario))
    }
    figure(coordination_chart(case, suggested, scenario.scenario))
    left, right = st.columns(2, gap="large")
    with left:
        _questions(scenario, given)
    with right:
        _range(case, scenario, found)
        does_it_pay(choice)


def triple(low: float, likely: float, high: float) -> str:
    """A range of κ in words."""
    return t("{likely} (from {low} to {high})", likely=number(likely, 2), low=number(low, 2), high=number(high, 2))


def _finding(scenario: Scenario, found: Suggestion) -> str:
    now = triple(scenario.coordination_low, scenario.coordination, scenario.coordination_high)
    if not found.answered + found.unsure:
        return t("The case says {now}; nobody has answered the four questions", now=now)
    said = triple(found.low, found.coordination, found.high)
    if _same(scenario, found):
        return t("The case says {now}, as the answers suggest", now=now)
    return t("The answers suggest {said}; the case says {now}", said=said, now=now)


def _same(scenario: Scenario, found: Suggestion) -> bool:
    pairs = zip(
        (scenario.coordination_low, scenario.coordination, scenario.coordination_high),
        (found.low, found.coordination, found.high),
        strict=True,
    )
    return all(abs(one - other) < 1e-9 for one, other in pairs)


def question_words() -> dict[str, tuple[str, str]]:
    """Each question, and what to think of when answering it."""
    return {
        "same_targets": (
            t("Do the parts aim at the same targets?"),
            t("The same end users, companies and countries. Where they differ, each part leaves gaps that the other one's targets use."),
        ),
        "same_list": (
            t("Do they control the same list of items?"),
            t("One list, or lists that match entry by entry. What only one side controls can be bought from the other."),
        ),
        "joint_licensing": (
            t("Do they decide on licences jointly?"),
            t("Together, or by recognising each other's denials. Otherwise a denial here is a sale there."),
        ),
        "partner_opposition": (
            t("Would partners legislate against it?"),
            t("A blocking statute, a complaint at the World Trade Organization, an order not to comply."),
        ),
    }  # fmt: skip


def _questions(scenario: Scenario, given: dict[str, str]) -> None:
    words = {"no": t("No"), "partly": t("Partly"), "yes": t("Yes"), NOT_SURE: t("Not sure")}
    for question, (asked, hint) in question_words().items():
        key = editing.field(f"fit_{scenario.scenario}_{question}", given.get(question))
        st.segmented_control(
            asked,
            (*ANSWERS, NOT_SURE),
            format_func=lambda one: words[one],
            key=key,
            help=hint,
            on_change=editing.entered,
            args=(
                key,
                t("Answer on coordination in {scenario}: {question}", scenario=scenario.label, question=asked),
                lambda case, entry, asked=question: with_coordination_answer(
                    case, scenario.scenario, asked, entry, datetime.now(UTC).date().isoformat()
                ),
            ),
        )
        editing.fault(key)
    with st.expander(t("How answers become a number"), icon=":material/functions:"):
        st.markdown(
            t(
                "A convention, not a measurement. No, partly and yes stand at -1, 0 and +1; for opposition by partners a yes is the worst. The likely value is the mean of the four, each counting alike. An answer stands for half a step to either side, “not sure” and no answer for the whole scale, and the means of these ends are low and high. So the best answer to all four gives +1, the worst to all -1, and every “not sure” widens the range."
            )
        )


def _range(case: Case, scenario: Scenario, found: Suggestion) -> None:
    joint = Joint(
        name=f"coordination_{scenario.scenario}",
        label=t("Coordination in {scenario}", scenario=scenario.label),
        now={"low": scenario.coordination_low, "likely": scenario.coordination, "high": scenario.coordination_high},
        change=lambda case, said: with_coordination(case, scenario.scenario, said["low"], said["likely"], said["high"]),
    )
    said = (found.low, found.coordination, found.high)
    answered = found.answered + found.unsure
    with st.container(border=True):
        st.markdown(t("**Suggested: {range}**", range=triple(*said)) if answered else t("**No suggestion yet**"))
        if answered < len(QUESTIONS):
            st.caption(t("{n} of {all} answered; what is not counts as “not sure”.", n=answered, all=len(QUESTIONS)))
        st.button(
            t("Use these"), key="fit_use", type="primary", icon=":material/check:", disabled=not answered or _same(scenario, found),
            on_click=_use, args=(joint, scenario, said, t("Coordination in {scenario} as the four answers suggest", scenario=scenario.label)),
        )  # fmt: skip
    st.markdown(t("**In the case**"))
    with st.container(horizontal=True):
        for which, words in (("low", t("Low")), ("likely", t("Likely")), ("high", t("High"))):
            joint_input(joint, which, words, min_value=-1.0, max_value=1.0, step=0.05, format="%.2f", width=130)
    joint_fault(joint)
    st.button(
        t("Sceptic's coordination: -0.5 to 0.5"), key="fit_sceptic", icon=":material/visibility:",
        on_click=_use, args=(joint, scenario, SCEPTIC, t("A sceptic's coordination in {scenario}", scenario=scenario.label)),
        help=t("As somebody sees it who doubts that the parts will fit: they neither help nor harm each other, give or take a half."),
    )  # fmt: skip
    if scenario.scenario not in {one.subject for one in case.answers if one.kind == "coordination"}:
        st.caption(t("Where nobody answers, this range is somebody's judgement without a stated reason."))


def _use(joint: Joint, scenario: Scenario, ends: tuple[float, float, float], label: str) -> None:
    state.attempt(label, lambda case: with_coordination(case, scenario.scenario, *ends))
    if joint.draft:
        forget(joint)
