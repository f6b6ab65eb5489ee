"""The engine's answers, remembered: the same question on the same case is worked out once."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda import blends, robustness
from mcda.blends import BlendCurve, BreakEven
from mcda.case import Case
from mcda.explanation import Explanation, explain
from mcda.ranking import Ranking
from mcda.ranking import rank as _rank
from mcda.robustness import Agreement, Stability, Verdict
from mcda.robustness.overturn import Overturn
from mcda.robustness.overturn import overturn as _overturn
from mcda.weights import WeightSet


def _content(weights: WeightSet) -> tuple[Any, ...]:
    return (weights.name, *(tuple(numbers.tolist()) for numbers in (weights.low, weights.weights, weights.high)))


remembered = st.cache_data(
    hash_funcs={Case: lambda case: case.digest, WeightSet: _content}, max_entries=256, show_spinner=False
)


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
def stability(case: Case, scenario: str, weights: WeightSet) -> Stability:
    return robustness.stability(case, scenario=scenario, weights=weights, method="additive")


@remembered
def sweep(case: Case, criterion: str, scenario: str, weights: WeightSet) -> pd.DataFrame:
    return robustness.weight_sweep(case, criterion, scenario=scenario, weights=weights, method="additive")


@remembered
def compared(case: Case, first: str, second: str, weights: WeightSet | None, method: str) -> pd.DataFrame:
    return robustness.compare_scenarios(case, first, second, weights=weights, method=method)


@remembered
def blend_curve(case: Case, scenario: str, weights: WeightSet, draws: int, setting: dict[str, Any]) -> BlendCurve:
    return blends.blend_curve(case, scenario=scenario, weights=weights, draws=draws, **setting)


@remembered
def break_even(case: Case, scenario: str, weights: WeightSet, setting: dict[str, Any]) -> BreakEven:
    return blends.break_even_coordination(case, scenario=scenario, weights=weights, **setting)


@remembered
def makeup(case: Case, scenario: str, weights: WeightSet, setting: dict[str, Any]) -> pd.DataFrame:
    return blends.lead_makeup(case, scenario=scenario, weights=weights, **setting)


@remembered
def explanation(
    case: Case, scenario: str, weights: WeightSet, method: str, gates: tuple[str, ...], a: str, b: str
) -> Explanation:
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    ranking = rank(case, scenario, weights, method, gates)
    return explain(ranking, a, b, labels=labels, epsilon=case.settings.epsilon)


@remembered
def overturn(case: Case, scenario: str, weights: WeightSet, gates: tuple[str, ...], a: str, b: str) -> Overturn:
    return _overturn(case, a, b, scenario=scenario, weights=weights, gates=gates, method="additive")
