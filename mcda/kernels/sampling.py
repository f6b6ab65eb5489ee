"""Random weights on the simplex: exact where a formula is known, hit-and-run inside any other polytope.

Uniform weights are exponentials divided by their total; uniform numbers divided by their total would crowd
the middle.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.kernels.simplex import normalised

Array = npt.NDArray[np.float64]

CHAINS = 1000
WARM_UP = 30
"""Steps a dimension, twice: first with the shape of the vertices, then with the shape of the chains."""
THINNING = 2.0
"""Steps to a draw, in autocorrelation times: what is left of the correlation is about exp(-4)."""
_TOGETHER = 250
_NO_ROOM = 1e-15
LONGEST = 100
"""Steps a dimension over which an autocorrelation is followed; chains that remember longer do not mix."""


def uniform_weights(rng: np.random.Generator, n: int, draws: int) -> Array:
    """Uniform on the simplex (draws, n)."""
    return normalised(rng.standard_exponential((draws, n)))


def uniform_above(rng: np.random.Generator, low: Array, free: npt.NDArray[np.bool_], draws: int) -> Array:
    """Uniform on the simplex (draws, n) where each weight is at least `low` (n,), and exactly that if not free (n,)."""
    weights = np.tile(low, (draws, 1))
    weights[:, free] += (1.0 - low.sum()) * uniform_weights(rng, int(free.sum()), draws)
    return weights


def sobol_weights(rng: np.random.Generator, n: int, draws: int) -> Array:
    """Uniform on the simplex (draws, n) by a scrambled Sobol sequence; evenest where `draws` is a power of two."""
    from scipy.stats import qmc  # noqa: PLC0415  most of a second to load

    points = qmc.Sobol(n, scramble=True, rng=rng).random_base2((draws - 1).bit_length())[:draws]
    # The least float above 0 keeps a point at the origin from having no total.
    return normalised(np.maximum(-np.log1p(-points), np.finfo(np.float64).tiny))


def in_order(weights: Array, groups: Sequence[Sequence[int]]) -> Array:
    """Uniform weights (draws, n) folded so that no weight of a later group exceeds one of an earlier group.

    The weights of all that is named are dealt out by size, group by group. Within a group they keep the order that
    they had, and what is not named keeps its weight. As uniform weights are exchangeable, the order among a few of
    them says nothing of their sizes, so the outcome is uniform on what the order allows.
    """
    named = [j for group in groups for j in group]
    dealt = -np.sort(-weights[:, named], axis=1)
    folded = weights.copy()
    start = 0
    for group in groups:
        places = np.argsort(np.argsort(-weights[:, list(group)], axis=1), axis=1)
        folded[:, list(group)] = np.take_along_axis(dealt[:, start : start + len(group)], places, axis=1)
        start += len(group)
    return folded


def mean_in_order(n: int, groups: Sequence[Sequence[int]]) -> Array:
    """Mean (n,) of `in_order`: the j-th largest of k named weights is Σ_{i=j..k} 1/i on average, over n."""
    k = sum(len(group) for group in groups)
    by_size = np.cumsum(1.0 / np.arange(k, 0, -1))[::-1] / n
    mean = np.full(n, 1.0 / n)
    start = 0
    for group in groups:
        mean[list(group)] = by_size[start : start + len(group)].mean()
        start += len(group)
    return mean


class Body(NamedTuple):
    """A polytope, and how likely its points are.

    Attributes
    ----------
    normals, limits
        normals (k, n) · w ≤ limits (k,), all of which leave room.
    powers
        (n,): the density is Π w^powers; zeros make it uniform.
    """

    normals: Array
    limits: Array
    powers: Array


class Chains(NamedTuple):
    """Chains that have forgotten where they started.

    Attributes
    ----------
    pool
        (CHAINS, n), one position of each.
    shape
        (n, d): a random direction is shape · a standard normal vector, so that long bodies are crossed in long steps.
    time
        Integrated autocorrelation time, in steps, of the slowest direction; infinite where chains do not mix.
    steps
        Steps from a position of the pool to a draw; 0 where chains do not mix.
    """

    pool: Array
    shape: Array
    time: float
    steps: int


def hit_and_run(rng: np.random.Generator, starts: Array, shape: Array, body: Body, steps: int) -> Array:
    """Positions (S, n) after so many steps of independent chains from `starts` (S, n), along columns of shape (n, d).

    Each step takes a random line through the point and draws from the density along it (by slice sampling with
    shrinkage where the density is not flat).

    Source: Smith 1984, Operations Research 32(6):1296-1308; Neal 2003, Annals of Statistics 31(3):705-767.
    """
    slopes = shape.T @ body.normals.T
    ends = starts.copy()
    # Few chains at a time, so that all arrays of a step stay in the fast cache.
    for x in np.split(ends, range(_TOGETHER, len(ends), _TOGETHER)):
        for _ in range(steps):
            _step(rng, x, shape, slopes, body)
    return ends


def _step(rng: np.random.Generator, x: Array, shape: Array, slopes: Array, body: Body) -> None:
    """Moves each of x (S, n) in place along one random line."""
    direction = rng.standard_normal((len(x), shape.shape[1]))
    slack = body.limits - x @ body.normals.T
    speed = direction @ slopes / np.maximum(slack, _NO_ROOM)
    down, up = 1.0 / speed.min(axis=1), 1.0 / speed.max(axis=1)
    move = direction @ shape.T
    flat = not body.powers.any()
    along = down + rng.random(len(x)) * (up - down) if flat else _slice(rng, x, move, down, up, body.powers)
    x += along[:, None] * move


def _slice(rng: np.random.Generator, x: Array, move: Array, down: Array, up: Array, powers: Array) -> Array:
    level = _log_density(x, powers) - rng.standard_exponential(len(x))
    down, up = down.copy(), up.copy()
    along = np.zeros(len(x))
    pending = np.arange(len(x))
    while pending.size:
        guess = down[pending] + rng.random(pending.size) * (up[pending] - down[pending])
        outside = _log_density(x[pending] + guess[:, None] * move[pending], powers) < level[pending]
        # A bracket too short to move the point has shrunk onto it.
        outside &= up[pending] - down[pending] > 1e-14
        along[pending[~outside]] = guess[~outside]
        missed, guess = pending[outside], guess[outside]
        down[missed] = np.where(guess < 0, guess, down[missed])
        up[missed] = np.where(guess < 0, up[missed], guess)
        pending = missed
    return along


def _log_density(x: Array, powers: Array) -> Array:
    used = np.flatnonzero(powers)
    return np.asarray(np.log(np.maximum(x[:, used], np.finfo(np.float64).tiny)) @ powers[used])


def warmed(rng: np.random.Generator, vertices: Array, inside: Array, basis: Array, body: Body) -> Chains:
    """Chains from random mixtures of vertices (v, n), moving along the columns of basis (n, d).

    `inside` (n,) has room on all sides.
    """
    d = basis.shape[1]
    mixtures = rng.dirichlet(np.full(len(vertices), 0.5), CHAINS)
    pool = inside + 0.9 * (mixtures @ vertices - inside) @ basis @ basis.T
    for _ in range(2):
        pool = hit_and_run(rng, pool, _shape(pool, basis), body, WARM_UP * d)
    shape = _shape(pool, basis)
    time = _autocorrelation_time(rng, pool, shape, body)
    return Chains(pool, shape, time, int(np.ceil(THINNING * time)) if np.isfinite(time) else 0)


def _shape(pool: Array, basis: Array) -> Array:
    """A square root (n, d) of the covariance of the pool, kept from being flat in any direction."""
    d = basis.shape[1]
    spread = np.cov(pool @ basis, rowvar=False).reshape(d, d)
    return np.asarray(basis @ np.linalg.cholesky(spread + 1e-6 * np.trace(spread) / d * np.eye(d)))


def _autocorrelation_time(rng: np.random.Generator, pool: Array, shape: Array, body: Body) -> float:
    """1 + 2 Σ of the autocorrelation of the slowest direction, over the chains, until it is lost in the noise."""
    unfold = np.linalg.pinv(shape).T
    mean = pool.mean(axis=0)
    first = (pool - mean) @ unfold
    x, total = pool, 0.0
    for _ in range(LONGEST * shape.shape[1]):
        x = hit_and_run(rng, x, shape, body, 1)
        now = (x - mean) @ unfold
        related = float(((first * now).mean(axis=0) / np.sqrt((first**2).mean(axis=0) * (now**2).mean(axis=0))).max())
        if related < 2.0 / np.sqrt(CHAINS):
            return 1.0 + 2.0 * total
        total += related
    return np.inf
