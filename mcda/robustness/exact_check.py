"""Exact shares beside sampled ones, all weights equally likely: each is a check on the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.draws import BLOCK, DrawPlan, checked_draws
from mcda.gates import Gate
from mcda.kernels.ranks import TOLERANCE
from mcda.kernels.smaa import Tally
from mcda.methods import Method
from mcda.ranking import Lineup, lineup, method_of, value_scores
from mcda.robustness.exact import exact_acceptability
from mcda.robustness.sampling import TOGETHER, Trial, here, jobs_for
from mcda.weights.sets import WeightsLike
from mcda.weights.space import WeightSpace

Array = npt.NDArray[np.float64]
AGREE = 4.0
"""Standard errors within which an exact and a sampled number agree."""


@dataclass(frozen=True)
class ExactCheck:
    """Exact and sampled answers side by side, at the most likely facts, all weights equally likely.

    Attributes
    ----------
    table
        Indexed by option: `label`; `p_first`, `expected_rank` (exact); `p_first_sampled`, `expected_rank_sampled`;
        and `p_first_error`, `expected_rank_error`, the standard errors of the sampled ones.
    apart
        The largest difference of `p_first`, `expected_rank` and `pairwise` winning, in standard errors.
    level
        What the weights of `p_first` are uniform over: `criteria` or `objectives`. Ranks and pairs are over criteria.
    exact
        Whether `p_first` is exact; ranks and pairs always are.
    """

    table: pd.DataFrame
    apart: dict[str, float]
    level: str
    exact: bool
    scenario: str
    weights: str
    method: str
    draws: int
    seed: int
    case_digest: str

    @property
    def agree(self) -> bool:
        """Whether nothing is further apart than four standard errors."""
        return max(self.apart.values()) <= AGREE

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {**vars(self), "table": self.table.to_dict("index"), "agree": self.agree}


def exact_check(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> ExactCheck:
    """Whether exact and sampled shares of first rank, expected ranks and pairwise winning agree.

    Tied options share a first place, the mean of their ranks and a win, on both sides.

    Parameters
    ----------
    scenario, weights, method, gates, options
        As for `exact_acceptability`.
    draws, seed
        Weight vectors to sample, and what makes them repeatable.

    Raises
    ------
    ArgumentError, MethodError
        As `exact_acceptability` and `acceptability`.

    Examples
    --------
    >>> import mcda
    >>> exact_check(mcda.read_case(), scenario="long_game", draws=2000).agree
    True
    """
    chosen = method_of(case, method)
    draws = checked_draws(draws)
    gates, options = tuple(gates), None if options is None else tuple(options)
    setting: dict[str, Any] = {"scenario": scenario, "gates": gates, "options": options, "method": chosen.name}
    exact = exact_acceptability(case, weights=weights, seed=seed, **setting)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    counted = _counted(field, chosen, draws, seed)
    wins = counted.wins / draws if counted.wins is not None else np.empty((0, 0))
    halves = wins + 0.5 * (1.0 - wins - wins.T)
    ranks = 0.5 + (1.0 - halves).sum(axis=1)  # half of the first place is the diagonal's
    spread = _spread(counted.ranks / draws)
    split = np.eye(len(field.model.criteria)) if exact.split is None else exact.split.to_numpy()
    first = sampled_first_shares(field, chosen, split, draws, seed)
    p_first, expected = exact.table["p_first"].to_numpy(), exact.expected_rank.to_numpy()
    p_error = np.hypot(_share_error(p_first, draws), exact.table["p_first_error"].to_numpy())
    rank_error = spread / np.sqrt(draws)
    pairs = exact.pairwise.to_numpy()
    return ExactCheck(
        table=pd.DataFrame(
            {
                "label": exact.table["label"],
                "p_first": p_first,
                "p_first_sampled": first,
                "p_first_error": p_error,
                "expected_rank": expected,
                "expected_rank_sampled": ranks,
                "expected_rank_error": rank_error,
            },
            index=exact.table.index,
        ),
        apart={
            "p_first": _apart(first - p_first, p_error),
            "expected_rank": _apart(ranks - expected, rank_error),
            "pairwise": _apart(halves - pairs, _share_error(pairs, draws)),
        },
        level=exact.level,
        exact=exact.exact,
        scenario=exact.scenario,
        weights=exact.weights.name,
        method=chosen.name,
        draws=draws,
        seed=seed,
        case_digest=case.digest,
    )


def sampled_first_shares(field: Lineup, method: Method, split: Array, draws: int, seed: int) -> Array:
    """Share of first ranks (m,) by weights that are uniform over the rows of `split` (k, n).

    `split` shares the weight of each row out among criteria: objectives × criteria, or the identity. Tied options
    share a first place.
    """
    rng = np.random.default_rng(seed)
    shares = np.zeros(len(field.options))
    for start in range(0, draws, BLOCK):
        w = rng.dirichlet(np.ones(len(split)), min(BLOCK, draws - start)) @ split
        scores = value_scores(field.values, w, method, field.options, field.model.criteria)
        upward = scores if method.higher_is_better else -scores
        best = upward.max(axis=1, keepdims=True)
        first = upward >= best - TOLERANCE * np.ptp(upward, axis=1, keepdims=True)
        shares += (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
    return shares / draws


def _counted(field: Lineup, method: Method, draws: int, seed: int) -> Tally:
    """Ranks and wins by draws as `acceptability` makes them, all weights equally likely, facts at their likeliest."""
    plan = DrawPlan(field.model, WeightSpace.uniform(field.model.criteria), seed, ("weights",))
    jobs = jobs_for(draws, len(field.rows), TOGETHER * BLOCK, pairwise=True)
    return reduce(add, (part.tally for part in here(Trial.of(field, plan, method.name), jobs)))


def _spread(ranks: Array) -> Array:
    """Standard deviation of the rank of each option, (m,), from its shares of ranks (m, m)."""
    places = np.arange(1, ranks.shape[1] + 1)
    return np.asarray(np.sqrt(np.maximum(ranks @ places**2 - (ranks @ places) ** 2, 0.0)))


def _share_error(shares: Array, draws: int) -> Array:
    """Standard error of a sampled share; at least that of one draw, so that a share of 0 allows for rounding."""
    p = np.clip(shares, 1.0 / draws, 1.0 - 1.0 / draws)
    return np.asarray(np.sqrt(p * (1.0 - p) / draws))


def _apart(difference: Array, error: Array) -> float:
    """The largest difference in standard errors; rounding where there is no spread counts for nothing."""
    gap = np.abs(difference)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.where(gap <= 1e-9, 0.0, gap / error).max())


__all__ = ["ExactCheck", "exact_check", "sampled_first_shares"]
