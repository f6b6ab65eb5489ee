"""A report as a file: HTML, DOCX, XLSX, JSON with the whole case, or a zip of everything; and its setting read back."""

import io
import json
import math
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mcda.errors import ArgumentError, CaseError, Fault
from mcda.folder import MAX_BYTES, case_as_json, case_as_zip
from mcda.report.contents import Report, Setting
from mcda.report.html import html_bytes
from mcda.report.svg import svg

JSON_IN_ZIP = "report.json"


def report_bytes(report: Report, kind: str) -> bytes:
    """The report as the bytes of one of `KINDS`. The same report gives the same HTML and JSON.

    Raises
    ------
    ArgumentError
        For another kind.
    """
    if kind not in KINDS:
        raise ArgumentError(f"A report cannot be written as {kind!r}; it can be {', '.join(KINDS)}.")
    return KINDS[kind](report)


def write_report(report: Report, target: str | Path) -> Path:
    """Write a report as what the target's ending says: .html, .docx, .xlsx, .json or .zip. All of it or nothing.

    Raises
    ------
    ArgumentError
        For another ending.
    """
    path = Path(target)
    return write_bytes(path, report_bytes(report, path.suffix.lower().removeprefix(".")))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; folders on the way are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as workshop:
        draft = Path(workshop) / path.name
        draft.write_bytes(content)
        draft.replace(path)
    return path


def report_as_json(report: Report) -> dict[str, Any]:
    """The whole case as `mcda.read_case` reads it, and under `report` the answer and how it was asked for."""
    answer = {
        "title": report.title,
        "subtitle": report.subtitle,
        "marking": report.marking,
        "made": report.made.isoformat(),
        "version": report.version,
        "case_digest": report.case.digest,
        "seed": report.seed,
        "setting": report.setting.to_dict(),
        "ranking": None if report.ranking is None else report.ranking.to_dict(),
        "verdict": None if report.verdict is None else report.verdict.to_dict(),
        "sections": [{"id": one.id, "title": one.title, "sentences": list(one.sentences)} for one in report.sections],
        "log": [vars(line) for line in report.log],
    }
    return {**case_as_json(report.case), "report": _plain(answer)}


def _plain(value: Any) -> Any:
    """Nested data as JSON has it: numbers that are missing or infinite become None."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json_bytes(report: Report) -> bytes:
    text = json.dumps(report_as_json(report), indent=1, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", errors="backslashreplace")  # half a surrogate pair becomes its JSON escape


def _zip_bytes(report: Report) -> bytes:
    """The case's files, the report as HTML and JSON, and each chart as a drawing."""
    files = {"report.html": html_bytes(report), JSON_IN_ZIP: _json_bytes(report)}
    for section in report.sections:
        for number, picture in enumerate(section.pictures, start=1):
            files[f"charts/{section.id}-{number}.svg"] = svg(picture.chart).encode("utf-8", errors="replace")
    buffer = io.BytesIO(case_as_zip(report.case))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _docx_bytes(report: Report) -> bytes:
    from mcda.report.docx import docx_bytes  # noqa: PLC0415  only who wants a DOCX waits for its library

    return docx_bytes(report)


def _xlsx_bytes(report: Report) -> bytes:
    from mcda.report.xlsx import xlsx_bytes  # noqa: PLC0415  only who wants an XLSX waits for its library

    return xlsx_bytes(report)


KINDS: dict[str, Callable[[Report], bytes]] = {
    "html": html_bytes,
    "docx": _docx_bytes,
    "xlsx": _xlsx_bytes,
    "json": _json_bytes,
    "zip": _zip_bytes,
}
"""What a report can be written as."""


def reported_setting(source: str | Path) -> Setting | None:
    """What a report was asked for, read from its JSON or zip; None where the file holds no report.

    Raises
    ------
    CaseError
        If there is a report whose setting cannot be read.
    """
    path = Path(source)
    content = _report_json(path)
    if content is None:
        return None
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=str)
    except (ValueError, RecursionError) as problem:
        raise CaseError([Fault(path.name, None, "report", str(problem), "valid JSON in UTF-8")]) from None
    report = data.get("report") if isinstance(data, dict) else None
    if report is None:
        return None
    setting = report.get("setting") if isinstance(report, dict) else None
    try:
        return TypeAdapter(Setting).validate_python(setting)
    except ValidationError as problem:
        faults = [
            Fault(
                f"{path.name}: report",
                None,
                ".".join(map(str, ("setting", *one["loc"]))),
                str(one["input"]),
                one["msg"],
            )
            for one in problem.errors()
        ]
        raise CaseError(faults, "The setting of this report cannot be used") from None


def _report_json(path: Path) -> bytes | None:
    """The JSON of a report, if the file can hold one. Nothing above the limit of a case is read."""
    if path.suffix.lower() == ".json" and path.is_file():
        return path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    if path.suffix.lower() == ".zip" and path.is_file():
        try:
            with zipfile.ZipFile(path) as archive:
                entry = archive.NameToInfo.get(JSON_IN_ZIP)
                return archive.read(entry) if entry and entry.file_size <= MAX_BYTES else None
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
            return None
    return None


__all__ = ["KINDS", "report_as_json", "report_bytes", "reported_setting", "write_bytes", "write_report"]
