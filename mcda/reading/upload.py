"""What a file that somebody hands in is, by its name and content: a case, a matrix, or one table of a case."""

from dataclasses import dataclass

import pandas as pd

from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.language import number, t
from mcda.reading.archive import unpack
from mcda.reading.build import build
from mcda.reading.csv_table import Rows, read_rows, table_of
from mcda.reading.files import FILES, case_from_files
from mcda.reading.json_case import case_from_json
from mcda.reading.limits import refuse_above_limit, shown_name
from mcda.reading.matrix import case_from_matrix, is_matrix
from mcda.reading.workbook import read_sheets
from mcda.reading.workbook_case import SHEETS, case_from_sheets, matrix_rows
from mcda.schemas import COLUMNS, DEFAULTS

KINDS = (".zip", ".json", ".xlsx", ".csv")
"""How the name of a file that can be read ends."""


@dataclass(frozen=True)
class Upload:
    """A case that a file gave, and what its reader should know about how.

    Attributes
    ----------
    case
        The case: a new one, or the open one with a table replaced.
    notices
        Sentences, such as that scales were taken from the data.
    """

    case: Case
    notices: tuple[str, ...] = ()


def read_upload(name: str, content: bytes, open_case: Case | None = None) -> Upload:
    r"""What a file gives: a case of its own; or, for a CSV that is one table of a case, `open_case` with that table.

    Nothing is written to disk, nothing in the file is run, and `open_case` is not changed.

    Parameters
    ----------
    name
        The file's name; its end tells what it is.
    content
        The bytes.
    open_case
        The case that a single table would go into.

    Raises
    ------
    CaseError
        With every fault at once, each as file, row, column, value and what is allowed.

    Examples
    --------
    >>> upload = read_upload("flats.csv", b"flat,rent,rooms\ndirection,less,more\nA,700,2\nB,900,3\n")
    >>> [(one.id, one.scale.low, one.scale.high) for one in upload.case.catalogue.criteria]
    [('rent', 700.0, 900.0), ('rooms', 2.0, 3.0)]
    >>> upload.notices[0][:46]
    'The scales of rent, rooms come from the data. '
    """
    file = shown_name(name)
    refuse_above_limit(file, len(content))
    kind = file[file.rfind(".") :].lower()
    if kind == ".zip":
        return Upload(case_from_files(unpack(file, content, FILES)))
    if kind == ".json":
        return Upload(case_from_json(file, content))
    if kind == ".xlsx":
        return _from_xlsx(file, content)
    if kind == ".csv":
        return _from_csv(file, content, open_case)
    raise CaseError([Fault(file, None, "", file, "a folder, a .zip of one, a .json, an .xlsx or a .csv")])


def case_from_bytes(name: str, content: bytes) -> Case:
    """A case from the bytes of a `.zip`, `.json`, `.xlsx` or `.csv`; `name` tells which.

    A `.csv` is a plain matrix, an `.xlsx` may be one.

    Raises
    ------
    CaseError
        With every fault at once.
    """
    return read_upload(name, content).case


def table_into(case: Case, name: str, content: bytes) -> Case:
    """`case` with one table replaced by that of a CSV file, checked in full; `case` itself stays as it is.

    Which table it is the file's name says (`scores.csv`), or else its header.

    Raises
    ------
    CaseError
        If the header fits no table of a case, or the case with this table has faults.
    """
    file = shown_name(name)
    refuse_above_limit(file, len(content))
    rows = read_rows(file, content)
    table = _table_of_case(file, rows)
    if table is None:
        allowed = "the columns of one of the tables " + ", ".join(COLUMNS)
        raise CaseError([Fault(file, min(rows), "", ", ".join(rows[min(rows)])[:200], allowed)])
    return _with_table(case, table, file, rows)


def _from_csv(file: str, content: bytes, open_case: Case | None) -> Upload:
    rows = read_rows(file, content)
    table = _table_of_case(file, rows)
    if table is None:
        if not is_matrix(rows):
            allowed = "a matrix (options in the first column, criteria in the header, numbers in the cells) or a table"
            raise CaseError([Fault(file, None, "", "no numbers beside the first column", f"{allowed} of a case")])
        return Upload(*case_from_matrix(file, rows))
    if open_case is None:
        allowed = f"a whole case: this is its table {table}; open a case first, or put all of its files in one .zip"
        raise CaseError([Fault(file, None, "", f"the table {table} alone", allowed)])
    before = len(open_case.tables()[table])
    case = _with_table(open_case, table, file, rows)
    after = len(case.tables()[table])
    told = {"table": table, "file": file, "after": number(after, 0), "before": number(before, 0)}
    return Upload(case, (t("Table {table} was replaced from {file}: {after} rows, {before} before.", **told),))


def _from_xlsx(file: str, content: bytes) -> Upload:
    """A workbook is a case with its sheets; one with a single sheet of another name may be a plain matrix."""
    sheets = read_sheets(file, content, SHEETS)
    rows = matrix_rows(sheets)
    if rows is not None and is_matrix(rows):
        return Upload(*case_from_matrix(file, rows))
    return Upload(case_from_sheets(file, sheets))


def _with_table(case: Case, table: str, file: str, rows: Rows) -> Case:
    faults: list[Fault] = []
    frame = table_of(file, _lower_header(rows), faults)
    if faults:
        raise CaseError(faults)
    tables: dict[str, pd.DataFrame] = case.tables() | {table: frame}
    files = {name: f"{name} of the open case" for name in (*COLUMNS, "case")} | {table: file}
    return build(case.settings.model_dump(mode="json"), case.catalogue, tables, [], files)


def _lower_header(rows: Rows) -> Rows:
    top = min(rows)
    return rows | {top: [cell.strip().lower() for cell in rows[top]]}


def _table_of_case(file: str, rows: Rows) -> str | None:
    """The table whose name the file has, or whose columns its header has; None where there is none."""
    header = {cell.strip().lower() for cell in rows[min(rows)]}
    stem = file.rsplit(".", 1)[0].lower()
    if stem in COLUMNS and header & set(COLUMNS[stem][:1]):
        return stem
    for table, columns in COLUMNS.items():
        needed = set(columns) - set(DEFAULTS[table])
        if needed <= header and (header <= set(columns) or table == "history"):
            return table
    return None


__all__ = ["KINDS", "Upload", "case_from_bytes", "read_upload", "table_into"]
