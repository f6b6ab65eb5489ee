"""The field's ways to bring criteria to one footing: matrix (…, m, n) in, the same shape out, more is better.

Each takes the columns where more is better and those where less is (cost) by the formula of its source.
What data each can serve is told by `NORMALIZATIONS`; kernels trust that it was checked.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]


ROUNDING = 1e-14
"""A column whose spread is at most this share of its largest number is constant: 0.1 + 0.2 is 0.3."""


def minmax(x: Array, directions: Directions) -> Array:
    """(x - min) / (max - min), cost (max - x) / (max - min). In a constant column everyone is at the best: 1."""
    low, high = x.min(axis=-2, keepdims=True), x.max(axis=-2, keepdims=True)
    span = high - low
    differs = span > ROUNDING * np.maximum(np.abs(low), np.abs(high))
    share = np.where(directions > 0, x - low, high - x) / np.where(differs, span, 1.0)
    return np.where(differs, share, 1.0)


def by_max(x: Array, directions: Directions) -> Array:
    """X / max, cost 1 - x / max."""
    share = np.asarray(x / x.max(axis=-2, keepdims=True))
    return np.where(directions > 0, share, 1.0 - share)


def by_sum(x: Array, directions: Directions) -> Array:
    """X / Σx, cost (1/x) / Σ(1/x)."""
    better = oriented_ratio(x, directions)
    return np.asarray(better / better.sum(axis=-2, keepdims=True))


def vector(x: Array, directions: Directions) -> Array:
    """X / ‖x‖, cost 1 - x / ‖x‖."""
    share = by_length(x)
    return np.where(directions > 0, share, 1.0 - share)


def linear(x: Array, directions: Directions) -> Array:
    """X / max, cost min / x."""
    cost = _inverse_of_costs(x, directions, power=1)
    return np.where(directions > 0, x / x.max(axis=-2, keepdims=True), cost)


def logarithmic(x: Array, directions: Directions) -> Array:
    """Ln x / Σ ln x, cost (1 - ln x / Σ ln x) / (m - 1). Sums of logarithms, so no product can overflow."""
    logs = np.log(x)
    share = np.asarray(logs / logs.sum(axis=-2, keepdims=True))
    return np.where(directions > 0, share, (1.0 - share) / max(x.shape[-2] - 1, 1))


def nonlinear(x: Array, directions: Directions) -> Array:
    """(x / max)², cost (min / x)³."""
    cost = _inverse_of_costs(x, directions, power=3)
    return np.where(directions > 0, (x / x.max(axis=-2, keepdims=True)) ** 2, cost)


def enhanced_accuracy(x: Array, directions: Directions) -> Array:
    """1 - (max - x) / Σ(max - x), cost 1 - (x - min) / Σ(x - min). A constant column is at its best: 1."""
    away = np.where(directions > 0, x.max(axis=-2, keepdims=True) - x, x - x.min(axis=-2, keepdims=True))
    total = away.sum(axis=-2, keepdims=True)
    return np.asarray(1.0 - away / np.where(total > 0, total, 1.0))


def zavadskas_turskis(x: Array, directions: Directions) -> Array:
    """1 - |max - x| / max, cost 1 - |min - x| / min."""
    best = np.where(directions > 0, x.max(axis=-2, keepdims=True), x.min(axis=-2, keepdims=True))
    return np.asarray(1.0 - np.abs(best - x) / best)


def oriented_ratio(x: Array, directions: Directions) -> Array:
    """X, cost 1 / x."""
    return np.where(directions > 0, x, 1.0 / np.where(directions > 0, 1.0, x))


def by_length(x: Array) -> Array:
    """X / ‖x‖, whichever way is better."""
    scale = np.abs(x).max(axis=-2, keepdims=True)
    x = x / np.where(scale > 0, scale, 1.0)
    length = np.sqrt((x * x).sum(axis=-2, keepdims=True))
    return np.asarray(x / np.where(length > 0, length, 1.0))


def _inverse_of_costs(x: Array, directions: Directions, *, power: int) -> Array:
    """(min / x) to a power where less is better, 1 elsewhere."""
    cost = np.where(directions > 0, 1.0, x)
    return np.asarray((cost.min(axis=-2, keepdims=True) / cost) ** power)


class Normalization(NamedTuple):
    """A way to normalise, what data it needs (as in `Method.data`), and where it comes from."""

    compute: Callable[[Array, Directions], Array]
    data: str
    source: str


NORMALIZATIONS: Mapping[str, Normalization] = MappingProxyType(
    {
        "minmax": Normalization(minmax, "finite", "Weitendorf 1976; Brauers & Zavadskas 2006"),
        "max": Normalization(by_max, "nonnegative", "Jahan & Edwards 2015, Materials & Design 65:335-342"),
        "sum": Normalization(by_sum, "positive costs", "Podvezko 2011, Inzinerine Ekonomika 22(2):134-146"),
        "vector": Normalization(vector, "finite", "Hwang & Yoon 1981; costs as in Jahan & Edwards 2015"),
        "linear": Normalization(linear, "positive costs", "MacCrimmon 1968; Zavadskas et al. 2012 for WASPAS"),
        "logarithmic": Normalization(logarithmic, "logarithms", "Zavadskas & Turskis 2008, TEDE 14(3):387-397"),
        "nonlinear": Normalization(nonlinear, "positive costs", "Peldschus et al. 1983"),
        "enhanced_accuracy": Normalization(enhanced_accuracy, "finite", "Zeng, Li & Yang 2013"),
        "zavadskas_turskis": Normalization(zavadskas_turskis, "positive", "Zavadskas & Turskis 2008"),
    }
)
"""Every normalisation by name."""


def normalized(x: Array, directions: Directions, name: str) -> Array:
    """`x` (…, m, n) normalised by name."""
    return NORMALIZATIONS[name].compute(x, directions)
