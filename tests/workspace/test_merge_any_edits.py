"""Two people do anything to the same case: what only one of them did is in the merged case, or a conflict says why."""

from collections.abc import Iterator
from typing import Any

from any_edit import EDITS, every_part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcda.case import Case
from mcda.errors import McdaError
from mcda.workspace import merge
from mcda.workspace.merge import OWNERS
from mcda.workspace.sheets import KEYS, Key, sheets_of

BASE = every_part()
MOST = 4
"""Edits of each side."""


def worked_on(case: Case, data: st.DataObject) -> Case:
    """The case after a few edits, of which those that are refused do nothing."""
    for name in data.draw(st.lists(st.sampled_from(list(EDITS)), min_size=1, max_size=MOST)):
        try:
            case = EDITS[name].make(case, data.draw)
        except McdaError:
            continue
    return case


def removed_by_either(base: Case, *sides: Case) -> set[tuple[str, str]]:
    """Things of the base that a side has no longer, as column and id: what becomes of their rows is one decision."""
    before, *after = (sheets_of(one) for one in (base, *sides))
    return {
        (column, key[0])
        for sheet, column in OWNERS.items()
        for key in before[sheet]
        for one in after
        if all(other[0] != key[0] for other in one[sheet])
    }


def about(sheet: str, key: Key) -> set[tuple[str, str]]:
    """What a row speaks of, as column and id."""
    return set(zip(KEYS.get(sheet, (OWNERS.get(sheet, "id"),)), key, strict=False))


def done_by_one(base: Case, mine: Case, theirs: Case) -> Iterator[tuple[str, Key, str | None, Any]]:
    """Every row that one side alone added or removed, and every cell that one side alone changed, as it then was."""
    before, ours, others = (sheets_of(one) for one in (base, mine, theirs))
    gone = removed_by_either(base, mine, theirs)
    for sheet in before:
        for key in dict.fromkeys([*before[sheet], *ours[sheet], *others[sheet]]):
            was, m, t = (one[sheet].get(key) for one in (before, ours, others))
            if about(sheet, key) & gone or m == t:
                continue
            if was in (m, t) and None in (was, m, t):
                yield sheet, key, None, m if was == t else t
            elif None not in (was, m, t):
                for column in dict.fromkeys([*m, *t]):
                    cells = [row.get(column) for row in (was, m, t)]
                    if cells[1] != cells[2] and cells[0] in cells[1:]:
                        yield sheet, key, column, cells[1] if cells[0] == cells[2] else cells[2]


@settings(
    max_examples=max(8, settings.default.max_examples // 10),
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_nothing_that_one_side_did_is_dropped(data: st.DataObject) -> None:
    mine, theirs = worked_on(BASE, data), worked_on(BASE, data)
    found = merge(BASE, mine, theirs)
    assert (found.case is None) == bool(found.conflicts)
    outcomes = [found] if found.case else [merge(BASE, mine, theirs, prefer=side) for side in ("mine", "theirs")]
    for outcome, whole in zip(outcomes, (mine, theirs), strict=False):
        assert outcome.case is not None and outcome.conflicts == ()
        case = outcome.case
        assert Case.from_tables(case.settings.model_dump(mode="json"), case.catalogue, case.tables()) == case
        if any("left out" in one.place for one in outcome.settled):
            assert case == whole
            continue
        merged = sheets_of(case)
        for sheet, key, column, expected in done_by_one(BASE, mine, theirs):
            row = merged[sheet].get(key)
            assert (row if column is None else (row or {}).get(column)) == expected, (sheet, key, column)
