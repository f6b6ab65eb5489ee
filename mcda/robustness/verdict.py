"""A first verdict in two steps: which kind of strategy is ahead, and how surely; and then, which share.

Near-copies split the vote, so kinds are compared by their best members: the status quo, each pure strategy
with its variants, and blends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends import blend_curve
from mcda.blends.curve import Zone
from mcda.case import Case
from mcda.draws import SOURCES, DrawPlan, checked_draws
from mcda.errors import ArgumentError
from mcda.gates import Gate, listed
from mcda.kernels.ranks import TOLERANCE
from mcda.methods import METHODS
from mcda.ranking import Lineup, lineup, method_of
from mcda.robustness.sampling import Trial, here, jobs_for
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
CLEARLY, PROBABLY, EQUAL = 0.9, 0.7, 0.5
BLENDS = "blends"
NO_RIVAL = "no rival"


@dataclass(frozen=True)
class Verdict:
    """How sure the ranking is.

    Attributes
    ----------
    word
        `clearly ahead`, `probably ahead`, `too close to call` or `practically equal`; `no rival` where there is only
        one kind of strategy.
    leader, runner_up
        Options: the best members, by mean score, of the best kind and of the second best. `leading_kind` names
        the first one's kind.
    p_ahead, p_error
        Share of draws in which the leader beats the best member of every other kind, and its Monte Carlo
        standard error.
    p_equal
        Share of draws in which it is within epsilon of them.
    mean_lead, expected_loss, loss_if_wrong
        Mean lead; what choosing the leader loses on average over all draws; and over those in which it is
        behind. In units of the method's score. Without a rival the mean lead is None.
    zone
        For two default components: all unilateral (first component's) shares that are as good as the best.
    table
        Indexed by option: `label`, `kind`, `mean`, `p05`, `p95` of the score, `p_first`, and `p_above_baseline`
        (the share of draws in which the option does better than the status quo).
    """

    word: str
    leader: str
    leading_kind: str
    runner_up: str | None
    p_ahead: float
    p_error: float
    p_equal: float
    mean_lead: float | None
    expected_loss: float
    loss_if_wrong: float
    epsilon: float
    zone: Zone
    zone_component: str | None
    table: pd.DataFrame
    scenario: str
    weights: str
    method: str
    draws: int
    seed: int
    sources: tuple[str, ...]
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        table = self.table.astype(object).where(self.table.notna(), None)
        return {**vars(self), "table": table.to_dict("index")}


def verdict(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    draws: int = 2_000,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
) -> Verdict:
    """Who is ahead, in how many draws of our assumptions, and what is lost if that is wrong.

    Scores and assumptions are drawn from PERT distributions on their ranges, independently, and weights
    uniformly from theirs; blends are composed anew in every draw. Independent errors partly cancel, so this
    flatters a lead somewhat. Gates are checked at the most likely scores.

    Parameters
    ----------
    draws, seed
        Number of draws, and what makes them repeatable.
    sources
        Which doubts to draw: any of "facts", "assumptions", "weights".

    Raises
    ------
    ArgumentError, MethodError
        As `rank` does, and for draws below 1.

    Examples
    --------
    >>> import mcda
    >>> found = verdict(mcda.read_case(), scenario="long_game", draws=500)
    >>> found.leader, found.word
    ('multilateral', 'practically equal')
    """
    gates = tuple(listed(gates))
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    trial = Trial.of(field, DrawPlan(field.model, field.weights, seed, tuple(listed(sources))), chosen.name)
    wanted = checked_draws(draws)
    (part,) = here(trial, jobs_for(wanted, len(field.rows), wanted, pairwise=False))
    return verdict_of(case, field, trial, part.kept, gates)


def verdict_of(case: Case, field: Lineup, trial: Trial, upward: Array, gates: tuple[Gate | str, ...]) -> Verdict:
    """The verdict on drawn scores (draws, m), more = better."""
    chosen = METHODS[trial.method]
    names, draws = field.options, len(upward)
    kinds = np.array([kind_of(case, name) for name in names])
    means = upward.mean(axis=0)
    members = {
        kind: max((int(i) for i in np.flatnonzero(kinds == kind)), key=lambda i: means[i])
        for kind in dict.fromkeys(map(str, kinds))
    }
    order = sorted(members, key=lambda kind: -means[members[kind]])
    leader = members[order[0]]
    lead = _lead(upward, leader, [members[kind] for kind in order[1:]])
    epsilon = case.settings.epsilon if chosen.name == "additive" else 0.01 * float(np.ptp(means))
    p_ahead = float((lead > 0).mean())
    behind = lead < 0
    zone, component = _zone(case, field.scenario, field.weights, gates)
    return Verdict(
        word=_word(p_ahead, float((np.abs(lead) < epsilon).mean())) if len(order) > 1 else NO_RIVAL,
        leader=names[leader],
        leading_kind=order[0],
        runner_up=names[members[order[1]]] if len(order) > 1 else None,
        p_ahead=p_ahead,
        p_error=float(np.sqrt(p_ahead * (1 - p_ahead) / draws)),
        p_equal=float((np.abs(lead) < epsilon).mean()),
        mean_lead=float(lead.mean()) if len(order) > 1 else None,
        expected_loss=float(np.maximum(-lead, 0.0).mean()),
        loss_if_wrong=float(-lead[behind].mean()) if behind.any() else 0.0,
        epsilon=epsilon,
        zone=zone,
        zone_component=component,
        table=summary(case, names, kinds, upward, higher_is_better=chosen.higher_is_better),
        scenario=field.scenario,
        weights=field.weights.name,
        method=chosen.name,
        draws=draws,
        seed=trial.plan.seed,
        sources=tuple(trial.plan.sources),
        case_digest=case.digest,
    )


def kind_of(case: Case, option: str) -> str:
    """The kind of strategy that an option is: `blends`, or the scored option at its root."""
    recipe = case.option(option)
    if recipe.shares:
        return BLENDS
    return kind_of(case, recipe.base) if recipe.base else option


def _lead(upward: Array, leader: int, rivals: list[int]) -> Array:
    """The leader's lead over the best of the other kinds' best members, (draws,)."""
    if not rivals:
        return np.full(len(upward), np.inf)
    return np.asarray(upward[:, leader] - upward[:, rivals].max(axis=1))


def _word(p_ahead: float, p_equal: float) -> str:
    if p_equal >= EQUAL:
        return "practically equal"
    if p_ahead >= CLEARLY:
        return "clearly ahead"
    return "probably ahead" if p_ahead >= PROBABLY else "too close to call"


def _zone(case: Case, scenario: str, weights: WeightSet, gates: tuple[Gate | str, ...]) -> tuple[Zone, str | None]:
    """The indifference zone of the default pair of components, if the case has one and the gates leave any."""
    if len(case.components) != 2:
        return (), None
    try:
        curve = blend_curve(case, scenario=scenario, weights=weights, gates=gates)
    except ArgumentError:
        return (), None
    return curve.zone, curve.components[0]


def summary(
    case: Case, names: tuple[str, ...], kinds: npt.NDArray[np.str_], upward: Array, *, higher_is_better: bool
) -> pd.DataFrame:
    """Mean and 5 to 95 % range of each option's index, and how often it is first or above the baseline."""
    best = upward.max(axis=1, keepdims=True)
    first = upward >= best - TOLERANCE * np.ptp(upward, axis=1, keepdims=True)
    sign = 1.0 if higher_is_better else -1.0
    p05, p95 = np.sort(sign * np.quantile(upward, [0.05, 0.95], axis=0), axis=0)
    return pd.DataFrame(
        {
            "label": [case.labels[name] for name in names],
            "kind": kinds,
            "mean": sign * upward.mean(axis=0),
            "p05": p05,
            "p95": p95,
            "p_first": (first / first.sum(axis=1, keepdims=True)).mean(axis=0),
            "p_above_baseline": _above(upward, names, case.settings.baseline),
        },
        index=pd.Index(names, name="option"),
    )


def _above(upward: Array, names: tuple[str, ...], baseline: str | None) -> Array | float:
    """Share of draws in which each option does better than the baseline; missing where that is not ranked."""
    if baseline not in names:
        return float("nan")
    above = (upward > upward[:, [names.index(baseline)]]).mean(axis=0)
    above[names.index(baseline)] = float("nan")
    return np.asarray(above)


__all__ = ["Verdict", "kind_of", "verdict"]
