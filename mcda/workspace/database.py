"""Reaching the database of a store: which one, with what settings, and what its faults mean in plain words."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError as BadUrl
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from mcda.errors import StoreError, StoreUnavailable
from mcda.workspace.tables import SCHEMA, metadata, schema

PATIENCE = 3
"""Seconds to wait for a connection or for another writer."""

_SETUP_LOCK = 0x6D636461
"""The lock under which PostgreSQL lets one process at a time create the tables."""

_SQLITE_REASONS = {
    "full": "its disk is full",
    "locked": "another program keeps it locked",
    "readonly": "it may only be read, not written",
    "unable to open": "its file cannot be opened",
    "disk I/O": "its disk does not answer",
}

_POSTGRES_REASONS = {
    "53100": "its disk is full",
    "25006": "it may only be read, not written",
    "55P03": "another program keeps it locked",
    "57014": "it takes too long to answer",
    "53300": "it has no connection left",
    "42501": "it refuses this user",
    "28": "it refuses this user",
}


def default_url() -> str:
    """Where work is kept: the database that `MCDA_DATABASE_URL` names, else a file in the user's data folder."""
    file = platformdirs.user_data_path("mcda") / "workspaces.db"
    return os.environ.get("MCDA_DATABASE_URL", "").strip() or f"sqlite:///{file}"


def open_engine(url: str) -> Engine:
    """An engine for the database at `url`, SQLite or PostgreSQL. Nothing is reached yet.

    Raises
    ------
    StoreError
        If the address names no such database, or the driver for it is not installed.
    """
    try:
        parts = make_url(url)
    except (BadUrl, ValueError):
        raise StoreError(f"The address of the store cannot be read. {_ALLOWED}") from None
    if parts.get_backend_name() == "sqlite":
        return _sqlite(parts)
    if parts.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return _postgres(parts.set(drivername="postgresql+psycopg"))
    raise StoreError(f"The store cannot be kept in {parts.drivername!r}. {_ALLOWED}")


_ALLOWED = "Allowed: sqlite:////path/to/file.db, or postgresql://user@host/database."


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise StoreError(f"The store needs a file; one in memory would be lost. {_ALLOWED}")
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, pool_timeout=PATIENCE)

    @event.listens_for(engine, "do_connect")
    def _private(_dialect: Any, _record: Any, args: Any, _kwargs: Any) -> None:
        _private_file(str(args[0]))

    @event.listens_for(engine, "checkout")
    def _same_file(_connection: Any, record: Any, _proxy: Any) -> None:
        """A connection goes on writing to a file that was moved or deleted, where nobody will find it again."""
        if record.info.setdefault("file", place_of(engine)) != place_of(engine):
            raise DisconnectionError("another file is there now")

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = place_of(engine)
        connection.isolation_level = None  # transactions begin below, where a writer can take its lock at once
        connection.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}").close()
        _log_ahead(connection)
        for pragma in (
            "synchronous=FULL",  # a save that has returned survives a power cut too; there is one save an edit
            "foreign_keys=ON",
            "secure_delete=ON",  # what is deleted is overwritten
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Have changes written to a log first. SQLite waits for nobody who asks for that at the same time, so we do."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > until:
                raise
        time.sleep(0.02)


def place_of(engine: Engine) -> tuple[int, ...] | None:
    """Which file on the disk a store is now, as device and number; nothing for a server, None for no file."""
    if engine.dialect.name != "sqlite":
        return ()
    try:
        found = Path(str(engine.url.database)).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _private_file(name: str) -> None:
    """Create the file of a store, readable by its owner alone; SQLite gives its side files the same mode."""
    if name.startswith("file:"):
        return
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return  # it is there already, or connecting will tell that it cannot be


def _postgres(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=PATIENCE,
            connect_args={
                "connect_timeout": PATIENCE,
                "tcp_user_timeout": PATIENCE * 1000,
                "options": f"-c lock_timeout={PATIENCE}s -c statement_timeout=10s",
            },
        )
    except ImportError:
        raise StoreError(
            "Work is to be kept in PostgreSQL, but its driver is not installed. Install the extra `postgres`: "
            "pip install 'export-control-mcda[postgres]'."
        ) from None


def reader(engine: Engine) -> Engine:
    """The engine for transactions that read: each sees the database as it was at one moment."""
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


def writer(engine: Engine) -> Engine:
    """The engine for transactions that write: SQLite takes its write lock at their beginning, not half-way."""
    return engine.execution_options(writes=True)


def prepare(engine: Engine) -> None:
    """Create the tables of a new store; nothing is written where they are there.

    Raises
    ------
    StoreError
        If the store belongs to a newer version of this program.
    """
    with plain_errors():
        with reader(engine).begin() as connection:
            found = _schema_version(connection)
        if found is None:
            with writer(engine).begin() as connection:
                if engine.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_SETUP_LOCK})"))
                found = _schema_version(connection)
                if found is None:
                    metadata.create_all(connection)
                    connection.execute(schema.insert().values(version=SCHEMA))
                    found = SCHEMA
    if found > SCHEMA:
        raise StoreError(
            f"This store has format {found}; this version of the program knows formats up to {SCHEMA}. "
            "Update the program, or name another store in MCDA_DATABASE_URL."
        )


def _schema_version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema.name):
        return None
    return connection.execute(select(schema.c.version)).scalar()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Faults of the database as `StoreError`s, without its address, its password or any SQL in their words."""
    try:
        yield
    except PoolTimeout:
        raise StoreUnavailable("The store cannot be used just now: it has no connection left.") from None
    except DBAPIError as problem:
        raise _in_words(problem) from None
    except (SQLAlchemyError, UnicodeError, OverflowError):
        raise StoreError("The store could not do what was asked; what it holds does not fit this program.") from None


def _in_words(problem: DBAPIError) -> StoreError:
    state = getattr(problem.orig, "sqlstate", None) or ""
    said = str(problem.orig)
    if isinstance(problem.orig, sqlite3.DatabaseError):
        if "malformed" in said or "not a database" in said:
            return StoreError("The file of the store is damaged, or is not a store at all.")
        found = [words for sign, words in _SQLITE_REASONS.items() if sign in said]
    else:
        found = [words for sign, words in _POSTGRES_REASONS.items() if state.startswith(sign)]
        if not state or state.startswith(("08", "57P")):
            found = ["it cannot be reached"]
    if found:
        return StoreUnavailable(f"The store cannot be used just now: {found[0]}.")
    return StoreError("The store could not do what was asked; what it holds does not fit this program.")


__all__ = ["default_url", "open_engine", "place_of", "plain_errors", "prepare", "reader", "writer"]
