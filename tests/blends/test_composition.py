"""How strategies mix on one criterion: values worked out by hand, and what must hold of any mix."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import mcda
from mcda.blends import compose

MANY = settings(max_examples=200, deadline=None)

# Half and half, x = (.3, .7), q = 2. a = 1 - .5^2 = .75 each; mean .5.
# e1 = .7 + .75 (.3 - .7) = .4; e2 = .3 + .75 (.7 - .3) = .6; so hi = .6 and lo = .4.
# union = 1 - (1 - .225)(1 - .525) = 1 - .775 * .475 = .631875.
HALVES = ((0.3, 0.7), (0.5, 0.5), 2.0)
# A quarter and the rest, x = (.8, .4), q = 2. a = (1 - .75^2, 1 - .25^2) = (.4375, .9375); mean .2 + .3 = .5.
# e1 = .4 + .4375 * .4 = .575; e2 = .8 - .9375 * .4 = .425; union = 1 - (1 - .35)(1 - .375) = .59375.
QUARTER = ((0.8, 0.4), (0.25, 0.75), 2.0)
# x = (.9, .1), halves, q = 2: e = (.7, .3); 1 - (1 - .675)(1 - .075) = .699375 is below hi, so union = .7.
APART = ((0.9, 0.1), (0.5, 0.5), 2.0)
# Three parts, x = (.8, .4, 0), q = 2. a = (.75, .4375, .4375); mean .4 + .1 = .5.
# r = (.1 / .5, .4 / .75, .5 / .75) = (.2, 8/15, 2/3); e1 = .2 + .75 * .6 = .65;
# e2 = 8/15 - .4375 * 2/15 = .475; e3 = 2/3 * .5625 = .375. union = 1 - (1 - .6)(1 - .175) = .67.
THREE = ((0.8, 0.4, 0.0), (0.5, 0.25, 0.25), 2.0)
# q = 1: a = s, and every part brings the mean: e1 = .4 + .25 * .4 = .5, e2 = .8 - .75 * .4 = .5;
# 1 - (1 - .2)(1 - .3) = .44 is below that.
LINEAR = ((0.8, 0.4), (0.25, 0.75), 1.0)
# q = 3, halves, x = (.2, .6): a = .875; e1 = .6 - .875 * .4 = .25; e2 = .2 + .875 * .4 = .55;
# union = 1 - (1 - .175)(1 - .525) = 1 - .825 * .475 = .608125.
STEEP = ((0.2, 0.6), (0.5, 0.5), 3.0)

BY_HAND = [
    (HALVES, "mean", "more", 0.9, "act_first", 0.5),
    (HALVES, "mean", "less", -0.9, "act_together", 0.5),
    (HALVES, "first", "more", 0.0, "act_first", 0.6),
    (HALVES, "first", "more", 0.0, "act_together", 0.4),
    (HALVES, "first", "less", 0.0, "act_first", 0.4),
    (HALVES, "first", "less", 0.0, "act_together", 0.6),
    (HALVES, "reach", "more", 1.0, "act_first", 0.631875),
    (HALVES, "reach", "more", 0.3, "act_first", 0.6 + 0.3 * 0.031875),
    (HALVES, "reach", "more", 0.0, "act_first", 0.6),
    (HALVES, "reach", "more", -0.5, "act_first", 0.5),  # .6 - .5 (.6 - .4)
    (HALVES, "reach", "more", -1.0, "act_first", 0.4),
    (HALVES, "trust", "more", 0.5, "act_first", 0.55),  # .5 + .5 (.6 - .5)
    (HALVES, "trust", "more", 0.0, "act_first", 0.5),
    (HALVES, "trust", "more", -1.0, "act_first", 0.4),  # .5 - (.5 - .4)
    (HALVES, "trust", "less", 0.5, "act_first", 0.45),  # best is lo: .5 + .5 (.4 - .5)
    (HALVES, "trust", "less", -1.0, "act_first", 0.6),  # worst is hi: .5 - (.5 - .6)
    (HALVES, "stack", "less", 1.0, "act_first", 0.6),
    (HALVES, "stack", "less", 0.0, "act_first", 0.6159375),  # .6 + .5 * .031875
    (HALVES, "stack", "less", -1.0, "act_first", 0.631875),
    (QUARTER, "reach", "more", 0.4, "act_together", 0.5825),  # .575 + .4 * .01875
    (QUARTER, "trust", "less", -0.5, "act_together", 0.5375),  # .5 - .5 (.5 - .575)
    (QUARTER, "stack", "less", -0.5, "act_together", 0.5890625),  # .575 + .75 * .01875
    (QUARTER, "first", "more", 0.0, "act_together", 0.425),
    (APART, "reach", "more", 1.0, "act_first", 0.7),
    (APART, "stack", "less", -1.0, "act_first", 0.7),
    (THREE, "mean", "more", 0.0, "act_first", 0.5),
    (THREE, "first", "more", 0.0, "act_first", 0.65),
    (THREE, "first", "less", 0.0, "act_first", 0.375),
    (THREE, "reach", "more", 0.5, "act_first", 0.66),  # .65 + .5 * .02
    (THREE, "reach", "more", -0.2, "act_first", 0.595),  # .65 - .2 (.65 - .375)
    (THREE, "trust", "less", 0.4, "act_first", 0.45),  # .5 + .4 (.375 - .5)
    (THREE, "trust", "more", 0.4, "act_first", 0.56),  # .5 + .4 (.65 - .5)
    (THREE, "stack", "less", 0.5, "act_first", 0.655),  # .65 + .25 * .02
    (LINEAR, "reach", "more", 1.0, "act_first", 0.5),
    (LINEAR, "first", "more", 0.0, "act_first", 0.5),
    (LINEAR, "first", "more", 0.0, "act_together", 0.5),
    (LINEAR, "stack", "less", -1.0, "act_first", 0.5),
    (STEEP, "reach", "more", 0.2, "act_first", 0.561625),  # .55 + .2 * .058125
    (STEEP, "trust", "more", -0.4, "act_first", 0.34),  # .4 - .4 (.4 - .25)
]


@pytest.mark.parametrize(
    "mix, rule, direction, kappa, sequence, expected",
    BY_HAND,
    ids=[f"{m[0]}-q{m[2]:g}-{r}-{d}-{k}-{s}" for m, r, d, k, s, _ in BY_HAND],
)
def test_values_worked_out_by_hand(
    mix: Any, rule: str, direction: str, kappa: float, sequence: str, expected: float
) -> None:
    scores, shares, q = mix
    found = compose(scores, shares, rule=rule, direction=direction, coordination=kappa, returns=q, sequence=sequence)
    assert found == pytest.approx(expected, abs=1e-12)


RULES = [
    ("mean", "more"),
    ("mean", "less"),
    ("first", "more"),
    ("first", "less"),
    ("reach", "more"),
    ("trust", "more"),
    ("trust", "less"),
    ("stack", "less"),
]
unit = st.floats(0, 1)
fits = st.floats(-1, 1)
steepness = st.floats(1, 4)
sequences = st.sampled_from(["act_first", "act_together"])
every_rule = st.sampled_from(RULES)


@st.composite
def mixes(draw: st.DrawFn, least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Component scores and shares of two to four components; shares of 0 and 1 are common."""
    k = draw(st.integers(least, 4))
    effort = draw(arrays(float, k, elements=st.one_of(st.just(0.0), st.floats(0.01, 1))))
    effort = effort if effort.sum() > 0 else np.eye(k)[draw(st.integers(0, k - 1))]
    return draw(arrays(float, k, elements=unit)), effort / effort.sum()


