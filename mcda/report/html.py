"""The report as one HTML file that needs nothing else: no script, no request, charts as drawings inside it."""

import base64
import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mcda.report.contents import Picture, Report, Section, Table
from mcda.report.svg import svg

TEMPLATES = Path(__file__).parent / "templates"
LONG = 48
"""Characters from which a column's text gets room to be read."""
MOST_DECIMALS = 4
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML does not allow."""


@dataclass(frozen=True)
class Cell:
    """What a table cell shows, and where it leads if it is an address."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a column, and how its cells are set: `number`, `link`, `long` or `text`."""

    name: str
    kind: str


@dataclass(frozen=True)
class Grid:
    """A table as it is set."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its number, what it shows in words, and its caption."""

    number: int
    drawing: Markup
    alt: str
    caption: str


@dataclass(frozen=True)
class Part:
    """One section as it is set."""

    id: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    grids: tuple[Grid, ...]


def html_text(report: Report) -> str:
    """The report as HTML; the same report gives the same text."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    marking = Markup(css_string(report.marking))  # noqa: S704  numbers of characters, nothing else
    style = environment.get_template("report.css").render(marking=marking)
    style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("report.html").render(
        report=report,
        parts=tuple(_parts(report)),
        style=Markup(style),  # noqa: S704  our own file; the marking in it is escaped by `css_string`
        style_hash=style_hash,
        made=report.made.strftime("%d %B %Y, %H:%M %Z").strip(),
    )


def html_bytes(report: Report) -> bytes:
    """The HTML file."""
    return html_text(report).encode("utf-8", errors="replace")


def clean(text: object) -> str:
    """Text without characters that HTML does not allow; escaping is the template's. `25 %` stays on one line."""
    return _CONTROL.sub(" ", str(text)).replace(" %", "\N{NO-BREAK SPACE}%")


def css_string(text: str) -> str:
    r"""A CSS string of any text, each character by its number, so that nothing in it can end the string.

    Examples
    --------
    >>> print(css_string('a"}'))
    "\000061\000022\00007d"
    """
    return '"' + "".join(f"\\{ord(letter):06x}" for letter in clean(text)) + '"'


def _parts(report: Report) -> Iterator[Part]:
    number = 0
    for section in report.sections:
        figures = []
        for picture in section.pictures:
            number += 1
            figures.append(_figure(number, picture, section))
        yield Part(section.id, section.title, section.sentences, tuple(figures), tuple(map(grid, section.tables)))


def _figure(number: int, picture: Picture, section: Section) -> Figure:
    drawing = clean(svg(picture.chart, prefix=f"f{number}-"))
    # The renderer has escaped all text inside the drawing.
    return Figure(number, Markup(drawing), picture.alt, _caption(picture.alt, section))  # noqa: S704


def _caption(alt: str, section: Section) -> str:
    """What a picture shows without the sentences that stand above it anyway."""
    rest = alt
    for sentence in section.sentences:
        rest = rest.replace(sentence, "")
    return " ".join(rest.split()) or alt


def grid(table: Table) -> Grid:
    """A table as it is set: numbers of a column with the same decimals, addresses as links."""
    columns, cells = [], []
    for place, name in enumerate(table.frame.columns):
        values = list(table.frame.iloc[:, place])
        decimals = _decimals(values)
        cells.append([_cell(value, decimals) for value in values])
        columns.append(Column(str(name), _kind(values)))
    return Grid(table.caption, tuple(columns), tuple(zip(*cells, strict=True)))


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool | str) and pd.api.types.is_number(value)


def _missing(value: Any) -> bool:
    return value is None or (_is_number(value) and not math.isfinite(value))


def _kind(values: list[Any]) -> str:
    if values and all(_is_number(value) or value is None for value in values):
        return "number"
    if values and all(value in ("", None) or _ADDRESS.fullmatch(str(value)) for value in values):
        return "link"
    return "long" if max((len(str(value)) for value in values), default=0) > LONG else "text"


def _decimals(values: list[Any]) -> int:
    """Decimals that a column needs: those of its finest number."""
    finest = 0
    for value in values:
        if _is_number(value) and not _missing(value):
            text = f"{float(value):.{MOST_DECIMALS}f}".rstrip("0")
            finest = max(finest, len(text.partition(".")[2]))
    return finest


def _cell(value: Any, decimals: int) -> Cell:
    if _missing(value):
        return Cell("")
    if _is_number(value):
        grouped = "," if abs(value) >= 10_000 else ""
        return Cell(f"{value:{grouped}.{decimals}f}".replace("-", "\N{MINUS SIGN}"))
    text = str(value)
    return Cell(text, text if _ADDRESS.fullmatch(text) else "")


__all__ = ["clean", "css_string", "grid", "html_bytes", "html_text"]
