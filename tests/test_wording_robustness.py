"""Sentences about robustness: what they say is worked out by hand, on cases small enough for that."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mcda import wording_robustness as wording
from mcda.case import Case
from mcda.robustness.acceptability import Acceptability, acceptability
from mcda.robustness.dominance import dominance
from mcda.robustness.drivers import drivers
from mcda.robustness.overturn import overturn
from mcda.robustness.regret import regret
from mcda.robustness.reversal import reversal
from mcda.robustness.stability import stability
from mcda.weights import WeightSet

# Under weights (w, 1 - w): a scores 10 + 80 w, b scores 80 - 70 w, c scores 5. They are level at w = 7 / 15.
SCORES = {"a": [90, 10], "b": [10, 80], "c": [5, 5]}


@pytest.fixture(scope="module")
def small(make_case: Callable[..., Case]) -> Case:
    return make_case(SCORES)


@pytest.fixture(scope="module")
def any_weights(small: Case) -> Acceptability:
    return acceptability(small, weights="any", sources=("weights",), draws=4000)


def with_shares(found: Acceptability, shares: dict[str, float], **changes: Any) -> Acceptability:
    """The same with other shares of first places, counted and not exact."""
    return dataclasses.replace(found, table=found.table.assign(p_first=pd.Series(shares)), exact=None, **changes)


@pytest.mark.parametrize(
    ("share", "draws", "words"),
    [
        (0.0, 1000, "no draw"),
        (0.004, 1000, "fewer than 1 of 100 draws"),
        (0.0051, 1000, "1 of 100 draws"),
        (0.744, 1000, "74 of 100 draws"),
        (0.996, 1000, "more than 99 of 100 draws"),
        (1.0, 1000, "every draw"),
        (0.3, 10, "3 of 10 draws"),
    ],
)
def test_shares_are_told_no_finer_than_draws_bear(share: float, draws: int, words: str) -> None:
    assert wording.draws_words(share, draws) == words


def test_the_option_that_is_first_most_often_is_named_with_its_loss_and_the_next(
    small: Case, any_weights: Acceptability
) -> None:
    table = any_weights.table.assign(expected_loss=[2.0, 5.0, 40.0])
    found = with_shares(dataclasses.replace(any_weights, table=table), {"a": 0.6, "b": 0.4, "c": 0.0})
    assert wording.acceptability_sentence(small, found) == (
        "a is first in 60 of 100 draws of the weights; where it is not, choosing it loses 5 points of 100 on average. "
        "Next is b, first in 40 of 100 draws."
    )


def test_an_exact_share_is_one_of_all_weights(small: Case, any_weights: Acceptability) -> None:
    assert any_weights.exact is not None
    sentence = wording.acceptability_sentence(small, any_weights)
    assert sentence.startswith("a is first under 53 % of all weights; ")  # 1 - 7/15
    assert sentence.endswith("Next is b, first under 47 % of all weights.")


@pytest.mark.parametrize(
    ("shares", "draws", "told"),
    [
        ({"a": 0.52, "b": 0.48, "c": 0.0}, 100, True),  # 0.04 apart, standard error 0.1
        ({"a": 0.52, "b": 0.48, "c": 0.0}, 100_000, False),  # 0.003
    ],
)
def test_a_lead_within_the_error_is_called_so(
    small: Case, any_weights: Acceptability, shares: dict[str, float], draws: int, told: bool
) -> None:
    sentence = wording.acceptability_sentence(small, with_shares(any_weights, shares, draws=draws))
    assert ("do not tell which of the two" in sentence) == told


def test_always_first_needs_no_second(small: Case, any_weights: Acceptability) -> None:
    found = with_shares(any_weights, {"a": 1.0, "b": 0.0, "c": 0.0})
    assert wording.acceptability_sentence(small, found) == "a is first in every draw of the weights."


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (("weights",), "the weights"),
        (("facts", "assumptions"), "the facts"),
        (("facts", "assumptions", "weights"), "our assumptions"),
    ],
)
def test_what_was_drawn_is_named(any_weights: Acceptability, sources: tuple[str, ...], words: str) -> None:
    assert wording.drawn_words(dataclasses.replace(any_weights, sources=sources)) == words


def test_what_one_would_have_to_believe(small: Case, any_weights: Acceptability) -> None:
    # a is first where w is from 7/15 to 1, on average at 11/15 = 73 %; b from 0 to 7/15, on average at 23 %.
    assert wording.belief_sentence(small, any_weights, "a") == (
        "For a to be first, you would typically have to put more on c1 (73 % against 50 % in all draws), and less on "
        "c2 (27 % against 50 %)."
    )
    assert "less on c1 (23 % against 50 %)" in wording.belief_sentence(small, any_weights, "b")
    assert wording.belief_sentence(small, any_weights, "c").startswith("c is first in no draw of the weights")


def test_few_draws_are_a_hint(small: Case, any_weights: Acceptability) -> None:
    few = with_shares(any_weights, {"a": 0.99, "b": 0.01, "c": 0.0}, draws=100)
    assert "rests on 1 draw and is only a hint" in wording.belief_sentence(small, few, "b")
    assert "hint" not in wording.belief_sentence(small, few, "a")


@pytest.mark.parametrize(
    ("weights", "facts", "begins"),
    [
        ({"a": 0.9, "b": 0.1}, {"a": 0.6, "b": 0.4}, "Doubt about the facts matters more"),
        ({"a": 0.6, "b": 0.4}, {"a": 0.9, "b": 0.1}, "Doubt about the weights matters more"),
        ({"a": 0.6, "b": 0.4}, {"a": 0.61, "b": 0.39}, "Weights and facts are in doubt alike"),
    ],
)
def test_the_doubt_that_leaves_the_winner_less_sure_matters_more(
    small: Case, weights: dict[str, float], facts: dict[str, float], begins: str
) -> None:
    frame = pd.DataFrame({"weights only": weights, "facts only": facts, "both": {"a": 0.55, "b": 0.45}})
    sentence = wording.doubts_sentence(small, frame)
    assert sentence.startswith(begins)
    assert sentence.endswith("if both are, in 55 of 100 draws.")


def test_another_winner_by_one_doubt_alone_is_named(small: Case) -> None:
    shares = {"weights only": {"a": 0.9, "b": 0.1}, "facts only": {"a": 0.2, "b": 0.8}, "both": {"a": 0.6, "b": 0.4}}
    assert wording.doubts_sentence(small, pd.DataFrame(shares)).endswith(
        "a is first in 90 of 100 draws; if only the facts are, b is first in 80 of 100 draws; if both are, a is first "
        "in 60 of 100 draws."
    )


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        # Lead (w1 = w2 = 1/2): (60 - 40 + 50 - 50) / 2 = 10 points; b needs 40 + 20 = 60 on c1, within 40 to 80.
        (
            {"a": [60, 50], "b": [(30, 40, 80), 50]},
            "b would make up the 10 points to a if c1 of b goes from 40 to 60 points. That is within the evidence "
            "range.",
        ),
        # 20 points up of the 5 that the range allows: 4 times as far.
        (
            {"a": [60, 50], "b": [(30, 40, 45), 50]},
            "No single change within its evidence range makes up the 10 points from b to a. The nearest is that c1 of "
            "b goes from 40 to 60 points: 4 times as far as the range goes.",
        ),
        # 20 points up of the 19.5 that the range allows: 1.03 times as far, which is not told as 1.
        (
            {"a": [60, 50], "b": [(30, 40, 59.5), 50]},
            "No single change within its evidence range makes up the 10 points from b to a. The nearest is that c1 of "
            "b goes from 40 to 60 points, just beyond the range.",
        ),
    ],
)
def test_what_would_have_to_be_true(
    make_case: Callable[..., Case], scores: dict[str, list[object]], sentence: str
) -> None:
    it = make_case(scores)
    assert wording.overturn_sentence(it, overturn(it, "a", "b")) == sentence


def test_a_change_of_weights_is_told_in_points_that_change_hands(small: Case) -> None:
    # From 1/2 to 7/15, where a and b are level, are 3.3 points; weights without a range leave no room.
    assert wording.overturn_sentence(small, overturn(small, "a", "b")) == (
        "No single change within its evidence range makes up the 5 points from b to a. It would take, for one, that "
        "all weights move together, 3.3 points of 100 changing hands and none moving by more than 3.3 points; the "
        "range leaves no room for that."
    )


@pytest.mark.parametrize(
    ("scores", "spread", "sentence"),
    [
        # b leads c for w1 above 2/3 and a for w1 above 3/5: level with all others at 2/3, 16.7 points of 100 on.
        ({"a": [40, 80], "b": [60, 50], "c": [50, 70]}, 0.0, "No weights within their ranges make b first of all. It "
         "would take, for one, that all weights move together, 17 points of 100 changing hands and none moving by more "
         "than 17 points; their ranges leave no room for that."),
        ({"a": [40, 80], "b": [60, 50], "c": [50, 70]}, 0.1, "No weights within their ranges make b first of all. The "
         "nearest is that all weights move together, 17 points of 100 changing hands and none moving by more than "
         "17 points: 1.7 times as far as the ranges go."),
        ({"a": [40, 80], "b": [60, 50], "c": [50, 70]}, 0.2, "b would come first of all if all weights move together, "
         "17 points of 100 changing hands and none moving by more than 17 points. That is within the evidence range."),
        ({"a": [60, 80], "b": [60, 50], "c": [70, 40]}, 0.2, "No weights make b first of all, whatever their ranges."),
    ],
)  # fmt: skip
def test_what_would_make_an_option_first_of_all(
    make_case: Callable[..., Case], scores: dict[str, list[object]], spread: float, sentence: str
) -> None:
    it = make_case(scores)
    half = np.array([0.5, 0.5])
    weights = WeightSet("only", "only", ("c1", "c2"), half - spread, half, half + spread)
    assert wording.overturn_sentence(it, overturn(it, "a", "b", weights=weights), "first") == sentence


def test_what_nothing_can_overturn(make_case: Callable[..., Case]) -> None:
    # On c1, 40 points behind and no more than 10 to go, either way; all the weight is there.
    it = make_case({"a": [100, 0], "b": [50, 0]}, weights=[100, 0])
    found = overturn(it, "a", "b")
    never = dataclasses.replace(found, table=found.table.assign(grade="impossible"))
    assert wording.overturn_sentence(it, never) == (
        "b is 50 points behind a, and no weights, no single score and no coordination make it up."
    )


def test_what_drives_a_lead(make_case: Callable[..., Case]) -> None:
    # Only c1 of b is in doubt: it has all of the doubt, and at 80 it turns the lead of 10 points to -10.
    it = make_case({"a": [60, 50], "b": [(30, 40, 80), 50]})
    found = drivers(it, "a", "b", draws=64)
    exact = dataclasses.replace(found, indices=found.indices.assign(total=1.0))
    assert wording.drivers_sentence(it, exact) == (
        "a leads b by 10 points; most of the doubt about that comes from c1 of b (100 %). C1 of b alone, within its "
        "range, could turn it round."
    )
    small_part = dataclasses.replace(found, indices=found.indices.assign(total=0.2))
    assert "its greatest doubts come from c1 of b (20 %)" in wording.drivers_sentence(it, small_part)


def test_a_lead_without_doubt(small: Case) -> None:
    assert wording.drivers_sentence(small, drivers(small, "b", "a", draws=16)) == (
        "b is behind a by 5 points, and nothing that is uncertain moves that."
    )


def test_the_safest_choice(case: Case, small: Case) -> None:
    assert wording.regret_sentence(small, regret(small)) == (
        "a is best in every scenario, so nothing is lost in hindsight. Next is b, up to 5 points behind."
    )
    found = regret(case)
    worst = float(found.regret.loc[found.choice].max())
    sentence = wording.regret_sentence(case, found)
    assert sentence.startswith(f"{case.labels[str(found.choice)]} is the safest choice")
    assert f"never more than {worst:.1f} points of 100 behind" in sentence
    assert "only a hint" in wording.regret_sentence(case, regret(case, own_weights=True))


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (
            {"a": [90, 10], "b": [10, 80]},
            "No option is dominated: none is at least as good as another on every criterion and better on one, so the "
            "choice depends on the weights.",
        ),
        (
            SCORES,
            "1 of 3 options is dominated, so no weights put it first alone: c by a and b, whatever the facts within "
            "their ranges.",
        ),
        (
            {"a": [90, 90], "b": [(0, 10, 100), 80]},
            "1 of 2 options is dominated, so no weights put it first alone: b by a, though not surely: within the "
            "ranges it may turn out otherwise.",
        ),
    ],
)
def test_who_is_dominated(make_case: Callable[..., Case], scores: dict[str, list[object]], sentence: str) -> None:
    it = make_case(scores)
    assert wording.dominance_sentence(it, dominance(it)) == sentence


def test_whether_ranks_reverse(case: Case, small: Case) -> None:
    assert wording.reversal_sentence(small, reversal(small)) == (
        "Under Additive value the order of the others does not move, whichever option is dropped or copied, nor if a "
        "worse one is added."
    )
    found = reversal(case, method="topsis")
    sentence = wording.reversal_sentence(case, found)
    assert f"{len(found.reversals)} of {len(found.table)} changes" in sentence
    assert f"{int(found.reversals['winner_changed'].sum())} change who comes first" in sentence


def test_options_that_share_the_first_place_before_ranks_reverse(make_case: Callable[..., Case]) -> None:
    # a and c mirror each other and so do b and d, which lie below them: without b, a alone is nearest the ideal.
    level = make_case({"a": [75, 100], "b": [50, 75], "c": [100, 75], "d": [75, 50]})
    sentence = wording.reversal_sentence(level, reversal(level, method="topsis"))
    assert "if b is dropped, a comes first instead of a and c." in sentence


def test_the_weight_that_moves_the_ranking(small: Case) -> None:
    # b passes a where w falls from 1/2 to 7/15 = 46.7 %; c2, which then rises, is as near.
    found = stability(small, what="ranking")
    assert wording.stability_sentence(small, found) == (
        "The weight to watch is c1: if it falls from 50.0 % to 46.7 %, b passes a."
    )
    assert wording.search_sentence(found) == ""
    assert "steps of 0.05 points" in wording.search_sentence(stability(small, method="topsis"))
