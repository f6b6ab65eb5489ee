"""Closed forms beside what gives the same numbers in general: linear programmes and counting draws."""

from itertools import permutations

import numpy as np
from scipy.optimize import linprog

from benchmarks.contest import SEED, Array, Contest
from mcda.kernels.exact import pairwise_winning
from mcda.kernels.overtake import least_distance, least_largest, least_moved
from mcda.kernels.smaa import tally


def pairwise() -> Contest:
    """Probability that one option beats another under any weights."""
    rng = np.random.default_rng(SEED)
    values = rng.uniform(size=(12, 9))
    draws = 1_000_000

    def sampled() -> Array:
        weights = rng.dirichlet(np.ones(9), draws)
        wins = tally(weights @ values.T, weights, block=1000).wins
        assert wins is not None
        return wins / draws

    def difference() -> float:
        apart = np.abs(pairwise_winning(values) - sampled())
        return float(apart[~np.eye(12, dtype=bool)].max())

    return Contest(
        "exact pairwise winning, 12 x 9 (bar: 5 ms)",
        "our own sampling, 1,000,000 draws (right to 0.0005)",
        lambda: pairwise_winning(values),
        sampled,
        difference,
    )


def overtaking() -> Contest:
    """Least change of weights that lets one option overtake another, all ordered pairs of 12, three norms."""
    rng = np.random.default_rng(SEED)
    values, weights = rng.uniform(size=(12, 9)), rng.dirichlet(np.ones(9))
    scores = values @ weights
    pairs = [(a, b) for a, b in permutations(range(12), 2) if scores[a] > scores[b]]
    gaps = np.array([values[a] - values[b] for a, b in pairs])
    few = 20

    def batched() -> tuple[Array, Array, Array]:
        return least_moved(gaps, weights), least_distance(gaps, weights), least_largest(gaps, weights)

    def looped() -> Array:
        return np.array([_least_moved_by_programme(gap, weights) for gap in gaps[:few]])

    def difference() -> float:
        moved = np.abs(batched()[0][:few] - weights).sum(axis=-1)
        return float(np.abs(moved - looped()).max())

    return Contest(
        f"least weight change, {len(pairs)} pairs, 9 criteria, three norms (bar: 50 ms)",
        f"a linear programme a pair, one norm ({few} pairs)",
        batched,
        looped,
        difference,
        loop_share=few / len(pairs),
    )


def _least_moved_by_programme(gap: Array, weights: Array) -> float:
    """Least Σ|v - w| with gap·v ≤ 0 on the simplex; v = w + up - down."""
    n = gap.size
    found = linprog(
        np.ones(2 * n),
        A_ub=np.concatenate([gap, -gap])[None],
        b_ub=[-gap @ weights],
        A_eq=np.concatenate([np.ones(n), -np.ones(n)])[None],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(0, w) for w in weights],
    )
    return float(found.fun)


CONTESTS = (pairwise, overtaking)
