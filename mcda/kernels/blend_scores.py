"""Additive scores of many blends in many draws at once: S draws, J blends of k parts, n criteria.

The same numbers as `mcda.kernels.composition` gives for one blend after the other, with far less work, because:

- What a part brings at its activation is linear in the component scores, e_p = Σ_i c_pi x_i with c_pp = a_p and
  c_pi = (1 - a_p) s_i / (1 - s_p). The c depend on shares and returns alone, so all criteria share them.
- Weights are not negative, so w max e = max(w e) and w min e = -max(-w e): every extreme is the maximum of rows that
  carry weight and sign, and counts as a gain or as a loss.
- The union 1 - Π(1 - a_i x_i) is linear in the products of activations, which all criteria share too.
- κ has one sign in a draw, so draws sorted by it need one branch of each rule.

Symbols: `x` component scores (S, k, n) as shares of the scale, `w` weights (S, n), `q` returns (S,), `kappa` (S,)
coordination after the price of acting first, `sigma` (S,) synergy.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from mcda.kernels.composition import activation

Array = npt.NDArray[np.float64]
Curve = Callable[[Array], Array]
TILE = 100_000
"""About as many numbers in a work array: a few such arrays fit a core's own cache."""


class Blends(NamedTuple):
    """Blends, and what of them does not depend on draws.

    `parts` (k, J) are the shares. `distinct` (L,) are the different ones among them, and `place` (k, J) says which
    one each is. `others` (k, k, J) holds s_i / (1 - s_p) for part p and another part i.
    """

    parts: Array
    distinct: Array
    place: npt.NDArray[np.intp]
    others: Array

    @classmethod
    def of(cls, shares: Array) -> Self:
        """Blends of shares (J, k)."""
        parts = np.ascontiguousarray(shares.T)
        distinct, place = np.unique(parts, return_inverse=True)
        # Summed over the others: 1 - s_p would lose all digits as a share comes near 1.
        rest = np.stack([np.delete(parts, p, axis=0).sum(axis=0) for p in range(len(parts))])[:, None]
        others = np.where(rest > 0, parts / np.where(rest > 0, rest, 1.0), 0.0)
        return cls(parts, distinct, place.reshape(parts.shape), others)


class Form(NamedTuple):
    """How a blend scores: for each criterion its rule, direction (+1 or -1) and value curve (None: linear).

    Synergy lifts the criteria in `lifted` by the product of what the parts in `lifting`, pairs of part and criterion,
    bring.
    """

    rules: tuple[str, ...]
    signs: npt.NDArray[np.int64]
    curves: tuple[Curve | None, ...]
    act_first: bool
    lifted: tuple[int, ...] = ()
    lifting: tuple[tuple[int, int], ...] = ()


class _Extremes(NamedTuple):
    """Rows whose maxima over the parts count, in S draws.

    `rows` (S, r, k). The first g of them also bring `strength` (S, 1) times what they lack of their union, which
    has the coefficients `union` (S, g, 2^k - 1) on the products of activations.
    """

    rows: Array
    union: Array
    strength: Array


class _Bringing(NamedTuple):
    """What a group of criteria brings to the score: all its weight (S, 1), a sum linear in shares, gains and losses."""

    weight: Array
    constant: Array
    linear: Array
    gains: _Extremes
    losses: _Extremes


def blend_scores(x: Array, w: Array, q: Array, kappa: Array, sigma: Array, blends: Blends, form: Form) -> Array:
    """Σ_j w_j v_j of every blend in every draw, (S, J)."""
    scores = np.empty((len(x), blends.parts.shape[1]))
    lift = sigma * np.maximum(kappa, 0.0)
    for part, j in form.lifting:
        lift = lift * (x[:, part, j] if form.signs[j] > 0 else 1.0 - x[:, part, j])
    for draws in (np.flatnonzero(kappa >= 0), np.flatnonzero(kappa < 0)):
        if draws.size:
            scores[draws] = _of_one_sign(x[draws], w[draws], q[draws], kappa[draws], lift[draws], blends, form)
    return scores


