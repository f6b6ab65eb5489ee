"""How far each uncertain input alone can move the lead of one option over another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from mcda.kernels.simplex import with_weight
from mcda.robustness.inputs import Input, ends_of, levels_at
from mcda.robustness.pair import Pair
from mcda.weights import WeightSet

WEIGHTS = "weights"
_UNIT = "points of weight, of 100"
_LEVEL = 1e-9
"""A lead, in points of 100, that is a rounding error."""


def tornado(pair: Pair, inputs: Sequence[Input]) -> pd.DataFrame:
    """One row an input, then one a weight that has a range, in that order."""
    low, likely, high = ends_of(inputs)
    k = len(inputs)
    x = np.tile(likely, (2, k, 1))
    x[:, np.arange(k), np.arange(k)] = low, high
    leads = pair.leads(levels_at(pair, inputs, x.reshape(2 * k, k))).reshape(2, k)
    rows = [
        {
            "kind": one.kind,
            "what": one.what,
            "option": one.option,
            "criterion": one.criterion,
            **dict(zip(("low", "now", "high"), map(one.natural, one.ends), strict=True)),
            "unit": one.unit,
            "lead_low": leads[0, i],
            "lead_high": leads[1, i],
        }
        for i, one in enumerate(inputs)
    ]
    return _with_swings([*rows, *_weight_rows(pair)], pair.lead_now())


def _weight_rows(pair: Pair) -> list[dict[str, Any]]:
    chosen = pair.field.weights
    if not weights_vary(chosen):
        return []
    rows = []
    gap = pair.gaps(pair.model.mode)
    for j in np.flatnonzero(chosen.high > chosen.low):
        ends = np.clip([chosen.low[j], chosen.high[j]], 0.0, 1.0)
        lead_low, lead_high = 100.0 * with_weight(chosen.weights, int(j), ends) @ gap
        rows.append(
            {
                "kind": WEIGHTS,
                "what": f"Weight of {pair.criterion_label(int(j))}",
                "option": None,
                "criterion": chosen.criteria[j],
                "low": 100.0 * ends[0],
                "now": 100.0 * chosen.weights[j],
                "high": 100.0 * ends[1],
                "unit": _UNIT,
                "lead_low": lead_low,
                "lead_high": lead_high,
            }
        )
    return rows


def _with_swings(rows: list[dict[str, Any]], lead: float) -> pd.DataFrame:
    columns = ["kind", "what", "option", "criterion", "low", "now", "high", "unit", "lead_low", "lead_high"]
    table = pd.DataFrame(rows, columns=columns)
    for name in ("option", "criterion"):  # as objects, None stays None and does not turn into NaN
        table[name] = pd.Series([row[name] for row in rows], dtype=object)
    ends = table[["lead_low", "lead_high"]].to_numpy(dtype=np.float64)
    most = np.maximum(ends.max(axis=1, initial=-np.inf), lead)
    least = np.minimum(ends.min(axis=1, initial=np.inf), lead)
    return table.assign(swing=most - least, flips=(most > _LEVEL) & (least < -_LEVEL))


def weights_vary(chosen: WeightSet) -> bool:
    """Whether the ranges leave room: one weight alone cannot move, as all of them sum to 1."""
    return bool(np.count_nonzero(chosen.high > chosen.low) > 1)
