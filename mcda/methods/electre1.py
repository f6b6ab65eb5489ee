"""ELECTRE I: a short list of options that between them outrank all others."""

from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import MethodError
from mcda.guards import Names, Problem, as_floats, refuse
from mcda.kernels.electre import TOLERANCE, in_kernel, veto_share
from mcda.kernels.electre import concordance as concordance_of
from mcda.kernels.electre import discordance as discordance_of
from mcda.labels import ByCriterion, by_pair, in_order, labelled_problem
from mcda.values import share_of_scale

Array = npt.NDArray[np.float64]
_WHO = "ELECTRE I"


@dataclass(frozen=True)
class Electre1:
    """The outranking relation, and the options that it leaves to choose from.

    Attributes
    ----------
    concordance
        Options × options: weight of the criteria on which the row is at least as good as the column.
    discordance
        Options × options: the greatest lead of the column over the row as a share of the greatest range; with
        vetoes, as a share of its criterion's veto threshold, so that 1 is a veto.
    outranks
        Options × options: whether the row outranks the column.
    kernel
        Options that outrank every other option between them and none of each other, once every cycle of options
        that outrank each other counts as one.
    not_outranked
        Options that no other option outranks. Some publications call these the kernel.
    cycles
        Groups of options that outrank each other in a circle.
    """

    concordance: pd.DataFrame
    discordance: pd.DataFrame
    outranks: pd.DataFrame
    kernel: tuple[str, ...]
    not_outranked: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]

    def to_frame(self) -> pd.DataFrame:
        """Options with `kernel` and `not_outranked`, true or false."""
        options = self.outranks.index
        return pd.DataFrame(
            {"kernel": options.isin(self.kernel), "not_outranked": options.isin(self.not_outranked)}, index=options
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "kernel": list(self.kernel),
            "not_outranked": list(self.not_outranked),
            "cycles": [list(cycle) for cycle in self.cycles],
            "concordance": self.concordance.to_dict("index"),
            "discordance": self.discordance.to_dict("index"),
            "outranks": self.outranks.to_dict("index"),
        }


def electre1(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    concordance: float = 0.65,
    discordance: float = 0.35,
    scales: npt.ArrayLike | None = None,
    names: Names | None = None,
    *,
    veto: ByCriterion | None = None,
) -> Electre1:
    """Which options outrank which, and which of them need to be looked at further.

    Parameters
    ----------
    matrix
        Scores (m, n) in each criterion's own unit; a DataFrame's labels name the options and criteria.
    weights
        (n,), at least 0 and not all 0; normalised here. A Series or dict by criterion if the matrix has labels.
    directions
        (n,), +1 where more is better, -1 where less is.
    concordance
        a outranks b only if criteria of at least this weight, 0 to 1, say that a is at least as good.
    discordance
        ... and if the greatest lead of b over a is at most this share, 0 to 1, of the greatest range of any criterion.
    scales
        What makes leads on different criteria comparable: (2,) or (n, 2), low and high of each scale. If left out,
        each column is divided by its sum, as Cebrián & Porcar 2009 do, for which it may hold no negative number.
    names
        Names of options and criteria, if the matrix has no labels.
    veto
        (n,), above 0, in the criteria's own units; None for a criterion without one. Replaces the test of
        discordance, so `discordance` and `scales` are not used: a does not outrank b if b leads by at least the
        veto threshold on any criterion (ELECTRE Iv: Maystre, Pictet & Simos 1994).

    Raises
    ------
    MethodError
        With every fault, by option and criterion.

    Notes
    -----
    Roy 1968, RIRO 2(8):57-75. Leads and indices that differ from a threshold by rounding only are on it.

    Examples
    --------
    >>> found = electre1([[9, 8], [6, 7], [2, 10]], [2, 1], [1, 1], scales=(0, 10))
    >>> found.kernel
    ('option 1',)
    >>> found.discordance.loc["option 1", "option 3"].round(3)
    np.float64(0.286)
    """
    problem, named = labelled_problem(_WHO, matrix, weights, directions, names)
    refuse(_WHO, [*_share_faults(concordance, "concordance"), *_share_faults(discordance, "discordance")])
    agree = concordance_of(problem.matrix, problem.weights, problem.directions)
    if veto is None:
        against = discordance_of(_comparable(problem, scales, named), problem.directions)
        passed = against <= discordance + TOLERANCE
    else:
        against = veto_share(problem.matrix, problem.directions, _vetoes(veto, named))
        passed = against < 1.0 - TOLERANCE
    outranks = (agree >= concordance - TOLERANCE) & passed & ~np.eye(agree.shape[0], dtype=bool)
    chosen, cycle = in_kernel(outranks)
    options = np.array(named.options)
    groups = [tuple(map(str, options[cycle == number])) for number in dict.fromkeys(cycle.tolist())]
    return Electre1(
        concordance=by_pair(agree, named),
        discordance=by_pair(against, named),
        outranks=by_pair(outranks, named),
        kernel=tuple(map(str, options[chosen])),
        not_outranked=tuple(map(str, options[~outranks.any(axis=0)])),
        cycles=tuple(group for group in groups if len(group) > 1),
    )


def _share_faults(value: Any, what: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= float(value) <= 1:
        yield f"{what} = {value!r}; a number from 0 to 1 is needed"


def _comparable(problem: Problem, scales: npt.ArrayLike | None, names: Names) -> Array:
    """Columns in units that can be compared: shares of their scale, or of their sum."""
    x = problem.matrix
    if scales is None:
        negative = [f"{names.option(i)} on {names.criterion(j)} is negative" for i, j in np.argwhere(x < 0)]
        empty = [f"every option is 0 on {names.criterion(j)}" for (j,) in np.argwhere((x == 0).all(axis=0))]
        refuse(f"{_WHO}, which divides columns by their sums if no scales are given,", negative + empty)
        return np.asarray(x / x.sum(axis=0))
    pairs, n = as_floats(scales, "scales"), x.shape[1]
    if pairs.shape not in ((2,), (n, 2)):
        refuse(_WHO, [f"scales of shape {pairs.shape}; ({n}, 2) is needed"])
    low, high = np.broadcast_to(pairs, (n, 2)).T
    wrong = ~(np.isfinite(low) & np.isfinite(high) & (low < high))
    refuse(
        _WHO,
        (
            f"the scale of {names.criterion(j)} is {low[j]:g} to {high[j]:g}; a low below a high is needed"
            for (j,) in np.argwhere(wrong)
        ),
    )
    return share_of_scale(x, low, high)


def _vetoes(veto: ByCriterion, names: Names) -> Array:
    """Veto thresholds (n,), infinite where there is none."""
    given = in_order(_WHO, veto, names, "veto thresholds")
    n = len(names.criteria)
    try:
        found = np.array([np.inf if one is None else float(one) for one in given])
    except (TypeError, ValueError):
        raise MethodError(f"{_WHO}: veto = {veto!r}; a number or None for each of {n} criteria is needed.") from None
    if found.size != n:
        refuse(_WHO, [f"{found.size} veto thresholds for {n} criteria"])
    wrong = ~(found > 0)
    refuse(
        _WHO,
        (
            f"the veto threshold of {names.criterion(j)} is {found[j]:g}; a number above 0 is needed"
            for (j,) in np.argwhere(wrong)
        ),
    )
    return found
