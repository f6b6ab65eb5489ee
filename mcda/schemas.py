"""The tables of a case as pandera schemas: one set of checks for files, uploads and edited tables.

A table is checked as text, cell by cell, so that an error can quote what was really there.
Each check's `error` is the "allowed" part of the message a user reads.
"""

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from mcda.errors import Fault

MAX_ROWS = 5_000
MAX_TEXT = 4_000

KINDS = ("component", "single", "blend", "stress")
BASES = ("stated", "implied", "silent")
GRADES = ("A", "B")
SEQUENCES = ("act_first", "act_together")
METHOD_NAMES = (
    "additive", "wsm", "wpm", "waspas", "moora", "aras", "copras", "mabac", "mairca", "marcos", "ocra", "ram", "rafsi",
    "cocoso", "lmaw", "lopm", "topsis", "vikor", "multimoora", "edas", "ervd", "probid", "sprobid", "codas", "spotis",
    "balanced_spotis", "rim", "promethee2", "comet",
)  # fmt: skip
"""What a case may name as its method; the registry in `mcda.methods` stands too high to be asked from here."""
CURVES = ("piecewise", "exponential")
MARKS = ("very good", "good", "mixed", "poor", "very poor", "unknown")

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MARK = re.compile(rf"({'|'.join(MARKS)})( then ({'|'.join(MARKS)}))?")
_SHARE = re.compile(r"[a-z][a-z0-9_]{0,63}\s*:\s*[0-9.eE+-]+")


def _cellwise(allowed: str, accepts: Callable[[str], bool], *, empty: bool = False) -> pa.Check:
    """A check of each cell's text; `empty` cells pass, another check asks for them to be filled."""

    def check(cells: pd.Series) -> pd.Series:
        return cells.map(lambda text: (empty and text == "") or accepts(text)).astype(bool)

    return pa.Check(check, error=allowed)


