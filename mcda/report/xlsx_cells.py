"""Cells, styles and pages of a workbook: what every sheet of the report shares."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mcda.report.office_text import is_address, plain, xml_text

LONGEST = 32_767
"""Characters that one cell can hold."""
CUT = " … (cut)"
_FORMULA_START = ("=", "+", "-", "@", "\t", "\n", "\r")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_WIDEST, _NARROWEST = 60, 8
_LINE, _HIGHEST = 14.5, 409.0
"""Points that a line takes, and the most that a row can be high."""

TITLE, NOTE, HEAD, LABEL, TEXT, INPUT, FORMULA, ENGINE = (
    f"Report {word}" for word in ("title", "note", "heading", "label", "text", "input", "formula", "worked out")
)
"""Names of the cell styles; an analyst can change each in one place."""


@dataclass(frozen=True)
class Formula:
    """Text that is meant to be a formula. All other text stays text, whatever it starts with."""

    text: str


def add_styles(book: Workbook) -> None:
    """The named styles of the report. Inputs differ by frame, worked-out numbers by slant, not by colour alone."""
    thin, hair = Side(style="thin", color="8A6D00"), Side(style="hair", color="B0B7C0")
    wrapped = Alignment(wrap_text=True, vertical="top", indent=1)
    body = Font(name="Calibri", size=11)
    styles: dict[str, dict[str, Any]] = {
        TITLE: {"font": Font(name="Calibri", size=14, bold=True, color="1F3A5F")},
        NOTE: {"font": Font(name="Calibri", size=11, color="404040")},
        HEAD: {
            "font": Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
            "fill": PatternFill("solid", fgColor="1F3A5F"),
            "alignment": Alignment(wrap_text=True, vertical="center", indent=1),
        },
        LABEL: {
            "font": Font(name="Calibri", size=11, bold=True, color="1F3A5F"),
            "alignment": wrapped,
            "border": Border(bottom=hair),
        },
        TEXT: {"font": body, "alignment": wrapped, "border": Border(bottom=hair)},
        INPUT: {
            "font": Font(name="Calibri", size=11, color="1A3E8C"),
            "fill": PatternFill("solid", fgColor="FFF6D6"),
            "border": Border(left=thin, right=thin, top=thin, bottom=thin),
            "alignment": Alignment(horizontal="right", vertical="top"),
        },
        FORMULA: {"font": body, "alignment": Alignment(vertical="top"), "border": Border(bottom=hair)},
        ENGINE: {
            "font": Font(name="Calibri", size=11, italic=True, color="505050"),
            "fill": PatternFill("solid", fgColor="EEEEEE"),
            "alignment": Alignment(vertical="top"),
            "border": Border(bottom=hair),
        },
    }
    for name, look in styles.items():
        book.add_named_style(NamedStyle(name=name, **look))


def put(sheet: Worksheet, row: int, column: int, value: object, style: str = TEXT, number: str = "") -> Cell:
    """Write one cell: numbers as numbers, a `Formula` as one, all else as text that no program evaluates."""
    cell: Cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif isinstance(written := plain(value), str):
        _put_text(cell, written)
    else:
        cell.value = written
    if number:
        cell.number_format = number
    return cell


def _put_text(cell: Cell, text: str) -> None:
    """Text as such: neither a formula nor an error value, nor an escape that Excel would read as a character."""
    text = _ESCAPE.sub("_x005F_", text)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    guarded = text.startswith(_FORMULA_START)
    cell.value = text
    cell.data_type = "s"
    if guarded:
        cell.quotePrefix = True
    if is_address(text) and len(text) <= 2_000:
        cell.hyperlink = text
        cell.font = Font(name="Calibri", size=11, underline="single", color="0B57D0")


def put_row(sheet: Worksheet, row: int, values: Iterable[object], style: str = TEXT, first: int = 1) -> None:
    """Several cells side by side."""
    for column, value in enumerate(values, start=first):
        put(sheet, row, column, value, style)


def heading(sheet: Worksheet, title: str, *notes: str) -> None:
    """A title in the first row, and a sentence in each row below it."""
    put(sheet, 1, 1, title, TITLE)
    for row, note in enumerate(notes, start=2):
        put(sheet, row, 1, note, NOTE)


def put_table(sheet: Worksheet, row: int, labels: Sequence[object], rows: Iterable[Sequence[object]]) -> int:
    """A table with its heading row at `row`; returns the first row below it."""
    put_row(sheet, row, labels, HEAD)
    for values in rows:
        row += 1
        for column, value in enumerate(values, start=1):
            put(sheet, row, column, value, TEXT, number_format(plain(value)))
    return row + 1


def number_format(value: object) -> str:
    """As many decimals as the size of a number bears; the cell itself keeps every digit."""
    if isinstance(value, bool) or not isinstance(value, float) or value == int(value):
        return ""
    size = abs(value)
    return "0.0" if size >= 10 else "0.00" if size >= 0.1 else "0.0000" if size >= 1e-3 else "0.00E+00"


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """A new sheet, its name made such that every program accepts it and none is there twice."""
    stem = " ".join(_NOT_IN_NAMES.sub(" ", xml_text(name)).split()).strip("' ") or "Sheet"
    taken = {one.lower() for one in book.sheetnames} | {"history"}  # a name that Excel keeps for itself
    title, count = stem[:31].strip("' "), 1
    while title.lower() in taken:
        count += 1
        title = f"{stem[: 31 - len(str(count)) - 1].strip()} {count}"
    return book.create_sheet(title)


def set_widths(sheet: Worksheet, first_row: int, widths: Mapping[int, float] | None = None) -> None:
    """Column widths that follow the text from `first_row` on; `widths` settles some of them."""
    longest: dict[int, int] = {}
    for cells in sheet.iter_rows(min_row=first_row):
        for cell in cells:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                words = max((len(line) for line in cell.value.split("\n")), default=0)
                longest[cell.column] = max(longest.get(cell.column, 0), words)
    for column in range(1, sheet.max_column + 1):
        fitted = min(_WIDEST, max(_NARROWEST, 1.05 * longest.get(column, 0) + 2))
        sheet.column_dimensions[get_column_letter(column)].width = (widths or {}).get(column, fitted)
    set_heights(sheet, first_row)


def set_heights(sheet: Worksheet, first_row: int = 1) -> None:
    """Rows as high as their wrapped text needs: not every program works that out when it opens a file."""
    for cells in sheet.iter_rows(min_row=first_row):
        lines = max((_lines(sheet, cell) for cell in cells), default=1)
        if lines > 1:
            sheet.row_dimensions[cells[0].row].height = min(_HIGHEST, _LINE * lines + 2)


def _lines(sheet: Worksheet, cell: Cell) -> int:
    """Lines that a cell takes in its column."""
    if not isinstance(cell.value, str) or cell.data_type == "f" or not cell.alignment.wrap_text:
        return 1
    bold = 1.1 if cell.font.bold else 1.0
    room = max(1.0, 1.05 * sheet.column_dimensions[cell.column_letter].width - 2) / bold
    return sum(_wrapped(line, room) for line in cell.value.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """Lines that one line of text takes where words are kept whole."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0.0
        lines += int(len(word) / room) if len(word) > room else 0
        used += len(word) % room + 1 if len(word) > room else len(word) + (1 if used else 0)
    return lines


def set_page(sheet: Worksheet, marking: str, titles: str | None = None, freeze: str | None = None) -> None:
    """Landscape, one page wide, heading rows on every page, marking and page number below, no gridlines."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = xml_text(marking).replace("\n", " ")[:80].replace("&", "&&")
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
    sheet.sheet_view.showGridLines = False
    if titles:
        sheet.print_title_rows = titles
    if freeze:
        sheet.freeze_panes = freeze


def quoted(sheet: Worksheet) -> str:
    """A sheet's name as formulas write it."""
    name = sheet.title.replace("'", "''")
    return f"'{name}'"


__all__ = [
    "ENGINE",
    "FORMULA",
    "HEAD",
    "INPUT",
    "LABEL",
    "NOTE",
    "TEXT",
    "TITLE",
    "Formula",
    "add_sheet",
    "add_styles",
    "heading",
    "number_format",
    "put",
    "put_row",
    "put_table",
    "quoted",
    "set_heights",
    "set_page",
    "set_widths",
]
