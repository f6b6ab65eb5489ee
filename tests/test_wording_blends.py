"""Sentences about blends: results are written by hand, and so is what must be said of them."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda import language, wording_mixes
from mcda import wording_blends as blends
from mcda.blends.makeup import ASSUMPTIONS, KINDS
from mcda.case import Case

RULES = tuple(f"rule {kind}" for kind in KINDS)


def makeup(leads: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"lead": leads}).rename_axis("without")


def test_every_assumption_and_rule_has_words() -> None:
    assert set(wording_mixes.ASSUMPTION_WORDS) == {*ASSUMPTIONS, *RULES}


@pytest.mark.parametrize(
    ("leads", "sentence"),
    [
        (
            {"nothing": 2.0, "returns": 1.5, "rule first": 0.0, "rule reach": 0.7, "all of them": 0.0},
            "The lead of 2 points rests on the rule that whoever acts first sets the pace: without it, none is left.",
        ),
        (
            {"nothing": 2.0, "returns": 1.5, "rule reach": 0.7, "rule stack": 2.3, "all of them": 0.0},
            "Of the lead of 2 points, 1.3 points rest on the rule that parts add reach.",
        ),
        (
            {"nothing": 2.0, "returns": 0.0, "rule first": 0.0, "all of them": 0.0},
            "The lead of 2 points rests on rising returns to a small share and the rule that whoever acts first sets "
            "the pace: without either, none is left.",
        ),
    ],
)
def test_makeup_tells_rules_like_other_assumptions(leads: dict[str, float], sentence: str) -> None:
    assert wording_mixes.makeup_sentence(makeup(leads)) == sentence


@pytest.mark.parametrize(
    ("points", "alone", "without", "tail"),
    [
        (
            {"returns": 0.6, "rule first": 0.5, "rule stack": -0.1},
            0.0,
            0.0,
            "rising returns to a small share 0.60 and the rule that whoever acts first sets the pace 0.50; the rule "
            "that burdens add up takes 0.10 off. No assumption alone gives any lead: it takes several at once.",
        ),
        ({"coordination": 1.0}, 1.0, 0.0, "coordination 1.00."),
        ({"coordination": 0.75}, 0.5, 0.25, "coordination 0.75; 0.2 points are left with none of them."),
    ],
)
def test_split_names_what_gives_and_what_takes(
    case: Case, points: dict[str, float], alone: float, without: float, tail: str
) -> None:
    lead = sum(points.values()) + without
    table = pd.DataFrame({"points": points, "share": 1.0, "without": 0.0, "alone": alone})
    found = dataclasses.replace(mcda.lead_split(case), table=table, lead=lead, lead_without=without)
    part = "All" if without == 0 else "75 %"
    head = (
        f"{part} of the lead of {language.points(lead)} over multilateral alone is due to how we assume parts combine"
    )
    assert blends.split_sentence(case, found) == f"{head}: {tail}"


def test_no_lead_is_not_split(case: Case) -> None:
    found = mcda.lead_split(case, scenario="long_game")
    assert blends.split_sentence(case, found) == "The best mix is multilateral alone, so there is no lead to split."


@pytest.mark.parametrize(
    ("quantiles", "never", "enough", "said"),
    [
        (
            (-0.2, 0.1, 0.4),
            0.0,
            0.6,
            "in half of the draws +0.10 is enough and in 90 of 100 it takes from −0.20 to +0.40",
        ),
        (
            (-1.0, 0.1, None),
            0.08,
            0.6,
            "the easiest 5 of 100 any at all is enough and in 8 of 100 draws none is enough",
        ),
        ((0.5, None, None), 0.7, 0.0, ": in the easiest 5 of 100 +0.50 is enough and in 70 of 100 draws none is"),
        (
            (None, None, None),
            0.96,
            0.0,
            "draws: in 96 of 100 draws none is enough. The coordination drawn is enough in",
        ),
        ((None, None, None), 1.0, 0.0, "In no draw does a blend lead the best pure strategy by 1 point, however well"),
    ],
)
def test_drawn_break_even_says_never_where_it_is(
    case: Case, quantiles: tuple[Any, ...], never: float, enough: float, said: str
) -> None:
    found = dataclasses.replace(
        mcda.break_even_coordination(case),
        quantiles=dict(zip(("p05", "p50", "p95"), quantiles, strict=True)),
        p_never=never,
        p_enough=enough,
        draws=1000,
    )
    assert said in blends.break_even_drawn_sentence(case, found)


def test_break_even_without_draws_has_no_doubt_to_tell(case: Case) -> None:
    assert blends.break_even_drawn_sentence(case, mcda.break_even_coordination(case)) == ""


def test_map_tells_where_the_assumed_coordination_is_enough(case: Case) -> None:
    found = mcda.break_even_map(case, steps=4)
    contours = pd.DataFrame(
        {"share": [0, 0.25, 0.5, 0.75, 1], "zero": -1.0, "epsilon": [np.nan, 0.2, 0.1, 0.5, np.nan]}
    )
    need = "The least coordination is needed at 50 % unilateral effort"
    head = f"{need}: +0.10 for a lead of 1 point over multilateral alone"
    for assumed, tail in (
        (0.3, "; +0.30 is assumed, which is enough from 25 % to 50 %."),
        (0.1, "; +0.10 is assumed, which is enough at 50 %."),
        (0.0, "; +0.00 is assumed, which is not enough at any share."),
    ):
        assert blends.break_even_map_sentence(case, dataclasses.replace(found, contours=contours, assumed=assumed)) == (
            head + tail
        )
    never = dataclasses.replace(found, contours=contours.assign(epsilon=np.nan))
    assert blends.break_even_map_sentence(case, never).startswith("However well the parts fit, no share beats")


@pytest.mark.parametrize(
    ("shares", "jumps", "intervals", "sentence"),
    [
        (
            (0.0, 0.2, 0.4),
            (),
            ((0.25, 1.0),),
            "As coordination goes from 0 to 1, the best unilateral share goes from 0 % to 40 %. The best mix is a "
            "blend from 0.25 to 1; now it is 0.3.",
        ),
        (
            (1.0, 0.0, 0.5),
            ((0.3, 1.0, 0.0),),
            ((0.75, 1.0),),
            "As coordination goes from 0 to 1, the best unilateral share goes from 100 % to 50 %, with 0 % at least. "
            "It leaps at 0.3 from 100 % to 0 % unilateral. The best mix is a blend from 0.75 to 1; now it is 0.3.",
        ),
        (
            (0.0, 0.0, 0.0),
            (),
            (),
            "From 0 to 1 of coordination, the best mix stays at 0 % unilateral effort. A pure strategy is best all the "
            "way.",
        ),
    ],
)
def test_path_tells_the_way_its_leaps_and_where_it_is_a_blend(
    case: Case, shares: tuple[float, ...], jumps: tuple[Any, ...], intervals: Any, sentence: str
) -> None:
    found = mcda.optimum_path(case, "coordination", [0.0, 0.5, 1.0])
    columns = ["value", "unilateral_before", "unilateral_after"]
    found = dataclasses.replace(
        found,
        table=found.table.assign(unilateral=shares, multilateral=1 - np.array(shares)),
        jumps=pd.DataFrame(jumps, columns=columns),
        blend_intervals=intervals,
    )
    assert blends.path_sentence(case, found) == sentence


def test_path_over_scenarios_counts_leads_that_matter(case: Case) -> None:
    found = mcda.optimum_path(case, "scenario", ["neutral", "long_game", "chokepoint"])
    table = found.table.assign(lead=[0.9, 0.0, 1.0], unilateral=[0.3, 0.0, 0.6])
    assert blends.path_sentence(case, dataclasses.replace(found, table=table)) == (
        "A blend leads the best pure strategy by 1 point or more in 1 of 3 scenarios: Chokepoint. The best unilateral "
        "share is from 0 % (Long game) to 60 % (Chokepoint)."
    )
    alone = dataclasses.replace(found, table=table.assign(lead=np.nan))
    assert blends.path_sentence(case, alone).startswith("No pure strategy respects the limits in any of 3 scenarios.")


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("weight:speed", "the weight on speed"),
        ("score:multilateral:speed", "the speed of multilateral"),
        ("first_mover_cost", "the cost of acting first"),
        ("returns", "returns"),
    ],
)
def test_parameters_have_words(case: Case, parameter: str, words: str) -> None:
    assert blends.parameter_words(case, parameter) == words


def test_robust_blend_tells_its_merit_its_doubt_and_other_rules(case: Case) -> None:
    found = mcda.robust_blend(case, draws=1000, steps=4)
    table = found.table.assign(p_near_best=[0.1, 0.8, 0.5, 0.2, 0.0], worst_regret=[3.0, 2.0, 1.25, 4.0, 9.0])
    columns = list(found.components)
    choices = pd.DataFrame([[0.25, 0.75, 1], [0.25, 0.75, 1], [0.5, 0.5, 2]], list(found.choices.index))
    choices.columns = pd.Index([*columns, "point"])
    spread = pd.DataFrame([[0.0, 0.2, 0.2, 0.6]] * 2, columns, ["p05", "p25", "p75", "p95"])
    one = dataclasses.replace(
        found, table=table, choices=choices, best_share=spread, shares=pd.Series([0.25, 0.75], columns)
    )
    share = "The best unilateral share is 20 % in half of the draws, and from 0 % to 60 % in 90 of 100."
    assert blends.robust_sentence(case, one) == (
        "The blend that holds up best is 25 % unilateral and 75 % multilateral: within 1 point of the best in 80 of "
        f"100 draws of our assumptions, and no other more often. {share} By the rule “least worst regret” it would be "
        "50 % unilateral and 50 % multilateral."
    )
    two = dataclasses.replace(one, rule="minimax_regret", shares=pd.Series([0.5, 0.5], columns))
    assert "over 8 scenarios it is never more than 1.2 points behind the best there is" in blends.robust_sentence(
        case, two
    )
    assert blends.robust_sentence(case, two).count("By the rule") == 2


def test_surface_counts_blends_that_are_as_good_and_that_break_a_limit(case: Case) -> None:
    found = mcda.blend_surface(case, steps=4)
    table = found.table.assign(
        score=[57.0, 58.5, 58.0, 55.0, 50.0],
        lead=[0.0, 1.5, 1.0, -2.0, -7.0],
        feasible=[True, True, True, True, False],
        near_best=[False, True, True, False, False],
    )
    one = dataclasses.replace(found, table=table, best=1)
    assert blends.surface_sentence(case, one) == (
        "Of 5 blends in steps of 25 % the best is 25 % unilateral and 75 % multilateral: 58.5 of 100, 1.5 points ahead "
        "of multilateral alone; 1 other is within 1 point of it. 1 does not respect the limits."
    )
    assert "; no pure strategy respects the limits; 1 other" in blends.surface_sentence(
        case, dataclasses.replace(one, best_pure=None)
    )


def test_levers_are_named_while_few_and_doubtful_ones_told(case: Case) -> None:
    found = mcda.lever_portfolio(case, "multilateral", 2, levers=["transparency", "peer_review", "binding_rules"])
    table = found.levers.assign(uncertain=[True, False, False], chosen=[True, True, False])
    one = dataclasses.replace(
        found, levers=table, chosen=("transparency", "peer_review"), gain=1.5, effort=2.0, score=58.5
    )
    assert blends.levers_sentence(case, one) == (
        "With at most 2 of effort, multilateral gains 1.5 points by transparency and peer review (effort 2): 58.5 of "
        "100. It is not sure whether peer review would help or harm; 1 of those chosen is among them."
    )
    none = dataclasses.replace(one, chosen=(), budget=None, levers=table.assign(uncertain=False))
    assert blends.levers_sentence(case, none) == "No lever improves multilateral."


def test_time_tells_both_scores_and_the_best_mix_then(case: Case) -> None:
    found = mcda.blend_over_time(case, {"unilateral": 0.3, "multilateral": 0.7}, 24, 6)
    parts = ["unilateral", "multilateral"]
    one = dataclasses.replace(
        found,
        early=15.0,
        joint=67.0,
        averaged=54.0,
        score=57.0,
        plain_score=58.0,
        score_range=(56.5, 57.5),
        best=pd.DataFrame({"plain": [0.3, 0.7], "over_time": [0.1, 0.9]}, parts),
    )
    assert blends.time_sentence(case, one) == (
        "Before the parts align 30 % unilateral and 70 % multilateral covers 15, after it 67: 54 on average over 24 "
        "with a lag of 6. It scores 57.0 of 100, 1 point less than without the lag, and 56.5 to 57.5 whatever part of "
        "the weight on speed is the signal of being first. The best mix is then 10 % unilateral and 90 % multilateral "
        "rather than 30 % unilateral and 70 % multilateral."
    )


def test_history_names_the_nearest_with_their_distance(case: Case) -> None:
    found = mcda.nearest_history(case, "multilateral")
    table = found.table.head(2).assign(title=["One", "Two"], years=["1990", "2000-"], distance=[8.0, 12.4])
    assert blends.history_sentence(case, dataclasses.replace(found, table=table)) == (
        "By the marks given to past cases, the ones nearest to multilateral are One (1990) and Two (2000-): 8 to 12 "
        "points of 100 apart on average over the criteria that both have."
    )
    unknown = dataclasses.replace(found, table=table.assign(distance=np.nan))
    assert blends.history_sentence(case, unknown).startswith("No past case has a mark")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"a": 0.0, "b": -3.0, "best blend, kept": -2.0, "best blend, adapted": -0.5},
            "If coordination falls to −0.50, the least that the scenario holds possible, the best blend of now loses 2 "
            "points if its shares stay, 0.5 points if they adapt; first among the options is then a. Of these b loses "
            "most, 3 points; coordination leaves pure strategies as they are.",
        ),
        (
            {"a": 0.0, "b": 0.0, "best blend, kept": 0.0, "best blend, adapted": 0.0},
            "If coordination falls to −0.50, the least that the scenario holds possible, the best blend of now loses "
            "nothing; first among the options is then a. No option loses anything.",
        ),
    ],
)
def test_refuse_tells_what_is_lost_and_who_is_first_then(
    make_case: Callable[..., Case], changes: dict[str, float], sentence: str
) -> None:
    small = make_case({"a": [90, 10], "b": [10, 80]})
    now = pd.DataFrame({"option": list(changes), "at": "now", "coordination": 0.3, "change": 0.0})
    low = pd.DataFrame({"option": list(changes), "at": "low", "coordination": -0.5, "change": list(changes.values())})
    frame = pd.concat([now, low.assign(rank=[1, 2, 2, 2])])
    assert blends.refuse_sentence(small, frame) == sentence
