"""What a blend's lead is made of: without each assumption, and split among all of them."""

import json
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SCENARIOS

import mcda
from mcda.blends import best_blend, lead_makeup
from mcda.blends.makeup import LeadSplit, lead_split
from mcda.case import Case

FINE = np.linspace(0, 1, 10_001)
GRID = np.linspace(0, 1, 2001)
THREE = ("unilateral", "multilateral", "minilateral")
MAKEUP: dict[str, dict[str, Any]] = {
    "nothing": {},
    "returns": {"q": 1.0},
    "synergy": {"sigma": 0.0},
    "coordination": {"kappa": 0.0},
    "acting first": {"act_first": False},
    "all of them": {"q": 1.0, "sigma": 0.0, "kappa": 0.0, "act_first": False},
}
KINDS = ("first", "reach", "trust", "stack")


def without_rules(oracle: Any, *kinds: str) -> list[str]:
    return ["mean" if rule in kinds else rule for rule in oracle.rules]


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game"])
def test_what_a_lead_is_made_of(case: Case, oracle: Any, scenario: str) -> None:
    """Each row is the best mix without one assumption, by brute force; without any, no blend leads."""
    table = lead_makeup(case, scenario=scenario)
    assert list(table.index) == list(MAKEUP)
    for name, assumptions in MAKEUP.items():
        scores = oracle.curve(scenario, FINE, **assumptions)
        assert table.loc[name, "score"] == pytest.approx(scores.max(), abs=1e-4), name
        assert table.loc[name, "lead"] == pytest.approx(scores.max() - scores[[0, -1]].max(), abs=1e-4), name
        assert table.loc[name, ["unilateral", "multilateral"]].sum() == pytest.approx(1)
    assert table.loc["all of them", "lead"] == pytest.approx(0, abs=1e-9)
    assert (table["lead"] >= 0).all()


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "chokepoint"])
def test_rows_of_rules_are_the_best_mix_with_that_rule_taken_as_the_mean(
    case: Case, oracle: Any, scenario: str
) -> None:
    table = lead_makeup(case, scenario=scenario, by_rule=True)
    assert list(table.index) == [*list(MAKEUP)[:-1], *(f"rule {kind}" for kind in KINDS), "all of them"]
    for kind in KINDS:
        scores = oracle.curve(scenario, FINE, rules=without_rules(oracle, kind))
        row = table.loc[f"rule {kind}"]
        assert row["score"] == pytest.approx(scores.max(), abs=1e-4), kind
        assert row["lead"] == pytest.approx(scores.max() - scores[[0, -1]].max(), abs=1e-4), kind


def test_only_rules_in_use_have_rows(case: Case) -> None:
    table = lead_makeup(case, rules={"speed": "mean", "administrative_burden": "mean"}, by_rule=True)
    assert [name for name in table.index if name.startswith("rule")] == ["rule reach", "rule trust"]


def brute_force_split(worth: dict[frozenset[str], float], players: list[str]) -> dict[str, float]:
    """Shapley's formula: what a player adds to each set of others, weighted by s! (n - s - 1)! / n!."""
    n = len(players)
    split = {}
    for player in players:
        others = [other for other in players if other != player]
        split[player] = sum(
            factorial(size) * factorial(n - size - 1) / factorial(n) * (worth[frozenset({*some, player})] - worth[some])
            for size in range(n)
            for some in map(frozenset, combinations(others, size))
        )
    return split


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis"])
def test_the_split_equals_brute_force(case: Case, oracle: Any, scenario: str) -> None:
    """All 256 coalitions on 2,001 shares by a second implementation, and Shapley's own formula."""
    off = {"returns": {"q": 1.0}, "synergy": {"sigma": 0.0}, "coordination": {"kappa": 0.0}}
    off |= {"acting first": {"act_first": False}}
    players = [*off, *(f"rule {kind}" for kind in KINDS)]
    worth = {}
    for size in range(9):
        for some in map(frozenset, combinations(players, size)):
            changed = {key: v for name, one in off.items() if name not in some for key, v in one.items()}
            rules = without_rules(oracle, *(kind for kind in KINDS if f"rule {kind}" not in some))
            scores = oracle.curve(scenario, GRID, rules=rules, **changed)
            worth[some] = scores.max() - scores[[0, -1]].max()
    found = lead_split(case, scenario=scenario)
    assert list(found.table.index) == players
    for name, points in brute_force_split(worth, players).items():
        assert found.table.loc[name, "points"] == pytest.approx(points, abs=2e-4), name
        assert found.table.loc[name, "alone"] == pytest.approx(worth[frozenset({name})], abs=2e-4)
        assert found.table.loc[name, "without"] == pytest.approx(worth[frozenset(players) - {name}], abs=2e-4)


def sums_up(split: LeadSplit) -> bool:
    return abs(split.table["points"].sum() + split.lead_without - split.lead) < 1e-9


@pytest.mark.parametrize("components", [None, THREE, ("minilateral", "multilateral")], ids=str)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_split_sums_to_the_lead_of_the_best_blend(case: Case, scenario: str, components: Any) -> None:
    split = lead_split(case, scenario=scenario, components=components)
    best = best_blend(case, scenario=scenario, components=components)
    assert sums_up(split)
    assert split.lead == pytest.approx(best.lead, abs=1e-4)
    assert split.best_pure == best.best_pure
    assert split.lead_without == pytest.approx(0, abs=1e-9)
    assert split.table["share"].isna().all() or split.table["share"].sum() == pytest.approx(1)
    json.dumps(split.to_dict(), allow_nan=False)