def _of_one_sign(x: Array, w: Array, q: Array, kappa: Array, lift: Array, blends: Blends, form: Form) -> Array:
    """Scores (S, J) of draws in which κ is nowhere, or everywhere, below 0; tile by tile."""
    groups = [(group, _bringing(group, x, w, kappa, form)) for group in _groups(form)]
    scores = np.zeros((len(x), blends.parts.shape[1]))
    widest = max(max(b.gains.rows.shape[1], b.losses.rows.shape[1], x.shape[1] ** 2) for _, b in groups)
    step = max(1, TILE // (scores.shape[1] * widest))
    for start in range(0, len(x), step):
        tile = slice(start, start + step)
        active = _activations(blends, q[tile])
        coefficients, products = _coefficients(active, blends), _products(active)
        lifted = lift[tile, None]
        for part, _ in form.lifting:
            lifted = lifted * active[:, part]
        for group, brought in groups:
            score = brought.constant[tile] + brought.linear[tile] @ blends.parts
            score += _extremes(brought.gains, tile, coefficients, products)
            score -= _extremes(brought.losses, tile, coefficients, products)
            if group[0] in form.lifted:
                score += lifted * (brought.weight[tile] - score)
            curve = form.curves[group[0]]
            scores[tile] += score if curve is None else w[tile, group[:1]] * curve(np.clip(score, 0.0, 1.0))
    return scores


def _groups(form: Form) -> list[list[int]]:
    """Criteria whose weighted values may be added before synergy and curves act; one alone where its value bends."""
    straight = [j for j, curve in enumerate(form.curves) if curve is None]
    groups = [[j for j in straight if (j in form.lifted) == lifted] for lifted in (False, True)]
    return [group for group in groups if group] + [[j] for j in range(len(form.curves)) if j not in straight]


def _bringing(group: Sequence[int], x: Array, w: Array, kappa: Array, form: Form) -> _Bringing:
    """What some criteria bring, in draws where κ has one sign.

    By rule, with best and worst by the criterion's direction, and gap = union - highest: mean; first: best or worst;
    trust: (1 - |κ|) mean + |κ| (best for κ ≥ 0, else worst); reach: best + κ gap, for κ < 0 (1 - |κ|) best + |κ| worst;
    stack: worst + (1 - κ)/2 gap. Harms count as 1 less their score.
    """
    draws, k = x.shape[:2]
    size, together = np.abs(kappa), bool(kappa[0] >= 0)
    straight = form.curves[group[0]] is None
    constant, linear, total = np.zeros(draws), np.zeros((draws, k)), np.zeros(draws)
    gains: list[tuple[Array, Array | None]] = []
    losses: list[tuple[Array, Array | None]] = []
    for j in group:
        weight = w[:, j] if straight else np.ones(draws)
        row = weight[:, None] * x[:, :, j] * form.signs[j]
        rule, total = form.rules[j], total + weight
        if form.signs[j] < 0:
            constant += weight
        union = _union(x[:, :, j], weight) if (rule == "reach" and together) or rule == "stack" else None
        if rule in ("mean", "trust"):
            linear += row * (1.0 - size if rule == "trust" else np.ones(draws))[:, None]
        if rule == "trust":
            (gains if together else losses).append((size[:, None] * (row if together else -row), None))
        elif rule == "first":
            (gains if form.act_first else losses).append((row if form.act_first else -row, None))
        elif rule == "reach" and not together:
            gains.append(((1.0 - size)[:, None] * row, None))
            losses.append((size[:, None] * -row, None))
        elif rule == "reach":
            gains.append((row, union))
        elif rule == "stack":
            losses.append((-row, union))
        elif rule != "mean":
            raise ValueError(rule)
    return _Bringing(
        total[:, None],
        constant[:, None],
        linear,
        _stacked(gains, x.shape, kappa),
        _stacked(losses, x.shape, (1.0 - kappa) / 2.0),
    )


def _stacked(found: list[tuple[Array, Array | None]], shape: tuple[int, ...], strength: Array) -> _Extremes:
    """Rows with a union first."""
    draws, k = shape[:2]
    ordered = sorted(found, key=lambda one: one[1] is None)
    rows = [row for row, _ in ordered]
    unions = [union for _, union in ordered if union is not None]
    return _Extremes(
        np.stack(rows, axis=1) if rows else np.empty((draws, 0, k)),
        np.stack(unions, axis=1) if unions else np.empty((draws, 0, 2**k - 1)),
        strength[:, None],
    )


def _union(x: Array, weight: Array) -> Array:
    """Coefficients (S, 2^k - 1) of w (1 - Π(1 - a_i x_i)) on the products of the activations of every set of parts."""
    terms = [(-1.0) ** (len(parts) + 1) * x[:, parts].prod(axis=1) for parts in _sets(x.shape[1])]
    return np.asarray(weight[:, None] * np.stack(terms, axis=1))


def _sets(k: int) -> list[list[int]]:
    """Every set of some of k parts; each larger one comes after the one without its last part."""
    return [list(parts) for size in range(1, k + 1) for parts in combinations(range(k), size)]


def _activations(blends: Blends, q: Array) -> Array:
    """Activations a (t, k, J), worked out once for each distinct share."""
    return activation(blends.distinct, q[:, None])[:, blends.place]


def _coefficients(active: Array, blends: Blends) -> Array:
    """Coefficients c (t, k, k, J): what part p brings takes c_pi of the score of part i."""
    c = (1.0 - active)[:, :, None] * blends.others
    parts = np.arange(active.shape[1])
    c[:, parts, parts] = active
    return np.asarray(c)


def _products(active: Array) -> Array:
    """Products (t, 2^k - 1, J) of the activations of every set of parts."""
    sets = _sets(active.shape[1])
    products = np.empty((len(active), len(sets), active.shape[2]))
    for place, parts in enumerate(sets):
        if len(parts) == 1:
            products[:, place] = active[:, parts[0]]
        else:
            np.multiply(products[:, sets.index(parts[:-1])], active[:, parts[-1]], out=products[:, place])
    return products


def _extremes(of: _Extremes, tile: slice, coefficients: Array, products: Array) -> Array | float:
    """Sum (t, J) of the maxima over parts, and of what is gained towards the unions."""
    rows, union = of.rows[tile], of.union[tile]
    if not rows.shape[1]:
        return 0.0
    highest = rows @ coefficients[:, 0]
    for part in range(1, coefficients.shape[1]):
        np.maximum(highest, rows @ coefficients[:, part], out=highest)
    total = highest.sum(axis=1)
    if union.shape[1]:
        gap = union @ products
        gap -= highest[:, : union.shape[1]]
        total += of.strength[tile] * np.maximum(gap, 0.0, out=gap).sum(axis=1)
    return np.asarray(total)
