"""Who comes first, and with what weights, without sampling: for methods linear in the weights."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.gates import Gate
from mcda.kernels.additive import weighted_sum
from mcda.kernels.exact import expected_ranks, first_acceptability, pairwise_winning, tied, within_reach
from mcda.kernels.ranks import TOLERANCE
from mcda.kernels.simplex import normalised
from mcda.methods import METHODS, Method, method_named
from mcda.ranking import Lineup, lineup, value_scores
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
CRITERIA, OBJECTIVES = "criteria", "objectives"
LEVELS = (CRITERIA, OBJECTIVES)
DRAWS = 100_000
"""Weight vectors drawn where the exact shares are out of reach."""
_BLOCK = 1000


@dataclass(frozen=True)
class ExactAcceptability:
    """What the ranking says when nothing is known about the weights, at the most likely facts.

    Attributes
    ----------
    table
        Indexed by option: `label`, `p_first` (share of all weights with which the option is first; tied options
        share equally) and `p_first_error` (its standard error: 0 where exact).
    central_weights
        Options × criteria or objectives: the mean of the weights with which the option is first. A row of NaN for
        an option that never is; None in `to_dict`.
    level
        What the weights of `table` and `central_weights` are uniform over: `criteria` or `objectives`.
    split
        Over objectives, objectives × criteria: the share of its objective's weight that each criterion keeps, as
        in `weights`. None over criteria.
    exact
        Whether `table` and `central_weights` are exact. If not, they come from `draws` weight vectors and `seed`.
    expected_rank
        Exact, weights uniform over all criteria whatever the `level`. Tied options share the mean of their ranks.
    pairwise
        Options × options, likewise: the share of all weights with which the row beats the column; one half for
        tied options and on the diagonal.
    ties
        Pairs of options that no weights tell apart.
    """

    table: pd.DataFrame
    central_weights: pd.DataFrame
    level: str
    split: pd.DataFrame | None
    exact: bool
    expected_rank: "pd.Series[float]"
    pairwise: pd.DataFrame
    ties: tuple[tuple[str, str], ...]
    scenario: str
    weights: WeightSet
    method: str
    draws: int | None
    seed: int | None
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The shares of first rank."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        central = self.central_weights.astype(object).where(self.central_weights.notna(), None)
        return {
            **vars(self),
            "table": self.table.to_dict("index"),
            "split": None if self.split is None else self.split.to_dict("index"),
            "central_weights": central.to_dict("index"),
            "expected_rank": self.expected_rank.to_dict(),
            "pairwise": self.pairwise.to_dict("index"),
            "ties": [list(pair) for pair in self.ties],
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
        }


def exact_acceptability(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str = "additive",
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    over: str | None = None,
    seed: int = 0,
) -> ExactAcceptability:
    """Shares of first rank, central weights, pairwise winning and expected ranks, all weights equally likely.

    Facts are at their most likely. The shares are volumes of polytopes: exact for up to 9 weights and 20 options,
    or 5 and 50. With more criteria the weights of the objectives take their place; `level` says so. Where neither
    is within reach, or rounding would spoil a volume, the shares are sampled; `exact` says so.

    Parameters
    ----------
    scenario, gates, options
        As for `rank`.
    weights
        The weight set that splits the weight of an objective among its criteria. Over criteria it plays no part.
    method
        A method that is linear in the weights: `METHODS[name].linear`.
    over
        `criteria` or `objectives`; left out, the criteria if that is within reach.
    seed
        What makes a sampled answer repeatable.

    Raises
    ------
    MethodError
        If the method is not linear in the weights, or cannot serve the case.
    ArgumentError
        As `rank`; or if `over` is something else, or the seed no whole number of at least 0.

    Examples
    --------
    >>> import mcda
    >>> found = exact_acceptability(mcda.read_case(), scenario="long_game")
    >>> found.table["p_first"].idxmax(), found.level, found.exact
    ('multilateral', 'objectives', True)
    """
    chosen = _linear(method)
    _check(over, seed)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    by_criterion = _coefficients(field, chosen)
    by_objective = _within_objectives(case, field.weights)
    level = over or _level(len(field.options), *by_objective.shape)
    split = by_objective if level == OBJECTIVES else None
    first = _first(by_criterion if split is None else by_criterion @ split.to_numpy().T, seed)
    weighted = by_objective.columns if split is None else split.index
    names = pd.Index(field.options, name="option")
    labels = [case.labels[option] for option in field.options]
    return ExactAcceptability(
        table=pd.DataFrame({"label": labels, "p_first": first.shares, "p_first_error": first.error}, index=names),
        central_weights=pd.DataFrame(first.central, index=names, columns=weighted),
        level=level,
        split=split,
        exact=first.exact,
        expected_rank=pd.Series(expected_ranks(by_criterion), index=names, name="expected_rank"),
        pairwise=pd.DataFrame(pairwise_winning(by_criterion), index=names, columns=names.rename("other")),
        ties=tuple((names[i], names[k]) for i, k in np.argwhere(np.triu(tied(by_criterion), 1))),
        scenario=field.scenario,
        weights=field.weights,
        method=chosen.name,
        draws=None if first.exact else DRAWS,
        seed=None if first.exact else seed,
        case_digest=case.digest,
    )


class _First(NamedTuple):
    """Shares (m,) of first rank, their standard errors, and central weights (m, n)."""

    shares: Array
    error: Array
    central: Array
    exact: bool


def _check(over: str | None, seed: int) -> None:
    faults = []
    if over is not None and over not in LEVELS:
        faults.append(f"over = {over!r}; {' or '.join(LEVELS)} is needed, or nothing")
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        faults.append(f"seed = {seed!r}; a whole number of at least 0 is needed")
    if faults:
        raise ArgumentError(". ".join(faults) + ".")


def _linear(name: str) -> Method:
    method = method_named(name)
    if not method.linear:
        able = ", ".join(one.name for one in METHODS.values() if one.linear)
        raise MethodError(
            f"Method {name!r} is not linear in the weights, so it has no exact answer. These have: {able}."
        )
    return method


def _coefficients(field: Lineup, method: Method) -> Array:
    """What the index, turned so that higher is better, gains per unit of each weight: its values with that alone."""
    criteria = field.model.criteria
    alone = value_scores(field.values, np.eye(len(criteria)), method, field.options, criteria)
    return np.asarray(alone.T if method.higher_is_better else -alone.T)


def _within_objectives(case: Case, weights: WeightSet) -> pd.DataFrame:
    """Objectives × criteria: the share of an objective's weight that each of its criteria has.

    Criteria of an objective without weight share equally.
    """
    criteria = pd.Index(weights.criteria, name="criterion")
    filled = [objective.id for objective in case.catalogue.objectives if case.catalogue.under(objective.id)]
    table = pd.DataFrame(0.0, pd.Index(filled, name="objective"), criteria)
    given = weights.series()
    for objective in filled:
        members = [criterion.id for criterion in case.catalogue.under(objective)]
        points = given[members] if given[members].any() else given[members] + 1.0
        table.loc[objective, members] = points / points.sum()
    return table


def _level(options: int, objectives: int, criteria: int) -> str:
    """The criteria where exact shares are within reach, else the objectives where that helps."""
    if within_reach(options, criteria):
        return CRITERIA
    return OBJECTIVES if objectives > 1 and within_reach(options, objectives) else CRITERIA


def _first(coefficients: Array, seed: int) -> _First:
    """First ranks by volumes, or by sampling where those are out of reach or spoilt by rounding."""
    if within_reach(*coefficients.shape):
        found = first_acceptability(coefficients)
        if found.closes:
            return _First(found.shares, np.zeros(len(coefficients)), found.central, exact=True)
    return _sampled(coefficients, seed)


def _sampled(coefficients: Array, seed: int) -> _First:
    rng = np.random.default_rng(seed)
    counts, sums = np.zeros(len(coefficients)), np.zeros(coefficients.shape)
    for _ in range(DRAWS // _BLOCK):
        weights = normalised(rng.standard_exponential((_BLOCK, coefficients.shape[1])))
        scores = weighted_sum(coefficients, weights)
        best = scores.max(axis=1, keepdims=True)
        first = (scores >= best - TOLERANCE * np.ptp(scores, axis=1, keepdims=True)).astype(np.float64)
        first /= first.sum(axis=1, keepdims=True)
        counts += first.sum(axis=0)
        sums += first.T @ weights
    shares = counts / DRAWS
    central = np.divide(sums, counts[:, None], out=np.full_like(sums, np.nan), where=counts[:, None] > 0)
    return _First(shares, np.sqrt(shares * (1.0 - shares) / DRAWS), central, exact=False)


__all__ = ["ExactAcceptability", "exact_acceptability"]
