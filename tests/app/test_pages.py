"""Each page answers what is asked of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import opened, pick, prose, sound, title

from mcda.case import Case
from mcda.folder import write_case


def test_a_gate_keeps_options_out_and_says_so() -> None:
    at = pick(pick(opened(), "gate_criterion", "speed"), "gate_sense", "at least")
    ranked, kept_out = at.dataframe[0].value, at.dataframe[1].value
    assert {"Status quo", "Multilateral"} <= set(kept_out["label"])
    assert not set(kept_out["label"]) & set(ranked["Option"])
    assert set(kept_out["gate"]) == {"speed >= 50"}
    assert "Kept out by a gate" in prose(at)


def test_an_impossible_gate_is_an_error_and_can_be_loosened() -> None:
    at = pick(pick(opened(), "gate_criterion", "industry_cost"), "gate_limit_industry_cost", 0.0)
    (problem,) = at.error
    assert "No option passes the gates" in problem.value
    assert not at.dataframe
    pick(at, "gate_limit_industry_cost", 100.0)
    assert not at.error
    assert len(at.dataframe[0].value) == 11


def test_the_comparison_keeps_or_drops_the_weights() -> None:
    at = pick(opened(), "second_scenario", "long_game")
    kept = at.dataframe[1].value
    assert "with the weights of Neutral kept" in prose(at)
    assert {"Rank, Neutral", "Rank, Long game"} <= set(kept.columns)
    pick(at, "same_weights", False)
    suggested = at.dataframe[1].value
    assert "kept" not in prose(at).split("From Neutral to Long game")[1]
    assert not kept["Score change"].equals(suggested["Score change"])
    assert "From Neutral to Long game, Multilateral takes the first place" in prose(at)


def test_bars_show_objectives_or_criteria() -> None:
    at = opened()
    chart = at.get("vega_lite_chart")[0].proto
    assert "first in the Neutral scenario" in chart.alt
    before = chart.spec
    pick(at, "detail", "Criteria")
    assert at.get("vega_lite_chart")[0].proto.spec != before


def test_bars_of_a_case_with_one_objective_show_criteria(
    make_case: Callable[..., Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_case(make_case({"a": [80, 60], "b": [40, 50]}), tmp_path / "case")
    assert opened().segmented_control(key="detail").value == "Objectives"
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "case"))
    assert opened().segmented_control(key="detail").value == "Criteria"


def test_the_failure_mode_is_named_and_not_ranked() -> None:
    at = opened()
    assert any("Not ranked: Fragmented coalition" in one.value for one in at.caption)
    assert "Fragmented coalition" not in set(at.dataframe[0].value["Option"])


def test_coordination_moves_the_headline() -> None:
    at = opened("blend_lab")
    usual = title(at)
    high = title(pick(at, "fit_neutral", 1.0))
    low = title(pick(at, "fit_neutral", -1.0))
    assert len({usual, high, low}) == 3
    assert "No blend beats multilateral alone" in prose(at)


def test_acting_together_leaves_no_lead() -> None:
    at = opened("blend_lab")
    assert not at.slider(key="first_mover").disabled
    assert "No blend beats" not in prose(at)
    pick(at, "sequence", "act_together")
    assert "No blend beats" in prose(at)
    assert "no lead to take apart" in prose(at)
    assert at.slider(key="first_mover").disabled


def test_the_sceptics_button_takes_coordination_away() -> None:
    at = opened("blend_lab")
    usual = title(at)
    (button,) = [one for one in at.button if one.label.startswith("Sceptic")]
    sound(button.click().run())
    assert at.slider(key="fit_neutral").value == 0
    assert title(at) != usual
    assert "+0.00 is assumed here" in prose(at)


def test_harms_that_add_up_change_rule_and_finding() -> None:
    at = opened("blend_lab")
    usual = title(at), at.dataframe[1].value.set_index("Criterion")["Rule"]
    pick(at, "stack", True)
    rules = at.dataframe[1].value.set_index("Criterion")["Rule"]
    assert usual[1]["Collateral damage"] != "burdens add up" == rules["Collateral damage"]
    assert title(at) != usual[0]


@pytest.mark.parametrize("without", [["returns"], ["synergy", "coordination"], ["acting first"]])
def test_ghost_curves_join_the_chart_and_leave_the_finding(without: list[str]) -> None:
    at = opened("blend_lab")
    said, before = title(at), at.get("vega_lite_chart")[0].proto
    spec, count = before.spec, len(before.datasets)
    pick(at, "without", without)
    chart = at.get("vega_lite_chart")[0].proto
    assert title(at) == said
    assert chart.spec != spec
    assert len(chart.datasets) >= count


@pytest.mark.parametrize("share", [0, 33, 100])
def test_one_blend_at_any_share(share: int) -> None:
    at = pick(opened("blend_lab"), "share", share)
    assert f"{share} % unilateral and {100 - share} % multilateral:" in prose(at)
    table = at.dataframe[1].value
    if share in (0, 100):
        alone = "Unilateral" if share else "Multilateral"
        assert (table["Blend"] - table[alone].round(0)).abs().max() <= 1


def test_another_pair_of_strategies() -> None:
    at = pick(opened("blend_lab"), "pair", "Allied coalition with multilateral")
    assert "allied coalition" in title(at)


@pytest.mark.parametrize(("key", "value"), [("returns", 1.0), ("synergy", 0.0), ("first_mover", 0.4)])
def test_each_assumption_can_be_set(key: str, value: float) -> None:
    at = opened("blend_lab")
    before = title(at), prose(at)
    pick(at, key, value)
    assert (title(at), prose(at)) != before


def test_every_option_says_what_it_means_and_what_it_is_built_from() -> None:
    said = prose(opened())
    assert "Nothing binds before the members agree." in said
    assert "Built from 15 % unilateral, 85 % multilateral and licensing harmonisation." in said
