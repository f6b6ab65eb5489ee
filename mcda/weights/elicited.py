"""Weights that somebody's answers imply, with how well those answers fit each other; and checks of answers."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import ArgumentError
from mcda.guards import MOST_FAULTS
from mcda.kernels.simplex import normalised
from mcda.language import later

Array = npt.NDArray[np.float64]
ORDER_ONLY = later("An order of importance cannot contradict itself, so there is nothing to measure")


@dataclass(frozen=True)
class Elicited:
    """Weights from somebody's answers.

    Attributes
    ----------
    method
        The function that made them, such as `swing`.
    weights
        By criterion, summing to 1: ready for `mcda.rank(case, weights=...)`.
    consistency
        How well the answers fit each other; None where they could not have contradicted each other.
    consistency_label
        What `consistency` measures, its source, which way is good, and the usual limit if there is one.
    detail
        What else the method found, by name.
    """

    method: str
    weights: "pd.Series[float]"
    consistency: float | None
    consistency_label: str
    detail: Mapping[str, Any] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion, with its `weight`."""
        return self.weights.to_frame("weight")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {name: plain(value) for name, value in vars(self).items()}


def elicited(
    method: str,
    labels: Iterable[str],
    weights: npt.ArrayLike,
    consistency: float | None,
    consistency_label: str,
    **detail: Any,
) -> Elicited:
    """The result of a method: `weights` (n,) in any unit, normalised here."""
    return Elicited(method, by_criterion(labels, normalised_points(weights)), consistency, consistency_label, detail)


def by_criterion(labels: Iterable[str], weights: npt.ArrayLike) -> "pd.Series[float]":
    """Weights (n,) under the names of their criteria."""
    index = pd.Index(list(labels), name="criterion", dtype=object)
    return pd.Series(np.asarray(weights, dtype=np.float64), index=index, name="weight")


def normalised_points(values: npt.ArrayLike) -> Array:
    """Points (n,) that sum to 1; divided by the largest first, so that very large ones do not overflow."""
    points = np.asarray(values, dtype=np.float64)
    return normalised(points / points.max())


def plain(value: Any) -> Any:
    """Tables, arrays and tuples as lists and dictionaries; whatever JSON knows as it is."""
    match value:
        case pd.DataFrame() if isinstance(value.index, pd.RangeIndex):
            return [plain(row.to_dict()) for _, row in value.astype(object).iterrows()]
        case pd.DataFrame():
            return {str(name): plain(row.to_dict()) for name, row in value.astype(object).iterrows()}
        case Mapping() | pd.Series():
            return {str(name): plain(item) for name, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case np.ndarray() | np.generic():
            value = value.tolist()
    return value


def refuse_answers(who: str, faults: Iterable[str]) -> None:
    """Raise one error that lists the faults, if there are any; only the first of very many are spelled out.

    Raises
    ------
    ArgumentError
        With every fault; `who` is the function that refuses, such as "swing".
    """
    found = list(dict.fromkeys(faults))
    if found:
        more = [f"... and {len(found) - MOST_FAULTS} more"] if len(found) > MOST_FAULTS else []
        lines = "\n".join(f"  - {fault}" for fault in [*found[:MOST_FAULTS], *more])
        raise ArgumentError(f"{who} cannot use these answers:\n{lines}")


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is a finite number; True and False are none."""
    return (
        isinstance(value, int | float | np.integer | np.floating)
        and not isinstance(value, bool)
        and math.isfinite(value)
    )


def is_label(value: object) -> TypeGuard[str]:
    """Whether this can name a criterion: text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def is_named(value: object) -> TypeGuard["Mapping[str, Any] | pd.Series[Any]"]:
    """Whether this gives something by label: a mapping, or a Series."""
    return isinstance(value, Mapping | pd.Series)


def named(answers: "Mapping[str, Any] | pd.Series[Any]") -> dict[str, Any]:
    """A mapping or a Series, once its labels are known to be text, as a dictionary."""
    return {str(label): value for label, value in answers.items()}


def listing_faults(name: str, labels: object) -> Iterator[str]:
    """An argument of labels that is neither a list of something nor left out."""
    if labels is not None and (isinstance(labels, str) or not isinstance(labels, Sequence | pd.Index)):
        yield f"{name} = {labels!r}; a list of labels is needed"


def label_faults(labels: Iterable[object]) -> Iterator[str]:
    """Labels that are no text, or stand there twice; or that there are none."""
    seen: list[object] = []
    for label in labels:
        if not is_label(label):
            yield f"{label!r} is no label; text is needed"
        elif label in seen:
            yield f"{label!r} stands there more than once"
        seen.append(label)
    if not seen:
        yield "no criteria; at least 1 is needed"


def point_faults(points: object, what: str = "points") -> Iterator[str]:
    """Whatever keeps this from being points of at least 0 by label, one of them above 0."""
    if not is_named(points):
        yield f"{what} {points!r}: a mapping from criterion to points is needed"
        return
    yield from label_faults(points.keys())
    wrong = [(label, value) for label, value in points.items() if not is_number(value) or value < 0]
    for label, value in wrong:
        yield f"{label!r} has {what} {value!r}; a number of at least 0 is needed"
    if len(points) and not wrong and not any(value > 0 for _, value in points.items()):
        yield f"all {what} are 0; at least one must be above 0"


def number_faults(answers: object, what: str) -> Iterator[str]:
    """Whatever keeps this from being numbers by label."""
    if not is_named(answers):
        yield f"{what} = {answers!r}; a mapping from label to number is needed"
        return
    yield from label_faults(answers.keys())
    for label, value in answers.items():
        if not is_number(value):
            yield f"{label!r} has {value!r} in the {what}; a number is needed"


def same_criteria_faults(first: Iterable[str], other: Iterable[str], where: str) -> Iterator[str]:
    """What `other` names too little or too much, next to `first`; `where` it stands."""
    known, named = list(first), list(other)
    for label in known:
        if label not in named:
            yield f"{label!r} is missing {where}"
    for label in named:
        if label not in known:
            yield f"{label!r} stands only {where}"


def choice_faults(name: str, value: object, allowed: Sequence[str]) -> Iterator[str]:
    """An argument that is none of the words allowed."""
    if not isinstance(value, str) or value not in allowed:
        yield f"{name} = {value!r}; one of {', '.join(map(repr, allowed))} is needed"


def group_faults(groups: Sequence[Sequence[str]], what: str) -> Iterator[str]:
    """Criteria that no answers connect, so that weights between the groups cannot be known."""
    if len(groups) > 1:
        named = "; ".join("{" + ", ".join(group) + "}" for group in groups)
        yield f"no {what} connects these groups: {named}; at least {len(groups) - 1} more are needed"


def connected_groups(labels: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The labels in groups that the pairs connect, each in the order of `labels`."""
    group_of = {label: {label} for label in labels}
    for a, b in pairs:
        if group_of[a] is not group_of[b]:
            merged = group_of[a] | group_of[b]
            for label in merged:
                group_of[label] = merged
    found: list[set[str]] = []
    for label in labels:
        if not any(label in group for group in found):
            found.append(group_of[label])
    return [[label for label in labels if label in group] for group in found]
