"""One comparison: a call of ours beside what a user would run instead, timed in turn on one machine."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
REPEATS = 7
SEED = 20261123


class Contest(NamedTuple):
    """What is computed, the call of ours, and the loop it replaces.

    Where the loop would take minutes it works on fewer draws: `loop_share` is its part of the work, and both are
    compared by time for the same work. `difference` is the greatest difference between the answers on that part.
    """

    what: str
    instead_of: str
    batched: Callable[[], object]
    looped: Callable[[], object]
    difference: Callable[[], float]
    loop_share: float = 1.0
    bar: str = ""


class Timing(NamedTuple):
    """Median seconds for the whole work on both sides, the median of the ratios, and the greatest difference."""

    batched: float
    looped: float
    ratio: float
    difference: float


def timed(contest: Contest, repeats: int = REPEATS) -> Timing:
    """Both sides in turn, `repeats` times after one warm-up each."""
    difference = contest.difference()
    contest.batched(), contest.looped()
    pairs = [(_seconds(contest.batched), _seconds(contest.looped) / contest.loop_share) for _ in range(repeats)]
    batched, looped = zip(*pairs, strict=True)
    return Timing(median(batched), median(looped), median(b / a for a, b in pairs), difference)


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
