"""What measures added to an option do to its scores: sums of effects, their caps, and every subset of them.

Scores are shares of the scale, 0 to 1, in the criterion's direction; effects are changes of them. Of n criteria,
`targets` (e,) says which one each of e effects moves; -1 is none (an effect on coordination).
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Targets = npt.NDArray[np.intp]


def lifted(x: Array, raised: Array, lowered: Array, cap: float) -> Array:
    """Scores (…, n) moved by summed effects upward and downward, each at most `cap`, and kept on the scale."""
    return np.clip(x + np.minimum(raised, cap) + np.maximum(lowered, -cap), 0.0, 1.0)


def subset_sums(terms: Array) -> Array:
    """Sums (2^k, …) of every subset of `terms` (k, …): term j is in subset s where binary digit j of s is 1."""
    sums = np.zeros((1, *terms.shape[1:]))
    for term in terms:
        sums = np.concatenate([sums, sums + term])
    return sums


def summed(effects: Array, held: npt.NDArray[np.bool_], targets: Targets, n: int) -> tuple[Array, Array]:
    """Effects upward and downward (…, F, n), summed apart, of F choices of effects `held` (F, e).

    `effects` is (…, e). One matrix product a criterion: no array is larger than the answer.
    """
    shape = (*effects.shape[:-1], len(held), n)
    raised, lowered = np.zeros(shape), np.zeros(shape)
    for j in range(n):
        here = targets == j
        if here.any():
            chosen = held[:, here].T.astype(np.float64)
            raised[..., j] = np.maximum(effects[..., here], 0.0) @ chosen
            lowered[..., j] = np.minimum(effects[..., here], 0.0) @ chosen
    return raised, lowered


def best_by_effort(scores: Array, efforts: Array, sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """Places of the subsets on the efficient frontier: each scores more than any that takes less effort, or as much.

    All (k,). Scores within 1e-9 of each other tie; of subsets that tie, the one with the fewest members is meant,
    then the first. In rising order of effort.
    """
    levels, group = np.unique(efforts.round(9), return_inverse=True)
    best = np.full(len(levels), -np.inf)
    np.maximum.at(best, group, scores)
    # A level is on the frontier where its best is above the best of all levels below it.
    before = np.concatenate([[-np.inf], np.maximum.accumulate(best)[:-1]])
    rises = best > before + 1e-9
    tied = np.flatnonzero((scores >= best[group] - 1e-9) & rises[group])
    order = tied[np.lexsort((tied, sizes[tied], group[tied]))]
    return np.asarray(order[np.unique(group[order], return_index=True)[1]])
