"""How far each weight may move, the others yielding in proportion, before another option comes first."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.kernels.additive import weighted_sum
from mcda.kernels.ranks import ranks
from mcda.kernels.simplex import with_weight
from mcda.methods import method_named
from mcda.ranking import rank, value_scores
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
_SAME = 1e-12


@dataclass(frozen=True)
class Stability:
    """Stability interval of every weight.

    Attributes
    ----------
    winner
        The option that is first now.
    table
        Indexed by criterion: `weight`, `low` and `high` (the interval in which `winner` stays first, all
        fractions of 1), `below` and `above` (who is first just outside it; None where nobody is).
    """

    winner: str
    table: pd.DataFrame
    scenario: str
    weights: str
    method: str
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {**vars(self), "table": self.table.astype(object).to_dict("index")}

    @property
    def tightest(self) -> str | None:
        """The criterion whose weight needs to move least before the winner changes; None if none can do it."""
        room = self.room()
        return str(room.idxmin()) if np.isfinite(room).any() else None

    def room(self) -> "pd.Series[float]":
        """Least change of each weight that changes the winner, as a fraction of 1; infinite where none does."""
        table = self.table
        down = (table["weight"] - table["low"]).where(table["below"].notna(), np.inf)
        up = (table["high"] - table["weight"]).where(table["above"].notna(), np.inf)
        return down.where(down < up, up)


def stability(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    **setting: Any,
) -> Stability:
    """Stability interval of every weight, in closed form.

    As one weight t moves from 0 to 1 and the others keep their proportions, each option's score is a straight
    line, t v + (1 - t) R, with R its score on the other criteria. The interval ends where a rival's line
    crosses the winner's.

    Parameters
    ----------
    **setting
        gates, options: as for `rank`.

    Raises
    ------
    MethodError
        For a method other than `additive`.
    ArgumentError
        As `rank` does.

    Examples
    --------
    >>> import mcda
    >>> found = stability(mcda.read_case(), scenario="long_game")
    >>> found.winner, bool((found.table["low"] <= found.table["weight"]).all())
    ('multilateral', True)
    """
    name = method or case.settings.defaults.method
    if method_named(name).name != "additive":
        raise MethodError(f"Stability intervals are given for the additive method, not for {name!r}.")
    ranking = rank(case, scenario=scenario, weights=weights, method=name, **setting)
    w = ranking.weights.weights
    options = tuple(ranking.contributions.index)
    values = _values(case, ranking.scenario, options)
    winner = options.index(ranking.winner)
    rows = [_interval(values, w, j, winner, options) for j in range(w.size)]
    table = pd.DataFrame(
        rows,
        columns=["weight", "low", "high", "below", "above"],
        index=pd.Index(ranking.weights.criteria, name="criterion"),
    )
    for column in ("below", "above"):  # as objects, None stays None and does not turn into NaN
        table[column] = pd.Series([row[list(table).index(column)] for row in rows], table.index, dtype=object)
    return Stability(ranking.winner, table, ranking.scenario, ranking.weights.name, name, case.digest)


def _values(case: Case, scenario: str, options: tuple[str, ...]) -> Array:
    model = case.facts(scenario)
    rows = [model.options.index(option) for option in options]
    return model.values(model.at("mode"))[rows]


def _interval(
    values: Array, w: Array, j: int, winner: int, options: tuple[str, ...]
) -> tuple[float, float, float, str | None, str | None]:
    """The weights of criterion `j` for which `winner` stays first, and who is first beyond either end."""
    rest = weighted_sum(values, with_weight(w, j, np.asarray(0.0)))
    gap_rest = rest[winner] - rest
    gap_slope = (values[winner, j] - values[:, j]) - gap_rest
    # The winner's lead over each rival is gap_rest + t * gap_slope; it is at least 0 at t = w_j.
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = np.where(np.abs(gap_slope) > _SAME, -gap_rest / gap_slope, np.nan)
    falls_above = gap_slope < -_SAME
    falls_below = gap_slope > _SAME
    high, above = _nearest(crossing, gap_slope, falls_above, upward=True)
    low, below = _nearest(crossing, gap_slope, falls_below, upward=False)
    return (
        float(w[j]),
        float(min(low, w[j])),
        float(max(high, w[j])),
        None if below is None else options[below],
        None if above is None else options[above],
    )


def _nearest(
    crossing: Array, slope: Array, candidates: npt.NDArray[np.bool_], *, upward: bool
) -> tuple[float, int | None]:
    """The first crossing inside (0, 1), and the rival that leads beyond it (the steepest, if several cross there)."""
    end = 1.0 if upward else 0.0
    inside = candidates & ((crossing < 1.0 - _SAME) if upward else (crossing > _SAME))
    if not inside.any():
        return end, None
    edge = crossing[inside].min() if upward else crossing[inside].max()
    there = inside & (np.abs(crossing - edge) <= _SAME)
    steepness = np.where(there, np.abs(slope), -np.inf)
    return float(edge), int(np.argmax(steepness))


def weight_sweep(
    case: Case,
    criterion: str,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    points: int = 101,
    **setting: Any,
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
    """
    if criterion not in case.catalogue.ids:
        raise ArgumentError(f"No criterion {criterion!r}. Criteria: {', '.join(case.catalogue.ids)}.")
    if points < 2:
        raise ArgumentError(f"points = {points!r}; at least 2 are needed.")
    ranking = rank(case, scenario=scenario, weights=weights, method=method, **setting)
    options = tuple(ranking.contributions.index)
    chosen = method_named(ranking.method)
    targets = np.linspace(0.0, 1.0, points)
    swept = with_weight(ranking.weights.weights, case.catalogue.ids.index(criterion), targets)
    values = _values(case, ranking.scenario, options)
    scores = value_scores(values, swept, chosen, options, case.catalogue.ids)
    places = ranks(scores, higher_is_better=chosen.higher_is_better)
    return pd.DataFrame(
        {
            "weight": np.repeat(targets, len(options)),
            "option": np.tile(options, points),
            "label": np.tile([case.labels[option] for option in options], points),
            "score": scores.ravel(),
            "rank": places.ravel(),
        }
    )
