"""Blends scored in batches, and counted, against the same rules applied to one blend after the other."""

from itertools import product

import numpy as np
import pytest

from mcda.kernels.blend_counts import blend_counts
from mcda.kernels.blend_scores import Blends, Form, blend_scores
from mcda.kernels.composition import activation, apply_rule, mixture

RULES = ("mean", "mean", "first", "first", "reach", "reach", "trust", "trust", "stack", "stack")
SIGNS = np.array([1, -1, 1, -1, 1, 1, 1, -1, -1, -1])
DRAWS = 14


def bent(value: np.ndarray) -> np.ndarray:
    """A value curve with a kink."""
    return np.where(value < 0.4, 2 * value, 0.8 + (value - 0.4) / 3)


def one_score(x, w, s, q, kappa, sigma, form: Form) -> float:  # type: ignore[no-untyped-def]
    """A blend's score in one draw, criterion after criterion."""
    lift = sigma * max(kappa, 0.0)
    for part, j in form.lifting:
        lift *= activation(s[part], q) * (x[part, j] if form.signs[j] > 0 else 1 - x[part, j])
    total = 0.0
    for j, (rule, sign, curve) in enumerate(zip(form.rules, form.signs, form.curves, strict=True)):
        blend = apply_rule(mixture(x[:, j], s, q), rule, int(sign), kappa, act_first=form.act_first)
        value = float(blend if sign > 0 else 1 - blend)
        if j in form.lifted:
            value += lift * (1 - value)
        total += w[j] * float(value if curve is None else curve(np.asarray(value)))
    return total


@pytest.mark.parametrize("act_first", [True, False])
@pytest.mark.parametrize("curved", [(), (0, 5, 7), range(len(RULES))], ids=["straight", "some bent", "all bent"])
@pytest.mark.parametrize("lifted", [(), (1, 6, 7)], ids=["no synergy", "synergy"])
@pytest.mark.parametrize("k", [2, 3, 4])
def test_a_batch_equals_one_by_one(k: int, lifted: tuple[int, ...], curved: range, act_first: bool) -> None:
    """Every rule and direction, κ on both sides of 0 and at it and at both ends, q of 1 and more, shares of 0 and 1."""
    rng = np.random.default_rng(k)
    shares = np.vstack([np.eye(k), rng.dirichlet(np.ones(k), 8), np.full(k, 1 / k), [1e-9, 1 - 1e-9, *[0] * (k - 2)]])
    x = rng.random((DRAWS, k, len(RULES))).round(1)
    w = rng.dirichlet(np.ones(len(RULES)), DRAWS)
    w[0] = np.eye(len(RULES))[4]
    kappa = np.concatenate([[-1.0, 0.0, 1.0], rng.uniform(-1, 1, DRAWS - 3)])
    q = np.concatenate([[1.0, 4.0], rng.uniform(1, 4, DRAWS - 2)])
    sigma = rng.random(DRAWS)
    form = Form(
        RULES,
        SIGNS,
        tuple(bent if j in curved else None for j in range(len(RULES))),
        act_first,
        lifted,
        ((0, 4), (1, 3)) if lifted else (),
    )
    found = blend_scores(x, w, q, kappa, sigma, Blends.of(shares), form)
    wanted = [[one_score(x[i], w[i], s, q[i], float(kappa[i]), sigma[i], form) for s in shares] for i in range(DRAWS)]
    assert found == pytest.approx(np.array(wanted), abs=1e-12)


def test_draws_do_not_depend_on_each_other() -> None:
    """However tiles fall: 700 draws at once are 700 draws in two unequal parts."""
    rng = np.random.default_rng(3)
    x, w = rng.random((700, 3, len(RULES))), rng.dirichlet(np.ones(len(RULES)), 700)
    q, kappa, sigma = rng.uniform(1, 4, 700), rng.uniform(-1, 1, 700), rng.random(700)
    blends = Blends.of(rng.dirichlet(np.ones(3), 150))
    form = Form(RULES, SIGNS, (None,) * len(RULES), True)
    whole = blend_scores(x, w, q, kappa, sigma, blends, form)
    parts = [
        blend_scores(x[rows], w[rows], q[rows], kappa[rows], sigma[rows], blends, form)
        for rows in (slice(0, 123), slice(123, 700))
    ]
    assert whole == pytest.approx(np.vstack(parts), abs=1e-13)


def test_counts_by_hand() -> None:
    scores = np.array([[3.0, 2.0, 1.0], [2.0, 2.0, 0.0], [0.0, 4.0, 3.5]])
    found = blend_counts(scores, 1.0)
    assert found.draws == 3
    assert found.best.tolist() == [1.5, 1.5, 0.0]  # two tie in the second draw
    assert found.near.tolist() == [2, 3, 1]
    assert found.score.tolist() == [5.0, 8.0, 4.5]
    assert found.loss.tolist() == [4.0, 1.0, 4.5]
    assert found.most.tolist() == [4.0, 1.0, 2.0]


@pytest.mark.parametrize("cut, draws", product([1, 300], [900]))
def test_counts_join(cut: int, draws: int) -> None:
    """More rows than a byte can count, whole or in parts."""
    scores = np.random.default_rng(0).random((draws, 5)).round(2)
    whole = blend_counts(scores, 0.3)
    joined = blend_counts(scores[:cut], 0.3).joined(blend_counts(scores[cut:], 0.3))
    for one, other in zip(whole, joined, strict=True):
        assert one == pytest.approx(other)
    assert whole.near == pytest.approx((scores >= scores.max(axis=1, keepdims=True) - 0.3 - 1e-9).sum(axis=0))
