"""A case as the files of a folder: `case.toml`, `criteria.toml` where its value tree is its own, and tables as CSV."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import tomli_w

from criteria import Catalogue, CatalogueError, read_catalogue
from criteria.catalogue import SHIPPED, parse_catalogue, parse_toml
from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.escaping import csv_text
from mcda.reading.build import REQUIRED, build, named_catalogue
from mcda.reading.csv_table import read_table
from mcda.reading.limits import decoded
from mcda.schemas import COLUMNS

FILES = ("case.toml", "criteria.toml", *(f"{name}.csv" for name in COLUMNS))
"""Every file that a case knows."""


def case_from_files(files: Mapping[str, bytes]) -> Case:
    """The case in the bytes of its files, by name.

    Raises
    ------
    CaseError
        With every fault of every file.
    """
    faults: list[Fault] = []
    settings = _settings(files, faults)
    catalogue = None
    if settings is not None or "criteria.toml" in files:
        catalogue = _catalogue(settings or {}, files, faults)
    tables: dict[str, pd.DataFrame] = {}
    for table in COLUMNS:
        file = f"{table}.csv"
        if file in files:
            tables[table] = read_table(file, files[file], faults)
        elif table in REQUIRED:
            faults.append(Fault(file, None, "", None, "this file; a case needs it"))
    return build(settings or {}, catalogue, tables, faults)


def case_as_files(case: Case) -> dict[str, str]:
    """The texts of the files of a case, by name; a value tree that ships is named and not copied."""
    settings = case.settings.model_dump(mode="json", exclude_none=True)
    shipped = shipped_catalogue(case.settings.catalogue)
    if shipped != case.catalogue:
        settings["catalogue"] = "criteria.toml"
    files = {"case.toml": tomli_w.dumps(settings)}
    if shipped != case.catalogue:
        files["criteria.toml"] = tomli_w.dumps(case.catalogue.model_dump(mode="json"))
    for name, frame in case.tables().items():
        if len(frame) or name in REQUIRED:
            files[f"{name}.csv"] = csv_text(frame)
    return files


def shipped_catalogue(name: str) -> Catalogue | None:
    """The value tree of that name among those that ship, if there is one."""
    try:
        return None if name.endswith(".toml") else read_catalogue(name)
    except CatalogueError:
        return None


def _settings(files: Mapping[str, bytes], faults: list[Fault]) -> dict[str, Any] | None:
    if "case.toml" not in files:
        faults.append(Fault("case.toml", None, "", None, "this file; a case needs it"))
        return None
    try:
        return parse_toml(decoded("case.toml", files["case.toml"]), "case.toml")
    except (CaseError, CatalogueError) as problem:
        faults.extend(problem.faults)
        return None


def _catalogue(settings: dict[str, Any], files: Mapping[str, bytes], faults: list[Fault]) -> Catalogue | None:
    """The value tree that the case names: `criteria.toml` beside it, or a shipped one."""
    name = settings.get("catalogue", "criteria.toml")
    try:
        if name != "criteria.toml":
            return named_catalogue(name, "case.toml", "criteria.toml (a file beside case.toml) or ")
        if name in files:
            return parse_catalogue(decoded(name, files[name]), name)
        shipped = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.toml")))
        allowed = f"this file, or `catalogue` in case.toml set to one that ships ({shipped})"
        faults.append(Fault(name, None, "", None, allowed))
    except (CaseError, CatalogueError) as problem:
        faults.extend(problem.faults)
    return None


__all__ = ["FILES", "case_as_files", "case_from_files", "shipped_catalogue"]
