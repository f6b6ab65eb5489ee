"""The Word document: opened by LibreOffice, read back by python-docx, and safe whatever the text of a case holds."""

import io
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import altair as alt
import docx
import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from office import converted
from small_reports import MADE, VERDICT, small_report

from mcda.case import Case
from mcda.report import decision_report
from mcda.report.contents import Picture, Report, Section, Table
from mcda.report.docx import docx_bytes
from mcda.report.docx_tables import LANDSCAPE, PORTRAIT, blocks
from mcda.report.office_text import is_address, pieces, plain, xml_text

NARROW = pd.DataFrame({"Option": ["A", "B"], "Score": [58.75, 3.0], "Known": [None, "yes"]})
WIDE = pd.DataFrame([[f"Row {i}", *(i * j for j in range(18))] for i in range(60)]).rename(
    columns={0: "Option", **{j: f"Criterion {j}" for j in range(1, 19)}}
)
HOSTILE = 'bell\x07 \ud800\ufffe <w:p/> ]]> & "quoted" javascript:alert(1) file:///etc/passwd'


def report_with(case: Case, *sections: Section, **parts: object) -> Report:
    report = small_report(case)
    return replace(report, sections=(*report.sections, *sections), **parts)


@pytest.fixture(scope="session")
def documents(case: Case, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A whole report of the shipped case and a small one with everything odd, as bytes, PDF and text."""
    folder = tmp_path_factory.mktemp("docx")
    bars = alt.Chart(pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})).mark_bar().encode(x="x:Q", y="y:N")
    odd = Section(
        "odd-one",
        f"Odd {HOSTILE}",
        (HOSTILE, "See https://example.org/a?b=1&c=2, and http://example.org."),
        pictures=(Picture(bars, "B is ahead of A."),),
        tables=(
            Table("Narrow", NARROW),
            Table(f"Wide {HOSTILE}", WIDE),
            Table("Links", pd.DataFrame({"url": ["https://x.org"]})),
        ),
    )
    reports = {"full": decision_report(case, draws=200, made=MADE), "odd": report_with(case, odd)}
    files = {name: docx_bytes(report) for name, report in reports.items()}
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    paths = [folder / f"{name}.docx" for name in files]
    pdfs = converted(paths, "pdf", folder / "pdf")
    texts = converted(paths, "txt:Text", folder / "txt")
    return SimpleNamespace(
        reports=reports,
        files=files,
        pdfs={name: path.read_bytes() for name, path in pdfs.items()},
        texts={name: path.read_text(encoding="utf-8-sig") for name, path in texts.items()},
    )


def opened(content: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("name", ["full", "odd"])
def test_libreoffice_opens_it(name: str, documents: SimpleNamespace) -> None:
    assert documents.pdfs[name].startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", documents.pdfs[name])) > 1


def test_every_sentence_heading_and_caption_is_read(documents: SimpleNamespace) -> None:
    report, text = documents.reports["full"], documents.texts["full"]
    squeezed = " ".join(text.split())
    assert report.answer.sentences[0] in squeezed, "the verdict"
    for section in report.sections:
        for said in (section.title, *section.sentences, *(picture.alt for picture in section.pictures)):
            assert " ".join(said.split()) in squeezed
        for table in section.tables:
            assert table.caption in squeezed


def test_sections_are_headings_in_order_with_links_from_the_front(documents: SimpleNamespace) -> None:
    document, report = opened(documents.files["full"]), documents.reports["full"]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.title for section in report.sections]
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    aims = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(aims) == len(report.sections) == len(marks) and set(aims) == marks


def test_every_picture_has_its_sentence_as_text(documents: SimpleNamespace) -> None:
    for name, report in documents.reports.items():
        shapes = opened(documents.files[name]).inline_shapes
        said = [picture.alt for section in report.sections for picture in section.pictures]
        assert [shape._inline.docPr.get("descr") for shape in shapes] == said


def test_every_table_repeats_its_heading_row_and_holds_its_cells(documents: SimpleNamespace) -> None:
    document = opened(documents.files["odd"])
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    narrow = next(table for table in document.tables if table.rows[0].cells[0].text == "Option")
    cells = [[cell.text for cell in row.cells] for row in narrow.rows]
    assert cells == [["Option", "Score", "Known"], ["A", "58.75", ""], ["B", "3.00", "yes"]]


def test_only_web_addresses_become_links(documents: SimpleNamespace) -> None:
    rels = etree.fromstring(part(documents.files["odd"], "word/_rels/document.xml.rels").encode())
    links = {rel.get("Target") for rel in rels if rel.get("TargetMode") == "External"}
    assert links == {"https://example.org/a?b=1&c=2", "http://example.org", "https://x.org"}


def test_hostile_text_stays_text(documents: SimpleNamespace) -> None:
    kept = 'bell  <w:p/> ]]> & "quoted" javascript:alert(1) file:///etc/passwd'
    document = opened(documents.files["odd"])
    assert kept in [p.text for p in document.paragraphs]
    assert f"Odd {kept}" in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_wide_tables_stand_on_turned_pages_and_what_follows_does_not(case: Case) -> None:
    report = report_with(
        case,
        Section("wide", "Wide", ("Words.",), tables=(Table("Wide", WIDE),)),
        Section("after", "After", ("More words.",), tables=(Table("Narrow", NARROW),)),
    )
    pages = opened(docx_bytes(report)).sections
    assert [page.orientation for page in pages] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert all((page.page_width > page.page_height) == (page.orientation == WD_ORIENT.LANDSCAPE) for page in pages)


@pytest.mark.parametrize(
    "frame, parts, landscape",
    [
        (NARROW, 1, False),
        (WIDE, 2, True),
        (WIDE.iloc[:, :11], 1, True),
        (pd.DataFrame(), 0, False),
        (pd.DataFrame({"a": []}), 1, False),
        (pd.DataFrame({"x" * 400: ["y" * 4000]}), 1, False),
    ],
)
def test_columns_fit_the_page(frame: pd.DataFrame, parts: int, landscape: bool) -> None:
    found = blocks(frame)
    assert len(found) == parts
    for block in found:
        assert block.landscape == landscape
        assert sum(block.widths) <= (LANDSCAPE if landscape else PORTRAIT) + 1e-9
        assert all(width > 0.3 for width in block.widths)
        assert all(len(row) == len(block.labels) for row in block.rows)
        assert block.labels[0] == str(frame.columns[0]), "the first column leads every part"
    shown = [label for block in found for label in block.labels]
    assert list(dict.fromkeys(shown)) == [str(label) for label in frame.columns]


@pytest.mark.parametrize(
    "cells, texts",
    [
        ([58.75, 3.0], ["58.75", "3.00"]),
        ([1, 20], ["1", "20"]),
        ([0.1 + 0.2, 1], ["0.3", "1.0"]),
        ([None, 2.5], ["", "2.5"]),
        ([float("nan"), "n/a"], ["", "n/a"]),
        ([True, False], ["yes", "no"]),
        ([["a", "b"], ()], ["a, b", ""]),
    ],
)
def test_numbers_of_a_column_have_as_many_decimals_each(cells: list[object], texts: list[str]) -> None:
    (block,) = blocks(pd.DataFrame({"x": pd.Series(cells, dtype=object)}))
    assert [row[0] for row in block.rows] == texts


def test_no_person_and_no_clock_in_it(case: Case, documents: SimpleNamespace) -> None:
    content = documents.files["odd"]
    about = opened(content).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("mcda 0.0", "", "")
    assert about.created == about.modified == MADE
    assert (about.title, about.category) == (case.settings.title, case.settings.marking)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {MADE.timetuple()[:6]}
    assert docx_bytes(documents.reports["odd"]) == content


def test_marking_and_page_numbers_are_on_every_page(case: Case, documents: SimpleNamespace) -> None:
    for page in opened(documents.files["full"]).sections:
        assert page.header.paragraphs[0].text == case.settings.marking
        codes = [code.text for code in page.footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a\x00b\x0bc\x1f", "abc"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800x\udfff\ufffe\uffff", "x"),
        ("😀 café", "😀 café"),
    ],
)
def test_characters_that_xml_refuses_are_dropped(text: str, expected: str) -> None:
    assert xml_text(text) == expected
    etree.fromstring(f"<a>{xml_text(text)}</a>".encode())


@pytest.mark.parametrize(
    "text, links",
    [
        ("https://a.org/b?c=d#e.", ["https://a.org/b?c=d#e"]),
        ("(http://a.org), HTTPS://B.org!", ["http://a.org", "HTTPS://B.org"]),
        ("javascript:alert(1) data:text/html,x ftp://a.org //a.org", []),
        ('"https://a.org"><script>', ["https://a.org"]),
    ],
)
def test_addresses_in_text(text: str, links: list[str]) -> None:
    assert [piece for piece, is_link in pieces(text) if is_link] == links
    assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.parametrize(
    "cell, expected", [("https://a.org", True), ("see https://a.org", False), ("javascript:x", False), (3, False)]
)
def test_a_cell_is_an_address_or_not(cell: object, expected: bool) -> None:
    assert is_address(cell) is expected


def test_what_is_no_number_is_nothing() -> None:
    assert [plain(float("inf")), plain(float("nan")), plain(None)] == [None, None, None]


def test_the_verdict_of_a_small_report_is_there_too(documents: SimpleNamespace) -> None:
    assert VERDICT in documents.texts["odd"]
