"""The value tree: objectives and the criteria beneath them, read from a TOML file."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from criteria.criterion import Criterion, Frozen, Id, Note, Text

SHIPPED = Path(__file__).parent


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
        return f"{self.file}{row}{column if self.column else ''}: {found} found; allowed: {self.allowed}"


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
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise CatalogueError((Fault(file, None, "", str(problem), "valid TOML"),)) from None
    return build_catalogue(data, file)


def build_catalogue(data: dict[str, Any], file: str = "criteria.toml") -> Catalogue:
    """A value tree from plain data, with every fault reported at once."""
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as problem:
        raise CatalogueError(tuple(faults_of(problem, file, data))) from None
    faults = tuple(_relation_faults(catalogue, file))
    if faults:
        raise CatalogueError(faults)
    return catalogue


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
        for overlap in criterion.overlaps:
            if overlap.criterion not in catalogue.ids:
                allowed = "one of " + ", ".join(catalogue.ids)
                yield Fault(file, None, f"{place}.overlaps", overlap.criterion, allowed)
