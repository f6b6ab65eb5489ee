"""A case as sheets of rows named by ids, so that two versions of it can be compared row by row, cell by cell."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from criteria import CatalogueError
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.errors import CaseError
from mcda.refusals import refusal
from mcda.schemas import COLUMNS

Key = tuple[str, ...]
Sheet = dict[Key, dict[str, Any]]
"""Rows in order, each by what it is about: column name → cell."""

KEYS: dict[str, tuple[str, ...]] = {
    "options": ("option",),
    "scores": ("option", "criterion"),
    "weights": ("set", "criterion"),
    "values": ("criterion",),
    "scenarios": ("scenario",),
    "shifts": ("scenario", "option", "criterion"),
    "levers": ("lever", "criterion"),
    "evidence": ("id",),
    "history": ("id",),
    "elicitations": ("set",),
    "answers": ("kind", "subject", "other"),
    "meanings": ("option", "component"),
}
"""Which columns name a row of each table. Rows of the same name belong together and are merged as one."""

SETTINGS, CATALOGUE, OBJECTIVES, CRITERIA = "settings", "catalogue", "objectives", "criteria"
"""The sheets that are no tables of a case: its settings, and its value tree in three sheets."""

ROWS = "rows"
"""The one column of a row that stands for several, such as the points of a value curve."""

_NESTED = ("defaults", "rules", "scale", "anchors")
"""Fields whose parts are compared one by one. Others, such as a range, are one thing."""


def sheets_of(case: Case) -> dict[str, Sheet]:
    """The whole case as sheets by name, in the order in which people would look through them."""
    catalogue = case.catalogue.model_dump(mode="json")
    objectives, criteria = catalogue.pop(OBJECTIVES), catalogue.pop(CRITERIA)
    return {
        SETTINGS: {(): _flat(case.settings.model_dump(mode="json"))},
        CATALOGUE: {(): catalogue},
        OBJECTIVES: {(one["id"],): _flat(one) for one in objectives},
        CRITERIA: {(one["id"],): _flat(one) for one in criteria},
        **{name: _rows(name, frame) for name, frame in case.tables().items()},
    }


def case_of(sheets: dict[str, Sheet]) -> Case:
    """The case of these sheets, checked in full.

    Raises
    ------
    CaseError
        With every fault, each by the name of the thing that it is about.
    """
    tables = {
        name: _frame(name, sheet)
        for name, sheet in sheets.items()
        if name not in (SETTINGS, CATALOGUE, OBJECTIVES, CRITERIA)
    }
    tree = {
        **sheets[CATALOGUE][()],
        OBJECTIVES: [_deep(row) for row in sheets[OBJECTIVES].values()],
        CRITERIA: [_deep(row) for row in sheets[CRITERIA].values()],
    }
    try:
        catalogue = build_catalogue(tree)
    except CatalogueError as problem:
        raise CaseError(problem.faults) from None
    try:
        return Case.from_tables(_deep(sheets[SETTINGS][()]), catalogue, tables)
    except CaseError as problem:
        raise refusal(problem, catalogue, tables) from None


def _rows(name: str, frame: pd.DataFrame) -> Sheet:
    """The rows of a table by their keys; those that share a key as one row."""
    keys = [key for key in KEYS.get(name, ()) if key in frame.columns]
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in frame.to_dict("records"):
        cells = {str(column): cell for column, cell in row.items()}
        found.setdefault(tuple(cells[key] for key in keys), []).append(cells)
    if name != "values" and all(len(rows) == 1 for rows in found.values()):
        return {key: rows[0] for key, rows in found.items()}
    return {key: {ROWS: rows} for key, rows in found.items()}


def _frame(name: str, sheet: Sheet) -> pd.DataFrame:
    rows = [one for row in sheet.values() for one in row.get(ROWS, [row])]
    return pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame(columns=list(COLUMNS[name]))


def _flat(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested fields as `outer.inner`."""
    flat: dict[str, Any] = {}
    for name, value in data.items():
        nested = name in _NESTED and isinstance(value, dict)
        flat |= _flat(value, f"{prefix}{name}.") if nested else {f"{prefix}{name}": value}
    return flat


def _deep(flat: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `_flat`."""
    data: dict[str, Any] = {}
    for name, value in flat.items():
        *outer, last = name.split(".")
        here = data
        for step in outer:
            here = here.setdefault(step, {})
        here[last] = value
    return data


def in_order(base: Iterable[Key], mine: Iterable[Key], theirs: Iterable[Key]) -> list[Key]:
    """All keys of three orders in one: as one side re-arranged them, with what the other added put after its neighbour.

    Where both have re-arranged, mine is the order.
    """
    known, first, second = list(base), list(mine), list(theirs)
    mine_moved = [key for key in known if key in set(first)] != [key for key in first if key in set(known)]
    whole, more = (first, second) if mine_moved else (second, first)
    order = list(whole)
    for key in known:
        if key not in order:
            order.append(key)
    there, before = set(order), None
    for key in more:
        if key not in there:
            order.insert(0 if before is None else order.index(before) + 1, key)
            there.add(key)
        before = key
    return order


__all__ = [
    "CATALOGUE",
    "CRITERIA",
    "KEYS",
    "OBJECTIVES",
    "ROWS",
    "SETTINGS",
    "Key",
    "Sheet",
    "case_of",
    "in_order",
    "sheets_of",
]
