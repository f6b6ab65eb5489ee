"""The weights that linear bounds leave: whether there are any, which bounds clash, and the room there is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.weights.bounds import Bound, bound_arrays

Array = npt.NDArray[np.float64]
TOLERANCE = 1e-9
NARROWEST = 1e-6
"""Bounds that leave less room than this count as an equality."""


@dataclass(frozen=True, eq=False)
class Polytope:
    """Weights w ≥ 0 that sum to 1 and keep the bounds.

    Attributes
    ----------
    normals, limits
        normals (k, n) · w ≤ limits (k,): the bounds, w ≥ 0 among them, that leave room.
    basis
        (n, d): orthonormal directions in which there is room; none where a single point is left.
    inside
        (n,): a point with room on all sides.
    vertices
        (2n, n): where each weight is least, then where each is greatest.
    """

    normals: Array
    limits: Array
    basis: Array
    inside: Array
    vertices: Array

    @property
    def dimension(self) -> int:
        """Number of directions in which there is room, at most n - 1."""
        return int(self.basis.shape[1])


def clash(bounds: tuple[Bound, ...], criteria: tuple[str, ...]) -> tuple[Bound, ...]:
    """Bounds that cannot all hold, none of which could be left out; empty where all bounds can hold.

    A deletion filter: Chinneck & Dravnieks 1991, ORSA Journal on Computing 3(2):157-168.
    """
    if _feasible(bounds, criteria):
        return ()
    needed = list(bounds)
    for bound in bounds:
        rest = [other for other in needed if other is not bound]
        if not _feasible(tuple(rest), criteria):
            needed = rest
    return tuple(needed)


def _feasible(bounds: tuple[Bound, ...], criteria: tuple[str, ...]) -> bool:
    normals, limits = bound_arrays(bounds, criteria)
    even = np.full(len(criteria), 1.0 / len(criteria))
    if (normals @ even <= limits + TOLERANCE).all():
        return True
    return _least(np.zeros(len(criteria)), normals, limits) is not None


def _least(objective: Array, normals: Array, limits: Array) -> Array | None:
    """Weights (n,) that make objective · w least within the bounds, or None where there are none."""
    from scipy.optimize import linprog  # noqa: PLC0415  weights without bounds need not wait for it

    n = objective.size
    found = linprog(objective, normals, limits + TOLERANCE, np.ones((1, n)), [1.0], (0.0, 1.0), method="highs")
    return np.asarray(found.x) if found.status == 0 else None


def polytope(bounds: tuple[Bound, ...], criteria: tuple[str, ...]) -> Polytope:
    """The polytope of bounds that do not clash."""
    n = len(criteria)
    stated, limits = bound_arrays(bounds, criteria)
    normals, limits = np.vstack([stated, -np.eye(n)]), np.concatenate([limits, np.zeros(n)])
    inside, roomy = _with_room(normals, limits)
    equal, right = np.vstack([normals[~roomy], np.ones((1, n))]), np.append(limits[~roomy], 1.0)
    inside = inside + np.linalg.pinv(equal, rcond=1e-10) @ (right - equal @ inside)
    _, sizes, rows = np.linalg.svd(equal)
    basis = rows[np.count_nonzero(sizes > 1e-10) :].T
    corners = np.vstack([np.eye(n), -np.eye(n)]) if basis.shape[1] else np.empty((0, n))
    found = [_least(objective, stated, limits[: len(stated)]) for objective in corners]
    vertices = np.array([inside if corner is None else corner for corner in found]).reshape(-1, n)
    return Polytope(normals[roomy], limits[roomy], basis, inside, vertices)


def simplex_corners(room: Polytope) -> Array | None:
    """Corners (d + 1, n) of a polytope that is a simplex, None of any other.

    A bounded polytope is a simplex where d + 1 bounds imply all others. Orders, ratios and least weights often are.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  weights without bounds need not wait for it

    rows, right = room.normals @ room.basis, room.limits - room.normals @ room.inside
    needed = list(range(len(rows)))
    for i in range(len(rows)):
        rest = [other for other in needed if other != i]
        furthest = linprog(-rows[i], rows[rest], right[rest], bounds=(None, None), method="highs")
        if furthest.status == 0 and rows[i] @ furthest.x <= right[i] + TOLERANCE:
            needed = rest
    if len(needed) != room.dimension + 1:
        return None
    facets = [[other for other in needed if other != i] for i in needed]
    return np.array([room.inside + room.basis @ np.linalg.solve(rows[facet], right[facet]) for facet in facets])


def _with_room(normals: Array, limits: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """A point (n,) that has room to every bound that can have room, and which bounds (k,) those are.

    maximise Σ t, 0 ≤ t ≤ 1, normals · v + t ≤ s · limits, Σ v = s ≤ 1 / NARROWEST: s blows the polytope up until each
    bound that has any room has room 1, so the answer is 1 or 0 for each (Freund, Roundy & Todd 1985, MIT Sloan
    working paper 1674-85).
    """
    from scipy.optimize import linprog  # noqa: PLC0415  weights without bounds need not wait for it

    k, n = normals.shape
    found = linprog(
        np.concatenate([np.zeros(n), -np.ones(k), [0.0]]),
        np.hstack([normals, np.eye(k), -(limits + TOLERANCE)[:, None]]),
        np.zeros(k),
        np.concatenate([np.ones(n), np.zeros(k), [-1.0]])[None],
        [0.0],
        [(0.0, None)] * n + [(0.0, 1.0)] * k + [(1.0, 1.0 / NARROWEST)],
        method="highs",
    )
    x = np.asarray(found.x)
    return x[:n] / x[-1], x[n : n + k] > 0.5
