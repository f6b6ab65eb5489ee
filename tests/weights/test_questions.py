"""Enough questions to find the weights, and not too many."""

from itertools import combinations

import pytest

import mcda
from mcda.weights import ahp, srf
from mcda.weights.elicited import connected_groups
from mcda.weights.questions import FEW, ROOT, check_pairs, judgement_tree, levels, pairs, simos_cards


@pytest.mark.parametrize("n", range(1, 40))
def test_pairs_connect_everything_and_are_bearable(n: int) -> None:
    labels = [f"c{i}" for i in range(n)]
    asked = pairs(labels)
    assert len({frozenset(pair) for pair in asked}) == len(asked)
    assert len(connected_groups(labels, asked)) == 1
    if n <= FEW:
        assert asked == list(combinations(labels, 2))
    else:
        assert len(asked) == 2 * n


def test_the_pairs_of_many_are_enough_to_find_the_weights() -> None:
    true = {f"c{i}": 1.0 + i for i in range(12)}
    found = ahp({(a, b): true[a] / true[b] for a, b in pairs(list(true))})
    total = sum(true.values())
    assert found.weights.to_dict() == pytest.approx({one: value / total for one, value in true.items()})
    assert found.consistency == pytest.approx(0, abs=1e-9)


def test_the_tree_of_many_criteria_has_objectives_on_top_and_all_criteria_below() -> None:
    catalogue = mcda.read_case().catalogue
    tree = judgement_tree(catalogue)
    assert tree[ROOT] == tuple(f"objective:{one.id}" for one in catalogue.objectives)
    assert [leaf for name, leaves in tree.items() if name != ROOT for leaf in leaves] == list(catalogue.ids)


def test_few_criteria_or_one_objective_are_compared_at_once() -> None:
    catalogue = mcda.read_case().catalogue
    few = catalogue.model_copy(update={"criteria": catalogue.criteria[:FEW]})
    assert judgement_tree(few) == {ROOT: few.ids}
    one = catalogue.objectives[0].id
    alike = tuple(each.model_copy(update={"objective": one}) for each in catalogue.criteria)
    assert judgement_tree(catalogue.model_copy(update={"criteria": alike})) == {ROOT: catalogue.ids}


def test_ties_lie_together_and_gaps_between() -> None:
    ranks = {"cost": 5.0, "speed": 1.0, "trust": 5.0, "fit": 2.0}
    assert levels(ranks) == [("speed",), ("fit",), ("cost", "trust")]
    cards = simos_cards(ranks, [0, 2])
    assert cards == [("speed",), ("fit",), 2, ("cost", "trust")]
    # Steps 0, 1 and 4: with a ratio of 5 the raw weights are 1, 2, 5, 5.
    assert srf(cards, 5).weights.to_dict() == pytest.approx(
        {"speed": 1 / 13, "fit": 2 / 13, "cost": 5 / 13, "trust": 5 / 13}
    )


@pytest.mark.parametrize(
    ("order", "asked"),
    [
        ([], []),
        (["a"], []),
        (["a", "b"], []),
        (["a", "b", "c"], [("c", "b")]),
        (list("abcd"), [("c", "b"), ("d", "b")]),
    ],
)
def test_checks_are_between_others_than_the_first(order: list[str], asked: list[tuple[str, str]]) -> None:
    assert check_pairs(order) == asked
