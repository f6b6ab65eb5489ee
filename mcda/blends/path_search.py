"""The best mixes along a row of settings: their zones, where they leap, and where they are blends."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.best import STEPS
from mcda.blends.curve import Zone, intervals
from mcda.blends.optima import Batch, best_of_each, lattice_within, within
from mcda.errors import ArgumentError
from mcda.gates import Gate

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
SharesAt = Callable[[Array], Array]
"""From values (P,) of the parameter to the best mixes (P, k)."""
_HALVINGS = 24
_NEIGHBOURHOOD = 1.5
"""Steps of the lattice: an optimum that moves farther at one value has jumped."""


class Found(NamedTuple):
    """The best mix of each of V settings.

    `shares` (V, k) and `score` (V,), -inf where no mix is feasible; `pure` (V, k), the score of each pure strategy,
    -inf where it breaks a limit; `low` and `high` (V, k), the least and greatest shares among the mixes that are
    as good; and for two components the intervals of those.
    """

    shares: Array
    score: Array
    pure: Array
    low: Array
    high: Array
    zones: tuple[Zone, ...]

    @property
    def feasible(self) -> Mask:
        """Whether any mix respects the limits, (V,)."""
        return np.isfinite(self.score)

    @property
    def blend(self) -> Mask:
        """Whether the best mix is no pure strategy, (V,)."""
        return _is_blend(self.shares) & self.feasible


def found_in(batch: Batch, ends: Array, tolerance: float) -> Found:
    """The best mixes of a batch, their shares between floors and caps `ends` (k, 2)."""
    points = lattice_within(ends)
    scores = batch.scores(points)
    shares, best = best_of_each(batch.scores, points, scores, ends)
    near = (scores >= best[:, None] - tolerance) & np.isfinite(scores)
    low = np.minimum(shares, np.where(near[..., None], points, np.inf).min(axis=1))
    high = np.maximum(shares, np.where(near[..., None], points, -np.inf).max(axis=1))
    alone = np.eye(len(ends))
    pure = np.where(within(alone, ends), batch.scores(alone), -np.inf)
    zones = tuple(intervals(points[:, 0], row) for row in near) if len(ends) == 2 else ()
    return Found(shares, best, pure, low, high, zones)


def refuse_if_none(found: Found, gates: tuple[Gate, ...]) -> None:
    """Refuses limits that no mix respects at any value.

    Raises
    ------
    ArgumentError
        Naming the gates.
    """
    if not found.feasible.any():
        raise ArgumentError(
            f"No blend respects the gates ({', '.join(map(str, gates))}) and bounds at any of the values. Loosen one."
        )


def one_after_another(each: list[Found]) -> Found:
    """Several findings as one."""
    shares, score, pure, low, high = (np.concatenate(parts) for parts in zip(*(one[:5] for one in each), strict=True))
    return Found(shares, score, pure, low, high, tuple(zone for one in each for zone in one.zones))


def path_table(components: tuple[str, ...], values: list[Any], found: Found) -> pd.DataFrame:
    """One row a value; what no limit lets through is missing."""
    feasible, top = found.feasible, found.pure.max(axis=1)
    score = np.where(feasible, found.score, np.nan)
    alone = np.isfinite(top)
    columns: dict[str, Any] = {"value": values}
    columns |= dict(zip(components, np.where(feasible[:, None], found.shares, np.nan).T, strict=True))
    columns |= {
        "score": score,
        "best_pure": [components[k] if ok else None for k, ok in zip(found.pure.argmax(axis=1), alone, strict=True)],
        "lead": score - np.where(alone, top, np.nan),
        "blend": found.blend,
        "feasible": feasible,
    }
    for k, name in enumerate(components):
        columns[f"{name}_low"] = np.where(feasible, found.low[:, k], np.nan)
        columns[f"{name}_high"] = np.where(feasible, found.high[:, k], np.nan)
    return pd.DataFrame(columns)


def jump_columns(components: tuple[str, ...]) -> list[str]:
    """Columns of a table of jumps."""
    return ["value", "moved", *(f"{name}_{when}" for name in components for when in ("before", "after"))]


def jumps(components: tuple[str, ...], values: Array, found: Found, shares_at: SharesAt) -> pd.DataFrame:
    """Values at which the optimum leaps, however finely one looks."""
    least = _NEIGHBOURHOOD / STEPS[len(components)]
    far = (_distance(found.shares[:-1], found.shares[1:]) > least) & found.feasible[:-1] & found.feasible[1:]
    low, _, before, after = _narrowed(values, found, far, shares_at, _distance)
    leaps = _distance(before, after) > least
    rows = zip(low[leaps], before[leaps], after[leaps], strict=True)
    return pd.DataFrame(
        [(at, np.abs(b - a).max(), *np.column_stack([a, b]).ravel()) for at, a, b in rows],
        columns=jump_columns(components),
    )


def blend_intervals(values: Array, found: Found, shares_at: SharesAt) -> Zone:
    """Ranges of values in which the best mix is a blend; their ends lie where it starts and stops to be one."""
    blend = found.blend
    turns = (blend[:-1] != blend[1:]) & found.feasible[:-1] & found.feasible[1:]
    low, high, _, _ = _narrowed(values, found, turns, shares_at, _turned)
    edges = dict(zip(np.flatnonzero(turns), (low + high) / 2.0, strict=True))
    starts = np.flatnonzero(blend & ~np.concatenate([[False], blend[:-1]]))
    stops = np.flatnonzero(blend & ~np.concatenate([blend[1:], [False]]))
    return tuple(
        (float(edges.get(a - 1, values[a])), float(edges.get(b, values[b]))) for a, b in zip(starts, stops, strict=True)
    )


def _narrowed(
    values: Array, found: Found, chosen: Mask, shares_at: SharesAt, apart: Callable[[Array, Array], Array]
) -> tuple[Array, Array, Array, Array]:
    """Chosen pairs of neighbouring values closed in on where the optimum changes most: ends (P,), and optima (P, k)."""
    places = np.flatnonzero(chosen)
    low, high = values[places], values[places + 1]
    before, after = found.shares[places], found.shares[places + 1]
    for _ in range(_HALVINGS if places.size else 0):
        middle = (low + high) / 2.0
        between = shares_at(middle)
        left = apart(before, between) >= apart(between, after)
        low, high = np.where(left, low, middle), np.where(left, middle, high)
        before = np.where(left[:, None], before, between)
        after = np.where(left[:, None], between, after)
    return low, high, before, after


def _distance(a: Array, b: Array) -> Array:
    """The largest difference of a share (P,) between mixes (P, k)."""
    return np.asarray(np.abs(a - b).max(axis=-1))


def _turned(a: Array, b: Array) -> Array:
    """1 where one of two mixes (P, k) is a blend and the other pure, else 0: (P,)."""
    return np.asarray(_is_blend(a) != _is_blend(b), dtype=np.float64)


def _is_blend(shares: Array) -> Mask:
    return np.asarray(shares.max(axis=-1) <= 1.0 - 1e-9)
