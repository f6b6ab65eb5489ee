"""From a raw score to a value between 0 (worst end of the fixed scale) and 1 (best end).

A curve is a value function on shares of the scale counted from its worst end, so that it always rises.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError

if TYPE_CHECKING:
    from criteria import Criterion

Array = npt.NDArray[np.float64]
MIDVALUES = (0.02, 0.98)
"""Where a midvalue may lie, as a share of the scale; nearer to an end, the curve would be a step."""
SAME = 1e-9
"""Shares of the scale that differ by no more than this are one and the same."""


def share_of_scale(raw: Array, low: Array, high: Array) -> Array:
    """Raw scores (…, n) as shares of their scales `low` to `high` (n,), in each criterion's own direction."""
    return np.asarray((raw - low) / (high - low))


def from_share(share: Array, low: Array, high: Array) -> Array:
    """Shares of the scale (…, n) back in natural units."""
    return np.asarray(low + share * (high - low))


def linear_value(share: Array, signs: npt.NDArray[np.int64]) -> Array:
    """Values (…, n) in [0, 1], 1 = best, from shares of the scale and directions of +1 or -1 (n,)."""
    return np.where(signs > 0, share, 1.0 - share)


def share_from_worst(score: float, criterion: "Criterion") -> float:
    """A raw score as a share of its scale counted from the worst end: 0 = worst, 1 = best."""
    scale = criterion.scale
    share = share_of_scale(np.asarray(score), np.asarray(scale.low), np.asarray(scale.high))
    return float(linear_value(share, np.asarray(criterion.direction.sign)))


def piecewise_value(scores: npt.ArrayLike, points: Iterable[tuple[float, float]]) -> Array:
    """Values by straight lines between points that somebody stated.

    Parameters
    ----------
    scores
        (…), in the unit of the points.
    points
        (score, value) pairs in any order, at least two. Beyond the outermost points a score is worth what the
        nearest of them is: a fixed scale has nothing beyond its ends.

    Returns
    -------
    ndarray (…)
        In the unit of the points' values.

    Raises
    ------
    ArgumentError
        For a number that is not finite, fewer than two points, or a score that has two values.

    Examples
    --------
    Of a journey of 50 to 100 minutes, the last ten hurt most:

    >>> piecewise_value([60, 75, 95, 120], [(50, 1.0), (75, 0.8), (90, 0.5), (100, 0.0)]).round(2)
    array([0.92, 0.8 , 0.25, 0.  ])
    """
    x = _finite(scores, "scores")
    nodes = _nodes(points)
    if len(nodes) < 2 or (np.diff(nodes[:, 0]) <= 0).any():
        raise ArgumentError("points must be at least two, each score once.")
    return np.asarray(np.interp(x, nodes[:, 0], nodes[:, 1]))


def exponential_value(shares: npt.ArrayLike, curvature: npt.ArrayLike) -> Array:
    """Values v(t) = (1 - exp(-c t)) / (1 - exp(-c)): each equal step up the scale is worth less by the same factor.

    Parameters
    ----------
    shares
        t (…): shares of the scale from its worst end, 0 to 1.
    curvature
        c, broadcasting with `shares`: above 0 the first steps from the worst end are worth most, below 0 the
        last steps to the best end; 0 is the straight line.

    Returns
    -------
    ndarray (…)
        From 0 to 1.

    Raises
    ------
    ArgumentError
        For shares outside 0 to 1, or a number that is not finite.

    References
    ----------
    Kirkwood 1997, *Strategic Decision Making*, ch. 4, with c for one over his exponential constant.

    Examples
    --------
    >>> exponential_value([0.0, 0.5, 1.0], 2.0).round(3)
    array([0.   , 0.731, 1.   ])
    """
    t, c = _finite(shares, "shares"), _finite(curvature, "curvature")
    if (t < 0).any() or (t > 1).any():
        raise ArgumentError("shares must be numbers from 0 (worst end of the scale) to 1 (best end).")
    return _exponential(t, c)


def curvature_of(midvalue: float) -> float:
    """The curvature c at which an exponential value function is worth one half at the midvalue.

    The value at a fixed share rises with c and passes one half before c = 1 / midvalue, since it already does at
    ln 2 / midvalue; so a bracketed search always finds the one root. Midvalues m and 1 - m have opposite c.

    Parameters
    ----------
    midvalue
        A share of the scale from its worst end, 0.02 to 0.98.

    Raises
    ------
    ArgumentError
        For a midvalue outside that range.

    References
    ----------
    Keeney & Raiffa 1976, *Decisions with Multiple Objectives*, ch. 3; von Winterfeldt & Edwards 1986, *Decision
    Analysis and Behavioral Research*, ch. 7 (bisection).

    Examples
    --------
    >>> curvature_of(0.5)
    0.0
    >>> round(curvature_of(1 / 3), 4)
    1.4436
    """
    if not is_midvalue(midvalue):
        low, high = MIDVALUES
        raise ArgumentError(f"midvalue = {midvalue!r}; a share of the scale from {low:g} to {high:g} is needed.")
    if midvalue > 0.5:
        return -curvature_of(1.0 - midvalue)
    t = np.asarray(midvalue, dtype=np.float64)
    from scipy.optimize import brentq  # noqa: PLC0415  a case of straight lines need not wait for it

    return float(brentq(lambda c: float(_exponential(t, np.asarray(c))) - 0.5, 0.0, 1.0 / midvalue, xtol=1e-15))


