"""What a caller may say for the preference functions of PROMETHEE, brought into one form."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from numbers import Real
from typing import Any, TypeAlias

import numpy as np

from mcda.guards import Names, refuse
from mcda.kernels.promethee import PREFERENCES

PreferenceLike: TypeAlias = str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]]


def canonical_preference(
    value: PreferenceLike, n: int, names: Names, who: str = "PROMETHEE"
) -> tuple[dict[str, Any], ...]:
    """One dict a criterion: `type` and the thresholds that this type takes.

    Parameters
    ----------
    value
        A name such as `"usual"`, or a dict such as `{"type": "linear", "q": 5, "p": 20}`, for all criteria; or a
        sequence of n of them. `mcda.kernels.promethee.PREFERENCES` has the types and their thresholds, which are in
        the criterion's own unit: 0 ≤ q < p, s > 0.
    n
        How many criteria there are.
    who
        What refuses, for the message.

    Raises
    ------
    MethodError
        With every fault, by criterion.

    Examples
    --------
    >>> canonical_preference(["usual", {"type": "vshape", "p": 3}], 2, Names())
    ({'type': 'usual'}, {'type': 'vshape', 'p': 3.0})
    """
    refuse(who, preference_faults(value, n, names))
    return tuple(_canonical(one) for one in ([value] * n if isinstance(value, str | Mapping) else value))


def preference_faults(value: Any, n: int, names: Names) -> Iterator[str]:
    """Everything that is wrong with preference functions for n criteria."""
    if isinstance(value, str | Mapping):
        yield from _faults(value)
    elif not isinstance(value, Sequence | np.ndarray):
        yield f"preference {value!r}; a name, a dict or one of these for each criterion is needed"
    elif len(value) != n:
        yield f"{len(value)} preference functions for {n} criteria"
    else:
        yield from (f"{names.criterion(j)}: {fault}" for j, one in enumerate(value) for fault in _faults(one))


def _canonical(one: str | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(one, str):
        return {"type": one}
    return {name: given if name == "type" else float(given) for name, given in one.items()}


def _faults(one: Any) -> Iterator[str]:
    """What is wrong with one preference function."""
    if not isinstance(one, str | Mapping):
        yield f"preference {one!r}; a name or a dict with a type is needed"
        return
    given = {"type": one} if isinstance(one, str) else dict(one)
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in PREFERENCES:
        yield f"preference type {kind!r}; one of {', '.join(PREFERENCES)} is needed"
        return
    wanted = PREFERENCES[kind]
    if set(given) - {"type"} != set(wanted):
        yield f"preference {kind!r} takes {', '.join(sorted(wanted)) or 'no threshold'}, got {given}"
    elif not _usable([given[name] for name in wanted], zero_first=wanted[:1] == ("q",)):
        yield f"preference {given}; thresholds of at least 0 are needed, p above 0 and above q, s above 0"


def _usable(thresholds: list[Any], *, zero_first: bool) -> bool:
    """Whether thresholds are finite numbers above 0, each above the one before; a first one may be 0 if it is q."""
    if not all(isinstance(t, Real) and not isinstance(t, bool) and np.isfinite(float(t)) for t in thresholds):
        return False
    least = thresholds[0] if thresholds else 1.0
    rising = all(one < other for one, other in pairwise(thresholds))
    return rising and (least > 0 or (zero_first and least == 0))
