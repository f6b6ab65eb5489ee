"""The blend lab in a browser: a click in the triangle pins a blend, and a pinned blend becomes an option."""

import re

from browsing import entered, press, rerun, settled, visit
from playwright.sync_api import Page, expect

TRIANGLE = ".st-key-triangle .vega-embed"
OPTION = "Everything together"


def click_in_the_triangle(page: Page, place: int) -> None:
    """Click one of the dots of the triangle, each of which is a blend."""
    dot = page.locator(f"{TRIANGLE} .mark-symbol.view_1_marks path").nth(place)
    dot.evaluate("one => one.scrollIntoView({ block: 'center' })")
    where = dot.bounding_box()
    assert where is not None
    page.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
    rerun(page)


def test_a_click_pins_a_blend_that_becomes_an_option_and_undo_takes_it_back(page: Page, address: str) -> None:
    page.goto(f"{address}/blend_lab?view=Three+parts")
    settled(page)
    pinned = page.get_by_role("button", name="Make it an option", exact=True)
    expect(pinned).to_have_count(0)
    click_in_the_triangle(page, 700)
    expect(pinned).to_be_visible()
    expect(page.get_by_role("combobox", name=re.compile("^In figures"))).to_have_value(re.compile("^1: .* and "))

    press(page, "Make it an option")
    entered(page, page.get_by_role("textbox", name="Name of the option"), OPTION)
    for number, meaning in enumerate(page.get_by_role("textbox", name=re.compile("^What [0-9]+ % .* means")).all()):
        entered(page, meaning, f"List {number} of the annex, licensed from the first day")
    press(page, "Add the option")
    expect(page.get_by_text(f"{OPTION} is an option of this case now.").first).to_be_visible()

    visit(page, "Result")
    ranked = page.get_by_test_id("stDataFrame").first.locator("td", has_text=OPTION)
    expect(ranked).to_have_count(1)
    press(page, "Undo")
    expect(ranked).to_have_count(0)
