"""The Blend lab answers six questions on blends, each on its own side, with the engine's numbers."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from app_driver import ROOT, go, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda import wording_blends as words
from mcda.case import Case
from mcda.folder import write_case
from mcda.starter import write_starter
from views.decide.blend_lab_pins import pin, pin_clicked, pins_of, unpin

SIDES = ("Two parts", "Three parts", "Fit", "What the lead is made of", "Levers", "Time and history")
PAIR = ("unilateral", "multilateral")
THREE = ("unilateral", "multilateral", "minilateral")


def lab(side: str, page: str = "blend_lab", **link: str) -> AppTest:
    """A side of the lab, opened by a link."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in {"view": side, **link}.items():
        at.query_params[name] = value
    return go(at, page)


def told(at: AppTest) -> str:
    """The descriptions of all charts."""
    return "\n".join(chart.proto.spec for chart in at.get("vega_lite_chart"))


def columns(at: AppTest, name: str) -> pd.DataFrame:
    """The first table with such a column."""
    return next(one.value for one in at.dataframe if name in one.value)


def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws, where a test is about something else."""
    for page in ("two", "three", "fit"):
        monkeypatch.setattr(f"views.decide.blend_lab_{page}.DRAWS", 50)


@pytest.mark.parametrize("side", SIDES)
def test_every_side_serves_every_scenario(side: str, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = lab(side)
    for scenario in case.scenarios[1:]:
        assert title(pick(at, "scenario", scenario.scenario))
        assert not at.error
        if (side, scenario.scenario) == ("Fit", "long_game"):
            assert title(at) == "No coordination is enough for a blend to pay"


def test_what_more_of_a_share_brings_is_the_slope_of_the_score(case: Case) -> None:
    at = pick(lab("no such side"), "share", 40)
    assert at.get_by_key("view").value == "Two parts"
    found = [mcda.blend_curve(case).table.set_index("share")["score"].iloc[place] for place in (39, 41)]
    slope = f"{5 * (found[1] - found[0]):+.2f}".replace("-", "−")
    assert f"{slope} points in all" in prose(at)


def test_the_triangle_says_what_the_engine_says(case: Case) -> None:
    surface = mcda.blend_surface(case, components=THREE)
    at = lab("Three parts")
    assert words.surface_sentence(case, surface) in prose(at)
    assert title(at) == f"The best mix of three is {words.mix_words(case, surface.shares)}"
    assert "What we could do, and how good it is" in [one.value for one in at.subheader]
    robust = mcda.robust_blend(case, components=THREE, draws=2000, rules={}, sequence="act_first")
    assert words.robust_sentence(case, robust) in prose(at)
    table = columns(at, "As good as the best")
    assert len(table) == 1326
    assert table["Score"].iloc[0] == surface.table["score"].max()
    assert table["As good as the best"].sum() == surface.table["near_best"].sum()


def test_both_triangles_have_their_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    robustness = lab("Two parts", "robustness", doubt="Weights")
    heads = [one.value for one in robustness.subheader]
    assert [one for one in heads if one.startswith("What we care about")]
    assert not [one for one in heads if one.startswith("What we could do")]
    at = lab("Three parts")
    assert "“What we care about”, is on the Robustness page" in plain(" ".join(one.value for one in at.caption))
    assert "What we could do: " in told(at)


def test_the_triangle_has_layers() -> None:
    at = lab("Three parts")
    layers = ("p_near_best", "worst_regret", "collateral_damage")
    seen = [told(at), *(told(pick(at, "layer", layer)) for layer in layers)]
    assert len(set(seen)) == len(seen)


def test_floors_and_gates_bar_blends(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = pick(lab("Three parts"), "bounds_multilateral", (80, 100))
    floored = mcda.blend_surface(case, components=THREE, bounds={"multilateral": (0.8, 1.0)})
    assert words.surface_sentence(case, floored) in prose(at)
    assert "Grey crosses" in " ".join(one.value for one in at.caption)
    pick(at, "gate_criterion", "speed")
    pick(at, "gate_sense", "at least")
    pick(at, "gate_limit_speed", 40.0)
    both = mcda.blend_surface(case, components=THREE, bounds={"multilateral": (0.8, 1.0)}, gates=["speed >= 40"])
    assert words.surface_sentence(case, both) in prose(at)


def test_a_gate_that_nothing_passes_is_named_and_not_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = pick(pick(lab("Two parts"), "gate_criterion", "speed"), "gate_sense", "at least")
    pick(at, "gate_limit_speed", 100.0)
    for side in ("Two parts", "Three parts", "Fit", "What the lead is made of"):
        pick(at, "view", side)
        assert len(at.error) == 1
        assert "speed" in at.error[0].value
        assert title(at) == "These limits and assumptions leave no answer"
    for side in ("Levers", "Time and history"):
        pick(at, "view", side)
        assert not at.error
        assert "Gates play no part on this side." in [one.value for one in at.caption]


def typed(at: AppTest, *shares: float) -> AppTest:
    for name, share in zip(THREE, shares, strict=True):
        at.get_by_key(f"pin_{name}").set_value(share)
    (button,) = [one for one in at.button if one.label == "Pin this blend"]
    return sound(button.click().run())


def test_blends_are_pinned_by_number_and_compared(case: Case) -> None:
    at = typed(typed(lab("Three parts"), 30, 50, 20), 33, 67, 0)
    table = columns(at, "Pin")
    assert list(table["Pin"]) == [1, 2]
    found = mcda.blend(case, {"unilateral": 0.3, "multilateral": 0.5, "minilateral": 0.2})
    assert table["Score"].iloc[0] == pytest.approx(found.score)
    objectives = [one.label for one in case.catalogue.objectives]
    assert table[objectives].sum(axis=1).to_numpy() == pytest.approx(table["Score"].to_numpy())
    robust = mcda.robust_blend(case, components=THREE, draws=2000).table.set_index(list(THREE))["p_near_best"]
    assert table["Near the best in"].iloc[0] == pytest.approx(robust[(0.3, 0.5, 0.2)], abs=1e-6)
    assert pd.isna(table["Near the best in"].iloc[1])
    assert "Pin" in list(columns(lab_again(at), "Pin"))


def lab_again(at: AppTest) -> AppTest:
    """Away to another side and back."""
    return pick(pick(at, "view", "Levers"), "view", "Three parts")


def test_shares_that_do_not_sum_to_all_are_not_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = typed(lab("Three parts"), 30, 50, 30)
    assert "sum to 110 %" in at.warning[0].value
    assert not [one for one in at.dataframe if "Pin" in one.value]


def test_a_pinned_blend_becomes_an_option_with_a_name_and_meanings(monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = typed(lab("Three parts"), 30, 50, 20)
    (button,) = [one for one in at.button if one.label == "Make it an option"]
    sound(button.click().run())
    sound(at.get_by_key("asked_add").click().run())
    assert [one.value for one in at.error] == ["An option needs a name."]
    at.get_by_key("asked_unilateral").set_value("Lithography tools, licensed at home").run()
    go(at, "result")
    at = pick(go(at, "blend_lab"), "view", "Three parts")
    assert at.get_by_key("asked_unilateral").value == "Lithography tools, licensed at home"
    at.get_by_key("asked_label").set_value("Tools first").run()
    sound(at.get_by_key("asked_add").click().run())
    assert "is an option of this case now" in at.success[0].value
    assert "asked_label" not in [one.key for one in at.text_input]
    made = at.session_state["work"].case
    assert [one.component for one in made.meanings if one.option == "tools_first"] == ["unilateral"]
    assert "Tools first" in set(go(at, "result").dataframe[0].value["Option"])


class State(dict[str, Any]):
    """A session without a server."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


