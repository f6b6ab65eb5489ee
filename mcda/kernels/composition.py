"""How strategies mix on one criterion. All scores are shares of the scale, 0 to 1, in the criterion's direction.

Symbols: `s` shares (…, k), `x` component scores (…, k), `q` returns to share, `kappa` coordination,
`sign` +1 where more is better and -1 where less is. The formulas are this project's own (see the README,
"How a blend scores"); they are judgement about how strategies combine, not estimates.
"""

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
    return np.asarray(1.0 - (1.0 - s) ** q)


def mixture(x: Array, s: Array, q: Array) -> Mixture:
    """Mean, extremes and union of the parts at their activation; `q` broadcasts against (…).

    The mean of the other parts, r = Σ_{j≠k} s_j x_j / (1 - s_k), is summed over the others rather than
    taken as mean minus own part, which would lose all digits as a share comes near 1.
    """
    x, s = np.broadcast_arrays(x, s)
    k = x.shape[-1]
    a = activation(s, np.asarray(q)[..., None])
    mean = np.einsum("...k,...k->...", s, x)
    effective = []
    remainder = np.ones(np.broadcast_shapes(mean.shape, a.shape[:-1]))
    for part in range(k):
        others = np.delete(np.arange(k), part)
        weight = s[..., others].sum(axis=-1)
        total = np.einsum("...k,...k->...", s[..., others], x[..., others])
        alone = weight <= 0.0
        rest = np.where(alone, x[..., part], total / np.where(alone, 1.0, weight))
        effective.append(rest + a[..., part] * (x[..., part] - rest))
        remainder = remainder * (1.0 - a[..., part] * x[..., part])
    stacked = np.stack(np.broadcast_arrays(*effective), axis=-1)
    highest = stacked.max(axis=-1)
    return Mixture(mean, highest, stacked.min(axis=-1), np.maximum(highest, 1.0 - remainder))


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
