"""What is missing is said, and nothing is said to be missing that is there."""

from collections.abc import Callable

import pytest

from mcda.case import Case
from mcda.completeness import PLACEHOLDER, Gap, missing, without_anchors, without_spread
from mcda.edits.levers import with_lever
from mcda.edits.options import with_variant
from mcda.edits.tree import add_criterion, change_criterion
from mcda.independence import answered, overlap_pairs
from mcda.parts import Answer, Elicitation, Meaning
from mcda.starter import blank_case

PAGES = ("start", "objectives", "evidence", "strategies", "weights")


def said(case: Case, page: str) -> str:
    return " ".join(gap.sentence for gap in missing(case) if gap.page == page)


def settled(case: Case, **settings: object) -> Case:
    return case.replace(settings=case.settings.model_copy(update=settings))


def asked_for(case: Case, name: str, scales: str) -> Elicitation:
    return Elicitation(
        set=name,
        method="swing",
        person="",
        role="analyst",
        round=1,
        date="",
        consistency=None,
        consistency_label="",
        answers="",
        scales=scales,
    )


def reply(pair: tuple[str, str], answer: str) -> Answer:
    return Answer(kind="independence", subject=pair[0], other=pair[1], answer=answer, note="", author="", date="")


def test_gaps_come_in_the_order_of_the_pages() -> None:
    pages = [gap.page for gap in missing(blank_case("A matter"))]
    assert pages == sorted(pages, key=PAGES.index)
    assert set(pages) == set(PAGES)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("start", "No question is stated."),
        ("start", "Nothing says who decides or the horizon."),
        ("start", "baseline"),
        (
            "objectives",
            "2 criteria have an end of the scale that is not in words: “First criterion”, “Second criterion”.",
        ),
        ("objectives", "2 criteria ask no question"),
        ("evidence", "4 scores are unknown, of 4."),
        ("strategies", "2 options are not described: “Option A”, “Option B”."),
        ("weights", "1 weight set that nobody has answered for: “Equal weights”."),
    ],
)
def test_a_blank_case_lacks_what_it_leaves_open(page: str, words: str) -> None:
    assert words in said(blank_case("A matter"), page)


@pytest.mark.parametrize("part", ["question", "decision_maker", "horizon", "baseline"])
def test_what_is_stated_is_not_missing(case: Case, part: str) -> None:
    """The shipped case frames its decision in full; each part is missed once it is taken away."""
    assert said(case, "start") == ""
    assert said(settled(case, **{part: None if part == "baseline" else ""}), "start") != ""


def test_only_criteria_with_a_placeholder_lack_words(case: Case) -> None:
    assert without_anchors(case) == ()
    bare = change_criterion(case, "speed", anchor_high="")
    assert bare.catalogue["speed"].scale.anchors.high == PLACEHOLDER
    assert without_anchors(bare) == ("speed",)
    assert "1 criterion has an end of the scale that is not in words: “Speed”." in said(bare, "objectives")


def test_a_new_criterion_is_missing_in_scores_and_weights(case: Case) -> None:
    more = add_criterion(case, "deny_and_hold", "Reach")
    assert "5 scores are unknown, of 70." in said(more, "evidence")
    assert "1 criterion has no weight in any set: “Reach”." in said(more, "weights")


def test_a_score_without_a_reason_is_named(case: Case) -> None:
    first, *rest = case.cells
    bare = case.replace(cells=(first.model_copy(update={"rationale": PLACEHOLDER}), *rest))
    assert said(bare, "evidence") == "1 score has no reason."


def test_only_criteria_where_all_known_scores_agree_have_no_spread(make_case: Callable[..., Case]) -> None:
    same = make_case({"a": (40, 10), "b": (40, 20)}, {"x": "more", "y": "more"})
    assert without_spread(same) == ("x",)
    assert "“x”" in said(same, "evidence")
    unknown = [
        one.model_copy(update={"low": 0.0, "mode": None, "high": 100.0}) if one.criterion == "x" else one
        for one in same.cells
    ]
    assert without_spread(same.replace(cells=tuple(unknown))) == ()


def test_options_that_levers_tell_apart_have_spread(make_case: Callable[..., Case]) -> None:
    alone = with_lever(make_case({"a": (40, 10)}, {"x": "more", "y": "more"}), "Aid", "x", (5, 10, 15), 1)
    assert without_spread(alone) == ()
    assert without_spread(with_variant(alone, "With aid", "a", ["aid"])) == ("y",)


def test_answers_about_pairs_close_their_gap_and_a_no_opens_another(case: Case) -> None:
    first, *rest = pairs = list(overlap_pairs(case))
    assert f"{len(pairs)} pairs of criteria that may overlap" in said(case, "objectives")
    for pair in pairs:
        case = answered(case, reply(pair, "yes"))
    assert said(case, "objectives") == ""
    doubtful = answered(case, reply(first, "no"))
    assert "Adding up is doubtful for 1 pair" in said(doubtful, "objectives")
    assert rest


def test_meanings_close_the_gap_of_shares(case: Case) -> None:
    untold = case.replace(meanings=())
    assert "10 shares of blends without a meaning in practice" in said(untold, "strategies")
    told = tuple(
        Meaning(option=option.option, component=component, meaning="These items, these partners")
        for option in case.options
        for component, _ in option.shares
    )
    assert "without a meaning" not in said(case.replace(meanings=told), "strategies")


def test_sets_that_somebody_answered_for_are_not_missing_until_they_are_stale(case: Case) -> None:
    sets = case.weight_sets
    fresh = case.replace(elicitations=tuple(asked_for(case, name, case.scales_digest) for name in sets))
    assert said(fresh, "weights") == ""
    moved = change_criterion(fresh, "speed", anchor_high="In force within one day.")
    assert f"{len(sets)} weight sets are stale" in said(moved, "weights")


def test_a_sentence_names_three_and_counts_the_rest(case: Case) -> None:
    assert Gap(
        "weights", "12 weight sets that nobody has answered for: “Neutral”, “Flash crisis”, “Long game” and 9 more."
    ) in missing(case)
