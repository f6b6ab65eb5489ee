"""Regret in scenarios, against the second working-out of the shipped case and loops over draws."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.robustness.regret import regret
from mcda.weights import weight_set


def scores_of(oracle: Any, weights: str | None) -> dict[str, dict[str, float]]:
    """Score by scenario and option under one weight set, or under the scenario's own."""
    found = {}
    for scenario in SCENARIOS:
        w = oracle.weights(weights or oracle.scenarios[scenario]["weights"])
        found[scenario] = {name: float(oracle.score(x, w)) for name, x in oracle.every_option(scenario).items()}
    return found


@pytest.mark.parametrize("weights", ["neutral", "long_game", None], ids=str)
def test_regret_is_what_the_best_has_more(case: Case, oracle: Any, weights: str | None) -> None:
    expected = scores_of(oracle, weights)
    found = regret(case, weights=weights, own_weights=weights is None)
    assert found.units == ("points of 100" if weights else "differ")
    worst = {}
    for scenario, scores in expected.items():
        assert found.scores[scenario].to_dict() == pytest.approx(scores)
        for option, score in scores.items():
            loss = max(scores.values()) - score
            assert found.regret.loc[option, scenario] == pytest.approx(loss, abs=1e-9)
            worst.setdefault(option, []).append(loss)
    assert found.table["worst_regret"].to_dict() == pytest.approx({name: max(all_) for name, all_ in worst.items()})
    assert found.table["mean_regret_equal_scenarios"].to_dict() == pytest.approx(
        {name: sum(all_) / len(SCENARIOS) for name, all_ in worst.items()}
    )
    assert found.choice == min(worst, key=lambda name: max(worst[name]))
    assert found.table.index[0] == found.choice
    assert found.table["worst_regret"].is_monotonic_increasing
    for option, row in found.table.iterrows():
        assert found.regret.loc[option, row["worst_scenario"]] == row["worst_regret"]


def test_one_weight_set_judges_all_scenarios(case: Case) -> None:
    """Without weights it is the suggestion of the default scenario; the sets are named either way."""
    assert set(regret(case).weights.values()) == {case.suggested_weights()}
    own = regret(case, own_weights=True).weights
    assert own == {scenario: case.suggested_weights(scenario) for scenario in SCENARIOS}


def test_scenarios_can_be_chosen(case: Case) -> None:
    found = regret(case, scenarios=["long_game", "neutral", "long_game"])
    assert list(found.regret.columns) == ["long_game", "neutral"]
    one = regret(case, scenarios="long_game", weights="long_game")
    assert one.choice == mcda.rank(case, scenario="long_game", weights="long_game").winner
    assert one.table.loc[str(one.choice), "worst_regret"] == 0


def test_an_option_kept_out_somewhere_cannot_be_the_choice(case: Case) -> None:
    """The signal of multilateral action is 60 in neutral and 40 in a split coalition."""
    found = regret(case, scenarios=["neutral", "split_coalition"], gates=["signal >= 45"])
    assert not found.table.loc["multilateral", "permitted"]
    assert np.isnan(found.table.loc["multilateral", "worst_regret"])
    assert np.isnan(found.regret.loc["multilateral", "split_coalition"])
    assert np.isfinite(found.regret.loc["multilateral", "neutral"])
    assert found.choice != "multilateral"
    out = found.excluded.query("option == 'multilateral'")
    assert out[["scenario", "gate"]].to_numpy().tolist() == [["split_coalition", "signal >= 45"]]
    # Who passes is compared with who passes: in each scenario the best has no regret.
    assert found.regret.min().tolist() == [0, 0]
    json.dumps(found.to_dict(), allow_nan=False)


def test_gates_may_leave_nobody_in_every_scenario(case: Case) -> None:
    """Resilience of at least 67: multilateral action has 70 in the long game and 65 at a chokepoint, a coalition of
    allies the reverse. Each wins where it alone passes; no choice is made, and none of the two is named worst.
    """
    asked = {"scenarios": ["long_game", "chokepoint"], "options": ["multilateral", "minilateral"]}
    for draws in (0, 20):
        found = regret(case, **asked, gates=["resilience >= 67"], draws=draws)  # type: ignore[arg-type]
        assert found.choices == ()
        assert found.choice is None
        assert not found.table["permitted"].any()
        assert found.regret.min().tolist() == [0, 0]
        assert found.regret.isna().to_numpy().tolist() == [[False, True], [True, False]]
        json.dumps(found.to_dict(), allow_nan=False)


