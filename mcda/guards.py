"""What an array must be before a method may see it. All faults in one message, by option and criterion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.kernels.pymcdm_engine import NORMALIZATIONS, PREFERENCES
from mcda.kernels.simplex import normalised

if TYPE_CHECKING:
    from mcda.methods import Method

Array = npt.NDArray[np.float64]
MOST_FAULTS = 20


@dataclass(frozen=True)
class Names:
    """What options and criteria are called in messages; numbered from 1 where they have no names."""

    options: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()

    def option(self, i: int) -> str:
        """Name of option `i`."""
        return self.options[i] if self.options else f"option {i + 1}"

    def criterion(self, j: int) -> str:
        """Name of criterion `j`."""
        return self.criteria[j] if self.criteria else f"criterion {j + 1}"


@dataclass(frozen=True)
class Problem:
    """Arrays that a method may trust: finite, of fitting shapes, weights summing to 1."""

    matrix: Array
    weights: Array
    directions: npt.NDArray[np.int64]
    options: dict[str, Any]


def checked(
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    directions: npt.ArrayLike,
    method: "Method",
    names: Names,
    options: Mapping[str, Any],
) -> Problem:
    """The same arrays as floats, weights normalised, options in canonical form.

    Raises
    ------
    MethodError
        With every fault.
    """
    x, w, d = _floats(matrix, "matrix"), _floats(weights, "weights"), _floats(directions, "directions")
    _refuse(method, _shape_faults(x, w, d))
    _refuse(method, [*_value_faults(x, w, d, names)])
    problem = Problem(x, normalised(w), d.astype(np.int64), dict(options))
    problem = replace(problem, options=_canonical(problem, method))
    _refuse(method, [*_need_faults(problem, method, names)])
    return problem


def _floats(values: npt.ArrayLike, what: str) -> Array:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise MethodError(f"The {what} must be numbers in rows of equal length.") from None


def _refuse(method: "Method", faults: list[str]) -> None:
    if faults:
        more = [f"... and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        lines = "\n".join(f"  - {fault}" for fault in faults[:MOST_FAULTS] + more)
        raise MethodError(f"Method {method.name!r} cannot score this:\n{lines}")


def _shape_faults(x: Array, w: Array, d: Array) -> list[str]:
    if x.ndim < 2:
        return [f"the matrix has {x.ndim} dimension(s); options × criteria are needed"]
    faults = []
    if x.shape[-2] < 2:
        faults.append(f"{x.shape[-2]} option(s); at least 2 are needed")
    if x.shape[-1] < 1:
        faults.append("no criteria; at least 1 is needed")
    if w.ndim < 1 or w.shape[-1] != x.shape[-1]:
        faults.append(f"weights of shape {w.shape} for {x.shape[-1]} criteria")
    else:
        try:
            np.broadcast_shapes(x.shape[:-2], w.shape[:-1])
        except ValueError:
            faults.append(f"weights {w.shape} and matrix {x.shape} do not broadcast")
    if d.shape != x.shape[-1:]:
        faults.append(f"directions of shape {d.shape} for {x.shape[-1]} criteria")
    return faults


def _value_faults(x: Array, w: Array, d: Array, names: Names) -> Iterator[str]:
    for *_, i, j in np.argwhere(~np.isfinite(x)):
        yield f"{names.option(i)} on {names.criterion(j)} is no finite number"
    for *_, j in np.argwhere(~np.isfinite(w)):
        yield f"the weight of {names.criterion(j)} is no finite number"
    for *_, j in np.argwhere(w < 0):
        yield f"the weight of {names.criterion(j)} is negative"
    if (w == 0).all(axis=-1).any():
        yield "every weight is 0; at least one must be above 0"
    for (j,) in np.argwhere(~np.isin(d, (-1, 1))):
        yield f"the direction of {names.criterion(j)} is {d[j]:g}; +1 (more is better) or -1 (less is) is needed"


def _canonical(problem: Problem, method: "Method") -> dict[str, Any]:
    """Options in the form that kernels take: arrays of shape (n, 2), one preference a criterion."""
    n = problem.matrix.shape[-1]
    options = dict(problem.options)
    for name in ("scales", "bounds"):
        if name in options:
            options[name] = _pairs(options[name], name, n, method)
    if "normalization" in options and options["normalization"] not in NORMALIZATIONS:
        _refuse(
            method,
            [f"normalization {options['normalization']!r}; one of {', '.join(NORMALIZATIONS)} is needed"],
        )
    if "v" in options and not (isinstance(options["v"], int | float) and 0 <= options["v"] <= 1):
        _refuse(method, [f"v = {options['v']!r}; a number from 0 to 1 is needed"])
    if "preference" in options:
        options["preference"] = _preferences(options["preference"], n, method)
    return options


def _pairs(value: Any, name: str, n: int, method: "Method") -> Array:
    if value is None:
        _refuse(method, [f"{name} are missing; a pair of numbers is needed for each criterion, shape (n, 2)"])
    pairs = _floats(value, name)
    if pairs.shape not in ((2,), (n, 2)):
        _refuse(method, [f"{name} of shape {pairs.shape}; ({n}, 2) is needed"])
    pairs = np.broadcast_to(pairs, (n, 2))
    if not (np.isfinite(pairs).all() and (pairs[:, 0] < pairs[:, 1]).all()):
        _refuse(method, [f"{name} must be finite, each low below its high"])
    return pairs


def _preferences(value: Any, n: int, method: "Method") -> tuple[dict[str, Any], ...]:
    """One dict a criterion with `type` and the thresholds that type uses."""
    single = [value] * n if isinstance(value, str | Mapping) else list(value)
    if len(single) != n:
        _refuse(method, [f"{len(single)} preference functions for {n} criteria"])
    dicts: tuple[dict[str, Any], ...] = tuple({"type": one} if isinstance(one, str) else dict(one) for one in single)
    faults = []
    for one in dicts:
        kind = str(one.get("type"))
        if kind not in PREFERENCES:
            faults.append(f"preference type {kind!r}; one of {', '.join(PREFERENCES)} is needed")
            continue
        wanted = set(PREFERENCES[kind].thresholds)
        if set(one) - {"type"} != wanted:
            faults.append(f"preference {kind!r} takes {', '.join(sorted(wanted)) or 'no threshold'}, got {one}")
        elif not _rising([one[t] for t in ("q", "p") if t in one]) or one.get("p") == 0:
            faults.append(f"preference {one}; thresholds of at least 0 are needed, p above 0 and above q")
    _refuse(method, faults)
    return dicts


def _rising(thresholds: list[Any]) -> bool:
    """Whether thresholds are numbers of at least 0, each above the one before."""
    if not all(isinstance(t, int | float) and np.isfinite(t) and t >= 0 for t in thresholds):
        return False
    return thresholds == sorted(set(thresholds))


def _need_faults(problem: Problem, method: "Method", names: Names) -> Iterator[str]:
    x, d = problem.matrix, problem.directions
    if method.data == "nonnegative":
        for *_, i, j in np.argwhere(x < 0):
            yield f"{names.option(i)} on {names.criterion(j)} is negative; this method needs data of at least 0"
        for *_, i, j in np.argwhere((x == 0) & (d < 0)):
            yield f"{names.option(i)} on {names.criterion(j)} is 0, where less is better; data above 0 is needed"
        for *_, j in np.argwhere((x == 0).all(axis=-2) & (d > 0)):
            yield f"every option is 0 on {names.criterion(j)}; one must be above 0"
    if method.data in ("scales", "bounds"):
        low, high = problem.options[method.data].T
        slack = 1e-9 * (high - low)
        for *_, i, j in np.argwhere((x < low - slack) | (x > high + slack)):
            yield f"{names.option(i)} on {names.criterion(j)} is outside {low[j]:g} to {high[j]:g}"
    if method.name in ("topsis", "vikor") and (np.ptp(x, axis=-2) == 0).all(axis=-1).any():
        yield "all options are the same on every criterion; there is nothing to compare"
