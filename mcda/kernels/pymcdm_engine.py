"""COMET through pymcdm 1.4.0, fed so that none of its faults can reach an answer.

Inputs are guarded before they come here: pymcdm scores a missing number as 0. Judgements go in as ranks with a
tolerance: pymcdm compares them as exact floats, which splits true ties.
"""

from collections.abc import Callable
from functools import cache
from itertools import product
from types import ModuleType

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import ranks

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]
Expert = Callable[[Array, Array, Directions], Array]
"""Characteristic objects (k, n), weights (n,), directions (n,) in; how good each is (k,) out, more is better."""


@cache
def _methods() -> ModuleType:
    """Pymcdm is loaded on first use: it brings matplotlib, a second of start-up."""
    import pymcdm.methods  # noqa: PLC0415

    module: ModuleType = pymcdm.methods
    return module


def comet(matrix: Array, weights: Array, directions: Directions, *, values: tuple[Array, ...], expert: Expert) -> Array:
    """Preference between characteristic objects, one weight vector at a time.

    `values` are the characteristic values of each criterion, rising; `matrix` (…, m, n) lies within them.
    """
    objects = np.array(list(product(*values)))
    lead = np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1])
    vectors = np.broadcast_to(weights, (*lead, weights.shape[-1])).reshape(-1, weights.shape[-1])
    matrices = np.broadcast_to(matrix, (*lead, *matrix.shape[-2:])).reshape(-1, *matrix.shape[-2:])
    if weights.ndim == 1:
        every = matrices.reshape(1, -1, matrix.shape[-1])
        scores = [_preference(every[0], vectors[0], objects, directions, values, expert)]
    else:
        pairs = zip(matrices, vectors, strict=True)
        scores = [_preference(x, w, objects, directions, values, expert) for x, w in pairs]
    return np.array(scores).reshape(*lead, matrix.shape[-2])


def _preference(
    x: Array, w: Array, objects: Array, directions: Directions, values: tuple[Array, ...], expert: Expert
) -> Array:
    judged = -ranks(expert(objects, w, directions)).astype(np.float64)
    method = _methods().COMET([list(levels) for levels in values], lambda _: (judged, None))
    return np.asarray(method(x, validation=False), dtype=np.float64)
