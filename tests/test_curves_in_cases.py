"""Curves of a case reach every answer: a small case, worked out by hand, in which a curve changes who wins."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda
from mcda.case import Case
from mcda.errors import CaseError
from mcda.parts import ValuePoint
from mcda.values import Exponential, Linear, Piecewise


def curved(case: Case, *rows: tuple[str, str, float, float]) -> Case:
    fields = ("criterion", "kind", "score", "value")
    return case.replace(
        value_rows=tuple(ValuePoint(**dict(zip(fields, row, strict=True)), rationale="") for row in rows)
    )


@pytest.fixture
def pair(make_case: Callable[..., Case]) -> Case:
    """Equal weights on a benefit and a harm. Linear: even (50 + 50) / 2 = 50, uneven (20 + 90) / 2 = 55."""
    scores = {"even": [50, 50], "uneven": [20, 10]}
    case = make_case(scores, directions={"gain": "more", "harm": "less"}, baseline="even")
    components = tuple(option.model_copy(update={"kind": "component"}) for option in case.options)
    return case.replace(options=components)


STEEP = ("gain", "piecewise", 50.0, 80.0)
"""A gain of 50 is worth 80, and one of 20 so 32: even (80 + 50) / 2 = 65, uneven (32 + 90) / 2 = 61."""


def test_a_curve_changes_who_wins(pair: Case) -> None:
    before, after = mcda.rank(pair), mcda.rank(curved(pair, STEEP))
    assert dict(zip(before.table["option"], before.table["score"], strict=True)) == pytest.approx(
        {"uneven": 55, "even": 50}
    )
    assert dict(zip(after.table["option"], after.table["score"], strict=True)) == pytest.approx(
        {"even": 65, "uneven": 61}
    )
    assert (before.winner, after.winner) == ("uneven", "even")
    assert after.contributions.loc["uneven"].tolist() == pytest.approx([16, 45])
    assert after.case_digest != before.case_digest


@pytest.mark.parametrize(
    "row, even, uneven",
    [
        # A harm of 75 is worth 60. From there to 0, worth 100, a harm of 50 is a third of the way, one of 10 13/15.
        (("harm", "piecewise", 75.0, 60.0), (50 + 60 + 40 / 3) / 2, (20 + 60 + 40 * 13 / 15) / 2),
        # A midvalue a third up from the worst end: exp(-c) is the golden ratio to the power of -3 (see test_values).
        (
            ("harm", "exponential", 100 - 100 / 3, 50.0),
            (50 + 100 * (1 - ((1 + math.sqrt(5)) / 2) ** -1.5) / (1 - ((1 + math.sqrt(5)) / 2) ** -3)) / 2,
            (20 + 100 * (1 - ((1 + math.sqrt(5)) / 2) ** -2.7) / (1 - ((1 + math.sqrt(5)) / 2) ** -3)) / 2,
        ),
    ],
    ids=["piecewise", "exponential"],
)
def test_a_harm_is_counted_from_its_own_worst_end(
    row: tuple[str, str, float, float], even: float, uneven: float, pair: Case
) -> None:
    table = mcda.rank(curved(pair, row)).table.set_index("option")["score"]
    assert table.to_dict() == pytest.approx({"even": even, "uneven": uneven})


@pytest.mark.parametrize(
    "rows",
    [
        [("gain", "exponential", 50.0, 50.0), ("harm", "exponential", 50.0, 50.0)],
        [("gain", "piecewise", 25.0, 25.0), ("harm", "piecewise", 25.0, 75.0)],
        [("gain", "piecewise", 0.0, 0.0), ("gain", "piecewise", 100.0, 100.0), ("harm", "piecewise", 0.0, 100.0)],
    ],
    ids=["midvalue in the middle", "points on the line", "ends alone"],
)
def test_a_straight_curve_changes_nothing(rows: list[tuple[str, str, float, float]], pair: Case) -> None:
    shares = np.random.default_rng(5).random((4, 6, 2))
    straight = curved(pair, *rows).facts()
    assert np.abs(straight.values(shares) - pair.facts().values(shares)).max() <= 1e-12


def test_curves_of_a_case(pair: Case) -> None:
    case = curved(pair, ("harm", "exponential", 70.0, 50.0))
    assert case.curves["gain"] == Linear()
    curve = case.curves["harm"]
    assert isinstance(curve, Exponential)
    assert curve.midvalue == pytest.approx(0.3)
    assert curved(pair, STEEP).curves["gain"] == Piecewise(((0.5, 0.8),))
    assert pair.curves == {"gain": Linear(), "harm": Linear()}


def test_values_of_a_batch_are_those_of_its_tables(case: Case) -> None:
    model = curved(case, ("speed", "exponential", 30.0, 50.0), ("collateral_damage", "piecewise", 40.0, 30.0)).facts()
    shares = np.random.default_rng(7).random((3, 4, 5, len(model.criteria)))
    kept = shares.copy()
    batch = model.values(shares)
    assert np.array_equal(shares, kept)
    for place in np.ndindex(3, 4):
        assert np.array_equal(batch[place], model.values(shares[place]))
    straight = [j for j, name in enumerate(model.criteria) if name not in ("speed", "collateral_damage")]
    assert np.array_equal(batch[..., straight], case.facts().values(shares)[..., straight])


def test_facts_do_not_depend_on_curves(case: Case) -> None:
    bent = curved(case, ("speed", "exponential", 30.0, 50.0), ("collateral_damage", "piecewise", 40.0, 30.0))
    for table in (Case.low, Case.scores, Case.high):
        pd.testing.assert_frame_equal(table(bent, "flash_crisis"), table(case, "flash_crisis"))


def test_a_blend_is_valued_after_it_is_composed(pair: Case) -> None:
    """By the rule `mean`, half of each scores 35 and 30. On one line, 35 is worth 56; a harm of 30 is worth 70."""
    half = mcda.blend(curved(pair, STEEP), {"even": 0.5, "uneven": 0.5})
    assert half.table["score"].tolist() == pytest.approx([35, 30])
    assert half.table["value"].tolist() == pytest.approx([0.56, 0.70])
    assert half.score == pytest.approx(63)
    # With a kink at 35 that is worth 70; the mean of what 20 and 50 are worth, (40 + 70 + 30 * 15 / 65) / 2, is 58.5.
    kinked = mcda.blend(curved(pair, ("gain", "piecewise", 35.0, 70.0)), {"even": 0.5, "uneven": 0.5})
    assert kinked.table.loc["gain", "value"] == pytest.approx(0.70)


def test_a_blend_can_be_best_because_of_a_curve(pair: Case) -> None:
    """With the kink at 35 the gain is worth 2 a unit below and 6/13 above, the harm 1 a unit throughout.

    From `uneven` towards `even` a share s adds 30 s to the gain and 40 s to the harm, worth 60 s - 40 s up to the
    kink at s = 1/2 and 180/13 s - 40 s beyond. So half and half is best, (70 + 70) / 2 = 70; linear, `uneven` alone is.
    """
    case = curved(pair, ("gain", "piecewise", 35.0, 70.0))
    curve = mcda.blend_curve(case)
    assert curve.components == ("even", "uneven")
    assert (curve.best_share, curve.best_score) == (pytest.approx(0.5), pytest.approx(70))
    ends = curve.table.set_index("share")["score"]
    assert ends.loc[0.0] == pytest.approx((40 + 90) / 2)
    assert ends.loc[1.0] == pytest.approx((70 + 30 * 15 / 65 + 50) / 2)
    assert curve.baseline_score == pytest.approx(ends.loc[1.0])
    assert mcda.best_blend(case).shares.to_dict() == pytest.approx({"even": 0.5, "uneven": 0.5})
    assert mcda.blend_curve(pair).best_share == 0.0


def test_the_verdict_and_the_stability_intervals_use_curves(pair: Case) -> None:
    before, after = (mcda.verdict(case, draws=10) for case in (pair, curved(pair, STEEP)))
    assert (before.leader, after.leader) == ("uneven", "even")
    assert (before.mean_lead, after.mean_lead) == (pytest.approx(5), pytest.approx(4))
    # even leads by 48 w - 40 (1 - w) on a weight w of the gain: down to 40 / 88.
    found = mcda.stability(curved(pair, STEEP))
    assert found.winner == "even"
    assert found.table.loc["gain", "low"] == pytest.approx(40 / 88)


def test_drawn_scores_are_valued_one_by_one(make_case: Callable[..., Case]) -> None:
    """A score that is uniform over the scale has value t², nearly: the mean of values, not the value of the mean."""
    steps = np.linspace(0, 1, 21)[1:-1]
    case = make_case({"unknown": [None], "known": [50]}, directions={"gain": "more"})
    bent = curved(case, *(("gain", "piecewise", float(100 * t), float(100 * t**2)) for t in steps))
    table = mcda.verdict(bent, draws=4000, seed=1).table
    # Straight lines between the points lie above t² by h² / 6 on average, h = 1/20; the standard error is 0.005.
    assert table.loc["unknown", "mean"] / 100 == pytest.approx(1 / 3 + 1 / 2400, abs=0.02)
    assert table.loc["known", "mean"] == pytest.approx(25)
    assert mcda.rank(bent).table.set_index("option").loc["unknown", "score"] == pytest.approx(25)


def test_additive_scores_of_plain_arrays_stay_linear(pair: Case) -> None:
    """`score` knows no case, so no curve either."""
    scales = np.array([[0, 100], [0, 100]])
    plain = mcda.score([[50, 50], [20, 10]], [1, 1], [1, -1], "additive", scales=scales)
    assert plain == pytest.approx(np.array([0.50, 0.55]))


_PLAIN: dict[str, Case] = {}


@settings(max_examples=40)  # each builds a case
@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100), st.sampled_from(["piecewise", "exponential"])),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["gain", "harm"]),
)
def test_what_the_checks_let_through_is_a_curve(make_case, rows, criterion) -> None:  # type: ignore[no-untyped-def]
    """Any table is either refused with a list of faults, or makes a value function that rises."""
    plain = _PLAIN.setdefault(
        "case", make_case({"a": [50, 50], "b": [20, 10]}, directions={"gain": "more", "harm": "less"})
    )
    points = tuple(ValuePoint(criterion=criterion, kind=k, score=x, value=v, rationale="") for x, v, k in rows)
    try:
        case = plain.replace(value_rows=points)
    except CaseError as refused:
        assert all(fault.file.startswith("Value curve") for fault in refused.faults)
        return
    values = case.curves[criterion].value(np.linspace(0, 1, 101))
    assert (values[0], values[-1]) == (0.0, 1.0)
    assert (np.diff(values) >= 0).all()


def test_a_model_keeps_its_curves_when_it_is_changed(pair: Case) -> None:
    model = curved(pair, STEEP).facts()
    changed = replace(model, mode=model.low)
    assert changed.values(np.array([0.5, 0.5])).tolist() == pytest.approx([0.8, 0.5])
