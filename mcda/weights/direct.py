"""Weights that people state as points: swing weighting, and direct rating or point allocation."""

from collections.abc import Mapping

import numpy as np

from mcda.language import later
from mcda.weights.elicited import (
    Elicited,
    elicited,
    named,
    normalised_points,
    point_faults,
    refuse_answers,
    same_criteria_faults,
)

_LABEL = later(
    "Largest difference between the weights of the two rounds of answers (test and retest): 0 = the same both "
    "times, less is better; there is no agreed limit"
)
_ONCE = later("Asked once, so the answers could not differ; ask again to learn how stable they are")


def swing(points: Mapping[str, float], again: Mapping[str, float] | None = None) -> Elicited:
    """Weights from swing points.

    Imagine an option that is worst on everything. The criterion you would first bring from worst to best gets
    100 points; each other swing gets points next to that one.

    Parameters
    ----------
    points
        Criterion → points of at least 0; the greatest is 100. The weights are these, divided by their total.
    again
        The answers of a second round, asked later: they tell how stable the first ones are, and do not move
        the weights.

    Returns
    -------
    Elicited
        `consistency` is the largest absolute difference of a weight between the rounds, None after one round.
        `detail["rounds"]` has the weights of each round, `detail["worst"]` the criterion that moved most.

    Raises
    ------
    ArgumentError
        With every point that is no number of at least 0, rounds that name different criteria, or a greatest
        swing other than 100.

    References
    ----------
    von Winterfeldt & Edwards 1986, Decision Analysis and Behavioral Research, Cambridge University Press.

    Examples
    --------
    >>> from mcda.weights import swing
    >>> found = swing({"speed": 100, "cost": 60, "trust": 40}, again={"speed": 100, "cost": 70, "trust": 30})
    >>> found.weights.to_dict()
    {'speed': 0.5, 'cost': 0.3, 'trust': 0.2}
    >>> round(found.consistency, 3)
    0.05
    """
    return _direct("swing", points, again, greatest=100.0)


def points(points: Mapping[str, float], again: Mapping[str, float] | None = None) -> Elicited:
    """Weights from points on any scale: direct rating, or a total shared out.

    Points given without looking at how far the criteria swing say little; prefer `swing`.

    Parameters
    ----------
    points
        Criterion → points of at least 0. The weights are these, divided by their total.
    again
        The answers of a second round, as in `swing`.

    Returns
    -------
    Elicited
        As `swing` does.

    Raises
    ------
    ArgumentError
        With every point that is no number of at least 0, or rounds that name different criteria.

    References
    ----------
    Bottomley, Doyle & Green 2000, Journal of Marketing Research 37:508-513, on how stable both are.

    Examples
    --------
    >>> from mcda.weights import points
    >>> points({"speed": 50, "cost": 30, "trust": 20}).weights.to_dict()
    {'speed': 0.5, 'cost': 0.3, 'trust': 0.2}
    """
    return _direct("points", points, again)


def _direct(
    who: str, first: Mapping[str, float], again: Mapping[str, float] | None, greatest: float | None = None
) -> Elicited:
    given = {"points": first} if again is None else {"points": first, "points of the second round": again}
    refuse_answers(who, (fault for what, answers in given.items() for fault in point_faults(answers, what)))
    rounds = {what: named(answers) for what, answers in given.items()}
    labels, *asked_again = (list(answers) for answers in rounds.values())
    faults = [
        f"the greatest of the {what} is {max(answers.values()):g}; the greatest swing gets {greatest:g} "
        "(`points` takes points on any scale)"
        for what, answers in rounds.items()
        if greatest is not None and max(answers.values()) != greatest
    ]
    faults += [fault for other in asked_again for fault in same_criteria_faults(labels, other, "in the second round")]
    refuse_answers(who, faults)
    weights, *again_weights = (normalised_points([answers[label] for label in labels]) for answers in rounds.values())
    if not again_weights:
        return elicited(who, labels, weights, None, _ONCE)
    second = again_weights[0]
    moved = np.abs(weights - second)
    worst = int(moved.argmax())
    return elicited(
        who,
        labels,
        weights,
        float(moved[worst]),
        _LABEL,
        rounds={
            "first": dict(zip(labels, weights.tolist(), strict=True)),
            "second": dict(zip(labels, second.tolist(), strict=True)),
        },
        worst={"criterion": labels[worst], "first": float(weights[worst]), "second": float(second[worst])},
    )
