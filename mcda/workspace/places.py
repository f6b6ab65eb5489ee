"""Places in a case in words, for people who must decide between two readings."""

from typing import Any

from mcda.case import Case
from mcda.refusals import TITLES as TABLES
from mcda.workspace.sheets import CATALOGUE, CRITERIA, KEYS, OBJECTIVES, ROWS, SETTINGS, Key, Sheet

TITLES = {
    SETTINGS: "Settings",
    CATALOGUE: "Value tree",
    OBJECTIVES: "Objectives",
    CRITERIA: "Criteria",
    **TABLES,
}
"""What people call each sheet of a case."""

MOST_READING = 300
"""Most characters of one reading."""


class Names:
    """What the things of a case are called, over all versions of it."""

    def __init__(self, base: Case | None, *sides: Case) -> None:
        """From `base`, as both know it; what is new is called by its id where the sides call it differently."""
        known = _labels(base) if base else {}
        found: dict[str, dict[str, str]] = {}
        for labels in map(_labels, sides):
            for kind, names in labels.items():
                told = found.setdefault(kind, {})
                told |= {one: label if told.get(one, label) == label else one for one, label in names.items()}
        self._labels = {kind: names | known.get(kind, {}) for kind, names in found.items()}

    def place(self, sheet: str, key: Key, column: str = "") -> str:
        """A row, or one cell of it: `Scores: Unilateral on Speed, mode`."""
        kinds = {
            CRITERIA: ("criterion",),
            OBJECTIVES: (OBJECTIVES,),
            "evidence": ("evidence",),
            "history": ("history",),
        }
        columns = kinds.get(sheet, KEYS.get(sheet, ()))
        things = " on ".join(self._name(kind, one) for kind, one in zip(columns, key, strict=False) if one)
        words = [part for part in (things, "" if column == ROWS else column.replace("_", " ")) if part]
        return ": ".join([TITLES.get(sheet, sheet), *([", ".join(words)] if words else [])])

    def changes(self, base: dict[str, Sheet], other: dict[str, Sheet], touched: list[tuple[str, Key]]) -> str:
        """What one side did to a thing that the other removed."""
        told = [
            f"{self.place(sheet, key)} ({reading(other[sheet][key], base.get(sheet, {}).get(key))})"
            for sheet, key in touched
        ]
        return _short("changed: " + "; ".join(told))

    def _name(self, kind: str, one: str) -> str:
        """The label; with the id where another thing has the same label."""
        labels = self._labels.get(kind, {})
        label = labels.get(one, one)
        return label if list(labels.values()).count(label) < 2 else f"{label} ({one})"


def _labels(case: Case) -> dict[str, dict[str, str]]:
    """Labels by kind of thing and id."""
    return {
        "option": dict(case.labels),
        "criterion": {one.id: one.label for one in case.catalogue.criteria},
        "scenario": {one.scenario: one.label for one in case.scenarios},
        "set": dict(case.weight_sets),
        "lever": {one.lever: one.label for one in case.levers},
        OBJECTIVES: {one.id: one.label for one in case.catalogue.objectives},
        "evidence": {one.id: one.title for one in case.evidence},
        "history": {one.id: one.title for one in case.history},
    }


def reading(what: Any, base: dict[str, Any] | None = None) -> str:
    """A cell, or what is new in a row, as one line of text."""
    if isinstance(what, dict):
        new = {name: cell for name, cell in what.items() if base is None or base.get(name) != cell}
        return _short(", ".join(f"{name} {reading(cell)}" for name, cell in new.items() if cell not in ("", None)))
    if isinstance(what, list | tuple):
        return _short("; ".join(map(reading, what)))
    return _short(str(what))


def _short(text: str) -> str:
    return text if len(text) <= MOST_READING else text[: MOST_READING - 1] + "…"


__all__ = ["TITLES", "Names", "reading"]
