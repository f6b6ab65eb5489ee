"""VIKOR and MULTIMOORA in full: their parts, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import MethodError
from mcda.guards import Names, Problem, refuse
from mcda.kernels import compromise as kernel
from mcda.kernels.ranks import ranks
from mcda.labels import ByCriterion, labelled_problem
from mcda.methods.needs import need_faults
from mcda.methods.options import canonical
from mcda.methods.registry import METHODS

_EQUAL = 1e-9


@dataclass(frozen=True)
class Vikor:
    """What VIKOR says: three orders, and the set of options that no reader should be talked out of.

    Attributes
    ----------
    table
        One row an option, in the order given: `S` (summed regret), `R` (greatest single regret), `Q` (both
        joined) and `rank` by Q; less is better in all.
    compromise
        The compromise set, best Q first.
    acceptable_advantage
        Whether the best Q leads the second by at least 1 / (m - 1).
    acceptable_stability
        Whether the best by Q is also best by S or by R.
    """

    table: pd.DataFrame
    compromise: tuple[str, ...]
    acceptable_advantage: bool
    acceptable_stability: bool
    v: float

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "options": self.table.reset_index().to_dict("records"),
            "compromise": list(self.compromise),
            "acceptable_advantage": self.acceptable_advantage,
            "acceptable_stability": self.acceptable_stability,
            "v": self.v,
        }


def vikor(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    v: float = 0.5,
    names: Names | None = None,
) -> Vikor:
    """S, R and Q of VIKOR, and the compromise set with its two conditions.

    Parameters
    ----------
    matrix
        Scores (m, n); the labels of a frame name options and criteria.
    weights, directions
        (n,) each, as for `score`; or by criterion, as a mapping or a Series.
    v
        Weight of the summed regret, 0 to 1; what is left goes to the greatest single regret.
    names
        What options and criteria are called, where the matrix is no frame; numbered from 1 if left out.

    Raises
    ------
    MethodError
        As `score`.

    Notes
    -----
    Opricovic & Tzeng 2004, EJOR 156:445-455. The best option by Q stands alone where it has an acceptable
    advantage (Q of the second less Q of the first is at least 1 / (m - 1)) and acceptable stability (it is best
    by S or by R too). Without the advantage, all options whose Q is closer than that are in the set; without
    stability alone, the first two are.

    Examples
    --------
    >>> vikor([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1]).compromise
    ('option 2',)
    """
    problem, labels, _ = _problem("vikor", matrix, weights, directions, names, {"v": v})
    summed, worst = kernel.regrets(*problem)
    joined = kernel.vikor(*problem, v=float(v))
    order = np.argsort(joined, kind="stable")
    first, second = order[:2]
    threshold = 1.0 / (len(joined) - 1)
    advantage = bool(joined[second] - joined[first] >= threshold - _EQUAL)
    stable = bool(summed[first] <= summed.min() + _EQUAL or worst[first] <= worst.min() + _EQUAL)
    if not advantage:
        chosen = [i for i in order if joined[i] - joined[first] < threshold - _EQUAL]
    else:
        chosen = [first] if stable else [first, second]
    table = pd.DataFrame({"S": summed, "R": worst, "Q": joined}, index=labels)
    table["rank"] = ranks(joined, higher_is_better=False)
    return Vikor(table, tuple(labels[i] for i in chosen), advantage, stable, float(v))


@dataclass(frozen=True)
class Multimoora:
    """The three parts of MULTIMOORA and the rank by dominance.

    Attributes
    ----------
    table
        One row an option, in the order given: `ratio` (more is better), `reference_point` (less is better),
        `multiplicative` (more is better), the rank by each, and `rank` by dominance over the three.
    """

    table: pd.DataFrame

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {"options": self.table.reset_index().to_dict("records")}


def multimoora(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    weights_as: str = "exponents",
    names: Names | None = None,
) -> Multimoora:
    """Ratio system, reference point, full multiplicative form, and the rank by dominance.

    Parameters
    ----------
    matrix, weights, directions, names
        As for `vikor`; no negative data, above 0 where less is better.
    weights_as
        `exponents`: weights are powers in the multiplicative form. `factors`: they multiply it, as in
        Karabasevic et al. 2015, which leaves its order as if there were no weights.

    Raises
    ------
    MethodError
        As `score`; or for a weight of 0 as a factor.

    Notes
    -----
    Brauers & Zavadskas 2010, TEDE 16(1):5-24, and 2011, TEDE 17(1):174-188 (theory of dominance): an option
    that beats another in at least two of the three parts dominates it. Options are ranked by how many they
    dominate less how many dominate them; what circles is equal.

    Examples
    --------
    >>> multimoora([[4, 3], [5, 4], [3, 5]], [0.5, 0.5], [1, 1]).table["rank"].tolist()
    [3, 1, 2]
    """
    if weights_as not in ("exponents", "factors"):
        raise MethodError(f"weights_as = {weights_as!r}; exponents or factors is needed.")
    problem, labels, names = _problem("multimoora", matrix, weights, directions, names, {})
    exponents = weights_as == "exponents"
    if not exponents:
        zeros = np.flatnonzero(problem.weights == 0)
        refuse(
            "Method 'multimoora'", (f"{names.criterion(int(j))} has weight 0, which cannot be a factor" for j in zeros)
        )
    ratio, reference, product = kernel.multimoora_parts(*problem, exponents=exponents)
    table = pd.DataFrame({"ratio": ratio, "reference_point": reference, "multiplicative": product}, index=labels)
    table["ratio_rank"] = ranks(ratio)
    table["reference_point_rank"] = ranks(reference, higher_is_better=False)
    table["multiplicative_rank"] = ranks(product)
    table["rank"] = kernel.dominance_ranks(ratio, reference, product)
    return Multimoora(table)


def _problem(
    name: str,
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    names: Names | None,
    settings: Mapping[str, Any],
) -> tuple[Problem, "pd.Index[str]", Names]:
    """A labelled problem that the registered method can serve, and an index of its options."""
    method, who = METHODS[name], f"Method {name!r}"
    problem, names = labelled_problem(who, matrix, weights, directions, names)
    chosen = canonical(method, {**method.options, **settings}, problem.directions, names)
    refuse(who, need_faults(problem, method, chosen, names))
    return problem, pd.Index(names.options, name="option"), names
