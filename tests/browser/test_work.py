"""Work in a real browser: nothing is lost by a reload, another page, a killed server or a second tab."""

import re
from pathlib import Path

import browsing
import pytest
from browsing import WAIT, heading, settled, visit
from playwright.sync_api import Browser, Locator, Page, expect
from served import free_port, served

TITLE = "Title"
QUESTION = "What is to be decided?"


def entered(page: Page, label: str, text: str) -> None:
    """Type into a field of the Start page, leave it, and wait until that is saved."""
    browsing.entered(page, page.get_by_role("textbox", name=label, exact=True).first, text)
    expect(page.get_by_role("button", name=re.compile("^(Saved|Not saved)"))).to_be_visible(timeout=WAIT)


def title_of(page: Page) -> str:
    return page.locator(".st-key-case_line strong").inner_text()


def scenario(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("^Scenario"))


def test_undo_and_redo_across_pages_and_a_reload_restores(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    before = title_of(page)
    entered(page, TITLE, "Chips to nowhere")
    expect(page).to_have_url(re.compile(r"[?&]w=[\w-]{20,}"), timeout=WAIT)
    visit(page, "Evidence")
    assert title_of(page) == "Chips to nowhere"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".st-key-case_line strong")).to_have_text(before, timeout=WAIT)
    visit(page, "Result")
    page.get_by_role("button", name="Redo").click()
    expect(page.locator(".st-key-case_line strong")).to_have_text("Chips to nowhere", timeout=WAIT)
    page.reload()
    settled(page)
    assert title_of(page) == "Chips to nowhere"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".st-key-case_line strong")).to_have_text(before, timeout=WAIT)


def test_a_shared_link_opens_the_same_state_in_a_clean_profile(page: Page, browser: Browser, address: str) -> None:
    page.goto(f"{address}/result?scenario=Long+game")
    settled(page)
    visit(page, "Start")
    entered(page, TITLE, "Shared with a colleague")
    visit(page, "Result")
    said = heading(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("code").first.inner_text().strip()
    assert link.startswith(address)
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        guest = other.new_page()
        guest.goto(link)
        assert heading(guest) == said
        assert title_of(guest) == "Shared with a colleague"
        expect(scenario(guest)).to_have_value("Long game")
    finally:
        other.close()


def test_a_page_that_is_left_before_it_is_drawn_takes_along_what_the_link_said(page: Page, address: str) -> None:
    page.goto(f"{address}/result?scenario=Long+game")
    page.get_by_role("link", name="Objectives", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("criteria", timeout=WAIT)
    settled(page)
    visit(page, "Result")
    expect(scenario(page)).to_have_value("Long game")
    expect(page).to_have_url(re.compile(r"[?&]scenario=Long(\+|%20)game"))


@pytest.mark.parametrize("same", [False, True])
def test_two_tabs_at_one_work_are_told_and_nothing_is_overwritten(page: Page, address: str, same: bool) -> None:
    page.goto(address)
    settled(page)
    entered(page, TITLE, "Ours")
    expect(page).to_have_url(re.compile(r"[?&]w="), timeout=WAIT)
    second = page.context.new_page()
    second.goto(page.url)
    settled(second)
    entered(second, TITLE if same else QUESTION, "Theirs")
    entered(page, TITLE, "Ours again")
    expect(
        page.get_by_test_id("stMainBlockContainer").get_by_text("Somebody else changed this work while you did")
    ).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Join, mine where we differ" if same else "Join both").click()
    expect(
        page.get_by_test_id("stMainBlockContainer").get_by_text("Somebody else changed this work while you did")
    ).to_have_count(0, timeout=WAIT)
    settled(page)
    second.reload()
    settled(second)
    expect(second.locator(".st-key-case_line strong")).to_have_text("Ours again", timeout=WAIT)
    question = expect(second.get_by_role("textbox", name=QUESTION, exact=True).first)
    if same:
        question.not_to_have_value("Theirs")
    else:
        question.to_have_value("Theirs", timeout=WAIT)


def test_after_a_killed_server_everything_committed_is_there(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    context = browser.new_context()
    try:
        page = context.new_page()
        with served(tmp_path, port) as server:
            page.goto(server.address)
            settled(page)
            entered(page, TITLE, "Before the crash")
            expect(page).to_have_url(re.compile(r"[?&]w="), timeout=WAIT)
            page.get_by_role("textbox", name=QUESTION, exact=True).first.fill("Half typed")
            server.kill()
        with served(tmp_path, port):
            page.reload()
            settled(page)
            assert title_of(page) == "Before the crash"
            assert page.get_by_role("button", name="Undo").is_enabled()
    finally:
        context.close()
