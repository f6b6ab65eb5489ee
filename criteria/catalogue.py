"""The value tree: objectives and the criteria beneath them, read from a TOML file."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from criteria.criterion import Criterion, Frozen, Id, Note, Text
from criteria.plain_text import hidden_in

SHIPPED = Path(__file__).parent

MAX_CRITERIA = 60
MAX_TOML = 1_000_000
"""Characters of a TOML file."""
MAX_TREE_TEXT = 200_000
"""Characters of all texts of a value tree together."""
MAX_VALUES = 5_000
"""Keys and values of a TOML file, or of settings in another file."""
MAX_DEPTH = 12
MAX_END = 1e15
"""Largest size of a scale's end: spans and squares of such numbers are still finite."""
LEAST_WIDTH = 1e-9
"""Least width of a scale, as a share of its larger end: below, two scores can hardly be told apart."""

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MAX_DEPTH},}}", re.MULTILINE)
"""A dotted key with very many parts. Python's reader takes time and memory with the square of their number."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where it stands, what was found, what is allowed."""

    file: str
    row: int | None
    column: str
    value: object
    allowed: str

    def __str__(self) -> str:
        """`scores.csv, row 3, column mode: 'abc' found; allowed: a number from 0 to 100`."""
        row = "" if self.row is None else f", row {self.row}"
        column = f", {self.column}" if self.row is None else f", column {self.column}"
        found = "nothing" if self.value is None else repr(self.value)
        if len(found) > 120:
            found = found[:117] + "..."
        line = f"{self.file}{row}{column if self.column else ''}: {found} found; allowed: {self.allowed}"
        # Ids and keys from a file stand in places and lists too: a line break in one must not look like another fault.
        return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


class CatalogueError(ValueError):
    """A catalogue that cannot be used, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class Objective(Frozen):
    """A branch of the value tree."""

    id: Id
    label: Text
    description: Note = ""


class Catalogue(Frozen):
    """The value tree: what a decision is judged on."""

    id: Id
    title: Text
    root: Note = ""
    source: Note = ""
    objectives: tuple[Objective, ...]
    criteria: tuple[Criterion, ...]

    def __getitem__(self, criterion: str) -> Criterion:
        """The criterion of that id; KeyError where there is none."""
        for candidate in self.criteria:
            if candidate.id == criterion:
                return candidate
        raise KeyError(criterion)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the criteria, in catalogue order."""
        return tuple(criterion.id for criterion in self.criteria)

    def under(self, objective: str) -> tuple[Criterion, ...]:
        """The criteria beneath one objective."""
        return tuple(criterion for criterion in self.criteria if criterion.objective == objective)


def read_catalogue(source: str | Path) -> Catalogue:
    """Read a value tree from a TOML file.

    Parameters
    ----------
    source
        A path to a `.toml` file, or the name of a shipped catalogue such as `"export_controls"`.

    Raises
    ------
    CatalogueError
        With every fault: unknown keys, missing texts, scales without width, rules that do not fit.

    Examples
    --------
    >>> tree = read_catalogue("export_controls")
    >>> len(tree.criteria), [objective.id for objective in tree.objectives][0]
    (13, 'respond_in_time')
    >>> tree["collateral_damage"].direction.value
    'less'
    """
    path = Path(source)
    if path.suffix != ".toml":
        path = SHIPPED / f"{source}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        allowed = f"a readable .toml file or a shipped catalogue ({shipped})"
        raise CatalogueError((Fault(path.name, None, "", str(problem), allowed),)) from None
    return parse_catalogue(text, path.name)


