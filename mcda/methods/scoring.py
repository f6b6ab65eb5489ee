"""`score`: arrays in, each method's own published index out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.guards import Names, Problem, checked_problem, refuse
from mcda.labels import ByCriterion, in_order, names_of
from mcda.methods.method import Method
from mcda.methods.needs import need_faults
from mcda.methods.options import canonical
from mcda.methods.registry import method_named

Array = npt.NDArray[np.float64]
MOST_CELLS = 20_000_000
"""Intermediate arrays of a kernel stay near this many numbers: larger batches go through in pieces."""
CACHED_CELLS = 200_000
"""The same where preparing the matrix costs next to nothing and the formula is more than one matrix product: pieces
that fit the cache are up to five times faster."""
SMALL = 5_000
"""Cells of a matrix that costs next to nothing to prepare."""


def score(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    method: str = "additive",
    **options: Any,
) -> Array:
    """Index of every option by one method.

    Parameters
    ----------
    matrix
        Scores (…, m, n): m options, n criteria, in each criterion's own unit. The labels of a frame name them.
    weights
        (…, n), at least 0 and not all 0; normalised here. Leading dimensions broadcast against the matrix. A Series
        or a mapping by criterion is put in the order of a frame's columns.
    directions
        (n,), +1 where more is better, -1 where less is; or by criterion, as weights.
    method
        A name in `METHODS`.
    **options
        The method's own options; `METHODS[method].options` has their defaults.

    Returns
    -------
    ndarray (…, m)
        The method's own published index. `METHODS[method].higher_is_better` tells which way it points.

    Raises
    ------
    MethodError
        If the method does not exist, does not know an option, or cannot serve the data; every fault is
        named by option and criterion.

    Examples
    --------
    Opricovic & Tzeng (2004), three ways up a mountain: risk (less is better) and altitude.

    >>> score([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1], "topsis").round(3)
    array([0.762, 0.722, 0.238])
    >>> score([[30, 80], [60, 20]], [1, 1], [-1, 1], scales=[[0, 100], [0, 100]])
    array([0.75, 0.3 ])
    """
    chosen, names = method_named(method), names_of(matrix, None)
    who = f"Method {method!r}"
    ordered, ways = in_order(who, weights, names, "weights"), in_order(who, directions, names, "directions")
    return score_named(matrix, ordered, ways, chosen, names, options)


def score_named(
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    directions: npt.ArrayLike,
    method: Method,
    names: Names,
    options: Mapping[str, Any],
) -> Array:
    """`score` for callers who know what options and criteria are called, so that errors can say so."""
    unknown = [name for name in options if name not in method.options]
    if unknown:
        known = ", ".join(method.options) or "none"
        raise MethodError(f"Method {method.name!r} has no option {', '.join(unknown)}. Its options: {known}.")
    who = f"Method {method.name!r}"
    problem = checked_problem(who, matrix, weights, directions, names)
    settings = canonical(method, {**method.options, **options}, problem.directions, names)
    refuse(who, need_faults(problem, method, settings, names))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        answer = _in_pieces(method, problem, settings)
    if not np.isfinite(answer).all():
        raise MethodError(
            f"{who} has no answer for this data: its formula divides by zero. It needs {method.needs}; and options "
            "that differ on criteria that carry weight."
        )
    return answer


def _in_pieces(method: Method, problem: Problem, settings: Mapping[str, Any]) -> Array:
    """The kernel's answer, piece by piece along the first batch dimension where the whole would need much memory."""
    x, w, directions = problem
    lead = np.broadcast_shapes(x.shape[:-2], w.shape[:-1])
    cells = x.shape[-2] * x.shape[-1]
    product_alone = method.linear and x.ndim == 2  # one matrix product: nothing as large as draws x options x criteria
    most = CACHED_CELLS if cells <= SMALL and not product_alone else MOST_CELLS
    pieces = int(np.prod(lead, dtype=np.int64)) * (x.shape[-2] if product_alone else cells) // most + 1
    if not lead or pieces == 1:
        return method.compute(x, w, directions, **settings)
    rows = -(-lead[0] // min(pieces, lead[0]))
    found = [
        method.compute(_rows(x, 2, lead, start, rows), _rows(w, 1, lead, start, rows), directions, **settings)
        for start in range(0, lead[0], rows)
    ]
    return np.concatenate([np.broadcast_to(part, (len(part), *lead[1:], x.shape[-2])) for part in found])


def _rows(array: Array, core: int, lead: tuple[int, ...], start: int, rows: int) -> Array:
    """Rows of the first batch dimension, where the array has it; else the array as it is."""
    has_it = array.ndim - core == len(lead) and array.shape[0] == lead[0]
    return array[start : start + rows] if has_it else array
