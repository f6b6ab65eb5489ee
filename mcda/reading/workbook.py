"""Sheets of a workbook (.xlsx) from strangers, as rows of values: no formulas run, no macros, no links followed."""

import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from mcda.errors import CaseError, Fault
from mcda.reading.archive import read_entries
from mcda.reading.limits import MAX_BYTES
from mcda.schemas import MAX_COLUMNS, MAX_ROWS

MAX_PART = 250_000
"""Most bytes of each part that describes a workbook: styles, names, relations."""

MAX_SHEETS = 40
MAX_CELLS = 60_000
"""Most cells in all sheets that are read, blank ones between others included."""

MAX_SHEET_ROWS = 2 * MAX_ROWS
"""Rows of a sheet that are looked at, blank ones included."""

_DESCRIPTIONS = frozenset(
    {"[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
)
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ROOT = re.compile(rb"<(\w+:)?worksheet\b[^>]*>")
_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*>")
_FOREIGN = re.compile(
    rb"<(?!/?(?:\w+:)?(?:sheetData|row|c|v|f|is|t|r|rPr|rPh|phoneticPr|rFont|charset|family|scheme|b|i|u|strike|sz|color"
    rb"|vertAlign|outline|shadow|condense|extend)[\s/>])"
)
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Sheet = dict[int, list[Any]]
"""Values of each row that is not blank, by the number the spreadsheet shows for it."""


def read_sheets(name: str, content: bytes, wanted: set[str]) -> dict[str, Sheet]:
    """The wanted sheets of a workbook, by their names in lower case without blanks around them.

    Where none of them is there and the workbook has one sheet alone, it is that one.
    Of a formula, the value that was last worked out for it is read.

    Raises
    ------
    CaseError
        If it cannot be opened, is too large, declares XML entities, has macros, or two sheets of one name.
    """
    checked = _checked(name, content)
    # Imported when a workbook comes: commands that read none need not wait for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(checked), read_only=True, data_only=True, keep_links=False)
            titles = [title for title in book.sheetnames if _key(title) in wanted]
            if not titles and len(book.sheetnames) == 1:
                titles = book.sheetnames
            _refuse_clashes(name, titles, len(book.sheetnames))
            sheets = {}
            left = MAX_CELLS
            for title in titles:
                sheet, used = _sheet(f"{name}: {_key(title)}", book[title], left)
                sheets[_key(title)] = sheet
                left -= used
            book.close()
        except CaseError:
            raise
        # The reader of workbooks has no error of its own for a file that is broken on purpose: anything may come.
        except Exception as problem:
            found = f"{type(problem).__name__}: {problem}"[:200]
            raise CaseError([Fault(name, None, "", found, "a workbook that can be opened")]) from None
    return sheets


def _key(title: str) -> str:
    return title.strip().lower()


def _checked(name: str, content: bytes) -> bytes:
    """A workbook of nothing but cells, shared texts and what describes them, each part checked as bytes beforehand.

    Sheets lose all that stands around their cells (widths, formats, links, protection): nothing of it is used, and
    reading it is where a small file can take long.
    """
    parts = read_entries(name, content, lambda path: _is_used(str(path).lower()), MAX_BYTES)
    if not any(part.lower() == "xl/workbook.xml" for part in parts):
        raise CaseError([Fault(name, None, "", "no workbook in this file", "a workbook saved as .xlsx")])
    faults = list(_part_faults(name, parts))
    sheets = {part: _cells_alone(text) for part, text in parts.items() if "/worksheets/" in part.lower()}
    for part, text in sheets.items():
        faults += _sheet_faults(f"{name}: {part}", text)
    if faults:
        raise CaseError(faults)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, text in (parts | sheets).items():
            archive.writestr(part, text)
    return buffer.getvalue()


def _is_used(part: str) -> bool:
    sheet = part.startswith("xl/worksheets/") and part.count("/") == 2 and part.endswith(".xml")
    return sheet or part in _DESCRIPTIONS or part == "xl/sharedstrings.xml"


def _part_faults(name: str, parts: dict[str, bytes]) -> Iterator[Fault]:
    for part, text in parts.items():
        if part.lower() in _DESCRIPTIONS and len(text) > MAX_PART:
            yield Fault(name, None, "", f"{len(text):,} bytes in {part}", f"at most {MAX_PART:,}: remove unused styles")
        if any(mark in text for mark in _DOCTYPE):
            found = f"a document type declaration in {part}"
            yield Fault(name, None, "", found, "XML without declarations of entities")
        if part.lower() == "[content_types].xml" and re.search(rb"macroenabled|vbaproject", text.lower()):
            yield Fault(name, None, "", "a workbook with macros", "a workbook without, saved as .xlsx")


def _cells_alone(text: bytes) -> bytes:
    """The XML of a sheet without anything but its cells; as it is where it has another form."""
    root, data = _ROOT.search(text), _DATA.search(text)
    if not root or not data:
        return text
    closing = b"</" + (root[1] or b"")
    end = text.rfind(closing + b"sheetData>")
    cells = data[0] if end < 0 else text[data.start() : end] + closing + b"sheetData>"
    return text[: root.end()] + cells + closing + b"worksheet>"


def _sheet_faults(file: str, text: bytes) -> Iterator[Fault]:
    data = _DATA.search(text)
    foreign = _FOREIGN.search(text, data.start(), text.rfind(b"</")) if data else None
    if not data or foreign:
        found = text[foreign.start() : foreign.start() + 60].decode("utf-8", "replace") if foreign else "no cells"
        yield Fault(file, None, "", found, "a sheet of cells in UTF-8")
    for count, most, what in (
        (_count(_CELL, text, MAX_CELLS), MAX_CELLS, "cells"),
        (_count(_ROW, text, MAX_SHEET_ROWS), MAX_SHEET_ROWS, "rows"),
    ):
        if count > most:
            yield Fault(file, None, "", f"more {what}", f"at most {most:,} {what}, blank ones included")


def _count(pattern: re.Pattern[bytes], text: bytes, most: int) -> int:
    """How often a pattern stands in a text; counting ends just above `most`."""
    return sum(1 for _ in islice(pattern.finditer(text), most + 1))


def _refuse_clashes(name: str, titles: list[str], count: int) -> None:
    faults = []
    if count > MAX_SHEETS:
        faults.append(Fault(name, None, "", f"{count} sheets", f"at most {MAX_SHEETS}"))
    for key, number in Counter(map(_key, titles)).items():
        if number > 1:
            same = " and ".join(repr(title) for title in titles if _key(title) == key)
            faults.append(Fault(name, None, "", same, f"one sheet named {key}"))
    if faults:
        raise CaseError(faults)


def _sheet(file: str, sheet: Any, most: int) -> tuple[Sheet, int]:
    """The rows of one sheet that are not blank, and how many cells were looked at."""
    sheet.reset_dimensions()  # what the file says of its own size is not trusted
    rows: Sheet = {}
    used = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        used += max(1, len(cells))
        if number > MAX_SHEET_ROWS or used > most:
            allowed = f"at most {MAX_SHEET_ROWS:,} rows and {MAX_CELLS:,} cells, blank ones included: delete those"
            raise CaseError([Fault(file, number, "", "more cells", allowed)])
        values = [_plain(cell) for cell in cells]
        while values and values[-1] == "":
            values.pop()
        if len(values) > MAX_COLUMNS:
            raise CaseError([Fault(file, number, "", f"{len(values):,} columns", f"at most {MAX_COLUMNS}")])
        if values:
            rows[number] = values
    return rows, used


def _plain(cell: Any) -> Any:
    """A cell as a number, a truth value, or text; dates as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool | int | float):
        return cell
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(cell)).strip()


def write_sheets(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A workbook of sheets, each a list of rows whose first is the header. Text is never a formula.

    A number is written as one where the file can hold it in full, as text otherwise.
    """
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append(list(_cells(sheet, row)))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cells(sheet: Any, row: list[Any]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    for value in row:
        if isinstance(value, float) and float(f"{value:.16g}") == value:
            yield value
            continue
        text = repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
        cell = WriteOnlyCell(sheet, _ESCAPE.sub(lambda found: f"_x005F{found[0]}", text))
        cell.data_type = "s"  # else a text with = in front would be a formula
        yield cell


__all__ = ["Sheet", "read_sheets", "write_sheets"]
