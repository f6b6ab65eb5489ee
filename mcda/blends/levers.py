"""Which levers to add to an option or blend: the best set for each effort, and what each lever is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.addons import Platform
from mcda.blends.lever_doubt import doubt_by_level
from mcda.blends.lever_search import MOST_TRIED, Field, by_programme, every_subset, frontier_of, shortlisted
from mcda.case import Case
from mcda.draws import SOURCES, checked_draws
from mcda.errors import ArgumentError
from mcda.kernels.shapley import shapley_values
from mcda.language import later
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
Members = npt.NDArray[np.bool_]
RULES = ("score", "p_first", "regret")
EFFORT_NOTE = later("Effort is a judgement, in units of the case's own; a lever that says nothing counts 1.")


@dataclass(frozen=True)
class LeverPortfolio:
    """The levers to add to an option for each effort, and what each is worth.

    Attributes
    ----------
    option, shares
        What the levers are added to: an option's id, or the shares of a blend.
    chosen, effort, score, gain
        The set for the budget by the rule, its effort, its points of 100, and how far that is above no lever added.
    own
        Levers that the option has already. They stay and take no effort here.
    frontier
        The efficient frontier: one row for each `budget` from which another set is best, up to all levers: `effort`
        (what the set takes), `levers` (a tuple), `score`, `gain`; with draws also `p_first`, the share of draws in
        which no other option scores higher, with its standard error `p_error`; and `mean_regret` and `worst_regret`,
        in points, against the best of the sets that were drawn and take no more than that budget.
    levers
        Indexed by lever: `label`, `effort`, `chosen`; `alone`, the gain of this lever by itself, and `alone_low` and
        `alone_high`, the same with all its effects at the worst and at the best end of their ranges; `last_in`, what
        it adds to the chosen set, or would add; `shapley`, its mean gain over all orders of adding all levers
        (missing where not all sets were tried); `uncertain`, whether `alone_low` is below 0 and `alone_high` above;
        `unclear_on`, the criteria on which its own effect may be either.
    search
        `all subsets`, or `integer programme`: both exact for the rule `score`, but that the programme passes over a
        gain of less than 0.0001 points for a unit of effort. The other rules choose among the sets
        drawn: the frontier's and, where all subsets were tried, the next best few by score at the same effort.
    subsets
        How many sets there are.
    """

    option: str | None
    shares: "pd.Series[float] | None"
    budget: float | None
    rule: str
    chosen: tuple[str, ...]
    effort: float
    score: float
    gain: float
    own: tuple[str, ...]
    frontier: pd.DataFrame
    levers: pd.DataFrame
    search: Literal["all subsets", "integer programme"]
    subsets: int
    scenario: str
    weights: str
    draws: int
    seed: int
    sources: tuple[str, ...]
    case_digest: str
    note: str = EFFORT_NOTE

    def to_frame(self) -> pd.DataFrame:
        """The efficient frontier."""
        return self.frontier.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; a missing number is None."""
        levers = self.levers.astype(object).where(self.levers.notna(), None)
        return {
            **vars(self),
            "shares": None if self.shares is None else self.shares.to_dict(),
            "frontier": self.frontier.to_dict("records"),
            "levers": levers.to_dict("index"),
        }


def lever_portfolio(
    case: Case,
    option: str | Mapping[str, float],
    budget: float | None = None,
    *,
    rule: Literal["score", "p_first", "regret"] = "score",
    levers: Iterable[str] | None = None,
    scenario: str | None = None,
    weights: WeightsLike = None,
    draws: int = 0,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
    **setting: Any,
) -> LeverPortfolio:
    """Which levers to add to an option, or to a blend given by its shares, for every effort.

    Every subset is scored, up to 20 levers; beyond, an integer programme finds the same. Effects on a criterion add
    up, improvement and worsening apart and each capped at 25 % of the scale, together with those of levers that the
    option has already. What a lever adds to coordination moves blends only.

    Parameters
    ----------
    option
        The id of an option, or shares by component, summing to 1.
    budget
        The most effort that may be spent; no limit if left out.
    rule
        What "best" means: the `score` at the most likely facts; `p_first`, the share of draws in which no other
        option of the case scores higher; or `regret`, the least worst regret over the draws.
    levers
        Which levers may be added; all that the option does not have if left out.
    draws, seed, sources
        Draws of facts, assumptions and weights, for `p_first` and regret; the rule `score` needs none.
    **setting
        For a blend given by its shares: coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        With every argument that is not allowed.

    Examples
    --------
    >>> import mcda
    >>> found = lever_portfolio(mcda.read_case(), "multilateral", budget=2)
    >>> found.chosen, found.subsets
    (('information_sharing', 'published_rationale'), 131072)
    """
    platform = Platform.of(case, option, scenario=scenario, weights=weights, **setting)
    names = _eligible(platform, levers)
    most = _checked_budget(budget)
    _check_rule(rule, draws)
    field = Field.of(platform, names)
    everything = every_subset(field) if len(names) <= MOST_TRIED else None
    sets = by_programme(field) if everything is None else field.members(frontier_of(field, everything))
    frontier = _table(field, sets)
    if draws:
        candidates = sets if everything is None else shortlisted(field, everything, sets)
        frontier = doubt_by_level(field, frontier, candidates, rule, checked_draws(draws), seed, tuple(sources))
    within = frontier[frontier["budget"] <= most + 1e-9]
    best = within.iloc[-1]
    return LeverPortfolio(
        option=platform.option,
        shares=None if platform.option else pd.Series(platform.shares, index=list(platform.parts), name="share"),
        budget=budget if budget is None else float(budget),
        rule=rule,
        chosen=best["levers"],
        effort=float(best["effort"]),
        score=float(best["score"]),
        gain=float(best["gain"]),
        own=platform.own,
        frontier=frontier,
        levers=_worth(field, best["levers"], everything),
        search="integer programme" if everything is None else "all subsets",
        subsets=2 ** len(names),
        scenario=platform.scenario,
        weights=platform.weights.name,
        draws=draws,
        seed=seed,
        sources=tuple(sources),
        case_digest=case.digest,
    )


