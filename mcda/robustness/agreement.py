"""Does the winner depend on the method? Every applicable method on the same values, one vote a family."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.correlations import correlation_matrix
from mcda.errors import ArgumentError, MethodError
from mcda.gates import Gate, listed
from mcda.kernels.ranks import ranks
from mcda.methods import METHODS, Method, method_named
from mcda.ranking import Lineup, lineup, value_scores
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
CORRELATIONS = ("weighted_spearman", "ws", "kendall_tau_b")


@dataclass(frozen=True)
class Agreement:
    """How far methods agree on one case.

    Attributes
    ----------
    ranks
        Options × methods: the rank each method gives, 1 = best. Methods of one family stand together.
    families
        One row a family: `methods` (how many), `winner` (ids, `;` between ties) and `votes` for it: 1, shared
        where winners tie. The winner has the best mean rank over the family's methods.
    votes
        Options with a vote, most first.
    correlations
        By measure (`weighted_spearman`, `ws` with the row as reference, `kendall_tau_b`): methods × methods.
    left_out
        Methods that cannot serve this case, each with its reason.
    """

    ranks: pd.DataFrame
    families: pd.DataFrame
    votes: "pd.Series[float]"
    correlations: Mapping[str, pd.DataFrame]
    left_out: Mapping[str, str]
    scenario: str
    weights: WeightSet
    case_digest: str

    @property
    def winner(self) -> str:
        """The option with most votes; the first in case order where there is a tie."""
        return str(self.votes.index[0])

    @property
    def unanimous(self) -> bool:
        """Whether every family votes for the same option alone."""
        return len(self.votes) == 1

    def to_frame(self) -> pd.DataFrame:
        """The ranks."""
        return self.ranks.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "ranks": self.ranks.to_dict("index"),
            "families": self.families.to_dict("index"),
            "votes": self.votes.to_dict(),
            "correlations": {name: frame.to_dict("index") for name, frame in self.correlations.items()},
            "left_out": dict(self.left_out),
            "scenario": self.scenario,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "case_digest": self.case_digest,
        }


def agreement(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    methods: Iterable[str] | None = None,
) -> Agreement:
    """Ranks by every applicable method, one vote a family, with correlations.

    Every method scores the same fixed-scale values (0 = worst end of a criterion, 1 = best end). Swing weights
    belong to the additive method; to methods on the data's range, and to outranking, they do not carry over
    unchanged, so this asks how far the order rests on the additive model, not who is right.

    Parameters
    ----------
    scenario, weights, gates, options
        As for `rank`.
    methods
        Names in `mcda.METHODS`; all of them if left out.

    Raises
    ------
    ArgumentError, MethodError
        As `rank`; or if no method can serve the case.

    Examples
    --------
    >>> import mcda
    >>> found = agreement(mcda.read_case(), scenario="long_game")
    >>> found.winner
    'multilateral'
    """
    if methods is not None and not (methods := list(listed(methods))):
        raise ArgumentError("No methods; name at least one, or none at all for every one of them.")
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    places, left_out = _places(field, _chosen(methods))
    if not places:
        raise MethodError(f"No method can serve this: {'; '.join(left_out.values())}")
    table = pd.DataFrame(places, index=pd.Index(field.options, name="option")).rename_axis("method", axis=1)
    families = _families(table)
    return Agreement(
        ranks=table,
        families=families,
        votes=_votes(families, field.options),
        correlations={measure: _correlations(table, measure) for measure in CORRELATIONS},
        left_out=left_out,
        scenario=field.scenario,
        weights=field.weights,
        case_digest=case.digest,
    )


def _chosen(methods: Iterable[str] | None) -> list[Method]:
    """The methods asked for, families together in the order of the registry."""
    wanted = list(METHODS.values()) if methods is None else [method_named(name) for name in dict.fromkeys(methods)]
    families = list(dict.fromkeys(method.family for method in METHODS.values()))
    return sorted(wanted, key=lambda method: families.index(method.family))


def _places(field: Lineup, methods: list[Method]) -> tuple[dict[str, npt.NDArray[np.int64]], dict[str, str]]:
    places, left_out = {}, {}
    for method in methods:
        try:
            scores = value_scores(field.values, field.weights.weights, method, field.options, field.model.criteria)
        except MethodError as error:
            left_out[method.name] = _reason(str(error))
        else:
            places[method.name] = ranks(scores, higher_is_better=method.higher_is_better)
    return places, left_out


def _reason(message: str) -> str:
    """The first fault of an error, on one line."""
    first, *faults = message.splitlines()
    return faults[0].removeprefix("  - ") if faults else first


def _families(table: pd.DataFrame) -> pd.DataFrame:
    family_of = table.columns.map(lambda name: METHODS[name].family)
    rows = {}
    for family in family_of.unique():
        members = table.columns[family_of == family]
        mean = table[members].mean(axis=1)
        winners = mean.index[mean <= mean.min() + 1e-9]
        rows[family] = {"methods": len(members), "winner": ";".join(winners), "votes": 1.0 / len(winners)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("family")


def _votes(families: pd.DataFrame, options: tuple[str, ...]) -> "pd.Series[float]":
    """Votes by option, most first; case order where they are equal."""
    votes = dict.fromkeys(options, 0.0)
    for winners, share in zip(families["winner"], families["votes"], strict=True):
        for option in winners.split(";"):
            votes[option] += share
    counted = pd.Series(votes, name="votes").rename_axis("option")
    return counted[counted > 0].sort_values(ascending=False, kind="stable")


def _correlations(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Correlations of methods that tell at least two options apart; the others have none."""
    telling = [name for name in table if table[name].max() > table[name].min()]
    return correlation_matrix(table[telling], measure) if telling else pd.DataFrame()
