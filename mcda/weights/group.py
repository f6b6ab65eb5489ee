"""The weights of several people: one set for the group, and how far apart its members are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from mcda.weights.elicited import (
    Array,
    Elicited,
    by_criterion,
    choice_faults,
    label_faults,
    named,
    normalised_points,
    plain,
    point_faults,
    refuse_answers,
    same_criteria_faults,
)

PersonsWeights: TypeAlias = "Elicited | Mapping[str, float] | pd.Series[float]"
GroupRule: TypeAlias = Literal["arithmetic", "geometric"]

_RULES = ("arithmetic", "geometric")


@dataclass(frozen=True)
class Group:
    """Weights of a group of people.

    Attributes
    ----------
    rule
        How they were put together: `arithmetic` or `geometric` mean.
    weights
        Of the group, by criterion, summing to 1.
    spread
        Indexed by criterion: `min`, `max`, `range` and `standard_deviation` (of these people, not of a sample).
    distances
        Person by person: the share of all weight that one would have to move to hold the other's view (half the sum of
        absolute differences), 0 to 1.
    people
        Weights, criteria × people, each summing to 1.
    """

    rule: str
    weights: "pd.Series[float]"
    spread: pd.DataFrame
    distances: pd.DataFrame
    people: pd.DataFrame

    @property
    def furthest_apart(self) -> tuple[str, str] | None:
        """The two people whose weights differ most; None for one person, or where all agree."""
        pairs = list(combinations(self.distances.index, 2))
        largest = max(pairs, key=lambda pair: self.distances.loc[pair], default=None)
        return largest if largest is not None and self.distances.loc[largest] > 0 else None

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion: the group's `weight`, the spread, then each person."""
        return pd.concat([self.weights.to_frame("weight"), self.spread, self.people], axis=1)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {name: plain(value) for name, value in vars(self).items()}


def aggregate(people: Mapping[str, PersonsWeights], rule: GroupRule = "arithmetic") -> Group:
    """One set of weights for a group, beside each member's and the distances between them.

    Parameters
    ----------
    people
        Name → weights or points of at least 0 by criterion, or the result of an elicitation. Each person's are
        divided by their total first, so that all count alike.
    rule
        Mean of the weights: `arithmetic`, or `geometric` and then normalised. The geometric mean keeps ratios (the
        group's a / b is the geometric mean of the members') and needs weights above 0.

    Returns
    -------
    Group

    Raises
    ------
    ArgumentError
        With every weight that is no number of at least 0, people who weigh other criteria, and, for the geometric
        mean, everyone who gives a criterion nothing.

    References
    ----------
    Forman & Peniwati 1998, European Journal of Operational Research 108:165-169 (aggregating priorities).

    Examples
    --------
    >>> from mcda.weights import aggregate
    >>> group = aggregate({"Ann": {"cost": 60, "speed": 40}, "Ben": {"cost": 40, "speed": 60}})
    >>> group.weights.to_dict()
    {'cost': 0.5, 'speed': 0.5}
    >>> round(float(group.distances.loc["Ann", "Ben"]), 2)
    0.2
    """
    refuse_answers("aggregate", [*choice_faults("rule", rule, _RULES), *_people_faults(people, rule)])
    tables = {name: _weights(given) for name, given in people.items()}
    labels = list(next(iter(tables.values())))
    table = np.array([normalised_points([given[label] for label in labels]) for given in tables.values()])
    each = pd.DataFrame(
        table.T, index=by_criterion(labels, table[0]).index, columns=pd.Index(list(tables), name="person")
    )
    return Group(rule, by_criterion(labels, _mean(table, rule)), _spread(each), _distances(each), each)


def _mean(table: Array, rule: GroupRule) -> Array:
    if rule == "arithmetic":
        return normalised_points(table.mean(axis=0))
    logs = np.log(table).mean(axis=0)
    return normalised_points(np.exp(logs - logs.max()))


def _spread(each: pd.DataFrame) -> pd.DataFrame:
    low, high = each.min(axis=1), each.max(axis=1)
    return pd.DataFrame({"min": low, "max": high, "range": high - low, "standard_deviation": each.std(axis=1, ddof=0)})


def _distances(each: pd.DataFrame) -> pd.DataFrame:
    table = each.to_numpy().T
    apart = np.abs(table[:, None] - table).sum(axis=-1) / 2.0
    return pd.DataFrame(apart, index=each.columns, columns=each.columns)


def _weights(given: PersonsWeights) -> dict[str, float]:
    return named(given.weights if isinstance(given, Elicited) else given)


def _people_faults(people: object, rule: str) -> Iterator[str]:
    if not isinstance(people, Mapping):
        yield f"people = {people!r}; a mapping from name to weights is needed"
        return
    if not people:
        yield "nobody; at least 1 person is needed"
    yield from (fault for fault in label_faults(people) if people)
    wrong = {
        name: [*point_faults(given.weights if isinstance(given, Elicited) else given, "weight")]
        for name, given in people.items()
    }
    yield from (f"{name}: {fault}" for name, faults in wrong.items() for fault in faults)
    if any(wrong.values()):
        return
    tables = {name: _weights(given) for name, given in people.items()}
    for name, given in tables.items():
        yield from (f"{name}: {fault}" for fault in same_criteria_faults(next(iter(tables.values())), given, "here"))
        for label, value in given.items():
            if rule == "geometric" and value == 0:
                yield f"{name} gives {label!r} nothing; the geometric mean needs weights above 0"
