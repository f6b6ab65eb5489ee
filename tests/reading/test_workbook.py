"""A case as a workbook: nothing is lost, nothing in it is run, and what strangers pack into one is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.xml
import pytest
from defusedxml import EntitiesForbidden
from defusedxml.ElementTree import iterparse

import mcda
from criteria.criterion import Overlap
from mcda.case import Case
from mcda.folder import case_as_xlsx, case_from_bytes, read_case, write_case

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def book(case: Case) -> bytes:
    return case_as_xlsx(case)


def changed(book: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """The workbook with some of its XML parts changed; `sheet1` is short for the first sheet."""
    names = {"sheet1": SHEET, "styles": "xl/styles.xml", "types": "[Content_Types].xml", "workbook": "xl/workbook.xml"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            change = next((parts[key] for key in parts if names[key] == part), lambda text: text)
            new.writestr(part, change(old.read(part)))
    return buffer.getvalue()


def edited(book: bytes, edit: Callable[[Any], object]) -> bytes:
    """The workbook opened and saved again by a spreadsheet library, after an edit."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    edit(opened)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def test_a_round_trip_loses_nothing(case: Case, book: bytes, tmp_path: Path) -> None:
    again = case_from_bytes("a.xlsx", book)
    assert again == case
    assert again.settings == case.settings
    assert read_case(write_case(case, tmp_path / "case.xlsx")) == case


def test_odd_texts_and_trees_survive(case: Case) -> None:
    """Formulas, escapes of the file format, numbers without end, lists that a separator could break."""
    odd = '=HYPERLINK("x")\nline 2 _x000D_ <b>&amp;'
    option = case.options[0].model_copy(update={"label": odd, "description": "'=1"})
    criterion = case.catalogue.criteria[0].model_copy(
        update={
            "paragraphs": ("P1; P2", "[x", "P3"),
            "label": "@SUM(1)",
            "overlaps": (Overlap(criterion="precision", warning="-both"),),
            "required": True,
        }
    )
    tree = case.catalogue.model_copy(update={"criteria": (criterion, *case.catalogue.criteria[1:]), "title": "2024"})
    weight = case.weight_rows[0].model_copy(update={"low": 0.1, "weight": 1 / 3 + 1e-16, "high": 1.0000000000000002})
    settings = case.settings.model_copy(update={"epsilon": 1 / 3, "title": "-5", "synergy": None, "baseline": None})
    changed = case.replace(
        options=(option, *case.options[1:]),
        catalogue=tree,
        weight_rows=(weight, *case.weight_rows[1:]),
        settings=settings,
    )
    again = case_from_bytes("a.xlsx", case_as_xlsx(changed))
    assert again.model_dump(exclude={"settings": {"catalogue"}}) == changed.model_dump(
        exclude={"settings": {"catalogue"}}
    )


def test_no_text_is_a_formula(case: Case) -> None:
    option = case.options[0].model_copy(update={"label": "=1+1", "description": "@x"})
    content = case_as_xlsx(case.replace(options=(option, *case.options[1:])))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["options"]
    assert [cell.data_type for cell in sheet[2]][1:4] == ["s", "s", "s"]
    assert sheet["B2"].value == "=1+1"


def test_what_a_spreadsheet_does_is_no_fault(case: Case, book: bytes) -> None:
    """Names in capitals and blanks, sheets of one's own, blank rows and formats, dates as dates."""

    def edit(opened: Any) -> None:
        opened["options"]["B1"] = " LABEL"
        opened.create_sheet("My notes")["A1"] = "hello"
        opened["shifts"].insert_rows(2)
        opened["scores"].column_dimensions["A"].width = 40
        opened["scores"].title = " Scores "

    assert case_from_bytes("a.xlsx", edited(book, edit)) == case

    def dated(opened: Any) -> None:
        opened["scores"]["J2"] = date(2026, 5, 4)

    assert case_from_bytes("a.xlsx", edited(book, dated)).cells[0].date == "2026-05-04"


def set_cell(sheet: str, place: str, value: object) -> Callable[[Any], object]:
    return lambda opened: opened[sheet].__setitem__(place, value)


