"""Samplers on the simplex against distributions known in closed form, by Kolmogorov-Smirnov with fixed seeds."""

import numpy as np
import pytest
from scipy import stats

from mcda.kernels.sampling import (
    Body,
    hit_and_run,
    in_order,
    mean_in_order,
    sobol_weights,
    uniform_above,
    uniform_weights,
    warmed,
)

DRAWS = 20_000
ENOUGH = 0.01
"""A p-value below this, with the seeds below, would say that a sampler draws something else."""


def p_value(sample: np.ndarray, distribution: "stats.rv_frozen | np.ndarray") -> float:
    if isinstance(distribution, np.ndarray):
        return float(stats.ks_2samp(sample, distribution).pvalue)
    return float(stats.kstest(sample, distribution.cdf).pvalue)


@pytest.mark.parametrize("n", [2, 3, 8])
def test_uniform_weights_have_beta_margins_and_the_moments_of_the_simplex(n: int) -> None:
    """Each weight is Beta(1, n - 1): mean 1/n, variance (n - 1) / (n²(n + 1)); covariances -1 / (n²(n + 1))."""
    w = uniform_weights(np.random.default_rng(n), n, DRAWS)
    assert w.sum(axis=1) == pytest.approx(1)
    for column in w.T:
        assert p_value(column, stats.beta(1, n - 1)) > ENOUGH
    covariance = (np.eye(n) * n - 1) / (n**2 * (n + 1))
    assert w.mean(axis=0) == pytest.approx(1 / n, abs=4 * np.sqrt(covariance[0, 0] / DRAWS))
    assert np.cov(w.T) == pytest.approx(covariance, abs=0.04 * covariance[0, 0])


def test_normalised_uniforms_would_be_caught() -> None:
    """The fault that these samplers are there to avoid fails the test that they pass."""
    u = np.random.default_rng(1).random((DRAWS, 4))
    assert p_value(u[:, 0] / u.sum(axis=1), stats.beta(1, 3)) < 1e-6


@pytest.mark.parametrize(
    "n, wanted",
    [
        (2, [0.75, 0.25]),
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
    ],
)
def test_a_complete_order_has_rank_order_centroid_weights_as_its_mean(n: int, wanted: list[float]) -> None:
    """Barron & Barrett 1996, Management Science 42(11), table 1."""
    groups = [[j] for j in range(n)]
    assert mean_in_order(n, groups) == pytest.approx(wanted, abs=6e-5)
    w = in_order(uniform_weights(np.random.default_rng(n), n, DRAWS), groups)
    assert (np.diff(w, axis=1) <= 0).all()
    assert w.mean(axis=0) == pytest.approx(wanted, abs=4 * w.std(axis=0).max() / np.sqrt(DRAWS) + 6e-5)
    # The least of n uniform weights exceeds t with probability (1 - n t)^(n - 1).
    assert p_value(n * w[:, -1], stats.beta(1, n - 1)) > ENOUGH


@pytest.mark.parametrize(
    "groups, kept",
    [
        ([[2], [0, 3]], lambda w: (w[:, 2] >= w[:, 0]) & (w[:, 2] >= w[:, 3])),
        ([[0, 1], [2, 3]], lambda w: w[:, :2].min(axis=1) >= w[:, 2:4].max(axis=1)),
        ([[4], [1]], lambda w: w[:, 4] >= w[:, 1]),
    ],
)
def test_a_partial_order_is_what_rejection_leaves(groups, kept) -> None:
    """Two samples, weight by weight and in their products; criteria in no group are free."""
    plain = np.random.default_rng(5).dirichlet(np.ones(5), 400_000)
    wanted = plain[kept(plain)][:DRAWS]
    w = in_order(uniform_weights(np.random.default_rng(6), 5, DRAWS), groups)
    assert len(wanted) == DRAWS
    assert kept(w).all()
    for one, other in zip(w.T, wanted.T, strict=True):
        assert p_value(one, other) > ENOUGH
    mixed = np.random.default_rng(7).standard_normal((5, 6))
    for one, other in zip((w @ mixed).T, (wanted @ mixed).T, strict=True):
        assert p_value(one, other) > ENOUGH
    assert mean_in_order(5, groups) == pytest.approx(w.mean(axis=0), abs=4 * 0.2 / np.sqrt(DRAWS))


@pytest.mark.parametrize("draws", [1, 1000, 1024])
def test_sobol_draws_are_uniform_and_evener_than_independent_ones(draws: int) -> None:
    w = sobol_weights(np.random.default_rng(8), 4, draws)
    assert w.shape == (draws, 4)
    assert w.sum(axis=1) == pytest.approx(1)
    if draws > 1:
        independent = np.sqrt(3 / 80 / draws)
        assert w.mean(axis=0) == pytest.approx(0.25, abs=0.5 * independent)
        assert w.var(axis=0) == pytest.approx(3 / 80, rel=0.03)


def test_weights_above_a_least_one() -> None:
    """(w - low) / (1 - Σ low) is uniform on the simplex of what is free; what is not stays."""
    low, free = np.array([0.1, 0.3, 0.0, 0.2]), np.array([True, False, True, True])
    w = uniform_above(np.random.default_rng(9), low, free, DRAWS)
    assert w.sum(axis=1) == pytest.approx(1)
    assert (w[:, 1] == 0.3).all()
    for j in (0, 2, 3):
        assert p_value((w[:, j] - low[j]) / 0.4, stats.beta(1, 2)) > ENOUGH


@pytest.mark.parametrize("alphas", [(1, 1, 1, 1), (2, 5, 1, 3), (0.5, 1, 1.5, 4), (30, 20, 40, 10)])
def test_hit_and_run_on_the_whole_simplex_gives_dirichlet_margins(alphas: tuple[float, ...]) -> None:
    """Each weight is Beta(α, Σα - α), flat density and not."""
    n, powers = len(alphas), np.array(alphas) - 1.0
    body = Body(-np.eye(n), np.zeros(n), powers)
    basis = np.linalg.svd(np.ones((1, n)))[2][1:].T
    rng = np.random.default_rng(10)
    chains = warmed(rng, np.eye(n), np.full(n, 1 / n), basis, body)
    starts = chains.pool[rng.integers(len(chains.pool), size=4000)]
    w = hit_and_run(rng, starts, chains.shape, body, chains.steps)
    assert w.sum(axis=1) == pytest.approx(1)
    assert w.min() >= -1e-12
    for column, alpha in zip(w.T, alphas, strict=True):
        assert p_value(column, stats.beta(alpha, sum(alphas) - alpha)) > ENOUGH
