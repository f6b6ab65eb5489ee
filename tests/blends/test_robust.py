"""Blends over draws and scenarios: against a plain loop over draws, and against a second working-out."""

import json
import os
from typing import Any

import numpy as np
import pytest

import mcda
from mcda.blends.drawn import DrawnBlends
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.blends.robust import RobustBlend, robust_blend
from mcda.blends.surface import blend_surface
from mcda.case import Case
from mcda.draws import SOURCES, DrawPlan, draw_blocks
from mcda.weights import weight_set
from mcda.weights.space import WeightSpace

TWO = ("unilateral", "multilateral")
THREE = (*TWO, "minilateral")


@pytest.fixture(scope="module")
def curved(case: Case) -> Case:
    """The shipped case with values that bend, on a benefit and on a harm, with and without synergy."""
    tables = case.tables()
    rows = tables["values"]
    new = [
        {"criterion": "coverage", "kind": "exponential", "score": "35", "value": "50", "rationale": "made up"},
        {"criterion": "durability", "kind": "exponential", "score": "60", "value": "50", "rationale": "made up"},
        {"criterion": "retaliation", "kind": "piecewise", "score": "30", "value": "40", "rationale": "made up"},
        {"criterion": "retaliation", "kind": "piecewise", "score": "60", "value": "20", "rationale": "made up"},
    ]
    tables["values"] = rows.reindex(range(len(new))).assign(**{key: [one[key] for one in new] for key in new[0]})
    return Case.from_tables(case.settings.model_dump(mode="json"), case.catalogue, tables)


def looped(case: Case, points: np.ndarray, draws: int, seed: int, sources: Any = SOURCES, **setting: Any) -> np.ndarray:
    """Scores (S, J) by composing all rules for every blend, block by block."""
    mix = Mix.of(case, **setting)
    return np.concatenate(
        [
            mix.scores(points, mix.held(block.levels), block.weights)
            for block in draw_blocks(mix.model, mix.weights, draws, seed, sources)
        ]
    )


@pytest.mark.parametrize(
    "setting",
    [
        {"scenario": "neutral"},
        {"scenario": "split_coalition", "sequence": "act_together"},
        {"scenario": "flash_crisis", "coordination": -0.5, "returns": 3.0},
        {"scenario": "neutral", "rules": {"collateral_damage": "stack", "speed": "mean"}},
        {"scenario": "neutral", "components": TWO},
        {"scenario": "neutral", "components": ("multilateral", "minilateral")},
    ],
    ids=str,
)
@pytest.mark.parametrize("which", ["straight", "curved"])
def test_the_fast_way_gives_the_numbers_of_the_slow_one(
    case: Case, curved: Case, which: str, setting: dict[str, Any]
) -> None:
    chosen = {"components": THREE} | setting
    judged = case if which == "straight" else curved
    mix = Mix.of(judged, **chosen)
    points = lattice(len(mix.components), 8)
    found = DrawnBlends(mix, DrawPlan(mix.model, mix.weights, 11), points).scores(0, 300)
    assert found == pytest.approx(looped(judged, points, 300, 11, **chosen), abs=1e-9)


@pytest.fixture(scope="module")
def found(case: Case) -> RobustBlend:
    return robust_blend(case, scenario="neutral", components=THREE, steps=10, draws=1500, seed=5, epsilon=0.7)


def test_counts_over_draws(case: Case, found: RobustBlend) -> None:
    points = lattice(3, 10)
    scores = looped(case, points, 1500, 5, scenario="neutral", components=THREE)
    top = scores.max(axis=1, keepdims=True)
    best = scores >= top - 1e-9
    near = (scores >= top - 0.7).mean(axis=0)
    wanted = {
        "p_best": (best / best.sum(axis=1, keepdims=True)).mean(axis=0),
        "p_near_best": near,
        "p_near_best_error": np.sqrt(near * (1 - near) / 1500),
        "expected_score": scores.mean(axis=0),
        "expected_regret": (top - scores).mean(axis=0),
        "max_regret": (top - scores).max(axis=0),
    }
    for name, column in wanted.items():
        assert found.table[name].to_numpy() == pytest.approx(column, abs=1e-9), name
    assert found.table[list(THREE)].to_numpy() == pytest.approx(points)
    at = points[scores.argmax(axis=1)]
    for k, component in enumerate(THREE):
        row = found.best_share.loc[component]
        quantiles = np.quantile(at[:, k], [0.05, 0.25, 0.5, 0.75, 0.95], method="inverted_cdf")
        assert row.to_list() == pytest.approx([at[:, k].mean(), *quantiles], abs=1e-9)


