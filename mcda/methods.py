"""The registry of scoring methods, and `score`: arrays in, each method's own published index out.

Methods without a kernel of ours run on pymcdm, behind the guards of `mcda.guards`, one matrix at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.guards import Names, checked
from mcda.kernels import pymcdm_engine as engine
from mcda.kernels.additive import additive

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Method:
    """What a method is, beyond its formula.

    Attributes
    ----------
    higher_is_better
        Which way its index points.
    compensatory
        Whether a gain on one criterion can make up for any loss on another.
    rank_reversal
        Whether adding or dropping an option can change the order of the others.
    family
        Methods of one family are one opinion: they order options by the same idea.
    options
        Its options with their defaults.
    needs
        What data it can serve, in words; `data` is what the guards check.
    on_values
        Options used by `rank`, which scores fixed-scale values between 0 and 1.
    linear
        Whether the index is linear in the weights.
    """

    name: str
    label: str
    summary: str
    family: str
    higher_is_better: bool
    compensatory: bool
    rank_reversal: bool
    needs: str
    source: str
    compute: Callable[..., Array] = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    on_values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    data: str = "finite"
    linear: bool = False


_ADDITIVE_FAMILY = "weighted sum"

_METHODS = (
    Method(
        name="additive",
        label="Additive value",
        summary="Values on fixed scales times swing weights, summed.",
        family=_ADDITIVE_FAMILY,
        higher_is_better=True,
        compensatory=True,
        rank_reversal=False,
        needs="scores on their scales, given as scales (n, 2) = worst-possible and best-possible numbers",
        source="Keeney & Raiffa 1976, Decisions with Multiple Objectives, ch. 3",
        compute=additive,
        options={"scales": None},
        on_values={"scales": (0.0, 1.0)},
        data="scales",
        linear=True,
    ),
    Method(
        name="wsm",
        label="Weighted sum (WSM)",
        summary="Columns divided by their sum, times weights, summed.",
        family=_ADDITIVE_FAMILY,
        higher_is_better=True,
        compensatory=True,
        rank_reversal=True,
        needs="no negative data; above 0 on criteria where less is better",
        source="Fishburn 1967, Operations Research 15(3); normalisation by the sum as in Podvezko 2011",
        compute=engine.wsm,
        options={"normalization": "sum"},
        data="nonnegative",
        linear=True,
    ),
    Method(
        name="wpm",
        label="Weighted product (WPM)",
        summary="Columns divided by their sum, to the power of the weights, multiplied. One 0 makes the product 0.",
        family="weighted product",
        higher_is_better=True,
        compensatory=True,
        rank_reversal=False,
        needs="no negative data; above 0 on criteria where less is better",
        source="Bridgman 1922, Dimensional Analysis; Triantaphyllou 2000, ch. 2",
        compute=engine.wpm,
        options={"normalization": "sum"},
        data="nonnegative",
    ),
    Method(
        name="topsis",
        label="TOPSIS",
        summary="Closeness to the best column values and distance from the worst ones.",
        family="distance to an ideal",
        higher_is_better=True,
        compensatory=True,
        rank_reversal=True,
        needs="finite data; at least one criterion on which the options differ",
        source="Hwang & Yoon 1981, Multiple Attribute Decision Making, ch. 3 (vector normalisation)",
        compute=engine.topsis,
        options={"normalization": "vector"},
    ),
    Method(
        name="vikor",
        label="VIKOR",
        summary="A compromise between the summed regret and the greatest single regret; lower is better.",
        family="compromise of sum and worst regret",
        higher_is_better=False,
        compensatory=True,
        rank_reversal=True,
        needs="finite data; criteria on which all options are equal drop out",
        source="Opricovic & Tzeng 2004, European Journal of Operational Research 156:445-455",
        compute=engine.vikor,
        options={"v": 0.5},
    ),
    Method(
        name="promethee2",
        label="PROMETHEE II",
        summary="Net flow of pairwise preferences: how far an option outranks the others, less the reverse.",
        family="outranking",
        higher_is_better=True,
        compensatory=True,
        rank_reversal=True,
        needs="finite data",
        source="Brans & Vincke 1985, Management Science 31(6):647-656 (flows divided by m - 1)",
        compute=engine.promethee2,
        options={"preference": "usual"},
        on_values={"preference": {"type": "linear", "q": 0.05, "p": 0.20}},
        linear=True,
    ),
    Method(
        name="spotis",
        label="SPOTIS",
        summary="Weighted distance from the best end of fixed bounds; lower is better. On values: one minus additive.",
        family=_ADDITIVE_FAMILY,
        higher_is_better=False,
        compensatory=True,
        rank_reversal=False,
        needs="scores within bounds (n, 2)",
        source="Dezert, Tchamova, Han & Tacnet 2020, FUSION 2020",
        compute=engine.spotis,
        options={"bounds": None},
        on_values={"bounds": (0.0, 1.0)},
        data="bounds",
        linear=True,
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({method.name: method for method in _METHODS})
"""Every method by name."""

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "aroman": "it rewards costs by its published formula: raising a cost raises the score",
        "copras": "pymcdm 1.4.0 rewards costs, so it waits for the published formula",
    }
)
"""Methods that are left out on purpose, with the reason."""


def method_named(name: str) -> Method:
    """The method of that name.

    Raises
    ------
    MethodError
        If there is none.
    """
    if name in METHODS:
        return METHODS[name]
    if name in LEFT_OUT:
        raise MethodError(f"Method {name!r} is left out: {LEFT_OUT[name]}.")
    raise MethodError(f"No method {name!r}. Methods: {', '.join(METHODS)}.")


def score(
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    directions: npt.ArrayLike,
    method: str = "additive",
    **options: Any,
) -> Array:
    """Index of every option by one method.

    Parameters
    ----------
    matrix
        Scores (…, m, n): m options, n criteria, in each criterion's own unit.
    weights
        (…, n), at least 0 and not all 0; normalised here. Leading dimensions broadcast against the matrix.
    directions
        (n,), +1 where more is better, -1 where less is.
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
    return score_named(matrix, weights, directions, method_named(method), Names(), options)


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
    problem = checked(matrix, weights, directions, method, names, {**method.options, **options})
    answer = method.compute(problem.matrix, problem.weights, problem.directions, **problem.options)
    if not np.isfinite(answer).all():
        raise MethodError(
            f"Method {method.name!r} has no answer for this data: its formula divides by zero. "
            "It needs options that differ: " + method.needs + "."
        )
    return answer
