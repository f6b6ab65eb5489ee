"""The app on a free port of this machine, as `mcda app` serves it, for tests that go over real HTTP."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process and what it has logged."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """End it at once, as a crash does: nothing is flushed or closed."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    folder: Path, port: int | None = None, *, root: Path = ROOT, tracebacks: bool = False, **environment: str
) -> Iterator[Served]:
    """A server with its store in `folder`; it ends with the block.

    What it serves lies in `root`. It must not have logged a traceback, unless `tracebacks` are what is asked for.
    """
    port = port or free_port()
    log = folder / f"log-{port}-{time.monotonic_ns()}.txt"
    named = {name: value for name, value in os.environ.items() if name != "MCDA_CASE"}
    named |= {"MCDA_DATABASE_URL": f"sqlite:///{folder / 'store.db'}"} | environment
    with log.open("w") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "views/server.py", "--server.port", str(port)],
            cwd=root,
            env=named,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        server = Served(f"http://127.0.0.1:{port}", process, log)
        try:
            assert any(_alive(server) for _ in range(120)), f"The app did not start:\n{log.read_text()}"
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
    assert tracebacks or "Traceback" not in log.read_text(), log.read_text()


def _alive(server: Served) -> bool:
    """Whether the server answers; waits half a second if it does not yet."""
    assert server.process.poll() is None, f"The app ended before it answered:\n{server.log.read_text()}"
    try:
        with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        time.sleep(0.5)
        return False