def test_pins_know_each_other_and_a_click_is_one(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State()
    monkeypatch.setattr("views.decide.blend_lab_pins.st.session_state", state)
    points = mcda.blend_surface(case, components=THREE, steps=10).table[list(THREE)]
    state["triangle"] = {"selection": {"picked": [{"point": 3}]}}
    pin_clicked("triangle", points)
    pin_clicked("triangle", points)
    (kept,) = pins_of(case, THREE)
    assert kept == points.iloc[3].to_dict()
    state["triangle"] = {"selection": {}}
    pin_clicked("triangle", points)
    pin({"unilateral": 0.5, "multilateral": 0.5, "minilateral": 0.0})
    assert len(pins_of(case, THREE)) == 2
    assert pins_of(case, PAIR) == [{"unilateral": 0.5, "multilateral": 0.5}]
    unpin(kept)
    assert [one["unilateral"] for one in pins_of(case, THREE)] == [0.5]


def test_fit_gives_the_break_even_the_map_and_refusal(case: Case) -> None:
    at = lab("Fit")
    assert mcda.wording_mixes.break_even_sentence(case, mcda.break_even_coordination(case)) in prose(at)
    drawn = mcda.break_even_coordination(case, draws=2000)
    assert words.break_even_drawn_sentence(case, drawn) in prose(at)
    assert words.break_even_map_sentence(case, mcda.break_even_map(case)) in prose(at)
    refused = mcda.if_partners_refuse(case)
    assert words.refuse_sentence(case, refused) in prose(at)
    table = columns(at, "Option").set_index("Option")
    assert table.shape == (13, 5)
    pure = refused[refused["option"] == "multilateral"]
    assert [f"{one:.1f}" for one in pure["score"]] == [str(cell).split(" ")[0] for cell in table.loc["Multilateral"]]
    path = mcda.optimum_path(case, "weight:speed")
    assert words.path_sentence(case, path) in prose(pick(at, "walk", "weight:speed"))


def test_the_lead_is_taken_apart(case: Case) -> None:
    at = lab("What the lead is made of")
    assert words.split_sentence(case, mcda.lead_split(case)) in prose(at)
    table = columns(at, "Without")
    makeup = mcda.lead_makeup(case, by_rule=True)
    assert table["Lead"].to_numpy() == pytest.approx(makeup["lead"].to_numpy())
    assert title(at) == "All of the lead of 1.4 points is assumption"
    assert title(pick(at, "sequence", "act_together")).startswith("No blend beats multilateral alone")


def test_levers_are_chosen_for_a_budget(case: Case) -> None:
    at = lab("Levers")
    half = dict.fromkeys(PAIR, 0.5)
    assert words.levers_sentence(case, mcda.lever_portfolio(case, half, 4.0)) in prose(at)
    pick(at, f"lever_base_{case.settings.id}", "multilateral")
    pick(at, "budget", 2.0)
    found = mcda.lever_portfolio(case, "multilateral", 2.0)
    assert words.levers_sentence(case, found) in prose(at)
    table = columns(at, "Lever").set_index("Lever")
    assert set(table.index[table["Chosen"]]) == {found.levers["label"][one] for one in found.chosen}
    assert set(table.index[table["May harm"]]) == set(found.levers["label"][found.levers["uncertain"]])
    assert found.note in " ".join(plain(one.value) for one in at.caption)


def test_time_says_what_it_does_to_speed_and_history_is_cautious(case: Case) -> None:
    at = pick(pick(lab("Time and history"), "lag", 100), "share", 30)
    shares = {"unilateral": 0.3, "multilateral": 0.7}
    found = mcda.blend_over_time(case, shares, 730, 100)
    assert words.time_sentence(case, found) in prose(at)
    assert found.notice in [plain(one.value) for one in at.info]
    past = mcda.nearest_history(case, shares)
    assert words.history_sentence(case, past) in prose(at)
    assert past.caution in [plain(one.value) for one in at.warning]
    assert list(columns(at, "Past case")["Past case"]) == list(past.table["title"])
    pick(at, "horizon", 30)
    assert words.time_sentence(case, mcda.blend_over_time(case, shares, 30, 30)) in prose(at)


def test_assumptions_and_share_go_along_from_side_to_side(monkeypatch: pytest.MonkeyPatch) -> None:
    few_draws(monkeypatch)
    at = pick(pick(lab("Two parts"), "fit_neutral", -1.0), "share", 20)
    for side in ("What the lead is made of", "Time and history"):
        assert pick(at, "view", side).get_by_key("fit_neutral").value == -1.0
    assert at.get_by_key("share").value == 20


def test_a_case_with_nothing_to_blend_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(write_starter(tmp_path / "starter")))
    assert title(lab("Three parts")) == "This case has nothing to blend"


def test_a_bare_case_with_two_components_is_served(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = [
        one.model_copy(update={"kind": "single"}) if one.option == "minilateral" else one
        for one in case.options
        if not one.base and not one.levers
    ]
    write_case(case.replace(options=tuple(options), levers=(), history=(), meanings=()), tmp_path / "bare")
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "bare"))
    at = lab("Two parts")
    said = {"Three parts": "A triangle needs three strategies to blend", "Levers": "This case has no levers"}
    for side in SIDES:
        pick(at, "view", side)
        assert not at.error
        assert title(at) == said.get(side, title(at))
    assert "This case has no past cases" in prose(at)
