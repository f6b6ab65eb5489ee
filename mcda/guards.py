"""What arrays must be before any method may see them. All faults in one message, by option and criterion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.kernels.simplex import normalised

Array = npt.NDArray[np.float64]
MOST_FAULTS = 20


@dataclass(frozen=True)
class Names:
    """What options and criteria are called in messages; numbered from 1 where they have no names."""

    options: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()

    def option(self, i: int) -> str:
        """Name of option `i`."""
        return self.options[i] if self.options else f"option {i + 1}"

    def criterion(self, j: int) -> str:
        """Name of criterion `j`."""
        return self.criteria[j] if self.criteria else f"criterion {j + 1}"


class Problem(NamedTuple):
    """Arrays that a method may trust: finite, of fitting shapes, weights summing to 1."""

    matrix: Array
    weights: Array
    directions: npt.NDArray[np.int64]


def checked_problem(
    who: str, matrix: npt.ArrayLike, weights: npt.ArrayLike, directions: npt.ArrayLike, names: Names
) -> Problem:
    """Matrix (…, m, n), weights (…, n) normalised, directions (n,).

    Raises
    ------
    MethodError
        With every fault; `who` is what refuses, such as "Method 'topsis'".
    """
    x = as_floats(matrix, "matrix")
    w, d = as_floats(weights, "weights"), as_floats(directions, "directions")
    refuse(who, [*_matrix_shape_faults(x), *_weight_shape_faults(x, w), *_direction_shape_faults(x, d)])
    refuse(who, [*_cell_faults(x, names), *_weight_faults(w, names), *_direction_faults(d, names)])
    totals = _totals(w)
    if not np.isfinite(totals).all():  # very large ones are made smaller in proportion first
        return Problem(x, normalised(w / w.max(axis=-1, keepdims=True)), d.astype(np.int64))
    return Problem(x, np.asarray(w / totals[..., None]), d.astype(np.int64))


def _totals(w: Array) -> Array:
    """Totals (…) of weights (…, n): a matrix product is several times faster than a sum over a short axis."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(w @ np.ones(w.shape[-1]))


def checked_matrix(
    who: str, matrix: npt.ArrayLike, directions: npt.ArrayLike, names: Names
) -> tuple[Array, npt.NDArray[np.int64]]:
    """Matrix (…, m, n) and directions (n,) where there are no weights yet; refused as by `checked_problem`."""
    x, d = as_floats(matrix, "matrix"), as_floats(directions, "directions")
    refuse(who, [*_matrix_shape_faults(x), *_direction_shape_faults(x, d)])
    refuse(who, [*_cell_faults(x, names), *_direction_faults(d, names)])
    return x, d.astype(np.int64)


def as_floats(values: npt.ArrayLike, what: str) -> Array:
    """An array of floats.

    Raises
    ------
    MethodError
        If these are no numbers, or rows of unequal length.
    """
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise MethodError(f"The {what} must be numbers in rows of equal length.") from None


def refuse(who: str, faults: Iterable[str]) -> None:
    """Raise one error that lists the faults, if there are any; only the first of very many are spelled out."""
    faults = list(faults)
    if faults:
        more = [f"... and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        lines = "\n".join(f"  - {fault}" for fault in [*islice(faults, MOST_FAULTS), *more])
        raise MethodError(f"{who} cannot use this:\n{lines}")


def _matrix_shape_faults(x: Array) -> Iterator[str]:
    if x.ndim < 2:
        yield f"the matrix has {x.ndim} dimension(s); options × criteria are needed"
        return
    if x.shape[-2] < 2:
        yield f"{x.shape[-2]} option(s); at least 2 are needed"
    if x.shape[-1] < 1:
        yield "no criteria; at least 1 is needed"


def _weight_shape_faults(x: Array, w: Array) -> Iterator[str]:
    if x.ndim < 2:
        return
    if w.ndim < 1 or w.shape[-1] != x.shape[-1]:
        yield f"weights of shape {w.shape} for {x.shape[-1]} criteria"
        return
    try:
        np.broadcast_shapes(x.shape[:-2], w.shape[:-1])
    except ValueError:
        yield f"weights {w.shape} and matrix {x.shape} do not broadcast"


def _direction_shape_faults(x: Array, d: Array) -> Iterator[str]:
    if x.ndim >= 2 and d.shape != x.shape[-1:]:
        yield f"directions of shape {d.shape} for {x.shape[-1]} criteria"


def _cell_faults(x: Array, names: Names) -> Iterator[str]:
    if np.isfinite(x).all():
        return
    for *_, i, j in np.argwhere(~np.isfinite(x)):
        yield f"{names.option(i)} on {names.criterion(j)} is no finite number"


def _weight_faults(w: Array, names: Names) -> Iterator[str]:
    totals = _totals(w)
    if np.isfinite(totals).all() and w.min() >= 0 and totals.min() > 0:
        return
    for *_, j in np.argwhere(~np.isfinite(w)):
        yield f"the weight of {names.criterion(j)} is no finite number"
    for *_, j in np.argwhere(w < 0):
        yield f"the weight of {names.criterion(j)} is negative"
    if (w == 0).all(axis=-1).any():
        yield "every weight is 0; at least one must be above 0"


def _direction_faults(d: Array, names: Names) -> Iterator[str]:
    for (j,) in np.argwhere(~np.isin(d, (-1, 1))):
        yield f"the direction of {names.criterion(j)} is {d[j]:g}; +1 (more is better) or -1 (less is) is needed"
