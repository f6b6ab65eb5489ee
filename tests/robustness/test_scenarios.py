"""The same options in two scenarios, side by side."""

import numpy as np
import pytest

import mcda
from mcda import compare_scenarios, rank
from mcda.case import Case


@pytest.mark.parametrize("weights", [None, "role_security"], ids=["own weights", "one weight set"])
@pytest.mark.parametrize("first, second", [("neutral", "long_game"), ("flash_crisis", "moving_frontier")])
def test_both_sides_are_the_rankings_themselves(case: Case, first: str, second: str, weights: str | None) -> None:
    found = compare_scenarios(case, first, second, weights=weights)
    for scenario, side in ((first, "first"), (second, "second")):
        table = rank(case, scenario=scenario, weights=weights).table.set_index("option").loc[found.index]
        assert found[f"score_{side}"].to_numpy() == pytest.approx(table["score"].to_numpy())
        assert found[f"rank_{side}"].tolist() == table["rank"].tolist()
        assert found["label"].tolist() == table["label"].tolist()
    assert set(found.index) == set(case.choices)
    assert found["rank_first"].is_monotonic_increasing


def test_a_climb_is_positive(case: Case) -> None:
    """Multilateral action is not first in neutral and is in the long game; its score rises from 57.0 to 64.5."""
    found = compare_scenarios(case, "neutral", "long_game").loc["multilateral"]
    assert found["rank_second"] == 1
    assert found["rank_change"] == found["rank_first"] - 1 > 0
    assert found["score_change"] == pytest.approx(7.5, abs=0.2)


def test_a_scenario_against_itself_changes_nothing(case: Case) -> None:
    found = compare_scenarios(case, "neutral", "neutral")
    assert (found["score_change"] == 0).all()
    assert (found["rank_change"] == 0).all()


def test_with_one_weight_set_only_facts_move_a_score(case: Case) -> None:
    """Long game shifts of unilateral action: resilience and durability -10 each, at weights 6 and 11 of 100."""
    found = compare_scenarios(case, "neutral", "long_game", weights="neutral")
    assert found.loc["unilateral", "score_change"] == pytest.approx(-0.06 * 10 - 0.11 * 10)
    assert found.loc["multilateral", "score_change"] == pytest.approx(0.06 * 5 + 0.11 * 5)


def test_an_option_kept_out_of_one_scenario_has_missing_numbers_there(case: Case) -> None:
    """The signal of multilateral action is 60 in neutral and 40 in a split coalition."""
    found = compare_scenarios(case, "neutral", "split_coalition", gates=["signal >= 45"]).loc["multilateral"]
    assert np.isfinite(found["score_first"])
    assert np.isnan(found["score_second"])
    assert np.isnan(found["score_change"])


def test_unknown_scenarios_are_refused(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match="No scenario 'calm'"):
        compare_scenarios(case, "neutral", "calm")
