"""A decision of one's own, from a blank case to a report, as somebody makes it who has only the app."""

import io
import re
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from browsing import chosen, entered, heading, press, rerun, settled, side, visit
from playwright.sync_api import Browser, Locator, Page, expect

CRITERIA = {
    "First criterion": ("Crossings", "cars a day", 0, 8000, "Nobody uses it", "It takes the whole of the traffic"),
    "Second criterion": ("Quiet", "points", 0, 100, "Lorries past the school", "No street is louder than today"),
}
COST = ("Cost", "million", 0, 60, "Nothing to pay", "The town's budget of ten years")
"""The third criterion, which is added; less of it is better, so its best end is the lower one."""
OPTIONS = ("North", "Old ford", "Tunnel")
SCORES = {
    "Crossings": "4000\t5000\t6000\n2000\t3000\t4000\n6000\t7000\t8000",
    "Quiet": "40\t50\t60\n60\t70\t80\n80\t90\t95",
    "Cost": "18\t20\t25\n8\t10\t14\n45\t50\t60",
}
POINTS = {"Crossings": "50", "Quiet": "20", "Cost": "30"}
EXPECTED = {"North": 61.25, "Tunnel": 66.75, "Old ford": 57.75}
"""By hand: 50 × 5/8 + 20 × 0.5 + 30 × 4/6 for North, and so on."""


def box(page: Page, label: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("textbox", name=label, exact=isinstance(label, str)).first


def described(page: Page, name: str, unit: str, low: float, high: float, worst: str, best: str) -> None:
    """Give the criterion that is looked at its name, its scale and words for both ends."""
    entered(page, box(page, "Name"), name)
    entered(page, box(page, "Unit"), unit)
    for label, end in (("Highest end", high), ("Lowest end", low)):
        entered(page, page.get_by_role("spinbutton", name=label).first, f"{end:g}")
    entered(page, box(page, re.compile("^Worst, ")), worst)
    entered(page, box(page, re.compile("^Best, ")), best)


def blank(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    entered(page, page.locator(".st-key-blank_title input"), "Where to build the bridge")
    entered(page, page.locator(".st-key-blank_question input"), "Which of three sites?")
    press(page, "Open a blank case")
    assert heading(page) == "Where to build the bridge: nothing is scored yet"


def objectives(page: Page) -> None:
    visit(page, "Objectives")
    side(page, "One criterion")
    for first, fields in CRITERIA.items():
        chosen(page, re.compile("^Criterion"), first)
        described(page, *fields)
    entered(page, box(page, "Name of a new criterion"), COST[0])
    press(page, "Add the criterion")
    expect(box(page, "Name")).to_have_value(COST[0])
    page.get_by_text("Less is better", exact=True).click()
    rerun(page)
    name, unit, low, high, best, worst = COST
    described(page, name, unit, low, high, worst, best)
    assert "3 criteria" in heading(page)


def strategies(page: Page) -> None:
    visit(page, "Strategies and blends")
    for before, name in zip(("Option A", "Option B"), OPTIONS, strict=False):
        chosen(page, re.compile("^Option to change"), before)
        entered(page, page.locator("[class*=st-key-label_] input"), name)
    page.get_by_text("Add an option", exact=True).click()
    entered(page, page.locator(".st-key-new_option_label input"), OPTIONS[2])
    press(page, "Add it")
    assert heading(page).startswith("3 options")


def in_the_drawer(page: Page) -> None:
    """One cell, with its reason, in the drawer."""
    visit(page, "Evidence")
    press(page, "Open this cell")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Nothing is known of this").click()
    rerun(page)
    for label, score in (("Low", "4000"), ("Most likely", "5000"), ("High", "6000")):
        entered(page, drawer.get_by_role("spinbutton", name=re.compile(f"^{label}, ")), score)
    drawer.get_by_text("implied", exact=True).click()
    rerun(page)
    entered(page, drawer.get_by_role("textbox", name="Reason"), "Counted on the road beside it")
    entered(page, drawer.get_by_role("textbox", name="Who says so"), "Town engineer")
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer).to_have_count(0)
    settled(page)


def in_the_table(page: Page) -> None:
    """All others, pasted from a spreadsheet."""
    side(page, "Fast entry")
    for known, (name, scores) in zip((3, 6, 9), SCORES.items(), strict=True):
        chosen(page, re.compile("^Criterion"), name)
        grid = page.get_by_test_id("stDataFrame").locator("visible=true").first
        first = grid.get_by_test_id("glide-cell-1-0")
        for _ in range(4):  # a click while the table is still being drawn picks nothing
            grid.click(position={"x": 110, "y": 52})
            page.wait_for_timeout(200)
            if first.get_attribute("aria-selected") == "true":
                break
        page.evaluate("text => navigator.clipboard.writeText(text)", scores)
        page.keyboard.press("Control+v")
        said = re.compile(f"^{known} of 9 scores are judged" if known < 9 else "^All 9 scores are judged")
        expect(page.get_by_role("heading", level=1)).to_have_text(said)
        settled(page)


def weights(page: Page) -> None:
    visit(page, "Values and weights")
    side(page, "Points")
    for name, points in POINTS.items():
        entered(page, page.get_by_role("spinbutton", name=f"Points: {name}"), points)
    entered(page, box(page, "Name of the set"), "The council")
    entered(page, box(page, "Whose values these are"), "Ada")
    press(page, "Keep as a weight set")
    assert page.get_by_role("combobox", name=re.compile("^Weights: what matters")).input_value() == "The council"


def taken(page: Page, label: str, folder: Path) -> bytes:
    """The file that a button of the report hands out, kept in `folder` too."""
    with page.expect_download() as handed:
        page.get_by_role("button", name=label, exact=True).click()
    handed.value.save_as(folder / handed.value.suggested_filename)
    return (folder / handed.value.suggested_filename).read_bytes()


def test_three_options_from_a_blank_case_to_a_report(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )
    try:
        page = context.new_page()
        blank(page, address)
        objectives(page)
        strategies(page)
        in_the_drawer(page)
        in_the_table(page)
        weights(page)

        visit(page, "Result")
        assert "Tunnel" in heading(page)
        expect(page.get_by_text("Tunnel comes first with 66.8 of 100, 5.5 points ahead of North")).to_be_visible()

        visit(page, "Report")
        expect(page.get_by_text("Take it with you")).to_be_visible()
        said = heading(page)
        html = taken(page, "Web page (.html)", tmp_path).decode()
        assert "Where to build the bridge" in html and said in html
        written = docx.Document(io.BytesIO(taken(page, "Word (.docx)", tmp_path)))
        assert any("Tunnel" in one.text for one in written.paragraphs)
        book = openpyxl.load_workbook(io.BytesIO(taken(page, "Workbook (.xlsx)", tmp_path)))
        assert any(
            isinstance(cell.value, str) and cell.value.startswith("=") for one in book for row in one for cell in row
        )
        taken(page, "Data (.json)", tmp_path)
    finally:
        context.close()

    (report,) = tmp_path.glob("*.json")
    command = [str(Path(sys.executable).with_name("mcda")), "rank", str(report), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    ranked = pd.read_csv(io.StringIO(done.stdout))
    assert dict(zip(ranked["label"], ranked["score"], strict=True)) == pytest.approx(EXPECTED)
    assert list(ranked["label"]) == sorted(EXPECTED, key=lambda one: -EXPECTED[one])
