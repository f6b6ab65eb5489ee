"""Methods that order alike, as their rows declare: one opinion, however many names."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from method_problems import problems

from mcda import METHODS, score
from mcda.kernels.ranks import ranks


def order(x: Any, w: Any, d: Any, name: str, **options: Any) -> list[int]:
    found = score(x, w, d, name, **options)
    return list(ranks(found, higher_is_better=METHODS[name].higher_is_better))


def data_bounds(x: Any) -> np.ndarray:
    return np.stack([x.min(axis=0), x.max(axis=0)], axis=1)


@given(problems)
def test_mabac_mairca_spotis_on_data_bounds_and_wsm_min_max_order_alike(data: Any) -> None:
    x, w, d = data
    wanted = order(x, w, d, "wsm", normalization="minmax")
    assert order(x, w, d, "mabac") == wanted
    assert order(x, w, d, "mairca") == wanted
    assert order(x, w, d, "spotis", bounds=data_bounds(x)) == wanted
    assert order(x, w, d, "vikor", v=1) == wanted


@given(problems)
def test_marcos_orders_as_wsm_linear(data: Any) -> None:
    x, w, d = data
    assert order(x, w, d, "marcos") == order(x, w, d, "wsm", normalization="linear")


@given(problems)
def test_rim_with_an_ideal_at_the_end_of_data_bounds_is_topsis_min_max(data: Any) -> None:
    x, w, d = data
    bounds = data_bounds(x)
    assert score(x, w, d, "rim", bounds=bounds) == pytest.approx(
        score(x, w, d, "topsis", normalization="minmax"), abs=1e-12
    )
    best = np.where(d > 0, bounds[:, 1], bounds[:, 0])
    assert score(x, w, d, "rim", bounds=bounds, ideal=best) == pytest.approx(score(x, w, d, "rim", bounds=bounds))


@given(problems)
def test_methods_of_the_weighted_sum_family_agree_where_their_columns_do(data: Any) -> None:
    """On benefits whose columns share their sum, least, greatest and length, every normalisation is the same."""
    x, w, _ = data
    start = np.sort(x[:, 0])
    rng = np.random.default_rng(0)
    x = np.stack([rng.permutation(start) for _ in range(x.shape[1])], axis=1)
    assume(np.diff(start).min() > 1e-3)
    ones = np.ones(x.shape[1])
    wanted = order(x, w, ones, "wsm")
    fixed = {
        "additive": {"scales": (0.0, 10.0)},
        "spotis": {"bounds": (0.0, 10.0)},
        "balanced_spotis": {"bounds": (0.0, 10.0)},
        "rafsi": {"ideal": 10.0, "anti_ideal": 0.0},
    }
    family = [name for name, method in METHODS.items() if method.family == METHODS["additive"].family]
    assert len(family) > 10
    for name in family:
        if name != "lopm":  # more is better counts there as limit / x, so its sum bends
            assert order(x, w, ones, name, **fixed.get(name, {})) == wanted, name


@given(problems)
def test_wpm_orders_alike_whatever_the_ratio_scale(data: Any) -> None:
    x, w, d = data
    assert order(x, w, d, "wpm") == order(x, w, d, "wpm", normalization="linear")


def test_codas_is_the_same_near_and_far_from_its_threshold() -> None:
    """The sorted kernel against the published double sum, with distances tied and exactly on the threshold."""
    rng = np.random.default_rng(2)
    for trial in range(200):
        m = int(rng.integers(2, 9))
        x = rng.integers(1, 4, (m, 3)).astype(float)
        w = np.array([0.5, 0.25, 0.25])
        share = x / x.max(axis=0)
        away = share - share.min(axis=0)
        e, t = np.sqrt(((w * away) ** 2).sum(axis=1)), (w * away).sum(axis=1)
        threshold = [0.0, 0.02, 0.125, 5.0][trial % 4]
        gap = e[:, None] - e[None]
        wanted = (gap + (np.abs(gap) >= threshold) * (t[:, None] - t[None])).sum(axis=1)
        assert score(x, w, [1, 1, 1], "codas", threshold=threshold) == pytest.approx(wanted, abs=1e-12)
