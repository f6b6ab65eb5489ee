"""Counting over draws: ours beside a loop over pymcdm with its validation off, and labels beside bare kernels."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pymcdm.methods as pm

import mcda
from benchmarks.contest import SEED, Array, Contest
from mcda.draws import DrawPlan
from mcda.kernels.smaa import tally
from mcda.ranking import lineup
from mcda.robustness.sampling import Trial, here, jobs_for

DRAWS = 10_000
PYMCDM: dict[str, tuple[dict[str, Any], Callable[[], Any]]] = {
    "wsm": ({"normalization": "minmax"}, lambda: pm.WSM("minmax")),
    "topsis": ({"normalization": "vector"}, lambda: pm.TOPSIS("vector")),
    "promethee2": ({}, lambda: pm.PROMETHEE_II("usual")),
    "copras": ({}, pm.COPRAS),
    "edas": ({}, pm.EDAS),
}
LABELS = {"wsm": "additive"}


def counted(name: str, m: int, n: int) -> Contest:
    """Ranks, pairwise wins and first-rank weights under many weight vectors."""
    rng = np.random.default_rng(SEED)
    matrix = rng.uniform(1, 100, (m, n))
    weights = rng.dirichlet(np.ones(n), DRAWS)
    directions = np.where(np.arange(n) % 3 == 0, -1, 1)
    options, build = PYMCDM[name]
    few = 300 if m < 50 else 100
    method = build()

    def batched(drawn: Array = weights) -> Any:
        return tally(mcda.score(matrix, drawn, directions, name, **options), drawn, block=1000)

    def looped() -> tuple[Array, Array, Array]:
        rank_counts, wins, sums = np.zeros((m, m)), np.zeros((m, m)), np.zeros((m, n))
        rows = np.arange(m)
        for w in weights[:few]:
            places = method.rank(method(matrix, w, directions, validation=False))
            rank_counts[rows, places.astype(np.int64) - 1] += 1
            wins += places[:, None] < places
            sums[places == 1] += w
        return rank_counts, wins, sums

    def difference() -> float:
        found, wanted = batched(weights[:few]), looped()
        if name == "copras":  # pymcdm 1.4.0 rewards costs there, so only the time is comparable
            return float("nan")
        return float(max(np.abs(found.ranks - wanted[0]).max(), np.abs(found.wins - wanted[1]).max()))

    return Contest(
        f"all counts, {LABELS.get(name, name)}, {m} x {n}, {DRAWS:,} weight vectors",
        f"a loop over pymcdm, validation off ({few} vectors)",
        batched,
        looped,
        difference,
        loop_share=few / DRAWS,
        bar="300" if m < 50 else "30",
    )


def labels() -> Contest:
    """The labelled call beside the bare sampling below it: a ratio below 1 is what labels and verdict cost."""
    case = mcda.read_case()
    field = lineup(case, scenario="neutral")
    trial = Trial.of(field, DrawPlan(field.model, field.weights), "additive")
    jobs = jobs_for(DRAWS, len(field.rows), 8_000, pairwise=True)

    def labelled() -> Any:
        return mcda.robustness.acceptability(case, scenario="neutral", draws=DRAWS)

    def bare() -> list[Any]:
        return list(here(trial, jobs))

    def difference() -> float:
        counts = sum(part.tally.ranks for part in bare())
        return float(np.abs(labelled().ranks.to_numpy() - counts / DRAWS).max())

    return Contest(
        f"acceptability of the shipped case, {DRAWS:,} draws of every doubt",
        "its bare draws, scores and counts",
        labelled,
        bare,
        difference,
        bar="> 0.5",
    )


CONTESTS = (
    *(partial(counted, name, 12, 9) for name in PYMCDM),
    *(partial(counted, name, 100, 10) for name in PYMCDM),
    labels,
)
