"""What a blend's lead is made of: the best mix again without each assumption, and the lead split among them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from criteria import BlendRule
from mcda.blends.lattice import Bounds, share_bounds
from mcda.blends.mix import Mix
from mcda.blends.optima import Optima, allowed_alone, best_of_each, lattice_within, passes
from mcda.facts import Assumptions
from mcda.gates import Gate, parsed_gates
from mcda.kernels.shapley import members, shapley_values
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]

ASSUMPTIONS = ("returns", "synergy", "coordination", "acting first")
"""How strategies combine; without it: q = 1, σ = 0, κ = 0, act together."""
NEUTRAL = {"returns": 1.0, "synergy": 0.0, "coordination": 0.0}
KINDS = tuple(rule.value for rule in BlendRule if rule != BlendRule.MEAN)
"""Kinds of rules; without one, the criteria that follow it take the mean."""


def lead_makeup(
    case: Any,
    *,
    gates: Iterable[Gate | str] = (),
    bounds: Bounds | None = None,
    by_rule: bool = False,
    **setting: Any,
) -> pd.DataFrame:
    """The best mix again without each assumption: how much of a blend's lead is assumption.

    Parameters
    ----------
    gates
        Floors and ceilings that every mix must respect.
    bounds
        Floor and cap, from 0 to 1, of the share of any component.
    by_rule
        Whether each kind of rule counts as an assumption too, in a row of its own.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Returns
    -------
    DataFrame
        Indexed by `without`: nothing, returns (q = 1), synergy (σ = 0), coordination (κ = 0), acting first (act
        together), each kind of rule in use if asked (its criteria take the mean: `rule first`), and all of them;
        with one column of shares a component, `score`, and `lead` over the best pure strategy.

    Raises
    ------
    ArgumentError
        For a setting out of range, or limits that no pure strategy respects: there is no lead then.
    """
    mix = Mix.of(case, **setting)
    ends = share_bounds(mix.components, bounds)
    game = _Game.of(mix, parsed_gates(case, gates), ends, _kinds(mix) if by_rule else ())
    names = game.players
    everything = 2 ** len(names) - 1
    rows = {"nothing": everything}
    rows |= {name: everything - 2**place for place, name in enumerate(names)}
    rows["all of them"] = 0
    chosen = list(rows.values())
    table = pd.DataFrame(game.optima.shares[chosen], columns=list(mix.components))
    table.index = pd.Index(list(rows), name="without")
    return table.assign(score=game.optima.scores[chosen], lead=game.leads[chosen])


@dataclass(frozen=True)
class LeadSplit:
    """The lead of the best mix over the best pure strategy, split exactly among what is assumed.

    Attributes
    ----------
    table
        Indexed by `assumption`: returns, synergy, coordination, acting first, and each kind of rule in use
        (`rule first`); with `points`, its Shapley value, below 0 where the assumption costs the blend lead;
        `share` of the lead, missing where there is none; `without`, the lead when it alone is taken away; and
        `alone`, the lead when nothing else is assumed.
    lead
        Points of 100: the sum of `points` and `lead_without`.
    lead_without
        The lead with nothing assumed. Every score is linear in the shares then, so a pure strategy is best and
        this is 0; it is above 0 only where a value curve is bent, or a limit keeps out the better pure strategy.
    shares
        Of the best mix with everything assumed, by component.
    """

    table: pd.DataFrame
    lead: float
    lead_without: float
    shares: "pd.Series[float]"
    score: float
    best_pure: str
    scenario: str
    weights: WeightSet
    gates: tuple[Gate, ...]
    case_digest: str

    @property
    def most(self) -> str | None:
        """The assumption that most of the lead is due to; None where there is no lead."""
        return None if self.lead <= 1e-9 else str(self.table["points"].idxmax())

    @property
    def assumed_share(self) -> float | None:
        """The share of the lead that is assumption, 0 to 1; None where there is no lead."""
        return None if self.lead <= 1e-9 else (self.lead - self.lead_without) / self.lead

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        table = self.table.astype(object).where(self.table.notna(), None)
        return {
            "lead": self.lead,
            "lead_without": self.lead_without,
            "assumptions": table.to_dict("index"),
            "shares": self.shares.to_dict(),
            "score": self.score,
            "best_pure": self.best_pure,
            "scenario": self.scenario,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "gates": [str(gate) for gate in self.gates],
            "case_digest": self.case_digest,
        }


def lead_split(
    case: Any, *, gates: Iterable[Gate | str] = (), bounds: Bounds | None = None, **setting: Any
) -> LeadSplit:
    """How many points of a blend's lead are due to each assumption.

    Shapley values of the game in which a coalition of assumptions is worth the lead of the best mix when only
    they are made: q = 1, σ = 0, κ = 0, acting together and the rule `mean` stand for those that are not. Every
    coalition gets its own search for the best mix, so the values are exact. A pure strategy scores the same under
    all of them.

    Parameters
    ----------
    gates
        Floors and ceilings that every mix must respect.
    bounds
        Floor and cap, from 0 to 1, of the share of any component.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a setting out of range, or limits that no pure strategy respects: there is no lead then.

    References
    ----------
    Shapley 1953, in *Contributions to the Theory of Games* II.

    Examples
    --------
    >>> import mcda
    >>> split = lead_split(mcda.read_case(), scenario="flash_crisis")
    >>> bool(abs(split.table["points"].sum() - split.lead) < 1e-9)
    True
    """
    mix = Mix.of(case, **setting)
    limits = parsed_gates(case, gates)
    game = _Game.of(mix, limits, share_bounds(mix.components, bounds), _kinds(mix))
    leads, names = game.leads, game.players
    lead = float(leads[-1])
    points = shapley_values(leads)
    single = 2 ** np.arange(len(names))
    table = pd.DataFrame(
        {
            "points": points,
            "share": points / lead if lead > 1e-9 else np.nan,
            "without": leads[leads.size - 1 - single],
            "alone": leads[single],
        },
        index=pd.Index(names, name="assumption"),
    )
    return LeadSplit(
        table=table,
        lead=lead,
        lead_without=float(leads[0]),
        shares=pd.Series(game.optima.shares[-1], index=list(mix.components), name="share"),
        score=float(game.optima.scores[-1]),
        best_pure=mix.components[int(np.argmax(game.pure))],
        scenario=mix.scenario,
        weights=mix.weights,
        gates=limits,
        case_digest=case.digest,
    )


def _kinds(mix: Mix) -> tuple[str, ...]:
    """Kinds of rules that some criterion of the mix follows."""
    return tuple(kind for kind in KINDS if kind in mix.model.blending.rules)


@dataclass(frozen=True)
class _Game:
    """Every coalition of assumptions, and the best mix when only they are made.

    Coalition c makes assumption p where binary digit p of c is 1. The digits of the four in ASSUMPTIONS come
    first and those of the kinds of rules after them, so coalitions are also a table (R, 16) of rules by the rest.

    `ends` (k, 2) are floors and caps of shares, `x` (k, n) the components' scores, and `pure` (k,) their points,
    -inf where a limit is broken.
    """

    mix: Mix
    gates: tuple[Gate, ...]
    ends: Array
    kinds: tuple[str, ...]
    x: Array
    pure: Array

    @classmethod
    def of(cls, mix: Mix, gates: tuple[Gate, ...], ends: Array, kinds: tuple[str, ...]) -> Self:
        feasible = allowed_alone(mix, gates, ends)
        x = mix.model.components_of(mix.model.mode, mix.components)
        return cls(mix, gates, ends, kinds, x, np.where(feasible, mix.pure_scores(), -np.inf))

    @property
    def players(self) -> tuple[str, ...]:
        return (*ASSUMPTIONS, *(f"rule {kind}" for kind in self.kinds))

    @cached_property
    def optima(self) -> Optima:
        """The best feasible mix of each coalition."""
        points = lattice_within(self.ends)
        size = 2 ** len(self.players)

        def scored(tries: Array) -> Array:
            return self._scores(tries.reshape(-1, 16, *tries.shape[1:])).reshape(size, -1)

        return best_of_each(scored, points, self._scores(points).reshape(size, -1), self.ends)

    @cached_property
    def leads(self) -> Array:
        """Lead (C,) over the best feasible pure strategy, which no assumption moves.

        A pure strategy is a lattice point, so no lead is below 0 but by rounding.
        """
        return np.asarray(np.maximum(self.optima.scores - self.pure.max(), 0.0))

    def _scores(self, shares: Array) -> Array:
        """Scores (R, 16, J), -inf where a gate is broken, for shares (J, k) or (R, 16, J, k)."""
        ruled = self._natural_share(shares, self.mix.model.blending.rules)
        x = np.broadcast_to(ruled, (2 ** len(self.kinds), *ruled.shape[-3:]))
        if self.kinds:
            x = np.where(self._follows[:, None, None, :], x, self._natural_share(shares, ("mean",) * x.shape[-1]))
        scores = self.mix.scored(self.mix.model.values(x))
        return np.where(passes(self.mix, x, self.gates), scores, -np.inf) if self.gates else scores

    @cached_property
    def _follows(self) -> npt.NDArray[np.bool_]:
        """Whether each criterion follows its own rule (R, n) in each coalition of kinds of rules."""
        made = members(np.arange(2 ** len(self.kinds)), len(self.kinds))
        rules = self.mix.model.blending.rules
        return np.array([[rule not in self.kinds or row[self.kinds.index(rule)] for rule in rules] for row in made])

    def _natural_share(self, shares: Array, rules: tuple[str, ...]) -> Array:
        """Scores (…, 16, J, n) as shares of the scale: the 16 coalitions of ASSUMPTIONS, all by the same rules."""
        blending = replace(self.mix.model.blending, rules=rules)
        halves = (slice(0, 8), slice(8, 16))
        orders = (False, self.mix.sequence == "act_first")
        made = [
            blending.compose(
                self.x,
                shares if shares.ndim == 2 else shares[..., half, :, :],
                self.mix.components,
                self._assumed,
                act_first=act_first,
            )
            for half, act_first in zip(halves, orders, strict=True)
        ]
        return np.concatenate(made, axis=-3)

    @cached_property
    def _assumed(self) -> Assumptions:
        """The eight coalitions of returns, synergy and coordination, each (8, 1)."""
        made = members(np.arange(8), 3)
        stated = self.mix.assumptions
        returns, synergy, coordination = (
            np.where(made[:, place], getattr(stated, name), neutral)[:, None]
            for place, (name, neutral) in enumerate(NEUTRAL.items())
        )
        return Assumptions(coordination, returns, synergy, stated.first_mover_cost)
