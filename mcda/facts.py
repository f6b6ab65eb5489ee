"""The facts of a case in one scenario as arrays, and how derived options and blends come from them.

The same code composes the most likely facts and every random draw of them: arrays have any leading
dimensions, then options (m), then criteria (n). Scores are shares of the scale in its own direction.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from mcda.kernels.composition import activation, apply_rule, mixture
from mcda.kernels.levers import lifted
from mcda.kernels.timing import averaged_over_time, before_alignment
from mcda.values import Curve, Linear, from_share, linear_value, share_of_scale

if TYPE_CHECKING:
    from mcda.case import Case
    from mcda.parts import Option, Scenario

Array = npt.NDArray[np.float64]
LEVER_CAP = 0.25
"""Summed improvement, and summed worsening, by levers: at most this share of a criterion's scale."""


@dataclass(frozen=True)
class Assumptions:
    """How strategies combine. Each a number, or an array (…) with one entry a draw.

    Attributes
    ----------
    coordination
        How well the parts fit, -1 (they undercut each other) to +1 (they fully complement each other),
        before the price of acting first.
    returns
        q ≥ 1: at 2, half the share brings three quarters of the effect; at 1 every blend is linear.
    synergy
        0 to 1: share of the remaining gap that credible pressure and a robust framework close together.
    first_mover_cost
        What acting first takes off coordination.
    """

    coordination: float | Array
    returns: float | Array = 2.0
    synergy: float | Array = 0.3
    first_mover_cost: float | Array = 0.2

    def each(self, change: Callable[[Array], Array]) -> Self:
        """The same assumptions with every array (or number) changed alike."""
        numbers = (self.coordination, self.returns, self.synergy, self.first_mover_cost)
        return type(self)(*(change(np.asarray(number, dtype=np.float64)) for number in numbers))

    def fit(self, *, act_first: bool, added: float | Array = 0.0) -> Array:
        """Coordination of a blend after the price of acting first and what its levers add, within [-1, 1]."""
        cost = self.first_mover_cost if act_first else 0.0
        return np.clip(np.asarray(self.coordination) - cost + added, -1.0, 1.0)


@dataclass(frozen=True)
class Levels:
    """One state of knowledge: scores of the scored options (…, b, n) and effects of the levers (…, e)."""

    scores: Array
    effects: Array
    assumptions: Assumptions


@dataclass(frozen=True)
class Timing:
    """A benefit that takes time to be complete: until the parts are aligned, only one of them is in force.

    Attributes
    ----------
    criterion
        Which one, such as coverage.
    first
        The component that is in force from the start. The others bring nothing on this criterion before alignment.
    lagged
        Share of the horizon before alignment, 0 to 1.
    """

    criterion: int
    first: str
    lagged: float


@dataclass(frozen=True)
class Blending:
    """How blends score in one case: rules, directions, where synergy acts, and what is averaged over time, if any."""

    rules: tuple[str, ...]
    signs: npt.NDArray[np.int64]
    synergy_on: tuple[int, ...]
    synergy_parts: tuple[tuple[str, int], ...]
    timing: Timing | None = None

    def compose(
        self,
        x: Array,
        shares: Array,
        components: tuple[str, ...],
        assumptions: Assumptions,
        *,
        act_first: bool,
        added: float | Array = 0.0,
    ) -> Array:
        """Scores (…, n) of a blend from component scores `x` (…, k, n) and shares (…, k)."""
        kappa = assumptions.fit(act_first=act_first, added=added)
        q = np.asarray(assumptions.returns)
        parts = mixture(np.swapaxes(x, -1, -2), shares[..., None, :], q[..., None])
        columns = [
            apply_rule(type(parts)(*(part[..., j] for part in parts)), rule, int(sign), kappa, act_first=act_first)
            for j, (rule, sign) in enumerate(zip(self.rules, self.signs, strict=True))
        ]
        timing = self.timing
        if timing is not None and timing.first in components:
            j, leader = timing.criterion, components.index(timing.first)
            early = before_alignment(x[..., j], shares, q, leader, act_first=act_first)
            columns[j] = averaged_over_time(early, columns[j], timing.lagged)
        blend = np.stack(np.broadcast_arrays(*columns), axis=-1)
        return self._with_synergy(blend, x, shares, components, assumptions, kappa)

    def _with_synergy(
        self,
        blend: Array,
        x: Array,
        shares: Array,
        components: tuple[str, ...],
        assumptions: Assumptions,
        kappa: Array,
    ) -> Array:
        """Closes part of the gap to the best end of the scale where every part of the synergy is in the mix."""
        if not self.synergy_parts or any(name not in components for name, _ in self.synergy_parts):
            return blend
        effect = np.asarray(assumptions.synergy) * np.maximum(kappa, 0.0)
        for name, j in self.synergy_parts:
            k = components.index(name)
            good = x[..., k, j] if self.signs[j] > 0 else 1.0 - x[..., k, j]
            effect = effect * activation(shares[..., k], np.asarray(assumptions.returns)) * good
        for j in self.synergy_on:
            top = 1.0 if self.signs[j] > 0 else 0.0
            blend[..., j] += effect * (top - blend[..., j])
        return blend


