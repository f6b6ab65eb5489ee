"""What a person does in a browser, for tests that drive one."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ARTIFACTS = Path(__file__).parents[1] / "artifacts"
"""Screenshots, kept to be looked at."""

WAIT = 20_000
"""Milliseconds after which something that should be there is missed."""


_COUNT_RUNS = """
() => {
  if (window.runsEnded === undefined) {
    window.runsEnded = 0;
    const watch = new MutationObserver((changes) => {
      for (const one of changes)
        if (one.target.getAttribute(one.attributeName) === "notRunning") window.runsEnded += 1;
    });
    watch.observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });
  }
  window.runsSeen = window.runsEnded;
}
"""

_ONE_MORE_RUN = """
(most) => new Promise((done) => {
  const patience = performance.now() + most;  // an entry that changes nothing sets off no run
  const over = () => window.runsEnded > window.runsSeen || performance.now() > patience;
  const look = () => (over() ? done() : setTimeout(look, 20));
  look();
})
"""


def settled(page: Page) -> None:
    """Wait until the page has its title and all its parts, and the server has nothing more to say."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=WAIT)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=WAIT)
    missing = page.locator("[data-testid=stSkeleton]")  # parts of the page whose script is not here yet
    expect(missing).to_have_count(0, timeout=WAIT)
    page.evaluate(_COUNT_RUNS)


def heading(page: Page) -> str:
    """The sentence on top of the page."""
    settled(page)
    return page.get_by_role("heading", level=1).inner_text()


def visit(page: Page, name: str) -> None:
    """Go to another page of the app by its name in the navigation."""
    page.get_by_role("link", name=name, exact=True).first.click()
    rerun(page, 5000)


def press(page: Page, name: str) -> None:
    """Push a button, wherever it stands, and wait for what it does."""
    page.get_by_role("button", name=name, exact=True).first.click()
    rerun(page)


def rerun(page: Page, most: int = 1500) -> None:
    """Wait for the run that an entry sets off; it takes a moment until the page says that it is at work."""
    page.evaluate(_ONE_MORE_RUN, most)
    settled(page)


def entered(page: Page, box: Locator, text: str) -> None:
    """Type into a field and leave it."""
    before = box.input_value()
    box.fill(text)
    box.blur()
    if text != before:  # else there is no run to wait for
        rerun(page)


def chosen(page: Page, label: str | re.Pattern[str], option: str) -> None:
    """Pick an entry of a list."""
    box = page.get_by_role("combobox", name=label).first
    box.evaluate("one => one.scrollIntoView({ block: 'center' })")  # a list that has to scroll closes again
    before = box.input_value()
    box.click()
    page.get_by_role("option", name=option, exact=True).first.click()
    if option != before:
        rerun(page)


def side(page: Page, name: str) -> None:
    """Go to a tab, or to a side of a page, by its name."""
    one = page.get_by_role("tab", name=name, exact=True).or_(page.get_by_role("radio", name=name, exact=True)).first
    if "true" not in (one.get_attribute("aria-selected"), one.get_attribute("aria-checked")):
        one.click()
        rerun(page, 600)  # some tabs only show what is there