def test_the_split_of_a_mix_of_four(case: Case) -> None:
    """With the status quo as a fourth thing to put effort into."""
    options = [
        option.model_copy(update={"kind": "component"}) if option.option == "status_quo" else option
        for option in case.options
    ]
    four = case.replace(options=tuple(options))
    split = lead_split(four, scenario="flash_crisis", components=(*THREE, "status_quo"))
    best = best_blend(four, scenario="flash_crisis", components=(*THREE, "status_quo"))
    assert split.lead == pytest.approx(best.lead, abs=1e-3)
    assert split.lead_without == pytest.approx(0, abs=1e-9)
    assert sums_up(split)


def test_an_assumption_that_is_off_has_no_share(case: Case) -> None:
    """Synergy of 0, acting together: dummies, which Shapley's axioms give nothing."""
    split = lead_split(case, scenario="neutral", synergy=0.0, coordination=0.9, returns=4.0, sequence="act_together")
    assert split.lead > 0
    assert split.table.loc[["synergy", "acting first"], "points"].to_numpy() == pytest.approx(0, abs=1e-12)


def test_where_a_pure_strategy_is_best_there_is_nothing_to_split(case: Case) -> None:
    split = lead_split(case, scenario="long_game")
    assert (split.lead, split.most, split.assumed_share) == (0.0, None, None)
    assert (split.table["points"] == 0).all()


def test_with_gates_the_split_is_of_the_lead_over_what_passes(case: Case) -> None:
    """A floor on speed keeps the multilateral strategy out, and mixes lead the other even with nothing assumed."""
    gates = ["speed >= 55"]
    split = lead_split(case, scenario="neutral", gates=gates)
    best = best_blend(case, scenario="neutral", gates=gates)
    assert split.best_pure == best.best_pure == "unilateral"
    assert split.lead == pytest.approx(best.lead, abs=1e-3)
    # Half and half scores 55 of speed with nothing assumed (85 and 25), and half the sum of 52.5 and 57 points.
    assert split.shares.sum() == pytest.approx(1)
    assert split.lead_without == pytest.approx((52.5 + 57.0) / 2 - 52.5, abs=1e-4)
    assert sums_up(split)


def test_bounds_hold_in_every_row(case: Case) -> None:
    table = lead_makeup(case, scenario="neutral", bounds={"unilateral": (0.0, 0.2)}, by_rule=True)
    assert (table["unilateral"] <= 0.2 + 1e-9).all()
    best = best_blend(case, scenario="neutral", bounds={"unilateral": (0.0, 0.2)})
    assert table.loc["nothing", "score"] == pytest.approx(best.score, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_with_nothing_assumed_a_pure_strategy_is_always_best(case: Case, data: st.DataObject) -> None:
    """Whatever the facts, weights and assumptions: without the latter the score is linear in the shares."""
    points = data.draw(st.lists(st.integers(0, 100), min_size=13, max_size=13).filter(any))
    setting: dict[str, Any] = {
        "scenario": data.draw(st.sampled_from(SCENARIOS)),
        "weights": dict(zip(case.catalogue.ids, points, strict=True)),
        "components": data.draw(st.sampled_from([THREE, *combinations(THREE, 2)])),
        "coordination": data.draw(st.floats(-1, 1)),
        "returns": data.draw(st.floats(1, 10)),
        "synergy": data.draw(st.floats(0, 1)),
        "first_mover_cost": data.draw(st.floats(0, 2)),
        "sequence": data.draw(st.sampled_from(["act_first", "act_together"])),
    }
    split = lead_split(case, **setting)
    row = lead_makeup(case, **setting).loc["all of them"]
    shares = dict.fromkeys(setting["components"], 0.0) | {split.best_pure: 1.0}
    alone = mcda.blend(case, shares, **{k: v for k, v in setting.items() if k != "components"})
    assert row["score"] == pytest.approx(alone.score, abs=1e-9)
    assert split.lead_without == pytest.approx(0, abs=1e-9)
    assert split.lead >= 0
    assert sums_up(split)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_acting_first_does_not_dominate_acting_together(case: Case, scenario: str) -> None:
    """Half and half: the price of acting first makes it worse on several criteria in every scenario."""
    half = {"unilateral": 0.5, "multilateral": 0.5}
    first, together = (
        mcda.blend(case, half, scenario=scenario, sequence=sequence).table["value"]
        for sequence in ("act_first", "act_together")
    )
    assert (together > first + 1e-9).sum() >= 7
    assert first["speed"] > together["speed"]


def test_at_a_high_price_acting_together_is_better_in_the_long_game(case: Case, oracle: Any) -> None:
    """At the upper end of the price's range, for every true blend, by a second implementation and here."""
    first, together = (
        oracle.curve("long_game", np.linspace(0.05, 0.95, 19), cost=0.4, act_first=order) for order in (True, False)
    )
    assert (together > first).all()
    half = {"unilateral": 0.5, "multilateral": 0.5}
    scores = [
        mcda.blend(case, half, scenario="long_game", first_mover_cost=0.4, sequence=sequence).score
        for sequence in ("act_first", "act_together")
    ]
    assert scores[1] > scores[0]


@pytest.mark.parametrize("call", [lead_makeup, lead_split])
@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"coordination": 2}, "coordination = 2"),
        ({"gates": ["legitimacy >= 60", "speed >= 60"]}, "legitimacy >= 60, speed >= 60"),
        ({"gates": ["beauty >= 60"]}, "no criterion 'beauty'"),
        ({"bounds": {"unilateral": (0.1, 0.5)}}, "bounds on the share of unilateral"),
        ({"bounds": {"unilateral": (0.5, 0.1)}}, "rising order"),
    ],
    ids=str,
)
def test_settings_that_make_no_sense_are_refused(case: Case, call: Any, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        call(case, **asked)
