"""Shapley values of games on few players, and the game in which two options exchange their values.

A coalition is a number from 0 to 2^n - 1: player j belongs to it where binary digit j is 1.
"""

from math import comb

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Members = npt.NDArray[np.bool_]


def members(coalitions: npt.NDArray[np.int64], n: int) -> Members:
    """Which of `n` players belong to each of `coalitions` (k,): (k, n)."""
    return np.asarray((coalitions[:, None] >> np.arange(n)) & 1, dtype=np.bool_)


def shapley_values(worth: Array) -> Array:
    """Shapley values (…, n) of games whose coalitions are worth `worth` (…, 2^n).

    Shapley 1953: the mean over all orders of joining of what a player adds. Of the orders, a share of
    1 / (n · C(n - 1, s)) has exactly a given coalition of s others before the player.
    """
    n = worth.shape[-1].bit_length() - 1
    sizes = members(np.arange(2 ** max(n - 1, 0)), n).sum(axis=-1)
    shares = np.array([1.0 / (n * comb(n - 1, size)) for size in range(n)])[sizes] if n else np.zeros(0)
    lead = worth.shape[:-1]
    values = np.empty((*lead, n))
    for j in range(n):
        # Digit j splits the coalitions in pairs, without player j and with; those without it are in rising order.
        pairs = worth.reshape(*lead, -1, 2, 2**j)
        added = (pairs[..., 1, :] - pairs[..., 0, :]).reshape(*lead, -1)
        values[..., j] = added @ shares
    return values


def exchanged(values: Array, a: int, b: int, kept: Members) -> Array:
    """Matrices (k, m, n): `values` (m, n) with rows a and b exchanged on the columns not in `kept` (k, n)."""
    matrices = np.repeat(values[None], len(kept), axis=0)
    matrices[:, a] = np.where(kept, values[a], values[b])
    matrices[:, b] = np.where(kept, values[b], values[a])
    return matrices


def exchange_shares(half: Array) -> Array:
    """Shares (…, n) in the lead of a over b from the leads `half` (…, 2^(n-1)) of the coalitions without the last.

    A coalition keeps its criteria in place while a and b exchange the others. Its complement leads by as much the
    other way round, so half of the worths tell all. Over all criteria the worth rises from -lead to lead, which is
    twice the lead: hence the factor 1/2.
    """
    return 0.5 * shapley_values(np.concatenate([half, -half[..., ::-1]], axis=-1))
