"""Score by share, the shares that are as good as the best, the doubt about them, and the lattice beneath."""

import json
from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends import blend, blend_curve, lattice
from mcda.case import Case

GRID = np.linspace(0, 1, 101)
FINE = np.linspace(0, 1, 10_001)
BANDS = ["p05", "p25", "p50", "p75", "p95"]


@pytest.mark.parametrize("sequence", ["act_first", "act_together"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_curve_equals_a_second_working_out(case: Case, oracle: Any, scenario: str, sequence: str) -> None:
    curve = blend_curve(case, scenario=scenario, sequence=sequence)
    wanted = oracle.curve(scenario, GRID, act_first=sequence == "act_first")
    assert curve.table["share"].to_numpy() == pytest.approx(GRID)
    assert curve.table["score"].to_numpy() == pytest.approx(wanted, abs=1e-9)
    assert curve.best_score == pytest.approx(wanted.max(), abs=1e-9)
    assert curve.lead == pytest.approx(wanted.max() - wanted[[0, -1]].max(), abs=1e-9)
    assert curve.lead >= 0
    assert curve.best_pure == ("unilateral" if wanted[-1] > wanted[0] else "multilateral")


@pytest.mark.parametrize(
    "setting, assumed",
    [
        ({"coordination": -0.6}, {"kappa": -0.6}),
        ({"coordination": -1.0}, {"kappa": -1.0}),
        ({"returns": 3.5}, {"q": 3.5}),
        ({"synergy": 0.0}, {"sigma": 0.0}),
        ({"first_mover_cost": 0.4}, {"cost": 0.4}),
        ({"components": ("minilateral", "multilateral")}, {"components": ("minilateral", "multilateral")}),
    ],
    ids=str,
)
def test_stated_assumptions_are_used(case: Case, oracle: Any, setting: Any, assumed: Any) -> None:
    curve = blend_curve(case, scenario="neutral", **setting)
    assert curve.table["score"].to_numpy() == pytest.approx(oracle.curve("neutral", GRID, **assumed), abs=1e-9)


def test_a_changed_rule_is_used(case: Case, oracle: Any) -> None:
    """The sceptic's switch: harms to bystanders and industry add up."""
    changed = {"collateral_damage": "stack", "industry_cost": "stack"}
    rules = [changed.get(name, rule) for name, rule in zip(oracle.criteria, oracle.rules, strict=True)]
    curve = blend_curve(case, scenario="neutral", rules=changed)
    assert curve.table["score"].to_numpy() == pytest.approx(oracle.curve("neutral", GRID, rules=rules), abs=1e-9)
    assert curve.lead < blend_curve(case, scenario="neutral").lead


@pytest.mark.parametrize("epsilon", [0.3, 1.0, 5.0])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_zone_equals_brute_force(case: Case, oracle: Any, scenario: str, epsilon: float) -> None:
    """The zone's ends lie within a step of those of 10,001 shares; between them every share is in it."""
    fine = oracle.curve(scenario, FINE)
    inside = FINE[fine >= fine.max() - epsilon]
    curve = blend_curve(case, scenario=scenario, epsilon=epsilon)
    assert curve.zone[0][0] == pytest.approx(inside[0], abs=0.0101)
    assert curve.zone[-1][1] == pytest.approx(inside[-1], abs=0.0101)
    near = curve.table.loc[curve.table["near_best"], "share"]
    in_zone = [share for share in GRID if any(a - 1e-12 <= share <= b + 1e-12 for a, b in curve.zone)]
    assert near.to_list() == pytest.approx(in_zone)
    assert any(a <= curve.best_share <= b for a, b in curve.zone)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_contributions_sum_to_the_score(case: Case, scenario: str) -> None:
    curve = blend_curve(case, scenario=scenario)
    assert curve.contributions.sum(axis=1).to_numpy() == pytest.approx(curve.table["score"].to_numpy())
    assert list(curve.contributions.columns) == list(case.catalogue.ids)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.8, 1.0])
def test_one_blend_equals_its_place_on_the_curve(case: Case, oracle: Any, share: float) -> None:
    one = blend(case, {"unilateral": share, "multilateral": 1 - share}, scenario="flash_crisis")
    assert one.score == pytest.approx(oracle.curve("flash_crisis", np.array([share]))[0])
    assert one.table["contribution"].sum() == pytest.approx(one.score)
    assert one.table["score"].to_numpy() == pytest.approx(100 * oracle.mix("flash_crisis", np.array([share]))[0])
    json.dumps(one.to_dict(), allow_nan=False)


def test_the_order_in_which_components_are_named_does_not_matter(case: Case) -> None:
    one = blend(case, {"unilateral": 0.3, "multilateral": 0.7})
    other = blend(case, {"multilateral": 0.7, "unilateral": 0.3})
    assert one.score == pytest.approx(other.score, abs=1e-12)


