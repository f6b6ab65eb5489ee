"""From what a reader found to a case, or to one error with every fault of the reader and of the tables."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from criteria import Catalogue, CatalogueError, read_catalogue
from criteria.catalogue import SHIPPED, hidden_faults, size_faults
from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.schemas import MAX_COLUMNS, most_rows

REQUIRED = ("options", "scores", "weights")

MOST_UNKNOWN = 500
"""Most ids of one column, unknown to the table they point to, that are told one by one."""

_POINTERS = {
    ("scores", "option"): "options",
    ("scores", "evidence"): "evidence",
    ("shifts", "scenario"): "scenarios",
    ("shifts", "option"): "options",
    ("history", "evidence"): "evidence",
    ("options", "base"): "options",
    ("options", "levers"): "levers",
    ("scores", "criterion"): "criteria",
    ("weights", "criterion"): "criteria",
    ("shifts", "criterion"): "criteria",
}
"""Long columns with ids of the value tree's criteria, or of another table's first column."""


def build(
    settings: dict[str, Any],
    catalogue: Catalogue | None,
    tables: dict[str, pd.DataFrame],
    faults: list[Fault],
    files: dict[str, str] | None = None,
) -> Case:
    """The case, or one error that holds the reader's faults and those of the tables.

    Parameters
    ----------
    settings
        What case.toml holds.
    catalogue
        The value tree; None where it has faults, which are then among `faults`.
    tables
        Text tables by name.
    faults
        What the reader found so far.
    files
        Names that errors show, where they differ from `NAME.csv` and `case.toml`.
    """
    names = {name: f"{name}.csv" for name in tables} | {"case": "case.toml"} | (files or {})
    limits = [*size_faults(settings, names["case"]), *_too_large(tables, names)]
    if catalogue is not None:
        limits += _too_many_unknown(catalogue, tables, names)
    if catalogue is None or limits:
        raise CaseError([*faults, *limits])
    faults = [*faults, *hidden_faults(settings, names["case"])]
    try:
        case = Case.from_tables(settings, catalogue, tables, files)
    except CaseError as problem:
        missing = {fault.file for fault in faults}
        rest = [fault for fault in problem.faults if fault.file not in missing]
        raise CaseError([*faults, *rest]) from None
    if faults:
        raise CaseError(faults)
    return case


def named_catalogue(name: object, case_file: str, extra: str = "") -> Catalogue:
    """The value tree that a case names among those that ship.

    Raises
    ------
    CatalogueError
        If none of that name ships; `extra` is what would be allowed besides.
    """
    shipped = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    if not isinstance(name, str) or name not in shipped:
        raise CatalogueError((Fault(case_file, None, "catalogue", name, extra + ", ".join(shipped)),))
    return read_catalogue(name)


def _too_large(tables: dict[str, pd.DataFrame], names: dict[str, str]) -> Iterator[Fault]:
    """Tables that are not worth checking cell by cell."""
    for name, frame in tables.items():
        if len(frame) > most_rows(name):
            yield Fault(names[name], None, "", f"{len(frame):,} rows", f"at most {most_rows(name):,} rows")
        if len(frame.columns) > MAX_COLUMNS:
            yield Fault(names[name], 1, "", f"{len(frame.columns):,} columns", f"at most {MAX_COLUMNS}")


def _too_many_unknown(catalogue: Catalogue, tables: dict[str, pd.DataFrame], names: dict[str, str]) -> Iterator[Fault]:
    """Columns with so many unknown ids that telling each with all that are known would fill the memory."""
    for (table, column), target in _POINTERS.items():
        cells = tables.get(table, pd.DataFrame()).get(column)
        if cells is None:
            continue
        ids = tables.get(target, pd.DataFrame())
        known = {str(one).strip() for one in ids.iloc[:, 0]} if len(ids.columns) else set(catalogue.ids)
        unknown = [part.strip() for cell in cells for part in str(cell).split(";") if part.strip() not in known]
        unknown = [part for part in unknown if part]
        if len(unknown) > MOST_UNKNOWN:
            found = (
                f"{len(unknown):,} ids that {names.get(target, target)} does not have, the first {unknown[0][:64]!r}"
            )
            yield Fault(names[table], None, column, found, f"ids of {target}; then up to {MOST_UNKNOWN} are listed")


__all__ = ["REQUIRED", "build", "named_catalogue"]
