"""Scores under many weight vectors, where a method may have no answer for some of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.methods import Method
from mcda.ranking import Lineup, value_scores

Array = npt.NDArray[np.float64]


def answers(field: Lineup, weights: Array, method: Method, settings: Mapping[str, Any]) -> Array:
    """Oriented index (k, m), more is better, of the options of `field` under weights (k, n).

    A row is NaN where the method divides by zero. The index under the present weights should be asked for first,
    so that data which no weights can serve are refused in words.
    """
    if not len(weights):
        return np.empty((0, len(field.options)))
    try:
        scores = value_scores(field.values, weights, method, field.options, field.model.criteria, dict(settings))
    except MethodError:
        if len(weights) == 1:
            return np.full((1, len(field.options)), np.nan)
        half = len(weights) // 2
        parts = [answers(field, part, method, settings) for part in (weights[:half], weights[half:])]
        return np.concatenate(parts)
    return scores if method.higher_is_better else -scores


def present_answer(field: Lineup, method: Method, settings: Mapping[str, Any]) -> Array:
    """Oriented index (m,), more is better, under the present weights.

    Raises
    ------
    MethodError
        If the method cannot serve these options.
    """
    scores = value_scores(
        field.values, field.weights.weights, method, field.options, field.model.criteria, dict(settings)
    )
    return scores if method.higher_is_better else -scores
