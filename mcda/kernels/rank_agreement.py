"""How alike two rankings are: places (…, m) in, 1 = best, one number a pair (…) out; leading dimensions broadcast.

Places are as `mean_places` gives them: tied options share the mean of the places they hold together. Where all
options are tied, correlations are undefined; kernels trust that this was checked.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mcda.kernels.ranks import ranks

Array = npt.NDArray[np.float64]


def mean_places(ranking: Array) -> Array:
    """Places along the last axis, least number first; tied options share the mean of theirs."""
    first, last = _held_places(ranking)
    return (first + last) / 2.0


def spearman(x: Array, y: Array) -> Array:
    """Pearson's correlation of the places."""
    a = x - x.mean(axis=-1, keepdims=True)
    b = y - y.mean(axis=-1, keepdims=True)
    return _within_1((a * b).sum(axis=-1) / np.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1)))


def weighted_spearman(x: Array, y: Array) -> Array:
    """1 - 6 Σ (x - y)² ((m - x + 1) + (m - y + 1)) / (m⁴ + m³ - m² - m)."""
    m = x.shape[-1]
    weighted = (x - y) ** 2 * (2.0 * (m + 1) - x - y)
    return np.asarray(1.0 - 6.0 * weighted.sum(axis=-1) / (float(m) ** 4 + m**3 - m**2 - m))


def ws(x: Array, y: Array) -> Array:
    """1 - Σ 2^-x |x - y| / max(x - 1, m - x), with x the reference."""
    furthest = np.maximum(x - 1.0, x.shape[-1] - x)
    return np.asarray(1.0 - (np.exp2(-x) * np.abs(x - y) / furthest).sum(axis=-1))


def kendall_tau_b(x: Array, y: Array) -> Array:
    """(concordant - discordant pairs) / √(pairs not tied in x · pairs not tied in y)."""
    agreeing, in_x, in_y = 0.0, 0.0, 0.0
    for a, b in _pair_signs(x, y):
        agreeing = agreeing + (a * b).sum(axis=-1)
        in_x = in_x + (a * a).sum(axis=-1)
        in_y = in_y + (b * b).sum(axis=-1)
    return _within_1(np.asarray(agreeing) / np.sqrt(np.asarray(in_x) * in_y))


def kemeny_distance(x: Array, y: Array) -> Array:
    """Σ over pairs of options of |sign of one order - sign of the other|: 2 if turned round, 1 if tied in one only."""
    total = np.zeros(np.broadcast_shapes(x.shape, y.shape)[:-1])
    for a, b in _pair_signs(x, y):
        total = total + np.abs(a - b).sum(axis=-1)
    return total


def draws_distance(x: Array, y: Array) -> Array:
    """Σ 2^-place over options that hold other places in y than in x, divided by 1 - 2^-m.

    Options that tie for places f to l share out 2^-f + … + 2^-l = 2^(1-f) - 2^-l equally, and agree only if they
    tie for the same places in both rankings; so the total is always 1 and the distance the same both ways.
    """
    (first, last), (first_y, last_y) = _held_places(x), _held_places(y)
    share = (np.exp2(1.0 - first) - np.exp2(-last)) / (last - first + 1)
    moved = (first != first_y) | (last != last_y)
    return np.asarray((share * moved).sum(axis=-1) / (1.0 - 2.0 ** -x.shape[-1]))


def _held_places(ranking: Array) -> tuple[Array, Array]:
    """First and last of the places that each option holds together with those it ties with."""
    first = ranks(ranking, higher_is_better=False)
    last = ranking.shape[-1] + 1 - ranks(ranking)
    return first.astype(np.float64), last.astype(np.float64)


def _pair_signs(x: Array, y: Array) -> Iterator[tuple[Array, Array]]:
    """Signs of differences between options k apart, for each k, so that no (m, m) table is ever held."""
    for k in range(1, x.shape[-1]):
        yield np.sign(x[..., k:] - x[..., :-k]), np.sign(y[..., k:] - y[..., :-k])


def _within_1(correlation: Array) -> Array:
    """A correlation without the last digit that rounding may put beyond 1."""
    return np.clip(correlation, -1.0, 1.0)