def test_gates_that_nobody_passes_name_the_scenario(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match="In scenario 'split_coalition': No option passes the gates"):
        regret(case, scenarios=["neutral", "split_coalition"], options=["multilateral"], gates=["signal >= 45"])


def test_twins_share_the_choice(make_case: Any) -> None:
    found = regret(make_case({"a": [50], "b": [50], "d": [20]}), draws=10)
    assert found.choices == ("a", "b")
    assert found.table["p_choice"].to_dict() == pytest.approx({"a": 0.5, "b": 0.5, "d": 0})


def test_intervals_are_those_of_the_draws(case: Case) -> None:
    """Worked out here from the same draws: 5 % and 95 % of each regret, of the worst, and who has the least worst."""
    places, draws = ["neutral", "long_game", "split_coalition"], 1200
    found = regret(case, weights="neutral", scenarios=places, draws=draws, seed=7)
    more = np.array([criterion.direction == "more" for criterion in case.catalogue.criteria])
    chosen = weight_set(case, "neutral")
    losses = []
    for place in places:
        model = case.facts(place)
        rows = [model.options.index(option) for option in found.regret.index]
        blocks = draw_blocks(model, chosen, draws, 7, ("facts", "assumptions"))
        x = np.concatenate([model.compose(block.levels)[:, rows] for block in blocks])
        scores = 100 * (np.where(more, x, 1 - x) * chosen.weights).sum(axis=-1)
        losses.append(scores.max(axis=1, keepdims=True) - scores)
        assert found.low is not None and found.high is not None
        assert found.low[place].to_numpy() == pytest.approx(np.quantile(losses[-1], 0.05, axis=0), abs=1e-9)
        assert found.high[place].to_numpy() == pytest.approx(np.quantile(losses[-1], 0.95, axis=0), abs=1e-9)
    worst = np.max(losses, axis=0)
    table = found.table.loc[found.regret.index]
    assert table["p05"].to_numpy() == pytest.approx(np.quantile(worst, 0.05, axis=0))
    assert table["p95"].to_numpy() == pytest.approx(np.quantile(worst, 0.95, axis=0))
    chances = np.bincount(worst.argmin(axis=1), minlength=worst.shape[1]) / draws
    assert table["p_choice"].to_numpy() == pytest.approx(chances)


def test_an_interval_in_closed_form(make_case: Any) -> None:
    """`a` may lie anywhere from 0 to 100, `b` is at 0: b's regret is uniform, 5 to 95."""
    found = regret(make_case({"a": [None], "b": [0]}), draws=20_000)
    assert found.table.loc["b", ["p05", "p95"]].tolist() == pytest.approx([5, 95], abs=1)
    assert found.table.loc["a", "p_choice"] == 1


def test_draws_leave_the_points_alone_and_the_seed_repeats_them(case: Case) -> None:
    plain, one, same, other = (regret(case, draws=d, seed=s) for d, s in ((0, 0), (60, 1), (60, 1), (60, 2)))
    assert plain.low is None
    assert plain.regret.equals(one.regret)
    assert one.table.equals(same.table)
    assert not one.table["p95"].equals(other.table["p95"])


@pytest.mark.parametrize("draws", [0, 20])
def test_plain_data(case: Case, draws: int) -> None:
    plain = json.loads(json.dumps(regret(case, draws=draws).to_dict(), allow_nan=False))
    assert set(plain["options"]) == set(case.choices)
    assert (plain["p05"] is None) == (draws == 0)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"method": "topsis"}, "'topsis' does not mean the same.*additive"),
        ({"method": "magic"}, "No method 'magic'"),
        ({"weights": "neutral", "own_weights": True}, "own_weights"),
        ({"scenarios": ["doom", "neutral", "gloom"]}, "'doom', 'gloom'.*neutral"),
        ({"scenarios": []}, "No scenario is named"),
        ({"options": []}, "No options"),
        ({"options": ["nobody"]}, "No option 'nobody'"),
        ({"sources": ["weights"]}, "'weights' cannot be drawn"),
        ({"draws": -5}, "draws = -5"),
        ({"draws": 2.5}, "draws = 2.5"),
        ({"draws": 10, "seed": -1}, "seed = -1"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        regret(case, **asked)
