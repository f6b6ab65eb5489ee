"""Parts of the weight simplex, against closed forms and against scipy's hulls."""

from math import comb, factorial

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.spatial import ConvexHull, Delaunay, HalfspaceIntersection

from mcda.kernels.polytope import simplex_part

Array = np.ndarray


def at_least(n: int, t: float) -> Array:
    """w_1 >= t, with t written as t Σ w."""
    return np.eye(n)[:1] - t


def at_most(n: int, t: float) -> Array:
    """w_j <= t for all j."""
    return t - np.eye(n)


def sorted_downwards(n: int) -> Array:
    """w_1 >= w_2 >= ... >= w_n."""
    return np.eye(n)[:-1] - np.eye(n)[1:]


@pytest.mark.parametrize("n", range(1, 10))
def test_the_whole_simplex(n: int) -> None:
    part = simplex_part(np.empty((0, n)))
    assert part.share == pytest.approx(1.0, abs=1e-14)
    assert part.centroid == pytest.approx(np.full(n, 1 / n), abs=1e-14)


@pytest.mark.parametrize("t", [0.0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("n", range(2, 10))
def test_one_weight_at_least(n: int, t: float) -> None:
    """A simplex again, 1 - t as large: share (1 - t)^(n-1), centroid t e_1 + (1 - t) / n."""
    part = simplex_part(at_least(n, t))
    assert part.share == pytest.approx((1 - t) ** (n - 1), rel=1e-12)
    assert part.centroid == pytest.approx(t * np.eye(n)[0] + (1 - t) / n, abs=1e-12)


@pytest.mark.parametrize("t", [0.15, 0.25, 1 / 3, 0.45, 0.5, 0.8])
@pytest.mark.parametrize("n", range(3, 9))
def test_every_weight_at_most(n: int, t: float) -> None:
    """P(max w <= t) = Σ_k (-1)^k C(n, k) (1 - k t)_+^(n-1) (Fisher 1929); at 1/t a whole number planes meet in
    corners.
    """
    expected = sum((-1) ** k * comb(n, k) * max(1 - k * t, 0.0) ** (n - 1) for k in range(n + 1))
    part = simplex_part(at_most(n, t))
    assert part.share == pytest.approx(max(expected, 0.0), abs=1e-12)
    if part.share > 1e-9:
        assert part.centroid == pytest.approx(np.full(n, 1 / n), abs=1e-9)


@pytest.mark.parametrize("n", range(2, 10))
def test_weights_in_order(n: int) -> None:
    """By symmetry 1 / n!; the centroid is the rank-order centroid, Σ_{k>=j} 1 / (n k) (Barron & Barrett 1996)."""
    part = simplex_part(sorted_downwards(n))
    assert part.share == pytest.approx(1 / factorial(n), rel=1e-12)
    assert part.centroid == pytest.approx([sum(1 / k for k in range(j, n + 1)) / n for j in range(1, n + 1)])


@pytest.mark.parametrize(
    ("inequalities", "share"),
    [
        ([[1, -1, 0]], 1 / 2),
        ([[1, -1, 0], [1, -1, 0], [3, -3, 0]], 1 / 2),  # the same plane three times
        ([[1, 1, 1]], 1),
        ([[1, 0, 0], [0, 0, 2]], 1),
        ([[-1, -1, -1]], 0),
        ([[-1, 0, 0]], 0),  # an edge of the simplex is left
        ([[1, -1, 0], [-1, 1, 0]], 0),  # a line is left
        ([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]], 0),  # the centre is left
        ([[1, -1, 0], [0, 1, -1], [1, 0, -1]], 1 / 6),  # the third follows from the others
        ([[1e-6, -1e-6, 0]], 1 / 2),
        ([[1e9, -1e9, 0]], 1 / 2),
    ],
)
def test_degenerate_parts(inequalities: list[list[float]], share: float) -> None:
    part = simplex_part(np.array(inequalities, dtype=float))
    assert part.share == pytest.approx(share, abs=1e-12)
    assert np.isnan(part.centroid).all() == (part.share == 0)


def by_hull(inequalities: Array) -> tuple[float, Array] | None:
    """Share and centroid in the first n - 1 weights, by scipy; None where there is no inside."""
    n = inequalities.shape[1]
    rows = np.vstack([np.eye(n), inequalities])
    slopes, constants = rows[:, :-1] - rows[:, -1:], rows[:, -1]  # w_n = 1 - the others
    norms = np.linalg.norm(slopes, axis=1)
    centre = linprog(
        -np.eye(n)[-1], A_ub=np.column_stack([-slopes, norms]), b_ub=constants, bounds=[(0, 1)] * (n - 1) + [(None, 1)]
    )
    if centre.x[-1] < 1e-6:
        return None
    corners = HalfspaceIntersection(np.column_stack([-slopes, -constants]), centre.x[:-1]).intersections
    pieces = Delaunay(corners)
    simplices = corners[pieces.simplices]
    volumes = np.abs(np.linalg.det(simplices[:, 1:] - simplices[:, :1]))
    inner = (simplices.mean(axis=1) * volumes[:, None]).sum(axis=0) / volumes.sum()
    return ConvexHull(corners).volume * factorial(n - 1), np.append(inner, 1 - inner.sum())


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("seed", range(12))
def test_against_hulls(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    inside = rng.dirichlet(np.ones(n))
    planes = rng.normal(size=(rng.integers(1, 9), n))
    planes *= np.sign(planes @ inside)[:, None]
    found = by_hull(planes)
    part = simplex_part(planes)
    if found is None:
        assert part.share < 1e-4
    else:
        assert part.share == pytest.approx(found[0], rel=1e-9)
        assert part.centroid == pytest.approx(found[1], abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_plane_splits_the_simplex_in_two(seed: int) -> None:
    rng = np.random.default_rng(seed)
    common, plane = rng.normal(size=(4, 8)) + 0.5, rng.normal(size=(1, 8))
    whole = simplex_part(common)
    halves = [simplex_part(np.vstack([common, side])) for side in (plane, -plane)]
    assert sum(half.share for half in halves) == pytest.approx(whole.share, abs=1e-14)
    moments = sum(half.share * half.centroid for half in halves)
    assert moments == pytest.approx(whole.share * whole.centroid, abs=1e-14)