def test_gates_cut_the_curve(case: Case, oracle: Any) -> None:
    """Legitimacy of at least 60: shares above the cut are infeasible, never best, never in the zone."""
    legitimate = oracle.mix("flash_crisis", GRID)[:, 7] >= 0.6
    scores = oracle.curve("flash_crisis", GRID)
    curve = blend_curve(case, scenario="flash_crisis", gates=["legitimacy >= 60"], draws=200)
    assert 0 < legitimate.sum() < 101
    assert curve.table["feasible"].to_list() == legitimate.tolist()
    assert curve.best_score == pytest.approx(scores[legitimate].max())
    assert not (curve.table["near_best"] & ~curve.table["feasible"]).any()
    assert (curve.table.loc[~curve.table["feasible"], "p_best"] == 0).all()


def test_where_no_pure_strategy_passes_the_curve_stays_fit_for_json(case: Case) -> None:
    curve = blend_curve(case, scenario="neutral", gates=["coverage >= 45", "speed >= 45"])
    json.dumps(curve.to_dict(), allow_nan=False)


def test_a_gate_that_no_share_passes_is_named(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match="speed >= 95"):
        blend_curve(case, gates=["speed >= 95"])


def test_doubt_about_the_curve(case: Case) -> None:
    """P(best share) is a distribution; bands are in order; the same seed gives the same table."""
    asked: dict[str, Any] = {"scenario": "neutral", "steps": 20, "draws": 400}
    one, same = blend_curve(case, seed=3, **asked), blend_curve(case, seed=3, **asked)
    other = blend_curve(case, seed=4, **asked)
    assert one.table["p_best"].sum() == pytest.approx(1)
    assert (one.table["p_best"] >= 0).all()
    assert (np.diff(one.table[BANDS].to_numpy(), axis=1) >= 0).all()
    assert one.table.equals(same.table)
    assert not one.table[BANDS].equals(other.table[BANDS])
    assert one.table["score"].equals(other.table["score"])
    json.dumps(one.to_dict(), allow_nan=False)


def test_without_sources_of_doubt_there_is_none(case: Case) -> None:
    """Every draw is then the most likely state: bands collapse onto the score, one share is surely best."""
    curve = blend_curve(case, scenario="neutral", steps=20, draws=50, sources=())
    for band in BANDS:
        assert curve.table[band].to_numpy() == pytest.approx(curve.table["score"].to_numpy())
    assert curve.table.loc[curve.table["p_best"] == 1, "share"].to_list() == [curve.best_share]


def test_stated_assumptions_are_not_drawn(case: Case) -> None:
    """With all four stated, doubt about assumptions is none."""
    stated = {"coordination": 0.1, "returns": 2.0, "synergy": 0.2, "first_mover_cost": 0.1}
    curve = blend_curve(case, steps=10, draws=50, sources=("assumptions",), **stated)
    assert curve.table["p05"].to_numpy() == pytest.approx(curve.table["p95"].to_numpy())
    free = blend_curve(case, steps=10, draws=50, sources=("assumptions",))
    assert (free.table["p95"] - free.table["p05"]).max() > 0.5


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"components": ("unilateral", "multilateral", "minilateral")}, "two components, not 3"),
        ({"epsilon": 0}, "epsilon = 0"),
        ({"epsilon": float("nan")}, "epsilon = nan"),
        ({"steps": 0}, "steps = 0"),
        ({"draws": -1}, "draws = -1"),
        ({"draws": 10, "seed": -1}, "seed = -1"),
        ({"draws": 10, "sources": ("luck",)}, "'luck'"),
    ],
    ids=str,
)
def test_what_a_curve_cannot_be_asked(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        blend_curve(case, **asked)


@pytest.mark.parametrize("k, steps", product((2, 3, 4), (1, 2, 5, 12)))
def test_lattice_is_complete(k: int, steps: int) -> None:
    """Scheffé (1958): C(steps + k - 1, k - 1) points; here against every tuple of whole steps."""
    points = lattice(k, steps)
    assert points.shape == (comb(steps + k - 1, k - 1), k)
    assert points.sum(axis=1) == pytest.approx(1)
    wanted = {whole for whole in product(range(steps + 1), repeat=k) if sum(whole) == steps}
    assert {tuple(row) for row in np.rint(points * steps).astype(int).tolist()} == wanted
    assert (np.diff(points[:, 0]) >= 0).all()


@pytest.mark.parametrize("k, steps, wanted", [(1, 5, "1 components"), (5, 5, "5 components"), (2, 0, "steps = 0")])
def test_lattices_that_are_none(k: int, steps: int, wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        lattice(k, steps)
