"""A table of several people's weights, one person a row, as it comes out of a survey or a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Mapping

from mcda.case import Case
from mcda.columns import number_or_none
from mcda.errors import CaseError, Fault

MOST_PEOPLE = 200
MOST_BYTES = 1_000_000
_NAMES = ("person", "name", "stakeholder", "participant")


def people_from_csv(case: Case, name: str, content: bytes) -> dict[str, dict[str, float]]:
    """Swing points of several people, by person and criterion.

    Parameters
    ----------
    name
        Of the file; errors show it.
    content
        A CSV in UTF-8 with a column `person` (or the first column) and one for each criterion, under its id or its
        label. Columns may be separated by comma, semicolon or tab. Points are at least 0 and need not sum to 100.

    Raises
    ------
    CaseError
        With every fault: criteria that are missing or unknown, people named twice, cells that are no number.
    """
    if len(content) > MOST_BYTES:
        raise CaseError([Fault(name, None, "", f"{len(content):,} bytes", f"at most {MOST_BYTES:,}")], _TITLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CaseError([Fault(name, None, "", str(problem), "text in UTF-8")], _TITLE) from None
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True) if row
        ]
    except csv.Error as problem:
        raise CaseError([Fault(name, None, "", str(problem), "a CSV with closed quotes")], _TITLE) from None
    if len(rows) < 2:
        raise CaseError([Fault(name, None, "", f"{len(rows)} rows", "a header row and a row a person")], _TITLE)
    header = [cell.strip() for cell in rows[0]]
    place = next((i for i, cell in enumerate(header) if cell.lower() in _NAMES), 0)
    # An id that is another criterion's label as well means the criterion that has the id.
    known = {one.label.lower(): one.id for one in case.catalogue.criteria} | {one: one for one in case.catalogue.ids}
    columns = {i: known.get(cell.lower()) for i, cell in enumerate(header) if i != place}
    faults = [*_header_faults(case, name, header, columns), *_row_faults(name, rows[1:], len(header), place, columns)]
    if faults:
        raise CaseError(faults, _TITLE)
    return {
        row[place].strip(): {column: float(row[i]) for i, column in columns.items() if column is not None}
        for row in rows[1:]
    }


_TITLE = "These weights cannot be used"


def _separator(text: str) -> str:
    top = text.split("\n", 1)[0]
    return max(",;\t", key=top.count)


def _header_faults(case: Case, file: str, header: list[str], columns: Mapping[int, str | None]) -> Iterator[Fault]:
    found = [column for column in columns.values() if column is not None]
    for i, column in columns.items():
        if column is None:
            yield Fault(file, 1, header[i], header[i], "a criterion, by id or label: " + ", ".join(case.catalogue.ids))
    for criterion in case.catalogue.ids:
        if criterion not in found:
            yield Fault(file, 1, criterion, None, "a column with the points of this criterion")
        elif found.count(criterion) > 1:
            yield Fault(file, 1, criterion, criterion, "each criterion once")


def _row_faults(
    file: str, rows: list[list[str]], width: int, place: int, columns: Mapping[int, str | None]
) -> Iterator[Fault]:
    if len(rows) > MOST_PEOPLE:
        yield Fault(file, None, "", f"{len(rows):,} people", f"at most {MOST_PEOPLE}")
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if len(row) != width:
            yield Fault(file, number, "", f"{len(row)} cells", f"{width} cells, as in the header")
            continue
        person = row[place].strip()
        if not person or person.lower() in seen or len(person) > 100:
            yield Fault(file, number, "person", person or None, "a name of at most 100 characters, each person once")
        seen.add(person.lower())
        points = {column: number_or_none(row[i].strip()) for i, column in columns.items() if column is not None}
        for column, value in points.items():
            if value is None or value < 0:
                cell = next(row[i] for i, one in columns.items() if one == column)
                yield Fault(file, number, column, cell or None, "a number of at least 0")
        if points and all(value == 0 for value in points.values()):
            yield Fault(file, number, "", "every weight is 0", "at least one weight above 0")


__all__ = ["MOST_PEOPLE", "people_from_csv"]
