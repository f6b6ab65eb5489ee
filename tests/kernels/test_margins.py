"""Quantiles of three-point distributions against SciPy's own, and tables of them against exact ones."""

import numpy as np
import pytest
from scipy import special, stats

from mcda.kernels.margins import DISTRIBUTIONS, from_normal, normal_tables, quantile

PLACES = np.array([0.0, 0.001, 0.2, 0.5, 0.83, 1.0])
SHARES = np.linspace(0.0, 1.0, 101)


@pytest.mark.parametrize("c", PLACES)
def test_quantiles_are_those_of_scipy(c: float) -> None:
    wanted = {
        "pert": stats.beta(1 + 4 * c, 5 - 4 * c),
        "triangular": stats.triang(c),
        "uniform": stats.uniform(),
    }
    assert set(wanted) == set(DISTRIBUTIONS)
    for name, distribution in wanted.items():
        assert quantile(name, np.array(c), SHARES) == pytest.approx(distribution.ppf(SHARES), abs=1e-12), name


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_tables_err_by_less_than_a_ten_thousandth_of_the_range(name: str) -> None:
    """Against the quantile worked out for each error, far into the tails, and never falling as the error rises."""
    z = np.sort(np.concatenate([np.random.default_rng(1).standard_normal(4000), np.linspace(-8, 8, 3001)]))
    tables = normal_tables(name, PLACES)
    rows = np.arange(PLACES.size)
    drawn = from_normal(tables, rows, np.repeat(z[:, None], PLACES.size, axis=1))
    u = special.ndtr(z)[:, None]
    if name == "pert":
        exact = special.betaincinv(1 + 4 * PLACES, 5 - 4 * PLACES, u)
    elif name == "triangular":
        exact = stats.triang(PLACES).ppf(np.broadcast_to(u, drawn.shape))
    else:
        exact = np.broadcast_to(u, drawn.shape)
    assert np.abs(drawn - exact).max() < 1e-4
    assert (np.diff(drawn, axis=0) >= 0).all()
    assert drawn.min() >= 0
    assert drawn.max() <= 1


def test_errors_beyond_the_table_count_as_its_ends() -> None:
    tables = normal_tables("pert", PLACES)
    rows = np.arange(PLACES.size)
    for far, end in ((-50.0, tables[:, 0]), (50.0, tables[:, -1])):
        assert (from_normal(tables, rows, np.full(PLACES.size, far)) == end).all()
