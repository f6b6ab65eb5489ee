"""Exact results for scores linear in the weights, Σ_j w_j v_ij, when weights are uniform on the simplex.

`values` are (m, n): m options, n criteria, higher is better. The answers hold for any values, on any scale. Two
options are tied where their values differ by at most `TOLERANCE` of the widest range of values on one criterion.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.kernels.polytope import Part, simplex_part
from mcda.kernels.ranks import TOLERANCE

Array = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

NEVER = 1e-12
"""An option first on no more than this share of the simplex counts as never first."""
CLOSES = 1e-9
"""Shares must sum to 1, and central weights average to 1/n, within this."""


def tied(values: Array) -> Truths:
    """Which pairs of options have equal values on every criterion: (…, m, n) to (…, m, m), true on the diagonal."""
    spread = np.ptp(values, axis=-2).max(axis=-1)[..., None, None]
    gap = np.abs(values[..., :, None, :] - values[..., None, :, :]).max(axis=-1)
    return np.asarray(gap <= TOLERANCE * spread)


def pairwise_winning(values: Array) -> Array:
    """Probability (…, m, m) that the row's option has a higher score than the column's, in closed form.

    `values` is (…, m, n). Tied options, and an option beside itself, have one half, so that the matrix and its
    transpose sum to 1.
    """
    m = values.shape[-2]
    better, other = np.triu_indices(m, 1)
    wins = _positive(values[..., better, :] - values[..., other, :])
    matrix = np.full((*values.shape[:-1], m), 0.5)
    matrix[..., better, other] = wins
    matrix[..., other, better] = 1.0 - wins
    matrix[tied(values)] = 0.5
    return matrix


def _positive(gaps: Array) -> Array:
    """Probability (…) that Σ_j w_j g_j > 0 for gaps (…, n) that are not all 0.

    Take one positive gap u and one negative gap v. The edge between their corners of the simplex crosses 0 and
    splits the simplex in two, with shares u / (u - v) and -v / (u - v), in each of which one of the two gaps is
    replaced by 0. A criterion with gap 0 never decides, and the other weights remain uniform on their own simplex.
    So with the first h positive and the first k negative gaps F(h, k) = (u F(h, k-1) - v F(h-1, k)) / (u - v),
    F(h, 0) = 1 and F(0, k) = 0: sums of non-negative terms. Gaps of the other sign count as 0 in either list, so
    all pairs walk one grid; where u and v are both 0 either neighbour is right.
    """
    n = gaps.shape[-1]
    up = np.ascontiguousarray(np.moveaxis(np.maximum(gaps, 0.0), -1, 0))
    down = np.ascontiguousarray(np.moveaxis(np.maximum(-gaps, 0.0), -1, 0))
    column = [np.zeros(gaps.shape[:-1]) for _ in range(n + 1)]
    for h in range(n):
        column[0] = np.ones(gaps.shape[:-1])
        width = up[h] + down
        wide = width > 0
        share = np.divide(up[h], width, out=np.ones_like(width), where=wide)
        rest = np.divide(down, width, out=np.zeros_like(width), where=wide)
        for k in range(n):
            column[k + 1] = share[k] * column[k] + rest[k] * column[k + 1]
    return column[n]


def expected_ranks(values: Array) -> Array:
    """Expected rank of every option, (…, m, n) to (…, m): 1 and the chance of each rival to be ahead.

    A tie counts one half to either, so tied options share the mean of their ranks.
    """
    beside_itself = 0.5
    return np.asarray(1.0 - beside_itself + pairwise_winning(values).sum(axis=-2))


class FirstRanks(NamedTuple):
    """Who comes first, and with what weights.

    `shares` (m,) sum to 1; tied options share theirs equally. `central` (m, n): the mean of the weights with which
    an option is first, NaN for one that never is. `closes`: whether the shares sum to 1 and the central weights
    average to those of the whole simplex, which they do unless rounding got the better of a volume.
    """

    shares: Array
    central: Array
    closes: bool


def within_reach(m: int, n: int) -> bool:
    """Whether `first_acceptability` takes about a second at most: up to 9 criteria and 20 options, or 5 and 50."""
    return (n <= 9 and m <= 20) or (n <= 5 and m <= 50)


def first_acceptability(values: Array) -> FirstRanks:
    """Share of the simplex on which each option is first, and the centroid of that part.

    `values` is (m, n), `within_reach` (m, n).
    """
    m, n = values.shape
    leader = _leaders(tied(values))
    parts = _parts(values, _undominated(values, leader))
    shares, central = np.zeros(m), np.full((m, n), np.nan)
    for i, part in parts.items():
        equals = leader == i
        shares[equals] = part.share / equals.sum()
        central[equals] = part.centroid
    whole = np.nansum(shares[:, None] * central, axis=0)
    closes = abs(shares.sum() - 1.0) <= CLOSES and bool((np.abs(whole - 1.0 / n) <= CLOSES).all())
    return FirstRanks(shares, central, closes)


def _leaders(same: Truths) -> npt.NDArray[np.intp]:
    """For each option the first of those it is tied with, (m,)."""
    leader = np.full(len(same), -1)
    for i in range(len(same)):
        if leader[i] < 0:
            leader[same[i] & (leader < 0)] = i
    return leader


def _undominated(values: Array, leader: npt.NDArray[np.intp]) -> list[int]:
    """One of each group of tied options, without those that another is nowhere worse than.

    Every option is nowhere worse than itself.
    """
    own = np.unique(leader)
    no_worse = np.all(values[own][:, None, :] >= values[own][None, :, :], axis=-1)
    return [int(i) for i in own[no_worse.sum(axis=0) == 1]]


def _parts(values: Array, rivals: list[int]) -> dict[int, Part]:
    """The part of the simplex of every option that has one. One that has none is no rival to the others."""
    parts = {}
    for i in tuple(rivals):
        part = simplex_part(np.array([values[i] - values[k] for k in rivals if k != i]).reshape(-1, values.shape[1]))
        if part.share <= NEVER:
            rivals = [k for k in rivals if k != i]
        else:
            parts[i] = part
    return parts
