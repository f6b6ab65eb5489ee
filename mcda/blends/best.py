"""The mix with the highest score, and every mix that is as good."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.curve import Zone, intervals, over_pure
from mcda.blends.lattice import Bounds, lattice
from mcda.blends.limits import Limits, climb
from mcda.blends.mix import Mix
from mcda.gates import Gate

Array = npt.NDArray[np.float64]
STEPS = {2: 100, 3: 50, 4: 20}
"""Steps of the lattice for so many components, where a call does not say."""
_STARTS, _REACH = 2, 2
_GATED_STARTS, _FINE_REACH = 4, 4
_ROUNDING = 1e-10


@dataclass(frozen=True)
class BestBlend:
    """The mix with the highest score, and how much that is worth.

    Attributes
    ----------
    shares
        By component, summing to 1.
    score
        Points of 100.
    best_pure, lead
        The best feasible pure strategy, and the lead over it in points; None where the gates let none through.
    zone
        Lattice points, and corners of the bounds, within `epsilon` of the best: one column a component, and `score`.
    intervals
        For two components, the zone as intervals of the first one's share.
    bounds, gates
        Floor and cap of every share that is limited, and the gates that the blend respects.
    """

    shares: "pd.Series[float]"
    score: float
    best_pure: str | None
    lead: float | None
    epsilon: float
    zone: pd.DataFrame
    intervals: Zone
    bounds: dict[str, tuple[float, float]]
    gates: tuple[str, ...]
    scenario: str
    case_digest: str

    @property
    def is_pure(self) -> bool:
        """Whether the best mix is one component alone."""
        return bool(self.shares.max() > 1 - 1e-9)

    def to_frame(self) -> pd.DataFrame:
        """The shares."""
        return self.shares.to_frame()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "shares": self.shares.to_dict(),
            "score": self.score,
            "best_pure": self.best_pure,
            "lead": self.lead,
            "epsilon": self.epsilon,
            "intervals": [list(interval) for interval in self.intervals],
            "bounds": {name: list(ends) for name, ends in self.bounds.items()},
            "gates": list(self.gates),
            "scenario": self.scenario,
            "case_digest": self.case_digest,
        }


def best_blend(
    case: Any,
    *,
    epsilon: float | None = None,
    gates: Iterable[Gate | str] = (),
    bounds: Bounds | None = None,
    **setting: Any,
) -> BestBlend:
    """The mix of two to four components with the highest score.

    Every point of a lattice is scored, then the best ones are refined by moving effort between components in ever
    smaller steps, which needs no gradient where rules have kinks.

    Parameters
    ----------
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    gates
        Floors and ceilings on criteria that the blend must respect at the most likely scores.
    bounds
        Floor and cap, from 0 to 1, of the share of any component, such as `{"unilateral": (0.1, 0.4)}`.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a setting out of range; for gates and bounds that no mix respects, naming the one that alone admits none
        or the fewest that clash.

    Examples
    --------
    >>> import mcda
    >>> best_blend(mcda.read_case(), scenario="long_game").is_pure
    True
    """
    mix = Mix.of(case, **setting)
    limits = Limits.of(mix, bounds, gates)
    tolerance = mix.tolerance(epsilon)
    k = len(mix.components)
    points = limits.candidates(STEPS[k])
    scores = mix.scores(points)
    shares, score = _highest(limits, points, scores)
    pure = np.where(limits.allow(np.eye(k)), mix.pure_scores(), -np.inf)
    if pure.max() >= score - _ROUNDING:  # a corner is met exactly: its lead over itself is 0
        shares, score = np.eye(k)[pure.argmax()], float(pure.max())
    best_pure, lead = over_pure(mix, score, pure)
    near = scores >= score - tolerance
    zone = pd.DataFrame(points[near], columns=list(mix.components)).assign(score=scores[near])
    return BestBlend(
        shares=pd.Series(shares, index=list(mix.components), name="share"),
        score=score,
        best_pure=best_pure,
        lead=lead,
        epsilon=tolerance,
        zone=zone,
        intervals=_runs(limits, points, near) if k == 2 else (),
        bounds=limits.bounds,
        gates=tuple(map(str, limits.gates)),
        scenario=mix.scenario,
        case_digest=case.digest,
    )


def _highest(limits: Limits, points: Array, scores: Array) -> tuple[Array, float]:
    """The best shares (k,) and their score: a search from each of the best peaks of the lattice.

    Gates cut directions off, so that searches stop early on their edges; more starts and finer directions help there.
    """
    k = points.shape[1]
    gated = bool(limits.gates)

    def height(shares: Array) -> Array:
        return np.where(limits.allow(shares), limits.mix.scores(shares), -np.inf)

    found = [
        climb(height, points[start], 1.0 / STEPS[k], limits.ends, reach=_FINE_REACH if gated else _REACH)
        for start in _peaks(points, scores, _GATED_STARTS if gated else _STARTS)
    ]
    return max(found, key=lambda one: one[1])


def _peaks(points: Array, scores: Array, most: int) -> list[int]:
    """Rows of up to `most` of the best points, no two of them neighbours, the best first."""
    apart = 2.5 / STEPS[points.shape[1]]
    chosen: list[int] = []
    for row in np.argsort(-scores, kind="stable"):
        if all(np.abs(points[row] - points[other]).max() > apart for other in chosen):
            chosen.append(int(row))
        if len(chosen) == most:
            break
    return chosen


def _runs(limits: Limits, points: Array, near: npt.NDArray[np.bool_]) -> Zone:
    """The near-best points of two components as intervals of the first share; blends that gates bar part them."""
    every = np.union1d(lattice(2, STEPS[2])[:, 0].round(12), points[:, 0])
    return intervals(every, np.isin(every, points[near, 0]))
