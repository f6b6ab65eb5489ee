"""An option, or a blend given by its shares, ready to be scored: as it is, and with any choice of levers on top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from mcda.blends.mix import Mix
from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.facts import LEVER_CAP, FactModel, Levels
from mcda.kernels.additive import weighted_sum
from mcda.kernels.levers import lifted, summed
from mcda.weights import WeightSet, weight_set
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
Members = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Platform:
    """What levers are added to.

    Attributes
    ----------
    option
        Id of the option; None for a blend given by its shares.
    own
        Levers that are part of the option already; they share the cap with those added.
    parts, shares
        What the blend mixes, in which shares (k,); for any other option the one row that its scores come from.
    blended
        Whether it is a blend, which coordination moves.
    """

    case: Case
    scenario: str
    weights: WeightSet
    model: FactModel
    option: str | None
    own: tuple[str, ...]
    parts: tuple[str, ...]
    shares: Array
    blended: bool
    act_first: bool

    @classmethod
    def of(
        cls,
        case: Case,
        option: str | Mapping[str, float],
        *,
        scenario: str | None = None,
        weights: WeightsLike = None,
        **setting: Any,
    ) -> Self:
        """The option of that id, or the blend of those shares by component.

        Raises
        ------
        ArgumentError
            For an unknown option, shares that do not sum to 1, or a setting that does not fit.
        """
        if isinstance(option, Mapping):
            return cls._of_shares(case, dict(option), scenario=scenario, weights=weights, **setting)
        recipe = case.option(option)
        if setting:
            raise ArgumentError(
                f"{', '.join(setting)}: only for a blend given by its shares; {option!r} is an option of the case, "
                "mixed as the case says."
            )
        where = case.scenario(scenario).scenario
        return cls(
            case=case,
            scenario=where,
            weights=weight_set(case, weights, where),
            model=case.facts(where),
            option=option,
            own=recipe.levers,
            parts=tuple(name for name, _ in recipe.shares) or (recipe.base or option,),
            shares=np.array([share for _, share in recipe.shares] or [1.0]),
            blended=bool(recipe.shares),
            act_first=recipe.sequence != "act_together",
        )

    @classmethod
    def _of_shares(cls, case: Case, shares: dict[str, Any], **setting: Any) -> Self:
        s = checked_shares(shares)
        mix = Mix.of(case, components=tuple(shares), **setting)
        return cls(
            case=case,
            scenario=mix.scenario,
            weights=mix.weights,
            model=mix.model,
            option=None,
            own=(),
            parts=mix.components,
            shares=s,
            blended=True,
            act_first=mix.sequence == "act_first",
        )

    @cached_property
    def targets(self) -> npt.NDArray[np.intp]:
        """(e,) The criterion that each effect moves; -1 for coordination."""
        return np.array([-1 if j is None else j for _, j in self.model.lever_targets], dtype=np.intp)

    def effects_of(self, levers: Iterable[str]) -> Members:
        """(e,) Which effects these levers and the option's own have."""
        held = {*levers, *self.own}
        return np.array([lever in held for lever, _ in self.model.lever_targets], dtype=np.bool_)

    def bare(self, levels: Levels, added: Array) -> Array:
        """Scores (…, F, n) without any criterion moved by levers, with coordination raised by `added` (…, F).

        Where the option is no blend, F is 1: coordination moves nothing.
        """
        rows = [self.model.options.index(part) for part in self.parts]
        x = self.model.compose(levels)[..., rows, :]
        if not self.blended:
            return x
        return self.model.blending.compose(
            x[..., None, :, :],
            self.shares,
            self.parts,
            levels.assumptions.each(lambda drawn: drawn[..., None]),
            act_first=self.act_first,
            added=added,
        )

    def natural_share(self, levels: Levels, held: Members) -> Array:
        """Scores (…, F, n) as shares of the scale, of F choices of effects `held` (F, e)."""
        on_fit = self.targets < 0
        added = levels.effects[..., on_fit] @ held[:, on_fit].T.astype(np.float64)
        raised, lowered = summed(levels.effects, held, self.targets, len(self.model.criteria))
        return lifted(self.bare(levels, added), raised, lowered, LEVER_CAP)

    def scores(self, levels: Levels, held: Members, weights: Array | None = None) -> Array:
        """Points of 100 (…, F) of F choices of effects `held` (F, e), under weights (…, n)."""
        w = self.weights.weights if weights is None else weights
        values = self.model.values(self.natural_share(levels, held))
        return 100.0 * weighted_sum(values, w)


def checked_shares(shares: Mapping[str, Any]) -> Array:
    """Shares (k,) in the order given.

    Raises
    ------
    ArgumentError
        If they are no finite numbers of at least 0 that sum to 1.
    """
    numbers = list(shares.values())
    usable = all(isinstance(share, int | float | np.number) and np.isfinite(share) and share >= 0 for share in numbers)
    if not usable or abs(sum(numbers) - 1) > 1e-9:
        stated = ", ".join(f"{name} {share!r}" for name, share in shares.items()) or "none"
        raise ArgumentError(f"Shares {stated}; finite numbers of at least 0 that sum to 1 are needed.")
    # Normalised: a share above 1 by rounding would have no activation at returns that are no whole number.
    return np.asarray(np.array(numbers, dtype=np.float64) / sum(numbers))
