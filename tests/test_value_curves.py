"""Value curves as a person states and checks them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_office import office

from mcda.errors import CaseError
from mcda.value_curves import check_steps, score_worth, share_worth, with_curve
from mcda.values import Curve, Exponential, Linear, Piecewise

CURVES: tuple[Curve, ...] = (Linear(), Exponential(0.1), Exponential(0.8), Piecewise(((0.1, 0.7), (0.6, 0.8))))


@pytest.mark.parametrize("curve", CURVES)
@given(share=st.floats(0.0, 1.0))
def test_the_score_worth_a_value_is_the_inverse_of_the_curve(curve: Curve, share: float) -> None:
    value = float(curve.value(np.asarray(share)))
    assert share_worth(curve, value) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("curve", CURVES)
def test_the_ends_of_the_scale_are_the_ends_of_worth(curve: Curve) -> None:
    assert (share_worth(curve, 0.0), share_worth(curve, 1.0)) == (0.0, 1.0)


def test_a_quarter_of_an_exponential_curve_by_its_formula() -> None:
    # v(t) = (1 - e^(-c t)) / (1 - e^(-c)) = q  gives  t = -ln(1 - q (1 - e^(-c))) / c
    curve = Exponential(0.3)
    c = curve.curvature
    assert share_worth(curve, 0.25) == pytest.approx(-math.log(1 - 0.25 * (1 - math.exp(-c))) / c, abs=1e-12)


def test_check_steps_start_at_the_worst_end_in_the_unit_of_the_criterion() -> None:
    case = with_curve(office(), "cost", "exponential", [(3000, 50)])
    cost = case.catalogue["cost"]  # less is better, 2000 to 8000
    whole, worse, better = check_steps(cost, case.curves["cost"])
    assert (whole.start, whole.end) == (8000, 2000)
    assert whole.middle == worse.end == better.start == pytest.approx(3000)
    for steps in (whole, worse, better):
        start, middle, end = (
            float(case.curves["cost"].value(np.asarray((8000 - one) / 6000)))
            for one in (steps.start, steps.middle, steps.end)
        )
        assert middle - start == pytest.approx(end - middle, abs=1e-9)
    assert score_worth(cost, Linear(), 0.25) == 6500


def test_no_points_make_the_straight_line_and_leave_other_criteria_alone() -> None:
    case = with_curve(office(), "cost", "exponential", [(3000, 50)])
    case = with_curve(case, "light", "piecewise", [(20, 60), (50, 80)], "Dark rooms are worst.")
    assert {row.rationale for row in case.value_rows if row.criterion == "light"} == {"Dark rooms are worst."}
    straight = with_curve(case, "cost", "linear", ())
    assert isinstance(straight.curves["cost"], Linear)
    assert straight.curves["light"] == case.curves["light"]


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("exponential", [(7990, 50)]),
        ("piecewise", [(6000, 40), (4000, 30)]),
        ("piecewise", [(9000, 40)]),
        ("exponential", [(float("nan"), 50)]),
    ],
)
def test_points_that_make_no_rising_curve_are_refused(kind: str, points: list[tuple[float, float]]) -> None:
    with pytest.raises(CaseError):
        with_curve(office(), "cost", kind, points)
