"""PROMETHEE I: which options are preferred to which, and which cannot be compared."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.guards import Names
from mcda.kernels.promethee import preference_degrees
from mcda.labels import ByCriterion, by_option, by_pair, labelled_problem, relation_table
from mcda.methods.preferences import PreferenceLike, canonical_preference

_TIE = 1e-9
"""Flows lie between 0 and 1; closer than this they are equal."""


@dataclass(frozen=True)
class Promethee1:
    """Flows, and the partial order that they make.

    Attributes
    ----------
    plus, minus
        By option, 0 to 1: how far it is preferred to the others on average, and they to it.
    net
        `plus` less `minus`, by which PROMETHEE II ranks.
    degrees
        π, options × options: the weighted degree to which the row is preferred to the column.
    relation
        Options × options: "P" the row is preferred, "P-" the column is, "I" indifferent, "R" incomparable (one has
        the better `plus`, the other the better `minus`), "-" on the diagonal.
    """

    plus: "pd.Series[float]"
    minus: "pd.Series[float]"
    net: "pd.Series[float]"
    degrees: pd.DataFrame
    relation: pd.DataFrame

    def to_frame(self) -> pd.DataFrame:
        """Flows by option: `plus`, `minus`, `net`."""
        return pd.DataFrame({"plus": self.plus, "minus": self.minus, "net": self.net})

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "flows": self.to_frame().to_dict("index"),
            "degrees": self.degrees.to_dict("index"),
            "relation": self.relation.to_dict("index"),
        }


def promethee1(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    preference: PreferenceLike = "usual",
    *,
    names: Names | None = None,
) -> Promethee1:
    """Which options are preferred to which by both of their flows.

    Parameters
    ----------
    matrix
        Scores (m, n) in each criterion's own unit; a DataFrame's labels name the options and criteria.
    weights
        (n,), at least 0 and not all 0; normalised here. A Series or dict by criterion if the matrix has labels.
    directions
        (n,), +1 where more is better, -1 where less is.
    preference
        `"usual"`, or a dict such as `{"type": "linear", "q": 5, "p": 20}`, for all criteria, or one for each.
        Types: usual, ushape (q), vshape (p), level (q, p), linear (q, p), gaussian (s).
    names
        Names of options and criteria, if the matrix has no labels.

    Returns
    -------
    Promethee1
        a is preferred to b if it is no worse by either flow and better by one, up to 1e-9.

    Raises
    ------
    MethodError
        With every fault, by option and criterion.

    Notes
    -----
    Brans & Vincke 1985, Management Science 31(6):647-656, with flows divided by m - 1; the six preference functions
    of Brans, Vincke & Mareschal 1986, European Journal of Operational Research 24:228-238.

    Examples
    --------
    >>> cars = pd.DataFrame({"price": [20, 26, 23], "range": [300, 500, 280]}, index=["a", "b", "c"])
    >>> found = promethee1(cars, {"price": 1, "range": 1}, [-1, 1])
    >>> found.relation.loc["a"].tolist()
    ['-', 'P', 'P']
    >>> found.net.tolist()
    [0.5, 0.0, -0.5]
    """
    who = "PROMETHEE I"
    problem, named = labelled_problem(who, matrix, weights, directions, names)
    functions = canonical_preference(preference, problem.matrix.shape[1], named, who)
    degrees = preference_degrees(problem.matrix, problem.weights, problem.directions, functions)
    others = degrees.shape[0] - 1
    plus, minus = degrees.sum(axis=1) / others, degrees.sum(axis=0) / others
    as_good = (np.subtract.outer(plus, plus) >= -_TIE) & (np.subtract.outer(minus, minus) <= _TIE)
    return Promethee1(
        plus=by_option(plus, named, "plus"),
        minus=by_option(minus, named, "minus"),
        net=by_option(plus - minus, named, "net"),
        degrees=by_pair(degrees, named),
        relation=relation_table(as_good, named),
    )
