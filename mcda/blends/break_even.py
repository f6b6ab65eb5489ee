"""How well the parts must fit before a blend pays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.best import STEPS
from mcda.blends.lattice import lattice
from mcda.blends.mix import LEAST_SHARE, Mix
from mcda.errors import ArgumentError

Array = npt.NDArray[np.float64]


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
    points = lattice(k, STEPS[k])
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
