"""ELECTRE III: two orders of the options by a fuzzy outranking relation, and what they agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.guards import Names, refuse
from mcda.kernels import distillation
from mcda.kernels.electre import credibility as credibility_of
from mcda.kernels.ranks import ranks
from mcda.labels import ByCriterion, by_option, by_pair, labelled_problem, relation_table
from mcda.methods.thresholds import Thresholds, evaluated_thresholds

_WHO = "ELECTRE III"
Classes = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Electre3:
    """Credibilities, the two distillations, and the partial order on which these agree.

    Attributes
    ----------
    concordance, credibility
        Options × options, 0 to 1: how far the row is at least as good as the column, before and after vetoes.
    descending, ascending
        Classes of options, best first: from taking out the best first, and from taking out the worst first.
    relation
        Options × options: "P" the row is ahead in one order and not behind in the other, "P-" the column is, "I" they
        share their class in both, "R" incomparable (each is ahead in one), "-" on the diagonal.
    preferred_to
        By option, how many others it is preferred to.
    rank
        By option, from `preferred_to`: 1 = best, ties share the better rank.
    """

    concordance: pd.DataFrame
    credibility: pd.DataFrame
    descending: Classes
    ascending: Classes
    relation: pd.DataFrame
    preferred_to: "pd.Series[int]"
    rank: "pd.Series[int]"

    def to_frame(self) -> pd.DataFrame:
        """By option: its place in the `descending` and `ascending` order, `preferred_to`, `rank`."""
        places = {
            name: {option: place for place, group in enumerate(order, start=1) for option in group}
            for name, order in (("descending", self.descending), ("ascending", self.ascending))
        }
        options = self.rank.index
        return pd.DataFrame(
            {name: [place[option] for option in options] for name, place in places.items()}, index=options
        ).assign(preferred_to=self.preferred_to, rank=self.rank)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "descending": [list(group) for group in self.descending],
            "ascending": [list(group) for group in self.ascending],
            "rank": self.rank.to_dict(),
            "preferred_to": self.preferred_to.to_dict(),
            "relation": self.relation.to_dict("index"),
            "concordance": self.concordance.to_dict("index"),
            "credibility": self.credibility.to_dict("index"),
        }


def electre3(
    matrix: npt.ArrayLike,
    weights: ByCriterion,
    directions: ByCriterion,
    q: Thresholds,
    p: Thresholds,
    v: Thresholds = None,
    *,
    lambda0: float | None = None,
    cut: tuple[float, float] = (0.3, -0.15),
    names: Names | None = None,
) -> Electre3:
    """Which options outrank which, where small differences do not count and great ones forbid.

    Parameters
    ----------
    matrix
        Scores (m, n) in each criterion's own unit; a DataFrame's labels name the options and criteria.
    weights
        (n,), at least 0 and not all 0; normalised here. A Series or dict by criterion if the matrix has labels.
    directions
        (n,), +1 where more is better, -1 where less is.
    q, p, v
        Leads of b over a up to which they are indifferent (q), from which b is preferred (p), and from which a cannot
        outrank b whatever the rest says (v; None = never); 0 ≤ q ≤ p ≤ v. One for all criteria or one for each: a
        number in the criterion's own unit, or `("relative", share)`. A relative threshold is that share of the
        absolute performance of a in σ(a, b), whichever direction is better.
    lambda0
        Credibility, above 0 to 1, at which each distillation starts. If left out, the greatest among the options
        still to be placed.
    cut
        α and β of the discrimination threshold s(λ) = α + βλ, at least 0 for every λ from 0 to 1.
    names
        Names of options and criteria, if the matrix has no labels.

    Raises
    ------
    MethodError
        With every fault, by option and criterion.

    Notes
    -----
    Roy 1978, Cahiers du CERO 20(1):3-24; distillation as in Giannoulis & Ishizaka 2010, Decision Support Systems
    48:488-497: a outranks b at level λ if σ(a,b) > λ and σ(a,b) - σ(b,a) > s(σ(a,b)).

    Examples
    --------
    >>> flats = pd.DataFrame({"rent": [700, 750, 900], "space": [40, 60, 62]}, index=["a", "b", "c"])
    >>> found = electre3(flats, [1, 1], [-1, 1], q=[50, 3], p=[100, 10], v=[("relative", 0.5), None])
    >>> found.rank.to_dict()
    {'a': 2, 'b': 1, 'c': 2}
    >>> found.relation.loc["b"].tolist()
    ['P', '-', 'P']
    """
    problem, named = labelled_problem(_WHO, matrix, weights, directions, names)
    refuse(_WHO, [*_start_faults(lambda0), *_cut_faults(cut)])
    thresholds = evaluated_thresholds(_WHO, problem.matrix, q, p, v, named)
    concord, credible = credibility_of(problem.matrix, problem.weights, problem.directions, *thresholds)
    down = distillation.descending(credible, cut, lambda0)
    up = distillation.ascending(credible, cut, lambda0)
    as_good = (down[:, None] <= down) & (up[:, None] <= up)
    preferred_to = (as_good & ~as_good.T).sum(axis=1)
    return Electre3(
        concordance=by_pair(concord, named),
        credibility=by_pair(credible, named),
        descending=_classes(down, named),
        ascending=_classes(up, named),
        relation=relation_table(as_good, named),
        preferred_to=by_option(preferred_to, named, "preferred_to"),
        rank=by_option(ranks(preferred_to.astype(np.float64)), named, "rank"),
    )


def _classes(places: npt.NDArray[np.int64], names: Names) -> Classes:
    """Options of each place, best first."""
    return tuple(
        tuple(names.options[i] for i in np.flatnonzero(places == place)) for place in range(1, places.max() + 1)
    )


def _number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and bool(np.isfinite(float(value)))


def _start_faults(lambda0: Any) -> Iterator[str]:
    if lambda0 is not None and not (_number(lambda0) and 0 < lambda0 <= 1):
        yield f"lambda0 = {lambda0!r}; a number above 0 and at most 1, or None, is needed"


def _cut_faults(cut: Any) -> Iterator[str]:
    pair = isinstance(cut, tuple | list) and len(cut) == 2 and all(map(_number, cut))
    if not pair or min(cut[0], cut[0] + cut[1]) < 0:
        yield f"cut = {cut!r}; two numbers α and β with α + βλ of at least 0 for λ from 0 to 1 are needed"
