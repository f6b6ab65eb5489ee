"""A case as text tables: which part each fills, what its rows look like, and the parts that sound tables make."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

import pandas as pd
from pydantic import ValidationError

from criteria import Catalogue
from criteria.catalogue import faults_of
from criteria.criterion import Frozen
from mcda.checks import Tables, cross_faults
from mcda.errors import CaseError
from mcda.parts import Settings
from mcda.record_checks import record_faults
from mcda.schemas import COLUMNS, format_number, table_faults, with_defaults

FIELDS = {
    "options": "options",
    "scores": "cells",
    "weights": "weight_rows",
    "values": "value_rows",
    "scenarios": "scenarios",
    "shifts": "shifts",
    "levers": "levers",
    "evidence": "evidence",
    "history": "history",
    "elicitations": "elicitations",
    "answers": "answers",
    "meanings": "meanings",
}
"""Which part of a case each table fills."""

ONLY_SCENARIO = {"scenario": "base", "label": "Base case"}
"""The scenario of a case that has no scenarios.csv."""


def checked_parts(
    settings: dict[str, Any],
    catalogue: Catalogue,
    tables: Tables,
    files: Mapping[str, str] | None = None,
    sound: Set[str] = frozenset(),
) -> dict[str, Any]:
    """The parts of a case, by field, from plain tables that are checked in full.

    Parameters
    ----------
    settings, catalogue, tables, files
        As for `Case.from_tables`.
    sound
        Tables that `table_of` made of parts that were checked before: only what must hold between tables is checked,
        and their parts are not made again.

    Raises
    ------
    CaseError
        With every fault, each as file, row, column, value and what is allowed.
    """
    absent = {name: pd.DataFrame(columns=list(COLUMNS[name])) for name in COLUMNS.keys() - tables.keys()}
    if "scenarios" in absent:
        absent["scenarios"] = pd.DataFrame([ONLY_SCENARIO])
    given = tables | absent
    texts = {name: given[name] if name in sound else with_defaults(name, given[name]) for name in COLUMNS}
    names = {name: f"{name}.csv" for name in COLUMNS} | {"case": "case.toml"} | dict(files or {})
    unsure = {name: text for name, text in texts.items() if name not in sound}
    faults = [fault for name, text in unsure.items() for fault in table_faults(name, text, names[name])]
    broken = any(fault.row == 1 for fault in faults)
    try:
        checked = Settings.model_validate(settings)
    except ValidationError as problem:
        faults += faults_of(problem, names["case"], settings)
    else:
        plain = checked.model_dump(mode="json")
        found = () if broken else (*cross_faults(plain, catalogue, texts), *record_faults(catalogue, texts))
        faults += [replace(fault, file=names[fault.file.split(".")[0]]) for fault in found]
    if faults:
        raise CaseError(dict.fromkeys(faults))
    rows = {FIELDS[name]: text.to_dict("records") for name, text in unsure.items()}
    return {"settings": checked, "catalogue": catalogue} | rows


def table_of(name: str, parts: Iterable[Frozen]) -> pd.DataFrame:
    """The text table of some parts of a case, as its file would hold them."""
    rows = [_as_row(part) for part in parts]
    more = dict.fromkeys(key for row in rows for key in row if key not in COLUMNS[name])
    return with_defaults(name, pd.DataFrame(rows, columns=[*COLUMNS[name], *more]))


def _as_row(part: Frozen) -> dict[str, Any]:
    """A part as one row of its table."""
    row = part.model_dump()
    if "marks" in row:
        row |= dict(row.pop("marks"))
    if "shares" in row:
        row["shares"] = ";".join(f"{name}:{format_number(share)}" for name, share in row["shares"])
    return row


__all__ = ["FIELDS", "ONLY_SCENARIO", "checked_parts", "table_of"]
