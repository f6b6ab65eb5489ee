"""The best mix, against published optima, brute force and a second implementation."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends import best_blend
from mcda.case import Case

FINE = np.linspace(0, 1, 10_001)
COARSE = np.linspace(0, 1, 101)


@pytest.mark.parametrize(
    "scenario, cost, share",
    [
        ("neutral", 0.0, 0.36),
        ("flash_crisis", 0.0, 0.74),
        ("long_game", 0.0, 0.0),
        ("moving_frontier", 0.0, 0.94),
        ("neutral", None, 0.33),
        ("flash_crisis", None, 0.75),
        ("long_game", None, 0.0),
        ("moving_frontier", None, 1.0),
    ],
)
def test_best_share_found_independently(case: Case, scenario: str, cost: float | None, share: float) -> None:
    """Optima that another reviewer computed from the same judgements, to two decimals."""
    found = best_blend(case, scenario=scenario, first_mover_cost=cost)
    assert found.shares["unilateral"] == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize("sequence", ["act_first", "act_together"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_best_blend_equals_brute_force(case: Case, oracle: Any, scenario: str, sequence: str) -> None:
    """On 10,001 shares, scored by a second implementation."""
    scores = oracle.curve(scenario, FINE, act_first=sequence == "act_first")
    found = best_blend(case, scenario=scenario, sequence=sequence)
    assert found.score == pytest.approx(scores.max(), abs=1e-4)
    assert found.shares["unilateral"] == pytest.approx(FINE[scores.argmax()], abs=2e-3)
    pure = {"unilateral": scores[-1], "multilateral": scores[0]}
    assert found.best_pure == max(pure, key=lambda name: pure[name])
    assert found.lead == pytest.approx(scores.max() - max(pure.values()), abs=1e-4)
    assert found.lead >= 0
    assert found.is_pure == (scores.argmax() in (0, len(FINE) - 1))


def test_multilateral_alone_wins_the_long_game(case: Case) -> None:
    """Blends must be able to lose."""
    found = best_blend(case, scenario="long_game")
    assert found.is_pure
    assert found.best_pure == "multilateral"
    assert found.shares.to_dict() == {"unilateral": 0.0, "multilateral": 1.0}
    assert found.lead == 0.0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_without_assumptions_score_is_linear_in_the_share(case: Case, scenario: str) -> None:
    """All rules `mean`, q = 1, no synergy: halfway scores half the sum, so a pure strategy is best."""
    plain = {"rules": dict.fromkeys(case.catalogue.ids, "mean"), "returns": 1.0, "synergy": 0.0}
    curve = mcda.blend_curve(case, scenario=scenario, **plain).table["score"].to_numpy()
    ends = curve[0] + COARSE * (curve[-1] - curve[0])
    assert curve == pytest.approx(ends, abs=1e-10)
    found = best_blend(case, scenario=scenario, **plain)
    assert found.is_pure
    assert found.lead == pytest.approx(0.0, abs=1e-10)


THREE = ("unilateral", "multilateral", "minilateral")


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game", "split_coalition"])
def test_no_mix_of_three_beats_the_best(case: Case, oracle: Any, scenario: str) -> None:
    """20,000 mixes drawn evenly from the triangle, its edges and corners, by a second implementation."""
    rng = np.random.default_rng(7)
    shares = rng.dirichlet(np.ones(3), size=20_000)
    shares[:6000, 0] = 0
    shares[3000:9000, 2] = 0
    shares = np.vstack([shares / shares.sum(axis=1, keepdims=True), np.eye(3)])
    found = best_blend(case, scenario=scenario, components=THREE)
    assert found.shares.sum() == pytest.approx(1)
    assert found.score >= oracle.curve(scenario, shares, components=THREE).max() - 1e-6
    at_best = oracle.curve(scenario, found.shares.to_numpy()[None], components=THREE)
    assert found.score == pytest.approx(at_best[0], abs=1e-9)
    assert found.lead >= 0


def test_only_components_are_blended(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match="status_quo cannot be blended"):
        best_blend(case, components=(*THREE, "status_quo"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_zone_of_the_best_blend(case: Case, oracle: Any, scenario: str) -> None:
    """Every lattice point within epsilon of the best, and no other."""
    scores = oracle.curve(scenario, COARSE)
    found = best_blend(case, scenario=scenario, epsilon=0.7)
    wanted = COARSE[scores >= found.score - 0.7]
    assert found.zone["unilateral"].to_numpy() == pytest.approx(wanted)
    assert [found.intervals[0][0], found.intervals[-1][1]] == pytest.approx([wanted[0], wanted[-1]])


@pytest.mark.parametrize(
    "gates, allowed",
    [
        (["legitimacy >= 60"], lambda x: x[:, 7] >= 0.6),
        (["speed >= 60"], lambda x: x[:, 0] >= 0.6),
        (["administrative_burden <= 55", "coverage >= 50"], lambda x: (x[:, 12] <= 0.55) & (x[:, 3] >= 0.5)),
    ],
    ids=["floor on legitimacy", "floor on speed", "two gates"],
)
@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis"])
def test_no_blend_that_breaks_a_gate_is_called_best(
    case: Case, oracle: Any, scenario: str, gates: list[str], allowed: Any
) -> None:
    x = oracle.mix(scenario, FINE)
    scores = np.where(allowed(x), oracle.score(x, oracle.weights(scenario)), -np.inf)
    found = best_blend(case, scenario=scenario, gates=gates)
    assert allowed(oracle.mix(scenario, np.array([found.shares["unilateral"]])) + 0.0)[0]
    assert found.score == pytest.approx(scores.max(), abs=0.02)
    assert allowed(oracle.mix(scenario, found.zone["unilateral"].to_numpy())).all()


def test_a_gate_that_nothing_passes_is_named(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match="coverage >= 99"):
        best_blend(case, gates=["coverage >= 99", "speed >= 10"])


def test_where_no_pure_strategy_passes_there_is_no_lead_over_one(case: Case) -> None:
    """Alone reaches 30 of coverage, together 25 of speed: both gates shut out both, but not every mix.

    The answer must stay fit for JSON, and must not call a strategy the best feasible one that is none.
    """
    found = best_blend(case, scenario="neutral", gates=["coverage >= 45", "speed >= 45"])
    assert 0 < found.shares["unilateral"] < 1
    json.dumps(found.to_dict(), allow_nan=False)
    assert found.best_pure not in found.shares.index


@pytest.mark.parametrize(
    "call, asked, wanted",
    [
        (best_blend, {"coordination": 2}, "coordination = 2"),
        (best_blend, {"coordination": float("nan")}, "coordination = nan"),
        (best_blend, {"returns": 0.5}, "returns = 0.5"),
        (best_blend, {"synergy": -0.1}, "synergy = -0.1"),
        (best_blend, {"sequence": "later"}, "sequence = 'later'"),
        (best_blend, {"components": ("unilateral",)}, "two to four"),
        (best_blend, {"components": ("unilateral", "unilateral")}, "different components"),
        (best_blend, {"components": ("unilateral", "status_quo")}, "status_quo cannot be blended"),
        (best_blend, {"rules": {"retaliation": "reach"}}, "'reach' is refused"),
        (best_blend, {"rules": {"beauty": "mean"}}, "No criterion 'beauty'"),
        (best_blend, {"scenario": "calm"}, "No scenario 'calm'"),
        (best_blend, {"gates": ["speed > 10"]}, "not understood"),
        (best_blend, {"epsilon": -1.0}, "epsilon = -1.0"),
        (best_blend, {"epsilon": float("nan")}, "epsilon = nan"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else getattr(value, "__name__", None),
)
def test_settings_that_make_no_sense_are_refused(case: Case, call: Any, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        call(case, **asked)