# fmt: off
FAULTS: list[tuple[Callable[[Any], object], tuple[str, ...]]] = [
    (set_cell("scores", "D2", "some"), ("a.xlsx: scores, row 2, column mode: 'some'", "a number")),
    (set_cell("scores", "D2", 1e300), ("a.xlsx: scores, row 2, column mode: '1e+300'", "at most 1e+15")),
    (set_cell("scores", "A2", "nobody"), ("a.xlsx: scores, row 2, column option: 'nobody'", "one of status_quo")),
    (set_cell("options", "J1", "mood"), ("a.xlsx: options, row 1, column mood", "only the columns")),
    (set_cell("options", "L2", "lost"), ("a.xlsx: options, row 1", "a name above each column")),
    (set_cell("case", "A3", "id"), ("a.xlsx: case, row 3, column key: 'id'", "each key once")),
    (set_cell("case", "A3", "moood"), ("a.xlsx: case, moood", "only known keys")),
    (set_cell("case", "A3", "id.b.c"), ("a.xlsx: case, row 3, column key: 'id.b.c'", "where another one ends")),
    (set_cell("case", "B3", "a\u202eb"), ("a.xlsx: case, title: 'a\\u202eb'", "direction of writing")),
    (set_cell("criteria", "D2", "sideways"), ("a.xlsx: criteria, criteria[speed].direction: 'sideways'", "'more'")),
    (set_cell("criteria", "Q1", "mood"), ("a.xlsx: criteria, row 1, column mood", "only the columns")),
    (lambda b: b.remove(b["scores"]), ("a.xlsx: scores: nothing", "this sheet")),
    (lambda b: b.create_sheet("SCORES "), ("'scores' and 'SCORES '", "one sheet named scores")),
    (lambda b: [b.create_sheet(f"s{k}") for k in range(40)], ("53 sheets", "at most 40")),
    (set_cell("options", "A12000", "x"), ("a.xlsx: options, row 10001", "at most 10,000 rows")),
    (set_cell("options", "DA1", "x"), ("a.xlsx: options, row 1: '105 columns'", "at most 80")),
]
# fmt: on


@pytest.mark.parametrize("edit, wanted", FAULTS)
def test_every_fault_names_its_place(book: bytes, edit: Callable[[Any], object], wanted: tuple[str, ...]) -> None:
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("a.xlsx", edited(book, edit))
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


ENTITIES = b'<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


# fmt: off
PACKED: list[tuple[dict[str, Callable[[bytes], bytes]], str]] = [
    ({"sheet1": lambda text: ENTITIES + text}, "a document type declaration in xl/worksheets/sheet1.xml"),
    ({"styles": lambda text: (ENTITIES.decode() + "<a/>").encode("utf-16")}, "declaration in xl/styles.xml"),
    ({"styles": lambda text: text + b" " * 300_000}, "remove unused styles"),
    ({"types": lambda text: text.replace(b"sheet.main", b"sheet.macroEnabled.main")}, "a workbook with macros"),
    ({"sheet1": lambda text: text + b" " * 6_000_000}, "unpacked"),
    ({"sheet1": lambda text: text.replace(b"</sheetData>", b"<row/>" * 20_000 + b"</sheetData>")}, "more rows"),
    ({"sheet1": lambda text: text.replace(b"</sheetData>", b"<c/>" * 70_000 + b"</sheetData>")}, "more cells"),
    ({"sheet1": lambda text: text.replace(b"</sheetData>", b"<hyperlinks/></sheetData>")}, "a sheet of cells"),
    ({"sheet1": lambda text: b"<a/>"}, "a sheet of cells"),
    ({"sheet1": lambda text: text.replace(b"</row>", b"</raw>", 1)}, "a sheet of cells"),
    ({"sheet1": lambda text: text.replace(b"</c>", b"", 1)}, "a workbook that can be opened"),
    ({"workbook": lambda text: text[:-9]}, "a workbook that can be opened"),
    ({"workbook": lambda text: b"<a/>"}, "none of the sheets of a case"),
]
# fmt: on


@pytest.mark.parametrize("parts, wanted", PACKED)
def test_what_strangers_pack_is_refused(book: bytes, parts: dict[str, Callable[[bytes], bytes]], wanted: str) -> None:
    with pytest.raises(mcda.CaseError, match=wanted):
        case_from_bytes("a.xlsx", changed(book, **parts))


def test_what_stands_around_the_cells_is_not_read(case: Case, book: bytes) -> None:
    """Formats, links and protection of a sheet are cut away before it is parsed, however many there are."""
    extra = b"</sheetData>" + b'<conditionalFormatting sqref="broken!!"/>' * 50_000
    assert case_from_bytes("a.xlsx", changed(book, sheet1=lambda text: text.replace(b"</sheetData>", extra))) == case


def test_the_parser_beneath_refuses_entities_too(book: bytes) -> None:
    """Sheets are parsed by defusedxml, even if the check of the bytes were gone."""
    assert openpyxl.xml.DEFUSEDXML
    assert openpyxl.xml.functions.iterparse is iterparse
    bomb = changed(book, sheet1=lambda text: ENTITIES + text)
    with pytest.raises(ValueError, match="invalid XML") as caught:
        openpyxl.load_workbook(io.BytesIO(bomb), read_only=True)
    assert isinstance(caught.value.__cause__, EntitiesForbidden)


def test_a_zip_of_something_else_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(mcda.CaseError, match="no workbook in this file"):
        case_from_bytes("a.xlsx", buffer.getvalue())
