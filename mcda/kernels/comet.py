"""COMET: characteristic objects in order of preference, and options in between by fuzzy interpolation.

Matrix (…, m, n) within the characteristic values, weights (…, n), directions (n,); the answer is (…, m).
"""

from collections.abc import Callable
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import dense_ranks

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]
Expert = Callable[[Array, Array, Directions], Array]
"""Characteristic objects (k, n), weights (…, n), directions (n,) in; how good each is (…, k) out, more is better."""

MOST_CELLS = 4_000_000
"""Interpolated preferences held at once."""


def comet(matrix: Array, weights: Array, directions: Directions, *, values: tuple[Array, ...], expert: Expert) -> Array:
    """Preference of each option; `values` are the characteristic values of each criterion, rising."""
    lead = np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1])
    m, n = matrix.shape[-2:]
    objects = np.array(list(product(*values)))
    if not lead:
        return interpolated(preference(expert(objects, weights, directions)), matrix, values)
    matrices = np.broadcast_to(matrix, (*lead, m, n)).reshape(-1, m, n)
    vectors = np.broadcast_to(weights, (*lead, n)).reshape(-1, n)
    step = max(1, MOST_CELLS // (len(objects) * max(m, n)))
    pieces = [
        interpolated(
            preference(expert(objects, vectors[start : start + step], directions)),
            matrices[start : start + step],
            values,
        )
        for start in range(0, len(vectors), step)
    ]
    return np.concatenate(pieces).reshape(*lead, m)


def preference(judged: Array) -> Array:
    """0 for the worst objects to 1 for the best, by their order alone; equal judgements share a place. (…, k)."""
    places = dense_ranks(judged)
    last = places.max(axis=-1, keepdims=True)
    return np.asarray((last - places) / (last - 1.0))


def interpolated(preferences: Array, matrix: Array, values: tuple[Array, ...]) -> Array:
    """Preferences (…, k) of the objects, carried over to options (…, m, n) one criterion after the other.

    Triangular memberships of two neighbouring values sum to 1, so each step is a linear interpolation.
    """
    first, *others = (_memberships(matrix[..., j], levels) for j, levels in enumerate(values))
    sizes = [levels.size for levels in values]
    rest = prod(sizes[1:])
    carried = first @ preferences.reshape(*preferences.shape[:-1], sizes[0], rest)
    for memberships, size in zip(others, sizes[1:], strict=True):
        rest //= size
        carried = carried.reshape(*carried.shape[:-1], size, rest)
        carried = (memberships[..., None, :] @ carried)[..., 0, :]
    return np.asarray(carried[..., 0])


def _memberships(x: Array, levels: Array) -> Array:
    """How far each score (…, m) belongs to each characteristic value, (…, m, l)."""
    place = np.clip(np.searchsorted(levels, x, side="right") - 1, 0, levels.size - 2)
    share = np.clip((x - levels[place]) / (levels[place + 1] - levels[place]), 0.0, 1.0)
    index = np.arange(levels.size)
    below, above = index == place[..., None], index == place[..., None] + 1
    return np.asarray(below * (1.0 - share[..., None]) + above * share[..., None])