def test_each_rule_picks_what_it_says(case: Case, found: RobustBlend) -> None:
    table = found.table
    picks = {
        "near_best": table["p_near_best"].idxmax(),
        "expected": table["expected_score"].idxmax(),
        "minimax_regret": table["worst_regret"].idxmin(),
    }
    assert found.rule == "near_best"
    assert found.choices["point"].to_dict() == picks
    for rule, row in picks.items():
        again = robust_blend(
            case, rule, scenario="neutral", components=THREE, steps=10, draws=1500, seed=5, epsilon=0.7
        )
        assert again.shares.to_dict() == table.loc[row, list(THREE)].to_dict()
        assert again.recommended["expected_score"] == table.loc[row, "expected_score"]
    json.dumps(found.to_dict(), allow_nan=False)


def test_regret_over_scenarios_by_a_second_implementation(case: Case, oracle: Any) -> None:
    """One weight set, the crisis's, judges the facts of three scenarios."""
    places = ["neutral", "flash_crisis", "long_game"]
    points = lattice(3, 20)
    w = oracle.weights("flash_crisis")
    scores = np.column_stack([oracle.score(oracle.mix(place, points, components=THREE), w) for place in places])
    wanted = scores.max(axis=0) - scores
    found = robust_blend(
        case,
        "minimax_regret",
        scenario="flash_crisis",
        components=THREE,
        steps=20,
        draws=100,
        scenarios=places,
    )
    assert found.regret.to_numpy() == pytest.approx(wanted, abs=1e-9)
    assert list(found.regret.columns) == places
    assert found.shares.to_list() == pytest.approx(points[wanted.max(axis=1).argmin()])
    assert found.scenario_draws == 0


def test_expected_regret_over_scenarios(case: Case) -> None:
    """Facts and assumptions drawn, weights held, by a plain loop."""
    places = ["neutral", "long_game"]
    weights = weight_set(case, None, "neutral")
    found = robust_blend(case, "minimax_regret", scenario="neutral", draws=10, scenario_draws=1200, scenarios=places)
    for place in places:
        scores = looped(
            case, lattice(2, 100), 1200, 0, ("facts", "assumptions"), scenario=place, weights=weights, components=TWO
        )
        wanted = (scores.max(axis=1, keepdims=True) - scores).mean(axis=0)
        assert found.regret[place].to_numpy() == pytest.approx(wanted, abs=1e-9)
    assert found.scenario_draws == 1200


