"""The app in a real browser: moving a weight, passing the link on, and fitting a phone."""

import re

import pytest
from browsing import ARTIFACTS, WAIT, settled
from playwright.sync_api import Page, expect

PAGES = {"result": "", "blend_lab": "blend_lab", "weights": "weights", "evidence": "evidence"}
CHARTS = {"result": 1, "blend_lab": 4, "weights": 1, "evidence": 1}
CHART = "[data-testid=stVegaLiteChart]"


def chosen_weights(page: Page) -> str:
    return page.get_by_role("combobox", name=re.compile("^Weights: what matters")).input_value()


def test_a_weight_moved_by_keyboard_changes_the_sentence_and_the_link_carries_it(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    heading = page.get_by_role("heading", level=1)
    result = heading.inner_text()
    page.get_by_role("link", name="Weights", exact=True).click()
    expect(heading).to_contain_text("weight to watch", timeout=WAIT)
    settled(page)
    before = heading.inner_text()
    thumb = page.locator(".st-key-slide_speed input[type=range]")
    thumb.focus()
    for key in ("PageUp", "PageUp", "PageUp", "ArrowRight"):
        thumb.press(key)
    thumb.blur()
    expect(heading).not_to_have_text(before, timeout=WAIT)
    expect(page).to_have_url(re.compile(r"[?&]points=\d"), timeout=WAIT)
    settled(page)
    expect(page.get_by_text("Your own weights, kept in the link")).to_be_visible(timeout=WAIT)
    speed = float(thumb.input_value())
    assert speed > 20
    assert f"points={10 * speed:.0f}-" in page.url

    page.goto(page.url.replace("/weights?", "/?"))
    expect(heading).not_to_have_text(before, timeout=WAIT)
    settled(page)
    assert chosen_weights(page) == "Your own weights"
    assert heading.inner_text() != result
    assert f"points={10 * speed:.0f}-"[:9] in page.url


def test_weights_from_a_link_go_along_to_the_next_page(page: Page, address: str) -> None:
    page.goto(f"{address}/?weights=Your+own+weights&points=400-48-41-61-41-41-27-95-75-68-48-34-20")
    settled(page)
    assert chosen_weights(page) == "Your own weights"
    page.get_by_role("link", name="Weights", exact=True).click()
    expect(page.get_by_text("Your own weights, kept in the link")).to_be_visible(timeout=WAIT)
    expect(page.locator(".st-key-slide_speed input[type=range]")).to_have_value("40", timeout=WAIT)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_a_desk_and_its_charts_have_names(page: Page, address: str, name: str) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/{PAGES[name]}")
        settled(page)
        charts = page.locator(CHART)
        expect(charts).to_have_count(CHARTS[name], timeout=WAIT)
        for chart in charts.all():
            expect(chart.locator("canvas, svg").first).to_be_attached(timeout=WAIT)
            expect(chart).to_have_attribute("role", re.compile(r"^(img|graphics-document)$"))
            expect(chart).to_have_attribute("aria-label", re.compile(r"\w+ \w+ \w+"))
        page.screenshot(path=ARTIFACTS / f"{name}-{width}x{height}.png")
        scroll, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert scroll <= inner == width
        expect(page.get_by_text("Traceback")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
