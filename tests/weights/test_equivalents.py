"""Weights said in the units of the criteria."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import office

from mcda.case import Case
from mcda.value_curves import with_curve
from mcda.values import share_from_worst
from mcda.weights.equivalents import equivalent, round_step

WEIGHTS = {"cost": 0.4, "commute": 0.3, "space": 0.2, "light": 0.1}


def worth(case: Case, criterion: str, score: float) -> float:
    share = share_from_worst(score, case.catalogue[criterion])
    return WEIGHTS[criterion] * float(case.curves[criterion].value(np.asarray(share)))


@pytest.mark.parametrize(
    ("of", "to", "gain", "price"),
    [
        # 5 of 60 minutes at 0.3 are worth 6000 euro * (5/60 * 0.3 / 0.4) = 375; both have less as better.
        ("commute", "cost", (42.5, 37.5), (2000, 2375)),
        # 10 of 160 square metres at 0.2 are worth 60 minutes * (10/160 * 0.2 / 0.3) = 2.5.
        ("space", "commute", (155, 165), (10, 12.5)),
        ("cost", "light", (5250, 4750), (100, 100 - 100 * (500 / 6000 * 0.4 / 0.1))),
    ],
)
def test_by_arithmetic_on_straight_lines(
    of: str, to: str, gain: tuple[float, float], price: tuple[float, float]
) -> None:
    found = equivalent(office(), WEIGHTS, of, to)
    assert found.gain == pytest.approx(gain)
    assert found.price == pytest.approx(price)
    assert found.anywhere


def test_what_a_whole_scale_cannot_pay_has_no_price() -> None:
    assert equivalent(office(), WEIGHTS | {"light": 0.01}, "cost", "light").price is None
    assert equivalent(office(), WEIGHTS | {"light": 0.0}, "cost", "light").price is None
    nothing = equivalent(office(), WEIGHTS | {"cost": 0.0}, "cost", "light").price
    assert nothing == (100, 100)


@settings(max_examples=15)  # each builds a case
@given(mid=st.floats(2500, 7500))
def test_on_curves_the_step_and_its_price_are_worth_the_same(mid: float) -> None:
    case = with_curve(office(), "cost", "exponential", [(mid, 50)])
    case = with_curve(case, "space", "piecewise", [(100, 60), (160, 80)])
    for of, to in (("space", "cost"), ("cost", "commute"), ("light", "space")):
        found = equivalent(case, WEIGHTS, of, to)
        assert not found.anywhere
        assert found.price is not None
        gained = worth(case, of, found.gain[1]) - worth(case, of, found.gain[0])
        assert worth(case, to, found.price[0]) - worth(case, to, found.price[1]) == pytest.approx(gained, abs=1e-9)


@given(span=st.floats(1e-6, 1e9))
def test_steps_are_round_and_about_a_tenth(span: float) -> None:
    step = round_step(span)
    assert span / 25 * (1 - 1e-9) <= step <= span / 10 * (1 + 1e-8)
    assert f"{step:e}"[0] in "125"
