"""Where workspaces are kept: a database that several people and processes use at once.

Every save is one transaction: it is there as a whole or not at all, also after the program is killed. A save never
overwrites what somebody else has saved in the meantime.
"""

import json
import secrets
import threading
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select

from mcda.errors import ArgumentError, StoreError, WorkspaceNotFound
from mcda.workspace.database import default_url, open_engine, place_of, plain_errors, prepare, reader, writer
from mcda.workspace.history import Workspace
from mcda.workspace.rows import bodies_of, create, extend, last_number, loaded, row_of, unchanged_row
from mcda.workspace.tables import drafts, workspaces

MOST_DRAFTS = 100
"""Drafts that one workspace may have."""

MOST_DRAFT_BYTES = 64_000
"""Bytes of JSON that one draft may have."""

MOST_DRAFT_NAME = 200
"""Characters of a draft's name."""


class Store:
    """Workspaces in a database. May be used by many threads at once; the database is reached at the first call.

    Every call raises `StoreUnavailable` where the database cannot be reached, read or written just now, and
    `StoreError` where what it holds is damaged or belongs to a newer version of this program. Nothing is half-done.

    Parameters
    ----------
    url
        Where: `sqlite:////path/to/file.db` or `postgresql://user@host/database`; without one, `default_url()`.

    Raises
    ------
    StoreError
        If the address names no such database, or its driver is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from mcda.folder import read_case
    >>> from mcda.workspace import Workspace
    >>> place = tempfile.TemporaryDirectory()
    >>> store = Store(f"sqlite:///{place.name}/work.db")
    >>> kept = store.create(Workspace.start(read_case()))
    >>> store.load(kept.key).case == kept.case, store.version_of(kept.key)
    (True, 1)
    >>> store.close()
    >>> place.cleanup()
    """

    def __init__(self, url: str | None = None) -> None:
        self.engine = open_engine(default_url() if url is None else url)
        self._prepared: tuple[int, ...] | None = None
        self._preparing = threading.Lock()

    def create(self, workspace: Workspace) -> Workspace:
        """Keep a workspace under a new, unguessable key. Where it was kept before stays as it is."""
        new = replace(workspace, key=secrets.token_urlsafe(16), version=1)
        bodies = bodies_of(new.changes)
        with plain_errors(), writer(self._ready()).begin() as link:
            create(link, new, bodies)
        return new

    def load(self, key: str) -> Workspace:
        """The workspace of that key as it was saved last, with its log and with undo and redo.

        Raises
        ------
        WorkspaceNotFound
            If there is none.
        """
        with plain_errors(), reader(self._ready()).begin() as link:
            return loaded(link, row_of(link, key))

    def save(self, workspace: Workspace) -> Workspace:
        """Keep what was done since the workspace was read. One that was never saved is created.

        Returns
        -------
        Workspace
            The same with the store's new version; the very same if there was nothing to save.

        Raises
        ------
        WorkspaceConflict
            If somebody else has saved it since. Nothing is written then.
        WorkspaceNotFound
            If the store does not keep it any longer.
        """
        if workspace.key is None:
            return self.create(workspace)
        with plain_errors(), reader(self._ready()).begin() as link:
            row = unchanged_row(link, workspace)
            last = last_number(link, row.id)
        if row.cursor == workspace.cursor and workspace.changes[-1].number <= last:
            return workspace
        bodies = bodies_of(change for change in workspace.changes if change.number > last)
        new = replace(workspace, version=workspace.version + 1)
        with plain_errors(), writer(self._ready()).begin() as link:
            row = unchanged_row(link, workspace, lock=True)
            extend(link, row.id, new, last, bodies)
        return new

    def branch(self, workspace: Workspace) -> Workspace:
        """Keep a copy, with its whole log and its drafts, under a key of its own."""
        new = self.create(workspace)
        if workspace.key is not None and new.key is not None:
            for name, note in self.drafts(workspace.key).items():
                self.put_draft(new.key, name, note)
        return new

    def delete(self, key: str) -> None:
        """Remove a workspace for good, with its log, its cases and its drafts. Its link leads nowhere from then on.

        Whoever still has it open keeps it in memory; their next save keeps it under another key.

        Raises
        ------
        WorkspaceNotFound
            If there is none of that key.
        """
        with plain_errors(), writer(self._ready()).begin() as link:
            owner = row_of(link, key, lock=True).id
            link.execute(delete(workspaces).where(workspaces.c.id == owner))  # all that belongs to it goes with it

    def version_of(self, key: str) -> int | None:
        """How often the workspace of that key was saved; None if there is none. Cheap enough to ask often."""
        with plain_errors(), reader(self._ready()).begin() as link:
            try:
                return int(row_of(link, key).version)
            except WorkspaceNotFound:
                return None

    def put_draft(self, key: str, name: str, note: Any) -> None:
        """Keep a small note with a workspace, such as half-given answers; None takes it away. The last write wins.

        Parameters
        ----------
        key
            Of the workspace.
        name
            Of the note, at most `MOST_DRAFT_NAME` characters. A note of the same name is replaced.
        note
            Anything that JSON can hold, at most `MOST_DRAFT_BYTES` as JSON.

        Raises
        ------
        ArgumentError
            If the note is too large or no JSON, its name is unusable, or the workspace has `MOST_DRAFTS` others.
        WorkspaceNotFound
            If there is no such workspace.
        """
        body = _draft_body(name, note)
        with plain_errors(), writer(self._ready()).begin() as link:
            owner = row_of(link, key, lock=True).id
            link.execute(delete(drafts).where((drafts.c.workspace == owner) & (drafts.c.name == name)))
            if note is None:
                return
            others = link.execute(select(func.count()).where(drafts.c.workspace == owner)).scalar_one()
            if others >= MOST_DRAFTS:
                raise ArgumentError(f"A workspace keeps at most {MOST_DRAFTS} drafts; finish or discard one first.")
            link.execute(insert(drafts).values(workspace=owner, name=name, body=body))

    def drafts(self, key: str) -> dict[str, Any]:
        """The notes that are kept with a workspace, by name.

        Raises
        ------
        WorkspaceNotFound
            If there is no such workspace.
        """
        with plain_errors(), reader(self._ready()).begin() as link:
            owner = row_of(link, key).id
            rows = link.execute(select(drafts).where(drafts.c.workspace == owner).order_by(drafts.c.name)).all()
        return {row.name: _draft(row.body) for row in rows}

    def close(self) -> None:
        """Let go of all connections. A later call opens new ones."""
        self.engine.dispose()

    def _ready(self) -> Engine:
        """The engine, once the tables are known to be there: in the file that is there now, were it another one."""
        if self._prepared is None or self._prepared != place_of(self.engine):
            with self._preparing:
                prepare(self.engine)
                self._prepared = place_of(self.engine)
        return self.engine


def _draft_body(name: str, note: Any) -> str:
    if not name or len(name) > MOST_DRAFT_NAME or not name.isprintable():
        raise ArgumentError(f"The name of a draft needs 1 to {MOST_DRAFT_NAME} printable characters.")
    try:
        body = json.dumps(note, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise ArgumentError(f"The draft {name!r} holds something that JSON cannot hold.") from None
    if len(body) > MOST_DRAFT_BYTES:
        raise ArgumentError(f"The draft {name!r} has {len(body):,} bytes; at most {MOST_DRAFT_BYTES:,} are kept.")
    return body


def _draft(body: str) -> Any:
    try:
        if len(body) > MOST_DRAFT_BYTES:
            raise ValueError("larger than any draft that was put")
        return json.loads(body)
    except (TypeError, ValueError, RecursionError):
        raise StoreError("A draft in the store is damaged and cannot be read.") from None


__all__ = ["MOST_DRAFTS", "MOST_DRAFT_BYTES", "MOST_DRAFT_NAME", "Store", "default_url"]
