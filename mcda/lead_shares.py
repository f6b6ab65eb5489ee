"""What each criterion adds to one option's lead over another, by any method: exact Shapley values."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import MethodError
from mcda.kernels.shapley import exchange_shares, exchanged, members
from mcda.methods import METHODS, Method
from mcda.ranking import Ranking, value_scores

Array = npt.NDArray[np.float64]

MOST_CRITERIA = 16
"""Shapley values need every coalition of the criteria on which two options differ: 65,536 of 16."""

_CELLS = 4_000_000
"""Matrices are scored so many numbers at a time, whatever the number of coalitions."""

_AS_SCORED = 1e-7
"""Share of the score range to which a ranking's scores must come out again: some formulas lose digits."""

_NEUTRAL = 0.5
"""Stands for a value that a ranking does not tell, its weight being 0."""


def values_told(ranking: Ranking) -> pd.DataFrame:
    """Fixed-scale values, options × criteria, from weight × value; missing where the weight is 0."""
    weights = ranking.weights.series()
    return ranking.contributions / (100.0 * weights.where(weights > 0))


def shares_by_exchange(ranking: Ranking, a: str, b: str, method_options: dict[str, Any]) -> Array:
    """Each criterion's share (n,) in the lead of a over b, above 0 where it helps a.

    A coalition of criteria is worth a's lead when a and b exchange their values on all others, everybody else
    keeping theirs. The shares are half the Shapley values of this game and sum to the lead. Criteria on which the
    two are equal are dummies and left out of the game.

    Raises
    ------
    MethodError
        If `method_options` are not those of the ranking, the two differ on more than 16 criteria, or the method
        cannot serve the values that an exchange makes.
    """
    method = METHODS[ranking.method]
    options, criteria = tuple(ranking.contributions.index), tuple(ranking.contributions.columns)
    values = values_told(ranking).fillna(_NEUTRAL).to_numpy()
    i, j = options.index(a), options.index(b)
    sign = 1.0 if method.higher_is_better else -1.0

    def scored(matrices: Array) -> Array:
        return value_scores(matrices, ranking.weights.weights, method, options, criteria, method_options)

    _refuse_other_options(ranking, scored(values), method)
    players = np.flatnonzero(values[i] != values[j])
    if players.size > MOST_CRITERIA:
        raise MethodError(
            f"{a!r} and {b!r} differ on {players.size} criteria ({', '.join(criteria[p] for p in players)}); Shapley "
            f"values, which method {method.name!r} needs, are worked out for at most {MOST_CRITERIA}."
        )
    shares = np.zeros(len(criteria))
    if not players.size:
        return shares
    half = np.empty(2 ** (players.size - 1))
    step = max(1, _CELLS // values.size)
    for start in range(0, half.size, step):
        coalitions = np.arange(start, min(start + step, half.size))
        kept = np.ones((coalitions.size, len(criteria)), dtype=np.bool_)
        kept[:, players] = members(coalitions, players.size)
        try:
            index = scored(exchanged(values, i, j, kept))
        except MethodError as error:
            raise MethodError(f"With some values of {a!r} and {b!r} exchanged: {error}") from error
        half[coalitions] = sign * (index[:, i] - index[:, j])
    shares[players] = exchange_shares(half)
    return shares


def _refuse_other_options(ranking: Ranking, again: Array, method: Method) -> None:
    scores = ranking.table["score"].to_numpy()
    if not np.allclose(again, scores, rtol=0.0, atol=_AS_SCORED * max(float(np.ptp(scores)), 1e-3)):
        raise MethodError(
            f"The scores of this ranking do not come out again by method {method.name!r} with these options. If it was "
            f"made with options of the method ({', '.join(method.options) or 'it has none'}), give the same ones here."
        )
