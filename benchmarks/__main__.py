"""Times each call of ours beside the loop it replaces, in one run on one machine, and prints the ratios.

Both sides get the same arrays and give the same numbers; the last column shows how far apart they are. Times differ
between machines, ratios much less so, which is why nothing here passes or fails. One core: BLAS is kept to one thread.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded

import platform
import warnings
from importlib.metadata import version

from rich import box
from rich.console import Console
from rich.table import Table

import mcda
from benchmarks import acceptability, blends, exact, scoring
from benchmarks.contest import REPEATS, timed
from benchmarks.memory import cost_of

CONTESTS = (*scoring.CONTESTS, *acceptability.CONTESTS, *exact.CONTESTS, *blends.CONTESTS)


def main() -> None:
    console = Console(width=None if Console().is_terminal else 150)
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("What", "Instead of"):
        table.add_column(heading)
    for heading in ("Ours", "Instead", "Times faster", "Wanted", "Greatest difference"):
        table.add_column(heading, justify="right")
    for build in CONTESTS:
        contest = build()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = timed(contest)
        times = f"{1e3 * found.batched:.1f} ms", f"{1e3 * found.looped:.1f} ms", f"{found.ratio:.3g}"
        table.add_row(contest.what, contest.instead_of, *times, contest.bar, f"{found.difference:.0e}")
    console.print(table)
    few, many = cost_of(250_000), cost_of(1_000_000)
    console.print(
        f"Shipped case, every doubt: 1,000,000 draws in {many.seconds:.1f} s, peak {many.peak:.0f} MiB; "
        f"{many.seconds / few.seconds / 4:.2f} times the time a draw of 250,000 draws."
    )
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "pymcdm"))
    console.print(f"Median of {REPEATS} repeats after a warm-up. {os.cpu_count()} cores, {platform.machine()}.")
    console.print(f"Python {platform.python_version()}, {versions}, mcda {mcda.__version__}.")


if __name__ == "__main__":
    main()
