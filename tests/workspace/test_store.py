"""Work that is kept: the same on SQLite and PostgreSQL, whoever else saves, whatever breaks."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from postgres_cluster import Cluster
from sqlalchemy import event, func, select, text, update

from mcda.case import Case
from mcda.errors import (
    ArgumentError,
    McdaError,
    StoreError,
    StoreUnavailable,
    WorkspaceConflict,
    WorkspaceNotFound,
)
from mcda.folder import case_as_json
from mcda.workspace import Store, Workspace, content, default_url, history, merge, rows, tables

Titled = Callable[[str], Case]
Open = Callable[[str], Store]


def titles(work: Workspace) -> list[tuple[str, bool]]:
    return [(change.label, change.undone) for change in work.log]


def count(store: Store, table: str) -> int:
    with store.engine.begin() as link:
        return int(link.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one())


def at_once(call: Callable[[Any], Any], arguments: list[Any]) -> list[Any]:
    """What the call gives, or raises, for each argument in a thread of its own, all let go at the same moment."""
    gate = threading.Barrier(len(arguments))

    def one(argument: Any) -> Any:
        gate.wait()
        try:
            return call(argument)
        except McdaError as problem:
            return problem

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(one, arguments))


class TestKeeping:
    def test_a_workspace_comes_back_with_its_log_undo_and_redo(
        self, url: str, open_store: Open, work: Workspace, titled: Titled
    ) -> None:
        kept = open_store(url).create(
            work.commit("One", titled("1")).commit("Gone", titled("2")).undo().commit("Two", titled("3")).undo()
        )
        content.unpacked.cache_clear()
        found = open_store(url).load(kept.key or "")
        assert found == kept  # labels, times, numbers, digests, where the work stands, key and version
        assert found.case == titled("1") and found.redo_label == "Two" and found.undo_label == "One"
        assert found.undo().case == work.case and found.redo().case == titled("3")
        assert titles(found.redo()) == [("Opened", False), ("One", False), ("Gone", True), ("Two", False)]

    def test_the_shipped_case_comes_back_whole(self, store: Store, case: Case) -> None:
        key = store.create(Workspace.start(case)).key or ""
        content.unpacked.cache_clear()
        assert case_as_json(store.load(key).case) == case_as_json(case)

    def test_keys_cannot_be_guessed(self, store: Store, work: Workspace) -> None:
        keys = {store.create(work).key or "" for _ in range(20)}
        assert len(keys) == 20 and min(map(len, keys)) == 22  # 16 random bytes in base64url

    def test_each_save_keeps_what_was_added(self, store: Store, work: Workspace, titled: Titled) -> None:
        one = store.save(work)
        two = store.save(one.commit("One", titled("1")).commit("Two", titled("2")))
        three = store.save(two.undo())
        four = store.save(three.commit("Three", titled("3")))
        assert [one.version, two.version, three.version, four.version] == [1, 2, 3, 4]
        found = store.load(one.key or "")
        assert found == four and titles(found)[2] == ("Two", True)

    def test_saving_nothing_new_writes_nothing(self, store: Store, work: Workspace) -> None:
        kept = store.create(work)
        assert store.save(kept) is kept and store.version_of(kept.key or "") == 1

    def test_the_same_case_is_kept_once(self, store: Store, work: Workspace, titled: Titled) -> None:
        kept = store.create(work)
        for label in ("1", "2", "1", "2", "1"):
            kept = store.save(kept.commit(label, titled(label)))
        assert (count(store, "mcda_contents"), count(store, "mcda_changes")) == (3, 6)

    def test_old_contents_are_let_go_of_but_the_log_stays(
        self, store: Store, work: Workspace, titled: Titled, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rows, "KEPT_CONTENTS", 3)
        monkeypatch.setattr(history, "KEPT", 3)
        first = kept = store.create(work)
        for i in range(6):
            kept = store.save(kept.commit(str(i), titled(str(i))))
        assert (count(store, "mcda_contents"), count(store, "mcda_saves")) == (3, 3)
        found = store.load(kept.key or "")
        assert len(found.log) == 7 and [change.available for change in found.changes] == [False] * 4 + [True] * 3
        with pytest.raises(WorkspaceConflict) as clash:  # the saved base is gone, but this copy has it in memory
            store.save(first.commit("Mine", titled("mine")))
        assert clash.value.base == work.case

    def test_a_log_that_grows_very_long_loses_its_oldest(
        self, store: Store, work: Workspace, titled: Titled, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rows, "MOST_LOGGED", 5)
        monkeypatch.setattr(history, "MOST_LOGGED", 5)
        kept = store.create(work)
        for i in range(8):
            kept = store.save(kept.commit(str(i), titled(str(i % 2))))
        assert [change.number for change in store.load(kept.key or "").log] == [5, 6, 7, 8, 9]
        assert count(store, "mcda_changes") == 5

    @pytest.mark.parametrize("key", ["nothere", "", "a" * 500, "a' OR 1=1 --", "\x00", "\ud800", "ключ"])
    def test_an_unknown_key_is_told_plainly(self, store: Store, work: Workspace, key: str) -> None:
        store.create(work)
        assert store.version_of(key) is None
        for ask in (store.load, store.drafts):
            with pytest.raises(WorkspaceNotFound, match="no workspace under this link"):
                ask(key)

    def test_a_case_above_the_limit_is_refused(
        self, store: Store, work: Workspace, titled: Titled, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = store.create(work)
        monkeypatch.setattr(content, "MAX_BYTES", 500)
        with pytest.raises(StoreError, match="keeps at most 500"):
            store.save(kept.commit("Large", titled("large")))
        assert store.version_of(kept.key or "") == 1

    def test_titles_of_any_script_survive(self, store: Store, work: Workspace, titled: Titled) -> None:
        kept = store.create(work.commit("Τίτλος 標題 🚢 ' \" ; --", titled("Τίτλος 標題 🚢")))
        content.unpacked.cache_clear()
        assert store.load(kept.key or "") == kept


class TestTwoAtOnce:
    def test_the_later_of_two_is_told_and_nothing_is_written_over(
        self, url: str, open_store: Open, work: Workspace, titled: Titled
    ) -> None:
        here, there = open_store(url), open_store(url)
        mine = here.create(work.commit("Common", titled("common")))
        theirs = there.load(mine.key or "")
        saved = there.save(theirs.commit("Theirs", titled("theirs")))
        with pytest.raises(WorkspaceConflict, match="Nothing was overwritten") as clash:
            here.save(mine.commit("Mine", titled("mine")))
        assert clash.value.theirs == saved and clash.value.base == titled("common")
        assert here.load(mine.key or "") == saved

    def test_after_a_conflict_both_are_joined(self, store: Store, work: Workspace, small: Case, titled: Titled) -> None:
        kept = store.create(work)
        store.save(kept.commit("Theirs", titled("theirs")))
        mine = small.replace(settings=small.settings.model_copy(update={"question": "Which?"}))
        with pytest.raises(WorkspaceConflict) as clash:
            store.save(kept.commit("Mine", mine))
        joined = merge(clash.value.base, mine, clash.value.theirs.case).case
        assert joined is not None
        done = store.save(clash.value.theirs.commit("Joined", joined))
        assert (done.case.settings.title, done.case.settings.question) == ("theirs", "Which?")
        assert [change.label for change in done.log] == ["Opened", "Theirs", "Joined"]

    def test_what_i_have_undone_is_my_change(self, store: Store, work: Workspace, titled: Titled) -> None:
        """The base is what both last had, not the oldest case that both logs name: an undo must not get lost."""
        kept = store.create(work.commit("One", titled("1")))
        store.save(kept.commit("Theirs", titled("2")))
        with pytest.raises(WorkspaceConflict) as clash:
            store.save(kept.undo())
        assert clash.value.base == titled("1")

    def test_even_an_undo_alone_is_not_written_over(self, store: Store, work: Workspace, titled: Titled) -> None:
        kept = store.create(work.commit("One", titled("1")))
        store.save(kept.undo())
        with pytest.raises(WorkspaceConflict):
            store.save(kept.commit("Two", titled("2")))

    def test_a_branch_has_the_log_and_a_life_of_its_own(self, store: Store, work: Workspace, titled: Titled) -> None:
        kept = store.create(work.commit("One", titled("1")))
        store.put_draft(kept.key or "", "swing", {"speed": 40})
        other = store.branch(store.load(kept.key or ""))
        assert other.key != kept.key and other.version == 1
        store.save(other.commit("Two", titled("2")))
        assert store.load(kept.key or "") == kept
        found = store.load(other.key or "")
        assert titles(found) == [("Opened", False), ("One", False), ("Two", False)]
        assert found.undo().undo().case == work.case
        assert store.drafts(other.key or "") == {"swing": {"speed": 40}}

    def test_of_many_threads_exactly_one_wins_each_round(self, store: Store, work: Workspace, titled: Titled) -> None:
        kept = store.create(work)
        for i in range(4):
            start = store.load(kept.key or "")
            cases = [titled(f"{i} {who}") for who in range(2)] * 2
            outcomes = at_once(store.save, [start.commit("Mine", case) for case in cases])
            won = [outcome.case for outcome in outcomes if isinstance(outcome, Workspace)]
            lost = [outcome for outcome in outcomes if not isinstance(outcome, Workspace)]
            assert len(won) == 1 and {type(problem) for problem in lost} == {WorkspaceConflict}
            assert store.load(kept.key or "").case == won[0]
        assert len(store.load(kept.key or "").log) == 5

    def test_many_threads_may_be_first_at_a_new_store(self, url: str, open_store: Open, work: Workspace) -> None:
        stores = [open_store(url) for _ in range(4)]
        made = at_once(lambda one: one.create(work), stores)
        assert all(isinstance(one, Workspace) for one in made)
        assert count(stores[0], "mcda_workspaces") == 4 and count(stores[0], "mcda_schema") == 1

    def test_many_may_open_a_new_file_at_the_same_moment(
        self, tmp_path: Path, open_store: Open, work: Workspace
    ) -> None:
        """SQLite refuses at once whoever asks for its log while another does; it went wrong in one round of sixteen."""
        for number in range(25):
            stores = [open_store(f"sqlite:///{tmp_path}/{number}.db") for _ in range(4)]
            assert [
                one for one in at_once(lambda one: one.create(work), stores) if not isinstance(one, Workspace)
            ] == []


SAVER = """
import sys
from mcda.errors import WorkspaceConflict
from mcda.workspace import Store
from quick_case import changed_case
url, key, name, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
store, done = Store(url), 0
work = store.load(key)
while done < rounds:
    settings = work.case.settings.model_copy(update={"horizon": f"{name} {done}"})
    try:
        case = changed_case(work.case, settings=settings)
        work = store.save(work.commit(f"{name} {done}", case))
        print(f"{name} {done}", flush=True)
        done += 1
    except WorkspaceConflict as clash:
        work = clash.theirs
