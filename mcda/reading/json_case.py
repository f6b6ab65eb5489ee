"""A case as one JSON object: settings, value tree, and each table as a list of rows."""

import json
from typing import Any

import pandas as pd

from criteria import Catalogue, CatalogueError
from criteria.catalogue import build_catalogue
from criteria.plain_text import hidden_in
from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.reading.build import REQUIRED, build, named_catalogue
from mcda.schemas import COLUMNS, MAX_CELL_FAULTS, MAX_COLUMNS, most_rows

_MOST_DIGITS = 400
"""More digits than any number a case can use; longer ones stay text, which the checks then refuse by place."""


def case_as_json(case: Case) -> dict[str, Any]:
    """The case as plain data: settings, catalogue, and each table as a list of rows of text."""
    tables = {name: frame.to_dict("records") for name, frame in case.tables().items()}
    settings = case.settings.model_dump(mode="json", exclude_none=True)
    return {"case": settings, "catalogue": case.catalogue.model_dump(mode="json"), **tables}


def case_from_json(name: str, content: bytes) -> Case:
    """The case in the bytes of a JSON file, which errors call `name`.

    Raises
    ------
    CaseError
        With every fault: no JSON, keys twice, values nested too deeply, and what is wrong with the case itself.
    """
    data, faults = _parsed(name, content)
    if not isinstance(data, dict) or not isinstance(data.get("case"), dict):
        raise CaseError([Fault(name, None, "case", None, "an object with the settings of the case"), *faults])
    catalogue = _catalogue(name, data, faults)
    tables = {}
    for table in COLUMNS:
        if table in data:
            found = _table(f"{name}: {table}", table, data[table], faults)
            if found is not None:
                tables[table] = found
        elif table in REQUIRED:
            faults.append(Fault(f"{name}: {table}", None, "", None, "this table; a case needs it"))
    files = {table: f"{name}: {table}.csv" for table in COLUMNS} | {"case": f"{name}: case"}
    return build(data["case"], catalogue, tables, faults, files)


def _parsed(name: str, content: bytes) -> tuple[Any, list[Fault]]:
    twice: dict[str, None] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.update(dict.fromkeys(key for key in found if keys.count(key) > 1))
        return found

    def integer(digits: str) -> int | str:
        return int(digits) if len(digits) <= _MOST_DIGITS else digits

    try:
        text = content.decode("utf-8-sig")
        data = json.loads(text, parse_constant=str, parse_int=integer, object_pairs_hook=once)
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise CaseError([Fault(name, None, "", str(problem), "valid JSON in UTF-8")]) from None
    except RecursionError:
        raise CaseError([Fault(name, None, "", "values nested too deeply", "valid JSON of plain tables")]) from None
    return data, [Fault(name, None, key[:64], key, "each key once in an object") for key in list(twice)[:100]]


def _catalogue(name: str, data: dict[str, Any], faults: list[Fault]) -> Catalogue | None:
    try:
        if isinstance(data.get("catalogue"), dict):
            return build_catalogue(data["catalogue"], f"{name}: catalogue")
        return named_catalogue(
            data["case"].get("catalogue"), f"{name}: case", "an object under `catalogue` with a value tree, or one of "
        )
    except CatalogueError as problem:
        faults.extend(problem.faults)
    return None


def _table(file: str, table: str, rows: Any, faults: list[Fault]) -> pd.DataFrame | None:
    """A list of objects as a table; None where it is none, which is then among the faults."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(Fault(file, None, "", type(rows).__name__, "a list of objects, one a row"))
        return None
    if len(rows) > most_rows(table):
        faults.append(Fault(file, None, "", f"{len(rows):,} rows", f"at most {most_rows(table):,} rows"))
        return None
    columns = dict.fromkeys(key for row in rows for key in row)
    if len(columns) > MAX_COLUMNS:
        faults.append(Fault(file, None, "", f"{len(columns):,} columns", f"at most {MAX_COLUMNS}"))
        return None
    hidden = [
        Fault(file, None, "", column, f"a column without {why}") for column in columns if (why := hidden_in(column))
    ]
    nested = [
        Fault(
            file, number, key, "..." if isinstance(cell, dict) else "nested lists", "a text, a number or a list of ids"
        )
        for number, row in enumerate(rows, start=2)
        for key, cell in row.items()
        if not _is_plain(cell)
    ]
    if hidden or nested:
        faults.extend([*hidden, *nested[:MAX_CELL_FAULTS]])
        return None
    return pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame(columns=list(COLUMNS[table]))


def _is_plain(cell: Any) -> bool:
    """Whether a cell is one value, or a list of values."""
    return not any(isinstance(part, dict | list) for part in (cell if isinstance(cell, list) else (cell,)))


__all__ = ["case_as_json", "case_from_json"]
