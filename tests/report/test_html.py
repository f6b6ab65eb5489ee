"""The HTML file: whole in itself, nothing in it acts, text of a case stays text, and it can be read by everybody."""

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pandas as pd
import pytest
from report_driver import report_on

from mcda.case import Case
from mcda.report import Report, Table, report_bytes
from mcda.report.html import Grid, css_string, grid

VOID = {"meta", "link", "br", "img", "input", "hr"}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> **bold** [x](javascript:alert(3)) {{ 7*7 }} </style>'


class Page(HTMLParser):
    """Elements with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html(report: Report) -> str:
    return report_bytes(report, "html").decode()


@pytest.fixture(scope="module")
def shipped(case: Case) -> Report:
    return report_on(case, draws=200)


@pytest.fixture(scope="module")
def text(shipped: Report) -> str:
    return html(shipped)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    found = Page(text)
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def hostile(make_case: Callable[..., Case]) -> Case:
    """A case whose every text tries to act."""
    plain = make_case({"a": [30, 60], "b": [80, 40]}, title=HOSTILE, question=HOSTILE, marking=HOSTILE)
    tables = plain.tables()
    for table, columns in {
        "options": ["label", "description"],
        "scores": ["rationale", "author"],
        "weights": ["label"],
    }.items():
        for column in columns:
            tables[table][column] = (
                HOSTILE if column != "label" or table == "weights" else HOSTILE + tables[table].index.astype(str)
            )
    tables["evidence"] = pd.DataFrame(
        [{"id": "s", "title": HOSTILE, "author": HOSTILE, "year": "2020", "url": "https://x.org/?a='1'&b=2",
          "grade": "A", "finding": HOSTILE}]
    )  # fmt: skip
    return Case.from_tables(plain.settings.model_dump(mode="json"), plain.catalogue, tables)


def test_nothing_is_fetched_and_nothing_acts(page: Page) -> None:
    tags = {name for name, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "image", "use", "foreignobject"}
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "action", "style", "background", "data", "poster"} & attributes.keys(), tag
        assert not any(name.startswith("on") for name in attributes), tag
    links = [attributes["href"] for _, attributes in page.elements if "href" in attributes]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert all(link[1:] in ids if link[0] == "#" else link.startswith(("http://", "https://")) for link in links)
    assert len(ids) == len(set(ids))


def test_drawings_point_only_into_themselves(text: str, page: Page) -> None:
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    pointed = re.findall(r"url\(([^)]*)\)", text)
    assert pointed
    assert all(target[0] == "#" and target[1:] in ids for target in pointed)


def test_the_policy_allows_its_own_style_and_nothing_else(text: str, page: Page) -> None:
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "@import" not in style[0]
    assert "url(" not in style[0]


def test_every_section_chart_and_number_is_there(shipped: Report, page: Page) -> None:
    told = " ".join(page.text).replace("\N{NO-BREAK SPACE}", " ")
    assert all(sentence in told for one in shipped.sections for sentence in one.sentences)
    assert len(page.all("figure")) == sum(len(one.pictures) for one in shipped.sections) == len(page.all("figcaption"))
    assert len(page.all("table")) == sum(len(one.tables) for one in shipped.sections)
    assert {one.id for one in shipped.sections} <= {one.get("id") for one in page.all("section")}
    assert shipped.ranking is not None
    for score in shipped.ranking.table["score"]:
        assert f"{score:.1f}" in page.text


def test_charts_say_in_words_what_they_show(shipped: Report, page: Page) -> None:
    told = [one["aria-label"].replace("\N{NO-BREAK SPACE}", " ") for one in page.all("div") if one.get("role") == "img"]
    assert told == [picture.alt for one in shipped.sections for picture in one.pictures]


def test_it_names_its_language_and_fits_a_phone(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert any(one.get("name") == "viewport" for one in page.all("meta"))
    boxes = [one for one in page.all("div") if one.get("class") == "scroll"]
    assert len(boxes) == len(page.all("table")) + len(page.all("figure"))
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in boxes)


def test_the_same_report_gives_the_same_bytes(shipped: Report, text: str, case: Case) -> None:
    again = report_on(case, draws=200)
    assert html(again) == text
    assert report_bytes(again, "json") == report_bytes(shipped, "json")


def test_hostile_text_is_shown_as_text(hostile: Case) -> None:
    page = Page(html(report_on(hostile, draws=20)))
    assert page.open == []
    tags = {name for name, _ in page.elements}
    assert not tags & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    told = "".join(page.text)
    assert HOSTILE in told
    assert "49" not in {part.strip() for part in page.text}
    links = [one["href"] for one in page.all("a") if one["href"][0] != "#"]
    assert links == ["https://x.org/?a='1'&b=2"]
    assert page.all("style") == [{}]
    assert len(page.all("h1")) == 1


def test_the_marking_cannot_leave_its_place_in_the_style(hostile: Case) -> None:
    text = html(report_on(hostile, draws=20))
    style = text[text.index("<style>") : text.index("</style>")]
    assert css_string(HOSTILE) in style
    assert "alert" not in style


def test_control_characters_do_not_reach_the_page(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, 60], "b": [80, 40]})
    table = Table("x", pd.DataFrame({"a": ["tab\tbell\x07"]}))
    assert grid(table).rows[0][0].text == "tab\tbell\x07"  # the template cleans
    report = report_on(small, draws=20)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", html(report))


@pytest.mark.parametrize(
    ("values", "kind", "shown"),
    [
        ([1.5, 20.25, None], "number", ["1.50", "20.25", ""]),
        ([12, 7], "number", ["12", "7"]),
        ([-0.5, float("nan")], "number", ["−0.5", ""]),
        ([2024, None], "number", ["2024", ""]),
        ([12345.0, 1.0], "number", ["12,345", "1"]),
        (["a", None], "text", ["a", ""]),
        (["a" * 49], "long", ["a" * 49]),
        ([True, False], "text", ["True", "False"]),
        (["https://example.org/a", ""], "link", ["https://example.org/a", ""]),
        (["javascript:alert(1)"], "text", ["javascript:alert(1)"]),
        (['https://x.org/"onclick="alert(1)'], "text", ['https://x.org/"onclick="alert(1)']),
    ],
)
def test_cells(values: list[object], kind: str, shown: list[str]) -> None:
    made: Grid = grid(Table("x", pd.DataFrame({"a": pd.Series(values, dtype=object)})))
    assert made.columns[0].kind == kind
    assert [row[0].text for row in made.rows] == shown
    assert [bool(row[0].link) for row in made.rows] == [kind == "link" and text != "" for text in shown]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "ground", "box")),
        ("warn", "warn-ground"),
    ],
)
def test_colours_have_the_contrast_of_aa(scheme: int, ink: str, ground: str, text: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 for text, in the light and in the dark scheme."""
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
