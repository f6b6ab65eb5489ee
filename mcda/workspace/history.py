"""A case and everything that was done to it: undo, redo, and an honest log of both.

The log is an audit trail, so nothing ever leaves it because of an undo. Changes that were taken back can be redone
until something else is done instead; then they stay in the log, marked `undone`, and undo and redo pass over them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self

from mcda.case import Case
from mcda.errors import ArgumentError

KEPT = 50
"""Most cases that a workspace holds in memory; of older changes only the label is left."""

MOST_LOGGED = 1_000
"""Most changes that the log names; the oldest leave it first."""

MOST_LABEL = 200
"""Most characters of a label."""


@dataclass(frozen=True)
class Change:
    """One thing that was done, and the case as it was afterwards.

    Attributes
    ----------
    number
        Which change of its workspace, counted from 1. Numbers are never given twice.
    label
        What was done, in a few words for people.
    at
        When, in UTC.
    digest
        Which content the case had afterwards (`Case.digest`).
    case
        The case afterwards; None where it is no longer in memory.
    undone
        Whether it was taken back and something else done instead.
    recall
        Brings the case back where `case` is None, as after reading a store: a case is checked when it is asked for,
        so that opening a long history takes no longer than opening one case. None where only the log is left.
    """

    number: int
    label: str
    at: datetime
    digest: str
    case: Case | None = field(compare=False, repr=False)
    undone: bool = False
    recall: Callable[[], Case] | None = field(default=None, compare=False, repr=False)

    @property
    def available(self) -> bool:
        """Whether work can go back to this change."""
        return not self.undone and (self.case is not None or self.recall is not None)

    @property
    def recalled(self) -> Case | None:
        """The case afterwards, brought back if need be."""
        return self.recall() if self.case is None and self.recall else self.case


@dataclass(frozen=True)
class Workspace:
    """A case with its history. Frozen: each verb returns a changed copy.

    Attributes
    ----------
    changes
        All changes that are remembered, oldest first, including those that were undone.
    cursor
        Number of the change at which the work stands.
    key
        The unguessable id under which a store keeps it; None while it was never saved.
    version
        How often the store had saved it when this copy was read or saved; 0 while it was never saved.

    Examples
    --------
    >>> from mcda.folder import read_case
    >>> case = read_case()
    >>> settings = case.settings.model_copy(update={"title": "Chips"})
    >>> work = Workspace.start(case).commit("Title changed", case.replace(settings=settings))
    >>> work.can_undo, work.undo_label, work.undo().case == case
    (True, 'Title changed', True)
    """

    changes: tuple[Change, ...]
    cursor: int
    key: str | None = None
    version: int = 0

    @classmethod
    def start(cls, case: Case, label: str | None = None, at: datetime | None = None) -> Self:
        """A workspace that begins with `case`; without a label, the log says that the case was opened."""
        first = _change(1, label or f"Opened “{case.settings.title}”", case, at)
        return cls((first,), 1)

    @property
    def case(self) -> Case:
        """The case as the work stands."""
        case = self._at(self.cursor).recalled
        if case is None:
            raise ArgumentError(f"Change {self.cursor} is no longer in memory.")
        return case

    @property
    def log(self) -> tuple[Change, ...]:
        """What was done up to where the work stands, newest last; what was undone on the way is marked so."""
        return tuple(change for change in self.changes if change.number <= self.cursor)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back whose earlier case is still in memory."""
        return self._before is not None

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back and nothing else done since."""
        return self._after is not None

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back; None where it can take back nothing."""
        return self._at(self.cursor).label if self.can_undo else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again; None where there is nothing to redo."""
        return self._after.label if self._after else None

    def commit(self, label: str, case: Case, at: datetime | None = None) -> Self:
        """The workspace after one more change; the same workspace if the content of the case is the same.

        What was undone before can no longer be redone. It stays in the log, marked as undone.
        """
        if case.digest == self.case.digest:
            return self
        number = self.changes[-1].number + 1
        past = [replace(c, undone=True) if c.number > self.cursor else c for c in self.changes]
        return replace(self, changes=_bounded([*past, _change(number, label, case, at)]), cursor=number)

    def undo(self) -> Self:
        """The workspace before the last change; unchanged where there is nothing to undo. Raises as `goto`."""
        return self if self._before is None else self.goto(self._before.number)

    def redo(self) -> Self:
        """The workspace with the change that was taken back last; unchanged where there is none. Raises as `goto`."""
        return self if self._after is None else self.goto(self._after.number)

    def goto(self, number: int) -> Self:
        """The workspace as it stood after change `number`.

        Raises
        ------
        ArgumentError
            If there is no such change, it was undone for good, or its case is no longer in memory.
        StoreError
            If its case was kept in a store and is damaged there.
        """
        change = self._at(number)
        if change.undone:
            raise ArgumentError(f"Change {number}, “{change.label}”, was undone and something else done instead.")
        case = change.recalled
        if case is None:
            raise ArgumentError(f"Change {number}, “{change.label}”, is no longer in memory; only its label is kept.")
        changes = tuple(replace(c, case=case, recall=None) if c.number == number else c for c in self.changes)
        return replace(self, changes=changes, cursor=number)

    def _at(self, number: int) -> Change:
        for change in self.changes:
            if change.number == number:
                return change
        raise ArgumentError(f"There is no change {number} in this workspace.")

    @property
    def _before(self) -> Change | None:
        """The last change before the cursor that counts, if its case can be had."""
        earlier = [change for change in self.changes if change.number < self.cursor and not change.undone]
        return earlier[-1] if earlier and earlier[-1].available else None

    @property
    def _after(self) -> Change | None:
        """The first change after the cursor that counts, if its case can be had."""
        later = [change for change in self.changes if change.number > self.cursor and not change.undone]
        return later[0] if later and later[0].available else None


def _change(number: int, label: str, case: Case, at: datetime | None) -> Change:
    """A change that happens at `at`, or now."""
    when = datetime.now(UTC) if at is None else at
    if when.tzinfo is None:
        raise ArgumentError(f"The time of a change needs a time zone; {when.isoformat()} has none.")
    words = " ".join("".join(c if c.isprintable() else " " for c in label).split())
    return Change(number, words[:MOST_LABEL], when.astimezone(UTC), case.digest, case)


def _bounded(changes: list[Change]) -> tuple[Change, ...]:
    """The newest changes, and of these only the newest with their cases."""
    kept = changes[-MOST_LOGGED:]
    old = len(kept) - KEPT
    return tuple(replace(c, case=None, recall=None) if i < old else c for i, c in enumerate(kept))


__all__ = ["KEPT", "MOST_LABEL", "MOST_LOGGED", "Change", "Workspace"]
