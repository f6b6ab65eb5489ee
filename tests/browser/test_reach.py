"""Every page at a desk and on a phone, in both themes: it fits, it can be read, it keeps to itself.

Each page is opened once at each width, its sides are gone through, and everything is looked at there. Screenshots
are kept in `artifacts/`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
from browsing import ARTIFACTS, WAIT, settled, side
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PAGES: dict[str, tuple[str, ...]] = {
    "start": (),
    "objectives": ("Value tree", "One criterion", "Objectives", "Overlaps and independence"),
    "evidence": ("All scores", "One criterion", "Fast entry", "Gaps", "Sources", "Past cases"),
    "strategies": ("Options", "Blends", "Levers", "Coordination", "Assumptions"),
    "weights": ("Ask for weights", "Value curves", "Try out", "Sets"),
    "result": (),
    "why": (),
    "blend_lab": ("Two parts", "Three parts", "Fit", "What the lead is made of", "Levers", "Time and history"),
    "robustness": ("Weights", "Evidence", "Both", "Scenarios"),
    "methods": (),
    "stakeholders": (),
    "report": (),
}
"""The pages by their address, and the sides of each."""
OPENED = {
    "start": ("Share",),
    "evidence": ("Open this cell",),
    "result": ("What the options mean",),
    "strategies": ("Add an option",),
}
"""What is opened on a page once more, and looked at: a popover, a drawer, expanders."""

WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}

ACCEPTED = {
    # Streamlit puts the headings and items of a navigation with sections into a <div> between <ul> and <li>. A
    # navigation without sections would be clean, but twelve pages in a row are harder to find one's way in.
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems]",
}
"""Rules of axe-core that are not kept, and where: nothing of ours stands there."""

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
AUDIT = """
async ([accepted, rules]) => {
  const drawings = { exclude: [[".vega-embed"], ["[data-testid=stDataFrame]"]] };
  const only = { resultTypes: ["violations"], runOnly: rules };
  const found = await (rules.length ? axe.run(drawings, only) : axe.run(document, { resultTypes: ["violations"] }));
  const grave = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  const where = (node) => document.querySelector(node.target[0]);
  return grave.flatMap((one) => one.nodes
    .filter((node) => !(accepted[one.id] && where(node)?.closest(accepted[one.id])))
    .map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 240)}`));
}
"""

FAINT_LABELS = """
() => {
  const light = (rgb) => {
    const part = (one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  };
  const parsed = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const page = parsed(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const faint = [];
  for (const chart of document.querySelectorAll(".vega-embed svg.marks")) {
    const painted = [...chart.querySelectorAll("[class*=role-mark] path")]
      .filter((one) => !["none", "transparent"].includes(getComputedStyle(one).fill))
      .map((one) => one.getBoundingClientRect());
    for (const label of chart.querySelectorAll("text")) {
      const box = label.getBoundingClientRect();
      if (!label.textContent.trim() || painted.some((one) => meets(box, one))) continue;
      const style = getComputedStyle(label);
      const ink = parsed(style.fill);
      const seen = (ink[3] ?? 1) * style.opacity * style.fillOpacity;
      if (!seen) continue;
      const mixed = [0, 1, 2].map((i) => seen * ink[i] + (1 - seen) * page[i]);
      const [low, high] = [light(mixed), light(page)].sort((a, b) => a - b);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) faint.push(`${label.textContent}: ${style.fill}, ${ratio.toFixed(2)} : 1`);
    }
  }
  return [...new Set(faint)].slice(0, 5);
}
"""
"""Labels of charts that stand on the page's own ground, with less than 4.5 : 1 between them."""


@dataclass
class Window:
    """A page of one width, and what it asked for and complained of."""

    page: Page
    name: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        """Keep what the browser says of a policy that was broken, and errors of scripts."""
        if re.search("Content.Security.Policy|Uncaught|unsafe-eval", message.text):
            self.complaints.append(message.text)

    def asked(self, request: Request) -> None:
        if re.match("https?:|wss?:", request.url):
            self.hosts.add(request.url.split("/")[2])


@pytest.fixture(scope="module", params=WIDTHS)
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Window]:
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
    context.set_default_timeout(WAIT)
    opened = Window(context.new_page(), request.param)
    opened.page.on("console", opened.heard)
    opened.page.on("pageerror", lambda problem: opened.complaints.append(str(problem)))
    opened.page.on("request", opened.asked)
    opened.page.on("websocket", lambda socket: opened.hosts.add(socket.url.split("/")[2]))
    yield opened
    context.close()


def audit(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong and grave; only by some rules where they are named, and not in what is drawn."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    found: list[str] = page.evaluate(AUDIT, [ACCEPTED, list(rules)])
    return found


def charts_without_names(page: Page) -> list[str]:
    """Charts that tell nothing to whoever cannot see them; one that has just come is given two seconds to be drawn."""
    for _ in range(20):
        charts: list[dict[str, Any]] = page.evaluate(
            """() => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
            .filter((one) => one.checkVisibility())
            .map((one) => ({ role: one.getAttribute("role"), name: one.getAttribute("aria-label") ?? "" }))"""
        )
        mute = [
            str(one)
            for one in charts
            if one["role"] not in ("img", "graphics-document") or not re.search(r"\w+\W+\w+\W+\w+", one["name"])
        ]
        if not mute:
            break
        page.wait_for_timeout(100)
    return mute


def drawn(page: Page) -> None:
    """Wait until the page is at rest and its charts are there."""
    settled(page)
    page.evaluate(
        """() => new Promise((done) => {
          const late = performance.now() + 5000;
          const bare = (one) => one.checkVisibility() && !one.querySelector("svg.marks, canvas");
          const look = () => ([...document.querySelectorAll("[data-testid=stVegaLiteChart]")].some(bare)
            && performance.now() < late ? setTimeout(look, 30) : done());
          look();
        })"""
    )


def faults(window: Window, name: str, first: bool) -> list[str]:
    """All that is wrong with what the window shows: the first side of a page is looked at in the dark as well."""
    page, found = window.page, []
    drawn(page)
    wide = page.evaluate(
        """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
        .some((one) => one.scrollWidth > one.clientWidth)"""
    )
    found += ["scrolls sideways"] * wide + charts_without_names(page) + page.evaluate(FAINT_LABELS)
    found += ["a traceback"] * (page.get_by_text("Traceback").count() + page.get_by_test_id("stException").count())
    found += ["it failed"] * page.get_by_text("Something went wrong on this page").count()
    if first or window.name == "desk":
        found += audit(page)
    width, height = WIDTHS[window.name]
    page.screenshot(path=ARTIFACTS / f"{name}-{width}x{height}.png")
    if first and window.name == "desk":
        page.emulate_media(color_scheme="dark")
        drawn(page)
        found += [f"dark: {one}" for one in (*audit(page, "color-contrast"), *page.evaluate(FAINT_LABELS))]
        page.screenshot(path=ARTIFACTS / f"{name}-{width}x{height}-dark.png")
        page.emulate_media(color_scheme="light")
    return [f"{name}: {one}" for one in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_can_be_read_and_keeps_to_itself(window: Window, address: str, name: str) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    page, desk = window.page, window.name == "desk"
    window.complaints.clear()
    page.goto(f"{address}/{'' if name == 'start' else name}")
    settled(page)
    found = []
    for number, one in enumerate(PAGES[name] or ("",)):
        if one:
            side(page, one)
        found += faults(window, re.sub(r"\W+", "_", f"{name} {one}".strip()).lower(), first=number == 0)
    if desk and name in OPENED:
        if PAGES[name]:
            side(page, PAGES[name][0])
        for label in OPENED[name]:
            page.get_by_text(label, exact=True).last.click()
            settled(page)
            page.wait_for_timeout(400)  # it slides in
            found += [f"{name}, {label}: {fault}" for fault in audit(page)]
            page.screenshot(path=ARTIFACTS / f"{name}-{label.lower().replace(' ', '_')}.png")
            page.keyboard.press("Escape")
    assert not found, "\n".join(found)
    assert window.complaints == []
    assert window.hosts == {address.removeprefix("http://")}
