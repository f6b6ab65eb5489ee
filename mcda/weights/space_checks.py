"""What may be said of a space of weights, checked: statements out, or every fault at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from mcda.errors import ArgumentError
from mcda.weights.bounds import Box, Order, Ratio
from mcda.weights.elicited import (
    is_named,
    is_number,
    label_faults,
    listing_faults,
    named,
    normalised_points,
    point_faults,
    refuse_answers,
)


def checked_criteria(who: str, criteria: object) -> tuple[str, ...]:
    """Labels, each once."""
    if isinstance(criteria, str) or not isinstance(criteria, Iterable):
        refuse_answers(f"WeightSpace.{who}", [f"criteria = {criteria!r}; a list of labels is needed"])
        return ()
    ids = tuple(criteria)
    refuse_answers(f"WeightSpace.{who}", label_faults(ids))
    return ids


def checked_alphas(points: Any, concentration: object) -> dict[str, float]:
    """Parameters of a Dirichlet distribution by criterion."""
    faults = list(point_faults(points, "weight"))
    if not faults:
        faults = [f"{name!r} has weight 0; above 0 is needed" for name, weight in named(points).items() if weight == 0]
    if not is_number(concentration) or concentration <= 0:
        faults.append(f"concentration = {concentration!r}; a number above 0 is needed")
        concentration = 1.0
    refuse_answers("WeightSpace.dirichlet", faults)
    alphas = concentration * normalised_points(list(named(points).values()))
    return dict(zip(named(points), alphas.tolist(), strict=True))


def checked_box(ids: tuple[str, ...], low: Any, high: Any) -> tuple[Box, ...]:
    """A box, unless it says nothing."""
    who = "WeightSpace.box"
    refuse_answers(who, chain(_limit_faults(ids, "low", low), _limit_faults(ids, "high", high)))
    least, most = _by_name(ids, low), _by_name(ids, high)
    limits = [(name, float(least.get(name, 0.0)), float(most.get(name, 1.0))) for name in ids]
    refuse_answers(who, [f"{name}: low {a:g} exceeds high {b:g}" for name, a, b in limits if a > b])
    told = tuple((name, a, b) for name, a, b in limits if a > 0 or b < 1)
    return (Box(told),) if told else ()


def checked_order(ids: tuple[str, ...], groups: Any) -> tuple[Order, ...]:
    """An order, unless it says nothing."""
    who = "WeightSpace.order"
    if isinstance(groups, str) or not isinstance(groups, Iterable):
        refuse_answers(who, [f"groups = {groups!r}; a list of lists of labels is needed"])
    given = list(groups)
    refuse_answers(who, _group_faults(ids, given))
    return (Order(tuple(tuple(group) for group in given)),) if len(given) > 1 else ()


def checked_ratio(ids: tuple[str, ...], a: str, b: str, low: Any, high: Any) -> tuple[Ratio, ...]:
    """A ratio, unless it says nothing."""
    refuse_answers("WeightSpace.ratio", _ratio_faults(ids, a, b, low, high))
    return (Ratio(a, b, float(low), float(high)),) if low > 0 or high < np.inf else ()


def checked_count(what: str, value: object, least: int) -> int:
    """A whole number of at least so many.

    Raises
    ------
    ArgumentError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ArgumentError(f"{what} = {value!r}; a whole number of at least {least} is needed.")
    return int(value)


def _by_name(ids: tuple[str, ...], limit: Any) -> dict[str, Any]:
    return named(limit) if is_named(limit) else dict.fromkeys(ids, limit)


def _limit_faults(ids: tuple[str, ...], end: str, limit: Any) -> Iterator[str]:
    for name, value in _by_name(ids, limit).items():
        if name not in ids:
            yield _unknown(ids, name)
        if not is_number(value) or not 0 <= value <= 1:
            yield f"{end} of {name!r} = {value!r}; a share of 1, from 0 to 1, is needed"


def _group_faults(ids: tuple[str, ...], groups: list[Any]) -> Iterator[str]:
    for group in groups:
        yield from listing_faults("a group", group)
    if not groups:
        yield "no groups; at least 1 is needed"
    lists = [list(group) for group in groups if isinstance(group, Sequence | pd.Index) and not isinstance(group, str)]
    if [] in lists:
        yield "a group is empty; at least 1 criterion is needed"
    told = list(chain.from_iterable(lists))
    yield from (_unknown(ids, name) for name in told if name not in ids)
    yield from (f"{name!r} stands there more than once" for name in told if told.count(name) > 1)


def _ratio_faults(ids: tuple[str, ...], a: str, b: str, low: Any, high: Any) -> Iterator[str]:
    yield from (_unknown(ids, name) for name in (a, b) if name not in ids)
    if a == b:
        yield f"a and b are both {a!r}; two criteria are needed"
    if not is_number(low) or low < 0:
        yield f"low = {low!r}; a number of at least 0 is needed"
    elif not is_number(high) and high != np.inf:
        yield f"high = {high!r}; a number, or infinity, is needed"
    elif high < low:
        yield f"low {low:g} exceeds high {high:g}"


def _unknown(ids: tuple[str, ...], name: object) -> str:
    return f"{name!r} is no criterion; criteria: {', '.join(ids)}"
