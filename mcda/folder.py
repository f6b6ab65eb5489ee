"""Reading and writing a case: a folder, a `.zip` of one, or a `.json`. A round trip loses nothing."""

import csv
import io
import json
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from criteria import Catalogue, CatalogueError, read_catalogue
from criteria.catalogue import SHIPPED, build_catalogue, parse_catalogue
from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.schemas import COLUMNS

MAX_BYTES = 5_000_000
"""Most that one file of a case, or an unpacked zip, may hold."""

_REQUIRED = ("options", "scores", "weights")


def shipped_case() -> Path:
    """The folder of the case that ships with the package: export controls."""
    package = Path(__file__).parent
    installed = package / "shipped" / "data" / "export_controls"
    return installed if installed.exists() else package.parent / "data" / "export_controls"


def read_case(source: str | Path | None = None) -> Case:
    """Read a case from a folder, a `.zip` of one, or a `.json`; without a source, the shipped one.

    Raises
    ------
    CaseError
        With every fault at once, each as file, row, column, value and what is allowed.

    Examples
    --------
    >>> case = read_case()
    >>> case.settings.id, len(case.options), len(case.catalogue.criteria)
    ('export_controls', 12, 13)
    """
    path = shipped_case() if source is None else Path(source)
    if path.is_dir():
        return _from_files(_folder_files(path))
    if not path.is_file():
        raise CaseError([Fault(str(path), None, "", None, "an existing folder, .zip or .json of a case")])
    _refuse_above_limit(path.name, path.stat().st_size)
    return case_from_bytes(path.name, path.read_bytes())


def case_from_bytes(name: str, content: bytes) -> Case:
    """A case from the bytes of a `.zip` or `.json` file; `name` tells which. Nothing is written to disk."""
    _refuse_above_limit(name, len(content))
    if name.lower().endswith(".zip"):
        return _from_files(_zip_files(name, content))
    if name.lower().endswith(".json"):
        try:
            return _from_json(name, content)
        except RecursionError:
            raise CaseError([Fault(name, None, "", "values nested too deeply", "plain tables")]) from None
    raise CaseError([Fault(name, None, "", name, "a folder, a .zip of one, or a .json")])


def _refuse_above_limit(name: str, size: int, state: str = "") -> None:
    if size > MAX_BYTES:
        raise CaseError([Fault(name, None, "", f"{size:,} bytes{state}", f"at most {MAX_BYTES:,}")])


def write_case(case: Case, target: str | Path) -> Path:
    """Write a case as a folder, or as a `.zip` or `.json` where `target` ends so. Nothing is left half-written."""
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as workshop:
        draft = Path(workshop) / path.name
        if path.suffix == ".json":
            draft.write_text(json.dumps(case_as_json(case), indent=1, ensure_ascii=False), encoding="utf-8")
            draft.replace(path)
        elif path.suffix == ".zip":
            draft.write_bytes(case_as_zip(case))
            draft.replace(path)
        else:
            draft.mkdir()
            for name, text in _as_files(case).items():
                (draft / name).write_text(text, encoding="utf-8", newline="")
            _put_in_place(draft, path)
    return path


def case_as_zip(case: Case) -> bytes:
    """The case as the bytes of a `.zip`; the same case gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _as_files(case).items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def case_as_json(case: Case) -> dict[str, Any]:
    """The case as plain data: settings, catalogue, and each table as a list of rows of text."""
    tables = {name: frame.to_dict("records") for name, frame in case.tables().items()}
    settings = case.settings.model_dump(mode="json", exclude_none=True)
    return {"case": settings, "catalogue": case.catalogue.model_dump(mode="json"), **tables}


def _put_in_place(draft: Path, path: Path) -> None:
    """Swap a finished folder in; files in an existing folder that a case does not know stay."""
    if not path.exists():
        draft.replace(path)
        return
    known = {"case.toml", "criteria.toml", *(f"{name}.csv" for name in COLUMNS)}
    for name in known:
        if (draft / name).exists():
            (draft / name).replace(path / name)
        else:
            (path / name).unlink(missing_ok=True)


def _as_files(case: Case) -> dict[str, str]:
    settings = case.settings.model_dump(mode="json", exclude_none=True)
    shipped = _shipped_catalogue(case.settings.catalogue)
    if shipped != case.catalogue:
        settings["catalogue"] = "criteria.toml"
    files = {"case.toml": tomli_w.dumps(settings)}
    if shipped != case.catalogue:
        files["criteria.toml"] = tomli_w.dumps(case.catalogue.model_dump(mode="json"))
    for name, frame in case.tables().items():
        if len(frame) or name in _REQUIRED:
            files[f"{name}.csv"] = frame.to_csv(index=False, lineterminator="\n")
    return files


def _shipped_catalogue(name: str) -> Catalogue | None:
    try:
        return None if name.endswith(".toml") else read_catalogue(name)
    except CatalogueError:
        return None


def _folder_files(folder: Path) -> dict[str, bytes]:
    files = {}
    for name in ("case.toml", "criteria.toml", *(f"{table}.csv" for table in COLUMNS)):
        path = folder / name
        if path.is_file():
            _refuse_above_limit(name, path.stat().st_size)
            files[name] = path.read_bytes()
    return files


def _zip_files(name: str, content: bytes) -> dict[str, bytes]:
    """The known files of a zip, wherever in it they lie. Read by name, never unpacked to disk."""
    wanted = {"case.toml", "criteria.toml", *(f"{table}.csv" for table in COLUMNS)}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if Path(entry.filename).name in wanted]
            _refuse_above_limit(name, sum(entry.file_size for entry in entries), " unpacked")
            return {Path(entry.filename).name: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as problem:
        if isinstance(problem, CaseError):
            raise
        raise CaseError([Fault(name, None, "", str(problem), "a .zip file that can be opened")]) from None


def _from_files(files: Mapping[str, bytes]) -> Case:
    faults: list[Fault] = []
    settings = _toml(files, "case.toml", faults)
    catalogue = None
    if settings is not None or "criteria.toml" in files:
        catalogue = _catalogue(settings or {}, files, faults)
    tables: dict[str, pd.DataFrame] = {}
    for table in COLUMNS:
        file = f"{table}.csv"
        if file in files:
            tables[table] = _csv(file, files[file], faults)
        elif table in _REQUIRED:
            faults.append(Fault(file, None, "", None, "this file; a case needs it"))
    return _build(settings or {}, catalogue, tables, faults)


def _build(
    settings: dict[str, Any],
    catalogue: Catalogue | None,
    tables: dict[str, pd.DataFrame],
    faults: list[Fault],
    files: dict[str, str] | None = None,
) -> Case:
    """The case, or one error that holds the reader's faults and those of the tables."""
    if catalogue is None:
        raise CaseError(faults)
    try:
        case = Case.from_tables(settings, catalogue, tables, files)
    except CaseError as problem:
        missing = {fault.file for fault in faults}
        rest = [fault for fault in problem.faults if fault.file not in missing]
        raise CaseError([*faults, *rest]) from None
    if faults:
        raise CaseError(faults)
    return case