def is_midvalue(share: float) -> bool:
    """Whether a share of the scale may be the midvalue of an exponential curve; a rounding error does not decide."""
    low, high = MIDVALUES
    return bool(low - SAME <= share <= high + SAME)


def midvalue_question(criterion: "Criterion", worse: float | None = None, better: float | None = None) -> str:
    """The question whose answer is the midvalue between two scores; without them, of the whole scale.

    Asked again between an end and the first answer, it gives the scores worth a quarter and three quarters:
    points of a piecewise curve.

    Raises
    ------
    ArgumentError
        If the two scores do not lie on the scale, or the first is not the worse one.

    References
    ----------
    Keeney & Raiffa 1976, ch. 3; von Winterfeldt & Edwards 1986, ch. 7 (bisection).
    """
    start = criterion.worst if worse is None else worse
    end = criterion.best if better is None else better
    if not 0 <= share_from_worst(start, criterion) < share_from_worst(end, criterion) <= 1:
        raise ArgumentError(
            f"{start!r} and {end!r} cannot be asked about; a worse and a better score on the scale of {criterion.id}, "
            f"from {criterion.worst:.10g} (worst) to {criterion.best:.10g} (best), are needed."
        )
    low, high = sorted((start, end))
    span = f"{low:.10g} to {high:.10g} {criterion.scale.unit}".strip()
    return (
        f"{criterion.label}, from {span}: at which number are you half-way pleased, so that going from {start:.10g} "
        f"to it is worth as much to you as going from it to {end:.10g}?"
    )


@dataclass(frozen=True)
class Linear:
    """Every equal step up the scale is worth the same."""

    def value(self, share: Array) -> Array:
        """Values (…) of shares of the scale (…) from its worst end, 0 to 1."""
        return np.asarray(share)


@dataclass(frozen=True)
class Piecewise:
    """Straight lines between stated points.

    Attributes
    ----------
    points
        (share of the scale from its worst end, value), both rising strictly from 0 to 1. The ends (0, 0) and
        (1, 1) may be left out.

    Raises
    ------
    ArgumentError
        For points that do not rise strictly from (0, 0) to (1, 1).
    """

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        given = _nodes(self.points)
        at_an_end = (given == 0).all(axis=1) | (given == 1).all(axis=1)
        nodes = np.vstack([[0.0, 0.0], given[~at_an_end], [1.0, 1.0]])
        share_steps, value_steps = np.diff(nodes, axis=0).T
        if (share_steps <= SAME).any() or (value_steps <= 0).any():
            raise ArgumentError(
                f"points = {self.points!r}; shares and values that both rise strictly from (0, 0) to (1, 1) are needed."
            )
        object.__setattr__(self, "points", tuple((float(share), float(value)) for share, value in nodes))

    def value(self, share: Array) -> Array:
        """Values (…) of shares of the scale (…) from its worst end, 0 to 1."""
        nodes = np.array(self.points)
        return np.asarray(np.interp(share, nodes[:, 0], nodes[:, 1]))


@dataclass(frozen=True)
class Exponential:
    """The exponential curve that is worth one half at the midvalue.

    Attributes
    ----------
    midvalue
        A share of the scale from its worst end, 0.02 to 0.98; 0.5 is the straight line.

    Raises
    ------
    ArgumentError
        For a midvalue outside that range.
    """

    midvalue: float

    def __post_init__(self) -> None:
        # Found now, so that a midvalue that cannot be is refused here and not in the first draw.
        _ = self.curvature

    @cached_property
    def curvature(self) -> float:
        """The c of `exponential_value`."""
        return curvature_of(self.midvalue)

    def value(self, share: Array) -> Array:
        """Values (…) of shares of the scale (…) from its worst end, 0 to 1."""
        return _exponential(np.asarray(share), np.asarray(self.curvature))


Curve = Linear | Piecewise | Exponential
"""The value function of one criterion."""


def _exponential(t: Array, c: Array) -> Array:
    """(1 - exp(-c t)) / (1 - exp(-c)) for any finite c.

    With a = |c|, a negative c gives (e^(a t) - 1) / (e^a - 1) = e^(-a (1 - t)) (1 - e^(-a t)) / (1 - e^(-a)), which
    cannot overflow. Below 1e-16 the curve differs from the straight line by less than rounding does.
    """
    a = np.abs(c)
    straight = a < 1e-16
    safe = np.where(straight, 1.0, a)
    curved = np.exp(np.minimum(c, 0.0) * (1.0 - t)) * np.expm1(-safe * t) / np.expm1(-safe)
    return np.where(straight, t, curved)


def _nodes(points: Iterable[tuple[float, float]]) -> Array:
    """Points as an array (p, 2), in rising order of their first number."""
    nodes = _finite([tuple(point) for point in points], "points")
    if nodes.ndim != 2 or nodes.shape[1] != 2:
        raise ArgumentError("points must be pairs of numbers.")
    return nodes[np.argsort(nodes[:, 0], kind="stable")]


def _finite(numbers: npt.ArrayLike, what: str) -> Array:
    try:
        array = np.asarray(numbers, dtype=np.float64)
    except (TypeError, ValueError):
        raise ArgumentError(f"{what} must be numbers.") from None
    if not np.isfinite(array).all():
        raise ArgumentError(f"{what} must be finite numbers.")
    return array
