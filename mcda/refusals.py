"""What is refused about a change of a case, told by the names of things: nobody has the rows of its files open."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from criteria import Catalogue
from mcda.checks import Tables
from mcda.errors import CaseError, Fault
from mcda.schemas import row_number

REFUSED = "This cannot be entered"
"""What a refused change is called."""

TITLES = {
    "options": "Options",
    "scores": "Scores",
    "weights": "Weights",
    "values": "Value curves",
    "scenarios": "Scenarios",
    "shifts": "Shifts of facts",
    "levers": "Levers",
    "evidence": "Sources",
    "history": "Past cases",
    "elicitations": "How weights were set",
    "answers": "Answers",
    "meanings": "What shares mean",
}
"""What people call each table of a case."""

Row = Mapping[str, str]


def refusal(problem: CaseError, catalogue: Catalogue, tables: Tables) -> CaseError:
    """The same faults of a changed case, each in words that a page shows: `Multilateral on Speed`, not a row number.

    Parameters
    ----------
    problem
        What the checks said of the changed case, with the file names that are usual.
    catalogue, tables
        Of the changed case.
    """
    name_of = _names(catalogue, tables)
    return CaseError([_named(fault, tables, name_of) for fault in problem.faults], REFUSED)


def _named(fault: Fault, tables: Tables, name_of: Mapping[str, Callable[[Row], str]]) -> Fault:
    table = fault.file.removesuffix(".csv")
    if table not in TITLES:
        return replace(fault, file="Settings") if fault.file == "case.toml" else fault
    place = -1 if fault.row is None else fault.row - row_number(0)
    if not 0 <= place < len(tables[table]):
        return replace(fault, file=TITLES[table], row=None)
    row = {str(column): str(cell) for column, cell in tables[table].iloc[place].items()}
    return replace(fault, file=name_of[table](row), row=None)


def _names(catalogue: Catalogue, tables: Tables) -> dict[str, Callable[[Row], str]]:
    """What a row of each table is called; an id stands for itself where nothing has it."""
    criteria = {one.id: one.label for one in catalogue.criteria}
    options = _labels(tables, "options", "option")
    scenarios = _labels(tables, "scenarios", "scenario")
    sets = {name: label or name for name, label in _labels(tables, "weights", "set").items()}
    known = options | scenarios | criteria

    def on(row: Row) -> str:
        return f"{_known(options, row['option'])} on {_known(criteria, row['criterion'])}"

    return {
        "options": lambda row: f"Option “{row['label']}”",
        "scores": on,
        "weights": lambda row: f"Weight of {_known(criteria, row['criterion'])} in “{_known(sets, row['set'])}”",
        "values": lambda row: f"Value curve of {_known(criteria, row['criterion'])}",
        "scenarios": lambda row: f"Scenario “{row['label']}”",
        "shifts": lambda row: f"Shift of {on(row)} in {_known(scenarios, row['scenario'])}",
        "levers": lambda row: f"Effect of “{row['label']}” on {_known(criteria, row['criterion'])}",
        "evidence": lambda row: f"Source “{row['title']}”",
        "history": lambda row: f"Past case “{row['title']}”",
        "elicitations": lambda row: f"Answers behind “{_known(sets, row['set'])}”",
        "answers": lambda row: f"Answer on {' and '.join(_known(known, one) for one in _asked(row))}",
        "meanings": lambda row: f"Share of {_known(options, row['component'])} in {_known(options, row['option'])}",
    }


def _labels(tables: Tables, table: str, column: str) -> dict[str, str]:
    return dict(zip(tables[table][column], tables[table]["label"], strict=True))


def _known(labels: Mapping[str, str], name: str) -> str:
    return labels.get(name) or name


def _asked(row: Row) -> list[str]:
    return [row[column] for column in ("subject", "other") if row[column]]


__all__ = ["REFUSED", "TITLES", "refusal"]
