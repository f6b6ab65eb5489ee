"""Ten people at once: how long a changed weight takes to be on the page, and what a session costs in memory.

`python -m benchmarks.sessions` starts the app on a free port of this machine, sends it a bounded number of requests
over the loopback address only, and ends it.
"""

import asyncio
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from benchmarks.visitor import Visitor

ROOT = Path(__file__).parents[1]
SESSIONS = 10
CHANGES = 20
PAUSE = 1.0
"""Seconds that a person looks at what a change did before the next one."""

SLIDERS = ("weights", "weights_part=Try+out")
"""The page on which a weight is moved, and the part of it."""

BARS = {"first page": 2.0, "one session": 0.3, "ten sessions": 1.0}


async def measured(address: str, process: psutil.Process) -> None:
    begun = process.memory_info().rss
    first, cold = await Visitor.arrive(address, "")
    _tell("First page after the start", [cold], BARS["first page"])
    await first.leave()
    first, _ = await Visitor.arrive(address, *SLIDERS)
    label = next(iter(first.widgets))
    for value in (20.0, 30.0):
        await first.move(label, value)
    alone = [await first.move(label, 20.0 + i) for i in range(CHANGES)]
    _tell(f"One session, {CHANGES} changes of a weight", alone, BARS["one session"])
    before = process.memory_info().rss
    arrivals = await asyncio.gather(*(Visitor.arrive(address, *SLIDERS) for _ in range(SESSIONS)))
    _tell(f"{SESSIONS} sessions arrive at once", [seconds for _, seconds in arrivals], BARS["first page"])
    visitors = [visitor for visitor, _ in arrivals]
    rounds = await asyncio.gather(*(_works(visitor, label, i) for i, visitor in enumerate(visitors)))
    _tell(
        f"{SESSIONS} sessions at once, {CHANGES} changes each",
        [one for each in rounds for one in each],
        BARS["ten sessions"],
    )
    after = process.memory_info().rss
    sizes = [f"{size / 2**20:.0f} MiB" for size in (begun, before, after)]
    print(f"Memory: {sizes[0]} at the start, {sizes[1]} with one session, {sizes[2]} with all;")
    print(f"{(after - before) / SESSIONS / 2**20:.1f} MiB a session, caches that they share included.")
    await asyncio.gather(first.leave(), *(visitor.leave() for visitor in visitors))


async def _works(visitor: Visitor, label: str, number: int) -> list[float]:
    """One person's changes, each a weight that nobody asked for before."""
    await asyncio.sleep(PAUSE * number / SESSIONS)
    seconds = []
    for i in range(CHANGES):
        seconds.append(await visitor.move(label, 1.0 + number + 4.0 * i / CHANGES * 10))
        await asyncio.sleep(PAUSE)
    return seconds


def _tell(what: str, seconds: list[float], bar: float) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(f"{what}: median {ordered[len(ordered) // 2]:.2f} s, 95 in 100 under {p95:.2f} s (wanted {bar:g} s)")


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"MCDA_DATABASE_URL": f"sqlite:///{folder}/store.db"}
        command = [sys.executable, "-m", "streamlit", "run", "views/server.py", "--server.port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                _wait_for(port)
                asyncio.run(asyncio.wait_for(measured(f"ws://127.0.0.1:{port}", psutil.Process(server.pid)), 300))
            finally:
                server.terminate()
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.")


def _wait_for(port: int) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("The app did not start.")


if __name__ == "__main__":
    main()
