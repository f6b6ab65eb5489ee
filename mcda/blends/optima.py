"""The best mix under many settings at once: facts, assumptions and weights in one batch."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from mcda.blends.best import STEPS
from mcda.blends.lattice import lattice, vertices
from mcda.blends.mix import Mix
from mcda.errors import ArgumentError
from mcda.facts import Assumptions, Levels
from mcda.gates import Gate

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
_FINEST = 1e-6
_CELLS = 1_000_000
"""Values are composed about so many at a time, whatever the number of settings and mixes."""


class Optima(NamedTuple):
    """The best mix of each setting: `shares` (B, k) and `scores` (B,), -inf where no mix is feasible."""

    shares: Array
    scores: Array


@dataclass(frozen=True)
class Batch:
    """A mix under B settings that differ in facts, assumptions or weights.

    Attributes
    ----------
    x
        (B, k, n) scores of the components as shares of the scale.
    assumptions
        Each (B,).
    weights
        (B, n), or (n,) where all settings share them.
    gates
        What a mix must respect in each setting.
    """

    mix: Mix
    x: Array
    assumptions: Assumptions
    weights: Array
    gates: tuple[Gate, ...] = ()

    @classmethod
    def of(cls, mix: Mix, levels: Levels, weights: Array | None = None, gates: tuple[Gate, ...] = ()) -> Self:
        """The batch of levels that have one leading dimension (B,)."""
        x = mix.model.components_of(levels, mix.components)
        return cls(mix, x, levels.assumptions, mix.weights.weights if weights is None else weights, gates)

    def assume(self, **changed: Array) -> Self:
        """The same components under other assumptions, each (B,)."""
        return replace(self, assumptions=replace(self.assumptions, **changed))

    def natural_share(self, shares: Array) -> Array:
        """Scores (B, J, n) as shares of the scale, for shares (J, k) or (B, J, k)."""
        return self.mix.model.blending.compose(
            self.x[..., None, :, :],
            shares,
            self.mix.components,
            self.assumptions.each(lambda one: one[..., None]),
            act_first=self.mix.sequence == "act_first",
        )

    def scores(self, shares: Array) -> Array:
        """Scores (B, J) in points of 100, -inf where a gate is broken; for shares (J, k) or (B, J, k)."""
        step = max(1, _CELLS // (len(self.x) * self.x.shape[-1]))
        starts = range(0, shares.shape[-2], step)
        return np.concatenate([self._scores(shares[..., start : start + step, :]) for start in starts], axis=-1)

    def _scores(self, shares: Array) -> Array:
        x = self.natural_share(shares)
        scores = self.mix.scored(self.mix.model.values(x), self.weights)
        return np.where(passes(self.mix, x, self.gates), scores, -np.inf) if self.gates else scores

    def best(self, ends: Array) -> Optima:
        """The best feasible mix of each setting, its shares between floors and caps `ends` (k, 2)."""
        points = lattice_within(ends)
        return best_of_each(self.scores, points, self.scores(points), ends)


def spread(levels: Levels, size: int) -> Levels:
    """The same levels `size` times, with one leading dimension."""
    return Levels(
        np.broadcast_to(levels.scores, (size, *levels.scores.shape)),
        np.broadcast_to(levels.effects, (size, *levels.effects.shape)),
        levels.assumptions.each(lambda one: np.full(size, one)),
    )


def passes(mix: Mix, x: Array, gates: tuple[Gate, ...]) -> Mask:
    """Whether scores (…, n), as shares of the scale, respect every gate: (…)."""
    natural = mix.model.natural(x)
    passed = [gate.passes(natural[..., mix.model.criteria.index(gate.criterion)]) for gate in gates]
    return np.asarray(np.logical_and.reduce(passed), dtype=np.bool_)


def lattice_within(ends: Array) -> Array:
    """Lattice points (J, k) between floors and caps `ends` (k, 2), and the corners of what these leave."""
    points = lattice(len(ends), STEPS[len(ends)])
    inside = points[within(points, ends)]
    return inside if len(inside) == len(points) else np.unique(np.vstack([inside, vertices(ends)]).round(12), axis=0)


def within(shares: Array, ends: Array) -> Mask:
    """Whether shares (…, k) keep to floors and caps `ends` (k, 2): (…)."""
    return np.asarray(((shares >= ends[:, 0] - 1e-12) & (shares <= ends[:, 1] + 1e-12)).all(axis=-1))


def allowed_alone(mix: Mix, gates: tuple[Gate, ...], ends: Array) -> Mask:
    """Which pure strategies (k,) respect the gates, and floors and caps `ends` (k, 2) of shares.

    Raises
    ------
    ArgumentError
        If none does, naming the gates and bounds.
    """
    alone = np.eye(len(ends))
    allowed = within(alone, ends) & (passes(mix, mix.natural_share(alone), gates) if gates else True)
    if not allowed.any():
        bounded = [name for name, (low, high) in zip(mix.components, ends, strict=True) if low > 0 or high < 1]
        limits = [*map(str, gates), *(f"bounds on the share of {name}" for name in bounded)]
        raise ArgumentError(
            f"No pure strategy respects these limits: {', '.join(limits)}. So there is none to lead; loosen one."
        )
    return allowed


def best_of_each(scored: Callable[[Array], Array], points: Array, scores: Array, ends: Array) -> Optima:
    """The best mix of each of B settings: a compass search from the best lattice point, all settings in step.

    Effort is moved between every pair of components; where no move gains, the step of that setting is halved. It
    needs no gradient, as rules have kinks.

    Parameters
    ----------
    scored
        From shares (B, T, k) to scores (B, T), -inf where a mix is not feasible.
    points, scores
        The lattice (J, k), and its scores (B, J).
    ends
        Floors and caps (k, 2) of the shares.
    """
    k = points.shape[1]
    shares, best = points[scores.argmax(axis=1)], scores.max(axis=1)
    moves = np.array([np.eye(k)[i] - np.eye(k)[j] for i in range(k) for j in range(k) if i != j])
    steps = np.full(len(best), 1.0 / STEPS[k])
    every = np.arange(len(best))
    while (steps > _FINEST).any():
        tries = shares[:, None, :] + steps[:, None, None] * moves
        inside = within(tries, ends)
        tries = tries.clip(0.0, 1.0)
        tries /= tries.sum(axis=-1, keepdims=True)
        found = np.where(inside, scored(tries), -np.inf)
        place = found.argmax(axis=1)
        top = found[every, place]
        gains = top > best + 1e-12
        shares = np.where(gains[:, None], tries[every, place], shares)
        best = np.where(gains, top, best)
        steps = np.where(gains, steps, steps / 2.0)
    return Optima(shares, best)
