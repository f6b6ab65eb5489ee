"""What is blended, and under which assumptions: the setting that every blend call shares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from criteria import BlendRule
from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.facts import Assumptions, FactModel, Levels
from mcda.kernels.additive import weighted_sum
from mcda.schemas import SEQUENCES
from mcda.weights import WeightSet, weight_set
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]

_LIMITS = {
    "coordination": (-1.0, 1.0),
    "returns": (1.0, 10.0),
    "synergy": (0.0, 1.0),
    "first_mover_cost": (0.0, 2.0),
}
LEAST_SHARE = 0.1
"""A blend worth the name gives every part at least this share."""


@dataclass(frozen=True)
class Mix:
    """Components, facts, weights and assumptions of a blend; only the shares are left open.

    Blends are scored by the additive method, in points of 100: a blend's score must not depend on which other
    options stand beside it.
    """

    case: Case
    scenario: str
    weights: WeightSet
    components: tuple[str, ...]
    sequence: str
    model: FactModel
    assumed: tuple[str, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        scenario: str | None = None,
        weights: WeightsLike = None,
        components: tuple[str, ...] | list[str] | None = None,
        coordination: float | None = None,
        returns: float | None = None,
        synergy: float | None = None,
        first_mover_cost: float | None = None,
        sequence: str | None = None,
        rules: Mapping[str, str] | None = None,
    ) -> Self:
        """The setting that a call means: what it does not say comes from the scenario and the case.

        Raises
        ------
        ArgumentError
            For components that are none, an assumption outside its range, or a rule that does not fit.
        """
        where = case.scenario(scenario).scenario
        given = {
            "coordination": coordination,
            "returns": returns,
            "synergy": synergy,
            "first_mover_cost": first_mover_cost,
        }
        stated = {name: _within(name, value) for name, value in given.items() if value is not None}
        order = sequence or case.settings.defaults.sequence
        if order not in SEQUENCES:
            raise ArgumentError(f"sequence = {order!r}; one of {', '.join(SEQUENCES)} is needed.")
        model = case.facts(where)
        model = replace(
            model,
            low=_stating(model.low, stated),
            mode=_stating(model.mode, stated),
            high=_stating(model.high, stated),
            blending=replace(model.blending, rules=_rules(case, model, rules)),
        )
        return cls(
            case=case,
            scenario=where,
            weights=weight_set(case, weights, where),
            components=_components(case, components),
            sequence=order,
            model=model,
            assumed=tuple(stated),
        )

    @property
    def assumptions(self) -> Assumptions:
        """The most likely assumptions, as stated or by default."""
        return self.model.mode.assumptions

    def assume(self, **changed: float) -> Self:
        """The same mix under other assumptions."""
        assumptions = replace(self.assumptions, **{name: _within(name, value) for name, value in changed.items()})
        mode = replace(self.model.mode, assumptions=assumptions)
        return replace(self, model=replace(self.model, mode=mode))

    def held(self, levels: Levels) -> Levels:
        """Drawn levels with every stated assumption held at what was stated."""
        stated = {name: getattr(self.assumptions, name) for name in self.assumed}
        kept = {name: np.full_like(getattr(levels.assumptions, name), value) for name, value in stated.items()}
        return replace(levels, assumptions=replace(levels.assumptions, **kept))

    def natural_share(self, shares: Array, levels: Levels | None = None) -> Array:
        """Scores (…, J, n) as shares of the scale, for shares (J, k) and levels with dimensions (…)."""
        at = levels or self.model.mode
        x = self.model.components_of(at, self.components)[..., None, :, :]
        lifted = at.assumptions.each(lambda drawn: drawn[..., None])
        return self.model.blending.compose(x, shares, self.components, lifted, act_first=self.sequence == "act_first")

    def values(self, shares: Array, levels: Levels | None = None) -> Array:
        """Values (…, J, n) in [0, 1] for shares (J, k)."""
        return self.model.values(self.natural_share(shares, levels))

    def scores(self, shares: Array, levels: Levels | None = None, weights: Array | None = None) -> Array:
        """Scores (…, J) in points of 100."""
        return self.scored(self.values(shares, levels), weights)

    def scored(self, values: Array, weights: Array | None = None) -> Array:
        """Scores (…, J) in points of 100 of values (…, J, n)."""
        return 100.0 * weighted_sum(values, self.weights.weights if weights is None else weights)

    def tolerance(self, epsilon: float | None) -> float:
        """The smallest difference that matters, in points of 100: as stated, or the case's own.

        Raises
        ------
        ArgumentError
            If what is stated is no finite number above 0.
        """
        if epsilon is None:
            return self.case.settings.epsilon
        if not isinstance(epsilon, int | float | np.number) or not 0 < epsilon < np.inf:
            raise ArgumentError(f"epsilon = {epsilon!r}; a finite number above 0 is needed.")
        return float(epsilon)

    def baseline_score(self) -> float | None:
        """Score of the case's baseline under the same facts and weights; None where the case names none."""
        baseline = self.case.settings.baseline
        if baseline is None:
            return None
        values = self.model.values(self.model.compose(self.model.mode))[self.model.options.index(baseline)]
        return float(100.0 * values @ self.weights.weights)

    def pure_scores(self) -> Array:
        """Score of each component alone, (k,)."""
        return self.scores(np.eye(len(self.components)))


def _stating(levels: Levels, stated: Mapping[str, float]) -> Levels:
    """The same levels with the assumptions that a caller states."""
    return replace(levels, assumptions=replace(levels.assumptions, **stated))


def _within(name: str, value: float) -> float:
    low, high = _LIMITS[name]
    if not isinstance(value, int | float | np.number) or not low <= value <= high:
        raise ArgumentError(f"{name} = {value!r}; a number from {low:g} to {high:g} is needed.")
    return float(value)


def _components(case: Case, components: Any) -> tuple[str, ...]:
    known = [option.option for option in case.options if option.kind == "component"]
    chosen = tuple(case.components if components is None else components)
    strange = [name for name in chosen if name not in known]
    if strange:
        raise ArgumentError(f"{', '.join(strange)} cannot be blended. Components: {', '.join(known) or 'none'}.")
    if len(set(chosen)) != len(chosen) or not 2 <= len(chosen) <= 4:
        raise ArgumentError(
            f"A blend mixes two to four different components, not {', '.join(chosen) or 'none'}. "
            f"Components of this case: {', '.join(known) or 'none'}; an option is one by its `kind` in options.csv."
        )
    return chosen


def _rules(case: Case, model: FactModel, rules: Mapping[str, str] | None) -> tuple[str, ...]:
    chosen = dict(zip(model.criteria, model.blending.rules, strict=True))
    for criterion, rule in (rules or {}).items():
        if criterion not in chosen:
            raise ArgumentError(f"No criterion {criterion!r}. Criteria: {', '.join(model.criteria)}.")
        chosen[criterion] = checked_rule(rule, case.catalogue[criterion].direction.sign).value
    return tuple(chosen.values())


def checked_rule(rule: str, sign: int) -> BlendRule:
    """The blend rule of that name, if it can serve a criterion of that direction.

    Raises
    ------
    ArgumentError
        If there is no such rule, or it would rig the answer towards blends.
    """
    if rule not in set(BlendRule):
        raise ArgumentError(f"No blend rule {rule!r}. Rules: {', '.join(BlendRule)}.")
    if (rule == BlendRule.REACH and sign < 0) or (rule == BlendRule.STACK and sign > 0):
        raise ArgumentError(
            f"Rule {rule!r} is refused here: 'reach' adds benefits up and 'stack' adds harms up, "
            "never the other way round."
        )
    return BlendRule(rule)
