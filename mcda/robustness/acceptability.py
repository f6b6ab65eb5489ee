"""SMAA-2: how often each option has each rank when weights, facts and assumptions are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.draws import BLOCK, SOURCES, DrawPlan, checked_draws
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.smaa import Tally
from mcda.methods import METHODS, method_named
from mcda.ranking import Lineup, lineup
from mcda.robustness.sampling import TOGETHER, Progress, Runner, Trial, here, jobs_for
from mcda.robustness.verdict import Verdict, verdict_of
from mcda.weights.sets import WeightsLike
from mcda.weights.space import WeightSpace, space_of

Array = npt.NDArray[np.float64]
MOST_PAIRS = 2_000
"""Above this many options, pairs are not counted unless asked for."""
CONFIDENCE_DRAWS = 2_000
"""Draws of the facts behind a confidence factor."""
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
    draws, asked
        Draws made and draws asked for; they differ where a target was met or somebody cancelled.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    pairwise: pd.DataFrame | None
    central_weights: pd.DataFrame
    verdict: Verdict
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
        return {**vars(self), **frames, "verdict": self.verdict.to_dict()}


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
    target_error: float | None = None,
    pairwise: bool | None = None,
    progress: Progress | None = None,
    runner: Runner = here,
    job_draws: int = TOGETHER * BLOCK,
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
    target_error
        Stop once the standard error of every P(first) is at most this.
    pairwise
        Whether to count pairs; by default up to 2,000 options.
    progress
        Called with draws done and asked for; if it returns False, sampling stops there and the answer covers the
        draws made.
    runner, job_draws
        Who runs the jobs, and how many draws a job has (a whole number of blocks of 1,000).

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
    gates = tuple(gates)
    chosen = method_named(method or case.settings.defaults.method)
    space = space_of(case, weights, scenario)
    middle = pd.Series(space.centre, index=list(space.criteria)) if isinstance(space, WeightSpace) else space
    field = lineup(case, scenario=scenario, weights=middle, gates=gates, options=options)
    asked = checked_draws(draws)
    m = len(field.rows)
    if job_draws < BLOCK or job_draws % BLOCK:
        raise ArgumentError(f"job_draws = {job_draws!r}; a whole number of blocks of {BLOCK:,} is needed.")
    plan = DrawPlan(field.model, space, seed, tuple(sources), distribution, correlation)
    trial = Trial.of(field, plan, chosen.name)
    jobs = jobs_for(asked, m, job_draws, pairwise=m <= MOST_PAIRS if pairwise is None else pairwise)
    counted, kept = _gathered(trial, jobs, asked, runner, target_error, progress)
    found = verdict_of(case, field, trial, kept, gates)
    table = _table(case, field, trial, counted, kept, found)
    index = pd.Index(field.options, name="option")
    return Acceptability(
        table=table,
        ranks=pd.DataFrame(counted.ranks / counted.draws, index, pd.RangeIndex(1, m + 1, name="rank")),
        pairwise=None
        if counted.wins is None
        else pd.DataFrame(counted.wins / counted.draws, index, index.rename("other")),
        central_weights=pd.DataFrame(counted.central_weights, index, pd.Index(field.model.criteria, name="criterion")),
        verdict=found,
        scenario=field.scenario,
        weights=field.weights.name if not isinstance(space, WeightSpace) else space.describe(),
        method=chosen.name,
        draws=counted.draws,
        asked=asked,
        seed=seed,
        sources=tuple(sources),
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
        return not cancelled and (target_error is None or _first_error(counted).max() > target_error)

    while wanted() and (part := next(parts, None)) is not None:
        counted += part.tally
        kept.append(part.kept)
    return counted, kept[0] if len(kept) == 1 else np.concatenate(kept)


def _first_error(counted: Tally) -> Array:
    """Standard error of P(first), (m,); never 0 from a count of none or all: Agresti & Coull's two more of each."""
    n = counted.draws + 4.0
    p = (counted.ranks[:, 0] + 2.0) / n
    return np.sqrt(p * (1.0 - p) / n)


def _table(case: Case, field: Lineup, trial: Trial, counted: Tally, kept: Array, found: Verdict) -> pd.DataFrame:
    m = len(field.options)
    shares = counted.ranks / counted.draws
    p_first = shares[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.where(shares > 0, shares * np.log(shares), 0.0).sum(axis=1)
    best = kept.max(axis=1).mean()
    summary = found.table
    return pd.DataFrame(
        {
            "label": summary["label"],
            "kind": summary["kind"],
            "p_first": p_first,
            "p_first_error": np.sqrt(p_first * (1.0 - p_first) / counted.draws),
            "expected_rank": shares @ np.arange(1, m + 1),
            "entropy": -information / np.log(m) if m > 1 else np.zeros(m),
            "expected_loss": best - kept.mean(axis=0),
            "confidence": _confidence(trial, counted),
            "mean": summary["mean"],
            "p05": summary["p05"],
            "p95": summary["p95"],
            "p_above_baseline": summary["p_above_baseline"],
        },
        index=pd.Index(field.options, name="option"),
    )


def _confidence(trial: Trial, counted: Tally) -> Array:
    """How often each option is first under its own central weights while facts vary, (m,)."""
    first = counted.ranks[:, 0] > 0
    factors = np.full(first.size, np.nan)
    if not trial.facts_vary:
        return factors
    central = counted.central_weights[first]
    hits = np.zeros(len(central))
    draws = min(counted.draws, CONFIDENCE_DRAWS)
    sign = 1.0 if METHODS[trial.method].higher_is_better else -1.0
    for block in range(-(-draws // BLOCK)):
        values, _ = trial.values_and_weights(block, min(BLOCK, draws - block * BLOCK))
        for c, weights in enumerate(central):
            upward = sign * trial.scores(values, weights)
            i = np.flatnonzero(first)[c]
            hits[c] += (upward[:, i] >= upward.max(axis=1) - 1e-9 * np.ptp(upward, axis=1)).sum()
    factors[first] = hits / draws
    return factors


def _plain(frame: pd.DataFrame) -> dict[Any, Any]:
    return frame.astype(object).where(frame.notna(), None).to_dict("index")


__all__ = ["Acceptability", "acceptability", "doubts"]
