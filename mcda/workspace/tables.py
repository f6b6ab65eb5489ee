"""The tables of a workspace store, alike in SQLite and PostgreSQL.

A workspace has a row of its own, one for each change (the log), one for each content that a change led to, named by
its digest so that the same case is kept once, and one for each save, which tells what two copies last had in common.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA = 1
"""Version of these tables. A store with a higher one belongs to a newer version of this program."""

metadata = MetaData()


def _of_workspace() -> Column[int]:
    return Column("workspace", Integer, ForeignKey("mcda_workspaces.id", ondelete="CASCADE"), primary_key=True)


schema = Table("mcda_schema", metadata, Column("version", Integer, primary_key=True))

workspaces = Table(
    "mcda_workspaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), unique=True, nullable=False),
    Column("version", Integer, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("saved_at", String(40), nullable=False),
)

contents = Table(
    "mcda_contents",
    metadata,
    _of_workspace(),
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

changes = Table(
    "mcda_changes",
    metadata,
    _of_workspace(),
    Column("number", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("undone", Boolean, nullable=False),
)

saves = Table(
    "mcda_saves",
    metadata,
    _of_workspace(),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
)

drafts = Table(
    "mcda_drafts",
    metadata,
    _of_workspace(),
    Column("name", String(200), primary_key=True),
    Column("body", Text, nullable=False),
)

__all__ = ["SCHEMA", "changes", "contents", "drafts", "metadata", "saves", "schema", "workspaces"]
