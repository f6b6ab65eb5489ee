"""The nonlinear best-worst model in closed form: a batch is as good as one by one."""

import numpy as np
import pytest

from mcda.kernels.best_worst import least_deviation, weight_intervals


def test_a_batch() -> None:
    rng = np.random.default_rng(3)
    best_over_worst = rng.integers(2, 10, size=(2, 6)).astype(float)
    over, under = rng.integers(1, 10, size=(2, 2, 6, 3)).astype(float)
    xi, ratio = least_deviation(best_over_worst, over, under)
    intervals = weight_intervals(xi, ratio, over, under)
    assert intervals.shape == (2, 6, 5, 2)
    for place in np.ndindex(2, 6):
        one = least_deviation(best_over_worst[place], over[place], under[place])
        assert [xi[place], ratio[place]] == pytest.approx(np.array(one))
        assert intervals[place] == pytest.approx(weight_intervals(*one, over[place], under[place]))


def test_one_other_criterion_by_algebra() -> None:
    """a_BW = 4 beside 3 · 3 = 9: ξ solves 4 + ξ = (3 - ξ)², so ξ = (7 - √29) / 2, and r = 4 + ξ."""
    expected = (7 - np.sqrt(29)) / 2
    xi, ratio = least_deviation(np.array(4.0), np.array([3.0]), np.array([3.0]))
    assert xi == pytest.approx(expected, abs=1e-14)
    assert ratio == pytest.approx(4 + expected, abs=1e-14)
    x = 3 - expected
    raw = np.array([4 + expected, 1, x])
    assert weight_intervals(xi, ratio, np.array([3.0]), np.array([3.0])) == pytest.approx(
        np.stack([raw / raw.sum()] * 2, axis=-1), abs=1e-13
    )
