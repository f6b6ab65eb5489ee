"""The least changes of weights that let one option beat another, or come first."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.kernels.overtake import (
    first_least_distance,
    first_least_largest,
    first_least_moved,
    least_distance,
    least_largest,
    least_moved,
    tipping_weights,
)
from mcda.kernels.simplex import with_weight
from mcda.language import later
from mcda.robustness.pair import Pair
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]

BEAT, FIRST = "beat", "first"
UNIT = later("points of weight, of 100")
NORMS = {
    "l1": later("All weights, moving the least in total"),
    "l2": later("All weights, by the least distance"),
    "linf": later("All weights, by the least largest change"),
}
_BEATING = {"l1": least_moved, "l2": least_distance, "linf": least_largest}
_LEADING = {"l1": first_least_moved, "l2": first_least_distance, "linf": first_least_largest}
_UNMOVED = 1e-9


def new_weights(pair: Pair) -> pd.DataFrame:
    """By criterion: `low`, `now`, `high`, and new weights as `GOAL_NORM` for each change that is possible."""
    chosen = pair.field.weights
    w = chosen.weights
    gap = pair.gaps(pair.model.mode)
    values = pair.field.values
    b = pair.field.options.index(pair.b)
    gaps = np.delete(values, b, axis=0) - values[b]
    found: dict[str, Array | None] = {}
    for norm, least in _BEATING.items():
        beating = least(gap, w)
        found[f"{BEAT}_{norm}"] = None if np.isnan(beating).any() else beating
    for norm, least_first in _LEADING.items():
        found[f"{FIRST}_{norm}"] = least_first(gaps, w)
    columns = {"low": chosen.low, "now": w, "high": chosen.high}
    columns |= {name: weights for name, weights in found.items() if weights is not None}
    return pd.DataFrame(columns, index=pd.Index(chosen.criteria, name="criterion"))


def weight_rows(pair: Pair, changed: pd.DataFrame) -> list[dict[str, Any]]:
    """A row for each way to change weights: all together by each norm and goal, then one at a time.

    The sizes of changes of all weights are half the L1 norm (the weight that changes hands), the L2 norm and the
    L∞ norm.
    """
    rows = []
    for goal in (BEAT, FIRST):
        for norm, what in NORMS.items():
            new = changed.get(f"{goal}_{norm}")
            needed, reach = np.nan, np.nan
            if new is not None:
                needed = _size(norm, (new - changed["now"]).to_numpy())
                reach = weights_reach(pair.field.weights, new.to_numpy())
            rows.append({"kind": "weights", "goal": goal, "what": what, "now": 0.0, "needed": needed, "reach": reach})
    return [row | {"unit": UNIT} for row in (*rows, *_single_rows(pair))]


def weights_reach(chosen: WeightSet, new: Array) -> float:
    """How much of the way to the end of its range the weight that comes nearest to it takes up, or goes beyond."""
    change = new - chosen.weights
    room = np.where(change > 0, chosen.high, chosen.low) - chosen.weights
    moved = np.abs(change) > _UNMOVED
    has_room = np.abs(room) > _UNMOVED
    parts = np.divide(change, room, out=np.full_like(change, np.inf), where=has_room)
    return float(np.where(moved, parts, 0.0).max())


def _single_rows(pair: Pair) -> list[dict[str, Any]]:
    chosen = pair.field.weights
    needed = tipping_weights(pair.gaps(pair.model.mode), chosen.weights)
    return [
        {
            "kind": "weights",
            "goal": BEAT,
            "what": f"Weight of {pair.criterion_label(j)}, the others yielding in proportion",
            "criterion": criterion,
            "now": 100.0 * chosen.weights[j],
            "needed": 100.0 * needed[j],
            "reach": np.nan
            if np.isnan(needed[j])
            else weights_reach(chosen, with_weight(chosen.weights, j, needed[j])),
        }
        for j, criterion in enumerate(chosen.criteria)
    ]


def _size(norm: str, change: Array) -> float:
    sizes = {"l1": np.abs(change).sum() / 2.0, "l2": np.sqrt((change * change).sum()), "linf": np.abs(change).max()}
    return float(100.0 * sizes[norm])
