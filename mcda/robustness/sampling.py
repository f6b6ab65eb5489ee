"""Scores in random draws: one block at a time, the same whoever draws it and in whatever order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt

from mcda.draws import BLOCK, DrawPlan
from mcda.kernels.smaa import Tally, tally
from mcda.methods import METHODS
from mcda.ranking import Lineup, value_scores
from mcda.weights.space import WeightSpace

Array = npt.NDArray[np.float64]
REPLICATES, SOBOL = 16, 3
"""How often a Sobol sequence is scrambled anew, and the number of its stream of randomness."""
TOGETHER = 8
"""Blocks that are scored and counted in one go."""
MOST_KEPT = 20_000_000
"""Drawn scores are kept up to this many numbers, for quantiles and leads; counts go on beyond it."""
Progress = Callable[[int, int], object]
"""Called with the draws done and the draws asked for; False stops the sampling there."""


@dataclass(frozen=True)
class Trial:
    """What is scored in every draw: options (rows of the fact model) by one method.

    Attributes
    ----------
    rows
        (m,) rows of the plan's fact model.
    likely
        (m, n) values with every fact at its most likely, used where facts and assumptions are not drawn.
    """

    plan: DrawPlan
    method: str
    rows: tuple[int, ...]
    likely: Array
    method_options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, lined_up: Lineup, plan: DrawPlan, method: str, method_options: Mapping[str, Any] | None = None) -> Self:
        """The trial of a line-up by a method that can serve its most likely values.

        Raises
        ------
        MethodError
            If it cannot.
        """
        trial = cls(plan, method, lined_up.rows, lined_up.values, dict(method_options or {}))
        trial.scores(lined_up.values, lined_up.weights.weights)
        return trial

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options, (m,)."""
        return tuple(self.plan.model.options[row] for row in self.rows)

    @property
    def facts_vary(self) -> bool:
        """Whether values differ between draws."""
        return bool({"facts", "assumptions"}.intersection(self.plan.sources))

    def values_and_weights(self, block: int, size: int = BLOCK) -> tuple[Array, Array]:
        """Values (S, m, n), or (m, n) where facts do not vary, and weights (S, n) of one block's first draws."""
        draw = self.plan.block(block)
        if not self.facts_vary:
            return self.likely, draw.weights[:size]
        model = self.plan.model
        return model.values(model.compose(draw.levels))[:size, list(self.rows)], draw.weights[:size]

    def scores(self, values: Array, weights: Array) -> Array:
        """Index of the method, (…, m)."""
        criteria = self.plan.model.criteria
        return value_scores(values, weights, METHODS[self.method], self.options, criteria, dict(self.method_options))


@dataclass(frozen=True)
class Part:
    """What some consecutive blocks give: counts, and the scores kept, (S, m) with more = better."""

    tally: Tally
    kept: Array


class Runner(Protocol):
    """Runs jobs of consecutive blocks, here or elsewhere, and gives their parts in order."""

    def __call__(self, trial: Trial, jobs: list["Job"]) -> Iterator[Part]:
        """Parts of the jobs, in the order of the jobs."""


@dataclass(frozen=True)
class Job:
    """Blocks from `first` on that hold `draws` draws; the first `keep` scores of them are to be kept."""

    first: int
    draws: int
    keep: int
    pairwise: bool


def run_job(trial: Trial, job: Job) -> Part:
    """Scores and counts the blocks of one job."""
    m = len(trial.rows)
    kept = np.empty((min(job.keep, job.draws), m))
    tallies = []
    step = TOGETHER * BLOCK
    for start in range(0, job.draws, step):
        draws = min(step, job.draws - start)
        scores, weights = _scored(trial, job.first + start // BLOCK, draws)
        kept[start : start + draws] = scores[: max(0, len(kept) - start)]
        tallies.append(tally(scores, weights, block=BLOCK, pairwise=job.pairwise))
    return Part(reduce(add, tallies), kept)


def _scored(trial: Trial, first: int, draws: int) -> tuple[Array, Array]:
    """Scores (draws, m), more = better, and weights (draws, n)."""
    sizes = [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
    drawn = [trial.values_and_weights(first + i, size) for i, size in enumerate(sizes)]
    weights = np.concatenate([w for _, w in drawn])
    if trial.facts_vary:
        scores = np.concatenate([trial.scores(values, w) for values, w in drawn])
    else:
        scores = trial.scores(trial.likely, weights)
    return (scores if METHODS[trial.method].higher_is_better else -scores), weights


def here(trial: Trial, jobs: Iterable[Job]) -> Iterator[Part]:
    """The runner of one process: job after job."""
    return (run_job(trial, job) for job in jobs)


def sobol_parts(trial: Trial, space: WeightSpace, draws: int, *, pairwise: bool) -> list[Part]:
    """Parts whose weights are Sobol draws, each scrambled anew: replicates, for a standard error.

    Every part has the same power of two of draws, together at least `draws`.
    """
    size = 1 << (max(1, -(-draws // REPLICATES)) - 1).bit_length()
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([trial.plan.seed, SOBOL])))
    sign = 1.0 if METHODS[trial.method].higher_is_better else -1.0
    keep = MOST_KEPT // len(trial.rows) // REPLICATES
    parts = []
    for weights in space.replicates(rng, size, REPLICATES):
        upward = sign * trial.scores(trial.likely, weights)
        parts.append(Part(tally(upward, weights, block=size, pairwise=pairwise), upward[:keep]))
    return parts


def jobs_for(draws: int, m: int, size: int, *, pairwise: bool) -> list[Job]:
    """Jobs of at most `size` draws (a whole number of blocks) that hold `draws` draws of m options together."""
    keep = MOST_KEPT // m
    return [
        Job(start // BLOCK, min(size, draws - start), max(0, keep - start), pairwise) for start in range(0, draws, size)
    ]
