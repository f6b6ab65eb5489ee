"""Dominance between options, and the layers that it makes. m = options, n = criteria; more is better throughout."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def dominates(values: Array, others: Array) -> Mask:
    """Whether row i of `values` (…, m, n) is nowhere below row k of `others` (…, m, n), and above it somewhere.

    The answer is (…, m, m), false on the diagonal: an option does not dominate itself. One criterion at a time, so
    that memory is that of the answer a few times over.
    """
    m, n = values.shape[-2:]
    lead = np.broadcast_shapes(values.shape[:-2], others.shape[:-2])
    as_good, better = np.ones((*lead, m, m), dtype=bool), np.zeros((*lead, m, m), dtype=bool)
    for j in range(n):
        mine, theirs = values[..., :, None, j], others[..., None, :, j]
        as_good &= mine >= theirs
        better |= mine > theirs
    as_good &= better
    as_good[..., np.arange(m), np.arange(m)] = False
    return as_good


def pareto_layers(dominance: Mask) -> npt.NDArray[np.int64]:
    """Layer (…, m) of each option from `dominance` (…, m, m): 1 if nothing dominates it, else one below its worst.

    That is non-dominated sorting (Goldberg 1989; Deb et al. 2002, IEEE Transactions on Evolutionary Computation
    6(2)): take layer 1 away and layer 2 is what nothing left dominates. As dominance is transitive, what dominates
    an option is dominated by fewer, so one pass in that order serves.
    """
    layers = np.zeros(dominance.shape[:-1], dtype=np.int64)
    order = np.argsort(dominance.sum(axis=-2), axis=-1, kind="stable")
    for place in range(dominance.shape[-1]):
        here = order[..., place, None]
        above = np.take_along_axis(dominance, here[..., None, :], axis=-1)[..., 0]
        layer = 1 + np.where(above, layers, 0).max(axis=-1, keepdims=True)
        np.put_along_axis(layers, here, layer, axis=-1)
    return layers
