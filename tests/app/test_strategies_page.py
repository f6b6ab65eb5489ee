"""What can be chosen is built on one page: options, blends and their meaning, levers, coordination, assumptions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import HOSTILE, go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda.case import Case
from mcda.coordination import SCEPTIC, coordination_answers
from mcda.folder import write_case
from mcda.starter import write_starter
from views.build import strategies_assumptions, strategies_levers, strategies_words

SIDES = ("Options", "Blends", "Levers", "Coordination", "Assumptions")


def page(side: str = "Options", **link: str) -> AppTest:
    return opened("strategies", side=side, **link)


def now(at: AppTest) -> Case:
    found: Case = at.session_state["work"].case
    return found


def click(at: AppTest, key: str) -> AppTest:
    return sound(at.get_by_key(key).click().run())


def findings(at: AppTest) -> list[str]:
    return [plain(one.value) for one in at.subheader]


def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, case: Case) -> None:
    write_case(case, tmp_path / "own")
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "own"))


def test_every_side_opens_and_says_what_is_missing() -> None:
    at = page("Assumptions")
    assert findings(at)[0].startswith("Blends lead")
    for side in SIDES:
        pick(at, "side", side)
        assert title(at) == "12 options: 3 can be mixed, all 5 blends say what their shares mean"
        assert findings(at)
        assert "Still missing here" in prose(at)
        assert not at.error


def test_an_option_is_added_scored_as_unknown_and_taken_back(case: Case) -> None:
    at = page()
    at.get_by_key("new_option_label").set_value(HOSTILE).run()
    go(at, "result")
    go(at, "strategies")
    assert at.get_by_key("new_option_label").value == HOSTILE
    click(at, "new_option_add")
    made = now(at)
    assert made.options[-1].label == HOSTILE
    assert len([one for one in made.cells if one.option == made.options[-1].option]) == len(case.catalogue.ids)
    assert at.get_by_key("strategy").value == made.options[-1].option
    assert "13 of 13 scores of this option are unknown" in at.info[0].value
    assert at.get_by_key("new_option_label").value == ""
    click(at, "undo")
    assert now(at).digest == case.digest
    assert at.get_by_key("strategy").value in case.option_ids


def test_a_variant_and_a_blend_are_added() -> None:
    at = page()
    pick(at, "new_option_kind", "variant")
    at.get_by_key("new_option_label").set_value("Alone, in the open").run()
    pick(at, "new_option_base", "unilateral")
    pick(at, "new_option_levers", ["transparency"])
    click(at, "new_option_add")
    assert (now(at).options[-1].base, now(at).options[-1].levers) == ("unilateral", ("transparency",))
    pick(at, "new_option_kind", "blend")
    click(at, "new_option_add")
    assert "An option needs a name" in at.error[0].value
    at.get_by_key("new_option_label").set_value("Even").run()
    click(at, "new_option_add")
    assert dict(now(at).options[-1].shares) == {"unilateral": 0.5, "multilateral": 0.5}
    assert not at.error


def test_a_name_that_is_taken_stays_typed_with_its_fault(case: Case) -> None:
    at = pick(page(), "strategy", "unilateral")
    at.get_by_key("label_unilateral").set_value("Multilateral").run()
    assert "Another option is called" in at.error[0].value
    assert at.get_by_key("label_unilateral").value == "Multilateral"
    assert now(at).digest == case.digest
    pick(at, "label_unilateral", "Alone")
    assert now(at).labels["unilateral"] == "Alone"
    pick(at, "description_unilateral", "By ourselves.")
    assert now(at).option("unilateral").description == "By ourselves."
    click(click(at, "undo"), "undo")
    assert at.get_by_key("label_unilateral").value == "Unilateral"


def test_an_option_that_others_need_goes_with_them_only(case: Case) -> None:
    at = pick(page(), "strategy", "unilateral")
    click(at, "remove_unilateral")
    assert "cannot be removed" in at.error[0].value
    assert "Floor with national top-up" in at.code[-1].value
    assert now(at).digest == case.digest
    click(at, "remove_all")
    assert len(now(at).options) == 4
    assert title(at) == "4 options: 2 can be mixed, no blend of them is an option yet"
    click(at, "undo")
    assert now(at).digest == case.digest


def test_options_move_and_change_kind(case: Case) -> None:
    at = pick(page(), "strategy", "multilateral")
    click(at, "up_multilateral")
    assert now(at).option_ids[:2] == ("multilateral", "status_quo")
    assert at.get_by_key("up_multilateral").disabled
    pick(at, "kind_multilateral", "single")
    assert now(at).option("multilateral").kind == "single"
    assert title(at).startswith("12 options: 2 can be mixed")


def test_shares_are_saved_once_they_sum_to_all(case: Case) -> None:
    at = pick(page("Blends"), "strategy", "act_first_50")
    pick(at, "shares_act_first_50_unilateral", 30.0)
    assert "The shares sum to 80 %" in plain(at.error[0].value)
    assert "Sum: **80.0 %**" in prose(at)
    assert now(at).digest == case.digest
    go(at, "result")
    go(at, "strategies")
    pick(at, "side", "Blends")
    assert at.get_by_key("shares_act_first_50_unilateral").value == 30.0
    click(at, "shares_act_first_50_complete")
    assert dict(now(at).option("act_first_50").shares) == {"unilateral": 0.3, "multilateral": 0.7}
    assert not at.error
    assert "brings 51 % of its effect" in [one.value for one in at.caption]
    click(at, "undo")
    assert at.get_by_key("shares_act_first_50_unilateral").value == 50.0


def test_a_third_part_joins_a_blend_and_shares_can_be_taken_back(case: Case) -> None:
    at = pick(page("Blends"), "strategy", "act_first_50")
    pick(at, "shares_act_first_50_minilateral", 20.0)
    click(at, "shares_act_first_50_complete")
    assert dict(now(at).option("act_first_50").shares) == {"unilateral": 0.4, "multilateral": 0.4, "minilateral": 0.2}
    pick(at, "shares_act_first_50_minilateral", 50.0)
    click(at, "shares_act_first_50_back")
    assert at.get_by_key("shares_act_first_50_minilateral").value == 20.0
    assert not at.error


def test_a_blend_is_an_alternative_once_every_share_has_a_meaning() -> None:
    at = pick(page("Blends"), "strategy", "floor_top_up")
    assert not at.warning
    pick(at, "meaning_floor_top_up_unilateral", "")
    assert "Not an alternative yet" in at.warning[0].value
    assert findings(at)[0] == "Not an alternative yet: 1 of 5 blends"
    pick(at, "meaning_floor_top_up_unilateral", "Lithography tools")
    assert not at.warning
    assert "Lithography tools" in {one.meaning for one in now(at).meanings}
    assert title(at) == "12 options: 3 can be mixed, all 5 blends say what their shares mean"
    click(at, "undo")
    assert at.get_by_key("meaning_floor_top_up_unilateral").value == ""


def test_order_and_levers_of_a_blend() -> None:
    at = pick(page("Blends"), "strategy", "act_first_50")
    pick(at, "sequence_act_first_50", "act_together")
    pick(at, "levers_act_first_50", ["transparency"])
    blend = now(at).option("act_first_50")
    assert (blend.sequence, blend.levers) == ("act_together", ("transparency",))


@pytest.mark.parametrize(("scenario", "loses"), [("Neutral", False), ("Long game", True)])
def test_it_is_said_when_blends_lose(scenario: str, loses: bool) -> None:
    at = page("Blends", scenario=scenario)
    assert ("alone is best: no mix beats it, so blends lose" in prose(at)) == loses
    pick(at, "side", "Assumptions")
    assert findings(at)[0].startswith("Blends lose" if loses else "Blends lead")


def test_four_answers_suggest_a_range_and_it_is_used(case: Case) -> None:
    at = page("Coordination")
    assert "nobody has answered" in findings(at)[0]
    assert at.get_by_key("fit_use").disabled
    for question, answer in {"same_targets": "yes", "same_list": "partly", "joint_licensing": "no"}.items():
        pick(at, f"fit_neutral_{question}", answer)
    pick(at, "fit_neutral_partner_opposition", "not_sure")
    assert len(coordination_answers(now(at), "neutral")) == 4
    assert findings(at)[0] == "The answers suggest 0.00 (from -0.50 to 0.50); the case says 0.30 (from -0.30 to 0.70)"
    click(at, "fit_use")
    one = now(at).scenario("neutral")
    assert (one.coordination_low, one.coordination, one.coordination_high) == (-0.5, 0.0, 0.5)
    assert at.get_by_key("fit_use").disabled
    assert at.get_by_key("coordination_neutral_low").value == -0.5
    click(at, "undo")
    assert now(at).scenario("neutral").coordination == 0.3
    assert at.get_by_key("coordination_neutral_likely").value == 0.3


def test_a_sceptics_coordination_is_one_click_and_numbers_can_be_typed(case: Case) -> None:
    at = click(page("Coordination", scenario="Long game"), "fit_sceptic")
    one = now(at).scenario("long_game")
    assert (one.coordination_low, one.coordination, one.coordination_high) == SCEPTIC
    assert now(at).scenario("neutral") == case.scenario("neutral")
    pick(at, "coordination_long_game_likely", 0.8)
    assert at.error
    assert now(at).scenario("long_game").coordination == 0.0
    pick(at, "coordination_long_game_high", 0.9)
    assert not at.error
    assert (now(at).scenario("long_game").coordination, now(at).scenario("long_game").coordination_high) == (0.8, 0.9)


def test_each_switch_says_what_the_best_blend_becomes(case: Case) -> None:
    at = page("Assumptions")
    without = mcda.best_blend(case, synergy=0.0)
    said = [text for text in prose(at).splitlines() if text.startswith("Without it")]
    assert said[0] == "Without it: **Multilateral alone is best: no mix beats it, so blends lose**."
    assert f"{without.lead:.1f} points ahead of Multilateral alone" in said[1]
    pick(at, "on_returns", False)
    assert now(at).settings.defaults.off == ("returns",)
    assert "It is off. With it: the best mix is" in prose(at)
    assert findings(at)[0].startswith("Blends lose")
    pick(at, "on_returns", True)
    assert now(at).digest == case.digest


def test_ranges_order_parts_and_harms_are_changed(case: Case) -> None:
    at = page("Assumptions")
    pick(at, "range_synergy_likely", 0.6)
    assert at.error
    pick(at, "range_synergy_high", 0.7)
    assert now(at).settings.defaults.synergy.mode == 0.6
    pick(at, "synergy_on", ["durability"])
    assert now(at).settings.synergy.on == ("durability",)
    pick(at, "usual_sequence", "act_together")
    pick(at, "usual_components", ["unilateral", "multilateral", "minilateral"])
    pick(at, "stack_harms", True)
    settings = now(at).settings
    assert (settings.defaults.sequence, len(settings.defaults.components)) == ("act_together", 3)
    assert {name: rule.value for name, rule in settings.rules.items()} == {
        "collateral_damage": "stack",
        "industry_cost": "stack",
    }
    pick(at, "usual_components", ["unilateral"])
    assert "two to four" in at.code[-1].value
    assert at.get_by_key("usual_components").value == ["unilateral"]


def test_tables_of_rules_and_levers_read_back_what_they_show(case: Case) -> None:
    rules = strategies_assumptions.projected(case)
    assert strategies_assumptions.changed(case, rules).digest == case.digest
    rules.loc[rules["id"] == "speed", "rule"] = "share-weighted mean"
    assert strategies_assumptions.changed(case, rules).settings.rules["speed"].value == "mean"
    effects = strategies_levers.projected(case)
    assert strategies_levers.changed(case, effects).digest == case.digest
    effects.loc[0, "criterion"] = "Coverage"
    assert strategies_levers.changed(case, effects).levers[0].criterion == "coverage"


def test_a_lever_is_added_field_by_field() -> None:
    at = page("Levers")
    for key, value in {"label": "Customs union", "low": 1.0, "effect": 2.0, "high": 3.0}.items():
        at.get_by_key(f"effect_{key}").set_value(value)
    (button,) = [one for one in at.button if one.label == "Add this effect"]
    sound(button.click().run())
    assert (now(at).levers[-1].lever, now(at).levers[-1].effect) == ("customs_union", 2.0)
    assert findings(at)[0] == "18 levers, 3 are used by options"


def test_a_case_without_parts_is_led_to_its_first_blend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MCDA_CASE", str(write_starter(tmp_path / "own")))
    at = page("Blends")
    assert title(at) == "3 options: none can be mixed yet"
    assert findings(at)[0] == "Nothing can be mixed yet"
    for side in ("Levers", "Coordination", "Assumptions", "Options", "Blends"):
        pick(at, "side", side)
        assert not at.error
    ids = list(now(at).option_ids)[:2]
    pick(at, "first_step", ids)
    click(at, "first_step_done")
    assert title(at) == "3 options: 2 can be mixed, no blend of them is an option yet"
    at.get_by_key("new_option_label").set_value("Both").run()
    click(at, "new_option_add")
    assert title(at).endswith("1 blend has shares nobody has described")
    assert now(at).options[-1].kind == "blend"


def test_one_option_alone_is_no_obstacle(
    make_case: Callable[..., Case], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own(monkeypatch, tmp_path, make_case({"only": [1.0]}))
    at = page()
    assert title(at) == "1 option: none can be mixed yet"
    click(at, "remove_only")
    assert "last option" in plain(at.error[0].value)
    assert strategies_words.state_of(now(at), now(at).options[0]) == "no description"
