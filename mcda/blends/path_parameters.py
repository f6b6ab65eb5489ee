"""What an optimum can be followed along: a weight, a score or an assumption, over many values at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.blends.mix import Mix
from mcda.blends.optima import Batch, spread
from mcda.errors import ArgumentError
from mcda.facts import FactModel
from mcda.gates import Gate
from mcda.kernels.simplex import with_weight
from mcda.values import share_of_scale

Array = npt.NDArray[np.float64]
ASSUMED = {"coordination": (-1.0, 1.0), "returns": (1.0, 10.0), "synergy": (0.0, 1.0), "first_mover_cost": (0.0, 2.0)}
"""The range of each assumption."""


class Parameter(NamedTuple):
    """A number that is varied: where it stands, the range it may have, and the mix under values (V,) of it."""

    now: float
    low: float
    high: float
    at: Callable[[Array], Batch]


def parameter_of(mix: Mix, name: str, gates: tuple[Gate, ...]) -> Parameter:
    """The parameter of that name: `weight:CRITERION`, `score:OPTION:CRITERION`, or an assumption.

    Raises
    ------
    ArgumentError
        If there is none, or no mix of these components rests on that option.
    """
    kind, _, rest = name.partition(":") if isinstance(name, str) else ("", "", "")
    criterion = rest.rpartition(":")[2]
    if kind in ("weight", "score") and criterion in mix.model.criteria:
        j = mix.model.criteria.index(criterion)
        if kind == "weight" and rest == criterion:
            return _weight(mix, j, gates)
        option = rest.rpartition(":")[0]
        if kind == "score" and option in _behind(mix.model, mix.components):
            return _score(mix, mix.model.scored.index(option), j, gates)
    if name in ASSUMED:
        return _assumption(mix, name, gates)
    raise ArgumentError(
        f"parameter = {name!r}; one of these is needed: scenario, {', '.join(ASSUMED)}, weight:CRITERION, or "
        f"score:OPTION:CRITERION. Options: {', '.join(_behind(mix.model, mix.components))}. "
        f"Criteria: {', '.join(mix.model.criteria)}."
    )


def _weight(mix: Mix, j: int, gates: tuple[Gate, ...]) -> Parameter:
    """A weight from 0 to 1, the others yielding in proportion."""
    weights = mix.weights.weights

    def at(values: Array) -> Batch:
        return Batch.of(mix, spread(mix.model.mode, values.size), with_weight(weights, j, values), gates)

    return Parameter(float(weights[j]), 0.0, 1.0, at)


def _score(mix: Mix, row: int, j: int, gates: tuple[Gate, ...]) -> Parameter:
    """A score in its natural unit, as it stands after the scenario's shift."""
    model = mix.model
    low, high = float(model.scale_low[j]), float(model.scale_high[j])

    def at(values: Array) -> Batch:
        levels = spread(model.mode, values.size)
        scores = levels.scores.copy()
        scores[:, row, j] = share_of_scale(values, model.scale_low[j], model.scale_high[j])
        return Batch.of(mix, replace(levels, scores=scores), gates=gates)

    return Parameter(float(model.natural(model.mode.scores)[row, j]), low, high, at)


def _assumption(mix: Mix, name: str, gates: tuple[Gate, ...]) -> Parameter:
    """An assumption, all others as they are."""
    low, high = ASSUMED[name]

    def at(values: Array) -> Batch:
        return Batch.of(mix, spread(mix.model.mode, values.size), gates=gates).assume(**{name: values})

    return Parameter(float(getattr(mix.assumptions, name)), low, high, at)


def _behind(model: FactModel, components: tuple[str, ...]) -> tuple[str, ...]:
    """Scored options that the components are, or are derived from."""
    recipes = {recipe.option: recipe for recipe in model.recipes}
    found, waiting = [], list(components)
    while waiting:
        recipe = recipes[waiting.pop(0)]
        found.append(recipe.option)
        waiting += [recipe.base] if recipe.base else [name for name, _ in recipe.shares]
    return tuple(name for name in dict.fromkeys(found) if name in model.scored)
