"""How strategies mix on one criterion. All scores are shares of the scale, 0 to 1, in the criterion's direction.

Symbols: `s` shares (…, k), `x` component scores (…, k), `q` returns to share, `kappa` coordination,
`sign` +1 where more is better and -1 where less is. The formulas are this project's own (see the README,
"How a blend scores"); they are judgement about how strategies combine, not estimates.
"""

from functools import reduce
from operator import mul
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Mixture(NamedTuple):
    """What a mix offers on one criterion before coordination is applied; each (…)."""

    mean: Array
    highest: Array
    lowest: Array
    union: Array


def activation(s: Array, q: Array) -> Array:
    """Effect that a share brings: 1 - (1 - s)^q. At q = 2 half the share brings three quarters of the effect."""
    return np.asarray(1.0 - np.maximum(1.0 - s, 0.0) ** q)


def mixture(x: Array, s: Array, q: Array) -> Mixture:
    """Mean, extremes and union of the parts at their activation; `q` broadcasts against (…).

    The mean of the other parts, r = Σ_{j≠k} s_j x_j / (1 - s_k), is summed over the others rather than
    taken as mean minus own part, which would lose all digits as a share comes near 1.
    """
    a = activation(s, np.asarray(q)[..., None])
    xs, shares, active = ([values[..., part] for part in range(x.shape[-1])] for values in np.broadcast_arrays(x, s, a))
    # Few parts, many draws: sums and extremes part by part beat reductions over a short last axis.
    brought = [share * part for share, part in zip(shares, xs, strict=True)]
    effective = [_at_activation(part, xs, shares, brought, active[part]) for part in range(len(xs))]
    highest, lowest = reduce(np.maximum, effective), reduce(np.minimum, effective)
    remainder = reduce(mul, (1.0 - on * part for on, part in zip(active, xs, strict=True)))
    return Mixture(np.asarray(sum(brought)), highest, lowest, np.maximum(highest, 1.0 - remainder))


def _at_activation(part: int, xs: list[Array], shares: list[Array], brought: list[Array], active: Array) -> Array:
    """What one part brings at its activation, from the mean of the others."""
    others = [other for other in range(len(xs)) if other != part]
    weight = np.asarray(sum(shares[other] for other in others))
    total = np.asarray(sum(brought[other] for other in others))
    alone = weight <= 0.0
    rest = np.where(alone, xs[part], total / np.where(alone, 1.0, weight))
    return np.asarray(rest + active * (xs[part] - rest))


def apply_rule(parts: Mixture, rule: str, sign: int, kappa: Array, *, act_first: bool) -> Array:
    """The blend's score on a criterion that follows `rule`; all arrays broadcast."""
    mean, highest, lowest, union = parts
    best, worst = (highest, lowest) if sign > 0 else (lowest, highest)
    if rule == "mean":
        blend = mean
    elif rule == "first":
        blend = best if act_first else worst
    elif rule == "reach":
        blend = highest + np.where(kappa >= 0, kappa * (union - highest), kappa * (highest - lowest))
    elif rule == "trust":
        blend = mean + np.where(kappa >= 0, kappa * (best - mean), kappa * (mean - worst))
    elif rule == "stack":
        blend = highest + (1.0 - kappa) / 2.0 * (union - highest)
    else:
        raise ValueError(rule)
    return np.clip(blend, 0.0, 1.0)
