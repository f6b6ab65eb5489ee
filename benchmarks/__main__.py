"""Times each batched call beside the loop it replaces, in one run on one machine, and prints the ratios.

Both sides get the same arrays and give the same numbers; the last column shows how far apart they are.
Times differ between machines, ratios much less so, which is why nothing here passes or fails.
"""

import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pymcdm.methods import WSM
from rich import box
from rich.console import Console
from rich.table import Table
from scipy.stats import rankdata

import mcda
from mcda.draws import draw_blocks
from mcda.facts import Assumptions, Levels
from mcda.kernels.additive import weighted_sum
from mcda.kernels.ranks import ranks
from mcda.weights import weight_set

Array = npt.NDArray[np.float64]
DRAWS = 2000
REPEATS = 7
SEED = 20261123


class Contest(NamedTuple):
    """One comparison: what is computed, the batched call, the loop it replaces."""

    what: str
    instead_of: str
    batched: Callable[[], npt.NDArray]
    looped: Callable[[], npt.NDArray]


class Timing(NamedTuple):
    """Median seconds of both sides, the median of the ratios, and the greatest difference between answers."""

    batched: float
    looped: float
    ratio: float
    difference: float


def scoring_of_draws() -> Contest:
    """Blends composed anew and options scored in every draw of the shipped case, as `mcda.verdict` does."""
    case = mcda.read_case()
    scenario = case.scenario(None).scenario
    model = case.facts(scenario)
    blocks = list(draw_blocks(model, weight_set(case, None, scenario), DRAWS))
    draws = [(_one_draw(block.levels, i), w) for block in blocks for i, w in enumerate(block.weights)]

    def scored(levels: Levels, weights: Array) -> Array:
        return weighted_sum(model.values(model.compose(levels)), weights)

    return Contest(
        f"compose and score {len(model.options)} x {len(model.criteria)} in {DRAWS:,} draws",
        "a loop over draws, same functions",
        lambda: np.concatenate([scored(block.levels, block.weights) for block in blocks]),
        lambda: np.array([scored(levels, w) for levels, w in draws]),
    )


def _one_draw(levels: Levels, i: int) -> Levels:
    a = levels.assumptions
    one = Assumptions(*(v[i] for v in (a.coordination, a.returns, a.synergy, a.first_mover_cost)))
    return Levels(levels.scores[i], levels.effects[i], one)


def weighted_sums() -> Contest:
    """The array call under many weight vectors; scales at the column ends make it pymcdm's min-max WSM."""
    rng = np.random.default_rng(SEED)
    matrix = rng.uniform(0, 100, (12, 13))
    weights = rng.dirichlet(np.ones(13), DRAWS)
    directions = np.where(np.arange(13) < 9, 1, -1)
    scales = np.stack([matrix.min(axis=0), matrix.max(axis=0)], axis=-1)
    wsm = WSM("minmax")
    return Contest(
        f"mcda.score, additive, 12 x 13, {DRAWS:,} weight vectors",
        "a loop over pymcdm's WSM(minmax), validation off",
        lambda: mcda.score(matrix, weights, directions, scales=scales),
        lambda: np.array([wsm(matrix, w, directions, validation=False) for w in weights]),
    )


def ranking_of_rows() -> Contest:
    """Ranks of every draw at once."""
    scores = np.random.default_rng(SEED).normal(size=(DRAWS, 11))
    return Contest(
        f"ranks of {DRAWS:,} rows of 11 scores",
        'a loop over scipy\'s rankdata(method="min")',
        lambda: ranks(scores),
        lambda: np.array([rankdata(-row, method="min") for row in scores]),
    )


def timed(contest: Contest, repeats: int = REPEATS) -> Timing:
    """Both sides in turn, `repeats` times after one warm-up each."""
    difference = float(np.abs(contest.batched() - contest.looped()).max())
    pairs = [(_seconds(contest.batched), _seconds(contest.looped)) for _ in range(repeats)]
    batched, looped = zip(*pairs, strict=True)
    return Timing(median(batched), median(looped), median(b / a for a, b in pairs), difference)


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def main() -> None:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("What", "Instead of"):
        table.add_column(heading)
    for heading in ("Batched", "Loop", "Times faster", "Greatest difference"):
        table.add_column(heading, justify="right")
    for build in (scoring_of_draws, weighted_sums, ranking_of_rows):
        contest = build()
        found = timed(contest)
        times = f"{1e3 * found.batched:.1f} ms", f"{1e3 * found.looped:.1f} ms", f"{found.ratio:.0f}"
        table.add_row(contest.what, contest.instead_of, *times, f"{found.difference:.0e}")
    console = Console(width=None if Console().is_terminal else 130)
    console.print(table)
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "pymcdm"))
    console.print(f"Median of {REPEATS} repeats after a warm-up. {os.cpu_count()} cores, {platform.machine()}.")
    console.print(f"Python {platform.python_version()}, {versions}, mcda {mcda.__version__}.")


if __name__ == "__main__":
    main()
