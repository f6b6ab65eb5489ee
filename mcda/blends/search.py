"""The best mix, what its lead is made of, and how well the parts must fit before a blend pays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.curve import Zone, feasible_blends, intervals, over_pure, passing
from mcda.blends.lattice import lattice
from mcda.blends.mix import LEAST_SHARE, Mix
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates

Array = npt.NDArray[np.float64]
_STEPS = {2: 100, 3: 50, 4: 20}
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
    points = lattice(k, _STEPS[k])
    scores = np.where(feasible_blends(mix, points, limits), mix.scores(points), -np.inf)
    shares, score = _refined(mix, points, scores, limits)
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


def _refined(mix: Mix, points: Array, scores: Array, gates: tuple[Gate, ...] = ()) -> tuple[Array, float]:
    """Compass search from the best lattice point: try moving effort between each pair, halve the step if none gains."""
    best = int(np.argmax(scores))
    shares, score = points[best], float(scores[best])
    k = len(shares)
    step = 1 / _STEPS[k]
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


@dataclass(frozen=True)
class BreakEven:
    """The least coordination at which a blend beats the best pure strategy by `epsilon`.

    Attributes
    ----------
    coordination
        From -1 to 1, or None for "never".
    share
        Shares of the blend that does it, by component; None for "never".
    assumed
        The coordination that the scenario (or the caller) assumes, to compare with.
    """

    coordination: float | None
    share: "pd.Series[float] | None"
    assumed: float
    best_pure: str
    epsilon: float
    least_share: float
    scenario: str
    case_digest: str

    @property
    def never(self) -> bool:
        """Whether no coordination is enough."""
        return self.coordination is None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        plain = {name: value for name, value in vars(self).items() if name != "share"}
        return plain | {"share": None if self.share is None else self.share.to_dict(), "never": self.never}


def break_even_coordination(
    case: Any, *, epsilon: float | None = None, least_share: float = LEAST_SHARE, **setting: Any
) -> BreakEven:
    """How well the parts must fit before a blend beats the best pure strategy, or "never".

    The least coordination κ at which some blend with every share at or above `least_share` leads the best pure
    strategy by at least `epsilon` points. More coordination never makes a blend worse, so halving finds it.
    Coordination is meant before the price of acting first, as scenarios state it.

    Raises
    ------
    ArgumentError
        For a setting out of range.

    Examples
    --------
    >>> import mcda
    >>> break_even_coordination(mcda.read_case(), scenario="long_game").never
    True
    """
    mix = Mix.of(case, **setting)
    tolerance = mix.tolerance(epsilon)
    k = len(mix.components)
    if not 0 <= least_share <= 1 / k:
        raise ArgumentError(f"least_share = {least_share!r}; a number from 0 to {1 / k:g} is needed.")
    points = lattice(k, _STEPS[k])
    blends = points[(points >= least_share - 1e-9).all(axis=1)]
    pure = mix.pure_scores()
    wanted = float(pure.max()) + tolerance

    def best_at(kappa: float) -> tuple[Array, float]:
        scores = mix.assume(coordination=kappa).scores(blends)
        return blends[int(np.argmax(scores))], float(scores.max())

    found = _least(lambda kappa: best_at(kappa)[1] >= wanted - 1e-9)
    share = None if found is None else pd.Series(best_at(found)[0], index=list(mix.components), name="share")
    return BreakEven(
        coordination=found,
        share=share,
        assumed=float(mix.assumptions.coordination),
        best_pure=mix.components[int(np.argmax(pure))],
        epsilon=tolerance,
        least_share=least_share,
        scenario=mix.scenario,
        case_digest=case.digest,
    )


def _least(holds: Any) -> float | None:
    """The least κ in [-1, 1] at which a condition holds that stays true once it is; None if it never does."""
    if holds(-1.0):
        return -1.0
    if not holds(1.0):
        return None
    low, high = -1.0, 1.0
    while high - low > 1e-4:
        middle = (low + high) / 2.0
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def lead_makeup(case: Any, **setting: Any) -> pd.DataFrame:
    """The best mix again without each assumption: how much of a blend's lead is assumption.

    Returns
    -------
    DataFrame
        Indexed by `without`: nothing, returns (q = 1), synergy (σ = 0), coordination (κ = 0), acting first (act
        together), and all of them; with one column of shares a component, `score`, and `lead` over the best
        pure strategy.

    Raises
    ------
    ArgumentError
        For a setting out of range.
    """
    mix = Mix.of(case, **setting)
    together = replace(mix, sequence="act_together")
    off = {"returns": 1.0, "synergy": 0.0, "coordination": 0.0}
    variants = {
        "nothing": mix,
        "returns": mix.assume(returns=1.0),
        "synergy": mix.assume(synergy=0.0),
        "coordination": mix.assume(coordination=0.0),
        "acting first": together,
        "all of them": together.assume(**off),
    }
    rows = {}
    k = len(mix.components)
    points = lattice(k, _STEPS[k])
    for name, variant in variants.items():
        shares, score = _refined(variant, points, variant.scores(points))
        lead = score - float(variant.pure_scores().max())
        rows[name] = {**dict(zip(mix.components, shares, strict=True)), "score": score, "lead": lead}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("without")
