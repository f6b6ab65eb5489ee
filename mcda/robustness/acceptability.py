"""SMAA-2: how often each option has each rank when weights, facts and assumptions are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.draws import BLOCK, SOURCES, DrawPlan, checked_draws
from mcda.errors import ArgumentError
from mcda.gates import Gate, listed
from mcda.kernels.exact import within_reach
from mcda.kernels.smaa import Tally
from mcda.methods import METHODS
from mcda.ranking import Lineup, lineup, method_of
from mcda.robustness.exact import ExactAcceptability, exact_acceptability
from mcda.robustness.sampling import TOGETHER, Progress, Runner, Trial, here, jobs_for, sobol_parts
from mcda.robustness.shares import binomial_error, cautious_error, share_table
from mcda.robustness.verdict import Verdict, verdict_of
from mcda.weights.sets import WeightsLike
from mcda.weights.space import WeightSpace, space_of
from mcda.weights.weighting import Weighting

Array = npt.NDArray[np.float64]
MOST_PAIRS = 2_000
"""Above this many options, pairs are not counted unless asked for."""
WAYS = {"weights only": ("weights",), "facts only": ("facts", "assumptions"), "both": SOURCES}


@dataclass(frozen=True)
class Acceptability:
    """How often each option has each rank.

    Attributes
    ----------
    table
        One row an option: `label`, `kind`, `p_first` and its Monte Carlo standard error `p_first_error`,
        `expected_rank`, `entropy` of its ranks (0 = always the same rank, 1 = every rank alike),
        `expected_loss` (mean index lost by choosing it), `confidence` (the confidence factor: how often it is
        first under its own central weights; missing where it never is first or facts are not drawn), `mean`,
        `p05`, `p95` of the index, `p_above_baseline`.
    ranks
        Options × ranks 1 to m: share of draws. Tied options share the better rank.
    pairwise
        Options × options: share of draws in which the row beats the column. None where pairs were not counted.
    central_weights
        Options × criteria: mean weights of the draws in which an option is first; missing where it never is.
    verdict
        The verdict in two steps on the same draws.
    exact
        Where weights alone are drawn, all weights alike, by a method linear in them and few enough of both: the exact
        answer, which then stands in the table and the central weights. None elsewhere.
    draws, asked
        Draws made and draws asked for; they differ where a target was met or somebody cancelled.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    pairwise: pd.DataFrame | None
    central_weights: pd.DataFrame
    verdict: Verdict
    exact: ExactAcceptability | None
    scenario: str
    weights: str
    method: str
    draws: int
    asked: int
    seed: int
    sources: tuple[str, ...]
    distribution: str
    correlation: float
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; what is missing is None."""
        frames = {name: _plain(frame) for name, frame in vars(self).items() if isinstance(frame, pd.DataFrame)}
        exact = None if self.exact is None else self.exact.to_dict()
        return {**vars(self), **frames, "verdict": self.verdict.to_dict(), "exact": exact}


def acceptability(
    case: Case,
    *,
    scenario: str | None = None,
    weights: "WeightsLike | WeightSpace" = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    draws: int = 10_000,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
    distribution: str = "pert",
    correlation: float = 0.0,
    sobol: bool = False,
    target_error: float | None = None,
    pairwise: bool | None = None,
    progress: Progress | None = None,
    runner: Runner = here,
    job_draws: int = TOGETHER * BLOCK,
    **method_options: Any,
) -> Acceptability:
    """Rank acceptability, pairwise winning, central weights and the verdict, from joint draws of every doubt.

    Scores and assumptions are drawn from their ranges, weights from their set's ranges or a space of weights, and
    blends are composed anew in every draw.

    Parameters
    ----------
    weights
        As for `rank`; or a `WeightSpace`; or "any", all weights alike, which asks what the facts alone decide.
    draws, seed
        Number of draws, and what makes them repeatable: the same seed gives the same answer however the work is
        shared out.
    sources
        Which doubts to draw: any of "facts", "assumptions", "weights".
    distribution
        Of a score between its low, most likely and high: "pert", "triangular" or "uniform".
    correlation
        Of the errors of one option over criteria, 0 to below 1. Independent errors partly cancel, which flatters
        a lead.
    sobol
        Even instead of independent draws of weights, several times less error for the same number: for weights alone,
        from "any" or an order. The standard error then comes from 16 replicates.
    target_error
        Stop once the standard error of every P(first) is at most this.
    pairwise
        Whether to count pairs; by default up to 2,000 options.
    progress
        Called with draws done and asked for; if it returns False, sampling stops there and the answer covers the
        draws made.
    runner, job_draws
        Who runs the jobs, and how many draws a job has (a whole number of blocks of 1,000).
    **method_options
        The method's own options, as for `rank`.

    Raises
    ------
    ArgumentError, MethodError
        As `rank`; for draws, a seed, sources, a distribution or a correlation that make no sense; for a method
        that cannot be sampled.

    Notes
    -----
    Lahdelma & Salminen 2001, Operations Research 49(3):444-454; Tervonen & Lahdelma 2007, EJOR 178:500-513.

    Examples
    --------
    >>> import mcda
    >>> found = acceptability(mcda.read_case(), scenario="flash_crisis", draws=1000)
    >>> found.table["p_first"].idxmax()
    'act_first_75'
    """
    gates, sources = tuple(listed(gates)), tuple(listed(sources))
    chosen = method_of(case, method)
    space = space_of(case, weights, scenario)
    middle = pd.Series(space.centre, index=list(space.criteria)) if isinstance(space, WeightSpace) else space
    field = lineup(case, scenario=scenario, weights=middle, gates=gates, options=options)
    asked = checked_draws(draws)
    m = len(field.rows)
    if target_error is not None and not (isinstance(target_error, int | float) and 0 < target_error < 1):
        raise ArgumentError(f"target_error = {target_error!r}; a number above 0 and below 1 is needed.")
    if job_draws < BLOCK or job_draws % BLOCK:
        raise ArgumentError(f"job_draws = {job_draws!r}; a whole number of blocks of {BLOCK:,} is needed.")
    plan = DrawPlan(field.model, space, seed, sources, distribution, correlation)
    trial = Trial.of(field, plan, chosen.name, method_options)
    pairs = m <= MOST_PAIRS if pairwise is None else pairwise
    if sobol:
        parts = sobol_parts(trial, _for_sobol(space, trial), asked, pairwise=pairs)
        counted, kept = reduce(add, (part.tally for part in parts)), np.concatenate([part.kept for part in parts])
        shares = np.array([part.tally.ranks[:, 0] / part.tally.draws for part in parts])
        error = shares.std(axis=0, ddof=1) / np.sqrt(len(parts))
    else:
        jobs = jobs_for(asked, m, job_draws, pairwise=pairs)
        counted, kept = _gathered(trial, jobs, asked, runner, target_error, progress)
        error = binomial_error(counted)
    found = verdict_of(case, field, trial, kept, gates)
    table = share_table(field, trial, counted, kept, found).assign(p_first_error=error)
    central = pd.DataFrame(counted.central_weights, table.index, pd.Index(field.model.criteria, name="criterion"))
    exact = _exact(case, field, trial, space, gates)
    if exact is not None:
        table = table.assign(p_first=exact.table["p_first"], p_first_error=0.0, expected_rank=exact.expected_rank)
        central = exact.central_weights
    index = pd.Index(field.options, name="option")
    return Acceptability(
        table=table,
        ranks=pd.DataFrame(counted.ranks / counted.draws, index, pd.RangeIndex(1, m + 1, name="rank")),
        pairwise=None
        if counted.wins is None
        else pd.DataFrame(counted.wins / counted.draws, index, index.rename("other")),
        central_weights=central,
        verdict=found,
        exact=exact,
        scenario=field.scenario,
        weights=field.weights.name if not isinstance(space, WeightSpace) else space.describe(),
        method=chosen.name,
        draws=counted.draws,
        asked=asked,
        seed=seed,
        sources=sources,
        distribution=distribution,
        correlation=correlation,
        case_digest=case.digest,
    )


def doubts(case: Case, **setting: Any) -> pd.DataFrame:
    """Which doubt matters: P(first) when only weights are drawn, only facts and assumptions, or both.

    Parameters
    ----------
    **setting
        As for `acceptability`, without `sources`.

    Returns
    -------
    DataFrame
        Options × ("weights only", "facts only", "both").

    Raises
    ------
    ArgumentError, MethodError
        As `acceptability`.
    """
    found = {way: acceptability(case, sources=sources, **setting).table["p_first"] for way, sources in WAYS.items()}
    return pd.DataFrame(found)


def _gathered(
    trial: Trial,
    jobs: list[Any],
    asked: int,
    runner: Runner,
    target_error: float | None,
    progress: Progress | None,
) -> tuple[Tally, Array]:
    """Counts and kept scores of the jobs, until all are done, the target is met or somebody cancels."""
    parts = runner(trial, jobs)
    first = next(parts)
    counted, kept = first.tally, [first.kept]

    def wanted() -> bool:
        cancelled = progress is not None and progress(counted.draws, asked) is False
        return not cancelled and (target_error is None or cautious_error(counted).max() > target_error)

    while wanted() and (part := next(parts, None)) is not None:
        counted += part.tally
        kept.append(part.kept)
    return counted, kept[0] if len(kept) == 1 else np.concatenate(kept)


def _for_sobol(space: Weighting, trial: Trial) -> WeightSpace:
    if not isinstance(space, WeightSpace) or tuple(trial.plan.sources) != ("weights",):
        raise ArgumentError('sobol is for weights alone, sources=("weights",), from "any" or a WeightSpace.')
    return space


def _exact(
    case: Case, field: Lineup, trial: Trial, space: Weighting, gates: tuple[Gate | str, ...]
) -> ExactAcceptability | None:
    """The exact answer, where there is one to this very question."""
    anything = isinstance(space, WeightSpace) and not space.statements and not space.alphas
    alone = tuple(trial.plan.sources) == ("weights",)
    if not (
        anything
        and alone
        and not trial.method_options
        and METHODS[trial.method].linear
        and within_reach(*field.values.shape)
    ):
        return None
    found = exact_acceptability(
        case,
        scenario=field.scenario,
        weights=field.weights,
        method=trial.method,
        gates=gates,
        options=field.options,
        over="criteria",
    )
    return found if found.exact else None


def _plain(frame: pd.DataFrame) -> dict[Any, Any]:
    return frame.astype(object).where(frame.notna(), None).to_dict("index")


__all__ = ["Acceptability", "acceptability", "doubts"]
