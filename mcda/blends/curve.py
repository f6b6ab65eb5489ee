"""Score by share for two components, with its indifference zone and, on request, its doubt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.draws import SOURCES, draw_blocks
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates

Array = npt.NDArray[np.float64]
Zone = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class BlendCurve:
    """A blend's score as a function of the first component's share.

    Attributes
    ----------
    table
        One row a share: `share` (of the first component), `score`, `feasible`, `near_best`; with draws also
        `p05`, `p25`, `p50`, `p75`, `p95` of the score and `p_best`, the share of draws in which this share is
        best.
    contributions
        Shares × criteria, points of 100, summing to the score.
    best_share, best_score
        The best feasible share and its score.
    best_pure, lead
        The best feasible pure strategy, and the lead over it; None where the gates let none through.
    baseline_score
        Score of the case's baseline, such as the status quo; None where it has none.
    zone
        All shares whose score is within `epsilon` of the best, as intervals: the policy answer.
    """

    components: tuple[str, str]
    table: pd.DataFrame
    contributions: pd.DataFrame
    best_share: float
    best_score: float
    best_pure: str | None
    lead: float | None
    baseline_score: float | None
    epsilon: float
    zone: Zone
    scenario: str
    sequence: str
    case_digest: str
    draws: int
    seed: int

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "components": list(self.components),
            "best_share": self.best_share,
            "best_score": self.best_score,
            "best_pure": self.best_pure,
            "lead": self.lead,
            "baseline_score": self.baseline_score,
            "epsilon": self.epsilon,
            "zone": [list(interval) for interval in self.zone],
            "scenario": self.scenario,
            "sequence": self.sequence,
            "curve": self.table.to_dict("records"),
            "case_digest": self.case_digest,
            "draws": self.draws,
            "seed": self.seed,
        }


def blend_curve(
    case: Any,
    *,
    steps: int = 100,
    draws: int = 0,
    seed: int = 0,
    epsilon: float | None = None,
    gates: Iterable[Gate | str] = (),
    sources: tuple[str, ...] = SOURCES,
    **setting: Any,
) -> BlendCurve:
    """Score by the share of the first of two components.

    Parameters
    ----------
    steps
        The curve has steps + 1 shares from 0 to 1.
    draws
        With draws of facts, assumptions and weights the table also has bands and P(best share). Assumptions
        that the setting states are not drawn.
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    gates
        Floors and ceilings that a blend must respect.
    **setting
        scenario, weights, components (two), coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For more than two components, a setting out of range, or gates that no share passes.

    Examples
    --------
    >>> import mcda
    >>> curve = blend_curve(mcda.read_case(), scenario="long_game")
    >>> curve.best_share, curve.lead
    (0.0, 0.0)
    """
    mix = Mix.of(case, **setting)
    if len(mix.components) != 2:
        raise ArgumentError(f"A curve needs two components, not {len(mix.components)}.")
    tolerance = mix.tolerance(epsilon)
    shares = lattice(2, steps)
    values = mix.values(shares)
    scores = mix.scored(values)
    feasible = feasible_blends(mix, shares, parsed_gates(case, gates))
    within = np.where(feasible, scores, -np.inf)
    best = int(np.argmax(within))
    near = within >= within[best] - tolerance
    table = pd.DataFrame({"share": shares[:, 0], "score": scores, "feasible": feasible, "near_best": near})
    if draws:
        table = table.join(_doubt(mix, shares, feasible, draws, seed, sources))
    best_pure, lead = over_pure(mix, float(scores[best]), within[[-1, 0]])
    return BlendCurve(
        components=(mix.components[0], mix.components[1]),
        table=table,
        contributions=pd.DataFrame(
            100.0 * values * mix.weights.weights,
            index=pd.Index(shares[:, 0], name="share"),
            columns=pd.Index(mix.model.criteria, name="criterion"),
        ),
        best_share=float(shares[best, 0]),
        best_score=float(scores[best]),
        best_pure=best_pure,
        lead=lead,
        baseline_score=mix.baseline_score(),
        epsilon=tolerance,
        zone=intervals(shares[:, 0], near),
        scenario=mix.scenario,
        sequence=mix.sequence,
        case_digest=case.digest,
        draws=draws,
        seed=seed,
    )


def feasible_blends(mix: Mix, shares: Array, gates: tuple[Gate, ...]) -> npt.NDArray[np.bool_]:
    """Which blends (J,) respect every gate.

    Raises
    ------
    ArgumentError
        If none does, naming the gates.
    """
    feasible = passing(mix, shares, gates)
    if not feasible.any():
        raise ArgumentError(f"No blend passes the gates: {', '.join(map(str, gates))}. Loosen one of them.")
    return feasible


def passing(mix: Mix, shares: Array, gates: tuple[Gate, ...]) -> npt.NDArray[np.bool_]:
    """Whether each of some blends (J,) respects every gate; perhaps none does."""
    if not gates:
        return np.ones(len(shares), dtype=bool)
    natural = mix.model.natural(mix.natural_share(shares))
    passes = np.logical_and.reduce(
        [gate.passes(natural[:, mix.model.criteria.index(gate.criterion)]) for gate in gates]
    )
    return np.asarray(passes, dtype=np.bool_)


def over_pure(mix: Mix, score: float, pure: Array) -> tuple[str | None, float | None]:
    """The best pure strategy and the lead of `score` over it; None for both where no strategy is feasible.

    `pure` (k,) is -inf where a pure strategy does not pass the gates.
    """
    if not np.isfinite(pure).any():
        return None, None
    best = int(np.argmax(pure))
    return mix.components[best], score - float(pure[best])


def intervals(shares: Array, inside: npt.NDArray[np.bool_]) -> Zone:
    """Runs of neighbouring shares (J,) that are inside, as (first, last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(int)))
    return tuple((float(shares[a]), float(shares[b - 1])) for a, b in edges.reshape(-1, 2))


def _doubt(
    mix: Mix,
    shares: Array,
    feasible: npt.NDArray[np.bool_],
    draws: int,
    seed: int,
    sources: tuple[str, ...],
) -> pd.DataFrame:
    """Bands of the score and P(best) for each share, over draws. Shares that tie for best share the draw."""
    drawn = [
        mix.scores(shares, mix.held(block.levels), block.weights)
        for block in draw_blocks(mix.model, mix.weights, draws, seed, sources)
    ]
    scores = np.concatenate(drawn)
    within = np.where(feasible, scores, -np.inf)
    winners = within >= within.max(axis=1, keepdims=True) - 1e-9
    p_best = (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0)
    bands = np.quantile(scores, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
    return pd.DataFrame(dict(zip(("p05", "p25", "p50", "p75", "p95"), bands, strict=True)) | {"p_best": p_best})
