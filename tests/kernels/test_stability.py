"""Where an order ends, on arrays: a derived example, lines worked out by hand, and bisection."""

import numpy as np
import pytest
from six_sites import FIRST_PLACE, PREFERENCES, SITES, WAYS, WHOLE_RANKING

from mcda.kernels.promethee import unicriterion_flows
from mcda.kernels.simplex import with_weight
from mcda.kernels.stability import breaches, last_held, line_limits, moved_weights, order_held


def site_gaps(upper: list[int], lower: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Gaps (6, p) of net flows where each weight in turn is 0, and where it is 1."""
    plus, minus = unicriterion_flows(np.array(SITES, float), np.array(WAYS), PREFERENCES)
    w = np.full(6, 1 / 6)
    ends = [np.array([(plus - minus) @ with_weight(w, j, np.array(t)) for j in range(6)]) for t in (0.0, 1.0)]
    return tuple(flows[:, upper] - flows[:, lower] for flows in ends)  # type: ignore[return-value]


@pytest.mark.parametrize("expected, whole", [(WHOLE_RANKING, True), (FIRST_PLACE, False)], ids=["ranking", "winner"])
def test_promethee_intervals_of_six_sites(expected: list[list[float]], whole: bool) -> None:
    plus, minus = unicriterion_flows(np.array(SITES, float), np.array(WAYS), PREFERENCES)
    order = list(np.argsort(-(plus - minus).mean(axis=1)))
    upper, lower = (order[:-1], order[1:]) if whole else (order[:1] * 5, order[1:])
    at_zero, at_one = site_gaps(upper, lower)
    found = line_limits(at_zero, at_one, np.full(6, 1 / 6), np.zeros(at_zero.shape, dtype=bool))
    assert np.stack([found.low, found.high], axis=1) == pytest.approx(np.array(expected), abs=1e-9)


@pytest.mark.parametrize(
    "at_zero, at_one, weight, tied, expected",
    [
        # leads -40 + 80 t and -55 + 135 t: the first ends it at 1/2 going down, nothing does going up
        ([-40, -55], [40, 80], 0.75, [False, False], (0.5, 1, 0, -1)),
        # leads 1 - 2 t and 1 - 4 t: the second ends it at 1/4
        ([1, 1], [-1, -3], 0.1, [False, False], (0, 0.25, -1, 1)),
        # both cross at 1/2: the steeper one leads beyond
        ([1, 2], [-1, -2], 0.1, [False, False], (0, 0.5, -1, 1)),
        # a tie that may part, upwards only; a tie that must not
        ([-1, 3], [1, 3], 0.5, [False, False], (0.5, 1, 0, -1)),
        ([-1, 3], [1, 3], 0.5, [True, False], (0.5, 0.5, 0, 0)),
        # twins on every weight
        ([0, 0], [0, 0], 0.5, [True, True], (0, 1, -1, -1)),
        # a crossing at the very end changes nothing inside
        ([1, 1], [0, 1], 0.5, [False, False], (0, 1, -1, -1)),
    ],
)
def test_lines_by_hand(
    at_zero: list[float], at_one: list[float], weight: float, tied: list[bool], expected: tuple[float, ...]
) -> None:
    found = line_limits(np.array(at_zero, float), np.array(at_one, float), np.array(weight), np.array(tied))
    assert [found.low, found.high, found.below, found.above] == pytest.approx(list(expected))


def test_signs_say_whether_an_order_turns_round_or_a_tie_parts() -> None:
    """The gap t - 1/2 is 0 at 1/2: below it is negative, above it positive."""
    found = line_limits(np.array([-0.5]), np.array([0.5]), np.array(0.5), np.array([True]))
    assert (found.sign_below, found.sign_above) == (-1, 1)


def test_a_batch_of_lines_is_as_good_as_one_by_one() -> None:
    rng = np.random.default_rng(1)
    slopes, weight = rng.normal(size=(3, 5, 4)), rng.random((3, 5))
    now = rng.random((3, 5, 4))
    at_zero = now - weight[..., None] * slopes
    tied = np.zeros(slopes.shape, dtype=bool)
    found = line_limits(at_zero, at_zero + slopes, weight, tied)
    for place in np.ndindex(3, 5):
        one = line_limits(at_zero[place], (at_zero + slopes)[place], weight[place], tied[place])
        assert [part[place] for part in found] == pytest.approx([float(part) for part in one])


def test_scale_does_not_matter() -> None:
    at_zero, at_one = np.array([-40.0, 3.0]), np.array([40.0, -9.0])
    one = line_limits(at_zero, at_one, np.array(0.5), np.zeros(2, dtype=bool))
    for factor in (1e-9, 1e9):
        found = line_limits(factor * at_zero, factor * at_one, np.array(0.5), np.zeros(2, dtype=bool))
        assert [float(part) for part in found] == pytest.approx([float(part) for part in one])


@pytest.mark.parametrize("w", [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]], ids=str)
def test_weights_yield_as_one_by_one(w: list[float]) -> None:
    criteria, targets = np.array([0, 1, 2, 0]), np.array([0.0, 1.0, 0.4, 0.7])
    found = moved_weights(np.array(w), criteria, targets)
    for row, j, target in zip(found, criteria, targets, strict=True):
        assert row == pytest.approx(with_weight(np.array(w), int(j), np.array(target)))
    assert found.sum(axis=1) == pytest.approx(1)


def test_one_criterion_keeps_all_the_weight() -> None:
    assert moved_weights(np.ones(1), np.array([0, 0]), np.array([0.0, 0.5])).tolist() == [[1.0], [1.0]]


def test_bisection_finds_roots_and_jumps() -> None:
    """t² < 1/2 ends at √½ going up, and t > 0.3 ends, without any root, going down."""

    def held(t: np.ndarray) -> np.ndarray:
        return np.array([t[0] ** 2 < 0.5, t[1] > 0.3])

    inside, outside = last_held(held, np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    assert inside == pytest.approx([np.sqrt(0.5), 0.3], abs=2e-12)
    assert outside == pytest.approx([np.sqrt(0.5), 0.3], abs=2e-12)
    assert held(inside).all()
    assert not held(outside).any()


def test_what_breaks_an_order() -> None:
    """A lead may fall to 0 but for rounding, a tie may wobble by what counts as one, and only some ties may grow."""
    tied, stays = np.array([False, True, True]), np.array([False, False, True])
    fine = [[0.1, 0.2, 0.0], [0.0, -5e-10, 5e-10], [-5e-13, 0.0, -5e-10]]
    broken = [[-1e-6, 0.0, 0.0], [0.1, -1e-6, 0.0], [0.1, 0.2, 1e-6], [0.1, np.nan, 0.0]]
    for gaps, expected in [(row, True) for row in fine] + [(row, False) for row in broken]:
        assert bool(order_held(breaches(np.array(gaps), np.array(1.0), tied, stays))) is expected, gaps
