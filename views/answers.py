"""The engine's answers, remembered: the same question on the same case is worked out once."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda import blends, robustness
from mcda.blends import (
    Blend,
    BlendCurve,
    BlendSurface,
    BreakEven,
    BreakEvenMap,
    LeadSplit,
    LeverPortfolio,
    OptimumPath,
    RobustBlend,
    Timeline,
)
from mcda.case import Case
from mcda.explanation import Explanation, explain
from mcda.folder import case_as_zip
from mcda.history import NearestHistory
from mcda.history import nearest_history as _nearest_history
from mcda.ranking import Ranking
from mcda.ranking import rank as _rank
from mcda.robustness import Acceptability, Agreement, Drivers, Overturn, Stability, Verdict
from mcda.robustness.dominance import Dominance
from mcda.robustness.dominance import dominance as _dominance
from mcda.robustness.preference_map import PreferenceMap, preference_triangle, weight_map
from mcda.robustness.regret import Regret
from mcda.robustness.regret import regret as _regret
from mcda.stakeholders import Stakeholders
from mcda.stakeholders import stakeholders as _stakeholders
from mcda.weights import WeightSet
from mcda.weights.space import WeightSpace
from mcda.workspace import to_link


def content(weights: WeightSet) -> tuple[Any, ...]:
    """What tells one weight set from another."""
    return (weights.name, *(tuple(numbers.tolist()) for numbers in (weights.low, weights.weights, weights.high)))


remembered = st.cache_data(
    hash_funcs={Case: lambda case: case.digest, WeightSet: content}, max_entries=256, show_spinner=False
)


@remembered
def archive(case: Case) -> bytes:
    """The case as a .zip."""
    return case_as_zip(case)


@remembered
def packed(case: Case) -> str | None:
    """The case as it travels in a link; None where it is too large."""
    return to_link(case)


@remembered
def rank(case: Case, scenario: str, weights: WeightSet, method: str, gates: tuple[str, ...] = ()) -> Ranking:
    return _rank(case, scenario=scenario, weights=weights, method=method, gates=gates)


@remembered
def verdict(case: Case, scenario: str, weights: WeightSet, method: str, gates: tuple[str, ...] = ()) -> Verdict:
    return robustness.verdict(case, scenario=scenario, weights=weights, method=method, gates=gates)


@remembered
def agreement(case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...] = ()) -> Agreement:
    return robustness.agreement(case, scenario=scenario, weights=weights, gates=gates)


@remembered
def stability(
    case: Case, scenario: str, weights: WeightSet, method: str = "additive", gates: tuple[str, ...] = ()
) -> Stability:
    return robustness.stability(case, scenario=scenario, weights=weights, method=method, gates=gates)


@remembered
def sweep(case: Case, criterion: str, scenario: str, weights: WeightSet) -> pd.DataFrame:
    return robustness.weight_sweep(case, criterion, scenario=scenario, weights=weights, method="additive")


@remembered
def compared(case: Case, first: str, second: str, weights: WeightSet | None, method: str) -> pd.DataFrame:
    return robustness.compare_scenarios(case, first, second, weights=weights, method=method)


@remembered
def blend(case: Case, scenario: str, weights: WeightSet, shares: dict[str, float], setting: dict[str, Any]) -> Blend:
    return blends.blend(case, shares, scenario=scenario, weights=weights, **setting)


@remembered
def blend_curve(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], draws: int, setting: dict[str, Any]
) -> BlendCurve:
    return blends.blend_curve(case, scenario=scenario, weights=weights, gates=gates, draws=draws, **setting)


@remembered
def blend_surface(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], setting: dict[str, Any]
) -> BlendSurface:
    return blends.blend_surface(case, scenario=scenario, weights=weights, gates=gates, **setting)


@remembered
def robust_blend(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], draws: int, setting: dict[str, Any]
) -> RobustBlend:
    return blends.robust_blend(case, scenario=scenario, weights=weights, gates=gates, draws=draws, **setting)


@remembered
def break_even(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], draws: int, setting: dict[str, Any]
) -> BreakEven:
    return blends.break_even_coordination(case, scenario=scenario, weights=weights, gates=gates, draws=draws, **setting)


@remembered
def break_even_map(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], setting: dict[str, Any]
) -> BreakEvenMap:
    return blends.break_even_map(case, scenario=scenario, weights=weights, gates=gates, **setting)


@remembered
def refusals(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], setting: dict[str, Any]
) -> pd.DataFrame:
    return blends.if_partners_refuse(case, scenario=scenario, weights=weights, gates=gates, **setting)


@remembered
def optimum_path(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], parameter: str, setting: dict[str, Any]
) -> OptimumPath:
    return blends.optimum_path(case, parameter, scenario=scenario, weights=weights, gates=gates, **setting)


@remembered
def makeup(
    case: Case,
    scenario: str,
    weights: WeightSet,
    gates: tuple[str, ...],
    setting: dict[str, Any],
    by_rule: bool = False,
) -> pd.DataFrame:
    return blends.lead_makeup(case, scenario=scenario, weights=weights, gates=gates, by_rule=by_rule, **setting)


@remembered
def lead_split(
    case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], setting: dict[str, Any]
) -> LeadSplit:
    return blends.lead_split(case, scenario=scenario, weights=weights, gates=gates, **setting)


@remembered
def levers(
    case: Case,
    scenario: str,
    weights: WeightSet,
    what: str | dict[str, float],
    budget: float,
    setting: dict[str, Any],
) -> LeverPortfolio:
    return blends.lever_portfolio(case, what, budget, scenario=scenario, weights=weights, **setting)


@remembered
def timeline(
    case: Case,
    scenario: str,
    weights: WeightSet,
    shares: dict[str, float],
    span: tuple[float, float],
    setting: dict[str, Any],
) -> Timeline:
    horizon, lag = span
    return blends.blend_over_time(case, shares, horizon, lag, scenario=scenario, weights=weights, **setting)


@remembered
def nearest_history(case: Case, scenario: str, what: str | dict[str, float], setting: dict[str, Any]) -> NearestHistory:
    return _nearest_history(case, what, scenario=scenario, **setting)


@remembered
def explanation(
    case: Case, scenario: str, weights: WeightSet, method: str, gates: tuple[str, ...], a: str, b: str
) -> Explanation:
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    ranking = rank(case, scenario, weights, method, gates)
    return explain(ranking, a, b, labels=labels, epsilon=case.settings.epsilon)


@remembered
def overturn(case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], a: str, b: str) -> Overturn:
    return robustness.overturn(case, a, b, scenario=scenario, weights=weights, gates=gates, method="additive")


@remembered
def acceptability(
    case: Case, scenario: str, weights: WeightSet | None, method: str, gates: tuple[str, ...], setting: dict[str, Any]
) -> Acceptability:
    """Without weights, all weights alike."""
    space = weights or WeightSpace.uniform(case.catalogue.ids)
    return robustness.acceptability(case, scenario=scenario, weights=space, method=method, gates=gates, **setting)


@remembered
def preference_map(
    case: Case,
    scenario: str,
    weights: WeightSet,
    method: str,
    gates: tuple[str, ...],
    corners: tuple[str, ...],
    steps: int,
) -> PreferenceMap:
    """Three objectives; or two criteria, the third corner then standing for all others."""
    setting: dict[str, Any] = {"scenario": scenario, "weights": weights, "method": method, "gates": gates}
    if len(corners) == 2:
        return weight_map(case, x=corners[0], y=corners[1], resolution=steps, **setting)
    return preference_triangle(case, objectives=corners, resolution=steps, **setting)


@remembered
def drivers(case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], a: str, b: str) -> Drivers:
    return robustness.drivers(case, a, b, scenario=scenario, weights=weights, gates=gates, method="additive")


@remembered
def regret(case: Case, weights: WeightSet | None, gates: tuple[str, ...], draws: int) -> Regret:
    """Without weights, every scenario's own."""
    own = weights is None
    return _regret(case, weights=weights, own_weights=own, gates=gates, draws=draws, method="additive")


@remembered
def dominance(case: Case, scenario: str, gates: tuple[str, ...]) -> Dominance:
    return _dominance(case, scenario=scenario, gates=gates)


@remembered
def best_blend(case: Case, scenario: str, weights: WeightSet, setting: dict[str, Any]) -> blends.BestBlend:
    """The best mix of the parts that blends mix by default."""
    return blends.best_blend(case, scenario=scenario, weights=weights, **setting)


@remembered
def stakeholders(case: Case, scenario: str, method: str) -> Stakeholders:
    """What each stakeholder would choose on the same facts."""
    return _stakeholders(case, scenario=scenario, method=method)
