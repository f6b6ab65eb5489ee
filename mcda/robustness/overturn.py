"""What would have to be true for one option to beat another: weights, single scores, coordination."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.ranks import TOLERANCE
from mcda.language import later
from mcda.robustness.overturn_scores import tipping_coordination, tipping_scores
from mcda.robustness.overturn_weights import BEAT, new_weights, weight_rows
from mcda.robustness.pair import Pair
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]

WITHIN, OUTSIDE, IMPOSSIBLE = later("within the evidence range"), later("outside it"), later("impossible")
_ROUNDING = 1e-9
COLUMNS = ["kind", "goal", "what", "option", "criterion", "now", "needed", "unit", "change", "reach", "grade"]


@dataclass(frozen=True)
class Overturn:
    """What would have to be true for `b` to beat `a`.

    Attributes
    ----------
    lead
        By how much `a` is ahead now, in points of 100.
    table
        One row a change that would do it alone, the most plausible first:

        - `kind`: `weights`, `score` or `coordination`;
        - `goal`: `beat` (`b` ahead of `a`) or `first` (`b` ahead of all);
        - `what` is changed, in words, with the ids `option` and `criterion` where there are such;
        - `now`, `needed` and `change` in `unit`; missing where nothing does it. At `needed` the two are level;
        - `reach`: how much of the way from now to the end of its range the change takes up, at most 1 within
          the range, infinite where there is no range that way. For several weights the largest of theirs;
        - `grade`: `within the evidence range`, `outside it`, or `impossible` (no number on the scale does it).
          For weights the range is that of the weight set.
    new_weights
        By criterion: `low`, `now` and `high` of the weight set, and the new weights of each change of several
        weights that is possible: `beat_l1`, `beat_l2`, `beat_linf`, `first_l1`, `first_l2`, `first_linf`. Those of
        L1 and L∞ need not be the only ones of their size.
    """

    a: str
    b: str
    lead: float
    table: pd.DataFrame
    new_weights: pd.DataFrame
    scenario: str
    weights: WeightSet
    method: str
    case_digest: str

    @property
    def never(self) -> bool:
        """Whether nothing in the table lets `b` beat `a`."""
        beats = self.table[self.table["goal"] == BEAT]
        return bool((beats["grade"] == IMPOSSIBLE).all())

    @property
    def within(self) -> pd.DataFrame:
        """The changes that stay within the evidence range."""
        return self.table[self.table["grade"] == WITHIN]

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; None for what is missing, and for an infinite reach."""
        return {
            "a": self.a,
            "b": self.b,
            "lead": self.lead,
            "table": [
                {column: None if _missing(cell) else cell for column, cell in row.items()}
                for row in self.table.astype(object).to_dict("records")
            ],
            "new_weights": self.new_weights.to_dict("index"),
            "scenario": self.scenario,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "method": self.method,
            "case_digest": self.case_digest,
        }


def overturn(
    case: Case,
    a: str,
    b: str,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    method: str | None = None,
) -> Overturn:
    """What would have to be true for `b` to beat `a`, one change at a time.

    Three kinds of change: of weights (one alone, the others yielding in proportion; and all together, with the
    least weight moved (L1), the least distance (L2), or the least largest change (L∞), also for `b` to come
    first of all); of one score of what either option is, derives from or blends; of coordination. Weights are
    exact; scores and coordination are searched for on a grid and then by bisection (see `overturn_scores`).

    Parameters
    ----------
    a, b
        Ids of options; `a` is ahead now.
    scenario, weights, gates, options
        As for `rank`.
    method
        The additive method only.

    Raises
    ------
    MethodError
        For a method other than `additive`.
    ArgumentError
        As `rank`; if one of the two is not compared; or if `b` is not behind `a`.

    Examples
    --------
    >>> import mcda
    >>> found = overturn(mcda.read_case(), "multilateral", "unilateral", scenario="long_game")
    >>> found.never, found.table["kind"].iloc[-1]
    (False, 'score')
    """
    pair = Pair.of(case, a, b, scenario=scenario, weights=weights, gates=gates, options=options, method=method)
    lead = pair.lead_now()
    if lead <= 100 * TOLERANCE:
        raise ArgumentError(
            f"{b!r} is not behind {a!r} here (the lead is {lead:.3g} points), so nothing has to change; "
            "name the option that is ahead first."
        )
    changed = new_weights(pair)
    rows = [*weight_rows(pair, changed), *_score_rows(pair), *_coordination_rows(pair)]
    return Overturn(
        a=a,
        b=b,
        lead=lead,
        table=_table(rows),
        new_weights=changed,
        scenario=pair.field.scenario,
        weights=pair.field.weights,
        method="additive",
        case_digest=case.digest,
    )


def reach(now: float, needed: float, low: float, high: float) -> float:
    """How much of the way from `now` to that end of its range a change takes up; NaN where nothing is enough."""
    if np.isnan(needed):
        return float("nan")
    change = needed - now
    room = (high if change > 0 else low) - now
    return float(change / room) if abs(room) > _ROUNDING * abs(change) else float("inf")


def _score_rows(pair: Pair) -> list[dict[str, Any]]:
    model = pair.model
    needed = tipping_scores(pair)
    low, now, high = (model.natural(level.scores) for level in (model.low, model.mode, model.high))
    return [
        {
            "kind": "score",
            "goal": BEAT,
            "what": pair.score_label(option, j),
            "option": option,
            "criterion": criterion,
            "now": now[i, j],
            "needed": needed[i, j],
            "unit": pair.unit(j),
            "reach": reach(now[i, j], needed[i, j], low[i, j], high[i, j]),
        }
        for i, option in enumerate(model.scored)
        for j, criterion in enumerate(model.criteria)
    ]


def _coordination_rows(pair: Pair) -> list[dict[str, Any]]:
    if not pair.blended:
        return []
    low, now, high = (
        float(np.asarray(level.assumptions.coordination))
        for level in (pair.model.low, pair.model.mode, pair.model.high)
    )
    needed = tipping_coordination(pair)
    return [
        {
            "kind": "coordination",
            "goal": BEAT,
            "what": "Coordination",
            "now": now,
            "needed": needed,
            "unit": later("from -1 to 1"),
            "reach": reach(now, needed, low, high),
        }
    ]


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows in order of reach, impossible ones last; equal ones in the order they come."""
    table = pd.DataFrame(rows, columns=[column for column in COLUMNS if column not in ("change", "grade")])
    table["change"] = table["needed"] - table["now"]
    never = table["needed"].isna()
    table["grade"] = np.where(never, IMPOSSIBLE, np.where(table["reach"] <= 1.0 + _ROUNDING, WITHIN, OUTSIDE))
    for name in ("option", "criterion"):  # as objects, None stays None and does not turn into NaN
        table[name] = table[name].astype(object).where(table[name].notna(), None)
    order = np.lexsort((np.where(never, np.inf, table["reach"]), never))
    return table[COLUMNS].iloc[order].reset_index(drop=True)


def _missing(cell: Any) -> bool:
    return isinstance(cell, float) and not np.isfinite(cell)
