"""The mix with the highest score, and every mix that is as good."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.curve import Zone, feasible_blends, intervals, over_pure, passing
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.gates import Gate, parsed_gates

Array = npt.NDArray[np.float64]
STEPS = {2: 100, 3: 50, 4: 20}
_FINEST = 1e-4


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
        Lattice points within `epsilon` of the best: one column a component, and `score`.
    intervals
        For two components, the zone as intervals of the first one's share.
    """

    shares: "pd.Series[float]"
    score: float
    best_pure: str | None
    lead: float | None
    epsilon: float
    zone: pd.DataFrame
    intervals: Zone
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
            "scenario": self.scenario,
            "case_digest": self.case_digest,
        }


def best_blend(
    case: Any, *, epsilon: float | None = None, gates: Iterable[Gate | str] = (), **setting: Any
) -> BestBlend:
    """The mix of two to four components with the highest score.

    Every point of a lattice is scored, then the best one is refined by moving effort between pairs of
    components in ever smaller steps, which needs no gradient where rules have kinks.

    Parameters
    ----------
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    gates
        Floors and ceilings that the blend must respect.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a setting out of range, or gates that no mix passes.

    Examples
    --------
    >>> import mcda
    >>> best_blend(mcda.read_case(), scenario="long_game").is_pure
    True
    """
    mix = Mix.of(case, **setting)
    limits = parsed_gates(case, gates)
    tolerance = mix.tolerance(epsilon)
    k = len(mix.components)
    points = lattice(k, STEPS[k])
    scores = np.where(feasible_blends(mix, points, limits), mix.scores(points), -np.inf)
    shares, score = refined(mix, points, scores, limits)
    pure = np.where(passing(mix, np.eye(k), limits), mix.pure_scores(), -np.inf)
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
        intervals=intervals(points[:, 0], near) if k == 2 else (),
        scenario=mix.scenario,
        case_digest=case.digest,
    )


def refined(mix: Mix, points: Array, scores: Array, gates: tuple[Gate, ...] = ()) -> tuple[Array, float]:
    """Compass search from the best lattice point: try moving effort between each pair, halve the step if none gains."""
    best = int(np.argmax(scores))
    shares, score = points[best], float(scores[best])
    k = len(shares)
    step = 1 / STEPS[k]
    moves = np.array([np.eye(k)[i] - np.eye(k)[j] for i in range(k) for j in range(k) if i != j])
    while step > _FINEST:
        tries = shares + step * moves
        tries = tries[(tries >= -1e-12).all(axis=1)].clip(0.0, 1.0)
        tries = tries / tries.sum(axis=1, keepdims=True)
        scores = np.where(passing(mix, tries, gates), mix.scores(tries), -np.inf)
        best = int(np.argmax(scores))
        if scores[best] > score + 1e-12:
            shares, score = tries[best], float(scores[best])
        else:
            step /= 2.0
    return shares, score
