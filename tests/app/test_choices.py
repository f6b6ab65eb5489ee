"""What is chosen stays chosen: across pages, in the link, in another case."""

import pytest
from app_driver import OWN, PAGES, POINTS, SHIPPED, go, heard, leader, opened, pick, prose, sliders, sound, title
from streamlit.testing.v1 import AppTest


def trying(at: AppTest) -> AppTest:
    """The sliders of the weights page, with what they do to the ranking."""
    return pick(pick(at, "weights_part", "try"), "show_effect", True)


@pytest.mark.parametrize("scenario", ["Neutral", "Long game"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_a_scenario(page: str, scenario: str) -> None:
    at = opened(page, scenario=scenario)
    assert title(at)
    assert SHIPPED in prose(at)
    assert not at.error
    assert "judgement, not measurement" in at.caption[-1].value


def test_another_scenario_changes_headline_and_first_row() -> None:
    at = opened()
    before = title(at), leader(at)
    assert leader(at) != "Multilateral"
    pick(at, "scenario", "long_game")
    assert leader(at) == "Multilateral"
    assert title(at).startswith("Multilateral")
    assert (title(at), leader(at)) != before
    assert "first in the Long game scenario" in prose(at)


@pytest.mark.parametrize("page", PAGES[1:])
@pytest.mark.parametrize(
    ("key", "value", "label"), [("scenario", "long_game", "Long game"), ("method", "topsis", "TOPSIS")]
)
def test_a_choice_goes_along_to_the_next_page_at_once(page: str, key: str, value: str, label: str) -> None:
    chosen_here = pick(opened(page), key, value)
    walked = go(pick(opened(), key, value), page)
    linked = go(opened(**{key: label}), page)
    # That the link goes along too is for a real browser to show: AppTest empties it on the way.
    for at in (walked, linked):
        assert heard(at) == heard(chosen_here)


@pytest.mark.parametrize("widget", ["slide_speed", "box_speed"])
def test_a_moved_weight_is_the_users_own_and_the_others_yield_in_proportion(widget: str) -> None:
    at = trying(opened("weights"))
    before, said = sliders(at), prose(at)
    pick(at, widget, 40.0)
    after = sliders(at)
    assert at.selectbox(key="weights").value == "custom"
    assert after["speed"] == at.number_input(key="box_speed").value == 40
    assert sum(after.values()) == pytest.approx(100, abs=0.05 * len(after))
    for criterion in set(after) - {"speed"}:
        assert after[criterion] == pytest.approx(before[criterion] * 60 / (100 - before["speed"]), abs=0.06)
        assert at.number_input(key=f"box_{criterion}").value == after[criterion]
    assert prose(at) != said
    assert title(at).startswith("You are trying out weights of your own")
    assert any(OWN in one.value for one in at.markdown)
    assert at.query_params["points"].startswith("400-")
    assert at.query_params["weights"] == OWN


def test_own_weights_survive_the_way_to_the_result() -> None:
    usual = leader(opened())
    at = go(pick(trying(opened("weights")), "slide_speed", 40.0), "result")
    assert at.selectbox(key="weights").value == "custom"
    assert leader(at) == "Act first, 75 % alone" != usual
    assert title(at).startswith("Act first, 75 % alone")
    assert at.query_params["points"].startswith("400-")
    assert sliders(trying(go(at, "weights")))["speed"] == pytest.approx(40, abs=0.1)


def test_two_moves_in_a_row_and_all_the_weight_on_one_criterion() -> None:
    at = pick(pick(trying(opened("weights")), "slide_speed", 40.0), "slide_legitimacy", 100.0)
    assert sliders(at)["legitimacy"] == 100
    assert sum(sliders(at).values()) == 100
    pick(at, "slide_legitimacy", 50.0)
    assert sum(sliders(at).values()) == pytest.approx(100, abs=0.7)


def test_back_to_the_suggested_weights() -> None:
    at = pick(trying(opened("weights")), "slide_speed", 40.0)
    (back,) = [one for one in at.button if one.label == "Back to the suggested weights"]
    sound(back.click().run())
    assert at.selectbox(key="weights").value == "scenario"
    assert sliders(at)["speed"] == 12
    assert "points" not in at.query_params


def test_the_curve_of_one_weight_follows_the_criterion() -> None:
    at = pick(trying(opened("weights")), "criterion", "legitimacy")
    assert "while the weight of legitimacy is between" in prose(at)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["topsis", "vikor"])
def test_every_page_serves_every_method(page: str, method: str) -> None:
    at = pick(opened(page), "method", method)
    assert title(at)
    assert not at.error
    if page == "weights":
        trying(at)
    said = [one.value for one in at.info]
    assert bool(said) == (page in ("blend_lab", "weights"))
    if page == "result":
        assert "index" in prose(at)


def test_a_damaged_link_falls_back() -> None:
    at = opened(scenario="nonsense", weights="nonsense", method="bogus", points="1-2-x", detail="?", tab="none")
    assert [at.selectbox(key=one).value for one in ("scenario", "weights", "method")] == [
        "neutral",
        "scenario",
        "additive",
    ]
    assert title(at) == title(opened())


@pytest.mark.parametrize(
    "points",
    ["", "1-2-3", "-".join("0" * 13), "-".join(["nan"] * 13), "-".join(["inf"] * 13), f"{POINTS}-5", "--" * 13],
)
def test_weights_in_a_link_that_cannot_be_used_are_ignored(points: str) -> None:
    """The user's own weights then start from those that the scenario suggests."""
    at = opened("start", weights=OWN, points=points)
    assert bool(points) == any("in the link cannot be read" in one.value for one in at.toast)
    assert title(go(at, "result")) == title(opened())
    assert sliders(trying(go(at, "weights"))) == sliders(trying(opened("weights")))


def test_a_link_brings_own_weights_back() -> None:
    at = opened(weights=OWN, points=POINTS, scenario="Long game")
    assert at.selectbox(key="weights").value == "custom"
    assert at.selectbox(key="scenario").value == "long_game"
    assert leader(at) == "Act first, 75 % alone"
    assert sliders(trying(go(at, "weights")))["speed"] == pytest.approx(40, abs=0.1)
