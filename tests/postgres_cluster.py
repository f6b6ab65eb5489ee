"""A PostgreSQL of our own for a run of tests: started in a folder of its own, stopped at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: who runs it then."""
    if os.getuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """A running cluster: the address of an empty database, and stop and start to see what an outage does."""

    def __init__(self, folder: Path, binaries: Path, port: int, user: str | None) -> None:
        self.folder, self.binaries, self.port, self.user = folder, binaries, port, user

    def run(self, program: str, *arguments: str) -> None:
        kwargs = {"user": self.user} if self.user else {}
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
            **kwargs,
        )

    def start(self) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder} -c fsync=off"
        )
        log = self.folder / "log"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(log), "-o", options, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def new_url(self) -> str:
        """The address of the one database, emptied: a database for each test would fill the disk."""
        psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed; the extra `postgres` brings it")
        url = f"postgresql://tester@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(url, autocommit=True) as link:
            link.execute("DROP SCHEMA public CASCADE")
            link.execute("CREATE SCHEMA public")
        return url


@contextmanager
def cluster(binaries: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="mcda-pg-"))  # short: a socket's path has at most 107 characters
    user = _other_user()
    if user:
        shutil.chown(folder, user)
    running = Cluster(folder, binaries, _free_port(), user)
    try:
        running.run("initdb", "-D", str(folder / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
