"""The tables of a case as pandera schemas: one set of checks for files, uploads and edited tables.

A table is checked as text, cell by cell, so that an error can quote what was really there.
Each check's `error` is the "allowed" part of the message a user reads.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from mcda.columns import (
    MAX_NUMBER,
    address_column,
    id_column,
    ids_column,
    mark_column,
    number_column,
    one_of_column,
    text_column,
)
from mcda.errors import Fault

MAX_ROWS = 5_000
MAX_OPTIONS = 500
MAX_SOURCES = 500
MAX_COLUMNS = 80
MAX_CELL_FAULTS = 1_000
"""Most malformed cells of one table that are told one by one."""

_ROWS = {
    "options": MAX_OPTIONS,
    "values": 1_500,
    "scenarios": 100,
    "levers": 500,
    "evidence": MAX_SOURCES,
    "history": MAX_SOURCES,
    "elicitations": 200,
    "answers": 2_000,
    "meanings": 1_000,
}


def most_rows(name: str) -> int:
    """Most rows of table `name`."""
    return _ROWS.get(name, MAX_ROWS)


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
ROLES = ("analyst", "stakeholder")
QUESTIONS = ("independence", "coordination", "overlap")
MAX_ANSWERS = 20_000
"""Characters that the answers behind one weight set may fill."""

_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters: no table can hold them. They become a sign that the check of texts refuses as well."""
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")

_SHARE = re.compile(r"[a-z][a-z0-9_]{0,63}\s*:\s*[0-9.eE+-]+")


@cache
def schemas() -> dict[str, pa.DataFrameSchema]:
    """The schema of each table of a case, by file stem, in reading order."""
    shares = ids_column(_SHARE, "component:share pairs with ; between, such as unilateral:0.25;multilateral:0.75")
    coordination = {
        column: number_column(-1, 1) for column in ("coordination_low", "coordination", "coordination_high")
    }
    tables = {
        "options": {
            "option": id_column(unique=True),
            "label": text_column(required=True),
            "kind": one_of_column(KINDS),
            "description": text_column(required=False),
            "paragraphs": text_column(required=False),
            "base": id_column(required=False),
            "levers": ids_column(),
            "shares": shares,
            "sequence": one_of_column(SEQUENCES, required=False),
        },
        "scores": {
            "option": id_column(),
            "criterion": id_column(),
            "low": number_column(),
            "mode": number_column(required=False),
            "high": number_column(),
            "basis": one_of_column(BASES),
            "rationale": text_column(required=True),
            "evidence": ids_column(),
            "author": text_column(required=False),
            "date": text_column(required=False),
        },
        "weights": {
            "set": id_column(),
            "label": text_column(required=False),
            "criterion": id_column(),
            "low": number_column(0, required=False),
            "weight": number_column(0),
            "high": number_column(0, required=False),
        },
        # What scores are worth to somebody, not what is known of options: no evidence, no range.
        "values": {
            "criterion": id_column(),
            "kind": one_of_column(CURVES),
            "score": number_column(),
            "value": number_column(0, 100),
            "rationale": text_column(required=False),
        },
        "scenarios": {
            "scenario": id_column(unique=True),
            "label": text_column(required=True),
            "description": text_column(required=False),
            "weights": id_column(required=False),
            **coordination,
            "paragraphs": text_column(required=False),
        },
        "shifts": {"scenario": id_column(), "option": id_column(), "criterion": id_column(), "shift": number_column()},
        "levers": {
            "lever": id_column(),
            "label": text_column(required=True),
            "criterion": id_column(),
            "low": number_column(),
            "effect": number_column(),
            "high": number_column(),
            "effort": number_column(0),
            "paragraphs": text_column(required=False),
            "note": text_column(required=False),
        },
        "evidence": {
            "id": id_column(unique=True),
            "title": text_column(required=True),
            "author": text_column(required=False),
            "year": number_column(1000, 3000, required=False, whole=True),
            "url": address_column(),
            "grade": one_of_column(GRADES),
            "finding": text_column(required=True),
        },
        # How a weight set came about: whose values, asked in which way, on which scales.
        "elicitations": {
            "set": id_column(unique=True),
            "method": text_column(required=True),
            "person": text_column(required=False),
            "role": one_of_column(ROLES),
            "round": number_column(1, 99, whole=True),
            "date": text_column(required=False),
            "consistency": number_column(required=False),
            "consistency_label": text_column(required=False),
            "answers": text_column(required=False, longest=MAX_ANSWERS),
            "scales": text_column(required=False),
        },
        # Answers to questions about the case that are neither a score nor a weight.
        "answers": {
            "kind": one_of_column(QUESTIONS),
            "subject": id_column(),
            "other": id_column(required=False),
            "answer": text_column(required=True),
            "note": text_column(required=False),
            "author": text_column(required=False),
            "date": text_column(required=False),
        },
        "meanings": {"option": id_column(), "component": id_column(), "meaning": text_column(required=True)},
    }
    return {name: pa.DataFrameSchema(columns, strict=True) for name, columns in tables.items()} | {
        "history": _history()
    }