def _toml(files: Mapping[str, bytes], name: str, faults: list[Fault]) -> dict[str, Any] | None:
    if name not in files:
        faults.append(Fault(name, None, "", None, "this file; a case needs it"))
        return None
    try:
        return tomllib.loads(files[name].decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        faults.append(Fault(name, None, "", str(problem), "valid TOML in UTF-8"))
        return None


def _catalogue(settings: dict[str, Any], files: Mapping[str, bytes], faults: list[Fault]) -> Catalogue | None:
    """The value tree that the case names: `criteria.toml` beside it, or a shipped one."""
    name = settings.get("catalogue", "criteria.toml")
    shipped = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    try:
        if name == "criteria.toml":
            if name not in files:
                allowed = f"this file, or `catalogue` in case.toml set to one that ships ({', '.join(shipped)})"
                raise CatalogueError((Fault(name, None, "", None, allowed),))
            return parse_catalogue(files[name].decode("utf-8-sig"), name)
        if name not in shipped:
            allowed = "criteria.toml (a file beside case.toml) or " + ", ".join(shipped)
            raise CatalogueError((Fault("case.toml", None, "catalogue", name, allowed),))
        return read_catalogue(name)
    except CatalogueError as problem:
        faults.extend(problem.faults)
    except UnicodeDecodeError as problem:
        faults.append(Fault("criteria.toml", None, "", str(problem), "text in UTF-8"))
    return None


def _csv(file: str, content: bytes, faults: list[Fault]) -> pd.DataFrame:
    """A table as text; an uneven row is a fault, not a guess. The index counts blank lines, which are left out."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        faults.append(Fault(file, None, "", str(problem), "text in UTF-8"))
        return pd.DataFrame()
    try:
        records = enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1)
        rows = {number: row for number, row in records if row}
    except csv.Error as problem:
        faults.append(Fault(file, None, "", str(problem), "comma-separated values with closed quotes"))
        return pd.DataFrame()
    if not rows:
        faults.append(Fault(file, 1, "", None, "a header row"))
        return pd.DataFrame()
    top = min(rows)
    header = [cell.strip() for cell in rows.pop(top)]
    twice = dict.fromkeys(name for name in header if header.count(name) > 1)
    faults.extend(Fault(file, top, name, name, "each column once") for name in twice)
    uneven = [(number, row) for number, row in rows.items() if len(row) != len(header)]
    allowed = f"{len(header)} cells, as in the header"
    faults.extend(Fault(file, number, "", f"{len(row)} cells", allowed) for number, row in uneven)
    if twice:
        return pd.DataFrame(columns=list(dict.fromkeys(header)))
    # Uneven rows are reported above; evened out here, they keep their ids known to the other tables' checks.
    even = [[*row, *[""] * len(header)][: len(header)] for row in rows.values()]
    return pd.DataFrame(even, columns=header, index=[number - 2 for number in rows], dtype=str)


def _from_json(name: str, content: bytes) -> Case:
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=str)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        raise CaseError([Fault(name, None, "", str(problem), "valid JSON in UTF-8")]) from None
    if not isinstance(data, dict) or not isinstance(data.get("case"), dict):
        raise CaseError([Fault(name, None, "case", None, "an object with the settings of the case")])
    faults: list[Fault] = []
    catalogue = None
    try:
        if isinstance(data.get("catalogue"), dict):
            catalogue = build_catalogue(data["catalogue"], f"{name}: catalogue")
        else:
            catalogue = _catalogue(data["case"], {}, faults)
    except CatalogueError as problem:
        faults.extend(problem.faults)
    tables = {}
    for table in COLUMNS:
        if table not in data:
            if table in _REQUIRED:
                faults.append(Fault(f"{name}: {table}", None, "", None, "this table; a case needs it"))
            continue
        rows = data[table]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(Fault(f"{name}: {table}", None, "", type(rows).__name__, "a list of objects, one a row"))
            continue
        tables[table] = pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame(columns=list(COLUMNS[table]))
    files = {table: f"{name}: {table}.csv" for table in COLUMNS} | {"case": f"{name}: case"}
    return _build(data["case"], catalogue, tables, faults, files)


__all__ = ["case_as_json", "case_as_zip", "case_from_bytes", "read_case", "shipped_case", "write_case"]