def number_or_none(text: str) -> float | None:
    """The finite number in a cell, or None where there is none. Digit grouping is not guessed at."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def is_number(text: str) -> bool:
    """Whether a cell holds a finite number."""
    return number_or_none(text) is not None


def _text(*, required: bool) -> pa.Column:
    checks = [_cellwise(f"at most {MAX_TEXT:,} characters", lambda text: len(text) <= MAX_TEXT)]
    if required:
        checks.append(_cellwise("a text; an empty cell is not allowed", bool))
    return pa.Column(str, checks)


def _id(*, required: bool = True, unique: bool = False) -> pa.Column:
    allowed = "an id: a lower-case letter, then lower-case letters, digits or _ (64 at most)"
    checks = [_cellwise(allowed, lambda text: bool(_ID.fullmatch(text)), empty=not required)]
    if unique:
        checks.append(pa.Check(lambda cells: ~cells.duplicated(), error="each id once; this one stands above too"))
    return pa.Column(str, checks)


def _ids(pattern: re.Pattern[str] = _ID, allowed: str = "ids with ; between") -> pa.Column:
    def accepts(text: str) -> bool:
        return all(pattern.fullmatch(part.strip()) for part in text.split(";"))

    return pa.Column(str, [_cellwise(allowed, accepts, empty=True)])


def _one_of(options: tuple[str, ...], *, required: bool = True) -> pa.Column:
    return pa.Column(str, [_cellwise("one of " + ", ".join(options), lambda text: text in options, empty=not required)])


def _number(low: float | None = None, high: float | None = None, *, required: bool = True) -> pa.Column:
    allowed = "a number"
    if low is not None:
        allowed = f"a number of at least {low:g}" if high is None else f"a number from {low:g} to {high:g}"
    if required:
        allowed += "; an empty cell is never read as 0"

    def accepts(text: str) -> bool:
        value = number_or_none(text)
        return value is not None and (low is None or value >= low) and (high is None or value <= high)

    return pa.Column(str, [_cellwise(allowed, accepts, empty=not required)])


def _url() -> pa.Column:
    allowed = "an address that starts with http:// or https://, or nothing"
    return pa.Column(str, [_cellwise(allowed, lambda text: text.startswith(("http://", "https://")), empty=True)])


def _mark() -> pa.Column:
    allowed = "one of " + ", ".join(MARKS) + " (or one 'then' another)"
    return pa.Column(str, [_cellwise(allowed, lambda text: bool(_MARK.fullmatch(text)), empty=True)])


@cache
def schemas() -> dict[str, pa.DataFrameSchema]:
    """The schema of each table of a case, by file stem, in reading order."""
    shares = _ids(_SHARE, "component:share pairs with ; between, such as unilateral:0.25;multilateral:0.75")
    coordination = {column: _number(-1, 1) for column in ("coordination_low", "coordination", "coordination_high")}
    tables = {
        "options": {
            "option": _id(unique=True),
            "label": _text(required=True),
            "kind": _one_of(KINDS),
            "description": _text(required=False),
            "paragraphs": _text(required=False),
            "base": _id(required=False),
            "levers": _ids(),
            "shares": shares,
            "sequence": _one_of(SEQUENCES, required=False),
        },
        "scores": {
            "option": _id(),
            "criterion": _id(),
            "low": _number(),
            "mode": _number(required=False),
            "high": _number(),
            "basis": _one_of(BASES),
            "rationale": _text(required=True),
            "evidence": _ids(),
            "author": _text(required=False),
            "date": _text(required=False),
        },
        "weights": {
            "set": _id(),
            "label": _text(required=False),
            "criterion": _id(),
            "low": _number(0, required=False),
            "weight": _number(0),
            "high": _number(0, required=False),
        },
        # What scores are worth to somebody, not what is known of options: no evidence, no range.
        "values": {
            "criterion": _id(),
            "kind": _one_of(CURVES),
            "score": _number(),
            "value": _number(0, 100),
            "rationale": _text(required=False),
        },
        "scenarios": {
            "scenario": _id(unique=True),
            "label": _text(required=True),
            "description": _text(required=False),
            "weights": _id(required=False),
            **coordination,
            "paragraphs": _text(required=False),
        },
        "shifts": {"scenario": _id(), "option": _id(), "criterion": _id(), "shift": _number()},
        "levers": {
            "lever": _id(),
            "label": _text(required=True),
            "criterion": _id(),
            "low": _number(),
            "effect": _number(),
            "high": _number(),
            "effort": _number(0),
            "paragraphs": _text(required=False),
            "note": _text(required=False),
        },
        "evidence": {
            "id": _id(unique=True),
            "title": _text(required=True),
            "author": _text(required=False),
            "year": _number(1000, 3000, required=False),
            "url": _url(),
            "grade": _one_of(GRADES),
            "finding": _text(required=True),
        },
    }
    return {name: pa.DataFrameSchema(columns, strict=True) for name, columns in tables.items()} | {
        "history": _history()
    }


def _history() -> pa.DataFrameSchema:
    """Past cases: their marks stand in columns named after criteria, so the columns are not fixed."""
    fixed = {
        "id": _id(unique=True),
        "title": _text(required=True),
        "years": _text(required=False),
        "kind": _text(required=False),
        "outcome": _text(required=False),
        "evidence": _ids(),
    }
    names = "|".join(fixed)
    marks = {rf"^(?!({names})$)[a-z][a-z0-9_]*$": pa.Column(str, _mark().checks, regex=True, required=False)}
    return pa.DataFrameSchema({**fixed, **marks})


DEFAULTS: dict[str, dict[str, str]] = {
    "options": {
        "kind": "single",
        "description": "",
        "paragraphs": "",
        "base": "",
        "levers": "",
        "shares": "",
        "sequence": "",
    },
    "scores": {"evidence": "", "author": "", "date": ""},
    "weights": {"label": "", "low": "", "high": ""},
    "values": {"rationale": ""},
    "scenarios": {
        "description": "",
        "weights": "",
        "coordination_low": "0",
        "coordination": "0",
        "coordination_high": "0",
        "paragraphs": "",
    },
    "shifts": {},
    "levers": {"effort": "1", "paragraphs": "", "note": ""},
    "evidence": {"author": "", "year": "", "url": ""},
    "history": {"years": "", "kind": "", "outcome": "", "evidence": ""},
}
"""What an absent column means. Columns that are not listed here must be there."""


COLUMNS: dict[str, tuple[str, ...]] = {
    "options": ("option", "label", "kind", "description", "paragraphs", "base", "levers", "shares", "sequence"),
    "scores": (
        "option", "criterion", "low", "mode", "high", "basis", "rationale", "evidence", "author", "date"
    ),
    "weights": ("set", "label", "criterion", "low", "weight", "high"),
    "values": ("criterion", "kind", "score", "value", "rationale"),
    "scenarios": (
        "scenario", "label", "description", "weights",
        "coordination_low", "coordination", "coordination_high", "paragraphs",
    ),
    "shifts": ("scenario", "option", "criterion", "shift"),
    "levers": ("lever", "label", "criterion", "low", "effect", "high", "effort", "paragraphs", "note"),
    "evidence": ("id", "title", "author", "year", "url", "grade", "finding"),
    "history": ("id", "title", "years", "kind", "outcome", "evidence"),
}  # fmt: skip
"""Every table of a case and its columns; `history` has one more column for each criterion it marks."""


def with_defaults(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The table with its optional columns filled in, all as stripped text.

    Whole numbers in the index are kept: they say which row of its file each row was (see `row_number`).
    """
    counted = frame if pd.api.types.is_integer_dtype(frame.index) else frame.reset_index(drop=True)
    text = counted.astype("object").map(_as_text)
    for column, default in DEFAULTS[name].items():
        if column not in text.columns:
            text[column] = default
    return text.astype(str)


def row_number(label: Any) -> int:
    """The row that a spreadsheet shows for an index label: labels start at 0, rows below the header at 2."""
    return int(label) + 2


def _as_text(cell: Any) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return format_number(float(cell))
    if isinstance(cell, list | tuple):
        return ";".join(map(_as_text, cell))
    return str(cell).strip()


def format_number(value: float) -> str:
    """The shortest text that reads back as the same number, without a trailing `.0`."""
    return repr(value).removesuffix(".0")


def table_faults(name: str, frame: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Everything that the schema of table `name` finds wrong with `frame` (all text, defaults filled in)."""
    schema = schemas()[name]
    if len(frame) > MAX_ROWS:
        yield Fault(file, None, "", f"{len(frame):,} rows", f"at most {MAX_ROWS:,} rows")
        return
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as problem:
        for failure in problem.failure_cases.to_dict("records"):
            yield _fault(failure, name, file)


def _fault(failure: dict[str, Any], name: str, file: str) -> Fault:
    check, case = str(failure["check"]), failure["failure_case"]
    if check == "column_in_dataframe":
        return Fault(file, 1, str(case), None, "this column; it is required")
    if check == "column_in_schema":
        known = ", ".join(schemas()[name].columns)
        return Fault(file, 1, str(case), str(case), f"only the columns {known}")
    return Fault(file, row_number(failure["index"]), str(failure["column"]), str(case) or None, check)
