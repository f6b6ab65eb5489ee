"""How alike two rankings are. Rankings (…, m) of the same m options, 1 = best; ties may be written in any way.

Tied options are given the mean of the places that they hold together, so (1, 1, 3), (1, 1, 2) and (1.5, 1.5, 3) are
one ranking. Leading dimensions broadcast: many pairs are one call.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import ArgumentError, MethodError
from mcda.guards import as_floats, refuse
from mcda.kernels import rank_agreement as kernels

Array = npt.NDArray[np.float64]
Agreement: TypeAlias = np.float64 | Array
"""A number for one pair of rankings, an array (…) for many."""


def spearman(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Spearman's rank correlation ρ: Pearson's correlation of the places, every place counting the same.

    Parameters
    ----------
    x, y
        Rankings (…, m), m ≥ 2, least number = best.

    Returns
    -------
    float, or ndarray (…) for many pairs
        From -1 (the reverse order) to 1 (the same order). Ties: mean places (Kendall 1945, Biometrika 33:239-251).

    Raises
    ------
    MethodError
        If lengths differ or a number is not finite, or if all options are tied in a ranking: no order, no correlation.

    Examples
    --------
    >>> spearman([1, 2, 3, 4], [1, 3, 2, 4])
    np.float64(0.8)
    """
    return _answer(kernels.spearman(*_ordered("Spearman's correlation", x, y)))


