"""What weights say in the units of the criteria: how much of one is worth a step of another."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from criteria import Criterion
from mcda.case import Case
from mcda.value_curves import score_worth
from mcda.values import Linear, share_from_worst


@dataclass(frozen=True)
class Equivalent:
    """A step on one criterion, and what would be given on another for it.

    Attributes
    ----------
    of, to
        Ids of the two criteria.
    gain
        The step: from a worse to a better score of `of`, in its unit.
    price
        What it is worth: from the best end of `to` down to a worse score, in its unit; None where even its whole
        scale is worth less, or `to` has no weight.
    anywhere
        Whether the step is worth the same wherever it starts: both curves are straight lines.
    """

    of: str
    to: str
    gain: tuple[float, float]
    price: tuple[float, float] | None
    anywhere: bool


def equivalent(case: Case, weights: Mapping[str, float], of: str, to: str) -> Equivalent:
    """What a round step in the middle of one criterion's scale, about a tenth of it, is worth on another.

    Weights (by criterion, in any unit) times differences of value: w_of (v(gain end) - v(gain start)) =
    w_to (1 - v(price end)).

    References
    ----------
    Keeney & Raiffa 1976, *Decisions with Multiple Objectives*, section 3.7 (tradeoffs as checks of weights).

    Examples
    --------
    >>> import mcda
    >>> case = mcda.read_case()
    >>> weights = dict.fromkeys(case.catalogue.ids, 1.0) | {"speed": 2.0}
    >>> found = equivalent(case, weights, of="coverage", to="speed")
    >>> found.gain, tuple(round(score, 6) for score in found.price)
    ((45.0, 55.0), (100.0, 95.0))
    """
    gained, given = case.catalogue[of], case.catalogue[to]
    gain = _middle_step(gained)
    before, after = (float(case.curves[of].value(np.asarray(share_from_worst(score, gained)))) for score in gain)
    worth = weights[of] * (after - before)
    left = 1.0 - worth / weights[to] if weights[to] > 0 else -math.inf
    price = (given.best, score_worth(given, case.curves[to], left)) if left >= 0 else None
    anywhere = all(isinstance(case.curves[one], Linear) for one in (of, to))
    return Equivalent(of, to, gain, price, anywhere)


def round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, at most a tenth of a span.

    Examples
    --------
    >>> [round_step(span) for span in (100, 36, 6000, 0.5)]
    [10.0, 2.0, 500.0, 0.05]
    """
    power = 10.0 ** math.floor(math.log10(span / 10.0) + 1e-9)
    return max(times * power for times in (1.0, 2.0, 5.0) if times * power <= span / 10.0 * (1 + 1e-9))


def _middle_step(criterion: Criterion) -> tuple[float, float]:
    """A round step of a criterion around the middle of its scale, from the worse score to the better."""
    half = criterion.direction.sign * round_step(criterion.scale.span) / 2.0
    middle = (criterion.scale.low + criterion.scale.high) / 2.0
    return middle - half, middle + half