def composed(x: Any, s: Any, rule: tuple[str, str], kappa: Any, q: Any, sequence: str) -> Any:
    return compose(x, s, rule=rule[0], direction=rule[1], coordination=kappa, returns=q, sequence=sequence)


@MANY
@given(arrays(float, st.integers(2, 4), elements=unit), st.data(), every_rule, fits, steepness, sequences)
def test_a_share_of_one_is_the_pure_strategy(x: Any, data: Any, rule: Any, kappa: Any, q: Any, seq: Any) -> None:
    """To the last digit that a double can hold of 1 - (1 - x)."""
    k = data.draw(st.integers(0, len(x) - 1))
    assert composed(x, np.eye(len(x))[k], rule, kappa, q, seq) == pytest.approx(x[k], abs=2.3e-16, rel=0)


@MANY
@given(mixes(), every_rule, fits, steepness, sequences)
def test_a_blend_stays_on_the_scale(mix: Any, rule: Any, kappa: Any, q: Any, seq: Any) -> None:
    assert 0 <= composed(*mix, rule, kappa, q, seq) <= 1


@MANY
@given(mixes(), unit, st.data(), every_rule, fits, steepness, sequences)
def test_a_better_component_never_makes_a_blend_worse(
    mix: Any, gain: Any, data: Any, rule: Any, kappa: Any, q: Any, seq: Any
) -> None:
    x, s = mix
    k = data.draw(st.integers(0, len(x) - 1))
    raised = x.copy()
    raised[k] += gain * (1 - x[k])
    assert composed(raised, s, rule, kappa, q, seq) >= composed(x, s, rule, kappa, q, seq) - 1e-12


