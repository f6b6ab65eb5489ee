"""Methods that pymcdm 1.4.0 computes, called so that none of its faults can reach an answer.

Inputs are guarded before they come here, so its own validation (95 % of its run time) is off. A fresh object
serves each call, because its PROMETHEE objects work once. Every function takes a matrix (…, m, n) and weights
(…, n), broadcasts their leading dimensions, and runs pymcdm on one matrix at a time.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]


class Preference(NamedTuple):
    """pymcdm's name for a preference function, and the thresholds it takes."""

    pymcdm: str
    thresholds: tuple[str, ...]


PREFERENCES: Mapping[str, Preference] = MappingProxyType(
    {
        "usual": Preference("usual", ()),
        "ushape": Preference("ushape", ("q",)),
        "vshape": Preference("vshape", ("p",)),
        "level": Preference("level", ("q", "p")),
        "linear": Preference("vshape_2", ("q", "p")),
    }
)

_ROUNDING = 1e-12
"""Regrets are sums of weights that sum to 1, so a difference below this is rounding."""

NORMALIZATIONS = ("sum", "vector", "linear", "max", "minmax")


@cache
def _methods() -> ModuleType:
    """Pymcdm is loaded on first use: it brings matplotlib, a second of start-up."""
    import pymcdm.methods  # noqa: PLC0415

    module: ModuleType = pymcdm.methods
    return module


def _one_by_one(compute: Callable[[Array, Array], Array], matrix: Array, weights: Array) -> Array:
    """`compute` on each (m, n) matrix and its (n,) weights, over broadcast leading dimensions."""
    lead = np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1])
    matrices = np.broadcast_to(matrix, (*lead, *matrix.shape[-2:])).reshape(-1, *matrix.shape[-2:])
    vectors = np.broadcast_to(weights, (*lead, weights.shape[-1])).reshape(-1, weights.shape[-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = [compute(x, w) for x, w in zip(matrices, vectors, strict=True)]
    return np.array(scores, dtype=np.float64).reshape(*lead, matrix.shape[-2])


def _sum_normalised(x: Array, cost: bool = False) -> Array:
    """X / Σx, and for costs (1/x) / Σ(1/x). pymcdm refuses a 0 that the formula can serve."""
    shares = 1.0 / x if cost else x
    return np.asarray(shares / shares.sum())


def _normalization(name: str) -> Any:
    return _sum_normalised if name == "sum" else name


def wsm(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Weighted sum of normalised columns."""
    method = _methods().WSM(normalization_function=_normalization(normalization))
    return _one_by_one(lambda x, w: method(x, w, directions, validation=False), matrix, weights)


def wpm(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Product of normalised columns to the power of their weights."""
    method = _methods().WPM(normalization_function=_normalization(normalization))
    return _one_by_one(lambda x, w: method(x, w, directions, validation=False), matrix, weights)


def topsis(matrix: Array, weights: Array, directions: Directions, *, normalization: str) -> Array:
    """Relative closeness to the ideal. A constant column adds nothing to either distance, so it drops out."""
    method = _methods().TOPSIS(normalization_function=_normalization(normalization))

    def compute(x: Array, w: Array) -> Array:
        kept = np.ptp(x, axis=0) > 0
        return np.asarray(method(x[:, kept], w[kept], directions[kept], validation=False))

    return _one_by_one(compute, matrix, weights)


def vikor(matrix: Array, weights: Array, directions: Directions, *, v: float) -> Array:
    """Q of VIKOR. A criterion on which all options are equal gives nobody any regret, so it drops out.

    So does either term of Q where all options have the same regret: pymcdm divides by zero there.
    """
    method = _methods().VIKOR(v=v)

    def compute(x: Array, w: Array) -> Array:
        kept = np.ptp(x, axis=0) > 0
        *_, summed, worst, _ = method._method(x[:, kept], w[kept], directions[kept])
        return v * _min_max(summed) + (1.0 - v) * _min_max(worst)

    return _one_by_one(compute, matrix, weights)


def _min_max(regret: Array) -> Array:
    """Regret (m,) from 0 for the least to 1 for the greatest; 0 for all where rounding is all they differ by."""
    spread = np.ptp(regret)
    return np.asarray((regret - regret.min()) / spread) if spread > _ROUNDING else np.zeros_like(regret)


def spotis(matrix: Array, weights: Array, directions: Directions, *, bounds: Array) -> Array:
    """Weighted distance from the best end of the bounds."""
    method = _methods().SPOTIS(bounds)
    return _one_by_one(lambda x, w: method(x, w, directions, validation=False), matrix, weights)


def promethee2(
    matrix: Array, weights: Array, directions: Directions, *, preference: tuple[dict[str, Any], ...]
) -> Array:
    """Net flows: unicriterion flows from pymcdm, one criterion at a time, then weighted and summed.

    One criterion at a time because pymcdm takes one preference function for all and drops criteria in
    silence where thresholds are too few.
    """
    one = np.ones(1)

    def flows(x: Array) -> Array:
        columns = []
        for j, function in enumerate(preference):
            name, thresholds = PREFERENCES[function["type"]]
            limits = {t: [float(function[t])] for t in thresholds}
            method = _methods().PROMETHEE_II(name, **limits)
            columns.append(method(x[:, [j]], one, directions[[j]], validation=False))
        return np.stack(columns, axis=-1)

    shape = matrix.shape
    flat = matrix.reshape(-1, *shape[-2:])
    net = np.array([flows(x) for x in flat]).reshape(shape)
    return np.asarray((net @ weights[..., None])[..., 0])
