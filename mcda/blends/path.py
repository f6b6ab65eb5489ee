"""How the best mix walks, or jumps, as a weight, a score, an assumption or the scenario changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.curve import Zone
from mcda.blends.lattice import Bounds, share_bounds
from mcda.blends.mix import Mix
from mcda.blends.optima import Batch, spread
from mcda.blends.path_parameters import parameter_of
from mcda.blends.path_search import (
    blend_intervals,
    found_in,
    jump_columns,
    jumps,
    one_after_another,
    path_table,
    refuse_if_none,
)
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OptimumPath:
    """The best mix as a function of one parameter.

    Attributes
    ----------
    table
        One row a value: `value`, a column of shares a component, `score`, `best_pure`, `lead` over it, `blend`
        (whether the best is no pure strategy), `feasible`, and for each component `NAME_low` and `NAME_high`, the
        least and greatest share among the mixes within `epsilon` of the best. Where no mix of the lattice, or no
        pure strategy, respects the limits, its numbers are missing.
    zones
        For two components, by value: the shares of the first one within `epsilon` of the best, as intervals.
    jumps
        Values at which the optimum leaps: `value`, `moved` (the largest change of a share), and for each component
        `NAME_before` and `NAME_after`. Located by halving; of several between two neighbouring values, one is found.
    blend_intervals
        Ranges of values in which the best mix is a blend, within the values asked for; none for scenarios.
    now
        Where the parameter stands; the case's scenario where that is followed.
    """

    parameter: str
    components: tuple[str, ...]
    table: pd.DataFrame
    zones: tuple[Zone, ...]
    jumps: pd.DataFrame
    blend_intervals: Zone
    now: float | str
    epsilon: float
    scenario: str | None
    weights: WeightSet | None
    gates: tuple[Gate, ...]
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        table = self.table.astype(object).where(self.table.notna(), None)
        named = None
        if self.weights is not None:
            named = {"set": self.weights.name, **self.weights.series().to_dict()}
        return {
            "parameter": self.parameter,
            "components": list(self.components),
            "path": table.to_dict("records"),
            "zones": [[list(interval) for interval in zone] for zone in self.zones],
            "jumps": self.jumps.to_dict("records"),
            "blend_intervals": [list(interval) for interval in self.blend_intervals],
            "now": self.now,
            "epsilon": self.epsilon,
            "scenario": self.scenario,
            "weights": named,
            "gates": [str(gate) for gate in self.gates],
            "case_digest": self.case_digest,
        }


def optimum_path(
    case: Any,
    parameter: str,
    values: Sequence[Any] | Array | None = None,
    *,
    epsilon: float | None = None,
    gates: Iterable[Gate | str] = (),
    bounds: Bounds | None = None,
    **setting: Any,
) -> OptimumPath:
    """The best mix as one parameter changes, all else as it is.

    Parameters
    ----------
    parameter
        `weight:CRITERION` (0 to 1, the others yielding in proportion), `score:OPTION:CRITERION` (natural unit, as
        it stands after the scenario's shift), `coordination`, `returns`, `synergy`, `first_mover_cost`, or
        `scenario`.
    values
        In rising order, or ids of scenarios. If left out, 41 even steps over all that the parameter may be, and
        all scenarios.
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    gates
        Floors and ceilings that every mix must respect.
    bounds
        Floor and cap, from 0 to 1, of the share of any component.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules. Where the
        scenario is followed, each suggests its weights unless they are given.

    Raises
    ------
    ArgumentError
        For a parameter that does not exist, values out of range or order, a setting out of range, or limits that no
        mix respects at any value.

    Examples
    --------
    The more that legitimacy counts, the less is done alone:

    >>> import mcda
    >>> path = optimum_path(mcda.read_case(), "weight:legitimacy", [0.0, 0.1, 0.2, 0.3])
    >>> path.table["unilateral"].is_monotonic_decreasing
    True
    """
    limits = parsed_gates(case, gates)
    if parameter == "scenario":
        return _by_scenario(case, values, epsilon, limits, bounds, setting)
    mix = Mix.of(case, **setting)
    varied = parameter_of(mix, parameter, limits)
    numbers = _numbers(parameter, values, varied.low, varied.high)
    ends = share_bounds(mix.components, bounds)
    found = found_in(varied.at(numbers), ends, mix.tolerance(epsilon))
    refuse_if_none(found, limits)

    def shares_at(some: Array) -> Array:
        return varied.at(some).best(ends).shares

    return OptimumPath(
        parameter=parameter,
        components=mix.components,
        table=path_table(mix.components, list(numbers), found),
        zones=found.zones,
        jumps=jumps(mix.components, numbers, found, shares_at),
        blend_intervals=blend_intervals(numbers, found, shares_at),
        now=varied.now,
        epsilon=mix.tolerance(epsilon),
        scenario=mix.scenario,
        weights=mix.weights,
        gates=limits,
        case_digest=case.digest,
    )


def _by_scenario(
    case: Any,
    values: Any,
    epsilon: float | None,
    gates: tuple[Gate, ...],
    bounds: Bounds | None,
    setting: dict[str, Any],
) -> OptimumPath:
    if setting.pop("scenario", None) is not None:
        raise ArgumentError("scenario is what is followed here: name the scenarios as values.")
    names = [one.scenario for one in case.scenarios] if values is None else list(values)
    if not names:
        raise ArgumentError("values is empty; at least one scenario is needed.")
    mixes = [Mix.of(case, scenario=name, **setting) for name in names]
    ends = share_bounds(mixes[0].components, bounds)
    tolerance = mixes[0].tolerance(epsilon)
    each = [found_in(Batch.of(mix, spread(mix.model.mode, 1), gates=gates), ends, tolerance) for mix in mixes]
    found = one_after_another(each)
    refuse_if_none(found, gates)
    given = setting.get("weights") is not None
    return OptimumPath(
        parameter="scenario",
        components=mixes[0].components,
        table=path_table(mixes[0].components, names, found),
        zones=found.zones,
        jumps=pd.DataFrame(columns=jump_columns(mixes[0].components)),
        blend_intervals=(),
        now=case.scenario().scenario,
        epsilon=tolerance,
        scenario=None,
        weights=mixes[0].weights if given else None,
        gates=gates,
        case_digest=case.digest,
    )


def _numbers(parameter: str, values: Any, low: float, high: float) -> Array:
    """The values (V,) asked for, in range and rising."""
    if values is None:
        return np.linspace(low, high, 41)
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ArgumentError(f"values = {values!r}; numbers are needed.") from None
    faults = []
    if numbers.ndim != 1 or not numbers.size:
        raise ArgumentError("values must be a list of at least one number.")
    outside = numbers[~((numbers >= low - 1e-12) & (numbers <= high + 1e-12))]
    if outside.size:
        faults.append(f"values of {parameter} from {low:g} to {high:g} are needed, not {_listed(outside)}")
    if not (np.diff(numbers) > 0).all():
        faults.append("values must rise, each one once")
    if faults:
        raise ArgumentError("; ".join(faults) + ".")
    return numbers.clip(low, high)


def _listed(numbers: Array) -> str:
    return ", ".join(f"{number:g}" for number in numbers[:5]) + (", …" if numbers.size > 5 else "")
