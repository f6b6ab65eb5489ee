"""Weights from an order of importance: rank-order rules and SWARA."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from mcda.language import later
from mcda.weights.elicited import (
    ORDER_ONLY,
    Array,
    Elicited,
    choice_faults,
    elicited,
    is_named,
    is_number,
    label_faults,
    named,
    number_faults,
    refuse_answers,
    same_criteria_faults,
)

Order: TypeAlias = Sequence[str | Sequence[str]] | Mapping[str, float]
RankRule: TypeAlias = Literal["roc", "sum", "reciprocal", "exponent"]


def _centroid(n: int, _: float) -> Array:
    return np.cumsum(1.0 / np.arange(n, 0, -1))[::-1] / n


def _reciprocal(n: int, _: float) -> Array:
    return 1.0 / np.arange(1, n + 1)


def _linear(n: int, _: float) -> Array:
    return np.arange(n, 0, -1.0)


def _power(n: int, exponent: float) -> Array:
    return np.asarray((np.arange(n, 0, -1.0) / n) ** exponent)


_RULES: dict[str, Callable[[int, float], Array]] = {
    "roc": _centroid,
    "sum": _linear,
    "reciprocal": _reciprocal,
    "exponent": _power,
}


def rank_order(order: Order, rule: RankRule = "roc", exponent: float = 2.0) -> Elicited:
    """Weights from nothing but an order of importance.

    Parameters
    ----------
    order
        Labels, most important first; a list inside is a tie. Or label → rank, 1 = most important. Ties share
        the mean of what their positions get.
    rule
        With n criteria, position k gets, up to a factor: `roc` Σ_{i=k}^{n} 1/i (the centroid of all weights in
        that order); `sum` n + 1 - k; `reciprocal` 1/k; `exponent` (n + 1 - k)^p.
    exponent
        The p of the rule `exponent`, at least 0: 0 gives equal weights, 1 the rule `sum`.

    Returns
    -------
    Elicited
        Without consistency: an order cannot contradict itself.

    Raises
    ------
    ArgumentError
        With every label that is no text or stands there twice, every rank that is no number, an unknown rule,
        or an exponent below 0.

    References
    ----------
    Barron & Barrett 1996, Management Science 42:1515-1523; Stillwell, Seaver & Edwards 1981, Organizational
    Behavior and Human Performance 28:62-77.

    Examples
    --------
    >>> from mcda.weights import rank_order
    >>> rank_order(["speed", "cost", "trust"]).weights.round(4).to_dict()
    {'speed': 0.6111, 'cost': 0.2778, 'trust': 0.1111}
    >>> rank_order(["speed", ("cost", "trust")], rule="sum").weights.to_dict()
    {'speed': 0.5, 'cost': 0.25, 'trust': 0.25}
    """
    faults = [*_order_faults(order), *choice_faults("rule", rule, tuple(_RULES))]
    if not is_number(exponent) or exponent < 0:
        faults.append(f"exponent = {exponent!r}; a number of at least 0 is needed")
    refuse_answers("rank_order", faults)
    levels = _levels(order)
    labels = list(named(order)) if is_named(order) else [label for level in levels for label in level]
    by_position = _RULES[rule](len(labels), exponent)
    weights: dict[str, float] = {}
    for level in levels:
        start = len(weights)
        weights.update(dict.fromkeys(level, float(by_position[start : start + len(level)].mean())))
    setting = {"exponent": float(exponent)} if rule == "exponent" else {}
    return elicited("rank_order", labels, [weights[label] for label in labels], None, ORDER_ONLY, rule=rule, **setting)


def swara(order: Sequence[str], steps: Sequence[float] | Mapping[str, float]) -> Elicited:
    """Weights from an order and how much more important each criterion is than the next (SWARA).

    Parameters
    ----------
    order
        Labels, most important first.
    steps
        For the second label and each after it, by how much the one before is more important: s ≥ 0, where
        0.15 means 15 % more. As a list of n - 1 numbers, or by label. A criterion's weight is that of the one
        before, divided by 1 + s.

    Returns
    -------
    Elicited
        Without consistency: n - 1 answers for n weights cannot contradict each other. `detail["coefficients"]`
        has each 1 + s.

    Raises
    ------
    ArgumentError
        With every label that is no text or stands there twice, and every step that is missing, too many or no
        number of at least 0.

    References
    ----------
    Keršulienė, Zavadskas & Turskis 2010, Journal of Business Economics and Management 11:243-258.

    Examples
    --------
    >>> from mcda.weights import swara
    >>> swara(["speed", "cost", "trust"], steps=[1.0, 1.0]).weights.round(4).to_dict()
    {'speed': 0.5714, 'cost': 0.2857, 'trust': 0.1429}
    """
    refuse_answers("swara", _swara_faults(order, steps))
    sizes = [steps[label] for label in order[1:]] if isinstance(steps, Mapping) else list(steps)
    coefficients = 1.0 + np.array([0.0, *sizes])
    return elicited(
        "swara",
        order,
        # In logs, because the product of many large coefficients overflows.
        np.exp(-np.cumsum(np.log(coefficients))),
        None,
        later("As many answers as the weights need, so they cannot contradict each other"),
        coefficients=dict(zip(order, coefficients.tolist(), strict=True)),
    )


def _levels(order: Order) -> list[list[str]]:
    """The labels from most to least important, ties together."""
    if is_named(order):
        ranks = named(order)
        return [[label for label in ranks if ranks[label] == rank] for rank in sorted(set(ranks.values()))]
    return [[item] if isinstance(item, str) else list(item) for item in order]


def _order_faults(order: object) -> Iterator[str]:
    if is_named(order):
        yield from number_faults(order, "order")
    elif isinstance(order, str) or not isinstance(order, Sequence):
        yield f"order = {order!r}; a list of labels or a mapping from label to rank is needed"
    else:
        ties = [item for item in order if isinstance(item, list | tuple)]
        yield from ("an empty tie stands in the order" for tie in ties if not tie)
        inside = [label for item in order for label in (item if isinstance(item, list | tuple) else [item])]
        yield from label_faults(inside)


def _swara_faults(order: object, steps: object) -> Iterator[str]:
    if isinstance(order, str) or not isinstance(order, Sequence):
        yield f"order = {order!r}; a list of labels is needed"
        return
    yield from label_faults(order)
    if isinstance(steps, Mapping):
        yield from same_criteria_faults(order[1:], steps, "in the steps")
        numbers = list(steps.values())
    elif isinstance(steps, str) or not isinstance(steps, Sequence | np.ndarray):
        yield f"steps = {steps!r}; a list of numbers or a mapping from label to number is needed"
        return
    else:
        numbers = list(steps)
        if len(numbers) != max(len(order) - 1, 0):
            yield f"{len(numbers)} steps for {len(order)} criteria; {max(len(order) - 1, 0)} are needed"
    for number in numbers:
        if not is_number(number) or number < 0:
            yield f"step {number!r}; a number of at least 0 is needed"
