"""The tour leads from page to page, back, and out."""

import pytest
from app_driver import FILES, FRONT, ROOT, go, opened, plain, sound
from streamlit.testing.v1 import AppTest

from views.tour import stops


def box(at: AppTest) -> str:
    """What the tour says on this page; empty where there is none."""
    said = [plain(one.value) for one in at.markdown if one.value.startswith("**Tour, step")]
    return said[0] if said else ""


def press(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def test_it_stops_once_at_every_page_but_the_one_it_starts_from() -> None:
    assert [stop.file for stop in stops()] == [file for page, file in FILES.items() if page != FRONT]
    assert all((ROOT / stop.file).exists() for stop in stops())


def test_nobody_is_led_who_did_not_ask() -> None:
    assert box(opened("start")) == ""


def test_the_tour_leads_through_all_its_pages_and_ends() -> None:
    at = press(opened("start"), "tour_start")
    for number, stop in enumerate(stops(), start=1):
        assert f"step {number} of {len(stops())}: {stop.name}." in box(at)
        assert stop.look in box(at)
        if number < len(stops()):
            press(at, "tour_next")
    with pytest.raises(KeyError):
        at.button(key="tour_next")
    press(at, "tour_leave")
    assert box(at) == ""


def test_back_goes_back_and_another_page_does_not_end_the_tour() -> None:
    at = press(opened("start"), "tour_start")
    assert at.button(key="tour_back").disabled
    press(at, "tour_next")
    press(at, "tour_back")
    assert "step 1 of" in box(at)
    assert "step 1 of" in box(go(at, "methods"))
    press(at, "tour_leave")
    assert box(go(at, "evidence")) == ""
