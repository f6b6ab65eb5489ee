"""Weights in a real browser: one that is moved changes the sentence, and the link carries it on."""

import re

from browsing import WAIT, heading, rerun, settled, side, visit
from playwright.sync_api import Page, expect

SPEED = ".st-key-slide_speed input[type=range]"


def chosen_weights(page: Page) -> str:
    return page.get_by_role("combobox", name=re.compile("^Weights: what matters")).input_value()


def test_a_weight_moved_by_keyboard_changes_the_sentence_and_the_link_carries_it(page: Page, address: str) -> None:
    page.goto(f"{address}/result")
    result = heading(page)
    visit(page, "Values and weights")
    side(page, "Try out")
    before = heading(page)
    thumb = page.locator(SPEED).last
    thumb.focus()
    for key in ("PageUp", "PageUp", "PageUp", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Tab")
    rerun(page)
    assert heading(page) != before
    expect(page).to_have_url(re.compile(r"[?&]points=\d"), timeout=WAIT)
    expect(page.get_by_text("Your own weights, kept in the link")).to_be_visible(timeout=WAIT)
    speed = float(thumb.input_value())
    assert speed > 20
    assert f"points={10 * speed:.0f}-" in page.url

    page.goto(page.url.replace("/weights?", "/result?"))
    settled(page)
    assert chosen_weights(page) == "Your own weights"
    assert heading(page) != result


def test_weights_from_a_link_go_along_to_the_next_page(page: Page, address: str) -> None:
    page.goto(f"{address}/result?weights=Your+own+weights&points=400-48-41-61-41-41-27-95-75-68-48-34-20")
    settled(page)
    assert chosen_weights(page) == "Your own weights"
    visit(page, "Values and weights")
    expect(page.get_by_text("Your own weights, kept in the link")).to_be_visible(timeout=WAIT)
    side(page, "Try out")
    expect(page.locator(SPEED)).to_have_value("40", timeout=WAIT)
