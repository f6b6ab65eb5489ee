"""A weight set with the range that somebody might also have said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import WEIGHT_SPREAD, Case
from mcda.errors import ArgumentError
from mcda.kernels.simplex import normalised, sample_box, with_weight

if TYPE_CHECKING:
    from typing import TypeAlias

Array = npt.NDArray[np.float64]
WeightsLike: "TypeAlias" = "str | Mapping[str, float] | pd.Series[float] | WeightSet | None"


@dataclass(frozen=True)
class WeightSet:
    """Swing weights that sum to 1, each with a low and a high.

    Attributes
    ----------
    name, label
        Id and label of a set of the case, or `custom`.
    criteria
        Ids, in catalogue order.
    low, weights, high
        (n,) each, divided by the set's total of points.
    """

    name: str
    label: str
    criteria: tuple[str, ...]
    low: Array
    weights: Array
    high: Array

    def series(self) -> "pd.Series[float]":
        """The weights by criterion."""
        return pd.Series(self.weights, index=pd.Index(self.criteria, name="criterion"), name="weight")

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Uniform draws (draws, n) from the ranges where they meet the simplex."""
        return sample_box(rng, self.low, self.weights, self.high, draws)

    def moved(self, criterion: str, weight: float) -> Self:
        """The set with one weight (0 to 1) changed and the others yielding in proportion."""
        j = self.criteria.index(criterion)
        return type(self)("custom", "Custom", self.criteria, *_ranged(with_weight(self.weights, j, np.asarray(weight))))


def weight_set(case: Case, weights: WeightsLike = None, scenario: str | None = None) -> WeightSet:
    """The weight set that a call means.

    Parameters
    ----------
    weights
        The id of a set of the case; or swing points by criterion (normalised here, with a range of 0.6 to 1.5
        times each), also as a call of `mcda.weights` gives them; or None for the set that the case or its scenario
        suggests.

    Raises
    ------
    ArgumentError
        Naming every criterion that is unknown, missing, negative or no number.
    """
    if isinstance(weights, WeightSet):
        return weights
    if isinstance(getattr(weights, "weights", None), pd.Series):  # elicited, from one person or several
        return weight_set(case, weights.weights, scenario)  # type: ignore[union-attr, arg-type]
    if weights is None or isinstance(weights, str):
        name = weights or case.suggested_weights(scenario)
        frame = case.weights(name)
        low, middle, high = (frame[column].to_numpy() for column in ("low", "weight", "high"))
        return WeightSet(name, case.weight_sets[name], case.catalogue.ids, low, middle, high)
    if not isinstance(weights, Mapping | pd.Series):
        raise ArgumentError(
            f"weights = {weights!r}: the id of a weight set ({', '.join(case.weight_sets)}), or points by criterion "
            "as a mapping or a Series, is needed."
        )
    points = _points(case, dict(weights))
    return WeightSet("custom", "Custom", case.catalogue.ids, *_ranged(normalised(points)))


def _ranged(weights: Array) -> tuple[Array, Array, Array]:
    low, high = WEIGHT_SPREAD
    return low * weights, weights, high * weights


def _points(case: Case, points: Mapping[str, float]) -> Array:
    ids = case.catalogue.ids
    faults = [f"{name!r} is no criterion" for name in points if name not in ids]
    faults += [f"{name} has no weight" for name in ids if name not in points]
    for name in ids:
        value = points.get(name, 0.0)
        if not isinstance(value, int | float | np.number) or not np.isfinite(value) or value < 0:
            faults.append(f"{name} has weight {value!r}; a number of at least 0 is needed")
    if not faults and not any(points.values()):
        faults.append("every weight is 0; at least one must be above 0")
    if faults:
        raise ArgumentError("These weights cannot be used: " + "; ".join(faults) + f". Criteria: {', '.join(ids)}.")
    given = np.array([float(points[name]) for name in ids])
    with np.errstate(over="ignore"):
        finite = np.isfinite(given.sum())
    return given if finite else given / given.max()  # very large ones are made smaller in proportion first
