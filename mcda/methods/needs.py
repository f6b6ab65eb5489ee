"""Which data a method can serve, cell by cell: every fault by option and criterion."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.guards import Names, Problem
from mcda.kernels.normalization import NORMALIZATIONS, normalized
from mcda.methods.method import Method

Array = npt.NDArray[np.float64]
_SLACK = 1e-9
"""Scores may leave their bounds by this share of them, which rounding explains."""


def need_faults(problem: Problem, method: Method, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    """What keeps `method` from serving these arrays, whose numbers and shapes are in order already."""
    kind = method.data
    if kind == "normalization":
        kind = NORMALIZATIONS[options["normalization"]].data
    faults = [*_BY_KIND[kind](problem, options, names)]
    yield from faults
    if not faults and method.name in ("wpm", "waspas"):
        yield from _negative_factors(problem, options["normalization"], names)
    if method.name in ("topsis", "vikor", "probid") and (np.ptp(problem.matrix, axis=-2) == 0).all(axis=-1).any():
        yield "all options are the same on every criterion; there is nothing to compare"


def _finite(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    yield from ()


def _nonnegative(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    x = problem.matrix
    for *_, i, j in np.argwhere(x < 0):
        yield f"{names.option(i)} on {names.criterion(j)} is negative; this method needs data of at least 0"
    for *_, j in np.argwhere((x == 0).all(axis=-2)):
        yield f"every option is 0 on {names.criterion(j)}; one must be above 0"


def _positive_costs(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    x, d = problem.matrix, problem.directions
    for *_, i, j in np.argwhere(x < 0):
        yield f"{names.option(i)} on {names.criterion(j)} is negative; this method needs data of at least 0"
    for *_, i, j in np.argwhere((x == 0) & (d < 0)):
        yield f"{names.option(i)} on {names.criterion(j)} is 0, where less is better; data above 0 is needed"
    for *_, j in np.argwhere((x == 0).all(axis=-2) & (d > 0)):
        yield f"every option is 0 on {names.criterion(j)}; one must be above 0"


def _positive(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    for *_, i, j in np.argwhere(problem.matrix <= 0):
        cell = problem.matrix[..., i, j].min()
        yield f"{names.option(i)} on {names.criterion(j)} is {cell:g}; this method needs data above 0"


def _logarithms(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    faults = [*_positive(problem, options, names)]
    yield from faults
    if not faults:
        for *_, j in np.argwhere(np.log(problem.matrix).sum(axis=-2) <= 0):
            yield f"the logarithms of {names.criterion(j)} sum to 0 or less; data above 1 is needed"


def _within(name: str) -> Callable[[Problem, Mapping[str, Any], Names], Iterator[str]]:
    """Checks scores against pairs (n, 2) of the option called `name`."""

    def faults(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
        low, high = options[name].T
        yield from _outside(problem.matrix, low, high, names)

    return faults


def _between_ideals(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    ends = np.stack([options["ideal"], options["anti_ideal"]])
    yield from _outside(problem.matrix, ends.min(axis=0), ends.max(axis=0), names)


def _characteristic(problem: Problem, options: Mapping[str, Any], names: Names) -> Iterator[str]:
    low, high = (np.array([levels[end] for levels in options["values"]]) for end in (0, -1))
    yield from _outside(problem.matrix, low, high, names)


def _outside(x: Array, low: Array, high: Array, names: Names) -> Iterator[str]:
    slack = _SLACK * (high - low)
    for *_, i, j in np.argwhere((x < low - slack) | (x > high + slack)):
        yield f"{names.option(i)} on {names.criterion(j)} is outside {low[j]:g} to {high[j]:g}"


def _negative_factors(problem: Problem, normalization: str, names: Names) -> Iterator[str]:
    share = normalized(problem.matrix, problem.directions, normalization)
    for *_, i, j in np.argwhere(share < -_SLACK):
        yield f"{names.option(i)} on {names.criterion(j)} is negative once normalised, so it cannot be a factor"


_BY_KIND: Mapping[str, Callable[[Problem, Mapping[str, Any], Names], Iterator[str]]] = MappingProxyType(
    {
        "finite": _finite,
        "nonnegative": _nonnegative,
        "positive costs": _positive_costs,
        "positive": _positive,
        "logarithms": _logarithms,
        "scales": _within("scales"),
        "bounds": _within("bounds"),
        "ideals": _between_ideals,
        "characteristic values": _characteristic,
    }
)
