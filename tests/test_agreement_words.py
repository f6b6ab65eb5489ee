"""Whether the winner depends on the method, in words: every kind of vote, told without false precision."""

from collections.abc import Callable

import pandas as pd
import pytest

import mcda
from mcda import wording_methods as wording
from mcda.case import Case
from mcda.robustness import Agreement
from mcda.weights import weight_set

SUM, PRODUCT, IDEAL, REGRET = "weighted sum", "weighted product", "distance to an ideal", "summed and worst regret"
METHOD_OF = {SUM: ("additive", "wsm"), PRODUCT: ("wpm",), IDEAL: ("topsis", "codas"), REGRET: ("vikor",)}


@pytest.fixture(scope="module")
def small(make_case: Callable[..., Case]) -> Case:
    return make_case({"a": [90, 10], "b": [10, 90], "c": [40, 40]})


def voted(case: Case, firsts: dict[str, list[str]], winners: dict[str, str]) -> Agreement:
    """An agreement in which each method puts the options named in `firsts` first, all others second."""
    ranks = pd.DataFrame(
        {method: [1 if option in first else 2 for option in case.option_ids] for method, first in firsts.items()},
        index=pd.Index(case.option_ids, name="option"),
    )
    votes = dict.fromkeys(case.option_ids, 0.0)
    for winner in winners.values():
        for option in winner.split(";"):
            votes[option] += 1 / len(winner.split(";"))
    counted = pd.Series(votes)
    return Agreement(
        ranks=ranks,
        families=pd.DataFrame({"winner": winners}),
        votes=counted[counted > 0].sort_values(ascending=False, kind="stable"),
        correlations={},
        left_out={},
        scenario="only",
        weights=weight_set(case),
        case_digest=case.digest,
    )


def by_family(case: Case, **winners: str) -> Agreement:
    """Every method of a family votes as its family does."""
    named = {family: winners[key] for family, key in zip(METHOD_OF, winners, strict=False)}
    firsts = {method: winner.split(";") for family, winner in named.items() for method in METHOD_OF[family]}
    return voted(case, firsts, named)


@pytest.mark.parametrize(
    ("winners", "headline", "sentence"),
    [
        (
            "a a a a",
            "By every method, a comes first",
            "All 4 families of methods agree, and so does each of their 6 methods.",
        ),
        ("a", "By every method, a comes first", "Only one family, weighted sum, votes, and so does each"),
        ("a;b a;b", "By every method, a and b share the first place", "All 2 families of methods agree"),
        (
            "a a b a",
            "The winner depends on the method",
            "a comes first in 3 of 4 families of methods (one vote each); b by distance to an ideal.",
        ),
        (
            "a b a b",
            "The winner depends on the method",
            "a comes first in 2 of 4 families of methods (one vote each); "
            "b by weighted product and by summed and worst regret.",
        ),
        (
            "a a;c b a",
            "The winner depends on the method",
            "a comes first in 2 of 4 families of methods (one vote each); "
            "a and c share the vote of weighted product; b by distance to an ideal.",
        ),
        (
            "a;b a;b c",
            "The winner depends on the method",
            "a and b share the first place in 2 of 3 families of methods (one vote each); c by distance to an ideal.",
        ),
    ],
)
def test_every_kind_of_vote_has_its_sentence(small: Case, winners: str, headline: str, sentence: str) -> None:
    found = by_family(small, **{str(number): winner for number, winner in enumerate(winners.split())})
    assert wording.agreement_headline(small, found) == headline
    assert wording.agreement_sentence(small, found).startswith(sentence)


@pytest.mark.parametrize(
    ("strays", "words"),
    [
        ({"codas": ["b"]}, "though not each method: CODAS puts b first."),
        ({"codas": ["b"], "wsm": ["b"]}, "though not each method: Weighted sum (WSM) and CODAS put b first."),
        ({"codas": ["b", "c"]}, "though not each method: CODAS puts b and c first."),
        ({"codas": ["b"], "wsm": ["c"]}, "Weighted sum (WSM) puts c first; CODAS puts b first."),
        ({"additive": ["b"], "wsm": ["b"], "codas": ["b"], "vikor": ["c"]}, "not each method: 4 of them differ."),
    ],
)
def test_methods_that_stray_from_their_family_are_told(small: Case, strays: dict[str, list[str]], words: str) -> None:
    usual = {method: ["a"] for methods in METHOD_OF.values() for method in methods}
    found = voted(small, usual | strays, dict.fromkeys(METHOD_OF, "a"))
    assert wording.agreement_headline(small, found) == "By every family of methods, a comes first"
    assert wording.agreement_sentence(small, found).endswith(words)


def test_one_option_alone_is_told(case: Case) -> None:
    found = mcda.agreement(case, options=["unilateral"])
    assert wording.agreement_headline(case, found) == "Unilateral is the only option to rank"
    assert "With one option left" in wording.agreement_sentence(case, found)
    assert "no orders to compare" in wording.least_alike_sentence(found, "ws")


def test_the_methods_least_alike_are_those_of_the_smallest_correlation(case: Case) -> None:
    found = mcda.agreement(case, methods=["additive", "topsis", "vikor", "edas"])
    for measure, frame in found.correlations.items():
        least = min(((row, column) for row in frame for column in frame), key=lambda pair: frame.loc[pair])
        first, second = (mcda.METHODS[name].label for name in least)
        reference = f", with {first} as the reference" if measure == "ws" else ""
        expected = (
            f"Least alike are {first} and {second}: {wording.MEASURES[measure]} {frame.loc[least]:.2f}{reference}."
        )
        assert wording.least_alike_sentence(found, measure) == expected


def test_methods_with_one_order_have_no_least(case: Case) -> None:
    found = mcda.agreement(case, methods=["additive", "spotis"])
    assert wording.least_alike_sentence(found, "kendall_tau_b") == "All methods put the options in the same order."


def test_options_are_listed_by_votes_and_then_by_mean_rank_of_families(small: Case) -> None:
    found = voted(small, {"additive": ["c"], "wsm": ["b"], "wpm": ["b"]}, {SUM: "c", PRODUCT: "c"})
    # Without votes a has mean rank 2 in both families, and b (2 + 1) / 2 = 1.5 and 1.
    assert wording.in_order(found) == ["c", "b", "a"]


def test_the_caution_says_what_agreement_is_not() -> None:
    assert "Swing weights belong to the additive method" in wording.CAUTION
    assert "no evidence that the facts are right" in wording.CAUTION
