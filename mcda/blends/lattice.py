"""The simplex-lattice design {k, steps}: every mix of k components in whole steps; and bounds on shares."""

from collections.abc import Mapping
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError

Array = npt.NDArray[np.float64]
Bounds = Mapping[str, tuple[float, float]]
_ROUNDING = 1e-9


def lattice(k: int, steps: int) -> Array:
    """Shares (points, k) that are multiples of 1 / steps and sum to 1; the first component's share rises slowest.

    Source: Scheffé 1958, Journal of the Royal Statistical Society B 20(2).

    Raises
    ------
    ArgumentError
        If k is not 2 to 4 or steps is no whole number of at least 1.

    Examples
    --------
    >>> lattice(2, 4)[:, 0]
    array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    >>> len(lattice(3, 50))
    1326
    """
    if k not in (2, 3, 4):
        raise ArgumentError(f"{k} components; a blend has two to four.")
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer) or steps < 1:
        raise ArgumentError(f"steps = {steps!r}; a whole number of at least 1 is needed.")
    # Stars and bars: k - 1 bars among steps + k - 1 places, the gaps between them are the shares.
    bars = np.array(list(combinations(range(steps + k - 1), k - 1)))
    fences = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), steps + k - 1)])
    return np.asarray((np.diff(fences, axis=1) - 1) / steps)


def share_bounds(components: tuple[str, ...], bounds: Bounds | None) -> Array:
    """Floor and cap of every component's share, (k, 2); 0 and 1 where nothing is said.

    Raises
    ------
    ArgumentError
        With every fault: no such component, no pair of numbers from 0 to 1 in rising order, floors that sum to more
        than 1, caps that sum to less.

    Examples
    --------
    >>> share_bounds(("alone", "joint"), {"joint": (0.2, 0.7)})
    array([[0. , 1. ],
           [0.2, 0.7]])
    """
    if bounds is not None and not isinstance(bounds, Mapping):
        raise ArgumentError(f"bounds = {bounds!r}; a mapping from components to (floor, cap) is needed.")
    stated = dict(bounds or {})
    faults = [
        f"{name!r} is not in the blend; components: {', '.join(components)}"
        for name in stated
        if name not in components
    ]
    ends = np.tile([0.0, 1.0], (len(components), 1))
    for row, name in enumerate(components):
        if name not in stated:
            continue
        if _is_range(stated[name]):
            ends[row] = stated[name]
        else:
            faults.append(f"{name}: {stated[name]!r}; a floor and a cap from 0 to 1 in rising order are needed")
    if ends[:, 0].sum() > 1.0 + _ROUNDING:
        faults.append(f"the floors sum to {ends[:, 0].sum():g}; at most 1 is allowed, because shares sum to 1")
    if ends[:, 1].sum() < 1.0 - _ROUNDING:
        faults.append(f"the caps sum to {ends[:, 1].sum():g}; at least 1 is needed, because shares sum to 1")
    if faults:
        raise ArgumentError("These bounds on shares cannot be used: " + "; ".join(faults) + ".")
    return ends


def vertices(ends: Array) -> Array:
    """Corners (v, k) of the shares that respect floors and caps (k, 2), in rising order of the first share.

    Source: McLean & Anderson 1966, Technometrics 8(3): all shares but one at an end, the last takes what is left.
    """
    k = len(ends)
    found = []
    for free in range(k):
        for fixed in product(*np.delete(ends, free, axis=0)):
            corner = np.insert(np.array(fixed, dtype=np.float64), free, 1.0 - sum(fixed))
            if ends[free, 0] - _ROUNDING <= corner[free] <= ends[free, 1] + _ROUNDING:
                found.append(np.clip(corner, 0.0, 1.0))
    return np.asarray(np.unique(np.round(found, 12), axis=0))


def _is_range(pair: object) -> bool:
    if isinstance(pair, str) or not isinstance(pair, tuple | list | np.ndarray) or len(pair) != 2:
        return False
    if any(isinstance(end, bool) or not isinstance(end, int | float | np.number) for end in pair):
        return False
    return bool(0.0 <= pair[0] <= pair[1] <= 1.0)
