"""The options of methods in the form that kernels take; every fault at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.guards import Names, as_floats, refuse
from mcda.kernels.additive import additive
from mcda.kernels.distances import topsis
from mcda.kernels.normalization import NORMALIZATIONS
from mcda.methods.method import Method
from mcda.methods.preferences import canonical_preference, preference_faults

Array = npt.NDArray[np.float64]
MOST_OBJECTS = 10_000
"""COMET judges every combination of characteristic values; more than this is refused."""


class OptionError(ValueError):
    """One fault of one option, in words."""


@dataclass(frozen=True)
class Setting:
    """What an option is checked against: the criteria, and the options before it."""

    method: Method
    directions: npt.NDArray[np.int64]
    names: Names
    done: Mapping[str, Any]

    @property
    def n(self) -> int:
        """Number of criteria."""
        return self.directions.size


def canonical(method: Method, options: Mapping[str, Any], directions: npt.NDArray[np.int64], names: Names) -> Any:
    """Options as arrays of the right shape, numbers in range and functions.

    Raises
    ------
    MethodError
        With every fault of every option.
    """
    done: dict[str, Any] = {}
    faults = []
    for name in method.options:
        check = _CHECKS.get(f"{method.name}.{name}") or _CHECKS[name]
        try:
            done[name] = check(name, options[name], Setting(method, directions, names, done))
        except OptionError as error:
            faults.append(str(error))
    refuse(f"Method {method.name!r}", faults)
    return done


def _number(low: float, high: float = np.inf, *, open_low: bool = False) -> Callable[[str, Any, Setting], float]:
    """Checks a number from `low` to `high`."""
    allowed = f"a number from {low:g} to {high:g}" if high < np.inf else f"a number of at least {low:g}"
    allowed = "a number above 0" if open_low else allowed

    def check(name: str, value: Any, _: Setting) -> float:
        fine = isinstance(value, int | float | np.number) and not isinstance(value, bool) and np.isfinite(value)
        if not fine or not low <= value <= high or (open_low and value == low):
            raise OptionError(f"{name} = {value!r}; {allowed} is needed")
        return float(value)

    return check


def _normalization(name: str, value: Any, _: Setting) -> str:
    if not isinstance(value, str) or value not in NORMALIZATIONS:
        raise OptionError(f"{name} {value!r}; one of {', '.join(NORMALIZATIONS)} is needed")
    return value


def _pairs(name: str, value: Any, setting: Setting) -> Array:
    """A low and a high for each criterion, (n, 2); one pair serves all."""
    if value is None:
        raise OptionError(f"{name} are missing; a pair of numbers is needed for each criterion, shape (n, 2)")
    pairs = as_floats(value, name)
    if pairs.shape not in ((2,), (setting.n, 2)):
        raise OptionError(f"{name} of shape {pairs.shape}; ({setting.n}, 2) is needed")
    pairs = np.broadcast_to(pairs, (setting.n, 2))
    if not (np.isfinite(pairs).all() and (pairs[:, 0] < pairs[:, 1]).all()):
        raise OptionError(f"{name} must be finite, each low below its high")
    return pairs


def _vector(name: str, value: Any, setting: Setting) -> Array:
    """A number for each criterion, (n,); one number serves all."""
    if value is None:
        raise OptionError(f"{name} is missing; a number is needed for each criterion, shape (n,)")
    vector = as_floats(value, name)
    if vector.shape not in ((), (setting.n,)):
        raise OptionError(f"{name} of shape {vector.shape}; ({setting.n},) is needed")
    if not np.isfinite(vector).all():
        raise OptionError(f"{name} must be finite numbers")
    return np.broadcast_to(vector, (setting.n,))


def _positive_vector(name: str, value: Any, setting: Setting) -> Array:
    vector = _vector(name, value, setting)
    if (vector <= 0).any():
        raise OptionError(f"{name} must be above 0 on every criterion")
    return vector


def _targets(name: str, value: Any, setting: Setting) -> npt.NDArray[np.bool_]:
    """Columns, counted from 0, as a mask (n,)."""
    columns = as_floats(value, name)
    if columns.ndim != 1 or not np.isin(columns, np.arange(setting.n)).all():
        raise OptionError(f"{name} = {value!r}; columns from 0 to {setting.n - 1} are needed")
    return np.isin(np.arange(setting.n), columns)


def _aras_ideal(name: str, value: Any, setting: Setting) -> Array | None:
    return None if value is None else _positive_vector(name, value, setting)


def _expected(name: str, value: Any, setting: Setting) -> Array:
    """The expected solution; the best end of the bounds unless given."""
    if value is not None:
        return _vector(name, value, setting)
    low, high = _bounds_so_far(setting)
    return np.asarray(np.where(setting.directions > 0, high, low))


def _rim_ideal(name: str, value: Any, setting: Setting) -> Array:
    """The reference interval (n, 2), or a point (n,); the best end of the bounds unless given."""
    low, high = _bounds_so_far(setting)
    if value is None:
        best = np.where(setting.directions > 0, high, low)
        return np.stack([best, best], axis=-1)
    ideal = as_floats(value, name)
    if ideal.shape == (setting.n,):
        ideal = np.stack([ideal, ideal], axis=-1)
    if ideal.shape != (setting.n, 2):
        raise OptionError(f"{name} of shape {ideal.shape}; ({setting.n}, 2) or ({setting.n},) is needed")
    if not ((low <= ideal[:, 0]) & (ideal[:, 0] <= ideal[:, 1]) & (ideal[:, 1] <= high)).all():
        raise OptionError(f"{name} must lie within the bounds, each start at or below its end")
    return ideal


def _bounds_so_far(setting: Setting) -> Array:
    if "bounds" not in setting.done:
        raise OptionError("without bounds there is no best end of them either")
    bounds: Array = setting.done["bounds"]
    return bounds.T


def _anti_ideal(name: str, value: Any, setting: Setting) -> Array:
    anti_ideal = _vector(name, value, setting)
    ideal = setting.done.get("ideal")
    if ideal is not None and (anti_ideal == ideal).any():
        raise OptionError(f"{name} must differ from ideal on every criterion")
    return anti_ideal


def _n2k(name: str, value: Any, setting: Setting) -> float:
    number = _number(0.0, open_low=True)(name, value, setting)
    if number <= setting.done.get("n1", 0.0):
        raise OptionError(f"{name} = {value!r}; it must be above n1")
    return number


def _preference(name: str, value: Any, setting: Setting) -> Any:
    faults = [*preference_faults(value, setting.n, setting.names)]
    if faults:
        raise OptionError("; ".join(faults))
    return canonical_preference(value, setting.n, setting.names)


def _levels(name: str, value: Any, setting: Setting) -> tuple[Array, ...]:
    """Characteristic values of each criterion, rising; one list serves all."""
    if value is None:
        raise OptionError(f"{name} are missing; two or more rising numbers are needed for each criterion")
    try:
        rows = [value] * setting.n if np.ndim(value[0]) == 0 else list(value)
        levels = tuple(np.asarray(row, dtype=np.float64) for row in rows)
    except (TypeError, ValueError, IndexError, KeyError):
        raise OptionError(f"{name} must be lists of rising numbers, one for each criterion") from None
    if len(levels) != setting.n:
        raise OptionError(f"{len(levels)} lists of {name} for {setting.n} criteria")
    if any(row.ndim != 1 or row.size < 2 or not np.isfinite(row).all() or (np.diff(row) <= 0).any() for row in levels):
        raise OptionError(f"{name} must be two or more finite rising numbers for each criterion")
    objects = prod(row.size for row in levels)
    if objects > MOST_OBJECTS:
        raise OptionError(f"{name} make {objects:,} characteristic objects; at most {MOST_OBJECTS:,} can be judged")
    return levels


def _expert(name: str, value: Any, setting: Setting) -> Callable[[Array, Array, npt.NDArray[np.int64]], Array]:
    """A function of characteristic objects (k, n) to how good each is (k,), or the name of a method."""
    if value == "additive":
        levels = setting.done.get("values", ())
        scales = np.array([[row[0], row[-1]] for row in levels])
        return lambda objects, w, d: additive(objects, w, d, scales=scales)
    if value == "topsis":
        return lambda objects, w, d: topsis(objects, w, d, normalization="vector")
    if not callable(value):
        raise OptionError(f"{name} = {value!r}; additive, topsis or a function of the objects (k, n) is needed")

    def judged(objects: Array, w: Array, _d: npt.NDArray[np.int64]) -> Array:
        scores = as_floats(value(objects), "expert's answer")
        if scores.shape != objects.shape[:1] or not np.isfinite(scores).all() or np.ptp(scores) == 0:
            raise MethodError(f"The expert must give {len(objects)} finite numbers that are not all the same.")
        return np.broadcast_to(scores, (*w.shape[:-1], len(objects)))

    return judged


_CHECKS: Mapping[str, Callable[[str, Any, Setting], Any]] = MappingProxyType(
    {
        "scales": _pairs,
        "bounds": _pairs,
        "normalization": _normalization,
        "v": _number(0.0, 1.0),
        "balance": _number(0.0, 1.0),
        "threshold": _number(0.0),
        "loss_aversion": _number(0.0, open_low=True),
        "exponent": _number(0.0, open_low=True),
        "n1": _number(0.0, open_low=True),
        "n2k": _n2k,
        "ideal": _vector,
        "aras.ideal": _aras_ideal,
        "rim.ideal": _rim_ideal,
        "anti_ideal": _anti_ideal,
        "expected": _expected,
        "reference": _vector,
        "limits": _positive_vector,
        "targets": _targets,
        "preference": _preference,
        "values": _levels,
        "expert": _expert,
    }
)
