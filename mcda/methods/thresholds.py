"""Thresholds of ELECTRE III: absolute, or a share of a performance, brought into one array."""

from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.guards import Names, refuse
from mcda.labels import in_order

Array = npt.NDArray[np.float64]
Threshold: TypeAlias = float | tuple[str, float]
MaybeThreshold: TypeAlias = Threshold | None
Thresholds: TypeAlias = "Threshold | Sequence[MaybeThreshold] | Mapping[str, MaybeThreshold] | pd.Series[Any] | None"

RELATIVE = "relative"


def evaluated_thresholds(
    who: str, matrix: Array, q: Thresholds, p: Thresholds, v: Thresholds, names: Names
) -> tuple[Array, Array, Array]:
    """Thresholds of indifference, preference and veto at each option's performance: (m, n) each.

    A threshold is a number of at least 0 in the criterion's own unit, or `("relative", share)` of the performance's
    absolute value. One for all criteria, or one for each. No veto (None) is infinite.

    Raises
    ------
    MethodError
        With every fault, by criterion; also where not q ≤ p ≤ v at the performance of some option.
    """
    n = matrix.shape[1]
    given = {name: _one_each(who, name, value, n, names) for name, value in (("q", q), ("p", p), ("v", v))}
    refuse(
        who,
        (
            f"{name} of {names.criterion(j)} is {one!r}; a number of at least 0 or ('relative', share) is needed"
            for name, each in given.items()
            for j, one in enumerate(each)
            if not (_usable(one) or (name == "v" and one is None))
        ),
    )
    low, middle, high = (
        np.column_stack([_at(one, matrix[:, j]) for j, one in enumerate(each)]) for each in given.values()
    )
    refuse(who, [*_order_faults(low, middle, "q", "p", names), *_order_faults(middle, high, "p", "v", names)])
    return low, middle, high


def _one_each(who: str, name: str, value: Thresholds, n: int, names: Names) -> list[Any]:
    value = in_order(who, value, names, f"{name} thresholds")
    if not isinstance(value, Sequence | np.ndarray) or isinstance(value, str) or _relative(value):
        return [value] * n
    each = list(value)
    if len(each) != n:
        refuse(who, [f"{len(each)} {name} thresholds for {n} criteria"])
    return each


def _relative(one: Any) -> bool:
    return isinstance(one, Sequence) and len(one) == 2 and isinstance(one[0], str) and one[0] == RELATIVE


def _usable(one: Any) -> bool:
    number = one[1] if _relative(one) else one
    return isinstance(number, Real) and not isinstance(number, bool) and bool(0 <= float(number) < np.inf)


def _at(one: Any, performance: Array) -> Array:
    """The threshold at performances (m,)."""
    if one is None:
        return np.full(performance.shape, np.inf)
    return one[1] * np.abs(performance) if _relative(one) else np.full(performance.shape, float(one))


def _order_faults(low: Array, high: Array, below: str, above: str, names: Names) -> Iterator[str]:
    """Criteria on which one threshold exceeds the next, with the first option where it does."""
    exceeds = low > high * (1.0 + 1e-12)
    for (j,) in np.argwhere(exceeds.any(axis=0)):
        i = int(exceeds[:, j].argmax())
        yield (
            f"{below} = {low[i, j]:g} of {names.criterion(j)} is above {above} = {high[i, j]:g} "
            f"at the performance of {names.option(i)}; {below} ≤ {above} is needed"
        )
