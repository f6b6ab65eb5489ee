"""What each blend loses to the best one of every scenario, judged by one weight set."""

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from mcda.blends.drawn import DrawnBlends
from mcda.blends.limits import Limits
from mcda.draws import DrawPlan
from mcda.errors import ArgumentError

Array = npt.NDArray[np.float64]
SOURCES = ("facts", "assumptions")


def likely_regret(places: list[Limits], points: Array) -> Array:
    """Points of 100 lost at the most likely facts, (J, scenarios); missing where a blend is not permitted."""
    columns = [np.where(place.allow(points), place.mix.scores(points), np.nan) for place in places]
    return np.column_stack([_best(column) - column for column in columns])


def expected_regret(
    places: list[Limits], points: Array, draws: int, likeness: DrawPlan, going_on: Callable[[int], bool]
) -> Array | None:
    """The same, expected over draws of facts and assumptions that are seeded and distributed as those of `likeness`.

    Every scenario uses the same stream, so that a draw that is lucky in one is so in all. None where `going_on`,
    called with the draws made so far, said no.
    """
    found = np.full((len(points), len(places)), np.nan)
    for column, place in enumerate(places):
        permitted, before = place.allow(points), column * draws
        if not permitted.any():
            continue
        weights = place.mix.weights
        plan = DrawPlan(place.mix.model, weights, likeness.seed, SOURCES, likeness.distribution, likeness.correlation)
        counted = DrawnBlends(place.mix, plan, points[permitted]).counts(draws, 0.0, partial(_after, before, going_on))
        if counted.draws < draws:
            return None
        found[permitted, column] = counted.loss / draws
    return found


def refused(places: list[Limits], points: Array, steps: int) -> ArgumentError:
    """The fault of limits that no blend respects in every scenario."""
    shut = [place for place in places if not place.allow(points).any()]
    if shut:
        return ArgumentError(f"In scenario {shut[0].mix.scenario!r}: {shut[0].too_coarse(steps)}")
    names = ", ".join(places[0].names)
    return ArgumentError(f"Every scenario permits some blends, but none is permitted in all of them by {names}.")


def _best(scores: Array) -> float:
    return float(np.nanmax(scores)) if not np.isnan(scores).all() else np.nan


def _after(before: int, going_on: Callable[[int], bool], done: int, _: int) -> bool:
    return going_on(before + done)