@MANY
@given(mixes(), fits, fits, every_rule, steepness, sequences)
def test_more_coordination_never_makes_a_blend_worse(
    mix: Any, one: Any, other: Any, rule: Any, q: Any, seq: Any
) -> None:
    """On benefits the score never falls, on harms it never rises."""
    loose, tight = sorted([one, other])
    change = composed(*mix, rule, tight, q, seq) - composed(*mix, rule, loose, q, seq)
    assert (change if rule[1] == "more" else -change) >= -1e-12


@MANY
@given(mixes(), st.floats(0, 1e-3), st.data(), every_rule, fits, steepness, sequences)
def test_a_small_change_of_share_is_a_small_change_of_score(
    mix: Any, step: Any, data: Any, rule: Any, kappa: Any, q: Any, seq: Any
) -> None:
    """Activation is no steeper than q. Moving a step of share between two parts therefore moves what any part
    brings by at most (2q + 2) steps and the union by 2q, and no rule weighs them by more than 2 together.
    """
    x, s = mix
    giver, taker = data.draw(st.permutations(range(len(x))))[:2]
    step = min(step, s[giver])
    moved = s.copy()
    moved[giver] -= step
    moved[taker] += step
    change = composed(x, moved / moved.sum(), rule, kappa, q, seq) - composed(x, s, rule, kappa, q, seq)
    assert abs(change) <= 4 * (q + 1) * step + 1e-9


@MANY
@given(mixes(), every_rule, fits, sequences)
def test_without_growing_returns_every_rule_is_the_mean(mix: Any, rule: Any, kappa: Any, seq: Any) -> None:
    x, s = mix
    assert composed(x, s, rule, kappa, 1.0, seq) == pytest.approx(float(s @ x), abs=1e-12)


@MANY
@given(mixes(least=3), every_rule, fits, steepness, sequences)
def test_a_part_without_a_share_changes_nothing(mix: Any, rule: Any, kappa: Any, q: Any, seq: Any) -> None:
    x, s = mix
    s = np.append(s[:-1], 0.0) + np.eye(len(s))[0] * s[-1]
    assert composed(x, s, rule, kappa, q, seq) == pytest.approx(
        composed(x[:-1], s[:-1], rule, kappa, q, seq), abs=1e-12
    )


