"""From counts over draws to shares, their errors, and what else stands beside them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.draws import BLOCK
from mcda.kernels.smaa import Tally
from mcda.methods import METHODS
from mcda.ranking import Lineup
from mcda.robustness.sampling import Trial
from mcda.robustness.verdict import Verdict

Array = npt.NDArray[np.float64]
CONFIDENCE_DRAWS = 2_000
"""Draws of the facts behind a confidence factor."""


def binomial_error(counted: Tally) -> Array:
    """Standard error of P(first), (m,), of independent draws."""
    p = counted.ranks[:, 0] / counted.draws
    return np.sqrt(p * (1.0 - p) / counted.draws)


def cautious_error(counted: Tally) -> Array:
    """Standard error of P(first), (m,); never 0 from a count of none or all: Agresti & Coull's two more of each."""
    n = counted.draws + 4.0
    p = (counted.ranks[:, 0] + 2.0) / n
    return np.sqrt(p * (1.0 - p) / n)


def share_table(field: Lineup, trial: Trial, counted: Tally, kept: Array, found: Verdict) -> pd.DataFrame:
    """One row an option: everything that counts and kept scores (draws, m) tell of it, without the standard error."""
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
            "p_first_error": np.nan,
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
