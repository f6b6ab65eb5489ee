"""The store fails, is exchanged or holds damaged work while somebody works: nothing is lost and nothing breaks."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_driver import go, opened, pick, prose, sound
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from mcda.folder import read_case
from mcda.workspace import Store, Workspace, default_url
from views import saving

TITLE = "framing_title"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that failed is tried again at once."""
    monkeypatch.setattr(saving, "PATIENCE", 0.0)


@pytest.fixture
def at() -> AppTest:
    return pick(opened("start"), TITLE, "Before")


def key_of(at: AppTest) -> str:
    work: Workspace = at.session_state["work"]
    assert work.key is not None
    return work.key


def kept(at: AppTest) -> str:
    """The title that a server would find which starts now."""
    again = Store(default_url())
    try:
        return again.load(key_of(at)).case.settings.title
    finally:
        again.close()


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("store.db*"))


@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_was_deleted_is_made_anew(at: AppTest, tmp_path: Path, times: int) -> None:
    """A connection would go on writing to the deleted file, and all would be lost at the next start."""
    old = key_of(at)
    for n in range(times):
        for file in files(tmp_path):
            file.unlink()
        pick(at, TITLE, f"After {n}")
    assert key_of(at) != old
    assert kept(at) == f"After {times - 1}"
    assert any("saved anew" in one.value for one in at.error)


def test_a_store_that_is_moved_away_and_back_has_everything(at: AppTest, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    for file in files(tmp_path):
        shutil.move(file, away)
    pick(at, TITLE, "Meanwhile")
    assert kept(at) == "Meanwhile"
    for file in files(tmp_path):
        file.unlink()
    for file in files(away):
        shutil.move(file, tmp_path)
    sound(at.run())
    assert kept(at) == "Meanwhile"


@pytest.mark.parametrize(
    ("fault", "cure", "reason"),
    [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "full"),
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0", "only be read"),
    ],
)
def test_a_store_that_cannot_be_written_is_told_and_saved_when_it_can(
    at: AppTest, fault: str, cure: str, reason: str
) -> None:
    engine = saving.store().engine

    def run(statement: str) -> Callable[..., None]:
        def connected(connection: sqlite3.Connection, *_: Any) -> None:
            connection.execute(statement).close()

        return connected

    breaks = run(fault)
    event.listen(engine, "checkout", breaks)
    pick(at, TITLE, "Not saved " + "x" * 3000)
    (problem,) = (one.value for one in at.error)
    assert "in memory only" in problem and reason in problem
    assert any(one.key == "retry_save" for one in at.button)
    pick(at, TITLE, "Saved at last")
    assert kept(at) == "Before"
    assert "Saved at last" in prose(at)
    event.remove(engine, "checkout", breaks)
    event.listen(engine, "checkout", run(cure))
    sound(at.run())
    sound(at.run())
    assert not at.error
    assert kept(at) == "Saved at last"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE mcda_contents SET body = x'00'",
        "UPDATE mcda_contents SET body = x''",
        "DELETE FROM mcda_contents",
        "DELETE FROM mcda_changes",
        "UPDATE mcda_changes SET at = 'yesterday'",
        "UPDATE mcda_changes SET label = '<b>' || char(0) || 'x'",
        "UPDATE mcda_workspaces SET cursor = -1",
        "UPDATE mcda_workspaces SET version = 'many'",
        "DROP TABLE mcda_changes",
    ],
)
def test_damaged_work_is_told_or_opens_but_never_breaks(at: AppTest, tmp_path: Path, damage: str) -> None:
    key = key_of(at)
    saving.store().close()
    with sqlite3.connect(tmp_path / "store.db") as link:
        link.execute(damage)
    link.close()
    again = opened("start", w=key)
    assert again.error or "Before" in prose(again)


@pytest.mark.parametrize(
    ("page", "name"),
    [("start", "start"), ("weights", "weights_swing"), ("stakeholders", "stakeholder"), ("objectives", "objectives"),
     ("evidence", "cells"), ("strategies", "new_option")],
)  # fmt: skip
def test_a_draft_of_another_form_is_passed_over(page: str, name: str) -> None:
    store = Store(default_url())
    key = str(store.create(Workspace.start(read_case())).key)
    for note in (["a list"], {"answers": {"points:gone": 1.0}, "gone": {}, "points": {"gone": 1.0}}):
        store.put_draft(key, name, note)
        assert not opened(page, w=key).error


def test_a_draft_with_a_number_beyond_all_bounds_is_shown() -> None:
    store = Store(default_url())
    work = store.create(Workspace.start(read_case()))
    answers = {f"points:{one}": 1e300 for one in work.case.catalogue.ids}
    store.put_draft(str(work.key), "weights_points", {"answers": answers})
    assert "1.3e+301 of 100" in prose(pick(opened("weights", w=str(work.key)), "way", "points"))


def test_a_draft_too_large_to_keep_does_not_lose_the_others(at: AppTest) -> None:
    at.session_state["drafts"] = {"large": {"text": "x" * 70_000}, "small": {"text": "kept"}}
    pick(at, TITLE, "Another")
    assert Store(default_url()).drafts(key_of(at)) == {"small": {"text": "kept"}}


def test_pages_stand_while_the_store_is_gone(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_DATABASE_URL", "postgresql://someone:secret-word@127.0.0.1:1/none")
    for page in ("evidence", "strategies", "result", "report"):
        go(at, page)
        assert any("in memory only" in one.value for one in at.error)
        assert "secret-word" not in prose(at) + str([one.value for one in at.error])
