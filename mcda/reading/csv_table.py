"""A table of text from the bytes of a CSV file: commas, semicolons or tabs between, UTF-8, every fault at once."""

import csv
import io
from collections import Counter

import pandas as pd

from mcda.errors import CaseError, Fault
from mcda.escaping import unescaped
from mcda.reading.limits import decoded
from mcda.schemas import MAX_CELL_FAULTS, MAX_COLUMNS, MAX_ROWS

SEPARATORS = (",", ";", "\t")

Rows = dict[int, list[str]]
"""Cells of each row that is not blank, by the number a spreadsheet shows for it."""


def read_rows(file: str, content: bytes) -> Rows:
    """The rows of a CSV file as text.

    The separator is whichever of comma, semicolon and tab stands most often in the first row. Numbers have a decimal
    point whatever the separator is: `1,5` could be one and a half or two cells, so it is never guessed at.
    An apostrophe in front of what a spreadsheet would run as a formula is taken off (`mcda.escaping`).

    Raises
    ------
    CaseError
        If it is no UTF-8, has quotes that do not close, more than `MAX_ROWS` rows, or no row at all.
    """
    text = decoded(file, content)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        rows: Rows = {}
        for number, row in enumerate(reader, start=1):
            if len(rows) > MAX_ROWS + 1 or number > 10 * MAX_ROWS:
                raise CaseError([Fault(file, number, "", "more rows", f"at most {MAX_ROWS:,} rows")])
            if any(row):
                rows[number] = row
    except csv.Error as problem:
        allowed = "comma-separated values with closed quotes and at most 131,072 characters in a cell"
        raise CaseError([Fault(file, None, "", str(problem), allowed)]) from None
    if not rows:
        raise CaseError([Fault(file, 1, "", None, "a header row")])
    return {number: [unescaped(cell) for cell in row] for number, row in rows.items()}


def _separator(text: str) -> str:
    """The separator of the first line that is not blank; what stands in quotes does not count."""
    line = next((line for line in io.StringIO(text) if line.strip()), "")
    outside = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def table_of(file: str, rows: Rows, faults: list[Fault]) -> pd.DataFrame:
    """Rows as a table; an uneven row is a fault, not a guess. The index counts blank lines, which are left out."""
    top, *below = rows
    header = [cell.strip() for cell in rows[top]]
    if len(header) > MAX_COLUMNS:
        faults.append(Fault(file, top, "", f"{len(header):,} columns", f"at most {MAX_COLUMNS}"))
        return pd.DataFrame()
    twice = [name for name, count in Counter(header).items() if count > 1]
    faults.extend(Fault(file, top, name, name, "each column once") for name in twice)
    uneven = [number for number in below if len(rows[number]) != len(header)]
    allowed = f"{len(header)} cells, as in the header"
    faults.extend(Fault(file, number, "", f"{len(rows[number])} cells", allowed) for number in uneven[:MAX_CELL_FAULTS])
    if twice:
        return pd.DataFrame(columns=list(dict.fromkeys(header)))
    # Uneven rows are reported above; evened out here, they keep their ids known to the other tables' checks.
    even = [[*rows[number], *[""] * len(header)][: len(header)] for number in below]
    return pd.DataFrame(even, columns=header, index=[number - 2 for number in below], dtype=object)


def read_table(file: str, content: bytes, faults: list[Fault]) -> pd.DataFrame:
    """The table in a CSV file; what is wrong with the file is added to `faults`."""
    try:
        return table_of(file, read_rows(file, content), faults)
    except CaseError as problem:
        faults.extend(problem.faults)
        return pd.DataFrame()


__all__ = ["Rows", "read_rows", "read_table", "table_of"]