@dataclass(frozen=True)
class FactModel:
    """Facts of one case in one scenario: what is scored, what is derived, and how."""

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    scored: tuple[str, ...]
    unknown: npt.NDArray[np.bool_]
    low: Levels
    mode: Levels
    high: Levels
    scale_low: Array
    scale_high: Array
    curves: tuple[Curve, ...]
    blending: Blending
    recipes: tuple["Option", ...]
    lever_targets: tuple[tuple[str, int | None], ...]

    @classmethod
    def of(cls, case: "Case", scenario: "Scenario") -> Self:
        """The facts of `case` in `scenario`: shifts applied and clipped to the scale."""
        criteria = case.catalogue.ids
        rules = {criterion.id: criterion.blend for criterion in case.catalogue.criteria} | case.settings.rules
        signs = np.array([criterion.direction.sign for criterion in case.catalogue.criteria])
        low = np.array([criterion.scale.low for criterion in case.catalogue.criteria])
        high = np.array([criterion.scale.high for criterion in case.catalogue.criteria])
        scored = tuple(dict.fromkeys(cell.option for cell in case.cells))
        cells = {(cell.option, cell.criterion): cell for cell in case.cells}
        moves = {(s.option, s.criterion): s.shift for s in case.shifts if s.scenario == scenario.scenario}
        grid = [[cells[option, criterion] for criterion in criteria] for option in scored]
        unknown = np.array([[cell.mode is None for cell in row] for row in grid])
        shift = np.array([[moves.get((option, criterion), 0.0) for criterion in criteria] for option in scored])
        shift[unknown] = 0.0
        middle = (low + high) / 2.0
        raw = {
            "low": np.array([[cell.low for cell in row] for row in grid]),
            "mode": np.array([[middle[j] if c.mode is None else c.mode for j, c in enumerate(row)] for row in grid]),
            "high": np.array([[cell.high for cell in row] for row in grid]),
        }
        shares = {name: share_of_scale(np.clip(table + shift, low, high), low, high) for name, table in raw.items()}
        effects = {
            "low": np.array([lever.low for lever in case.levers]),
            "mode": np.array([lever.effect for lever in case.levers]),
            "high": np.array([lever.high for lever in case.levers]),
        }
        targets = tuple(
            (lever.lever, None if lever.criterion == "coordination" else criteria.index(lever.criterion))
            for lever in case.levers
        )
        span = np.array([1.0 if j is None else (high - low)[j] for _, j in targets])
        coordination = {
            "low": scenario.coordination_low,
            "mode": scenario.coordination,
            "high": scenario.coordination_high,
        }
        defaults = case.settings.defaults
        levels = {
            name: Levels(
                shares[name],
                effects[name] / span if effects[name].size else effects[name],
                Assumptions(
                    coordination[name],
                    getattr(defaults.assumed("returns"), name),
                    getattr(defaults.assumed("synergy"), name),
                    getattr(defaults.assumed("first_mover_cost"), name),
                ),
            )
            for name in shares
        }
        synergy = case.settings.synergy
        blending = Blending(
            rules=tuple(rules[criterion].value for criterion in criteria),
            signs=signs,
            synergy_on=tuple(criteria.index(one) for one in synergy.on) if synergy else (),
            synergy_parts=tuple((part.component, criteria.index(part.criterion)) for part in synergy.parts)
            if synergy
            else (),
        )
        return cls(
            options=case.option_ids,
            criteria=criteria,
            scored=scored,
            unknown=unknown,
            low=levels["low"],
            mode=levels["mode"],
            high=levels["high"],
            scale_low=low,
            scale_high=high,
            curves=tuple(case.curves[criterion] for criterion in criteria),
            blending=blending,
            recipes=case.options,
            lever_targets=targets,
        )

    @property
    def signs(self) -> npt.NDArray[np.int64]:
        """+1 where more is better, -1 where less is, (n,)."""
        return self.blending.signs

    def at(self, level: str) -> Array:
        """Composed scores (m, n) with every scored cell and lever at its `low`, `mode` or `high`.

        Assumptions stay at their most likely values, so that a table of least scores differs from one of
        most likely scores by its facts alone.
        """
        levels: Levels = getattr(self, level)
        return self.compose(replace(levels, assumptions=self.mode.assumptions))

    def natural(self, x: Array) -> Array:
        """Shares of the scale (…, n) in natural units."""
        return from_share(x, self.scale_low, self.scale_high)

    def values(self, x: Array) -> Array:
        """Shares of the scale (…, n) as values: 0 at the worst end of each criterion, 1 at the best, by its curve."""
        values = linear_value(x, self.signs)
        for j, curve in enumerate(self.curves):
            if not isinstance(curve, Linear):
                values[..., j] = curve.value(values[..., j])
        return values

    def compose(self, levels: Levels) -> Array:
        """Scores (…, m, n) of every option: scored, derived from a base and levers, and blended."""
        done = {name: levels.scores[..., i, :] for i, name in enumerate(self.scored)}
        for recipe in self._in_order:
            done[recipe.option] = self._derive(recipe, done, levels)
        columns = np.broadcast_arrays(*(done[option] for option in self.options))
        return np.stack(columns, axis=-2)

    def components_of(self, levels: Levels, components: tuple[str, ...]) -> Array:
        """Scores (…, k, n) of the named options, in that order."""
        rows = [self.options.index(component) for component in components]
        return self.compose(levels)[..., rows, :]

    def _derive(self, recipe: "Option", done: dict[str, Array], levels: Levels) -> Array:
        if recipe.base:
            return self._with_levers(done[recipe.base], recipe.levers, levels)
        names = tuple(name for name, _ in recipe.shares)
        x = np.stack(np.broadcast_arrays(*(done[name] for name in names)), axis=-2)
        blend = self.blending.compose(
            x,
            np.array([share for _, share in recipe.shares]),
            names,
            levels.assumptions,
            act_first=recipe.sequence != "act_together",
            added=self._added_coordination(recipe.levers, levels),
        )
        return self._with_levers(blend, recipe.levers, levels)

    def _with_levers(self, x: Array, levers: tuple[str, ...], levels: Levels) -> Array:
        if not levers:
            return x
        improvement = np.zeros(np.broadcast_shapes(x.shape, (*levels.effects.shape[:-1], x.shape[-1])))
        worsening = np.zeros_like(improvement)
        for e, (lever, j) in enumerate(self.lever_targets):
            if lever in levers and j is not None:
                improvement[..., j] += np.maximum(levels.effects[..., e], 0.0)
                worsening[..., j] += np.minimum(levels.effects[..., e], 0.0)
        return lifted(x, improvement, worsening, LEVER_CAP)

    def _added_coordination(self, levers: tuple[str, ...], levels: Levels) -> float | Array:
        chosen = [e for e, (lever, j) in enumerate(self.lever_targets) if lever in levers and j is None]
        return np.asarray(levels.effects[..., chosen].sum(axis=-1)) if chosen else 0.0

    @cached_property
    def _in_order(self) -> tuple["Option", ...]:
        """Derived options, each after what it is built from. The case's checks have refused circles."""
        ready, waiting, order = set(self.scored), [r for r in self.recipes if r.option not in self.scored], []
        while waiting:
            for recipe in waiting:
                if all(parent in ready for parent in _parents(recipe)):
                    order.append(recipe)
                    ready.add(recipe.option)
            waiting = [recipe for recipe in waiting if recipe.option not in ready]
        return tuple(order)

    @cached_property
    def incomplete(self) -> frozenset[str]:
        """Options with a cell that is unknown, or built from one that has."""
        found = {name for name, row in zip(self.scored, self.unknown, strict=True) if row.any()}
        for recipe in self._in_order:
            if found.intersection(_parents(recipe)):
                found.add(recipe.option)
        return frozenset(found)


def _parents(recipe: "Option") -> tuple[str, ...]:
    return (recipe.base,) if recipe.base else tuple(name for name, _ in recipe.shares)