def test_the_same_seed_gives_the_same_answer_on_any_number_of_cores(
    case: Case, found: RobustBlend, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cores in (1, 3):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        again = robust_blend(case, scenario="neutral", components=THREE, steps=10, draws=1500, seed=5, epsilon=0.7)
        assert again.table.equals(found.table)
        assert again.best_share.equals(found.best_share)
    other = robust_blend(case, scenario="neutral", components=THREE, steps=10, draws=1500, seed=6, epsilon=0.7)
    assert not other.table.equals(found.table)


def test_somebody_may_stop_it(case: Case) -> None:
    """The answer then covers the first blocks, and is that of fewer draws."""
    told = []

    def stop_after_two(done: int, asked: int) -> bool:
        told.append((done, asked))
        return done < 2000

    cut = robust_blend(case, draws=5000, scenario_draws=1000, steps=20, progress=stop_after_two)
    assert told == [(1000, 13_000), (2000, 13_000)]
    assert (cut.draws, cut.asked, cut.scenario_draws) == (2000, 5000, 0)
    assert cut.table.equals(robust_blend(case, draws=2000, steps=20).table)


def test_progress_reaches_the_end(case: Case) -> None:
    told = []
    robust_blend(
        case,
        draws=1500,
        scenario_draws=1000,
        scenarios=["neutral", "long_game"],
        steps=10,
        progress=lambda done, asked: told.append((done, asked)),
    )
    assert told == [(done, 3500) for done in (1000, 1500, 2500, 3500)]


def test_limits_hold_for_every_recommendation(case: Case) -> None:
    gates, bounds = ["speed >= 40"], {"multilateral": (0.3, 0.7)}
    found = robust_blend(case, components=THREE, scenario="neutral", steps=20, draws=500, gates=gates, bounds=bounds)
    surface = blend_surface(case, components=THREE, scenario="neutral", steps=20, gates=gates, bounds=bounds)
    assert found.table["feasible"].equals(surface.table["feasible"])
    barred = found.table[~found.table["feasible"]]
    assert len(barred) and barred.drop(columns=[*THREE, "feasible"]).isna().all().all()
    assert found.table.loc[found.choices["point"], "feasible"].all()
    assert found.table["p_best"].sum() == pytest.approx(1)
    for place in found.regret:
        mix = Mix.of(case, scenario=place, components=THREE, weights=weight_set(case, None, "neutral"))
        natural = mix.model.natural(mix.natural_share(lattice(3, 20)))
        slow = natural[:, case.catalogue.ids.index("speed")] < 40 - 1e-7
        assert found.regret[place][slow].isna().all()
        assert (found.regret[place].dropna() >= 0).all()
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("weights", ["any", "space"])
def test_a_space_of_weights(case: Case, weights: str) -> None:
    """Only weights drawn: then scores are those of the most likely values under weights from that space."""
    space = WeightSpace.uniform(case.catalogue.ids)
    found = robust_blend(
        case, draws=1000, seed=2, steps=10, sources=("weights",), weights=space if weights == "space" else weights
    )
    mix = Mix.of(case)
    drawn = DrawPlan(mix.model, space, 2, ("weights",)).block(0).weights
    scores = 100 * drawn @ mix.values(lattice(2, 10)).T
    assert found.table["expected_score"].to_numpy() == pytest.approx(scores.mean(axis=0), abs=1e-9)
    assert found.weights == space.describe()


def test_limits_that_some_scenario_cannot_meet_leave_that_rule_without_a_choice(case: Case) -> None:
    """Coverage of 75 is within reach at the chokepoint alone; the other rules still recommend."""
    found = robust_blend(case, scenario="chokepoint", gates=["coverage >= 75"], draws=100, steps=10)
    assert found.choices.index.to_list() == ["near_best", "expected"]
    assert found.regret.notna().any().to_dict() == {place: place == "chokepoint" for place in found.regret}
    assert found.table["worst_regret"].isna().all()
    json.dumps(found.to_dict(), allow_nan=False)


def test_without_doubt_the_best_of_the_lattice_is_always_best(case: Case) -> None:
    found = robust_blend(case, scenario="neutral", draws=50, sources=())
    surface = blend_surface(case, scenario="neutral")
    assert found.table["p_best"][surface.best] == 1
    assert found.table["p_near_best"].to_list() == surface.table["near_best"].astype(float).to_list()
    assert found.best_share.loc["unilateral"].nunique() == 1


def test_long_game_and_neutral_in_the_shipped_case(case: Case) -> None:
    """Over all doubt too, the long game is most often best left to multilateral work alone, and neutral is not."""
    long = robust_blend(case, "expected", scenario="long_game", draws=2000)
    neutral = robust_blend(case, "expected", scenario="neutral", draws=2000)
    assert long.best_share.loc["multilateral", "p50"] > neutral.best_share.loc["multilateral", "p50"]
    assert 0.1 < neutral.shares["unilateral"] < 0.9


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"rule": "worst"}, "No rule 'worst'. Rules: near_best, expected, minimax_regret"),
        ({"draws": 0}, "draws = 0"),
        ({"scenario_draws": -1}, "draws = -1"),
        ({"seed": -1}, "seed = -1"),
        ({"sources": ("luck",)}, "No source of doubt 'luck'"),
        ({"scenarios": ["calm"]}, "'calm'.*some of neutral"),
        ({"scenarios": []}, "none"),
        ({"steps": 0}, "steps = 0"),
        ({"gates": ["coverage >= 99"]}, "gate coverage >= 99"),
        ({"weights": "none"}, "No weight set 'none'"),
        (
            {"rule": "minimax_regret", "gates": ["coverage >= 75"], "scenario": "chokepoint"},
            "In scenario 'neutral': No blend passes the gate coverage >= 75",
        ),
        (
            {
                "rule": "minimax_regret",
                "gates": ["resilience <= 55", "legitimacy >= 50"],
                "scenarios": ["neutral", "flash_crisis"],
            },
            "none is permitted in all of them by resilience <= 55, legitimacy >= 50",
        ),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        robust_blend(case, **{"draws": 10, "steps": 10} | asked)
