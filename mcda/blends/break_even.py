"""How well the parts must fit before a blend pays, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.fit import SLACK, by_coordination, coordination_that_passes, least
from mcda.blends.lattice import Bounds, share_bounds
from mcda.blends.mix import LEAST_SHARE, Mix
from mcda.blends.optima import Batch, allowed_alone, lattice_within, spread
from mcda.draws import SOURCES, Draw, draw_blocks
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates

Array = npt.NDArray[np.float64]
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


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
    drawn
        The break-even of each draw, (draws,), inf for "never"; None without draws.
    quantiles
        `p05`, `p25`, `p50`, `p75`, `p95` of the drawn ones, None for "never"; None without draws.
    p_never
        Share of draws in which no coordination is enough; None without draws.
    p_enough
        Share of draws in which the coordination drawn is enough: in which a blend pays; None without draws.
    """

    coordination: float | None
    share: "pd.Series[float] | None"
    assumed: float
    best_pure: str
    epsilon: float
    least_share: float
    scenario: str
    case_digest: str
    gates: tuple[Gate, ...] = ()
    draws: int = 0
    seed: int = 0
    drawn: Array | None = None
    quantiles: dict[str, float | None] | None = None
    p_never: float | None = None
    p_enough: float | None = None

    @property
    def never(self) -> bool:
        """Whether no coordination is enough."""
        return self.coordination is None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the draws are summed up by their quantiles."""
        plain = {name: value for name, value in vars(self).items() if name not in ("share", "drawn", "gates")}
        return plain | {
            "share": None if self.share is None else self.share.to_dict(),
            "gates": [str(gate) for gate in self.gates],
            "never": self.never,
        }


def break_even_coordination(
    case: Any,
    *,
    epsilon: float | None = None,
    least_share: float = LEAST_SHARE,
    gates: Iterable[Gate | str] = (),
    bounds: Bounds | None = None,
    draws: int = 0,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
    **setting: Any,
) -> BreakEven:
    """How well the parts must fit before a blend beats the best pure strategy, or "never".

    The least coordination κ at which some blend with every share at or above `least_share` leads the best pure
    strategy by at least `epsilon` points. More coordination never makes a blend worse, so halving finds it.
    Coordination is meant before the price of acting first, as scenarios state it.

    Parameters
    ----------
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    least_share
        From 0 to 1 / k: below it, a part is too small for the mix to be called a blend.
    gates
        Floors and ceilings that the blend and the best pure strategy must respect at their most likely scores.
    bounds
        Floor and cap, from 0 to 1, of the share of any component in the blend; pure strategies are free of them.
    draws
        With draws of facts, other assumptions and weights the answer also has an interval. Assumptions that the
        setting states are not drawn.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a setting out of range, or gates that no pure strategy passes or that more coordination breaks.

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
    limits = parsed_gates(case, gates)
    points = lattice_within(share_bounds(mix.components, bounds))
    blends = points[(points >= least_share - 1e-9).all(axis=1)]
    allowed = allowed_alone(mix, limits, share_bounds(mix.components, None))
    contest = _Contest(mix, blends, coordination_that_passes(mix, blends, limits), allowed, tolerance)
    found, share = contest.at(Batch.of(mix, spread(mix.model.mode, 1)))
    pure = np.where(contest.allowed, mix.pure_scores(), -np.inf)
    doubt: dict[str, Any] = {}
    if draws:
        doubt = _doubt(contest, draw_blocks(mix.model, mix.weights, draws, seed, sources))
    return BreakEven(
        coordination=_or_never(found[0]),
        share=pd.Series(share[0], index=list(mix.components), name="share") if np.isfinite(found[0]) else None,
        assumed=float(mix.assumptions.coordination),
        best_pure=mix.components[int(np.argmax(pure))],
        epsilon=tolerance,
        least_share=least_share,
        scenario=mix.scenario,
        case_digest=case.digest,
        gates=limits,
        draws=draws,
        seed=seed,
        **doubt,
    )


class _Contest(NamedTuple):
    """Blends (J, k) against pure strategies.

    `passes_from` (J,) is the coordination from which on a blend passes the gates, `allowed` (k,) the pure
    strategies that do, and `tolerance` the points by which a blend must lead.
    """

    mix: Mix
    blends: Array
    passes_from: Array
    allowed: npt.NDArray[np.bool_]
    tolerance: float

    def at(self, batch: Batch) -> tuple[Array, Array]:
        """The break-even (B,) of each setting, inf for "never", and the blend (B, k) that does it."""
        pure = np.where(self.allowed, batch.scores(np.eye(len(self.allowed))), -np.inf).max(axis=1)
        if not len(self.blends):
            return np.full(len(pure), np.inf), np.zeros((len(pure), len(self.allowed)))
        free = by_coordination(batch, self.blends)

        def scored(kappa: Array) -> Array:
            return np.where(kappa[:, None] >= self.passes_from, free(kappa), -np.inf)

        found = least(lambda kappa: scored(kappa).max(axis=1) >= pure + self.tolerance - SLACK, len(pure))
        return found, self.blends[scored(np.minimum(found, 1.0)).argmax(axis=1)]


def _doubt(contest: _Contest, blocks: Iterable[Draw]) -> dict[str, Any]:
    """What the draws say: every break-even, its quantiles, and how often it is never, or reached."""
    mix = contest.mix
    found, enough = [], []
    for block in blocks:
        levels = mix.held(block.levels)
        found.append(contest.at(Batch.of(mix, levels, block.weights))[0])
        enough.append(np.asarray(levels.assumptions.coordination) >= found[-1])
    drawn = np.concatenate(found)
    # A quantile is one of the draws: between a number and "never" there is nothing to interpolate.
    ordered = np.sort(drawn)
    places = {name: max(0, int(np.ceil(part * drawn.size)) - 1) for name, part in QUANTILES.items()}
    return {
        "drawn": drawn,
        "quantiles": {name: _or_never(ordered[place]) for name, place in places.items()},
        "p_never": float(np.isinf(drawn).mean()),
        "p_enough": float(np.concatenate(enough).mean()),
    }


def _or_never(kappa: float) -> float | None:
    return float(kappa) if np.isfinite(kappa) else None
