"""Workspaces as rows of a store's tables, and back. Every function works within a transaction of its caller."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from mcda.case import Case
from mcda.errors import StoreError, WorkspaceConflict, WorkspaceNotFound
from mcda.workspace.content import Kept, packed
from mcda.workspace.history import KEPT, MOST_LOGGED, Change, Workspace
from mcda.workspace.tables import changes, contents, saves, workspaces

KEPT_CONTENTS = 200
"""Changes of a workspace whose cases the store keeps; of older ones it keeps the log."""

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def row_of(link: Connection, key: str, *, lock: bool = False) -> Row[Any]:
    """The row of a workspace: `id`, `key`, `version`, `cursor`; with `lock`, nobody else may change it meanwhile.

    Raises
    ------
    WorkspaceNotFound
        If there is none of that key.
    StoreError
        If the row is damaged.
    """
    wanted = select(workspaces).where(workspaces.c.key == key)
    row = link.execute(wanted.with_for_update() if lock else wanted).first() if _KEY.fullmatch(key) else None
    if row is not None and not (isinstance(row.version, int) and isinstance(row.cursor, int)):
        raise StoreError("A workspace in the store is damaged: its version or its place in the log is no number.")
    if row is None:
        raise WorkspaceNotFound("There is no workspace under this link. It may be mistyped, or kept in another store.")
    return row


def unchanged_row(link: Connection, workspace: Workspace, *, lock: bool = False) -> Row[Any]:
    """The row of a workspace that nobody has saved since it was read.

    Raises
    ------
    WorkspaceConflict
        If somebody has.
    WorkspaceNotFound
        If there is none of that key.
    """
    row = row_of(link, workspace.key or "", lock=lock)
    if row.version != workspace.version:
        theirs = loaded(link, row)
        base = _saved_case(link, row.id, workspace.version) or _last_common(workspace, theirs)
        raise WorkspaceConflict(theirs, base)
    return row


def bodies_of(some: Iterable[Change]) -> dict[str, bytes]:
    """The packed cases of changes that have one, by digest."""
    found: dict[str, bytes] = {}
    for change in some:
        if change.digest not in found and change.case is not None:
            found[change.digest] = packed(change.case)
        elif isinstance(change.recall, Kept):
            found[change.digest] = change.recall.body
    return found


def last_number(link: Connection, owner: int) -> int:
    """Number of the newest change that is kept; 0 if there is none."""
    newest = select(func.max(changes.c.number)).where(changes.c.workspace == owner)
    return link.execute(newest).scalar() or 0


def create(link: Connection, new: Workspace, bodies: Mapping[str, bytes]) -> None:
    """Write a workspace that is not there yet."""
    row = {"key": new.key, "version": new.version, "cursor": new.cursor, "saved_at": _now()}
    owner = link.execute(insert(workspaces).values(row).returning(workspaces.c.id)).scalar_one()
    _append(link, owner, new, new.changes, bodies)


def extend(link: Connection, owner: int, new: Workspace, last: int, bodies: Mapping[str, bytes]) -> None:
    """Write what was done since change `last`: new changes, what they undid, where the work stands now."""
    row = {"version": new.version, "cursor": new.cursor, "saved_at": _now()}
    link.execute(update(workspaces).where(workspaces.c.id == owner).values(row))
    undone = [change.number for change in new.changes if change.undone and change.number <= last]
    if undone:
        taken_back = (changes.c.workspace == owner) & changes.c.number.in_(undone)
        link.execute(update(changes).where(taken_back).values(undone=True))
    _append(link, owner, new, [change for change in new.changes if change.number > last], bodies)
    _prune(link, owner, new)


def loaded(link: Connection, row: Row[Any]) -> Workspace:
    """The workspace of a row of `workspaces`; only the case where the work stands is checked at once."""
    newest = select(changes).where(changes.c.workspace == row.id).order_by(changes.c.number.desc())
    log = [_change(one) for one in reversed(link.execute(newest.limit(MOST_LOGGED)).all())]
    wanted = {change.digest for change in log[-KEPT:]}
    kept = (contents.c.workspace == row.id) & contents.c.digest.in_(wanted)
    bodies = {one.digest: Kept(bytes(one.body)) for one in link.execute(select(contents).where(kept))}
    old = len(log) - KEPT
    known = [replace(one, recall=bodies.get(one.digest)) if i >= old else one for i, one in enumerate(log)]
    workspace = Workspace(tuple(known), row.cursor, row.key, row.version)
    if not any(change.number == row.cursor and change.available for change in known):
        raise StoreError("A workspace in the store is damaged: the case where its work stands is missing.")
    return workspace.goto(row.cursor)


def _append(link: Connection, owner: int, new: Workspace, added: Iterable[Change], bodies: Mapping[str, bytes]) -> None:
    there = set(link.execute(select(contents.c.digest).where(contents.c.workspace == owner)).scalars())
    fresh = [
        {"workspace": owner, "digest": digest, "body": body} for digest, body in bodies.items() if digest not in there
    ]
    log = [
        {
            "workspace": owner,
            "number": change.number,
            "label": change.label,
            "at": change.at.isoformat(),
            "digest": change.digest,
            "undone": change.undone,
        }
        for change in added
    ]
    if fresh:
        link.execute(insert(contents), fresh)
    if log:
        link.execute(insert(changes), log)
    here = next(change.digest for change in new.changes if change.number == new.cursor)
    link.execute(insert(saves).values(workspace=owner, version=new.version, digest=here))


def _prune(link: Connection, owner: int, new: Workspace) -> None:
    """Let go of what is past the bounds: old contents, the oldest of a very long log, old saves."""
    newest = new.changes[-1].number
    recent = (
        select(changes.c.digest)
        .where((changes.c.workspace == owner) & (changes.c.number > newest - KEPT_CONTENTS))
        .scalar_subquery()
    )
    link.execute(delete(contents).where((contents.c.workspace == owner) & contents.c.digest.not_in(recent)))
    link.execute(delete(changes).where((changes.c.workspace == owner) & (changes.c.number <= newest - MOST_LOGGED)))
    link.execute(delete(saves).where((saves.c.workspace == owner) & (saves.c.version <= new.version - KEPT_CONTENTS)))


def _change(row: Row[Any]) -> Change:
    try:
        at = datetime.fromisoformat(row.at)
    except (TypeError, ValueError):
        raise StoreError("A workspace in the store is damaged: a change in its log has no proper time.") from None
    when = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Change(row.number, str(row.label), when, str(row.digest), None, bool(row.undone))


def _saved_case(link: Connection, owner: int, version: int) -> Case | None:
    """The case as it stood when the workspace had that version; None if that is no longer kept."""
    wanted = (
        select(contents.c.body)
        .join(saves, (saves.c.workspace == contents.c.workspace) & (saves.c.digest == contents.c.digest))
        .where((saves.c.workspace == owner) & (saves.c.version == version))
    )
    body = link.execute(wanted).scalar()
    return None if body is None else Kept(bytes(body))()


def _last_common(mine: Workspace, theirs: Workspace) -> Case | None:
    """The newest case in memory that both logs name."""
    known = {(change.number, change.digest) for change in theirs.changes}
    shared = (change for change in reversed(mine.log) if (change.number, change.digest) in known)
    return next((change.recalled for change in shared if change.available), None)


def _now() -> str:
    return datetime.now(UTC).isoformat()


__all__ = [
    "KEPT_CONTENTS", "bodies_of", "create", "extend", "last_number", "loaded", "row_of", "unchanged_row",
]  # fmt: skip
