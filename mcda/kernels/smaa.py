"""Counting over draws: who has which rank, who beats whom, and under which weights an option is first.

Options that differ by less than the tolerance of `kernels.ranks` are tied and share the better rank. Counts are
whole numbers, so they add up in any order; sums of weights are kept a block of draws at a time and added in the
order of the blocks, so that no way of sharing the work changes a digit.

Up to 48 options draws are compared in bits, 64 draws a machine word: "k beats i" is a mask, its bits are counted
for pairwise wins, and the masks of all k are added with carries into the bit planes of i's rank. Beyond that,
sorting is cheaper.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import TOLERANCE, ranks

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

MOST_IN_BITS = 48
"""Above this many options, sorting beats comparing every pair."""
CHUNK_NUMBERS = 240_000
"""Scores counted at once: enough to outweigh the calls, few enough for the cache."""


@dataclass(frozen=True)
class Tally:
    """Counts over draws.

    Attributes
    ----------
    ranks
        (m, m): in how many draws option i has rank r + 1.
    wins
        (m, m): in how many draws option i beats option k; None where pairs were not asked for.
    first_weights
        (b, m, n): for each block of draws, the weights summed over the draws in which an option is first.
    draws
        How many draws.
    """

    ranks: Counts
    wins: Counts | None
    first_weights: Array
    draws: int

    def __add__(self, other: Self) -> Self:
        """Both together; blocks stay apart, in this order."""
        wins = None if self.wins is None or other.wins is None else self.wins + other.wins
        sums = np.concatenate([self.first_weights, other.first_weights])
        return type(self)(self.ranks + other.ranks, wins, sums, self.draws + other.draws)

    @property
    def central_weights(self) -> Array:
        """Mean weights over the draws in which an option is first, (m, n); NaN for one that never is."""
        total = np.add.reduce(self.first_weights, axis=0)
        first = self.ranks[:, :1]
        return np.where(first > 0, total / np.maximum(first, 1), np.nan)


def tally(upward: Array, weights: Array, *, block: int, pairwise: bool = True) -> Tally:
    """Counts of scores (S, m), more is better, drawn under weights (S, n).

    `block` is how many draws a block has; only the last may have fewer.
    """
    draws, m = upward.shape
    rank_counts, wins = np.zeros((m, m), dtype=np.int64), np.zeros((m, m), dtype=np.int64)
    count = _count_in_bits if m <= MOST_IN_BITS else _count_sorted
    step = max(64, CHUNK_NUMBERS // m // 64 * 64)
    columns = np.ascontiguousarray(upward.T)
    lead = columns.max(axis=0) - TOLERANCE * np.ptp(columns, axis=0)
    for start in range(0, draws, step):
        count(columns[:, start : start + step], rank_counts, wins, pairwise)
    first = (columns >= lead).astype(np.float64)
    whole = draws // block * block
    blocks = first[:, :whole].reshape(m, -1, block).swapaxes(0, 1)
    by_block = blocks @ weights[:whole].reshape(-1, block, weights.shape[1])
    if whole < draws:
        by_block = np.concatenate([by_block, (first[:, whole:] @ weights[whole:])[None]])
    return Tally(rank_counts, wins if pairwise else None, by_block, draws)


def _count_in_bits(columns: Array, rank_counts: Counts, wins: Counts, pairwise: bool) -> None:
    """Adds the counts of scores (m, s)."""
    m, draws = columns.shape
    slack = TOLERANCE * np.ptp(columns, axis=0)
    beaten_by = np.empty((m, m, -(-draws // 64)), dtype=np.uint64)
    limit, ahead = np.empty(draws), np.empty((m, draws), dtype=bool)
    for i in range(m):
        np.greater(columns, np.add(columns[i], slack, out=limit), out=ahead)
        beaten_by[i] = _packed(ahead)
    if pairwise:
        wins += np.bitwise_count(beaten_by).sum(axis=-1, dtype=np.int64).T
    planes = _sums_of_bits(beaten_by)
    missing = beaten_by.shape[-1] * 64 - draws
    for rank in range(m):
        there = np.bitwise_count(_where_equal(planes, rank)).sum(axis=-1, dtype=np.int64)
        rank_counts[:, rank] += there - missing if rank == 0 else there


def _packed(masks: npt.NDArray[np.bool_]) -> Words:
    """Masks (m, s) as words of 64 draws, (m, ⌈s / 64⌉), filled up with zeros."""
    words = np.zeros((len(masks), -(-masks.shape[-1] // 64)), dtype=np.uint64)
    packed = np.packbits(masks, axis=-1)
    words.view(np.uint8)[:, : packed.shape[-1]] = packed
    return words


def _sums_of_bits(masks: Words) -> Words:
    """How many of the masks (m, k, w) hold in each draw, as binary digits: planes (b, m, w), lowest first."""
    m = masks.shape[1]
    planes = np.zeros((max(1, (m - 1).bit_length()), masks.shape[0], masks.shape[2]), dtype=np.uint64)
    for k in range(m):
        carry = masks[:, k]
        for digit in range(len(planes)):
            over = planes[digit] & carry
            planes[digit] ^= carry
            carry = over
    return planes


def _where_equal(planes: Words, number: int) -> Words:
    """Draws in which the planes spell `number`."""
    equal: Words = planes[0] if number & 1 else ~planes[0]
    for digit, plane in enumerate(planes[1:], start=1):
        equal = equal & (plane if number >> digit & 1 else ~plane)
    return equal


def _count_sorted(columns: Array, rank_counts: Counts, wins: Counts, pairwise: bool) -> None:
    """Adds the counts of scores (m, s) by way of ranks."""
    m = columns.shape[0]
    places = ranks(np.ascontiguousarray(columns.T)) - 1
    rank_counts += np.bincount((np.arange(m) * m + places).ravel(), minlength=m * m).reshape(m, m)
    if pairwise:
        small = np.ascontiguousarray(places.T.astype(np.uint8 if m <= 256 else np.uint16))
        untied = bool((places.sum(axis=-1) == m * (m - 1) // 2).all())
        for i in range(m):
            # Without a tie, who does not win loses: half of the pairs tell the other half.
            first = i + 1 if untied else 0
            won = np.bitwise_count(_packed(small[first:] > small[i])).sum(axis=-1, dtype=np.int64)
            wins[i, first:] += won
            if untied:
                wins[first:, i] += len(places) - won
