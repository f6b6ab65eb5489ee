"""The least change of one score, or of coordination, that leaves no lead of one option over another."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mcda.robustness.pair import Pair
from mcda.values import from_share

Array = npt.NDArray[np.float64]

STEPS = 100
"""Trials on the way from where an input is to either end of what it can be."""
_HALVINGS = 40
_LEVEL = 1e-9
"""A lead, in points of 100, that is a rounding error."""


def tipping_scores(pair: Pair) -> Array:
    """For each scored cell (b, n) behind the pair the nearest score, in its unit, beyond which `b` is ahead.

    NaN where no score on the scale does it. Every other cell stays as it is; what is derived or blended from the
    cell is composed anew. See `nearest_tip` for what a search can miss: nothing where the cell is behind one of
    the two only, as a better score never makes any option worse.
    """
    mode = pair.model.mode
    b, n = mode.scores.shape
    rows, columns = np.divmod(np.arange(b * n), n)

    def leads(trials: Array) -> Array:
        scores = np.broadcast_to(mode.scores, (*trials.shape, b, n)).copy()
        scores[np.arange(b * n)[:, None], np.arange(trials.shape[1]), rows[:, None], columns[:, None]] = trials
        return pair.leads(replace(mode, scores=scores))

    shares = nearest_tip(leads, mode.scores.ravel(), 0.0, 1.0).reshape(b, n)
    return from_share(shares, pair.model.scale_low, pair.model.scale_high)


def tipping_coordination(pair: Pair) -> float:
    """The coordination nearest to the present one, before the price of acting first, beyond which `b` is ahead.

    NaN where none from -1 to 1 does it. The lead need not rise or fall all the way: see `nearest_tip`.
    """
    mode = pair.model.mode

    def leads(trials: Array) -> Array:
        return pair.leads(replace(mode, assumptions=replace(mode.assumptions, coordination=trials)))

    return float(nearest_tip(leads, np.atleast_1d(mode.assumptions.coordination), -1.0, 1.0)[0])


def nearest_tip(leads: Callable[[Array], Array], now: Array, low: float, high: float) -> Array:
    """The place (k,) nearest to `now` (k,) beyond which the lead is gone, each input on its own; NaN if none.

    Trials at `STEPS` even steps to either end find the first one without a lead, and bisection the place between
    it and the one before. Where the lead falls all the way nothing is missed; where it falls and rises, a dip
    narrower than a step can be.

    Parameters
    ----------
    leads
        From trials (k, p), one input a row, to leads (k, p); above 0 at `now`.
    """
    found = [_tip_towards(leads, now, end) for end in (low, high)]
    distance = np.abs(np.stack(found) - now)
    nearest = np.where(np.isnan(distance), np.inf, distance).argmin(axis=0)
    return np.where(nearest == 0, *found)


def _tip_towards(leads: Callable[[Array], Array], now: Array, end: float) -> Array:
    steps = np.linspace(0.0, 1.0, STEPS + 1)
    gone = leads(now[:, None] + (end - now)[:, None] * steps) < -_LEVEL
    first = gone.argmax(axis=1)
    outer, inner = steps[first], steps[np.maximum(first - 1, 0)]
    for _ in range(_HALVINGS):
        middle = (outer + inner) / 2.0
        without = leads((now + (end - now) * middle)[:, None])[:, 0] < -_LEVEL
        outer, inner = np.where(without, middle, outer), np.where(without, inner, middle)
    return np.where(gone.any(axis=1), now + (end - now) * inner, np.nan)
