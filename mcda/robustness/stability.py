"""How far each weight may move, the others yielding in proportion, before the winner or the ranking changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.ranks import ranks
from mcda.kernels.simplex import with_weight
from mcda.kernels.stability import Limits
from mcda.ranking import Lineup, lineup, method_of, value_scores
from mcda.robustness.answers import answers, present_answer
from mcda.robustness.limits import Order, first_place, limits_by_search, limits_on_lines, whole_order
from mcda.weights.sets import WeightsLike

WHAT = ("winner", "ranking")
POINTS = 1000
FEW_POINTS = 10
"""Points on either side for COMET, which judges all its characteristic objects anew for each weight vector."""
MOST_POINTS = 100_000


@dataclass(frozen=True)
class Stability:
    """Stability interval of every weight.

    Attributes
    ----------
    winner
        The option that is first now.
    table
        Indexed by criterion: `weight`, `low` and `high` (the interval in which `winner` stays first, or the whole
        ranking stays as it is; fractions of 1), `below` and `above` (who climbs just outside it: the new winner,
        or for `what` = "ranking" the option that passes or leaves another; None where nobody does).
        `silent_below` and `silent_above`: the interval ends there because the method has no answer beyond. For
        "ranking" also `passed_below` and `passed_above`: whom the climber passes.
    what
        `winner` or `ranking`: what stays the same.
    order
        All options, best first.
    exact
        Whether the intervals are in closed form. If not, they were searched on a grid, and an interruption
        narrower than `step` (a change of weight, as a fraction of 1) may have been missed inside them. Their
        ends are found to 1e-12 either way; some methods jump where all weight is on one criterion, and the
        interval then ends right beside 1.
    """

    winner: str
    table: pd.DataFrame
    scenario: str
    weights: str
    method: str
    case_digest: str
    what: str = "winner"
    order: tuple[str, ...] = ()
    exact: bool = True
    step: float | None = None

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {**vars(self), "order": list(self.order), "table": self.table.astype(object).to_dict("index")}

    @property
    def tightest(self) -> str | None:
        """The criterion whose weight needs to move least before there is a change; None if none can do it."""
        room = self.room()
        return str(room.idxmin()) if np.isfinite(room).any() else None

    def room(self) -> "pd.Series[float]":
        """Least change of each weight that makes a difference, as a fraction of 1; infinite where none does."""
        table = self.table
        down = (table["weight"] - table["low"]).where(table["below"].notna(), np.inf)
        up = (table["high"] - table["weight"]).where(table["above"].notna(), np.inf)
        return down.where(down < up, up)


def stability(
    case: Case,
    *,
    what: str = "winner",
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    points: int | None = None,
    **method_options: Any,
) -> Stability:
    """How far each weight may go, the others keeping their proportions, before the winner or the ranking changes.

    Parameters
    ----------
    what
        `winner`: who is first; `ranking`: the place of every option.
    scenario, weights, method, gates, options, **method_options
        As for `rank`.
    points
        Weights looked at on either side of the present one where there is no closed form: 1000 if left out, 10
        for COMET, which takes seconds on 13 criteria even so.

    Raises
    ------
    ArgumentError, MethodError
        As `rank` does; or for an unknown `what`, or points below 1.

    Notes
    -----
    Mareschal 1988, European Journal of Operational Research 33:54-64. As one weight t goes from 0 to 1, the index
    of a method that is linear in the weights is a straight line for each option; the interval ends where two of
    them cross, in closed form. Other methods are scored on a grid, and the ends that it shows are then bisected.
    COCOSO and simpler PROBID have no answer where all weight is on one criterion: their intervals end short of
    it, and `silent_above` says so.

    Examples
    --------
    >>> import mcda
    >>> found = stability(mcda.read_case(), scenario="long_game")
    >>> found.winner, bool((found.table["low"] <= found.table["weight"]).all())
    ('multilateral', True)
    >>> stability(mcda.read_case(), scenario="long_game", method="topsis").exact
    False
    """
    _check(what, points)
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    now = present_answer(field, chosen, method_options)
    places = ranks(now)
    winner = int((places == 1).argmax())
    order = whole_order(now) if what == "ranking" else first_place(now, winner)
    scores = partial(answers, field, method=chosen, settings=method_options)
    w, step = field.weights.weights, None
    silent = np.zeros((2, w.size), dtype=bool)
    if chosen.linear:
        limits = limits_on_lines(w, order, scores)
    else:
        sides = points or (FEW_POINTS if chosen.name == "comet" else POINTS)
        limits, silent = limits_by_search(w, order, scores, sides)
        step = float(np.maximum(w, 1.0 - w).max() / sides)
    return Stability(
        winner=field.options[winner],
        table=_table(field, order, limits, silent, what),
        scenario=field.scenario,
        weights=field.weights.name,
        method=chosen.name,
        case_digest=case.digest,
        what=what,
        order=tuple(field.options[i] for i in np.argsort(places, kind="stable")),
        exact=chosen.linear,
        step=step,
    )


def _check(what: str, points: int | None) -> None:
    faults = []
    if what not in WHAT:
        faults.append(f"what = {what!r}; one of {', '.join(WHAT)} is needed")
    whole = isinstance(points, int | np.integer) and not isinstance(points, bool)
    if points is not None and not (whole and 1 <= points <= MOST_POINTS):
        faults.append(f"points = {points!r}; a whole number from 1 to {MOST_POINTS} is needed")
    if faults:
        raise ArgumentError("; ".join(faults) + ".")


def _table(field: Lineup, order: Order, limits: Limits, silent: npt.NDArray[np.bool_], what: str) -> pd.DataFrame:
    index = pd.Index(field.model.criteria, name="criterion")
    climbs_below, passed_below = order.pairs(limits.below, limits.sign_below)
    climbs_above, passed_above = order.pairs(limits.above, limits.sign_above)

    def named(numbers: npt.NDArray[np.int64]) -> "pd.Series[Any]":
        """Ids of options, None for -1; as objects, so that None stays None and does not turn into NaN."""
        return pd.Series([None if i < 0 else field.options[i] for i in numbers], index, dtype=object)

    table = pd.DataFrame({"weight": field.weights.weights, "low": limits.low, "high": limits.high}, index=index)
    table["below"], table["above"] = named(climbs_below), named(climbs_above)
    table["silent_below"], table["silent_above"] = silent
    if what == "ranking":
        table["passed_below"], table["passed_above"] = named(passed_below), named(passed_above)
    return table


def weight_sweep(
    case: Case,
    criterion: str,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    points: int = 101,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    **method_options: Any,
) -> pd.DataFrame:
    """Scores and ranks as one weight goes from 0 to 1 and the others yield in proportion.

    Returns
    -------
    DataFrame
        One row a weight and option: `weight`, `option`, `label`, `score`, `rank`.

    Raises
    ------
    ArgumentError
        If the criterion is unknown or there are fewer than 2 points; otherwise as `rank`.
    MethodError
        As `rank`; or if the method has no answer at one of the weights.
    """
    if criterion not in case.catalogue.ids:
        raise ArgumentError(f"No criterion {criterion!r}. Criteria: {', '.join(case.catalogue.ids)}.")
    if points < 2:
        raise ArgumentError(f"points = {points!r}; at least 2 are needed.")
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    names, criteria = field.options, field.model.criteria
    targets = np.linspace(0.0, 1.0, points)
    swept = with_weight(field.weights.weights, criteria.index(criterion), targets)
    scores = value_scores(field.values, swept, chosen, names, criteria, method_options)
    places = ranks(scores, higher_is_better=chosen.higher_is_better)
    return pd.DataFrame(
        {
            "weight": np.repeat(targets, len(names)),
            "option": np.tile(names, points),
            "label": np.tile([case.labels[name] for name in names], points),
            "score": scores.ravel(),
            "rank": places.ravel(),
        }
    )
