"""Weights from comparisons in pairs: the analytic hierarchy process (AHP), and how far they contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.kernels.ratios import log_least_squares, log_misses, principal_eigenvector
from mcda.language import later
from mcda.weights.elicited import (
    Array,
    Elicited,
    choice_faults,
    connected_groups,
    elicited,
    group_faults,
    is_number,
    label_faults,
    listing_faults,
    refuse_answers,
)

Judgements: TypeAlias = (
    "npt.ArrayLike | Sequence[Sequence[float | None]] | pd.DataFrame | Mapping[tuple[str, str], float]"
)
Rule: TypeAlias = Literal["eigenvector", "geometric"]
RandomIndex: TypeAlias = Literal["saaty", "alonso_lamata"]

RULES = ("eigenvector", "geometric")
RANDOM_INDICES = ("saaty", "alonso_lamata")
_SAATY = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
# A reciprocal typed with three figures, such as 0.333, is that far from the fraction.
_ROUNDED = 0.01
# Nobody means more than that, and beyond it the arithmetic runs out of digits.
_MOST = 1e9

CONSISTENCY_RATIO = later(
    "Consistency ratio CR: inconsistency next to that of random answers (Saaty 1977, Journal of Mathematical "
    "Psychology 15:234-281): 0 = none contradicts another, less is better, usually at most 0.1"
)
GEOMETRIC_INDEX = (
    "Geometric consistency index GCI: variance of the judgements' logs around the weights (Aguarón & "
    "Moreno-Jiménez 2003, European Journal of Operational Research 147:137-145): 0 = none contradicts another, "
    "less is better, usually at most {limit:g} for {n} criteria, which matches a CR of 0.1"
)
NOTHING_TO_CONTRADICT = later("No more judgements than the weights need, so they cannot contradict each other")


def ahp(
    judgements: Judgements,
    labels: Sequence[str] | None = None,
    rule: Rule = "eigenvector",
    random_index: RandomIndex = "saaty",
) -> Elicited:
    """Weights from "how many times as important is a as b?".

    Parameters
    ----------
    judgements
        (n, n): the row's importance over the column's, any ratio above 0 and not only whole numbers; 1 on the
        diagonal, reciprocals across it. None or NaN for a pair that was not asked; where only one side of the
        diagonal is filled, the other follows. A table brings its own labels. Or {(a, b): ratio}.
    labels
        Of the rows; "criterion 1" and so on if left out. With {(a, b): ratio}, their order.
    rule
        `eigenvector`: the principal eigenvector, with a missing ratio standing for that of the weights (Harker
        1987, Mathematical Modelling 9:837-848). `geometric`: row geometric means, which are least squares on
        logs; over the pairs that were asked, where some are missing.
    random_index
        Where the average inconsistency of random answers comes from: Saaty's table, up to 15 criteria and the
        fit of Alonso and Lamata beyond; or that fit, λ̄ = 2.7699 n - 4.3513, for all sizes.

    Returns
    -------
    Elicited
        `consistency` is the consistency ratio, or for `geometric` the geometric consistency index; None where
        there are no more judgements than the weights need. `detail` has `worst` (the judgement that fits
        least: its pair, what was given, what would fit, and the factor between), `missing` (pairs), and
        `lambda_max`, `CI`, `CR`, `random_index`, `random_index_source`, or `GCI` and `limit`.

        With m of the pairs missing, the index of random answers is multiplied by 1 - 2 m / ((n - 1)(n - 2))
        (Ágoston & Csató 2022, Omega 108:102576, eq. 3). They complete the matrix so as to make λ least;
        Harker's λ is no smaller, so the ratio errs towards calling answers inconsistent. GCI divides by the
        number of judgements beyond the n - 1 that the weights need.

    Raises
    ------
    ArgumentError
        With every ratio that is not above 0, every pair that is not reciprocal (by more than 1 %, for
        reciprocals that were rounded), labels that do not fit, and groups that no judgement connects.

    References
    ----------
    Saaty 1977, Journal of Mathematical Psychology 15:234-281; Crawford & Williams 1985, same journal
    29:387-405; Alonso & Lamata 2006, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems
    14:445-459.

    Examples
    --------
    >>> from mcda.weights import ahp
    >>> found = ahp({("size", "age"): 6, ("size", "yard"): 8, ("age", "yard"): 4})
    >>> found.weights.round(3).to_dict()
    {'size': 0.754, 'age': 0.181, 'yard': 0.065}
    >>> round(found.consistency, 3), round(found.detail["lambda_max"], 3)
    (0.117, 3.136)
    """
    faults = [*choice_faults("rule", rule, RULES), *choice_faults("random_index", random_index, RANDOM_INDICES)]
    refuse_answers("ahp", [*faults, *listing_faults("labels", labels)])
    names, ratios = _read(judgements, labels)
    faults = list(label_faults(names))
    refuse_answers("ahp", faults or _ratio_faults(ratios, names))
    ratios = _reciprocal(ratios)
    asked = [(names[i], names[j]) for i, j in combinations(range(len(names)), 2) if np.isfinite(ratios[i, j])]
    refuse_answers("ahp", group_faults(connected_groups(names, asked), "judgement"))
    spare = len(asked) - (len(names) - 1)
    missing = [[names[i], names[j]] for i, j in combinations(range(len(names)), 2) if np.isnan(ratios[i, j])]
    if rule == "geometric":
        weights, consistency, label, detail = _by_geometric_mean(ratios, spare)
    else:
        weights, consistency, label, detail = _by_eigenvector(ratios, spare, len(missing), random_index)
    worst = _worst(ratios, weights, names)
    return elicited("ahp", names, weights, consistency, label, rule=rule, **detail, worst=worst, missing=missing)


def mean_random_index(n: int, random_index: RandomIndex = "saaty") -> tuple[float, str]:
    """Average consistency index of random judgements on n criteria, and where it comes from."""
    if random_index == "saaty" and n <= len(_SAATY):
        return _SAATY[n - 1], "Saaty 1980, The Analytic Hierarchy Process"
    source = "Alonso & Lamata 2006: (2.7699 n - 4.3513 - n) / (n - 1)"
    return (max((1.7699 * n - 4.3513) / (n - 1), 0.0) if n > 2 else 0.0), source


_Solved: TypeAlias = tuple[Array, float | None, str, dict[str, Any]]


def _by_eigenvector(ratios: Array, spare: int, missing: int, random_index: RandomIndex) -> _Solved:
    n = len(ratios)
    weights, largest = principal_eigenvector(ratios)
    # λ is never below n; rounding may say otherwise.
    index = max(float(largest) - n, 0.0) / (n - 1) if n > 1 else 0.0
    random, source = mean_random_index(n, random_index)
    random *= 1.0 - 2.0 * missing / ((n - 1) * (n - 2)) if n > 2 else 1.0
    ratio = index / random if spare else None
    detail = {
        "lambda_max": float(largest),
        "CI": index,
        "CR": ratio,
        "random_index": random,
        "random_index_source": source + (", for missing pairs by Ágoston & Csató 2022, eq. 3" if missing else ""),
    }
    return weights, ratio, CONSISTENCY_RATIO if spare else NOTHING_TO_CONTRADICT, detail


def _by_geometric_mean(ratios: Array, spare: int) -> _Solved:
    n = len(ratios)
    known = np.isfinite(ratios) & ~np.eye(n, dtype=bool)
    logs = np.log(np.where(known, ratios, 1.0))
    log_weights = log_least_squares(logs, known.astype(np.float64))
    misses = np.triu(log_misses(ratios, log_weights), 1)
    index = float((misses**2).sum()) / spare if spare else None
    limit = {3: 0.31, 4: 0.35}.get(n, 0.37)
    label = GEOMETRIC_INDEX.format(limit=limit, n=n) if spare else NOTHING_TO_CONTRADICT
    return np.exp(log_weights - log_weights.max()), index, label, {"GCI": index, "limit": limit if spare else None}


def _worst(ratios: Array, weights: Array, names: Sequence[str]) -> dict[str, Any] | None:
    """The judgement that the weights fit least, told so that the more important of the pair comes first."""
    misses = np.abs(log_misses(ratios, np.log(weights)))
    # Several may miss by the same factor, as all three of 3 criteria do: the first is named, whatever rounding does.
    i, j = divmod(int((misses > misses.max() - 1e-9).argmax()), len(names))
    if misses[i, j] < 1e-9:
        return None
    if ratios[i, j] < 1:
        i, j = j, i
    return {
        "pair": [names[i], names[j]],
        "given": float(ratios[i, j]),
        "fits": float(weights[i] / weights[j]),
        "factor": float(np.exp(misses[i, j])),
    }


def _read(judgements: object, labels: Sequence[str] | None) -> tuple[list[str], Array]:
    """Labels, and ratios (n, n) as they were given, NaN where nothing was."""
    if isinstance(judgements, Mapping):
        return _read_pairs(judgements, labels)
    try:
        ratios = np.asarray(judgements, dtype=np.float64)
    except (TypeError, ValueError):
        ratios = np.empty(0)
    if ratios.ndim != 2 or ratios.shape[0] != ratios.shape[1] or not ratios.size:
        refuse_answers("ahp", ["the judgements must be numbers (or None) in n rows of n, or {(a, b): ratio}"])
    if isinstance(judgements, pd.DataFrame) and list(judgements.index) != list(judgements.columns):
        refuse_answers("ahp", ["rows and columns of the table must have the same labels in the same order"])
    if labels is None and isinstance(judgements, pd.DataFrame):
        labels = list(judgements.index)
    names = [f"criterion {i + 1}" for i in range(len(ratios))] if labels is None else list(labels)
    if len(names) != len(ratios):
        refuse_answers("ahp", [f"{len(names)} labels for {len(ratios)} rows"])
    return names, ratios


def _read_pairs(judgements: Mapping[Any, Any], labels: Sequence[str] | None) -> tuple[list[str], Array]:
    faults = [
        f"{pair!r}; a pair of two different labels is needed"
        for pair in judgements
        if not (isinstance(pair, tuple) and len(pair) == 2 and pair[0] != pair[1])
    ]
    faults += [
        f"{pair!r} has {ratio!r}; a number above 0 is needed"
        for pair, ratio in judgements.items()
        if ratio is not None and not is_number(ratio) and not (isinstance(ratio, float) and np.isnan(ratio))
    ]
    refuse_answers("ahp", faults)
    found = list(dict.fromkeys(label for pair in judgements for label in pair))
    names = found if labels is None else list(labels)
    refuse_answers("ahp", [f"{label!r} is compared but not among the labels" for label in found if label not in names])
    ratios = np.full((len(names), len(names)), np.nan)
    for (a, b), ratio in judgements.items():
        ratios[names.index(a), names.index(b)] = np.nan if ratio is None else ratio
    return names, ratios


def _ratio_faults(ratios: Array, names: Sequence[str]) -> Iterator[str]:
    for i, j in np.argwhere((ratios > _MOST) | (ratios < 1.0 / _MOST)):
        yield (
            f"{names[i]!r} over {names[j]!r} is {ratios[i, j]:g}; a number above 0 is needed, and none beyond "
            f"{1.0 / _MOST:g} to {_MOST:g}"
        )
    for i, name in enumerate(names):
        if ratios[i, i] > 0 and ratios[i, i] != 1:
            yield f"{name!r} over itself is {ratios[i, i]:g}; 1 is needed"
    for i, j in combinations(range(len(names)), 2):
        there, back = ratios[i, j], ratios[j, i]
        if 1.0 / _MOST <= min(there, back) <= max(there, back) <= _MOST and abs(there * back - 1) > _ROUNDED:
            yield (
                f"{names[i]!r} over {names[j]!r} is {there:g} and the reverse {back:g}; the reverse must be "
                f"{1 / there:g}, or left out"
            )


def _reciprocal(ratios: Array) -> Array:
    """Each pair's two sides made exact reciprocals, from the one that is at least 1: the other may be rounded."""
    back = ratios.T
    upper = np.where(np.isnan(back) | (ratios >= 1), ratios, 1.0 / back)
    return np.asarray(np.triu(upper, 1) + np.tril(1.0 / upper.T, -1) + np.eye(len(ratios)))
