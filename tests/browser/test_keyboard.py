"""The app without a mouse: a score is changed and taken back, a scenario chosen and the result read."""

import re

from browsing import WAIT, heading, rerun, settled
from playwright.sync_api import Page, expect

FOCUS = """
() => {
  const one = document.activeElement;
  const holder = one.closest("label, [data-testid=stCheckbox]");
  const ringed = (it) => {
    const style = it && getComputedStyle(it);
    return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  return {
    name: one.getAttribute("aria-label") ?? one.innerText ?? "",
    role: one.getAttribute("role") ?? one.type ?? one.tagName.toLowerCase(),
    seen: ringed(one) || ringed(holder),
    html: one.outerHTML.slice(0, 200),
  };
}
"""
"""What has the focus, and whether it wears a ring that shows it."""


def tabbed(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until something of that name has the focus; it shows at every step where the keyboard is."""
    passed = []
    for _ in range(90):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        label = focus["name"].strip().split("\n")[-1]
        if label == "" and focus["role"] == "body":
            continue  # the end of the page, before it begins anew
        assert focus["seen"], f"Nobody sees that the keyboard is at “{label}” ({focus['role']}): {focus['html']}"
        if re.search(name, label):
            return
        passed.append(label)
    raise AssertionError(f"No {name} among {passed}")


def test_a_score_a_scenario_and_the_result_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    tabbed(page, "^Evidence$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("scores are judged", timeout=WAIT)
    settled(page)

    tabbed(page, "^Open this cell$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    rerun(page)
    tabbed(page, "^Most likely")
    page.keyboard.press("Control+a")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    rerun(page)
    tabbed(page, "^They still hold$")  # the basis and the sources, now that the number is another
    page.keyboard.press("Space")
    rerun(page)
    tabbed(page, "^Save$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()

    tabbed(page, "^Undo$", "Shift+Tab")
    page.keyboard.press("Enter")
    rerun(page)
    expect(page.get_by_role("button", name="Redo")).to_be_enabled()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()

    tabbed(page, "^Scenario")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    rerun(page)
    expect(page).to_have_url(re.compile("[?&]scenario="))

    before = heading(page)
    tabbed(page, "^Result$", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before, timeout=WAIT)
    expect(page).to_have_url(re.compile("/result.*scenario="))
