"""Value functions against published numbers and algebra."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import Anchors, Criterion, Direction, Scale
from mcda.errors import ArgumentError
from mcda.values import (
    Exponential,
    Linear,
    Piecewise,
    curvature_of,
    exponential_value,
    midvalue_question,
    piecewise_value,
    share_from_worst,
)

JOURNEY = [(50, 1.0), (75, 0.8), (90, 0.5), (100, 0.0)]
RISK = [(-0.15, 0.0), (0.0, 0.1), (0.25, 0.9), (0.35, 1.0)]


# R package smaa, tests/pvf.R (van Valkenhoef): its third, fourth and sixth function.
@pytest.mark.parametrize(
    "points, scores, values",
    [
        (RISK, [0.35, -0.15, 0, 0.25, 0.1], [1, 0, 0.1, 0.9, 0.42]),
        (JOURNEY, [50, 60, 75, 90, 100], [1, 0.92, 0.8, 0.5, 0]),
        (JOURNEY, [10, 40, 101, 120], [1, 1, 0, 0]),
        (JOURNEY[::-1], [50, 60, 75, 90, 100], [1, 0.92, 0.8, 0.5, 0]),
    ],
    ids=["rising", "falling", "clipped", "points in another order"],
)
def test_piecewise_value(points: list[tuple[float, float]], scores: list[float], values: list[float]) -> None:
    assert piecewise_value(scores, points) == pytest.approx(np.array(values), abs=1e-12)


@pytest.mark.parametrize(
    "scores, points, message",
    [
        ([1.0], [(0, 0)], "at least two"),
        ([1.0], [], "pairs of numbers"),
        ([1.0], [(0, 0), (0, 1)], "each score once"),
        ([1.0], [(0, 0), (math.nan, 1)], "finite"),
        ([1.0], [(0, 0, 1), (1, 1, 1)], "pairs"),
        ([1.0], [(0, 0), (1,)], "numbers"),
        ([math.nan], JOURNEY, "scores must be finite"),
        (["late"], JOURNEY, "scores must be numbers"),
    ],
)
def test_piecewise_value_refuses(scores: list[float], points: list[tuple[float, float]], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        piecewise_value(scores, points)


def test_exponential_value_as_published() -> None:
    """R package KraljicMatrix 0.2.1 (Boehmke), example of `SAVF_score`: scale 1 to 5, 0.653 a unit of it."""
    scores = np.array([2.964853, 1.963182, 1.223949, 1.562025, 4.381467, 2.286030, 3.071066, 4.470875, 3.920913])
    values = [0.7800556, 0.5038275, 0.1468234, 0.3315217, 0.9605856, 0.6131944, 0.8001003, 0.9673124, 0.9189685]
    assert exponential_value((scores - 1) / 4, 0.653 * 4) == pytest.approx(np.array(values), abs=5e-7)


@pytest.mark.parametrize("c", [0.0, 5e-324, -1e-300, 1e-17, -1e-16, 1e-13])
def test_a_tiny_curvature_is_the_straight_line(c: float) -> None:
    t = np.linspace(0, 1, 11)
    assert np.abs(exponential_value(t, c) - t).max() <= 1e-13


@pytest.mark.parametrize("c", [1e-9, -1e-6, 1e-4])
def test_a_small_curvature_bends_as_its_series_does(c: float) -> None:
    """v(t) = t + c t (1 - t) / 2 + c² t (1 - t) (1 - 2 t) / 12 + O(c³), by expanding both exponentials."""
    t = np.linspace(0, 1, 11)
    series = t + c * t * (1 - t) / 2 + c**2 * t * (1 - t) * (1 - 2 * t) / 12
    assert np.abs(exponential_value(t, c) - series).max() <= 1e-12


@pytest.mark.parametrize("c", [-1e4, -800.0, 800.0, 1e4])
def test_a_huge_curvature_is_a_step_and_no_overflow(c: float) -> None:
    step = [0.0, 1.0, 1.0] if c > 0 else [0.0, 0.0, 1.0]
    assert exponential_value([0.0, 0.5, 1.0], c) == pytest.approx(step, abs=1e-100)


def test_curvatures_broadcast_with_shares() -> None:
    t, c = np.linspace(0, 1, 5), np.array([[-3.0], [0.0], [2.0]])
    together = exponential_value(t, c)
    assert together.shape == (3, 5)
    for row, one in zip(together, c[:, 0], strict=True):
        assert np.array_equal(row, exponential_value(t, one))


@pytest.mark.parametrize("shares, c", [([1.1], 1.0), ([-0.1], 1.0), ([math.nan], 1.0), ([0.5], math.inf)])
def test_exponential_value_refuses(shares: list[float], c: float) -> None:
    with pytest.raises(ArgumentError):
        exponential_value(shares, c)


TRIBONACCI = (1 + (19 + 3 * math.sqrt(33)) ** (1 / 3) + (19 - 3 * math.sqrt(33)) ** (1 / 3)) / 3


@pytest.mark.parametrize(
    "midvalue, curvature",
    [
        # With z = exp(-c m), one half at m = 1 / k means z^k - 2 z + 1 = 0. Divided by z - 1 that is z² + z - 1 for
        # k = 3, whose root is one over the golden ratio, and z³ + z² + z - 1 for k = 4: over the tribonacci constant.
        (1 / 3, 3 * math.log((1 + math.sqrt(5)) / 2)),
        (2 / 3, -3 * math.log((1 + math.sqrt(5)) / 2)),
        (1 / 4, 4 * math.log(TRIBONACCI)),
        (3 / 4, -4 * math.log(TRIBONACCI)),
        (1 / 2, 0.0),
        # Far from the middle exp(-c) vanishes beside 1, and c = ln 2 / m.
        (0.02, math.log(2) / 0.02),
        (0.98, -math.log(2) / 0.02),
    ],
)
def test_curvature_of_a_midvalue(midvalue: float, curvature: float) -> None:
    assert curvature_of(midvalue) == pytest.approx(curvature, rel=1e-12)


@given(st.floats(0.02, 0.98))
def test_the_midvalue_is_worth_one_half(midvalue: float) -> None:
    assert float(exponential_value(midvalue, curvature_of(midvalue))) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("midvalue", [0.0, 0.0199, 0.9801, 1.0, -3.0, 50.0, math.nan, math.inf])
def test_a_midvalue_at_an_end_is_refused(midvalue: float) -> None:
    for asked in (curvature_of, Exponential):
        with pytest.raises(ArgumentError, match=r"from 0\.02 to 0\.98"):
            asked(midvalue)


CURVES = [
    Linear(),
    Piecewise(((0.25, 0.6), (0.5, 0.7))),
    Exponential(0.2),
    Exponential(0.9),
]


@pytest.mark.parametrize("curve", CURVES, ids=repr)
def test_a_curve_rises_from_0_to_1_and_travels(curve: Linear | Piecewise | Exponential) -> None:
    t = np.linspace(0, 1, 1001)
    values = curve.value(t)
    assert (values[0], values[-1]) == (0.0, 1.0)
    assert (np.diff(values) > 0).all()
    again = pickle.loads(pickle.dumps(curve))
    assert again == curve and hash(again) == hash(curve)
    assert np.array_equal(again.value(t), values)


@pytest.mark.parametrize("curve", CURVES, ids=repr)
def test_a_curve_takes_any_leading_dimensions(curve: Linear | Piecewise | Exponential) -> None:
    t = np.random.default_rng(3).random((2, 3, 4))
    one_by_one = [float(curve.value(np.asarray(share))) for share in t.ravel()]
    assert curve.value(t) == pytest.approx(np.reshape(one_by_one, t.shape), abs=1e-15)


def test_an_exponential_with_its_midvalue_in_the_middle_is_linear() -> None:
    t = np.linspace(0, 1, 1001)
    assert np.abs(Exponential(0.5).value(t) - t).max() <= 1e-12


def test_mirrored_midvalues_mirror_the_curve() -> None:
    t = np.linspace(0, 1, 101)
    assert Exponential(0.3).value(t) == pytest.approx(1 - Exponential(0.7).value(1 - t), abs=1e-14)


def test_the_ends_of_a_piecewise_curve_are_implied() -> None:
    assert Piecewise(((0.5, 0.8),)) == Piecewise(((1, 1), (0.5, 0.8), (-0.0, 0)))
    assert Piecewise(((0.5, 0.8),)).value(np.array([0.25, 0.75])) == pytest.approx([0.4, 0.9], abs=1e-15)


@pytest.mark.parametrize(
    "points",
    [
        ((0.5, 0.6), (0.7, 0.6)),
        ((0.5, 0.6), (0.7, 0.5)),
        ((0.5, 0.6), (0.5, 0.7)),
        ((0.5, 0.6), (0.5 + 1e-10, 0.7)),
        ((0.5, 0.0),),
        ((0.5, 1.0),),
        ((0.0, 0.1),),
        ((1.0, 0.9),),
        ((-0.1, 0.5),),
        ((0.5, 1.2),),
        ((0.5, math.nan),),
        (),
    ],
)
def test_a_piecewise_curve_that_does_not_rise_is_refused(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ArgumentError, match="points"):
        Piecewise(points)


def test_bisection_three_times_is_a_piecewise_curve() -> None:
    """Answers that an exponential would give, asked for a quarter, a half and three quarters, lie on it."""
    c = 2.0
    answers = [-math.log(1 - v * (1 - math.exp(-c))) / c for v in (0.25, 0.5, 0.75)]
    curve = Piecewise(tuple(zip(answers, (0.25, 0.5, 0.75), strict=True)))
    assert curve.value(np.array(answers)) == pytest.approx([0.25, 0.5, 0.75], abs=1e-15)
    assert exponential_value(answers, curvature_of(answers[1])) == pytest.approx([0.25, 0.5, 0.75], abs=1e-12)


def criterion(direction: str, low: float = 10, high: float = 70, unit: str = "minutes") -> Criterion:
    scale = Scale(low=low, high=high, unit=unit, anchors=Anchors(low="a", high="b"))
    return Criterion(id="commute", label="Commute", objective="aim", direction=Direction(direction), scale=scale)


@pytest.mark.parametrize(
    "direction, score, share",
    [
        ("less", 70, 0.0),
        ("less", 10, 1.0),
        ("less", 25, 0.75),
        ("more", 10, 0.0),
        ("more", 70, 1.0),
        ("more", 25, 0.25),
    ],
)
def test_share_from_worst(direction: str, score: float, share: float) -> None:
    assert share_from_worst(score, criterion(direction)) == share


@pytest.mark.parametrize(
    "one, between, question",
    [
        (
            criterion("less"),
            (),
            "Commute, from 10 to 70 minutes: at which number are you half-way pleased, so that going from 70 to it is "
            "worth as much to you as going from it to 10?",
        ),
        (
            criterion("more", 0, 2_000_000, "€"),
            (),
            "Commute, from 0 to 2000000 €: at which number are you half-way pleased, so that going from 0 to it is "
            "worth as much to you as going from it to 2000000?",
        ),
        (
            criterion("less", unit=""),
            (70, 32.5),
            "Commute, from 32.5 to 70: at which number are you half-way pleased, so that going from 70 to it is "
            "worth as much to you as going from it to 32.5?",
        ),
    ],
)
def test_midvalue_question(one: Criterion, between: tuple[float, ...], question: str) -> None:
    assert midvalue_question(one, *between) == question


@pytest.mark.parametrize("between", [(10, 70), (40, 40), (80, 10), (70, 5), (math.nan, 10)])
def test_midvalue_question_refuses_what_is_no_step_for_the_better(between: tuple[float, float]) -> None:
    with pytest.raises(ArgumentError, match=r"from 70 \(worst\) to 10 \(best\)"):
        midvalue_question(criterion("less"), *between)