def parse_catalogue(text: str, file: str = "criteria.toml") -> Catalogue:
    """A value tree from the text of a TOML file; `file` is the name that errors show."""
    return build_catalogue(parse_toml(text, file), file)


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The data of a TOML file, within limits.

    Raises
    ------
    CatalogueError
        If it is too long, too deep, or no TOML.
    """
    if len(text) > MAX_TOML:
        raise CatalogueError((Fault(file, None, "", f"{len(text):,} characters", f"at most {MAX_TOML:,}"),))
    deep = _DEEP_KEY.search(text)
    if deep:
        found = deep.group()[:60]
        raise CatalogueError((Fault(file, None, "", found, f"keys with at most {MAX_DEPTH} parts"),))
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:  # ValueError: TOMLDecodeError, and numbers with too many digits
        raise CatalogueError((Fault(file, None, "", str(problem), "valid TOML"),)) from None
    faults = tuple(size_faults(data, file))
    if faults:
        raise CatalogueError(faults)
    return data


def _walk(data: Any) -> Iterator[tuple[str, Any, int]]:
    """Every key and value of nested data, with its place and how deep it stands. Without recursion."""
    waiting: list[tuple[str, Any, int]] = [("", data, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        yield place, value, depth
        if isinstance(value, dict):
            for key, part in value.items():
                waiting += [(place, str(key), depth), (f"{place}.{key}".removeprefix("."), part, depth + 1)]
        elif isinstance(value, list | tuple):
            waiting += [(f"{place}[{number}]", part, depth + 1) for number, part in enumerate(value, start=1)]


def size_faults(data: Any, file: str) -> Iterator[Fault]:
    """Whether nested data is too much or too deep to look at what it means; one fault at most."""
    for count, (place, _, depth) in enumerate(_walk(data), start=1):
        if count > MAX_VALUES:
            yield Fault(file, None, "", f"more than {MAX_VALUES:,} values", f"at most {MAX_VALUES:,}")
            return
        if depth > MAX_DEPTH:
            yield Fault(file, None, place[:200], "values nested too deeply", f"at most {MAX_DEPTH} levels")
            return


def hidden_faults(data: Any, file: str) -> Iterator[Fault]:
    """Texts and keys in nested data that hide what they say."""
    for place, value, _ in _walk(data):
        hidden = hidden_in(value) if isinstance(value, str) else None
        if hidden:
            yield Fault(file, None, place[:200], value, f"a text without {hidden}")


def build_catalogue(data: dict[str, Any], file: str = "criteria.toml") -> Catalogue:
    """A value tree from plain data, with every fault reported at once."""
    limits = tuple(_limit_faults(data, file)) or tuple(size_faults(data, file)) or tuple(hidden_faults(data, file))
    if limits:
        raise CatalogueError(limits)
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as problem:
        raise CatalogueError(tuple(faults_of(problem, file, data))) from None
    length = sum(len(text) for text in _texts(catalogue.model_dump(mode="json")))
    if length > MAX_TREE_TEXT:
        allowed = f"at most {MAX_TREE_TEXT:,} in all texts together"
        raise CatalogueError((Fault(file, None, "", f"{length:,} characters", allowed),))
    faults = tuple(_relation_faults(catalogue, file))
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _limit_faults(data: dict[str, Any], file: str) -> Iterator[Fault]:
    for kind in ("objectives", "criteria"):
        entries = data.get(kind)
        if isinstance(entries, list | tuple) and len(entries) > MAX_CRITERIA:
            yield Fault(file, None, kind, f"{len(entries):,} {kind}", f"at most {MAX_CRITERIA}")


def faults_of(problem: ValidationError, file: str, data: Any = None) -> Iterator[Fault]:
    """Each pydantic error as a `Fault`, naming list entries by their id where they have one."""
    for error in problem.errors():
        place, here = "", data
        for step in error["loc"]:
            here = _step_into(here, step)
            name = here.get("id") if isinstance(here, dict) and isinstance(step, int) else None
            label = name if isinstance(name, str) else step + 1 if isinstance(step, int) else step
            place = f"{place}[{label}]" if isinstance(step, int) else f"{place}.{step}" if place else str(step)
        missing = error["type"] == "missing"
        unknown = error["type"] == "extra_forbidden"
        message = (
            "a value here (it is missing)"
            if missing
            else error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        )
        if unknown:
            message = "only known keys; this one is not known"
        value = None if missing else error["input"]
        yield Fault(file, None, place, value if not isinstance(value, dict | list) else "...", message)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(part)


def _step_into(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _relation_faults(catalogue: Catalogue, file: str) -> Iterator[Fault]:
    objectives = [objective.id for objective in catalogue.objectives]
    for kind, ids in (("objectives", objectives), ("criteria", list(catalogue.ids))):
        if not ids:
            yield Fault(file, None, kind, None, "at least one")
        for duplicate in sorted({one for one in ids if ids.count(one) > 1}):
            yield Fault(file, None, f"{kind}[{duplicate}].id", duplicate, "each id once")
    for criterion in catalogue.criteria:
        place = f"criteria[{criterion.id}]"
        if criterion.objective not in objectives:
            yield Fault(file, None, f"{place}.objective", criterion.objective, "one of " + ", ".join(objectives))
        low, high = criterion.scale.low, criterion.scale.high
        if max(abs(low), abs(high)) > MAX_END:
            yield Fault(file, None, f"{place}.scale", f"{low:g} to {high:g}", f"numbers of at most {MAX_END:g}")
        elif high - low < LEAST_WIDTH * max(abs(low), abs(high)):
            yield Fault(file, None, f"{place}.scale", f"{low:g} to {high:g}", "ends that stand further apart")
        for overlap in criterion.overlaps:
            if overlap.criterion not in catalogue.ids:
                allowed = "one of " + ", ".join(catalogue.ids)
                yield Fault(file, None, f"{place}.overlaps", overlap.criterion, allowed)
