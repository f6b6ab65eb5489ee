"""Changes to what is known: cells, the shifts of scenarios, sources. Each is a whole new case, or refused by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from criteria import Criterion
from mcda.case import Case
from mcda.completeness import PLACEHOLDER
from mcda.errors import ArgumentError
from mcda.ids import id_from
from mcda.parts import Cell, Shift, Source
from mcda.workspace.history import Change

_LONGEST_ID = 40
"""Characters of a source's id that come from its title."""


@dataclass(frozen=True)
class CellChange:
    """One value that a cell has had.

    Attributes
    ----------
    label, at
        The change of the log that brought it, and when, in UTC.
    cell
        The cell from then on; None where it had no entry.
    undone
        Whether that change was taken back.
    """

    label: str
    at: datetime
    cell: Cell | None
    undone: bool


def cell_of(case: Case, option: str, criterion: str) -> Cell | None:
    """What is entered for one option on one criterion; None where nothing is, as for options that are derived."""
    return next((one for one in case.cells if (one.option, one.criterion) == (option, criterion)), None)


def unknown_cell(case: Case, cell: Cell) -> Cell:
    """The cell as one of which nothing is known: the whole scale, without a most likely score."""
    scale = case.catalogue[cell.criterion].scale
    return cell.model_copy(update={"low": scale.low, "mode": None, "high": scale.high})


def blank_cell(option: str, criterion: Criterion) -> Cell:
    """The cell of something new: nothing is known of it, and nobody has given a reason."""
    return Cell(
        option=option,
        criterion=criterion.id,
        low=criterion.scale.low,
        mode=None,
        high=criterion.scale.high,
        basis="silent",
        rationale=PLACEHOLDER,
        evidence=(),
        author="",
        date="",
    )


def with_cells(
    case: Case,
    cells: Iterable[Cell],
    *,
    shifts: Iterable[Shift] = (),
    source: Source | None = None,
) -> Case:
    """The case with some cells changed, and with them, in one change, shifts of scenarios and a source that they cite.

    Parameters
    ----------
    cells
        Each takes the place of the entry for its option and criterion.
    shifts
        Each takes the place of the shift for its scenario, option and criterion; one of 0 takes it away.
    source
        A source that is new to the case.

    Raises
    ------
    CaseError
        With every fault, by the names of option and criterion.
    """
    new = {(cell.option, cell.criterion): cell for cell in cells}
    kept = [new.pop((cell.option, cell.criterion), cell) for cell in case.cells]
    return case.replace(
        cells=(*kept, *new.values()),
        shifts=_with_shifts(case, shifts),
        evidence=case.evidence if source is None else (*case.evidence, source),
    )


def _with_shifts(case: Case, shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    new = {(one.scenario, one.option, one.criterion): one for one in shifts}
    kept = [new.pop((one.scenario, one.option, one.criterion), one) for one in case.shifts]
    return tuple(one for one in (*kept, *new.values()) if one.shift != 0)


def shift_of(case: Case, scenario: str, option: str, criterion: str) -> float:
    """What a scenario adds to the entered scores of one cell, in natural units; 0 where it adds nothing."""
    wanted = (scenario, option, criterion)
    return next((one.shift for one in case.shifts if (one.scenario, one.option, one.criterion) == wanted), 0.0)


def with_sources(case: Case, sources: Iterable[Source]) -> Case:
    """The case with another list of sources.

    Raises
    ------
    ArgumentError
        Where a source is left out that something cites, with every place that does.
    CaseError
        With every other fault, by the titles of the sources.
    """
    new = tuple(sources)
    left_out = [one for one in case.evidence if one.id not in {source.id for source in new}]
    cited = {one.title: places for one in left_out if (places := citations(case, one.id))}
    if cited:
        lines = [f"  - “{title}” is cited by {'; '.join(places)}" for title, places in cited.items()]
        raise ArgumentError("\n".join(["A source that is cited cannot be removed. Take it out there first:", *lines]))
    return case.replace(evidence=new)


def citations(case: Case, source: str) -> list[str]:
    """Where a source is cited: cells by option and criterion, then past cases by title."""
    cells = [_name(case, one.option, one.criterion) for one in case.cells if source in one.evidence]
    return [*cells, *(f"the past case {one.title}" for one in case.history if source in one.evidence)]


def new_source_id(title: str, year: int | None, taken: Iterable[str]) -> str:
    """An id for a source that no other has, made from its title and year.

    Examples
    --------
    >>> new_source_id("Éxport controls: a review", 2024, [])
    'export_controls_a_review_2024'
    >>> new_source_id("2024!", None, ["source_2024"])
    'source_2024_2'
    """
    stem = id_from(title, otherwise="source")[:_LONGEST_ID].strip("_")
    return id_from(f"{stem} {year or ''}", taken, "source")


def cell_history(changes: Iterable[Change], option: str, criterion: str) -> list[CellChange]:
    """Every value that a cell has had in the changes whose case is in memory, oldest first.

    A change that was taken back is compared with the state that it was made on, so that going on from there does
    not look like a change of its own.
    """
    found: list[CellChange] = []
    standing: list[Cell | None] = []  # the last value that holds; after it, what was tried and taken back
    for change in changes:
        if change.case is None:
            continue
        cell = cell_of(change.case, option, criterion)
        before = standing if change.undone else standing[:1]
        if not before or cell != before[-1]:
            found.append(CellChange(change.label, change.at, cell, change.undone))
        standing = [*standing, cell] if change.undone and standing else [cell]
    return found


def _name(case: Case, option: str, criterion: str) -> str:
    """`Multilateral on Speed`; an id stands for itself where nothing has it."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    return f"{case.labels.get(option, option)} on {labels.get(criterion, criterion)}"


__all__ = [
    "CellChange",
    "blank_cell",
    "cell_history",
    "cell_of",
    "citations",
    "new_source_id",
    "shift_of",
    "unknown_cell",
    "with_cells",
    "with_sources",
]
