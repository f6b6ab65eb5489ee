"""The least coordination at which something holds, for many settings at once."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from mcda.blends.mix import Mix
from mcda.blends.optima import Batch, passes, spread
from mcda.errors import ArgumentError
from mcda.facts import Assumptions
from mcda.gates import Gate
from mcda.values import Linear

Array = npt.NDArray[np.float64]
_WIDTH = 1e-4
SLACK = 1e-9
"""Points of 100 that a rounding error may make."""


def least(holds: Callable[[Array], npt.NDArray[np.bool_]], size: int) -> Array:
    """The least κ (size,) from -1 to 1 at which conditions hold that stay true once they are; inf where none does.

    Found by halving, to within 0.0001 and on the side where the condition holds. `holds` goes from κ (size,) to
    truth (size,).
    """
    low, high = np.full(size, -1.0), np.full(size, 1.0)
    always, ever = holds(low), holds(high)
    for _ in range(int(np.ceil(np.log2(2.0 / _WIDTH)))):
        middle = (low + high) / 2.0
        held = holds(middle)
        low, high = np.where(held, low, middle), np.where(held, middle, high)
    return np.where(always, -1.0, np.where(ever, high, np.inf))


def coordination_that_passes(mix: Mix, blends: Array, gates: tuple[Gate, ...]) -> Array:
    """The least coordination (J,) at which each blend (J, k) passes every gate at its most likely scores; inf if none.

    Raises
    ------
    ArgumentError
        For a gate that a blend passes at low coordination and breaks at high: a limit from the good side, with
        which more coordination is not always better.
    """
    if not gates:
        return np.full(len(blends), -1.0)
    batch = Batch.of(mix, spread(mix.model.mode, len(blends)))

    def passing(kappa: Array, some: tuple[Gate, ...]) -> npt.NDArray[np.bool_]:
        return passes(mix, batch.assume(coordination=kappa).natural_share(blends[:, None, :])[:, 0], some)

    ends = np.full(len(blends), 1.0)
    wrong = [gate for gate in gates if (passing(-ends, (gate,)) & ~passing(ends, (gate,))).any()]
    if wrong:
        raise ArgumentError(
            f"Gates {', '.join(map(str, wrong))}: more coordination makes some blends break them, so there is no "
            "least coordination from which on a blend pays. Leave them out here."
        )
    return least(lambda kappa: passing(kappa, gates), len(blends))


def by_coordination(batch: Batch, blends: Array) -> Callable[[Array], Array]:
    """The scores (B, J) of blends (J, k) as a function of coordination (B,), all else as in the batch.

    After the price of acting first every rule is linear in coordination on either side of 0, and synergy makes it
    quadratic above 0. So where value functions are straight lines, the scores at -1, 0, 1/2 and 1 tell all others.
    """
    cost = batch.assumptions.first_mover_cost
    act_first = batch.mix.sequence == "act_first"
    if not all(isinstance(curve, Linear) for curve in batch.mix.model.curves):
        return lambda kappa: batch.assume(coordination=kappa).scores(blends)
    free = batch.assume(first_mover_cost=np.zeros(len(batch.x)))
    worst, none, half, full = (
        free.assume(coordination=np.full(len(batch.x), fit)).scores(blends) for fit in (-1.0, 0.0, 0.5, 1.0)
    )
    bend = 2.0 * (full - 2.0 * half + none)
    rise = full - none - bend
    fall = none - worst

    def scored(kappa: Array) -> Array:
        fit = Assumptions(kappa, first_mover_cost=cost).fit(act_first=act_first)[:, None]
        return none + fit * np.where(fit < 0, fall, rise + fit * bend)

    return scored
