"""A browser, and the app it looks at."""

import os
import shutil
from collections.abc import Iterator

import pytest
from browsing import WAIT
from playwright.sync_api import Browser, Page, sync_playwright
from served import served

WINDOWS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for all tests, with a store of its own."""
    with served(tmp_path_factory.mktemp("server")) as server:
        yield server.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("MCDA_CHROMIUM") or next(filter(None, map(shutil.which, WINDOWS)), None)
    if path is None:
        pytest.fail(f"No browser found: install one of {', '.join(WINDOWS)}, or name it in MCDA_CHROMIUM.")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window in a clean profile."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()
