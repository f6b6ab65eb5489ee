"""Value curves as a person states and checks them: what a score is worth, and the steps that are worth the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from criteria import Criterion
from mcda.case import Case
from mcda.parts import ValuePoint
from mcda.values import Curve

_HALVINGS = 60
"""Past this, halving an interval of shares changes nothing that floating point can tell."""
_CHECKED = ((0.0, 0.5, 1.0), (0.0, 0.25, 0.5), (0.5, 0.75, 1.0))


@dataclass(frozen=True)
class EqualSteps:
    """Two steps up a scale, next to each other, that a curve values alike: scores in the criterion's unit."""

    start: float
    middle: float
    end: float


def share_worth(curve: Curve, value: float) -> float:
    """The share of the scale from its worst end, 0 to 1, that a curve values at `value` (0 to 1).

    Curves rise, so halving the scale finds it.

    Examples
    --------
    >>> from mcda.values import Piecewise
    >>> round(share_worth(Piecewise(((0.2, 0.5),)), 0.5), 6)
    0.2
    """
    if value <= 0.0 or value >= 1.0:
        return 0.0 if value <= 0.0 else 1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if float(curve.value(np.asarray(middle))) < value:
            low = middle
        else:
            high = middle
    return high


def score_worth(criterion: Criterion, curve: Curve, value: float) -> float:
    """The score, in the criterion's unit, that a curve values at `value`: 0 = worst end, 1 = best end."""
    return criterion.worst + share_worth(curve, value) * (criterion.best - criterion.worst)


def check_steps(criterion: Criterion, curve: Curve) -> tuple[EqualSteps, ...]:
    """Three pairs of steps that the curve values alike: over the whole scale, its worse and its better half in worth.

    Somebody who does not feel them to be alike has another curve in mind.

    References
    ----------
    von Winterfeldt & Edwards 1986, *Decision Analysis and Behavioral Research*, ch. 7 (consistency checks of
    bisection).
    """
    return tuple(EqualSteps(*(score_worth(criterion, curve, value) for value in values)) for values in _CHECKED)


def with_curve(
    case: Case, criterion: str, kind: str, points: Sequence[tuple[float, float]], rationale: str = ""
) -> Case:
    """The case with another value curve for one criterion.

    Parameters
    ----------
    kind
        `piecewise` or `exponential`.
    points
        (score in the criterion's unit, value 0 to 100); for `exponential` the midvalue alone, worth 50. None at all
        makes the straight line.

    Raises
    ------
    CaseError
        With every point that makes no rising curve.
    """
    others = tuple(row for row in case.value_rows if row.criterion != criterion)
    # Checked with all else by `replace`, whose error lists every fault.
    own = tuple(
        ValuePoint.model_construct(criterion=criterion, kind=kind, score=score, value=value, rationale=rationale)
        for score, value in points
    )
    return case.replace(value_rows=(*others, *own))
