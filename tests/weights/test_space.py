"""Spaces of weights: exact where a formula or brute-force rejection says what is right, and refusals in words."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import mcda
from mcda.case import Case
from mcda.weights import WeightSpace, space_of, weight_set
from mcda.weights.bounds import Bound

ABCD = ("a", "b", "c", "d")
DRAWS = 10_000
ENOUGH = 0.01


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def order(*groups: list[str]) -> WeightSpace:
    return WeightSpace.order(ABCD, groups)


def box(low: Any = 0.0, high: Any = 1.0) -> WeightSpace:
    return WeightSpace.box(ABCD, low, high)


def ratio(a: str, b: str, low: float = 0.0, high: float = np.inf) -> WeightSpace:
    return WeightSpace.ratio(ABCD, a, b, low, high)


def around(concentration: float) -> WeightSpace:
    return WeightSpace.dirichlet({"a": 4, "b": 3, "c": 2, "d": 1}, concentration)


def assert_same(w: np.ndarray, wanted: np.ndarray) -> None:
    """Two samples of one distribution: weights, and random mixtures of them, by Kolmogorov-Smirnov."""
    mixed = np.hstack([np.eye(w.shape[1]), rng(99).standard_normal((w.shape[1], 4))])
    for one, other in zip((w @ mixed).T, (wanted @ mixed).T, strict=True):
        assert np.ptp(one) < 1e-9 or stats.ks_2samp(one, other).pvalue > ENOUGH


IN_FULL = [
    (WeightSpace.uniform(ABCD), "exponentials", lambda a, b, c, d: a >= 0),
    (order(["a"], ["b"], ["c"], ["d"]), "sorted exponentials", lambda a, b, c, d: (a >= b) & (b >= c) & (c >= d)),
    (order(["a", "b"], ["d"]), "sorted exponentials", lambda a, b, c, d: (a >= d) & (b >= d)),
    (box(0.1, 0.5), "rejection", lambda a, b, c, d: np.all([(w >= 0.1) & (w <= 0.5) for w in (a, b, c, d)], axis=0)),
    (box({"a": 0.2}, pd.Series({"b": 0.3})), "rejection", lambda a, b, c, d: (a >= 0.2) & (b <= 0.3)),
    (ratio("a", "b", 2, 3), "mixed corners", lambda a, b, c, d: (a >= 2 * b) & (a <= 3 * b)),
    (
        ratio("a", "b", 2, 3) & order(["a"], ["c"]) & box(high=0.55),
        "rejection",
        lambda a, b, c, d: (a >= 2 * b) & (a <= 3 * b) & (a >= c) & (np.max([a, b, c, d], axis=0) <= 0.55),
    ),
    (
        order(["a"], ["b"], ["c"], ["d"]) & box(0.05),
        "rejection",
        lambda a, b, c, d: (a >= b) & (b >= c) & (c >= d) & (d >= 0.05),
    ),
    (
        order(["a"], ["b"]) & order(["b"], ["c"]) & order(["c"], ["d"]),
        "mixed corners",
        lambda a, b, c, d: (a >= b) & (b >= c) & (c >= d),
    ),
]


@pytest.mark.parametrize("space, method, kept", IN_FULL, ids=lambda part: getattr(part, "label", None))
def test_draws_are_what_rejection_from_the_simplex_leaves(space: WeightSpace, method: str, kept: Any) -> None:
    plain = rng(1).dirichlet(np.ones(4), 300_000)
    wanted = plain[kept(*plain.T)][:50_000]
    w = space.sample(rng(2), DRAWS)
    assert w.shape == (DRAWS, 4)
    assert w.sum(axis=1) == pytest.approx(1)
    assert kept(*w.T).mean() > 0.999
    assert len(wanted) > 1000
    assert_same(w, wanted)
    assert space.mixing.method == method
    assert space.mixing.exact
    assert space.mixing.effective_size(DRAWS) == DRAWS
    error = wanted.std(axis=0).max() * np.sqrt(1 / len(wanted) + 1 / DRAWS)
    assert space.centre == pytest.approx(wanted.mean(axis=0), abs=4 * error)
    assert space.centre.sum() == pytest.approx(1)


@pytest.mark.parametrize("concentration", [2.0, 50.0])
def test_dirichlet_moments(concentration: float) -> None:
    """Mean w, variance w (1 - w) / (concentration + 1), margins Beta(concentration · w, concentration · (1 - w))."""
    w, space = np.array([0.4, 0.3, 0.2, 0.1]), around(concentration)
    sample = space.sample(rng(3), 50_000)
    variance = w * (1 - w) / (concentration + 1)
    assert sample.mean(axis=0) == pytest.approx(w, abs=4 * np.sqrt(variance.max() / 50_000))
    assert sample.var(axis=0) == pytest.approx(variance, rel=0.05)
    assert space.centre == pytest.approx(w)
    for column, weight in zip(sample.T, w, strict=True):
        expected = stats.beta(concentration * weight, concentration * (1 - weight))
        assert stats.kstest(column, expected.cdf).pvalue > ENOUGH


@pytest.mark.parametrize(
    "space, method, kept",
    [
        (around(10) & order(["b"], ["a"]), "rejection", lambda a, b, c, d: b >= a),
        (around(140) & order(["d"], ["b"]), "hit-and-run", lambda a, b, c, d: d >= b),
        (around(4) & ratio("c", "a", 8), "rejection", lambda a, b, c, d: c >= 8 * a),
    ],
    ids=["likely", "hardly possible", "near an edge"],
)
def test_a_dirichlet_within_bounds_is_what_rejection_leaves(space: WeightSpace, method: str, kept: Any) -> None:
    """The second by hit-and-run: only some ten in 100,000 draws keep its bound."""
    alphas = sum(space.alphas) * np.array([0.4, 0.3, 0.2, 0.1])
    generator = rng(4)
    plain = (generator.dirichlet(alphas, 2_000_000) for _ in range(8))
    wanted = np.concatenate([part[kept(*part.T)][:5000] for part in plain])
    assert len(wanted) > 800
    w = space.sample(rng(5), DRAWS)
    assert space.mixing.method == method
    assert kept(*w.T).mean() > 0.999
    assert_same(w, wanted)


def test_hit_and_run_says_how_well_it_mixes() -> None:
    """A fixed ratio beside upper limits: no simplex, and no guess hits it. (2a, c, d) is then uniform, cut by the
    limits.
    """
    space = ratio("a", "b", 1, 1) & box(high={"c": 0.5, "d": 0.4})
    plain = rng(6).dirichlet(np.ones(3), 200_000)
    plain = plain[(plain[:, 1] <= 0.5) & (plain[:, 2] <= 0.4)]
    w = space.sample(rng(7), DRAWS)
    assert (np.abs(w[:, 0] - w[:, 1]) < 1e-9).all()
    assert_same(w, plain[:, [0, 0, 1, 2]] * [0.5, 0.5, 1, 1])
    mixing = space.mixing
    assert mixing.method == "hit-and-run"
    assert not mixing.exact
    assert mixing.steps >= mixing.autocorrelation_time > 1
    assert 0.9 * DRAWS < mixing.effective_size(DRAWS) < DRAWS


def test_means_of_hit_and_run_draws_err_as_independent_ones_do() -> None:
    """Means of 200 samples of 100 draws: their variance is that of a draw over 100, to within what 200 can tell."""
    space = around(140) & order(["d"], ["b"])
    samples = space.sample(rng(8), 20_000).reshape(200, 100, 4)
    ratio_of_variances = samples.mean(axis=1).var(axis=0) / (samples.reshape(-1, 4).var(axis=0) / 100)
    assert ratio_of_variances == pytest.approx(1, abs=0.4)


LOWER = [
    (box({"a": 0.4}, {"a": 0.4}), [0, 1, 1, 1], [0.4, 0, 0, 0], 0.6),
    (ratio("a", "b", 2, 2), None, None, None),
    (box({"a": 0.2, "b": 0.3, "c": 0.1, "d": 0.4}), [0, 0, 0, 0], [0.2, 0.3, 0.1, 0.4], 0.0),
    (order(["a"], ["b"], ["c"], ["d"]) & box(high={"a": 0.25}), [0, 0, 0, 0], [0.25] * 4, 0.0),
    (box({"a": 0.4, "b": 0.1}, {"a": 0.4, "b": 0.1}), [0, 0, 1, 1], [0.4, 0.1, 0, 0], 0.5),
]


@pytest.mark.parametrize("space, free, least, rest", LOWER, ids=lambda part: getattr(part, "label", None))
def test_bounds_that_leave_fewer_dimensions(space: WeightSpace, free: Any, least: Any, rest: Any) -> None:
    """What is left is uniform: least + rest · Dirichlet(1, ...) on the free criteria."""
    w = space.sample(rng(9), DRAWS)
    assert w.sum(axis=1) == pytest.approx(1)
    if free is None:
        assert w[:, 0] == pytest.approx(2 * w[:, 1], abs=1e-12)
        assert_same(w, rng(10).dirichlet(np.ones(3), 50_000)[:, [0, 0, 1, 2]] * [2 / 3, 1 / 3, 1, 1])
        return
    count = sum(free)
    wanted = np.tile(np.array(least, dtype=float), (20_000, 1))
    if count:
        wanted[:, np.flatnonzero(free)] += rest * rng(10).dirichlet(np.ones(count), 20_000)
        assert_same(w, wanted)
    assert (w.min(axis=0) >= np.array(least) - 1e-9).all()
    assert space.centre == pytest.approx(wanted.mean(axis=0), abs=5e-3)
    fixed = np.flatnonzero(np.array(free) == 0)
    assert np.abs(w[:, fixed] - np.array(least)[fixed]).max(initial=0.0) < 1e-7


@pytest.mark.parametrize(
    "build, wanted",
    [
        (lambda: box({"a": 0.5, "b": 0.6, "c": 0.1}), r"a at least 0.5 and b at least 0.6 exceed 1\."),
        (lambda: box(high=0.2), "a at most 0.2, b at most 0.2, c at most 0.2 and d at most 0.2 fall short of 1"),
        (lambda: WeightSpace.box(["a"], high=0.5), "a at most 0.5 falls short of 1"),
        (
            lambda: order(["a"], ["b"]) & box({"b": 0.4, "d": 0.1}) & box(high={"a": 0.3}),
            "left: a at least as much as b, b at least 0.4 and a at most 0.3 cannot hold together",
        ),
        (
            lambda: ratio("a", "b", 2) & ratio("b", "c", 2) & ratio("c", "a", 1) & box({"a": 0.1}),
            "a at least 2 times b, b at least 2 times c, c at least 1 times a and a at least 0.1 cannot hold together",
        ),
    ],
)
def test_an_empty_space_names_bounds_that_clash_and_no_others(build: Callable[[], Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=f"No weights are {wanted if 'left' in wanted else 'left: ' + wanted}"):
        build()


@pytest.mark.parametrize(
    "build, wanted",
    [
        (lambda: WeightSpace.uniform([]), "no criteria"),
        (lambda: WeightSpace.uniform("abc"), "a list of labels is needed"),
        (lambda: WeightSpace.uniform(["a", "a"]), "'a' stands there more than once"),
        (lambda: box({"a": -0.1, "z": 0.5}, {"b": "x"}), "(?s)low of 'a' = -0.1.*'z' is no criterion.*high of 'b'"),
        (lambda: box({"a": np.nan}), "low of 'a' = nan"),
        (lambda: box({"a": 0.5}, {"a": 0.4}), "a: low 0.5 exceeds high 0.4"),
        (lambda: order(["a"], ["a", "z"], []), "(?s)a group is empty.*'z' is no criterion.*'a' stands there more"),
        (lambda: WeightSpace.order(ABCD, []), "no groups"),
        (lambda: WeightSpace.order(ABCD, ["a", "b"]), "a group = 'a'; a list of labels"),
        (lambda: WeightSpace.order(ABCD, 3), "groups = 3"),
        (lambda: ratio("a", "z", 1), "'z' is no criterion; criteria: a, b, c, d"),
        (lambda: ratio("a", "a", 1), "two criteria are needed"),
        (lambda: ratio("a", "b", 2, 1), "low 2 exceeds high 1"),
        (lambda: ratio("a", "b", -1), "low = -1"),
        (lambda: ratio("a", "b", 1, "much"), "high = 'much'"),
        (lambda: WeightSpace.dirichlet({"a": 0, "b": 1}, 5), "'a' has weight 0; above 0"),
        (lambda: WeightSpace.dirichlet({"a": 1, "b": 1}, 0), "concentration = 0"),
        (lambda: WeightSpace.dirichlet(["a"], 1), "a mapping from criterion"),
        (lambda: around(5) & around(6), "Two Dirichlet distributions have no intersection"),
        (lambda: around(5) & WeightSpace.uniform(["a", "b"]), "over a, b; the criteria are a, b, c, d"),
        (lambda: box().sample(rng(), 0), "draws = 0"),
        (lambda: box().sample(rng(), True), "draws = True"),
        (lambda: box(0.1).sample(rng(), 8, sobol=True), "Sobol draws are for the uniform space or one order"),
        (lambda: around(5).sample(rng(), 8, sobol=True), "Sobol"),
        (lambda: box().replicates(rng(), 8, 1), "count = 1"),
    ],
)
def test_what_cannot_be_said_of_weights_is_refused(build: Callable[[], Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        build()


def test_spaces_are_equal_by_content_and_travel() -> None:
    one, same = order(["a"], ["b"]) & box(0.1), order(["a"], ["b"]) & box(0.1)
    other = order(["a"], ["b"]) & box(0.11)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one & one == one
    drawn = one.sample(rng(1), 100)
    assert (pickle.loads(pickle.dumps(one)).sample(rng(1), 100) == drawn).all()
    assert (same.sample(rng(1), 100) == drawn).all()


@pytest.mark.parametrize(
    "space, words",
    [
        (box(), "any weights, all as likely"),
        (order(["a"], ["b", "c"]), "all weights as likely, where: a, then b and c (in any order)"),
        (box({"a": 0.1}, {"a": 0.4, "b": 0.5}), "all weights as likely, where: a from 0.1 to 0.4, b at most 0.5"),
        (box(0.1), "all weights as likely, where: a, b, c and d each at least 0.1"),
        (ratio("a", "b", 2, 2), "all weights as likely, where: a exactly 2 times b"),
        (ratio("a", "b", 2, 3), "all weights as likely, where: a from 2 to 3 times b"),
        (
            around(20) & box({"d": 0.1}, {"d": 0.1}),
            "weights around a 0.4, b 0.3, c 0.2, d 0.1 (Dirichlet, concentration 20), where: d exactly 0.1",
        ),
    ],
)
def test_a_space_says_what_it_is(space: WeightSpace, words: str) -> None:
    assert space.describe() == words
    assert space.label == words


def test_the_order_of_criteria_does_not_matter() -> None:
    turned = WeightSpace.dirichlet({"d": 1, "c": 2, "b": 3, "a": 4}, 20)
    assert turned.over(ABCD) == around(20)
    assert (turned & order(["a"], ["d"])).criteria == ("d", "c", "b", "a")
    assert (turned & order(["a"], ["d"])).centre[[3, 0]] == pytest.approx([0.4, 0.1], abs=0.02)


def test_sobol_replicates_have_a_standard_error_that_is_small_and_right() -> None:
    """Mean of the largest of four ordered weights: (1 + 1/2 + 1/3 + 1/4) / 4."""
    space = order(["a"], ["b"], ["c"], ["d"])
    means = space.replicates(rng(3), 1024, 16)[:, :, 0].mean(axis=1)
    error = means.std(ddof=1) / 4
    assert abs(means.mean() - 25 / 48) < 4 * error
    independent = space.sample(rng(4), 100_000)[:, 0].std() / np.sqrt(16 * 1024)
    assert error < 0.5 * independent


def test_what_a_call_may_draw_weights_from(case: Case) -> None:
    ids = case.catalogue.ids
    assert space_of(case, "any") == WeightSpace.uniform(ids)
    assert space_of(case, "any").name == "any"
    assert space_of(case, None, "neutral").name == weight_set(case, None, "neutral").name
    assert space_of(case, "neutral").name == "neutral"
    chosen = weight_set(case, "neutral")
    assert space_of(case, chosen) is chosen
    assert space_of(case, chosen.series()).weights == pytest.approx(chosen.weights)
    turned = WeightSpace.uniform(ids[::-1]) & WeightSpace.box(ids, {ids[0]: 0.5})
    assert space_of(case, turned).criteria == ids
    assert space_of(case, turned).sample(rng(), 50)[:, 0].min() >= 0.5
    assert WeightSpace.dirichlet(chosen, 100).centre == pytest.approx(chosen.weights)
    with pytest.raises(mcda.ArgumentError, match="the criteria are"):
        space_of(case, WeightSpace.uniform(["a"]))
    with pytest.raises(mcda.ArgumentError):
        space_of(case, "nothing of the kind")


def test_bounds_speak_for_themselves() -> None:
    (bound,) = [bound for statement in ratio("a", "b", 2).statements for bound in statement.bounds()]
    assert bound == Bound((("b", 2.0), ("a", -1.0)), 0.0, "a at least 2 times b")


def test_a_space_in_which_chains_do_not_mix_is_refused() -> None:
    """At this concentration nearly all draws have one weight close to 1, which the bounds forbid."""
    ids = [f"c{i}" for i in range(8)]
    space = WeightSpace.dirichlet(dict.fromkeys(ids, 1), 0.1) & WeightSpace.box(ids, high=0.2)
    with pytest.raises(mcda.ArgumentError, match=r"cannot be drawn well.*raise the concentration"):
        space.sample(rng(), 10)
