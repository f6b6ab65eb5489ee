"""Undo, redo, and a log that hides nothing."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.workspace import Workspace, history

Titled = Callable[[str], Case]


def labels(work: Workspace) -> list[tuple[str, bool]]:
    return [(change.label, change.undone) for change in work.log]


def test_a_start_names_the_case_and_has_nothing_to_undo(small: Case) -> None:
    work = Workspace.start(small)
    assert labels(work) == [("Opened “Small”", False)]
    assert (work.can_undo, work.can_redo, work.undo_label, work.redo_label) == (False, False, None, None)
    assert work.undo() is work and work.redo() is work
    assert (work.key, work.version) == (None, 0)


def test_undo_and_redo_walk_the_changes(work: Workspace, titled: Titled) -> None:
    two = work.commit("One", titled("1")).commit("Two", titled("2"))
    assert (two.undo_label, two.redo_label) == ("Two", None)
    one = two.undo()
    assert one.case == titled("1") and (one.undo_label, one.redo_label) == ("One", "Two")
    assert one.undo().case == work.case and one.undo().redo().redo() == two
    assert two.goto(1).case == work.case and two.goto(1).goto(3) == two


def test_what_was_undone_stays_in_the_log_once_something_else_is_done(work: Workspace, titled: Titled) -> None:
    other = work.commit("One", titled("1")).commit("Two", titled("2")).undo().undo().commit("Other", titled("3"))
    assert labels(other) == [("Opened", False), ("One", True), ("Two", True), ("Other", False)]
    assert not other.can_redo and other.undo().case == work.case
    assert [change.number for change in other.changes] == [1, 2, 3, 4]
    with pytest.raises(ArgumentError, match="was undone"):
        other.goto(2)


def test_a_change_that_is_undone_for_now_is_not_in_the_log(work: Workspace, titled: Titled) -> None:
    assert labels(work.commit("One", titled("1")).undo()) == [("Opened", False)]


def test_the_same_content_is_no_change(work: Workspace, small: Case, titled: Titled) -> None:
    assert work.commit("Nothing", small.replace()) is work
    undone = work.commit("One", titled("1")).undo()
    assert undone.commit("Nothing", small) is undone and undone.can_redo


def test_going_to_a_change_that_is_not_there_is_refused(work: Workspace) -> None:
    with pytest.raises(ArgumentError, match="no change 7"):
        work.goto(7)


def test_old_cases_are_let_go_of_but_their_labels_stay(work: Workspace, titled: Titled) -> None:
    for i in range(history.KEPT + 4):
        work = work.commit(f"Change {i}", titled(str(i % 2)))
    assert sum(change.case is not None for change in work.changes) == history.KEPT
    assert len(work.log) == history.KEPT + 5
    with pytest.raises(ArgumentError, match="no longer in memory"):
        work.goto(1)
    steps = 0
    while work.can_undo:
        work, steps = work.undo(), steps + 1
    assert steps == history.KEPT - 1 and work.undo() is work


def test_the_log_is_bounded(work: Workspace, titled: Titled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_LOGGED", 6)
    monkeypatch.setattr(history, "KEPT", 4)
    for i in range(20):
        work = work.commit(str(i), titled(str(i % 2)))
    assert [change.label for change in work.log] == ["14", "15", "16", "17", "18", "19"]
    assert work.cursor == 21


def test_a_time_needs_a_zone_and_is_kept_in_utc(small: Case, work: Workspace) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=2)))
    assert Workspace.start(small, at=noon).log[0].at == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert work.log[0].at.utcoffset() == timedelta(0)
    with pytest.raises(ArgumentError, match="time zone"):
        Workspace.start(small, at=datetime(2026, 11, 23, 12))


@pytest.mark.parametrize(
    ("label", "kept"),
    [("a\nb\tc", "a b c"), ("a\x00b", "a b"), ("\ud800x", "x"), ("y" * 500, "y" * history.MOST_LABEL)],
)
def test_labels_are_one_short_printable_line(small: Case, label: str, kept: str) -> None:
    assert Workspace.start(small, label).log[0].label == kept


def test_a_workspace_cannot_be_changed_in_place(work: Workspace) -> None:
    with pytest.raises(FrozenInstanceError):
        work.cursor = 2  # type: ignore[misc]


def test_a_case_that_is_brought_back_is_asked_for_only_when_it_is_needed(work: Workspace, titled: Titled) -> None:
    asked: list[int] = []

    def recall() -> Case:
        asked.append(1)
        return work.case

    done = work.commit("One", titled("1"))
    lazy = replace(done, changes=(replace(done.changes[0], case=None, recall=recall), *done.changes[1:]))
    assert lazy.can_undo and lazy.undo_label == "One" and not asked
    assert lazy.undo().case == work.case and lazy.undo().redo().undo().case == work.case
    assert len(asked) == 2  # each undo from `lazy` asks once; going back and forth afterwards asks no more


@given(steps=st.lists(st.sampled_from(["undo", "redo", "1", "2", "3"]), max_size=14))
def test_it_behaves_like_two_stacks(steps: list[str], small: Case, titled: Titled) -> None:
    work, past, future = Workspace.start(small), [small], []
    for step in steps:
        if step == "undo":
            work = work.undo()
            if len(past) > 1:
                future.append(past.pop())
        elif step == "redo":
            work = work.redo()
            if future:
                past.append(future.pop())
        else:
            work = work.commit(step, titled(step))
            if past[-1] != titled(step):
                past, future = [*past, titled(step)], []
        assert work.case == past[-1]
        assert (work.can_undo, work.can_redo) == (len(past) > 1, bool(future))
        assert [change.case for change in work.log if not change.undone] == past
    assert [change.number for change in work.changes] == list(range(1, len(work.changes) + 1))
