"""The uncertain numbers behind a pair of options: what they are, their ranges, and facts at any of their values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.facts import Levels
from mcda.kernels.margins import quantile
from mcda.robustness.pair import Pair

Array = npt.NDArray[np.float64]

ASSUMPTIONS = {
    "coordination": ("Coordination", "from -1 to 1"),
    "returns": ("Returns to share", "exponent"),
    "synergy": ("Synergy", "share of the gap"),
    "first_mover_cost": ("First-mover cost", "off coordination"),
}
"""Label and unit of each assumption about blends."""


@dataclass(frozen=True)
class Input:
    """One uncertain number.

    Attributes
    ----------
    kind
        `score`, `lever`, or the name of an assumption about blends.
    option, criterion
        Ids, where there are such: of a score both, of a lever's effect the criterion.
    ends
        Least, most likely and greatest value, as the fact model holds them; `natural` gives them in `unit`.
    unknown
        Whether nothing is known but the ends of the scale.
    place
        Where it stands in the model's scores (row, column) or effects (place,).
    """

    kind: str
    what: str
    option: str | None
    criterion: str | None
    unit: str
    ends: tuple[float, float, float]
    origin: float = 0.0
    factor: float = 1.0
    unknown: bool = False
    place: tuple[int, ...] = ()

    def natural(self, x: float) -> float:
        """A value of the fact model in the input's unit."""
        return self.origin + self.factor * x

    def at_share(self, u: Array, distribution: str) -> Array:
        """The values (…) below which shares u (…) of its distribution lie."""
        low, mode, high = self.ends
        shape = "uniform" if self.unknown else distribution
        return np.asarray(low + (high - low) * quantile(shape, np.asarray((mode - low) / (high - low)), u))


def uncertain_inputs(pair: Pair) -> tuple[Input, ...]:
    """Every number with a range that either option is made of: scores, effects of levers, assumptions of blends."""
    inputs = [*_scores(pair), *_effects(pair), *_assumptions(pair)]
    return tuple(one for one in inputs if one.ends[2] > one.ends[0])


def levels_at(pair: Pair, inputs: Sequence[Input], x: Array) -> Levels:
    """Facts with the inputs at x (S, k), one column an input, and all else at its most likely."""
    mode = pair.model.mode
    scores = np.broadcast_to(mode.scores, (len(x), *mode.scores.shape)).copy()
    effects = np.broadcast_to(mode.effects, (len(x), *mode.effects.shape)).copy()
    changed: dict[str, Array] = {}
    for column, one in enumerate(inputs):
        if one.kind == "score":
            scores[:, one.place[0], one.place[1]] = x[:, column]
        elif one.kind == "lever":
            effects[:, one.place[0]] = x[:, column]
        else:
            changed[one.kind] = x[:, column]
    assumptions = mode.assumptions.each(lambda number: np.full(len(x), number))
    return Levels(scores, effects, replace(assumptions, **changed))


def ends_of(inputs: Sequence[Input]) -> Array:
    """Least, most likely and greatest values, (3, k)."""
    return np.array([one.ends for one in inputs]).reshape(-1, 3).T


def _scores(pair: Pair) -> Iterator[Input]:
    model = pair.model
    for i, option in enumerate(model.scored):
        for j, criterion in enumerate(model.criteria):
            yield Input(
                "score",
                pair.score_label(option, j),
                option,
                criterion,
                pair.unit(j),
                _ends(level.scores[i, j] for level in _levels(pair)),
                origin=float(model.scale_low[j]),
                factor=pair.span(j),
                unknown=bool(model.unknown[i, j]),
                place=(i, j),
            )


def _effects(pair: Pair) -> Iterator[Input]:
    model = pair.model
    used = {lever for recipe in model.recipes for lever in recipe.levers}
    for e, (lever, j) in enumerate(model.lever_targets):
        if lever in used and (j is not None or pair.blended):
            on = "coordination" if j is None else pair.criterion_label(j)
            yield Input(
                "lever",
                f"Effect of {pair.case.levers[e].label} on {on}",
                None,
                None if j is None else model.criteria[j],
                ASSUMPTIONS["coordination"][1] if j is None else pair.unit(j),
                _ends(level.effects[e] for level in _levels(pair)),
                factor=1.0 if j is None else pair.span(j),
                place=(e,),
            )


def _assumptions(pair: Pair) -> Iterator[Input]:
    if not pair.blended:
        return
    for name, (label, unit) in ASSUMPTIONS.items():
        yield Input(name, label, None, None, unit, _ends(getattr(level.assumptions, name) for level in _levels(pair)))


def _levels(pair: Pair) -> tuple[Levels, Levels, Levels]:
    return pair.model.low, pair.model.mode, pair.model.high


def _ends(numbers: Iterable[Any]) -> tuple[float, float, float]:
    low, mode, high = (float(np.asarray(number)) for number in numbers)
    return low, mode, high
