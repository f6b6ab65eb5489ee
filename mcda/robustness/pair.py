"""Two options of a case and all that their difference is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.facts import FactModel, Levels
from mcda.gates import Gate
from mcda.methods import method_named
from mcda.ranking import Lineup, lineup, method_of
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Options `a` and `b` among those compared.

    Attributes
    ----------
    model
        The facts that these two are made of: only they are composed, and only the scored options that they are,
        derive from or blend are in its levels.
    """

    case: Case
    field: Lineup
    a: str
    b: str
    model: FactModel

    @classmethod
    def of(
        cls,
        case: Case,
        a: str,
        b: str,
        *,
        scenario: str | None,
        weights: WeightsLike,
        gates: Iterable[Gate | str],
        options: Iterable[str] | None,
        method: str | None,
    ) -> Self:
        """The pair that a call means.

        Raises
        ------
        MethodError
            For a method other than `additive`.
        ArgumentError
            As `rank`; or if the two are one, or one of them is not compared.
        """
        name = method_of(case, method).name
        if method_named(name).name != "additive":
            raise MethodError(f"What decides between two options is worked out for 'additive' only, not for {name!r}.")
        field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
        faults = [f"{a!r} is named twice; two different options are needed"] if a == b else []
        faults += [_absence(case, field, option) for option in dict.fromkeys((a, b)) if option not in field.options]
        if faults:
            raise ArgumentError("These cannot be compared: " + "; ".join(faults) + ".")
        return cls(case, field, a, b, _restricted(field.model, (a, b)))

    @property
    def blended(self) -> bool:
        """Whether one of the two is a blend, or derived from one."""
        return any(recipe.shares for recipe in self.model.recipes)

    def gaps(self, levels: Levels) -> Array:
        """Values of `a` minus those of `b`, (…, n)."""
        values = self.model.values(self.model.compose(levels))
        return np.asarray(values[..., 0, :] - values[..., 1, :])

    def leads(self, levels: Levels, weights: Array | None = None) -> Array:
        """Score of `a` minus that of `b` (…), in points of 100; under the set's own weights, or weights (…, n)."""
        w = self.field.weights.weights if weights is None else weights
        return np.asarray(100.0 * (self.gaps(levels) * w).sum(axis=-1))

    def lead_now(self) -> float:
        """The lead at the most likely facts and the set's own weights, in points of 100."""
        return float(self.leads(self.model.mode))

    def unit(self, j: int) -> str:
        """The unit of criterion `j`."""
        return self.case.catalogue.criteria[j].scale.unit

    def span(self, j: int) -> float:
        """The width of the scale of criterion `j`, in its unit."""
        return float(self.model.scale_high[j] - self.model.scale_low[j])

    def criterion_label(self, j: int) -> str:
        """The label of criterion `j`."""
        return self.case.catalogue.criteria[j].label

    def score_label(self, option: str, j: int) -> str:
        """What the score of an option on criterion `j` is called."""
        return f"{self.criterion_label(j)} of {self.case.labels[option]}"


def _absence(case: Case, field: Lineup, option: str) -> str:
    """Why an option is not compared."""
    case.option(option)
    kept_out = field.excluded[field.excluded["option"] == option]
    if len(kept_out):
        return f"{option!r} is kept out by the gate {kept_out['gate'].iloc[0]}"
    return f"{option!r} is not among the options compared ({', '.join(field.options)})"


def _restricted(model: FactModel, options: tuple[str, str]) -> FactModel:
    """The same model with nothing but these options and what they are made of."""
    recipes = {recipe.option: recipe for recipe in model.recipes if recipe.option not in model.scored}
    needed, waiting = set[str](), list(options)
    while waiting:
        name = waiting.pop()
        needed.add(name)
        if name in recipes:
            recipe = recipes[name]
            waiting += [recipe.base] if recipe.base else [part for part, _ in recipe.shares]
    rows = [i for i, name in enumerate(model.scored) if name in needed]
    low, mode, high = (replace(one, scores=one.scores[rows]) for one in (model.low, model.mode, model.high))
    return replace(
        model,
        options=options,
        scored=tuple(model.scored[i] for i in rows),
        unknown=model.unknown[rows],
        low=low,
        mode=mode,
        high=high,
        recipes=tuple(recipe for name, recipe in recipes.items() if name in needed),
    )
