"""Weights from comparing all criteria with the best and with the worst one: the best-worst method (BWM)."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from mcda.kernels.best_worst import least_deviation, weight_intervals
from mcda.language import later
from mcda.weights.elicited import (
    Array,
    Elicited,
    choice_faults,
    elicited,
    is_named,
    is_number,
    label_faults,
    named,
    refuse_answers,
    same_criteria_faults,
)

Model: TypeAlias = Literal["linear", "nonlinear"]

_MODELS = ("linear", "nonlinear")
_LINEAR = later(
    "ξ, the largest gap between a weight and what an answer makes of another (Rezaei 2016, Omega 64:126-130): 0 = "
    "none contradicts another, less is better; there is no agreed limit"
)
_NONLINEAR = later(
    "Consistency ratio ξ / ξmax (Rezaei 2015, Omega 53:49-57): 0 = none contradicts another, 1 = as far apart as "
    "answers can be, less is better; there is no agreed limit for all sizes"
)
_ALL_ALIKE = later("All criteria are alike, so the answers cannot contradict each other")
_ONLY_TWO = later("Two criteria cannot contradict each other")

# Limits of the input-based ratio: by the best over the worst (rows), for 3 to 9 criteria (columns).
# Liang, Brunelli & Rezaei 2020, Omega 96:102175, table 3.
_LIMITS = {
    2: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    3: (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
    4: (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
    5: (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
    6: (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
    7: (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
    8: (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
    9: (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
}


class _Answers(NamedTuple):
    labels: list[str]
    best: int
    worst: int
    over: Array  # (n,) the best over each criterion
    under: Array  # (n,) each criterion over the worst

    @property
    def best_over_worst(self) -> float:
        return float(self.over[self.worst])


def bwm(best_to_others: Mapping[str, float], others_to_worst: Mapping[str, float], model: Model = "linear") -> Elicited:
    """Weights from how many times the best criterion outweighs each, and each the worst (best-worst method).

    Parameters
    ----------
    best_to_others
        Criterion → how many times as important the best one is, at least 1 (usually 1 to 9). The best is the
        one with 1.
    others_to_worst
        Criterion → how many times as important it is as the worst one. The worst is the one with 1. Where
        several have 1, the best is the one furthest from the worst, and the other way round.
    model
        `linear`: least ξ with |w_B - a_Bj w_j| ≤ ξ and |w_j - a_jW w_W| ≤ ξ; one answer. `nonlinear`: least ξ with
        |w_B / w_j - a_Bj| ≤ ξ and |w_j / w_W - a_jW| ≤ ξ; where several weights do that, the middles of their
        intervals, normalised.

    Returns
    -------
    Elicited
        `consistency` is ξ for `linear`, and ξ over the greatest ξ possible for `nonlinear`; None where all
        criteria are alike, or there are only two. `detail` has `best`, `worst`, `xi`, for `nonlinear`
        `intervals` and `consistency_index`, and always the input-based ratio of Liang et al.: `input_based`, its
        `input_based_limit` (None where they give none) and `worst_judgement`, the criterion it comes from.

    Raises
    ------
    ArgumentError
        With every answer below 1, criteria that stand in one mapping only, no best or worst, and a best over
        worst that differs between the two.

    References
    ----------
    Rezaei 2015, Omega 53:49-57; Rezaei 2016, Omega 64:126-130; Liang, Brunelli & Rezaei 2020, Omega 96:102175.

    Examples
    --------
    >>> from mcda.weights import bwm
    >>> best = {"quality": 2, "price": 1, "comfort": 4, "safety": 3, "style": 8}
    >>> worst = {"quality": 4, "price": 8, "comfort": 2, "safety": 3, "style": 1}
    >>> found = bwm(best, worst)
    >>> found.weights.round(3).to_dict()
    {'quality': 0.23, 'price': 0.448, 'comfort': 0.115, 'safety': 0.153, 'style': 0.055}
    >>> round(found.consistency, 4)
    0.0109
    """
    faults = [
        *choice_faults("model", model, _MODELS),
        *_answer_faults(best_to_others, "best_to_others"),
        *_answer_faults(others_to_worst, "others_to_worst"),
    ]
    if not faults:
        faults += same_criteria_faults(named(best_to_others), named(others_to_worst), "in others_to_worst")
    refuse_answers("bwm", faults)
    answers = _read(named(best_to_others), named(others_to_worst))
    spare = len(answers.labels) > 2 and answers.best_over_worst > 1
    detail: dict[str, Any] = {
        "model": model,
        "best": answers.labels[answers.best],
        "worst": answers.labels[answers.worst],
    }
    if model == "linear":
        weights, xi = _linear(answers)
        consistency: float = xi
        label = _LINEAR
    else:
        weights, xi, intervals = _nonlinear(answers)
        index = consistency_index(answers.best_over_worst)
        consistency = xi / index if spare else 0.0
        label = _NONLINEAR
        bounds = (dict(zip(("low", "high"), pair, strict=True)) for pair in intervals.tolist())
        detail |= {"consistency_index": index, "intervals": dict(zip(answers.labels, bounds, strict=True))}
    return elicited(
        "bwm",
        answers.labels,
        weights,
        consistency if spare else None,
        label if spare else _ALL_ALIKE if answers.best_over_worst == 1 else _ONLY_TWO,
        **detail,
        xi=xi,
        **_input_based(answers),
    )


def consistency_index(best_over_worst: float) -> float:
    """Greatest ξ that answers can have: (a - ξ)² = a + ξ, with a the best over the worst (Rezaei 2015, table 1)."""
    a = best_over_worst
    return (1.0 + 2.0 * a - math.sqrt(1.0 + 8.0 * a)) / 2.0


def _linear(answers: _Answers) -> tuple[Array, float]:
    from scipy.optimize import linprog  # noqa: PLC0415  ranking with weights at hand need not wait for it

    n = len(answers.labels)
    unit = np.eye(n)
    gaps = np.concatenate(
        [
            unit[answers.best] - answers.over[:, None] * unit,
            unit - answers.under[:, None] * unit[answers.worst],
        ]
    )
    both_ways = np.concatenate([gaps, -gaps])
    found = linprog(
        c=np.append(np.zeros(n), 1.0),
        A_ub=np.column_stack([both_ways, -np.ones(len(both_ways))]),
        b_ub=np.zeros(len(both_ways)),
        A_eq=np.append(np.ones(n), 0.0)[None, :],
        b_eq=[1.0],
        method="highs",
    )
    weights = np.maximum(np.asarray(found.x)[:n], 0.0)
    return weights, float(np.abs(gaps @ (weights / weights.sum())).max())


def _nonlinear(answers: _Answers) -> tuple[Array, float, Array]:
    others = np.delete(np.arange(len(answers.labels)), [answers.best, answers.worst])
    over, under = answers.over[others], answers.under[others]
    xi, ratio = least_deviation(np.asarray(answers.best_over_worst), over, under)
    intervals = np.empty((len(answers.labels), 2))
    in_order = [answers.best, answers.worst, *others]
    intervals[in_order] = weight_intervals(xi, ratio, over, under)
    return intervals.mean(axis=1), float(xi), intervals


def _input_based(answers: _Answers) -> dict[str, Any]:
    """Liang, Brunelli & Rezaei 2020, eq. 4: how far a_Bj a_jW is from a_BW, next to the furthest it can be."""
    a, n = answers.best_over_worst, len(answers.labels)
    ratios = np.abs(answers.over * answers.under - a) / (a * a - a) if a > 1 else np.zeros(n)
    ratios[[answers.best, answers.worst]] = 0.0
    worst = int(ratios.argmax())
    known = a in _LIMITS and 3 <= n <= 9
    return {
        "input_based": float(ratios[worst]),
        "input_based_limit": _LIMITS[int(a)][n - 3] if known else None,
        "worst_judgement": answers.labels[worst] if ratios[worst] > 0 else None,
    }


def _read(best_to_others: Mapping[str, float], others_to_worst: Mapping[str, float]) -> _Answers:
    labels = list(best_to_others)
    best = max((label for label in labels if best_to_others[label] == 1), key=others_to_worst.__getitem__, default=None)
    worst = max(
        (label for label in labels if others_to_worst[label] == 1 and label != best),
        key=best_to_others.__getitem__,
        default=None,
    )
    if best is None or worst is None:
        refuse_answers("bwm", _missing_end_faults(best, others_to_worst))
    faults = []
    if best is not None and worst is not None and best_to_others[worst] != others_to_worst[best]:
        faults.append(
            f"{best!r} over {worst!r} is {best_to_others[worst]:g} in best_to_others and {others_to_worst[best]:g} in "
            "others_to_worst; it is one question with one answer"
        )
    refuse_answers("bwm", faults)
    over, under = (np.array([float(given[label]) for label in labels]) for given in (best_to_others, others_to_worst))
    return _Answers(labels, labels.index(str(best)), labels.index(str(worst)), over, under)


def _missing_end_faults(best: str | None, others_to_worst: Mapping[str, float]) -> Iterator[str]:
    if best is None:
        yield "no criterion has 1 in best_to_others; the best one over itself is 1"
    if 1 not in others_to_worst.values():
        yield "no criterion has 1 in others_to_worst; the worst one over itself is 1"
    elif best is not None:
        yield f"{best!r} is best and worst; at least 2 criteria that differ are needed"


def _answer_faults(answers: object, what: str) -> Iterator[str]:
    if not is_named(answers):
        yield f"{what} = {answers!r}; a mapping from criterion to a number of at least 1 is needed"
        return
    yield from label_faults(answers.keys())
    for label, value in answers.items():
        if not is_number(value) or value < 1:
            yield f"{label!r} has {value!r} in {what}; a number of at least 1 is needed"
