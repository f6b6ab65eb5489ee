"""Weights on the simplex: normalising, yielding in proportion, and sampling a box that meets the simplex."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_GIBBS_SWEEPS = 40


def normalised(weights: Array) -> Array:
    """Weights (…, n) divided by their total. The one place where weights are normalised."""
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def with_weight(weights: Array, index: int, target: Array) -> Array:
    """Weights (n,) with one set to each `target` (…), the others yielding in proportion: (…, n).

    Where that weight is now 1, the others have no proportion to keep and share equally.
    """
    others = np.delete(weights, index)
    total = others.sum()
    proportion = others / total if total > 0 else np.full(others.size, 1.0 / others.size)
    moved = np.asarray(1.0 - target)[..., None] * proportion
    return np.insert(moved, index, target, axis=-1)


def sample_box(rng: np.random.Generator, low: Array, weights: Array, high: Array, draws: int) -> Array:
    """Uniform draws (draws, n) from the box [low, high] where it meets the simplex; `weights` lies in both.

    All but the widest coordinate are drawn uniformly and the widest takes what is left: kept when it fits.
    That is exact. Where fewer than 1 in 200 would fit, Gibbs sampling over pairs of weights takes over.
    """
    if np.count_nonzero(high > low) < 2:
        return np.tile(weights, (draws, 1))
    kept: list[Array] = []
    found = 0
    for attempt in range(200):
        fits = box_guesses(rng, low, high, draws)
        kept.append(fits)
        found += len(fits)
        if found >= draws:
            return np.concatenate(kept)[:draws]
        if attempt == 0 and len(fits) * 200 < draws:
            break
    return _gibbs_box(rng, low, weights, high, draws)


def box_guesses(rng: np.random.Generator, low: Array, high: Array, guesses: int) -> Array:
    """Those of so many guesses (at most `guesses`, n) in the box that can sum to 1, uniform where the two meet."""
    free = np.flatnonzero(high > low)
    last = free[np.argmax((high - low)[free])]
    u = low + rng.random((guesses, low.size)) * (high - low)
    u[:, last] += 1.0 - u.sum(axis=1)
    return np.asarray(u[(u[:, last] >= low[last]) & (u[:, last] <= high[last])])


def _gibbs_box(rng: np.random.Generator, low: Array, weights: Array, high: Array, draws: int) -> Array:
    """One independent chain a draw: each step moves weight between two criteria, uniformly as far as the box allows."""
    chains = np.tile(weights, (draws, 1))
    n = weights.size
    for _ in range(_GIBBS_SWEEPS * n):
        i, j = rng.choice(n, size=2, replace=False)
        down = np.maximum(low[i] - chains[:, i], chains[:, j] - high[j])
        up = np.minimum(high[i] - chains[:, i], chains[:, j] - low[j])
        step = down + rng.random(draws) * (up - down)
        chains[:, i] += step
        chains[:, j] -= step
    return chains
