"""Which pairs are asked about, and what becomes of the answers."""

import itertools

import pytest

from mcda.case import Case
from mcda.errors import CaseError
from mcda.independence import (
    all_pairs,
    answer_to,
    answered,
    dependent,
    overlap_pairs,
    pairs_worth_asking,
    unanswered,
)
from mcda.parts import Answer
from mcda.starter import blank_case

PAIR = ("speed", "resilience")


def reply(answer: str, pair: tuple[str, str] = PAIR, kind: str = "independence", note: str = "") -> Answer:
    return Answer(kind=kind, subject=pair[0], other=pair[1], answer=answer, note=note, author="", date="")


def test_every_warning_of_the_tree_is_a_pair_in_the_order_of_the_tree(case: Case) -> None:
    order = case.catalogue.ids
    found = overlap_pairs(case)
    warned = {frozenset((one.id, other.criterion)) for one in case.catalogue.criteria for other in one.overlaps}
    assert {frozenset(pair) for pair in found} == warned
    assert all(order.index(one) < order.index(other) for one, other in found)
    assert all(found.values())


def test_pairs_with_a_warning_come_first_and_all_others_cross_objectives(case: Case) -> None:
    worth, warned = pairs_worth_asking(case), list(overlap_pairs(case))
    assert list(worth[: len(warned)]) == warned
    objective = {one.id: one.objective for one in case.catalogue.criteria}
    assert all(objective[one] != objective[other] for one, other in worth[len(warned) :])
    assert len(worth) == 12
    assert len(set(worth)) == 12


def test_a_warning_is_never_left_out_for_the_limit(case: Case) -> None:
    assert pairs_worth_asking(case, limit=1) == tuple(overlap_pairs(case))


def test_without_a_limit_every_pair_is_reached_once_and_those_across_objectives_first(case: Case) -> None:
    objective = {one.id: one.objective for one in case.catalogue.criteria}
    found = pairs_worth_asking(case, limit=1000)
    assert len(found) == len(set(found))
    assert set(found) == set(all_pairs(case))
    inside = [objective[one] == objective[other] for one, other in found[len(overlap_pairs(case)) :]]
    assert inside == sorted(inside)


def test_all_pairs_are_all_pairs(case: Case) -> None:
    assert set(all_pairs(case)) == set(itertools.combinations(case.catalogue.ids, 2))


def test_a_tree_of_one_objective_asks_about_the_pairs_in_it() -> None:
    assert pairs_worth_asking(blank_case("A matter")) == (("first_criterion", "second_criterion"),)


def test_a_new_answer_replaces_the_old_one_whichever_way_round_the_pair_is_named(case: Case) -> None:
    once = answered(case, reply("yes", note="Asked on Monday"))
    again = answered(once, reply("no", pair=PAIR[::-1]))
    assert [one.answer for one in again.answers] == ["no"]
    assert dependent(once) == ()
    assert dependent(again) == (PAIR,)
    found = answer_to(once, "independence", *PAIR[::-1])
    assert found is not None
    assert found.note == "Asked on Monday"


def test_questions_of_another_kind_are_left_alone(case: Case) -> None:
    both = answered(answered(case, reply("yes", kind="overlap")), reply("no"))
    assert {one.kind: one.answer for one in both.answers} == {"overlap": "yes", "independence": "no"}


def test_an_empty_answer_takes_the_earlier_one_away(case: Case) -> None:
    assert answered(answered(case, reply("yes")), reply("")) == case


def test_only_an_answer_about_independence_settles_a_pair(case: Case) -> None:
    assert PAIR in unanswered(answered(case, reply("yes", kind="overlap")))
    assert PAIR not in unanswered(answered(case, reply("not_sure")))


def test_an_answer_about_an_unknown_criterion_is_refused(case: Case) -> None:
    with pytest.raises(CaseError, match="nonsense"):
        answered(case, reply("yes", pair=("speed", "nonsense")))


@pytest.mark.parametrize("other", ["speed", None])
def test_an_answer_is_about_two_criteria(case: Case, other: str | None) -> None:
    alone = Answer(kind="independence", subject="speed", other=other, answer="yes", note="", author="", date="")
    with pytest.raises(CaseError, match="another criterion"):
        answered(case, alone)


def test_a_pair_cannot_have_two_answers_by_being_named_both_ways(case: Case) -> None:
    with pytest.raises(CaseError, match="one answer to each question"):
        case.replace(answers=(reply("yes"), reply("no", pair=PAIR[::-1])))
