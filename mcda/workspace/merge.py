"""Three-way merge of cases: what two people did to the same case, in one.

What only one side changed is taken; what both changed alike is taken; where they differ, nothing is guessed: it is a
conflict that names the place and all three readings. A thing that one side removed while the other changed it, or
anything said of it, is one conflict. The merged case is checked like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mcda.case import Case
from mcda.errors import ArgumentError, CaseError
from mcda.workspace.places import Names, reading
from mcda.workspace.sheets import CRITERIA, KEYS, Key, Sheet, case_of, in_order, sheets_of

Side = Literal["mine", "theirs"]

OWNERS = {"options": "option", CRITERIA: "criterion", "scenarios": "scenario", "weights": "set"}
"""Things of which rows of other sheets speak, and the column in which they name them."""

_ABSENT = object()

Sheets = dict[str, Sheet]


@dataclass(frozen=True)
class Conflict:
    """One place where both sides changed the same thing differently, or where their changes do not fit together.

    Attributes
    ----------
    place
        Where, in words; also the name under which `choices` settles it.
    base, mine, theirs
        What stands there in each version, as text; None where nothing does. Where a merged case breaks a rule,
        `base` is None, and mine and theirs say what the rule asks.
    """

    place: str
    base: str | None
    mine: str | None
    theirs: str | None

    def __str__(self) -> str:
        """`Scores: Unilateral on Speed, mode: 50 before; mine 60, theirs 70`."""
        if self.base is None and self.mine == self.theirs:
            return f"{self.place}: {self.mine}"
        before, mine, theirs = ("nothing" if text is None else text for text in (self.base, self.mine, self.theirs))
        return f"{self.place}: {before} before; mine {mine}, theirs {theirs}"


@dataclass(frozen=True)
class Merged:
    """What a merge came to.

    Attributes
    ----------
    case
        The merged case; None while there are conflicts.
    conflicts
        What somebody must decide first.
    settled
        What `prefer` or `choices` decided.
    """

    case: Case | None
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()


@dataclass
class _Merging:
    """The bookkeeping of one merge."""

    names: Names
    prefer: Side | None
    choices: Mapping[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)
    settled: list[Conflict] = field(default_factory=list)

    def decide(self, conflict: Conflict) -> Side:
        """Which side counts; mine for now where nobody has said."""
        side = self.choices.get(conflict.place, self.prefer)
        (self.conflicts if side is None else self.settled).append(conflict)
        return side or "mine"


def merge(
    base: Case | None,
    mine: Case,
    theirs: Case,
    *,
    prefer: Side | None = None,
    choices: Mapping[str, Side] | None = None,
) -> Merged:
    """What both sides did since `base`, in one case.

    Parameters
    ----------
    base
        The case from which both set out. None if it is not known: then every difference is a conflict, and what only
        one side has is kept.
    mine, theirs
        The case as each side has it now.
    prefer
        Whose reading counts wherever both differ and `choices` says nothing.
    choices
        Whose reading counts, by the place of a conflict.

    Returns
    -------
    Merged
        The case, or the conflicts that stand in its way. Rows keep their order; where both re-arranged the same
        rows, mine is the order. With `prefer` there is always a case: where the changes of both together break a rule
        of cases, it is the preferred side's whole case, and `settled` says so.

    Raises
    ------
    ArgumentError
        If a side is neither "mine" nor "theirs".

    Examples
    --------
    >>> from mcda.folder import read_case
    >>> base = read_case()
    >>> def titled(title: str) -> Case:
    ...     return base.replace(settings=base.settings.model_copy(update={"title": title}))
    >>> print(merge(base, titled("Chips"), titled("Lasers")).conflicts[0])
    Settings: title: Export controls on a sensitive dual-use technology before; mine Chips, theirs Lasers
    >>> merge(base, titled("Chips"), titled("Lasers"), prefer="theirs").case.settings.title
    'Lasers'
    """
    chosen = dict(choices or {})
    for side in (*chosen.values(), *([prefer] if prefer else [])):
        if side not in ("mine", "theirs"):
            raise ArgumentError(f"A merge follows 'mine' or 'theirs', not {side!r}.")
    work = _Merging(Names(base, mine, theirs), prefer, chosen)
    ours, others = sheets_of(mine), sheets_of(theirs)
    common = sheets_of(base) if base else {name: {} for name in ours}
    _removals(work, common, ours, others)
    sheets = {name: _sheet(work, name, common.get(name, {}), ours[name], others[name]) for name in ours}
    if work.conflicts:
        return Merged(None, tuple(work.conflicts), tuple(work.settled))
    for whole, own in ((mine, sheets_of(mine)), (theirs, sheets_of(theirs))):
        if all(_same(sheets[name], own[name]) for name in sheets):
            return Merged(whole, (), tuple(work.settled))  # nothing new to be checked
    try:
        return Merged(case_of(sheets), (), tuple(work.settled))
    except CaseError as problem:
        broken = [Conflict(f"Together: {fault}", None, *[f"allowed: {fault.allowed}"] * 2) for fault in problem.faults]
    if prefer is None:
        return Merged(None, tuple(broken), tuple(work.settled))
    rest = Conflict(
        "The changes of both do not fit together, so those of one side were left out", *["the whole case"] * 3
    )
    return Merged(mine if prefer == "mine" else theirs, (), (*work.settled, rest, *broken))


def _removals(work: _Merging, base: Sheets, mine: Sheets, theirs: Sheets) -> None:
    """Settle what one side removed and the other changed, or said something new of, before rows are compared.

    The side that gives way is made to look as if it had done to that thing what the other did.
    """
    for sheet, column in OWNERS.items():
        for name in dict.fromkeys(key[0] for key in base[sheet]):
            stays = [any(key[0] == name for key in side[sheet]) for side in (mine, theirs)]
            if stays[0] == stays[1]:
                continue
            keeps, drops = (mine, theirs) if stays[0] else (theirs, mine)
            touched = [one for one in _about(keeps, sheet, column, name) if _said(base, keeps, *one)]
            if touched:
                told = work.names.changes(base, keeps, touched)
                shown = (told, None) if stays[0] else (None, told)
                side = work.decide(Conflict(work.names.place(sheet, (name,)), "there", *shown))
                if stays[0] == (side == "mine"):
                    _follow(base, keeps, drops, _about(keeps, sheet, column, name))
                    continue
            _follow(base, drops, keeps, _about(keeps, sheet, column, name))


def _follow(base: Sheets, leader: Sheets, follower: Sheets, rows: list[tuple[str, Key]]) -> None:
    """Make these rows of `follower` what they are in `leader`, gone or there, in their place."""
    for sheet in dict.fromkeys(sheet for sheet, _ in rows):
        led = {key for one, key in rows if one == sheet}
        order = in_order(base.get(sheet, {}), follower[sheet], leader[sheet])
        follower[sheet] = {
            key: source[key]
            for key in order
            for source in (leader[sheet] if key in led else follower[sheet],)
            if key in source
        }


def _about(sheets: Sheets, sheet: str, column: str, name: str) -> list[tuple[str, Key]]:
    """The rows of a thing itself and all rows of other sheets that speak of it."""
    found = [(sheet, key) for key in sheets[sheet] if key[0] == name]
    for other, columns in KEYS.items():
        if other != sheet and other in sheets and column in columns:
            position = columns.index(column)
            found += [(other, key) for key in sheets[other] if key[position : position + 1] == (name,)]
    return found


def _said(base: Sheets, side: Sheets, sheet: str, key: Key) -> bool:
    """Whether a side changed or added this row, other than for something new that must have such rows."""
    if key in base.get(sheet, {}):
        return base[sheet][key] != side[sheet][key]
    things = {column: owner for owner, column in OWNERS.items()}
    for column, name in zip(KEYS.get(sheet, ()), key, strict=False):
        owner = things.get(column)
        if owner and all(other[0] != name for other in base[owner]):
            return False
    return True


def _sheet(work: _Merging, sheet: str, base: Sheet, mine: Sheet, theirs: Sheet) -> Sheet:
    if _same(mine, base) or _same(mine, theirs):
        return theirs
    if _same(theirs, base):
        return mine
    merged: Sheet = {}
    for key in in_order(base, mine, theirs):
        rows = [one.get(key) for one in (base, mine, theirs)]
        if rows[1] is None and rows[2] is None:
            continue
        row = _row(work, sheet, key, *rows)
        if row is not None:
            merged[key] = row
    return merged


def _same(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets are alike, order included."""
    return list(one) == list(other) and one == other


