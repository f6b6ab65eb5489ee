"""Volume and centroid of the part of the weight simplex that satisfies homogeneous linear inequalities.

The polytope P = {w ≥ 0, Σ w = 1, A w ≥ 0} has dimension d = n - 1. Two steps:

1. *Corners.* The simplex is clipped by one half-space after another. A corner is the set of d inequalities that
   are tight there, as bits of an integer; two corners share an edge when their sets differ in one bit.
2. *Faces.* A face of dimension k is a set of d - k tight inequalities. It is the union of the pyramids from one
   of its corners, v, over its facets (Cohen & Hickey 1979, *Journal of the ACM* 26:401-414). The height of a
   pyramid over the facet where inequality i is tight is slack_i(v) · √(Gram(face) / Gram(facet)), with Gram the
   Gram determinant of the tight inequalities and of Σ w = 1. So S(face) = k! · volume / √Gram follows
   S(face) = Σ_i slack_i(v) S(facet_i), with S(corner) = 1 / |det of what is tight there|: sums of non-negative
   terms, each face once. The share of the simplex is S(P), as S is 1 for the simplex itself.

Degenerate polytopes, with more than d tight inequalities at a corner, are made simple by symbolic perturbation:
inequality i is read as a_i w ≥ -ε_i, each ε_i infinitely small and infinitely larger than those before it. So a
corner on the plane of the inequality that clips is inside. Slacks and determinants are taken at ε = 0: for one set
of corners the volume is a polynomial of ε, so its limit is exact.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Masks = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.intp]

ON_PLANE = 1e-10
"""A corner whose slack is at most this, for an inequality with largest coefficient 1, lies on its plane."""
_ONE = np.uint64(1)


class Corners(NamedTuple):
    """Corners of a simple polytope: `tight` (c,) bits, and `points` (c, n)."""

    tight: Masks
    points: Array


class Part(NamedTuple):
    """`share` of the simplex, from 0 to 1, and `centroid` (n,), NaN where the share is 0."""

    share: float
    centroid: Array


def simplex_part(inequalities: Array) -> Part:
    """The part of the simplex where `inequalities` (c, n) times w are at least 0; no row may be all 0.

    c + n is at most 64, the bits of an integer. Accurate to about 1e-15, less where planes are nearly but not quite
    parallel; NaN where rounding leaves no consistent set of corners.
    """
    n = inequalities.shape[1]
    rows = np.vstack([np.eye(n), inequalities / np.abs(inequalities).max(axis=1, keepdims=True)])
    try:
        corners = _clipped(rows)
        return _measured(rows, corners) if corners.tight.size else Part(0.0, np.full(n, np.nan))
    except np.linalg.LinAlgError:
        return Part(float("nan"), np.full(n, np.nan))


def _clipped(rows: Array) -> Corners:
    """Corners of the polytope of `rows` (n + c, n), of which the first n are the simplex."""
    n = rows.shape[1]
    every = np.uint64(2**n - 1)
    tight, points = every ^ (_ONE << np.arange(n, dtype=np.uint64)), np.eye(n)
    for i in range(n, len(rows)):
        inside = points @ rows[i] >= -ON_PLANE
        if inside.all():
            continue
        if not inside.any():
            return Corners(tight[inside], points[inside])
        fewer = inside if 2 * inside.sum() < inside.size else ~inside
        cut = _crossed_edges(tight[fewer])
        if not cut.size:
            raise np.linalg.LinAlgError("corners on both sides of a plane, and no edge crosses it")
        fresh = cut | (_ONE << np.uint64(i))
        tight = np.concatenate([tight[inside], fresh])
        points = np.concatenate([points[inside], _solved(rows, fresh)])
    return Corners(tight, points)


def _crossed_edges(tight: Masks) -> Masks:
    """Edges that lead out of a set of corners: every edge has two ends, so these are met once."""
    edges, ends = np.unique(_without_one(tight, _members(tight)), return_counts=True)
    return np.asarray(edges[ends == 1])


def _solved(rows: Array, tight: Masks) -> Array:
    """The points (c, n) where the named rows are 0 and Σ w = 1."""
    members = _members(tight)
    right = np.zeros((tight.size, rows.shape[1], 1))
    right[:, 0] = 1.0
    return np.asarray(np.linalg.solve(_systems(rows, members), right)[..., 0], dtype=np.float64)


def _systems(rows: Array, members: Indices) -> Array:
    """What is tight at each corner, Σ w = 1 first: (c, n, n)."""
    n = rows.shape[1]
    return np.concatenate([np.ones((len(members), 1, n)), rows[members]], axis=1)


def _members(tight: Masks) -> Indices:
    """Bits (c, k) of masks that all have k bits, ascending."""
    width = int(tight.max()).bit_length()
    bits = (tight[:, None] >> np.arange(width, dtype=np.uint64)) & _ONE
    return np.nonzero(bits.astype(np.bool_))[1].reshape(tight.size, -1)


def _without_one(tight: Masks, members: Indices) -> Masks:
    """Every mask with each of its bits taken out in turn, (c · k,)."""
    return np.asarray(tight[:, None] ^ (_ONE << members.astype(np.uint64))).ravel()


def _measured(rows: Array, corners: Corners) -> Part:
    """Share and centroid, from corners up to the polytope, one dimension at a time.

    `size` is S of each face and `moment` the same with the integral of w in place of the volume. A pyramid of
    dimension k has its centroid at (v + k · centroid of its base) / (k + 1).
    """
    n = rows.shape[1]
    faces, members = corners.tight, _members(corners.tight)
    slacks = np.maximum(corners.points @ rows.T, 0.0)
    np.put_along_axis(slacks, members, 0.0, axis=1)
    size = 1.0 / np.abs(np.linalg.det(_systems(rows, members)))
    moment = corners.points * size[:, None]
    apex = np.arange(faces.size)
    for k in range(1, n):
        facets = members.shape[1]
        faces, first, owner = np.unique(_without_one(faces, members), return_index=True, return_inverse=True)
        apex = apex[first // facets]
        slack = slacks[apex[owner], members.ravel()]
        used = np.flatnonzero(slack)
        base, above, height = used // facets, owner[used], slack[used]
        pyramids = height * size[base]
        integrals = (corners.points[apex[above]] * pyramids[:, None] + k * height[:, None] * moment[base]) / (k + 1)
        size = np.bincount(above, pyramids, faces.size)
        moment = np.stack([np.bincount(above, column, faces.size) for column in integrals.T], axis=1)
        members = _members(faces)
    share = float(size[0])
    return Part(share, moment[0] / share if share > 0 else np.full(n, np.nan))
