"""Concordance, discordance and credibility of "row is at least as good as column" (Roy 1968, 1978)."""

import numpy as np
import numpy.typing as npt

from mcda.kernels.promethee import lead_slack

Array = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]
Directions = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""Indices between 0 and 1 that are closer than this count as equal, so that rounding does not decide."""


def concordance(matrix: Array, weights: Array, directions: Directions) -> Array:
    """Weight of the criteria on which the row is at least as good as the column: (…, m, m), 1 on the diagonal.

    `matrix` (…, m, n), `weights` (…, n) summing to 1. A deficit within rounding counts as none.
    """
    m = matrix.shape[-2]
    total = np.zeros((*np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1]), m, m))
    for j in range(matrix.shape[-1]):
        lead, slack = _leads(matrix, directions, j)
        total += weights[..., j, None, None] * (lead <= slack)
    return np.minimum(total, 1.0)


def discordance(scaled: Array, directions: Directions) -> Array:
    """Greatest lead of the column over the row on any criterion, by the greatest range of all: (…, m, m), 0 to 1.

    `scaled` (…, m, n) has its columns in comparable units. 0 where all options are the same.
    """
    span = np.ptp(scaled, axis=-2).max(axis=-1)[..., None, None]
    return _greatest_lead(scaled, directions, np.ones(scaled.shape[-1])) / np.where(span > 0, span, 1.0)


def veto_share(matrix: Array, directions: Directions, vetoes: Array) -> Array:
    """Greatest lead of the column over the row, each by its criterion's veto threshold: (…, m, m), 1 = veto reached.

    `vetoes` (n,) in the criteria's own units, infinite where a criterion has none.
    """
    return _greatest_lead(matrix, directions, vetoes)


def in_kernel(outranks: Booleans) -> tuple[Booleans, npt.NDArray[np.int64]]:
    """Whether each option is in the kernel, (m,), and the number of its cycle, (m,), from a relation (m, m).

    Options that outrank each other in a cycle (a strongly connected component) count as one. What is left has no
    cycle, so it has exactly one kernel: a set that outranks everything outside it and nothing within it.
    """
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415  a third of a second to load

    count, cycle = connected_components(outranks, directed=True, connection="strong")
    above = np.zeros((count, count), dtype=np.bool_)
    rows, columns = np.nonzero(outranks)
    above[cycle[rows], cycle[columns]] = True
    np.fill_diagonal(above, False)
    chosen, open_ = np.zeros(count, dtype=np.bool_), np.ones(count, dtype=np.bool_)
    while open_.any():
        free = open_ & ~above[open_].any(axis=0)
        chosen |= free
        open_ &= ~free & ~above[free].any(axis=0)
    return chosen[cycle], cycle.astype(np.int64)


def credibility(
    matrix: Array, weights: Array, directions: Directions, q: Array, p: Array, v: Array
) -> tuple[Array, Array]:
    """Concordance and credibility σ of "row is at least as good as column": (…, m, m) each (Roy 1978).

    Thresholds `q` ≤ `p` ≤ `v` broadcast to (…, m, n): those of the row. `v` is infinite where a criterion has no veto.
    """
    m, n = matrix.shape[-2:]
    q, p, v = (np.broadcast_to(threshold, matrix.shape) for threshold in (q, p, v))
    concord = np.zeros((*np.broadcast_shapes(matrix.shape[:-2], weights.shape[:-1]), m, m))
    for j in range(n):
        lead, slack = _leads(matrix, directions, j)
        concord += weights[..., j, None, None] * (1.0 - _way(lead, q[..., j, None], p[..., j, None], slack))
    # Full concordance is above any discordance, so a rounding error below 1 must not turn into a veto.
    concord = np.where(concord > 1.0 - 1e-12, 1.0, concord)
    doubt = np.where(concord < 1.0, 1.0 - concord, 1.0)
    credible = concord.copy()
    for j in range(n):
        lead, slack = _leads(matrix, directions, j)
        against = _way(lead, p[..., j, None], v[..., j, None], slack)
        credible *= np.where(against > concord, (1.0 - against) / doubt, 1.0)
    return concord, credible


def _leads(matrix: Array, directions: Directions, j: int) -> tuple[Array, Array]:
    """Lead of the column over the row on criterion `j`, (…, m, m), and what is mere rounding of it, (…, 1, 1)."""
    scores = directions[j] * matrix[..., j]
    return scores[..., None, :] - scores[..., :, None], lead_slack(scores)[..., None]


@np.errstate(over="ignore")  # a lead beyond all numbers is a veto
def _greatest_lead(matrix: Array, directions: Directions, units: Array) -> Array:
    """Greatest lead of the column over the row, in units (n,) of the criteria; at least 0."""
    greatest = np.zeros((*matrix.shape[:-1], matrix.shape[-2]))
    for j, unit in enumerate(units):
        np.maximum(greatest, _leads(matrix, directions, j)[0] / unit, out=greatest)
    return greatest


@np.errstate(over="ignore")  # a lead beyond all numbers has come all the way
def _way(lead: Array, start: Array, end: Array, slack: Array) -> Array:
    """How far a lead has come from `start` (0) to `end` (1); a step just above `start` where the two are equal."""
    width = end - start
    sloping = width > 0
    share = np.clip((lead - start) / np.where(sloping, width, 1.0), 0.0, 1.0)
    return np.where(sloping, share, lead > start + slack)
