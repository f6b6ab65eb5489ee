"""Where a blend pays: its lead over coordination × share, and the lines from which on it is something, and matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.fit import SLACK, by_coordination, coordination_that_passes, least
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.blends.optima import Batch, allowed_alone, spread
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BreakEvenMap:
    """The lead of every blend of two components at every coordination.

    Attributes
    ----------
    components
        The share on the map is that of the first.
    table
        `coordination` (before the price of acting first), `share`, `lead` over the best pure strategy in points of
        100, and `feasible`: whether the blend respects the gates there.
    contours
        `share`, and the least coordination at which the lead is at least 0 (`zero`) and at least `epsilon`
        (`epsilon`); missing where no coordination is enough.
    assumed
        The coordination that the scenario (or the caller) assumes.
    """

    components: tuple[str, str]
    table: pd.DataFrame
    contours: pd.DataFrame
    assumed: float
    best_pure: str
    epsilon: float
    scenario: str
    weights: WeightSet
    gates: tuple[Gate, ...]
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        contours = self.contours.astype(object).where(self.contours.notna(), None)
        return {
            "components": list(self.components),
            "map": self.table.to_dict("records"),
            "contours": contours.to_dict("records"),
            "assumed": self.assumed,
            "best_pure": self.best_pure,
            "epsilon": self.epsilon,
            "scenario": self.scenario,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "gates": [str(gate) for gate in self.gates],
            "case_digest": self.case_digest,
        }


def break_even_map(
    case: Any,
    *,
    steps: int = 40,
    epsilon: float | None = None,
    gates: Iterable[Gate | str] = (),
    **setting: Any,
) -> BreakEvenMap:
    """The lead over the best pure strategy, over coordination × share.

    Parameters
    ----------
    steps
        The map has steps + 1 coordinations from -1 to 1, and as many shares from 0 to 1.
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    gates
        Floors and ceilings that blends and pure strategies must respect at their most likely scores.
    **setting
        scenario, weights, components (two), coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For more than two components, a setting out of range, or gates that no pure strategy passes or that more
        coordination breaks.

    Examples
    --------
    >>> import mcda
    >>> found = break_even_map(mcda.read_case(), scenario="long_game", steps=20)
    >>> bool(found.contours["epsilon"].isna().all())
    True
    """
    mix = Mix.of(case, **setting)
    if len(mix.components) != 2:
        raise ArgumentError(f"A map is drawn for two components, not for {', '.join(mix.components)}.")
    limits = parsed_gates(case, gates)
    tolerance = mix.tolerance(epsilon)
    blends = lattice(2, steps)
    allowed = allowed_alone(mix, limits, np.array([[0.0, 1.0], [0.0, 1.0]]))
    pure = np.where(allowed, mix.pure_scores(), -np.inf)
    passes_from = coordination_that_passes(mix, blends, limits)
    kappa = np.linspace(-1.0, 1.0, steps + 1)
    leads = Batch.of(mix, spread(mix.model.mode, kappa.size)).assume(coordination=kappa).scores(blends) - pure.max()
    table = pd.DataFrame(
        {
            "coordination": np.repeat(kappa, len(blends)),
            "share": np.tile(blends[:, 0], kappa.size),
            "lead": leads.ravel(),
            "feasible": (kappa[:, None] >= passes_from).ravel(),
        }
    )
    lines = {"zero": 0.0, "epsilon": tolerance}
    contours = {name: _line(mix, blends, passes_from, float(pure.max()) + lead) for name, lead in lines.items()}
    return BreakEvenMap(
        components=(mix.components[0], mix.components[1]),
        table=table,
        contours=pd.DataFrame({"share": blends[:, 0], **contours}),
        assumed=float(mix.assumptions.coordination),
        best_pure=mix.components[int(np.argmax(pure))],
        epsilon=tolerance,
        scenario=mix.scenario,
        weights=mix.weights,
        gates=limits,
        case_digest=case.digest,
    )


def _line(mix: Mix, blends: Array, passes_from: Array, wanted: float) -> Array:
    """The least coordination (J,) at which each blend scores at least `wanted`; NaN where none is enough."""
    scored = by_coordination(Batch.of(mix, spread(mix.model.mode, len(blends))), blends)

    def holds(kappa: Array) -> npt.NDArray[np.bool_]:
        return (np.diagonal(scored(kappa)) >= wanted - SLACK) & (kappa >= passes_from)

    found = least(holds, len(blends))
    return np.where(np.isfinite(found), found, np.nan)
