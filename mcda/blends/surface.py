"""Every blend of a lattice, scored: the ruler of two components, the triangle of three, the tetrahedron of four."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.best import STEPS
from mcda.blends.curve import over_pure
from mcda.blends.lattice import Bounds, lattice
from mcda.blends.limits import Limits
from mcda.blends.mix import Mix
from mcda.case import Case
from mcda.gates import Gate

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BlendSurface:
    """Scores of all lattice points.

    Attributes
    ----------
    table
        One row a lattice point: the share of each component, `score` in points of 100, `lead` over the best feasible
        pure strategy (missing where the limits let none through), `feasible`, `breaks` (the bounds and gates that it
        does not respect, separated by "; "), and `near_best`, whether it is feasible and within `epsilon` of the best.
    values, scores
        Points × criteria: values from 0 to 1, and scores in natural units.
    best
        Row of the best feasible point. Between the points there may be a slightly better one: `best_blend` finds it.
    weights
        Id of the weight set.
    """

    components: tuple[str, ...]
    steps: int
    table: pd.DataFrame
    values: pd.DataFrame
    scores: pd.DataFrame
    best: int
    best_pure: str | None
    epsilon: float
    bounds: dict[str, tuple[float, float]]
    gates: tuple[str, ...]
    scenario: str
    weights: str
    sequence: str
    case_digest: str

    @property
    def shares(self) -> "pd.Series[float]":
        """Shares of the best feasible point, by component."""
        return pd.Series(self.table.loc[self.best, list(self.components)].astype(float), name="share")

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; a missing number is None."""
        kept = ("components", "steps", "best", "best_pure", "epsilon", "scenario", "weights", "sequence", "case_digest")
        return {
            **{name: getattr(self, name) for name in kept},
            "components": list(self.components),
            "bounds": {name: list(ends) for name, ends in self.bounds.items()},
            "gates": list(self.gates),
            "surface": self.table.astype(object).where(self.table.notna(), None).to_dict("records"),
        }


def blend_surface(
    case: Case,
    *,
    steps: int | None = None,
    bounds: Bounds | None = None,
    gates: Iterable[Gate | str] = (),
    epsilon: float | None = None,
    **setting: Any,
) -> BlendSurface:
    """Score every blend of two to four components in whole steps: the simplex-lattice design {k, steps}.

    Parameters
    ----------
    steps
        The lattice has multiples of 1 / steps; 100, 50 or 20 for two, three or four components if left out.
    bounds
        Floor and cap, from 0 to 1, of the share of any component.
    gates
        Floors and ceilings on criteria, checked at the most likely scores.
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a setting out of range; for limits that no blend respects, naming what is to blame; for limits that only
        blends between the lattice points respect.

    Examples
    --------
    >>> import mcda
    >>> surface = blend_surface(mcda.read_case(), scenario="long_game", steps=4, gates=["speed >= 30"])
    >>> surface.table[["unilateral", "score", "feasible"]].round(2)
       unilateral  score  feasible
    0        0.00  64.49     False
    1        0.25  61.25      True
    2        0.50  56.67      True
    3        0.75  50.72      True
    4        1.00  43.36      True
    """
    mix = Mix.of(case, **setting)
    limits = Limits.of(mix, bounds, gates)
    tolerance = mix.tolerance(epsilon)
    k = len(mix.components)
    chosen = STEPS[k] if steps is None else steps
    points = lattice(k, chosen)
    x = mix.natural_share(points)
    values = mix.model.values(x)
    scores = mix.scored(values)
    broken = limits.broken(points)
    feasible = np.asarray(~broken.any(axis=1))
    if not feasible.any():
        raise limits.too_coarse(chosen)
    within = np.where(feasible, scores, -np.inf)
    best = int(np.argmax(within))
    best_pure, lead = over_pure(mix, float(scores[best]), within[points.argmax(axis=0)])
    table = pd.DataFrame(points, columns=list(mix.components)).assign(
        score=scores,
        lead=np.nan if lead is None else scores - (scores[best] - lead),
        feasible=feasible,
        breaks=["; ".join(np.array(limits.names)[row]) for row in broken],
        near_best=within >= within[best] - tolerance,
    )
    criteria = pd.Index(mix.model.criteria, name="criterion")
    return BlendSurface(
        components=mix.components,
        steps=int(chosen),
        table=table,
        values=pd.DataFrame(values, columns=criteria),
        scores=pd.DataFrame(mix.model.natural(x), columns=criteria),
        best=best,
        best_pure=best_pure,
        epsilon=tolerance,
        bounds=limits.bounds,
        gates=tuple(map(str, limits.gates)),
        scenario=mix.scenario,
        weights=mix.weights.name,
        sequence=mix.sequence,
        case_digest=case.digest,
    )