@MANY
@given(mixes(), st.data(), every_rule, fits, steepness, sequences)
def test_the_order_of_parts_does_not_matter(mix: Any, data: Any, rule: Any, kappa: Any, q: Any, seq: Any) -> None:
    order = list(data.draw(st.permutations(range(len(mix[0])))))
    x, s = mix
    assert composed(x[order], s[order], rule, kappa, q, seq) == pytest.approx(
        composed(x, s, rule, kappa, q, seq), abs=1e-12
    )


@pytest.mark.parametrize("rule", RULES, ids="-".join)
def test_a_batch_equals_one_by_one(rule: tuple[str, str]) -> None:
    """Scores (5, 1, k), shares (3, k), coordination (5, 1) and returns (3,) broadcast to (5, 3)."""
    rng = np.random.default_rng(1)
    x, s = rng.random((5, 1, 3)), rng.dirichlet(np.ones(3), size=3)
    kappa, q = rng.uniform(-1, 1, (5, 1)), rng.uniform(1, 4, 3)
    batch = composed(x, s, rule, kappa, q, "act_first")
    single = [[composed(x[i, 0], s[j], rule, kappa[i, 0], q[j], "act_first") for j in range(3)] for i in range(5)]
    assert batch.shape == (5, 3)
    assert batch == pytest.approx(np.array(single), abs=1e-14)


@pytest.mark.parametrize("rule", RULES, ids="-".join)
def test_the_answer_has_a_place_for_each_coordination(rule: tuple[str, str]) -> None:
    """Also under rules that coordination does not touch: callers need not know which those are."""
    assert composed([0.3, 0.7], [0.5, 0.5], rule, np.array([-1.0, 0.0, 1.0]), 2.0, "act_first").shape == (3,)


FINE: dict[str, Any] = {
    "scores": [0.3, 0.7],
    "shares": [0.5, 0.5],
    "rule": "trust",
    "direction": "more",
    "coordination": 0.3,
    "returns": 2.0,
    "sequence": "act_first",
}


@pytest.mark.parametrize(
    "changed, wanted",
    [
        ({"rule": "reach", "direction": "less"}, "'reach' is refused"),
        ({"rule": "stack"}, "'stack' is refused"),
        ({"rule": "max"}, "No blend rule 'max'"),
        ({"direction": "up"}, "direction = 'up'"),
        ({"direction": 0}, "direction = 0"),
        ({"shares": [0.5, 0.6]}, "sum to 1"),
        ({"shares": [1.5, -0.5]}, "at least 0"),
        ({"shares": [1.0]}, "last axes must match"),
        ({"shares": [np.nan, 0.5]}, "shares must be finite"),
        ({"shares": [[0.5, 0.5]] * 4, "scores": [[0.3, 0.7]] * 3}, "shape"),
        ({"scores": [30, 70]}, "from 0 to 1"),
        ({"scores": [-0.1, 0.7]}, "from 0 to 1"),
        ({"scores": [np.nan, 0.7]}, "scores must be finite"),
        ({"scores": ["low", 0.7]}, "scores must be numbers"),
        ({"coordination": 1.1}, "coordination = 1.1"),
        ({"coordination": [0.0, -2.0]}, "from -1 to 1"),
        ({"coordination": np.nan}, "coordination must be finite"),
        ({"returns": 0.9}, "returns = 0.9"),
        ({"returns": np.inf}, "returns must be finite"),
        ({"sequence": "act_last"}, "sequence = 'act_last'"),
    ],
    ids=str,
)
def test_what_cannot_be_composed_is_refused(changed: dict[str, Any], wanted: str) -> None:
    asked = FINE | changed
    with pytest.raises(mcda.ArgumentError, match=wanted):
        compose(asked.pop("scores"), asked.pop("shares"), **asked)


def test_directions_may_be_numbers() -> None:
    assert compose(**FINE) == compose(**FINE | {"direction": 1})
    assert compose(**FINE | {"direction": "less"}) == compose(**FINE | {"direction": -1})
