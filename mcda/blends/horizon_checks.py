"""What a horizon, a lag and the criteria they concern must be."""

from typing import Any

import numpy as np

from mcda.blends.mix import Mix
from mcda.errors import ArgumentError


def check_horizon(horizon: Any, lag: Any) -> None:
    """Refuse a horizon that is not above 0, or a lag outside it.

    Raises
    ------
    ArgumentError
        Saying which.
    """
    faults = _horizon_faults(horizon, lag)
    if faults:
        raise ArgumentError("\n".join(faults))


def _horizon_faults(horizon: Any, lag: Any) -> list[str]:
    if not _is_number(horizon) or horizon <= 0:
        return [f"horizon = {horizon!r}; a finite number above 0 is needed."]
    if not _is_number(lag) or not 0 <= lag <= horizon:
        return [f"lag = {lag!r}; a number from 0 to the horizon, {horizon:g}, is needed."]
    return []


def check_timing(
    mix: Mix, horizon: Any, lag: Any, first: Any, signal_share: Any, coverage: Any, speed: Any, periods: Any
) -> None:
    """Refuse arguments of `blend_over_time` that cannot be served.

    Raises
    ------
    ArgumentError
        With every fault.
    """
    faults = _horizon_faults(horizon, lag)
    known = mix.model.criteria
    if first is not None and first not in mix.components:
        faults.append(f"first = {first!r}; one of {', '.join(mix.components)} is needed.")
    if not _is_number(signal_share) or not 0 <= signal_share <= 1:
        faults.append(f"signal_share = {signal_share!r}; a number from 0 to 1 is needed.")
    for name, criterion in (("coverage", coverage), ("speed", speed)):
        if criterion not in known:
            faults.append(f"{name} = {criterion!r}; one of the criteria is needed: {', '.join(known)}.")
    if coverage in known and mix.model.signs[known.index(coverage)] < 0:
        faults.append(f"coverage = {coverage!r}; a criterion of which more is better is needed.")
    if coverage == speed:
        faults.append(f"coverage and speed are both {speed!r}; two criteria are needed.")
    if isinstance(periods, bool) or not isinstance(periods, int | np.integer) or not 1 <= periods <= 10_000:
        faults.append(f"periods = {periods!r}; a whole number from 1 to 10000 is needed.")
    if faults:
        raise ArgumentError("\n".join(faults))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool) and bool(np.isfinite(value))
