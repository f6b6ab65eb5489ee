"""Work that somebody deletes is gone: every row of it, and nothing of anybody else's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mcda.case import Case
from mcda.errors import WorkspaceNotFound
from mcda.workspace import Store, Workspace, tables


def rows(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.engine.begin() as link:
        return {
            name: int(link.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in tables.metadata.tables.items()
        }


def test_deleted_work_leaves_no_row_behind_and_other_work_is_untouched(
    store: Store, work: Workspace, titled: Callable[[str], Case]
) -> None:
    other = store.create(work)
    assert other.key is not None
    store.put_draft(other.key, "note", {"a": 1})
    before = rows(store)

    kept = store.save(store.create(work).commit("Renamed", titled("Another title")))
    assert kept.key is not None
    store.put_draft(kept.key, "note", {"a": 1})
    assert all(rows(store)[name] > before[name] for name in before if name != "mcda_schema")

    store.delete(kept.key)
    assert rows(store) == before
    assert store.load(other.key).case == other.case
    assert store.drafts(other.key) == {"note": {"a": 1}}
    with pytest.raises(WorkspaceNotFound):
        store.load(kept.key)
    assert store.version_of(kept.key) is None


def test_there_is_nothing_to_delete_under_a_key_that_nobody_has(store: Store) -> None:
    for key in ("nobody", "", "x' OR '1'='1"):
        with pytest.raises(WorkspaceNotFound):
            store.delete(key)


def test_a_save_by_somebody_who_still_has_it_open_is_refused_not_half_done(
    store: Store, work: Workspace, titled: Callable[[str], Case]
) -> None:
    kept = store.create(work)
    assert kept.key is not None
    before = rows(store)
    store.delete(kept.key)
    with pytest.raises(WorkspaceNotFound):
        store.save(kept.commit("Renamed", titled("Another title")))
    assert sum(rows(store).values()) < sum(before.values())


def test_what_is_deleted_cannot_be_read_from_the_file_either(
    open_store: Callable[[str], Store], work: Workspace, titled: Callable[[str], Case], tmp_path: Path
) -> None:
    file, telling = tmp_path / "store.db", "A change with a telling name"
    store = open_store(f"sqlite:///{file}")
    kept = store.create(work.commit(telling, titled("Another title")))
    assert kept.key is not None
    store.close()
    assert telling.encode() in file.read_bytes()
    store.delete(kept.key)
    store.close()
    assert telling.encode() not in file.read_bytes()
