"""Weights from who is more important than whom, and not by how much: RANCOM."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.language import later
from mcda.weights.elicited import (
    ORDER_ONLY,
    Array,
    Elicited,
    elicited,
    label_faults,
    listing_faults,
    named,
    number_faults,
    refuse_answers,
)

_TRIADS = later(
    "Share of triads of criteria whose comparisons form an order (after Kendall & Babington Smith 1940, "
    "Biometrika 31:324-345): 1 = none contradicts itself, more is better; there is no agreed limit"
)
_TOO_FEW = later("Fewer than 3 criteria cannot contradict each other, so there is nothing to measure")


def rancom(
    matrix: npt.ArrayLike | pd.DataFrame | None = None,
    ranking: Mapping[str, float] | None = None,
    scoring: Mapping[str, float] | None = None,
    labels: Sequence[str] | None = None,
) -> Elicited:
    """Weights from who is more important than whom, and not by how much (RANCOM).

    Give one of the three.

    Parameters
    ----------
    matrix
        (n, n): 1 where the row's criterion is more important than the column's, 0 where less, 0.5 where both
        are alike. A table brings its own labels.
    ranking
        Label → rank, 1 = most important; equal ranks are ties.
    scoring
        Label → score, more = more important; equal scores are ties.
    labels
        Of the rows of `matrix`; "criterion 1" and so on if left out.

    Returns
    -------
    Elicited
        Each weight is the share of the matrix's total that stands in its row. `consistency` is the share of
        triads that form an order; None for a ranking or scoring, which always do. `detail["circular"]` lists
        the triads that do not.

    Raises
    ------
    ArgumentError
        If not exactly one of the three is given; else with every cell, rank, score or label that is wrong.

    References
    ----------
    Więckowski, Kizielewicz, Shekhovtsov & Sałabun 2023, Engineering Applications of Artificial Intelligence
    122:106114.

    Examples
    --------
    >>> from mcda.weights import rancom
    >>> rancom(ranking={"speed": 1, "cost": 2, "trust": 2}).weights.round(4).to_dict()
    {'speed': 0.5556, 'cost': 0.2222, 'trust': 0.2222}
    """
    given = {"matrix": matrix, "ranking": ranking, "scoring": scoring}
    found = [name for name, value in given.items() if value is not None]
    if len(found) != 1:
        refuse_answers("rancom", [f"{' and '.join(found) or 'nothing'} given; one of {', '.join(given)} is needed"])
    if matrix is not None:
        return _rancom_matrix(matrix, labels)
    what, answers = ("ranking", ranking) if ranking is not None else ("scoring", scoring)
    refuse_answers("rancom", [*number_faults(answers, what), *_stray_label_faults(labels)])
    by_label = named(answers if answers is not None else {})
    numbers = np.array(list(by_label.values()), dtype=np.float64)
    ahead = np.sign(numbers - numbers[:, None] if what == "ranking" else numbers[:, None] - numbers)
    return elicited("rancom", by_label, (0.5 + 0.5 * ahead).sum(axis=1), None, ORDER_ONLY)


def _rancom_matrix(matrix: npt.ArrayLike | pd.DataFrame, labels: Sequence[str] | None) -> Elicited:
    try:
        cells = np.asarray(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        cells = np.empty(0)
    square = cells.ndim == 2 and cells.shape[0] == cells.shape[1] and cells.size > 0
    if not square:
        refuse_answers("rancom", ["the matrix must be numbers in n rows of n"])
    refuse_answers("rancom", listing_faults("labels", labels))
    names = _matrix_labels(matrix, labels, len(cells))
    refuse_answers("rancom", [*label_faults(names), *_comparison_faults(cells, names)])
    circular = [list(triad) for triad in _circular_triads(cells, names)]
    triads = len(names) * (len(names) - 1) * (len(names) - 2) // 6
    return elicited(
        "rancom",
        names,
        cells.sum(axis=1),
        1.0 - len(circular) / triads if triads else None,
        _TRIADS if triads else _TOO_FEW,
        circular=circular,
    )


def _matrix_labels(matrix: npt.ArrayLike | pd.DataFrame, labels: Sequence[str] | None, n: int) -> list[str]:
    if labels is not None:
        if len(labels) != n:
            refuse_answers("rancom", [f"{len(labels)} labels for {n} rows"])
        return list(labels)
    if isinstance(matrix, pd.DataFrame):
        if list(matrix.index) != list(matrix.columns):
            refuse_answers("rancom", ["rows and columns of the table must have the same labels in the same order"])
        return list(matrix.index)
    return [f"criterion {i + 1}" for i in range(n)]


def _circular_triads(cells: Array, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Triads in which a is at least as important as b, b as c, and yet c is more important than a."""
    for triad in combinations(range(len(names)), 3):
        if any(cells[a, b] >= 0.5 and cells[b, c] >= 0.5 and cells[c, a] > 0.5 for a, b, c in permutations(triad)):
            yield names[triad[0]], names[triad[1]], names[triad[2]]


def _comparison_faults(cells: Array, names: Sequence[str]) -> Iterator[str]:
    for i, j in np.argwhere(~np.isin(cells, (0.0, 0.5, 1.0))):
        yield f"{names[i]!r} against {names[j]!r} is {cells[i, j]:g}; 0, 0.5 or 1 is needed"
    for i, name in enumerate(names):
        if cells[i, i] in {0.0, 1.0}:
            yield f"{name!r} against itself is {cells[i, i]:g}; 0.5 is needed"
    for i, j in combinations(range(len(names)), 2):
        if np.isin(cells[[i, j], [j, i]], (0.0, 0.5, 1.0)).all() and cells[i, j] + cells[j, i] != 1.0:
            yield (
                f"{names[i]!r} against {names[j]!r} is {cells[i, j]:g} and the reverse {cells[j, i]:g}; "
                "the two must sum to 1"
            )


def _stray_label_faults(labels: Sequence[str] | None) -> Iterator[str]:
    if labels is not None:
        yield "labels are for a matrix; a ranking or scoring has its own"