def weighted_spearman(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Weighted rank correlation r_w: differences near the top of either ranking count more.

    Parameters
    ----------
    x, y
        Rankings (…, m), m ≥ 2, least number = best.

    Returns
    -------
    float, or ndarray (…) for many pairs
        From -1 to 1 (the same order). The source has rankings without ties; ties get mean places, as for ρ.
        Pinto da Costa & Soares 2005, Australian & New Zealand Journal of Statistics 47(4):515-529.

    Raises
    ------
    MethodError
        As `spearman`.

    Examples
    --------
    A change of places at the top costs more than one at the bottom:

    >>> weighted_spearman([1, 2, 3, 4], [[2, 1, 3, 4], [1, 2, 4, 3]]).round(2)
    array([0.72, 0.88])
    """
    return _answer(kernels.weighted_spearman(*_ordered("The weighted rank correlation", x, y)))


def ws(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Rank similarity coefficient WS: how much of the reference `x`, above all of its top, `y` keeps.

    It is not symmetric: `ws(x, y)` and `ws(y, x)` may differ.

    Parameters
    ----------
    x
        The reference: rankings (…, m), m ≥ 2, least number = best.
    y
        Rankings (…, m) to be compared with it.

    Returns
    -------
    float, or ndarray (…) for many pairs
        Above 0, up to 1 (the same order). The source has rankings without ties; ties get mean places.
        Sałabun & Urbaniak 2020, ICCS, Lecture Notes in Computer Science 12138:632-645.

    Raises
    ------
    MethodError
        As `spearman`.

    Examples
    --------
    >>> ws([1, 2, 3, 4, 5], [[2, 1, 3, 4, 5], [1, 2, 3, 5, 4]]).round(3)
    array([0.792, 0.971])
    """
    return _answer(kernels.ws(*_ordered("The rank similarity coefficient", x, y)))


def kendall_tau_b(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Kendall's τ-b: pairs of options in the same order less pairs in reverse order, ties allowed for.

    Parameters
    ----------
    x, y
        Rankings (…, m), m ≥ 2, least number = best.

    Returns
    -------
    float, or ndarray (…) for many pairs
        From -1 to 1. A pair tied in one ranking counts neither way, and is taken out of that ranking's part of the
        divisor, so that a ranking with ties still has τ = 1 with itself (Kendall 1945, Biometrika 33:239-251).

    Raises
    ------
    MethodError
        As `spearman`.

    Examples
    --------
    >>> kendall_tau_b([1, 2, 3, 4], [1, 3, 2, 4]).round(3)
    np.float64(0.667)
    """
    return _answer(kernels.kendall_tau_b(*_ordered("Kendall's τ-b", x, y)))


def kemeny_distance(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Kemeny's distance: 2 for every pair of options in reverse order, 1 for every pair tied in one ranking only.

    Parameters
    ----------
    x, y
        Rankings (…, m), m ≥ 2, least number = best.

    Returns
    -------
    float, or ndarray (…) for many pairs
        From 0 (the same ranking) to m (m - 1) (the reverse without ties). Defined for ties of any size.
        Kemeny 1959, Daedalus 88(4):577-591.

    Raises
    ------
    MethodError
        If lengths differ or a number is not finite.

    Examples
    --------
    >>> kemeny_distance([1, 2, 3], [[3, 2, 1], [1, 1, 1]])
    array([6., 3.])
    """
    return _answer(kernels.kemeny_distance(*_places("Kemeny's distance", x, y)))


def draws_distance(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreement:
    """Drastic WS distance: the weight of the places, halving from each to the next, that are not held by the same.

    Parameters
    ----------
    x, y
        Rankings (…, m), m ≥ 2, least number = best.

    Returns
    -------
    float, or ndarray (…) for many pairs
        From 0 (the same ranking) to 1 (no option keeps its place). The source has rankings without ties; here tied
        options share the weight of their places equally, and agree only if they tie for the same places in both.
        Sałabun & Shekhovtsov 2023, FedCSIS, 731-738.

    Raises
    ------
    MethodError
        If lengths differ or a number is not finite.

    Examples
    --------
    >>> draws_distance([1, 2, 3, 4, 5], [[2, 1, 3, 4, 5], [1, 2, 3, 5, 4]]).round(4)
    array([0.7742, 0.0968])
    """
    return _answer(kernels.draws_distance(*_places("The drastic WS distance", x, y)))


MEASURES: Mapping[str, Callable[[npt.ArrayLike, npt.ArrayLike], Agreement]] = MappingProxyType(
    {
        measure.__name__: measure
        for measure in (spearman, weighted_spearman, ws, kendall_tau_b, kemeny_distance, draws_distance)
    }
)
"""Every measure of agreement between two rankings, by name."""


def correlation_matrix(rankings: pd.DataFrame, measure: str = "weighted_spearman") -> pd.DataFrame:
    """Agreement of every ranking with every other.

    Parameters
    ----------
    rankings
        One row an option, one column a ranking (a method, a person, a scenario), least number = best.
    measure
        A name in `MEASURES`. For "ws", the row is the reference.

    Returns
    -------
    DataFrame
        Rankings × rankings.

    Raises
    ------
    ArgumentError
        If there is no such measure.
    MethodError
        If there are fewer than 2 options, a cell is no number, or a ranking ties all options and the measure is a
        correlation; each is named.

    Examples
    --------
    >>> table = pd.DataFrame({"wsm": [1, 2, 3], "topsis": [1, 3, 2]}, index=["a", "b", "c"])
    >>> correlation_matrix(table, "spearman")
            wsm  topsis
    wsm     1.0     0.5
    topsis  0.5     1.0
    """
    if not isinstance(measure, str) or measure not in MEASURES:
        raise ArgumentError(f"measure = {measure!r}: one of {', '.join(MEASURES)} is needed.")
    rankings = pd.DataFrame(rankings)
    columns = [str(name) for name in rankings.columns]
    try:
        table = rankings.to_numpy(dtype=np.float64, na_value=np.nan).T
    except (TypeError, ValueError):
        raise MethodError("Rankings must be numbers, least = best.") from None
    tied_matters = measure not in ("kemeny_distance", "draws_distance")
    faults = [] if table.shape[-1] >= 2 else [f"{table.shape[-1]} option(s); at least 2 are needed"]
    for name, ranking in zip(columns, table, strict=True):
        missing = [str(option) for option in rankings.index[~np.isfinite(ranking)]]
        faults += [f"{option} has no place in {name}" for option in missing]
        if tied_matters and not missing and ranking.size >= 2 and np.ptp(ranking) == 0:
            faults.append(f"all options are tied in {name}, so that it has no order to compare")
    refuse(f"Correlation by {measure!r}", faults)
    agreement = MEASURES[measure](table[:, None, :], table[None, :, :])
    return pd.DataFrame(agreement, index=rankings.columns, columns=rankings.columns)


def _answer(agreement: Array) -> Agreement:
    return agreement if agreement.ndim else np.float64(agreement)


def _places(who: str, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
    """Mean places of both rankings, of one length and fit to broadcast."""
    a, b = as_floats(x, "ranking x"), as_floats(y, "ranking y")
    refuse(who, _shape_faults(a, b))
    refuse(who, [f"ranking {name} has a place that is no finite number" for name, r in _named(a, b) if _is_broken(r)])
    return kernels.mean_places(a), kernels.mean_places(b)


def _ordered(who: str, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
    """Mean places of both rankings, each of which puts some option before another."""
    a, b = _places(who, x, y)
    tied = [name for name, r in _named(a, b) if (r.max(axis=-1) == r.min(axis=-1)).any()]
    refuse(who, [f"all options are tied in ranking {name}, so that it has no order to compare" for name in tied])
    return a, b


def _shape_faults(x: Array, y: Array) -> list[str]:
    faults = [f"ranking {name} has no dimension of options" for name, r in _named(x, y) if r.ndim < 1]
    if faults:
        return faults
    faults = [
        f"ranking {name} has {r.shape[-1]} option(s); at least 2 are needed"
        for name, r in _named(x, y)
        if r.shape[-1] < 2
    ]
    if x.shape[-1] != y.shape[-1]:
        return [*faults, f"ranking x has {x.shape[-1]} options, ranking y {y.shape[-1]}; both must rank the same"]
    try:
        np.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        faults.append(f"rankings {x.shape} and {y.shape} do not broadcast")
    return faults


def _named(x: Array, y: Array) -> tuple[tuple[str, Array], tuple[str, Array]]:
    return ("x", x), ("y", y)


def _is_broken(ranking: Array) -> bool:
    return not np.isfinite(ranking).all()
