"""What outweighs what: advantages and drawbacks of one option against another.

Effects (n,) are in one unit: above 0 an advantage, below 0 a drawback. Equal effects are taken in their order.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

_ROUNDING = 1e-12
"""Sums of effects that differ by less than this share of all effects are equal."""


def smallest_argument(effects: Array) -> Indices:
    """The fewest advantages that together exceed all drawbacks, largest first.

    No set of the same size is worth more than the largest advantages, so the shortest run of these that suffices is
    a smallest set. Empty where there is no drawback, or where all the advantages do not suffice.
    """
    order = np.argsort(-effects, kind="stable")
    advantages = order[effects[order] > 0]
    against = -effects[effects < 0].sum()
    enough = np.cumsum(effects[advantages]) > against + _ROUNDING * np.abs(effects).sum()
    if against == 0 or not enough.any():
        return advantages[:0]
    return advantages[: int(np.argmax(enough)) + 1]


def payments(effects: Array) -> Array:
    """How much of each advantage (column) pays for each drawback (row): (n, n), nothing counted twice.

    Largest drawback first. One advantage pays for all of it if one can: the smallest that suffices, of those not
    yet used, or else of what is left of the used ones. If none suffices alone, the largest remainders pay
    together. A drawback greater than all that is left gets nothing. So where the advantages outweigh the
    drawbacks, every drawback is paid for; and where each drawback can have an advantage of its own that is at
    least as great, each gets one.
    """
    paid = np.zeros((effects.size, effects.size))
    left = np.maximum(effects, 0.0)
    slack = _ROUNDING * np.abs(effects).sum()
    order = np.argsort(effects, kind="stable")
    for drawback in order[effects[order] < 0]:
        need = -effects[drawback]
        if left.sum() < need - slack:
            continue
        for advantage in _payers(left, left < effects, need - 2 * slack):
            paid[drawback, advantage] = min(left[advantage], need - paid[drawback].sum())
            left[advantage] -= paid[drawback, advantage]
    return paid


def _payers(left: Array, used: npt.NDArray[np.bool_], need: float) -> Indices:
    """The advantages that pay for one drawback, in the order in which they are drawn on."""
    enough = np.flatnonzero(left >= need)
    if enough.size:
        return enough[np.lexsort((left[enough], used[enough]))][:1]
    order = np.argsort(-left, kind="stable")
    return order[: int(np.argmax(np.cumsum(left[order]) >= need)) + 1]
