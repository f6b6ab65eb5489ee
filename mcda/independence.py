"""Preference independence: which pairs of criteria to ask about, and what has been answered.

Adding values up is sound only where a step on one criterion is worth the same whatever another one is (Keeney &
Raiffa 1976, chapter 3). Nobody can be asked about every pair, so the pairs most likely to fail come first.
"""

from collections.abc import Iterator
from itertools import combinations, zip_longest

from mcda.case import Case
from mcda.parts import Answer

Pair = tuple[str, str]
"""Two criteria, in catalogue order."""

ANSWERS = ("yes", "no", "not_sure")
"""What can be answered to: is a step on the one worth the same whatever the other is?"""

FIRST = 12
"""How many pairs are put to somebody unasked; all others can be looked up."""


def overlap_pairs(case: Case) -> dict[Pair, str]:
    """Pairs that the value tree warns of, each with its warning."""
    order = case.catalogue.ids
    warned: dict[Pair, str] = {}
    for criterion in case.catalogue.criteria:
        for overlap in criterion.overlaps:
            pair = in_order(order, criterion.id, overlap.criterion)
            warned[pair] = f"{warned[pair]} {overlap.warning}" if pair in warned else overlap.warning
    return warned


def in_order(order: tuple[str, ...], one: str, other: str) -> Pair:
    """The pair as it stands in `order`, so that a pair has one name."""
    return (one, other) if order.index(one) <= order.index(other) else (other, one)


def all_pairs(case: Case) -> tuple[Pair, ...]:
    """Every pair of criteria."""
    return tuple(combinations(case.catalogue.ids, 2))


def pairs_worth_asking(case: Case, limit: int = FIRST) -> tuple[Pair, ...]:
    """Pairs to ask about first: those with a warning, then pairs across objectives, then pairs within one.

    The pairs across objectives take turns: the first criteria of each two objectives, then the second ones, so that
    few questions touch much of the tree.

    Parameters
    ----------
    limit
        How many at most; a pair with a warning is never left out for it.

    Examples
    --------
    >>> from mcda.folder import read_case
    >>> pairs_worth_asking(read_case(), limit=3)[0]
    ('speed', 'adaptability')
    """
    warned = overlap_pairs(case)
    rest = (pair for pair in dict.fromkeys([*_across(case), *all_pairs(case)]) if pair not in warned)
    return (*warned, *(pair for pair, _ in zip(rest, range(limit - len(warned)), strict=False)))


def _across(case: Case) -> Iterator[Pair]:
    """Pairs of criteria that serve different objectives."""
    leaves = [[one.id for one in case.catalogue.under(objective.id)] for objective in case.catalogue.objectives]
    order = case.catalogue.ids
    turns = [
        [
            in_order(order, one, other)
            for shift in range(max(len(left), len(right)))
            for one, other in _turn(left, right, shift)
        ]
        for left, right in combinations(leaves, 2)
        if left and right
    ]
    for row in zip_longest(*turns):
        yield from (pair for pair in row if pair is not None)


def _turn(left: list[str], right: list[str], shift: int) -> Iterator[Pair]:
    """Each of the shorter list with another one of the longer, moved on by `shift`."""
    if len(left) >= len(right):
        yield from ((left[(i + shift) % len(left)], one) for i, one in enumerate(right))
    else:
        yield from ((one, right[(i + shift) % len(right)]) for i, one in enumerate(left))


def answer_to(case: Case, kind: str, one: str, other: str) -> Answer | None:
    """What was answered about two criteria, in whichever order they were named; None where nothing was."""
    for answer in case.answers:
        if answer.kind == kind and {answer.subject, answer.other} == {one, other}:
            return answer
    return None


def answered(case: Case, given: Answer) -> Case:
    """The case with an answer about a pair of criteria in place of any earlier one.

    An empty answer takes the earlier one away.

    Raises
    ------
    CaseError
        If the answer names a criterion that the case does not have.
    """
    pair = {given.subject, given.other}
    others = tuple(one for one in case.answers if one.kind != given.kind or {one.subject, one.other} != pair)
    return case.replace(answers=(*others, given) if given.answer else others)


def unanswered(case: Case) -> tuple[Pair, ...]:
    """Pairs with a warning about which nobody has answered whether the one is worth the same whatever the other."""
    return tuple(pair for pair in overlap_pairs(case) if answer_to(case, "independence", *pair) is None)


def dependent(case: Case) -> tuple[Pair, ...]:
    """Pairs whose answer was no: adding their values up is doubtful."""
    order = case.catalogue.ids
    return tuple(
        in_order(order, one.subject, one.other)
        for one in case.answers
        if one.kind == "independence" and one.answer == "no" and one.other
    )


__all__ = [
    "ANSWERS",
    "FIRST",
    "Pair",
    "all_pairs",
    "answer_to",
    "answered",
    "dependent",
    "in_order",
    "overlap_pairs",
    "pairs_worth_asking",
    "unanswered",
]
