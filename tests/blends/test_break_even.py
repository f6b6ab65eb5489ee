"""The least coordination that a blend needs, its doubt, the map of it, and what is left if partners refuse."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends import best_blend, break_even_coordination
from mcda.blends.break_even_map import break_even_map
from mcda.blends.mix import Mix
from mcda.blends.partners import ADAPTED, KEPT, if_partners_refuse
from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.parts import ValuePoint

COARSE = np.linspace(0, 1, 101)


def lead_at(oracle: Any, scenario: str, kappa: float, least: float, most: float = 1.0) -> float:
    """Lead of the best mix with shares from `least` to `most` alone over the best pure strategy."""
    pure = oracle.curve(scenario, np.array([0.0, 1.0])).max()
    mixes = COARSE[(least - 1e-9 <= COARSE) & (min(1 - least, most) + 1e-9 >= COARSE)]
    return float(oracle.curve(scenario, mixes, kappa=kappa).max() - pure)


@pytest.mark.parametrize("epsilon, least", [(0.25, 0.1), (1.0, 0.1), (2.0, 0.1), (1.0, 0.4)])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_break_even_is_the_least_coordination_that_pays(
    case: Case, oracle: Any, scenario: str, epsilon: float, least: float
) -> None:
    """Enough there and not enough just below it, by a second implementation."""
    found = break_even_coordination(case, scenario=scenario, epsilon=epsilon, least_share=least)
    if found.never:
        assert found.share is None
        assert lead_at(oracle, scenario, 1.0, least) < epsilon
    else:
        assert lead_at(oracle, scenario, found.coordination, least) >= epsilon - 1e-6
        assert lead_at(oracle, scenario, found.coordination - 2e-4, least) < epsilon
        assert found.share.min() >= least - 1e-9
        at = oracle.curve(scenario, np.array([found.share["unilateral"]]), kappa=found.coordination)
        pure = oracle.curve(scenario, np.array([0.0, 1.0]))
        assert at[0] - pure.max() >= epsilon - 1e-6
    assert found.assumed == float(oracle.scenarios[scenario]["coordination"])
    json.dumps(found.to_dict(), allow_nan=False)


def test_no_coordination_makes_a_blend_pay_in_the_long_game(case: Case) -> None:
    assert break_even_coordination(case, scenario="long_game").never


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_break_even_falls_with_epsilon(case: Case, scenario: str) -> None:
    found = [break_even_coordination(case, scenario=scenario, epsilon=e).coordination for e in (0.1, 0.5, 1, 2, 4)]
    as_numbers = [np.inf if kappa is None else kappa for kappa in found]
    assert as_numbers == sorted(as_numbers)


def test_the_price_of_acting_first_is_added_to_what_is_needed(case: Case) -> None:
    """Coordination is meant before that price, so a price of 0.2 raises the break-even by 0.2."""
    free = break_even_coordination(case, scenario="neutral", first_mover_cost=0.0).coordination
    paid = break_even_coordination(case, scenario="neutral", first_mover_cost=0.2).coordination
    assert paid == pytest.approx(free + 0.2, abs=2e-4)


@pytest.mark.parametrize(
    "gate, allowed",
    [
        ("legitimacy >= 75", lambda x: x[:, 7] >= 0.75 - 1e-9),
        ("coverage >= 70", lambda x: x[:, 3] >= 0.7 - 1e-9),
        ("administrative_burden <= 62", lambda x: x[:, 12] <= 0.62 + 1e-9),
    ],
)
def test_break_even_under_a_gate_equals_brute_force(case: Case, oracle: Any, gate: str, allowed: Any) -> None:
    """All coordinations in steps of 0.001, all shares from 10 to 90 %: the first that passes and pays."""
    mixes = COARSE[10:91]
    alone = oracle.mix("neutral", np.array([0.0, 1.0]))
    pure = np.where(allowed(alone), oracle.curve("neutral", np.array([0.0, 1.0])), -np.inf).max()

    def pays(kappa: float) -> bool:
        x = oracle.mix("neutral", mixes, kappa=kappa)
        return bool((allowed(x) & (oracle.score(x, oracle.weights("neutral")) >= pure + 1.0)).any())

    first = next((kappa for kappa in np.linspace(-1, 1, 2001) if pays(kappa)), None)
    found = break_even_coordination(case, scenario="neutral", gates=[gate])
    assert first is not None
    assert found.coordination == pytest.approx(first, abs=1.1e-3)
    assert pays(found.coordination)


def test_bounds_hold_for_the_blend_alone(case: Case, oracle: Any) -> None:
    found = break_even_coordination(case, scenario="neutral", bounds={"unilateral": (0.0, 0.15)})
    assert found.share["unilateral"] <= 0.15
    assert lead_at(oracle, "neutral", found.coordination, 0.1, 0.15) >= 1.0 - 1e-6
    assert lead_at(oracle, "neutral", found.coordination - 2e-4, 0.1, 0.15) < 1.0


def test_bounds_that_leave_no_blend_mean_never(case: Case) -> None:
    assert break_even_coordination(case, bounds={"unilateral": (0.0, 0.05)}).never


def test_each_drawn_break_even_equals_a_second_working_out(case: Case, oracle: Any) -> None:
    """Thirty draws of facts, assumptions and weights, each worked out alone."""
    mix = Mix.of(case, scenario="neutral")
    block = next(iter(draw_blocks(mix.model, mix.weights, 30, seed=5)))
    found = break_even_coordination(case, scenario="neutral", draws=30, seed=5)
    scored, assumed = mix.model.scored, block.levels.assumptions
    shares = np.column_stack([COARSE[10:91], 1 - COARSE[10:91]])
    assert found.drawn.shape == (30,)
    for i, kappa in enumerate(found.drawn):
        x = {name: block.levels.scores[i, scored.index(name)] for name in mix.components}
        pure = max(oracle.score(one, block.weights[i]) for one in x.values())

        def lead(kappa: float, i: int = i, x: dict[str, Any] = x, pure: float = pure) -> float:
            fit = float(np.clip(kappa - assumed.first_mover_cost[i], -1, 1))
            blends = oracle.blend(x, shares, fit, q=assumed.returns[i], sigma=assumed.synergy[i])
            return float(oracle.score(blends, block.weights[i]).max() - pure)

        if np.isinf(kappa):
            assert lead(1.0) < 1.0
        else:
            assert lead(kappa) >= 1.0 - 1e-6
            assert kappa == -1.0 or lead(kappa - 2e-4) < 1.0
    assert found.p_enough == pytest.approx((assumed.coordination >= found.drawn).mean())


def test_the_interval_sums_the_draws_up(case: Case) -> None:
    found = break_even_coordination(case, scenario="flash_crisis", draws=1500)
    ordered = np.sort(found.drawn)
    assert found.p_never == np.isinf(ordered).mean()
    numbers = [np.inf if kappa is None else kappa for kappa in found.quantiles.values()]
    assert numbers == [ordered[int(np.ceil(p * 1500)) - 1] for p in (0.05, 0.25, 0.5, 0.75, 0.95)]
    json.dumps(found.to_dict(), allow_nan=False)


def test_the_same_seed_gives_the_same_draws_whatever_their_number(case: Case) -> None:
    short = break_even_coordination(case, draws=400, seed=3)
    long = break_even_coordination(case, draws=1200, seed=3)
    assert (short.drawn == long.drawn[:400]).all()
    assert (short.drawn != break_even_coordination(case, draws=400, seed=4).drawn).any()


def test_without_doubt_every_draw_is_the_answer(case: Case) -> None:
    found = break_even_coordination(case, draws=20, sources=())
    assert found.drawn == pytest.approx(np.full(20, found.coordination))


def test_bent_value_curves_take_the_long_way_to_the_same_numbers(case: Case) -> None:
    """A curve through points on the straight line is no `Linear` one, but worth the same."""
    points = [
        ValuePoint.model_validate(
            {"criterion": "coverage", "kind": "piecewise", "score": 40, "value": 40, "rationale": "on the line"}
        )
    ]
    long_way = break_even_coordination(case.replace(value_rows=tuple(points)), draws=50)
    assert long_way.drawn == pytest.approx(break_even_coordination(case, draws=50).drawn, abs=2e-4)


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game"])
def test_the_map_equals_a_second_working_out(case: Case, oracle: Any, scenario: str) -> None:
    found = break_even_map(case, scenario=scenario, steps=20)
    pure = oracle.curve(scenario, np.array([0.0, 1.0])).max()
    shares, kappas = np.linspace(0, 1, 21), np.linspace(-1, 1, 21)
    wanted = np.array([oracle.curve(scenario, shares, kappa=kappa) - pure for kappa in kappas])
    assert found.table["lead"].to_numpy() == pytest.approx(wanted.ravel(), abs=1e-9)
    assert found.table["share"].to_numpy() == pytest.approx(np.tile(shares, 21))
    assert found.table["coordination"].to_numpy() == pytest.approx(np.repeat(kappas, 21))
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("line, level", [("zero", 0.0), ("epsilon", 1.0)])
def test_contours_are_where_the_lead_is_reached(case: Case, oracle: Any, line: str, level: float) -> None:
    found = break_even_map(case, scenario="neutral", steps=20)
    pure = oracle.curve("neutral", np.array([0.0, 1.0])).max()

    def lead(share: float, kappa: float) -> float:
        return float(oracle.curve("neutral", np.array([share]), kappa=kappa)[0] - pure)

    for share, kappa in found.contours[["share", line]].itertuples(index=False):
        if np.isnan(kappa):
            assert lead(share, 1.0) < level
        else:
            assert lead(share, kappa) >= level - 1e-6
            assert kappa == -1.0 or lead(share, kappa - 2e-4) < level


def test_the_lowest_point_of_the_map_is_the_break_even(case: Case) -> None:
    line = break_even_map(case, scenario="chokepoint", steps=100).contours["epsilon"].iloc[10:91]
    assert line.min() == pytest.approx(break_even_coordination(case, scenario="chokepoint").coordination, abs=2e-4)


@pytest.mark.parametrize("at, kappa", [("now", 0.3), ("low", -0.3), ("0", 0.0), ("-0.5", -0.5)])
def test_if_partners_refuse_equals_a_second_working_out(
    case: Case, oracle: Any, monkeypatch: pytest.MonkeyPatch, at: str, kappa: float
) -> None:
    """Every option worked out in a scenario of that coordination."""
    rows = if_partners_refuse(case, scenario="neutral").set_index(["at", "option"]).loc[at]
    now = {
        name: float(oracle.score(x, oracle.weights("neutral"))) for name, x in oracle.every_option("neutral").items()
    }
    monkeypatch.setitem(oracle.scenarios["neutral"], "coordination", kappa)
    then = {
        name: float(oracle.score(x, oracle.weights("neutral"))) for name, x in oracle.every_option("neutral").items()
    }

    def rank(scores: dict[str, float], name: str) -> int:
        return 1 + sum(other > scores[name] + 1e-7 for other in scores.values())

    assert (rows["coordination"] == kappa).all()
    for name, score in then.items():
        assert rows.loc[name, "score"] == pytest.approx(score, abs=1e-9)
        assert rows.loc[name, "change"] == pytest.approx(score - now[name], abs=1e-9)
        assert rows.loc[name, "rank"] == rank(then, name)
        assert rows.loc[name, "rank_change"] == rank(then, name) - rank(now, name)


def test_the_best_blend_if_partners_refuse(case: Case, oracle: Any) -> None:
    """Kept, it falls along its own shares; adapted, it is the best that is left, and never worse than kept."""
    table = if_partners_refuse(case, scenario="neutral").set_index(["option", "at"])
    share = np.array([best_blend(case, scenario="neutral").shares["unilateral"]])
    for at in ("low", "0", "-0.5", "-1"):
        kappa = float(table.loc[(KEPT, at), "coordination"])
        assert table.loc[(KEPT, at), "score"] == pytest.approx(oracle.curve("neutral", share, kappa=kappa)[0], abs=1e-3)
        best = oracle.curve("neutral", np.linspace(0, 1, 2001), kappa=kappa).max()
        assert table.loc[(ADAPTED, at), "score"] == pytest.approx(best, abs=1e-4)
        assert table.loc[(ADAPTED, at), "score"] >= table.loc[(KEPT, at), "score"] - 1e-9


def test_options_that_break_a_gate_have_no_rank(case: Case, oracle: Any) -> None:
    table = if_partners_refuse(case, scenario="neutral", gates=["legitimacy >= 60"])
    assert table.loc[~table["feasible"], "rank"].isna().all()
    assert table.loc[table["feasible"], "rank"].notna().all()
    alone = table[table["option"] == "unilateral"]
    assert not alone["feasible"].any()
    share = np.array([best_blend(case, scenario="neutral", gates=["legitimacy >= 60"]).shares["unilateral"]])
    kept = table[table["option"] == KEPT]
    wanted = [oracle.mix("neutral", share, kappa=kappa)[0, 7] >= 0.6 - 1e-6 for kappa in kept["coordination"]]
    assert kept["feasible"].to_list() == wanted
    assert set(wanted) == {True, False}, "the gate is never crossed, so nothing was tried"


@pytest.mark.parametrize(
    "call, asked, wanted",
    [
        (break_even_coordination, {"epsilon": float("nan")}, "epsilon = nan"),
        (break_even_coordination, {"least_share": 0.6}, "least_share = 0.6"),
        (break_even_coordination, {"draws": -1}, "draws = -1"),
        (break_even_coordination, {"draws": 2.5}, "draws = 2.5"),
        (break_even_coordination, {"gates": ["legitimacy >= 90", "speed >= 90"]}, "legitimacy >= 90, speed >= 90"),
        (break_even_coordination, {"gates": ["coverage <= 60"]}, "coverage <= 60"),
        (break_even_coordination, {"bounds": {"nobody": (0, 1)}}, "nobody"),
        (break_even_map, {"components": ("unilateral", "multilateral", "minilateral")}, "two components"),
        (break_even_map, {"steps": 0}, "steps = 0"),
        (break_even_map, {"gates": ["speed >= 99"]}, "speed >= 99"),
        (if_partners_refuse, {"gates": ["coverage >= 99"]}, "coverage >= 99"),
        (if_partners_refuse, {"scenario": "calm"}, "No scenario 'calm'"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else getattr(value, "__name__", None),
)
def test_settings_that_make_no_sense_are_refused(case: Case, call: Any, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        call(case, **asked)
