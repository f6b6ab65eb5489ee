"""Four answers suggest a range of coordination, by a convention with the right ends."""

from itertools import product

import pytest

from mcda import coordination
from mcda.case import Case
from mcda.coordination import suggested_coordination
from mcda.errors import ArgumentError, CaseError

WORDS = (*coordination.ANSWERS, coordination.NOT_SURE)
BEST = {"same_targets": "yes", "same_list": "yes", "joint_licensing": "yes", "partner_opposition": "no"}
WORST = {"same_targets": "no", "same_list": "no", "joint_licensing": "no", "partner_opposition": "yes"}


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (BEST, (0.5, 1.0, 1.0)),
        (WORST, (-1.0, -1.0, -0.5)),
        (dict.fromkeys(BEST, "partly"), coordination.SCEPTIC),
        (dict.fromkeys(BEST, "not_sure"), (-1.0, 0.0, 1.0)),
        ({}, (-1.0, 0.0, 1.0)),
        (BEST | {"partner_opposition": "yes"}, (0.125, 0.5, 0.625)),
        (BEST | {"same_list": "partly", "joint_licensing": "not_sure"}, (-0.125, 0.5, 0.875)),
    ],
)
def test_the_mean_of_positions_with_half_a_step_of_doubt(
    answers: dict[str, str], ends: tuple[float, float, float]
) -> None:
    found = suggested_coordination(answers)
    assert (found.low, found.coordination, found.high) == pytest.approx(ends)
    assert found.answered + found.unsure == len(answers)


def test_every_set_of_answers_gives_a_range_and_doubt_widens_it() -> None:
    for words in product(WORDS, repeat=4):
        answers = dict(zip(coordination.QUESTIONS, words, strict=True))
        found = suggested_coordination(answers)
        assert -1 <= found.low <= found.coordination <= found.high <= 1
        for question in answers:
            doubt = suggested_coordination(answers | {question: "not_sure"})
            assert doubt.low <= found.low
            assert doubt.high >= found.high
            better = suggested_coordination(answers | {question: BEST[question]})
            assert better.coordination >= found.coordination
        left_out = {question: word for question, word in answers.items() if word != "not_sure"}
        same = suggested_coordination(left_out)
        assert (same.low, same.coordination, same.high) == (found.low, found.coordination, found.high)


@pytest.mark.parametrize("answers", [{"same_price": "yes"}, {"same_list": "perhaps"}])
def test_unknown_questions_and_answers_are_refused(answers: dict[str, str]) -> None:
    with pytest.raises(ArgumentError, match=r"same_price|perhaps"):
        suggested_coordination(answers)


def test_answers_are_kept_for_each_scenario_and_leave_the_range(case: Case) -> None:
    said = coordination.with_coordination_answer(case, "neutral", "same_list", "yes", "2026-11-23")
    said = coordination.with_coordination_answer(said, "neutral", "same_list", "partly")
    said = coordination.with_coordination_answer(said, "long_game", "same_list", "no")
    assert coordination.coordination_answers(said, "neutral") == {"same_list": "partly"}
    assert coordination.coordination_answers(said, "long_game") == {"same_list": "no"}
    assert said.scenarios == case.scenarios
    assert coordination.with_coordination_answer(said, "neutral", "same_list", None).answers == said.answers[1:]
    with pytest.raises(ArgumentError):
        coordination.with_coordination_answer(case, "neutral", "same_list", "perhaps")


def test_a_range_is_set_for_one_scenario_and_checked(case: Case) -> None:
    changed = coordination.with_coordination(case, "neutral", *coordination.SCEPTIC)
    one = changed.scenario("neutral")
    assert (one.coordination_low, one.coordination, one.coordination_high) == (-0.5, 0.0, 0.5)
    assert changed.scenarios[1:] == case.scenarios[1:]
    for wrong in ((0.5, 0.0, 0.5), (-2.0, 0.0, 0.5)):
        with pytest.raises(CaseError):
            coordination.with_coordination(case, "neutral", *wrong)


def test_a_scenario_that_is_not_there_is_refused(case: Case) -> None:
    with pytest.raises(ArgumentError, match="No scenario 'peace'"):
        coordination.with_coordination(case, "peace", 0.0, 0.0, 0.0)
