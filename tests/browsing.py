"""What a person does in a browser, for tests that drive one."""

from pathlib import Path

from playwright.sync_api import Page, expect

ARTIFACTS = Path(__file__).parents[1] / "artifacts"
"""Screenshots, kept to be looked at."""

WAIT = 20_000
"""Milliseconds after which something that should be there is missed."""


def settled(page: Page) -> None:
    """Wait until the page has its title and the server has nothing more to say."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=WAIT)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=WAIT)


def heading(page: Page) -> str:
    """The sentence on top of the page."""
    settled(page)
    return page.get_by_role("heading", level=1).inner_text()


def visit(page: Page, name: str) -> None:
    """Go to another page of the app by its name in the navigation."""
    page.get_by_role("link", name=name, exact=True).first.click()
    settled(page)