def _history() -> pa.DataFrameSchema:
    """Past cases: their marks stand in columns named after criteria, so the columns are not fixed."""
    fixed = {
        "id": id_column(unique=True),
        "title": text_column(required=True),
        "years": text_column(required=False),
        "kind": text_column(required=False),
        "outcome": text_column(required=False),
        "evidence": ids_column(),
    }
    names = "|".join(fixed)
    marks = {rf"^(?!({names})$)[a-z][a-z0-9_]*$": pa.Column(str, mark_column().checks, regex=True, required=False)}
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
    "elicitations": {
        "person": "",
        "role": "analyst",
        "round": "1",
        "date": "",
        "consistency": "",
        "consistency_label": "",
        "answers": "",
        "scales": "",
    },
    "answers": {"other": "", "note": "", "author": "", "date": ""},
    "meanings": {},
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
    "elicitations": (
        "set", "method", "person", "role", "round", "date", "consistency", "consistency_label", "answers", "scales",
    ),
    "answers": ("kind", "subject", "other", "answer", "note", "author", "date"),
    "meanings": ("option", "component", "meaning"),
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
    if isinstance(cell, int) and abs(cell) > MAX_NUMBER:
        return str(cell)
    if isinstance(cell, int | float):
        return format_number(float(cell))
    if isinstance(cell, list | tuple):
        return ";".join(map(_as_text, cell))
    return _LONE.sub("\uffff", str(cell)).replace("\r\n", "\n").strip()


def format_number(value: float) -> str:
    """The shortest text that reads back as the same number, without a trailing `.0`."""
    return repr(value).removesuffix(".0")


def table_faults(name: str, frame: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Everything that the schema of table `name` finds wrong with `frame` (all text, defaults filled in)."""
    schema = schemas()[name]
    if len(frame) > most_rows(name):
        yield Fault(file, None, "", f"{len(frame):,} rows", f"at most {most_rows(name):,} rows")
        return
    if len(frame.columns) > MAX_COLUMNS:
        yield Fault(file, 1, "", f"{len(frame.columns):,} columns", f"at most {MAX_COLUMNS} columns")
        return
    digest = _digest(name, frame)
    if digest in _sound:
        return
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as problem:
        failures = problem.failure_cases.to_dict("records")
        for failure in failures[:MAX_CELL_FAULTS]:
            yield _fault(failure, name, file)
        if len(failures) > MAX_CELL_FAULTS:
            allowed = f"a table with fewer faults; the first {MAX_CELL_FAULTS:,} are listed"
            yield Fault(file, None, "", f"{len(failures):,} faults", allowed)
    else:
        if len(_sound) >= _MOST_SOUND:
            _sound.clear()
        _sound.add(digest)


_sound: set[bytes] = set()
"""Digests of tables in which nothing was wrong: the same table is not gone through again, which is slow."""
_MOST_SOUND = 10_000


def _digest(name: str, frame: pd.DataFrame) -> bytes:
    """What tells tables of text apart."""
    content = [name, list(map(str, frame.columns)), *(frame.iloc[:, i].tolist() for i in range(frame.shape[1]))]
    return hashlib.sha256(json.dumps(content).encode()).digest()


def _fault(failure: dict[str, Any], name: str, file: str) -> Fault:
    check, case = str(failure["check"]), failure["failure_case"]
    if check == "column_in_dataframe":
        return Fault(file, 1, str(case), None, "this column; it is required")
    if check == "column_in_schema":
        known = ", ".join(schemas()[name].columns)
        return Fault(file, 1, str(case), str(case), f"only the columns {known}")
    if check.startswith("a number") and _DECIMAL_COMMA.fullmatch(str(case)):
        check += f"; with a decimal point: {str(case).replace(',', '.')}"
    return Fault(file, row_number(failure["index"]), str(failure["column"]), str(case) or None, check)