def _table(field: Field, sets: Members) -> pd.DataFrame:
    """The frontier at the most likely facts; the empty set heads it."""
    scores = field.scores(sets)
    bare = field.scores(np.zeros((1, len(field.names)), dtype=np.bool_))[0]
    return pd.DataFrame(
        {
            "budget": sets @ field.efforts,
            "effort": sets @ field.efforts,
            "levers": [field.named(chosen) for chosen in sets],
            "score": scores,
            "gain": np.where(sets.any(axis=1), scores - bare, 0.0),
        }
    )


def _worth(field: Field, chosen: tuple[str, ...], everything: Array | None) -> pd.DataFrame:
    """What each lever is worth: alone, last into the chosen set, and on average over all orders."""
    k = len(field.names)
    one = np.eye(k, dtype=np.bool_)
    now = np.array([name in chosen for name in field.names], dtype=np.bool_)
    nothing = np.zeros((1, k), dtype=np.bool_)
    alone = {end: field.scores(one, end) - field.scores(nothing)[0] for end in ("worst", "likely", "best")}
    return pd.DataFrame(
        {
            "label": field.labels,
            "effort": field.efforts,
            "chosen": now,
            "alone": alone["likely"],
            "alone_low": alone["worst"],
            "alone_high": alone["best"],
            "last_in": field.scores(now | one) - field.scores(now & ~one),
            "shapley": np.full(k, np.nan) if everything is None else shapley_values(everything),
            "uncertain": (alone["worst"] < -1e-9) & (alone["best"] > 1e-9),
            "unclear_on": [field.unclear_on(name) for name in field.names],
        },
        index=pd.Index(field.names, name="lever"),
    )


def _eligible(platform: Platform, levers: Iterable[str] | None) -> tuple[str, ...]:
    """Levers that may be added, in file order."""
    known = tuple(dict.fromkeys(lever.lever for lever in platform.case.levers))
    if not known:
        raise ArgumentError("This case has no levers; levers.csv holds them.")
    if isinstance(levers, str):
        raise ArgumentError(f"levers = {levers!r}; a list of levers is needed. Levers: {', '.join(known)}.")
    wanted = set(known) - set(platform.own) if levers is None else set(levers)
    faults = [f"No lever {name!r}. Levers: {', '.join(known)}." for name in sorted(wanted - set(known), key=str)]
    faults += [f"{name} is part of this option already." for name in sorted(wanted.intersection(platform.own))]
    if not faults and not wanted:
        faults.append("No lever is left to add; name at least one.")
    if faults:
        raise ArgumentError("\n".join(faults))
    return tuple(name for name in known if name in wanted)


def _checked_budget(budget: float | None) -> float:
    if budget is None:
        return float("inf")
    if isinstance(budget, bool) or not isinstance(budget, int | float | np.number) or not 0 <= budget < np.inf:
        raise ArgumentError(f"budget = {budget!r}; a finite number of at least 0 is needed, or None for no limit.")
    return float(budget)


def _check_rule(rule: str, draws: int) -> None:
    if rule not in RULES:
        raise ArgumentError(f"rule = {rule!r}; one of {', '.join(RULES)} is needed.")
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 0:
        raise ArgumentError(f"draws = {draws!r}; a whole number of at least 0 is needed.")
    if rule != "score" and draws == 0:
        raise ArgumentError(f"rule = {rule!r} is a question about draws; ask for some, such as draws=2000.")
