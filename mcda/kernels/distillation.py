"""Distillation: two orders of options from the credibility of ELECTRE III (Roy 1978; Vallée & Zielniewicz 1994)."""

import numpy as np
import numpy.typing as npt

from mcda.kernels.electre import TOLERANCE

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Cut = tuple[float, float]


def descending(credibility: Array, cut: Cut, lambda0: float | None = None) -> Places:
    """Place of each option (m,), 1 = best, when the best are taken out first.

    From the options left, those of greatest qualification are kept, at ever lower cutting levels, until one is left
    or the level is 0: they are the next class. `credibility` (m, m). `cut` = (α, β) of s(λ) = α + βλ, by which σ(a,b)
    must exceed σ(b,a). `lambda0` is the level at which each class starts; the greatest credibility left, if None.
    """
    places = np.zeros(credibility.shape[0], dtype=np.int64)
    left = np.arange(places.size)
    while left.size:
        best = _distillate(credibility[np.ix_(left, left)], cut, lambda0)
        places[left[best]] = places.max() + 1
        left = np.delete(left, best)
    return places


def ascending(credibility: Array, cut: Cut, lambda0: float | None = None) -> Places:
    """Place of each option (m,), 1 = best, when the worst are taken out first.

    Turning every pair round turns the sign of every qualification, so this is `descending` upside down.
    """
    places = descending(credibility.T, cut, lambda0)
    return np.asarray(places.max() + 1 - places)


def qualification(credibility: Array, level: float, cut: Cut) -> Places:
    """How many options each outranks less how many outrank it, (m,), at one cutting level.

    a outranks b where σ(a,b) > λ and σ(a,b) - σ(b,a) > s(σ(a,b)).
    """
    gap = credibility - credibility.T
    beats = (credibility > level + TOLERANCE) & (gap > _margin(credibility, cut) + TOLERANCE)
    return np.asarray(beats.sum(axis=1) - beats.sum(axis=0))


def next_level(credibility: Array, level: float, cut: Cut) -> float:
    """The greatest credibility of a pair that lies below λ - s(λ); 0 where there is none."""
    pairs = _pairs(credibility)
    limit = level - _margin(np.asarray(level), cut) - TOLERANCE
    return float(pairs[pairs < limit].max(initial=0.0))


def _distillate(credibility: Array, cut: Cut, lambda0: float | None) -> Places:
    """Indices of the best class."""
    kept = np.arange(credibility.shape[0])
    level = float(_pairs(credibility).max(initial=0.0)) if lambda0 is None else lambda0
    while kept.size > 1 and level > 0:
        inside = credibility[np.ix_(kept, kept)]
        level = next_level(inside, level, cut)
        quality = qualification(inside, level, cut)
        kept = kept[quality == quality.max()]
    return kept


def _pairs(credibility: Array) -> Array:
    """The credibilities of pairs of different options."""
    return credibility[~np.eye(credibility.shape[0], dtype=bool)]


def _margin(credibility: Array, cut: Cut) -> Array:
    """S(λ)."""
    return np.asarray(cut[0] + cut[1] * credibility)
