"""Coordination by four questions: from plain answers to a range of κ, by a stated convention.

How well the parts of a blend fit is a judgement, and few people can give it as a number from -1 to +1. Four
questions stand for it: same targets? same list? joint licensing? would partners legislate against it?
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.parts import Answer

QUESTIONS = {"same_targets": 1, "same_list": 1, "joint_licensing": 1, "partner_opposition": -1}
"""The questions, and which way a yes points: +1 for a better fit, -1 for a worse one."""
ANSWERS = {"no": -1.0, "partly": 0.0, "yes": 1.0}
"""How far towards yes each answer goes; `not_sure` is the fourth answer and leaves the whole range open."""
NOT_SURE = "not_sure"
HALF_STEP = 0.5
"""Half the distance between two neighbouring answers: what one answer cannot tell apart."""
SCEPTIC = (-0.5, 0.0, 0.5)
"""The range of κ for somebody who doubts that the parts will fit; also what four times "partly" gives."""


@dataclass(frozen=True)
class Suggestion:
    """A range of coordination that answers suggest.

    Attributes
    ----------
    low, coordination, high
        From -1 to 1, in rising order.
    answered
        Questions with an answer of no, partly or yes.
    unsure
        Questions where the answer is that nobody is sure.
    """

    low: float
    coordination: float
    high: float
    answered: int
    unsure: int


def suggested_coordination(answers: Mapping[str, str]) -> Suggestion:
    """The range of κ that answers to the four questions suggest: a convention, not a measurement.

    Each question gets a position from -1 (worst for the fit) to +1 (best): no, partly and yes are -1, 0 and +1,
    turned round for partner opposition, where a yes is the worst. The most likely κ is the mean of the four
    positions, each question counting alike, because nothing says which of them matters more. So the best answer to
    all gives +1 and the worst to all -1, which are the ends that κ is defined by.

    An answer on a scale of three steps stands for all positions nearer to it than to another step: half a step,
    0.5, to either side, as far as the scale goes. "Not sure" stands for the whole scale, with its middle, 0, as the
    most likely; a question without an answer counts as "not sure". Low and high are the means of these ends.

    Parameters
    ----------
    answers
        By question (`same_targets`, `same_list`, `joint_licensing`, `partner_opposition`): `no`, `partly`, `yes` or
        `not_sure`. Questions may be left out.

    Raises
    ------
    ArgumentError
        For a question or an answer that is not known.

    Examples
    --------
    >>> best = {"same_targets": "yes", "same_list": "yes", "joint_licensing": "yes", "partner_opposition": "no"}
    >>> suggested_coordination(best)
    Suggestion(low=0.5, coordination=1.0, high=1.0, answered=4, unsure=0)
    >>> suggested_coordination(best | {"same_list": "not_sure"})
    Suggestion(low=0.125, coordination=0.75, high=1.0, answered=3, unsure=1)
    """
    ranges = [(-1.0, 0.0, 1.0)] * (len(QUESTIONS) - len(answers))
    for question, answer in answers.items():
        if question not in QUESTIONS:
            raise ArgumentError(f"No question {question!r} on coordination. Questions: {', '.join(QUESTIONS)}.")
        ranges.append(_positions(question, answer))
    low, mode, high = (sum(ends) / len(QUESTIONS) for ends in zip(*ranges, strict=True))
    unsure = sum(answer == NOT_SURE for answer in answers.values())
    return Suggestion(low, mode, high, len(answers) - unsure, unsure)


def _positions(question: str, answer: str) -> tuple[float, float, float]:
    if answer == NOT_SURE:
        return (-1.0, 0.0, 1.0)
    if answer not in ANSWERS:
        raise ArgumentError(f"answer = {answer!r}; one of {', '.join((*ANSWERS, NOT_SURE))} is needed.")
    at = QUESTIONS[question] * ANSWERS[answer]
    return (max(at - HALF_STEP, -1.0), at, min(at + HALF_STEP, 1.0))


def coordination_answers(case: Case, scenario: str) -> dict[str, str]:
    """What was answered for one scenario, by question; words that are no answer here are left out."""
    words = (*ANSWERS, NOT_SURE)
    return {
        str(one.other): one.answer
        for one in case.answers
        if one.kind == "coordination" and one.subject == scenario and one.other in QUESTIONS and one.answer in words
    }


def with_coordination_answer(case: Case, scenario: str, question: str, answer: str | None, date: str = "") -> Case:
    """The case with an answer to one question on one scenario; None takes it away. The range of κ stays.

    Raises
    ------
    ArgumentError
        For a question or an answer that is not known.
    """
    key = ("coordination", scenario, question)
    kept = tuple(one for one in case.answers if (one.kind, one.subject, one.other) != key)
    if answer is None:
        return case.replace(answers=kept)
    suggested_coordination({question: answer})
    said = Answer(kind=key[0], subject=scenario, other=question, answer=answer, note="", author="", date=date)
    return case.replace(answers=(*kept, said))


def with_coordination(case: Case, scenario: str, low: float, coordination: float, high: float) -> Case:
    """The case with another range of κ in one scenario.

    Raises
    ------
    ArgumentError
        If there is no such scenario.
    CaseError
        For numbers outside -1 to 1, or not in rising order.
    """
    wanted = case.scenario(scenario).scenario
    numbers = {"coordination_low": low, "coordination": coordination, "coordination_high": high}
    return case.replace(
        scenarios=tuple(one.model_copy(update=numbers) if one.scenario == wanted else one for one in case.scenarios)
    )


__all__ = [
    "ANSWERS",
    "NOT_SURE",
    "QUESTIONS",
    "SCEPTIC",
    "Suggestion",
    "coordination_answers",
    "suggested_coordination",
    "with_coordination",
    "with_coordination_answer",
]
