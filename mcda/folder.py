"""Reading and writing a case by its path: a folder, a `.zip` of one, a `.json`, an `.xlsx`, or a `.csv` matrix.

A round trip through any of the first four loses nothing. What the bytes of a file mean stands in `mcda.reading`.
"""

import json
import tempfile
from pathlib import Path

from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.reading.archive import pack
from mcda.reading.files import FILES, case_as_files, case_from_files
from mcda.reading.json_case import case_as_json
from mcda.reading.limits import MAX_BYTES, refuse_above_limit
from mcda.reading.upload import Upload, case_from_bytes, read_upload, table_into
from mcda.reading.workbook_case import case_as_xlsx


def shipped_case() -> Path:
    """The folder of the case that ships with the package: export controls."""
    package = Path(__file__).parent
    installed = package / "shipped" / "data" / "export_controls"
    return installed if installed.exists() else package.parent / "data" / "export_controls"


def read_case(source: str | Path | None = None) -> Case:
    """Read a case from a folder, or a `.zip`, `.json`, `.xlsx` or `.csv` file; without a source, the shipped one.

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
    try:
        if path.is_dir():
            return case_from_files(_folder_files(path))
        if not path.is_file():
            allowed = "an existing folder, .zip, .json, .xlsx or .csv of a case"
            raise CaseError([Fault(str(path), None, "", None, allowed)])
        refuse_above_limit(path.name, path.stat().st_size)
        content = path.read_bytes()
    except (OSError, ValueError) as problem:  # ValueError: a path that no file can have
        if isinstance(problem, CaseError):
            raise
        raise CaseError([Fault(str(path), None, "", str(problem), "a file that can be read")]) from None
    return case_from_bytes(path.name, content)


def write_case(case: Case, target: str | Path) -> Path:
    """Write a case as a folder, or as a `.zip`, `.json` or `.xlsx` where `target` ends so; never half of it."""
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as workshop:
        draft = Path(workshop) / path.name
        content = _as_one_file(case, path.suffix)
        if content is not None:
            draft.write_bytes(content)
            draft.replace(path)
        else:
            draft.mkdir()
            for name, text in case_as_files(case).items():
                (draft / name).write_text(text, encoding="utf-8", newline="")
            _put_in_place(draft, path)
    return path


def case_as_zip(case: Case) -> bytes:
    """The case as the bytes of a `.zip`; the same case gives the same bytes."""
    return pack(case_as_files(case))


def _as_one_file(case: Case, suffix: str) -> bytes | None:
    """The bytes of a case in the form that a file's name asks for; None for a folder."""
    if suffix == ".json":
        return json.dumps(case_as_json(case), indent=1, ensure_ascii=False).encode()
    if suffix == ".zip":
        return case_as_zip(case)
    return case_as_xlsx(case) if suffix == ".xlsx" else None


def _put_in_place(draft: Path, path: Path) -> None:
    """Swap a finished folder in; files in an existing folder that a case does not know stay."""
    if not path.exists():
        draft.replace(path)
        return
    for name in FILES:
        if (draft / name).exists():
            (draft / name).replace(path / name)
        else:
            (path / name).unlink(missing_ok=True)


def _folder_files(folder: Path) -> dict[str, bytes]:
    files = {}
    for name in FILES:
        path = folder / name
        if path.is_file():
            refuse_above_limit(name, path.stat().st_size)
            files[name] = path.read_bytes()
    return files


__all__ = [
    "MAX_BYTES",
    "Upload",
    "case_as_json",
    "case_as_xlsx",
    "case_as_zip",
    "case_from_bytes",
    "read_case",
    "read_upload",
    "shipped_case",
    "table_into",
    "write_case",
]