"""


def saver(url: str, key: str, name: str, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SAVER, url, key, name, str(rounds)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )


class TestProcesses:
    def test_two_processes_lose_nothing(self, store: Store, url: str, work: Workspace) -> None:
        key = store.create(work).key or ""
        running = [saver(url, key, name, 5) for name in ("left", "right")]
        told = {line for one in running for line in one.communicate(timeout=60)[0].splitlines()}
        log = [change.label for change in store.load(key).log]
        assert sorted(log[1:]) == sorted(told) and len(told) == 10 and store.version_of(key) == 11

    def test_after_a_kill_everything_that_was_saved_is_there(self, store: Store, url: str, work: Workspace) -> None:
        key = store.create(work).key or ""
        running = saver(url, key, "busy", 10_000)
        assert running.stdout is not None
        for _ in range(8):
            running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
        told = 8 + len(running.stdout.read().splitlines())
        running.wait()
        running.stdout.close()
        found = store.load(key)
        assert len(found.log) - 1 in (told, told + 1)  # one more if it was killed between saving and telling
        assert found.case.settings.horizon == found.log[-1].label
        assert store.save(found.commit("After", work.case)).version == found.version + 1


class TestDrafts:
    def test_the_last_write_wins_and_none_takes_away(self, store: Store, work: Workspace) -> None:
        key = store.create(work).key or ""
        note = {"speed": 40, "names": ["ä", "\x00"], "deep": {"none": None}}
        for some in ({"speed": 1}, note):
            store.put_draft(key, "swing", some)
        store.put_draft(key, "bwm", [1, 2])
        assert store.drafts(key) == {"swing": note, "bwm": [1, 2]}
        store.put_draft(key, "bwm", None)
        assert store.drafts(key) == {"swing": note}
        assert store.version_of(key) == 1  # a draft is no change of the case

    @pytest.mark.parametrize(
        ("name", "note", "said"),
        [
            ("n", "x" * 64_000, "at most 64,000"),
            ("n", float("nan"), "JSON"),
            ("n", {1, 2}, "JSON"),
            ("", 1, "name"),
            ("a" * 201, 1, "name"),
            ("a\x00", 1, "name"),
        ],
    )
    def test_what_cannot_be_a_draft_is_refused(
        self, store: Store, work: Workspace, name: str, note: object, said: str
    ) -> None:
        key = store.create(work).key or ""
        store.put_draft(key, "n", "kept")
        with pytest.raises(ArgumentError, match=said):
            store.put_draft(key, name, note)
        assert store.drafts(key) == {"n": "kept"}

    def test_there_is_a_most(self, store: Store, work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mcda.workspace.store.MOST_DRAFTS", 3)
        key = store.create(work).key or ""
        for name in "abc":
            store.put_draft(key, name, 1)
        with pytest.raises(ArgumentError, match="at most 3"):
            store.put_draft(key, "d", 1)
        store.put_draft(key, "a", 2)
        assert store.drafts(key) == {"a": 2, "b": 1, "c": 1}


BODIES = {
    "no zlib": b"nonsense",
    "cut short": zlib.compress(b'{"case": {}}')[:-3],
    "no JSON": zlib.compress(b"nonsense"),
    "no case": zlib.compress(b"[]"),
    "a faulty case": zlib.compress(b'{"case": {"id": "x"}, "options": []}'),
    "a bomb": zlib.compress(b" " * 6_000_000),
    "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94.",
}


class TestDamage:
    @pytest.mark.parametrize("what", list(BODIES))
    def test_a_damaged_case_is_told(self, store: Store, work: Workspace, what: str) -> None:
        key = store.create(work).key or ""
        with store.engine.begin() as link:
            link.execute(update(tables.contents).values(body=BODIES[what]))
        with pytest.raises(StoreError, match="in the store"):
            store.load(key)

    def test_an_older_case_that_is_damaged_leaves_the_work_as_it_is(
        self, store: Store, work: Workspace, titled: Titled
    ) -> None:
        key = store.create(work.commit("One", titled("1"))).key or ""
        with store.engine.begin() as link:
            damaged = tables.contents.c.digest == work.case.digest
            link.execute(update(tables.contents).where(damaged).values(body=b"nonsense"))
        found = store.load(key)
        with pytest.raises(StoreError, match="damaged"):
            found.undo()
        assert found.case == titled("1")

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE mcda_changes SET at = 'yesterday'",
            "UPDATE mcda_workspaces SET cursor = 99",
            "DELETE FROM mcda_contents",
            "DELETE FROM mcda_changes",
            "UPDATE mcda_drafts SET body = '{'",
            "DROP TABLE mcda_changes",
        ],
    )
    def test_rows_that_do_not_fit_are_told(self, store: Store, work: Workspace, statement: str) -> None:
        key = store.create(work).key or ""
        store.put_draft(key, "n", 1)
        with store.engine.begin() as link:
            link.execute(text(statement))
        with pytest.raises(StoreError, match="store"):
            store.drafts(key) if "drafts" in statement else store.load(key)

    def test_a_store_of_a_newer_version_is_left_alone(self, url: str, open_store: Open, work: Workspace) -> None:
        old = open_store(url)
        key = old.create(work).key or ""
        with old.engine.begin() as link:
            link.execute(update(tables.schema).values(version=tables.SCHEMA + 1))
        with pytest.raises(StoreError, match="Update the program"):
            open_store(url).load(key)

    def test_a_file_that_is_no_database_is_told(self, tmp_path: Path, open_store: Open, work: Workspace) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("not a database at all, " * 100)
        with pytest.raises(StoreError, match="damaged, or is not a store"):
            open_store(f"sqlite:///{file}").create(work)
        assert file.read_text().startswith("not a database")


class TestUnavailable:
    def test_a_full_disk_is_told_and_later_saves_work(
        self, tmp_path: Path, open_store: Open, work: Workspace, case: Case
    ) -> None:
        store = open_store(f"sqlite:///{tmp_path}/store.db")
        kept = store.create(work)
        limit = {"pages": 0}

        @event.listens_for(store.engine, "checkout")
        def _limit(connection, _record, _proxy) -> None:  # type: ignore[no-untyped-def]
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={limit['pages'] or pages}")

        more = kept.commit("Large", case)
        with pytest.raises(StoreUnavailable, match="disk is full"):
            store.save(more)
        assert store.load(kept.key or "") == kept
        limit["pages"] = 100_000
        assert store.load(store.save(more).key or "").case == case

    def test_a_locked_file_is_told(
        self, tmp_path: Path, open_store: Open, work: Workspace, titled: Titled, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("mcda.workspace.database.PATIENCE", 0.05)
        url = f"sqlite:///{tmp_path}/store.db"
        store, other = open_store(url), open_store(url)
        kept = store.create(work)
        with other.engine.execution_options(writes=True).begin():
            assert store.load(kept.key or "") == kept  # who only reads need not wait
            with pytest.raises(StoreUnavailable, match="keeps it locked"):
                store.save(kept.commit("One", titled("1")))
        assert store.save(kept.commit("One", titled("1"))).version == 2

    def test_a_store_that_may_only_be_read_is_read(
        self, url: str, open_store: Open, work: Workspace, titled: Titled
    ) -> None:
        kept = open_store(url).create(work)
        store = open_store(url)

        @event.listens_for(store.engine, "connect")
        def _read_only(connection, _record) -> None:  # type: ignore[no-untyped-def]
            if url.startswith("sqlite"):
                connection.execute("PRAGMA query_only=ON")
            else:
                connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
                connection.commit()

        assert store.load(kept.key or "") == kept
        with pytest.raises(StoreUnavailable, match="only be read"):
            store.save(kept.commit("One", titled("1")))

    @pytest.mark.parametrize(
        "address",
        ["postgresql://me:s3cret@127.0.0.1:9/none", "sqlite:////proc/none/store.db"],
    )
    def test_one_that_cannot_be_reached_is_told_without_secrets(
        self, open_store: Open, work: Workspace, address: str
    ) -> None:
        store = open_store(address)
        for call in (lambda: store.create(work), lambda: store.load("x"), lambda: store.version_of("x")):
            with pytest.raises(StoreUnavailable) as problem:
                call()
            assert "cannot be" in str(problem.value) and "s3cret" not in str(problem.value)
            assert problem.value.__cause__ is None and problem.value.__suppress_context__

    def test_postgresql_may_go_away_and_come_back(
        self, postgres: Cluster, open_store: Open, work: Workspace, titled: Titled
    ) -> None:
        store = open_store(postgres.new_url())
        kept = store.create(work)
        more = kept.commit("One", titled("1"))
        postgres.stop()
        try:
            for call in (lambda: store.save(more), lambda: store.version_of(kept.key or "")):
                with pytest.raises(StoreUnavailable, match="cannot be reached"):
                    call()
        finally:
            postgres.start()
        assert store.load(store.save(more).key or "").case == titled("1")


class TestAddress:
    def test_the_environment_names_the_store(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("MCDA_DATABASE_URL", "postgresql://here/work")
        assert default_url() == "postgresql://here/work"
        monkeypatch.setenv("MCDA_DATABASE_URL", " ")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert default_url() == f"sqlite:///{tmp_path}/mcda/workspaces.db"

    def test_a_new_file_is_for_its_owner_alone(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, work: Workspace
    ) -> None:
        monkeypatch.delenv("MCDA_DATABASE_URL", raising=False)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        before = os.umask(0)
        try:
            store = Store()
            store.create(work)
            files = list((tmp_path / "mcda").iterdir())
            assert {file.name for file in files} >= {"workspaces.db", "workspaces.db-wal"}
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            assert stat.S_IMODE((tmp_path / "mcda").stat().st_mode) == 0o700
            store.close()
        finally:
            os.umask(before)

    def test_sqlite_is_set_up_to_lose_nothing(self, tmp_path: Path, open_store: Open) -> None:
        with open_store(f"sqlite:///{tmp_path}/s.db").engine.connect() as link:
            found = {
                name: link.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 3000}

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_each_way_to_write_postgresql_is_psycopg(self, scheme: str) -> None:
        assert Store(f"{scheme}://me@127.0.0.1/work").engine.url.drivername == "postgresql+psycopg"

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "nonsense",
            "mysql://me:s3cret@here/work",
            "sqlite://",
            "sqlite:///:memory:",
            "http://s3cret",
            "a:b:s3cret",
        ],
    )
    def test_other_addresses_are_refused_without_secrets(self, address: str) -> None:
        with pytest.raises(StoreError, match="Allowed: sqlite") as problem:
            Store(address)
        assert "s3cret" not in str(problem.value)

    def test_without_the_driver_the_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(StoreError, match=r"export-control-mcda\[postgres\]"):
            Store("postgresql://me@here/work")

    def test_all_faults_are_one_family(self) -> None:
        for fault in (StoreUnavailable, WorkspaceNotFound, WorkspaceConflict):
            assert issubclass(fault, StoreError) and issubclass(fault, McdaError)

    def test_nothing_is_kept_but_json(self, store: Store, work: Workspace) -> None:
        store.create(work)
        with store.engine.begin() as link:
            body = link.execute(select(tables.contents.c.body)).scalar_one()
        assert json.loads(zlib.decompress(body))["case"]["id"] == "small"
