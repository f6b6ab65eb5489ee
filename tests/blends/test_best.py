"""The best blend of three and four components, within bounds and gates, against brute force."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends.best import best_blend
from mcda.blends.lattice import lattice
from mcda.case import Case

TWO = ("unilateral", "multilateral")
THREE = (*TWO, "minilateral")
FOUR = (*THREE, "status_quo")
FINE = {TWO: np.column_stack([np.linspace(0, 1, 10_001), np.linspace(1, 0, 10_001)])} | {
    THREE: lattice(3, 250),
    FOUR: lattice(4, 50),
}


@pytest.fixture(scope="module")
def wide(case: Case) -> Case:
    """The shipped case with a fourth component: doing nothing new."""
    options = [
        one.model_copy(update={"kind": "component"}) if one.option == "status_quo" else one for one in case.options
    ]
    return case.replace(options=tuple(options))


def permitted(oracle: Any, scenario: str, components: Any, shares: np.ndarray, asked: dict[str, Any]) -> np.ndarray:
    """Which shares respect bounds and gates such as `speed >= 40`, by a second implementation."""
    x = 100 * oracle.mix(scenario, shares, components=components)
    fine = np.ones(len(shares), dtype=bool)
    for name, (low, high) in asked.get("bounds", {}).items():
        column = shares[:, components.index(name)]
        fine &= (column >= low - 1e-9) & (column <= high + 1e-9)
    for criterion, sense, limit in (gate.split() for gate in asked.get("gates", ())):
        column = x[:, oracle.criteria.index(criterion)]
        fine &= column >= float(limit) - 1e-7 if sense == ">=" else column <= float(limit) + 1e-7
    return fine


LIMITS: list[dict[str, Any]] = [
    {},
    {"bounds": {"unilateral": (0.117, 0.313)}},
    {"bounds": {"unilateral": (0.0, 0.25), "multilateral": (0.05, 0.855)}},
    {"gates": ["speed >= 45"]},
    {"gates": ["administrative_burden <= 50", "speed >= 40"]},
    {"gates": ["legitimacy >= 60"], "bounds": {"multilateral": (0.0, 0.7)}},
]


@pytest.mark.parametrize("asked", LIMITS, ids=str)
@pytest.mark.parametrize("components", [TWO, THREE, FOUR], ids=len)
@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "moving_frontier"])
def test_nothing_permitted_on_a_fine_grid_is_better(
    wide: Case, oracle: Any, scenario: str, components: Any, asked: dict[str, Any]
) -> None:
    """And the answer itself is permitted, worth what is said, and summing to 1, as is every blend of its zone."""
    grid = FINE[components]
    fine = permitted(oracle, scenario, components, grid, asked)
    if not fine.any():
        with pytest.raises(mcda.ArgumentError, match="No blend passes"):
            best_blend(wide, scenario=scenario, components=components, **asked)
        return
    found = best_blend(wide, scenario=scenario, components=components, **asked)
    shares = found.shares.to_numpy()
    assert found.score >= oracle.curve(scenario, grid[fine], components=components).max() - 2e-3
    assert found.score == pytest.approx(oracle.curve(scenario, shares[None], components=components)[0], abs=1e-9)
    assert shares.sum() == pytest.approx(1, abs=1e-12)
    assert permitted(oracle, scenario, components, shares[None], asked).all()
    zone = found.zone[list(components)].to_numpy()
    assert permitted(oracle, scenario, components, zone, asked).all()
    assert found.lead is None or found.lead >= 0
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("sequence", ["act_first", "act_together"])
@pytest.mark.parametrize("kappa, q", [(0.9, 4.0), (-0.9, 4.0), (0.5, 1.5)])
@pytest.mark.parametrize("components", [THREE, FOUR], ids=len)
def test_kinks_do_not_mislead_the_search(
    wide: Case, oracle: Any, components: Any, kappa: float, q: float, sequence: str
) -> None:
    first = sequence == "act_first"
    scores = oracle.curve("neutral", FINE[components], components=components, kappa=kappa, q=q, act_first=first)
    found = best_blend(wide, components=components, coordination=kappa, returns=q, sequence=sequence)
    assert found.score >= scores.max() - 1e-9


@pytest.mark.parametrize("components", [THREE, FOUR], ids=len)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_linear_rules_make_a_pure_strategy_best(wide: Case, oracle: Any, scenario: str, components: Any) -> None:
    plain: dict[str, Any] = {"rules": dict.fromkeys(wide.catalogue.ids, "mean"), "returns": 1.0, "synergy": 0.0}
    found = best_blend(wide, scenario=scenario, components=components, **plain)
    pure = oracle.curve(scenario, np.eye(len(components)), components=components)
    assert found.is_pure
    assert found.best_pure == components[pure.argmax()] == found.shares.idxmax()
    assert found.score == pytest.approx(pure.max(), abs=1e-9)
    assert found.lead == 0


def test_blends_can_win_and_lose_in_the_shipped_case(case: Case) -> None:
    """Multilateral alone is best in the long game, a true blend in the neutral scenario."""
    lost, won = best_blend(case, scenario="long_game"), best_blend(case, scenario="neutral")
    assert lost.shares.to_dict() == {"unilateral": 0.0, "multilateral": 1.0}
    assert 0.1 < won.shares["unilateral"] < 0.9
    assert won.lead is not None and won.lead > 0


def test_without_limits_or_with_idle_ones_it_is_the_same(case: Case) -> None:
    free = best_blend(case, scenario="neutral", components=THREE)
    idle = best_blend(case, scenario="neutral", components=THREE, bounds={"unilateral": (0, 1)}, gates=["speed >= 0"])
    assert free.score == pytest.approx(idle.score, abs=1e-6)
    assert idle.bounds == {}


def test_a_share_can_be_fixed(case: Case) -> None:
    """A floor that is also the cap leaves one blend of two components."""
    found = best_blend(case, scenario="neutral", bounds={"unilateral": (0.137, 0.137)})
    assert found.shares.to_list() == pytest.approx([0.137, 0.863])
    assert found.score == pytest.approx(
        mcda.blend(case, {"unilateral": 0.137, "multilateral": 0.863}, scenario="neutral").score
    )
    assert found.intervals[0] == pytest.approx((0.137, 0.137))
    assert len(found.intervals) == 1


def test_a_cap_between_lattice_points_is_reached_exactly(case: Case) -> None:
    """Free, the best unilateral share at the chokepoint is 0.57, so that a lower cap binds; here no corner is best."""
    bounds = {"unilateral": (0.0, 0.2137), "multilateral": (0.0, 0.6137)}
    found = best_blend(case, scenario="chokepoint", components=THREE, bounds=bounds)
    assert found.shares["unilateral"] == pytest.approx(0.2137, abs=1e-12)
    assert 0.3 < found.shares["multilateral"] < 0.6


def test_what_lies_between_lattice_points_is_found(case: Case, oracle: Any) -> None:
    """Two gates on speed and coverage that only a thin slice of shares, between two lattice points, respects."""
    at = oracle.mix("neutral", np.array([0.3343, 0.3357]))
    speed, coverage = oracle.criteria.index("speed"), oracle.criteria.index("coverage")
    ends = 100 * at[:, [speed, coverage]]
    assert ends[0, 0] < ends[1, 0] and ends[0, 1] > ends[1, 1]
    gates = [f"speed >= {ends[0, 0]:.9f}", f"coverage >= {ends[1, 1]:.9f}"]
    found = best_blend(case, scenario="neutral", gates=gates)
    assert 0.3343 - 1e-6 <= found.shares["unilateral"] <= 0.3357 + 1e-6


@pytest.mark.parametrize(
    "asked, named, spared",
    [
        ({"gates": ["coverage >= 99", "speed >= 10"]}, ["gate coverage >= 99"], ["speed"]),
        ({"gates": ["legitimacy >= 20", "speed >= 70", "legitimacy >= 75"]}, ["speed", "legitimacy >= 75"], [">= 20"]),
        (
            {"gates": ["speed >= 50", "coverage >= 1"], "bounds": {"unilateral": (0, 0.05)}},
            ["speed", "<= 0.05"],
            ["cov"],
        ),
        ({"gates": ["collateral_damage <= 5"]}, ["collateral_damage <= 5"], []),
    ],
    ids=str,
)
def test_limits_that_admit_nothing_are_named_and_no_others(
    case: Case, asked: dict[str, Any], named: list[str], spared: list[str]
) -> None:
    with pytest.raises(mcda.ArgumentError) as fault:
        best_blend(case, scenario="neutral", **asked)
    assert all(words in str(fault.value) for words in named)
    assert not any(words in str(fault.value) for words in spared)


def test_the_nearest_that_a_blend_comes_to_a_gate_is_told(case: Case, oracle: Any) -> None:
    x = 100 * oracle.mix("neutral", FINE[TWO])
    reached = x[:, oracle.criteria.index("coverage")].max()
    with pytest.raises(mcda.ArgumentError, match=f"gate coverage >= 99: {reached:.4g} is the nearest"):
        best_blend(case, scenario="neutral", gates=["coverage >= 99"])