def _row(
    work: _Merging,
    sheet: str,
    key: Key,
    base: dict[str, Any] | None,
    mine: dict[str, Any] | None,
    theirs: dict[str, Any] | None,
) -> dict[str, Any] | None:
    if mine is None or theirs is None:
        left = theirs if mine is None else mine
        if base is None:
            return left  # one side added it
        if left == base:
            return None  # one side removed it, the other left it alone
        place = work.names.place(sheet, key)
        mine_said, theirs_said = (None if row is None else reading(row, base) for row in (mine, theirs))
        side = work.decide(Conflict(place, "there", mine_said, theirs_said))
        return mine if side == "mine" else theirs
    cells = {
        column: _cell(work, sheet, key, column, *(row.get(column, _ABSENT) for row in (base or {}, mine, theirs)))
        for column in dict.fromkeys([*mine, *theirs])
    }
    return {column: cell for column, cell in cells.items() if cell is not _ABSENT}


def _cell(work: _Merging, sheet: str, key: Key, column: str, base: Any, mine: Any, theirs: Any) -> Any:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    said = [None if cell is _ABSENT else reading(cell) for cell in (base, mine, theirs)]
    side = work.decide(Conflict(work.names.place(sheet, key, column), *said))
    return mine if side == "mine" else theirs


__all__ = ["Conflict", "Merged", "Side", "merge"]
