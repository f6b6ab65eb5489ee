"""Swing weights and points."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.weights import points, swing

MANY = settings(max_examples=200, deadline=None)
POINTS = st.dictionaries(
    st.text(min_size=1).filter(str.strip), st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=8
).filter(lambda found: max(found.values()) > 1e-3)


def test_swing_weights_are_points_over_their_total() -> None:
    found = swing({"a": 100, "b": 60, "c": 40, "d": 0})
    assert found.weights.to_dict() == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2, "d": 0.0})
    assert found.consistency is None
    assert "Asked once" in found.consistency_label


@pytest.mark.parametrize("ask", [swing, points])
def test_a_second_round_tells_how_stable_the_first_is(ask: object) -> None:
    # 1st: 0.5, 0.25, 0.25. 2nd: 0.4, 0.4, 0.2. The order of the answers does not matter.
    found = ask({"a": 100, "b": 50, "c": 50}, again={"c": 50, "b": 100, "a": 100})
    assert found.weights.to_dict() == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})
    assert found.consistency == pytest.approx(0.15)
    assert found.detail["rounds"]["second"] == pytest.approx({"a": 0.4, "b": 0.4, "c": 0.2})
    assert found.detail["worst"] == pytest.approx({"criterion": "b", "first": 0.25, "second": 0.4})


@MANY
@given(POINTS, st.floats(1e-3, 1e3))
def test_points_keep_ratios_and_do_not_depend_on_their_unit(given_points: dict[str, float], unit: float) -> None:
    total = sum(given_points.values())
    found = points({label: value * unit for label, value in given_points.items()}, again=given_points)
    assert found.weights.to_dict() == pytest.approx({label: value / total for label, value in given_points.items()})
    assert found.consistency == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ({"a": 90, "b": 50}, None, ["the greatest of the points is 90; the greatest swing gets 100"]),
        ({"a": 120, "b": 50}, {"a": 100, "b": 1}, ["the greatest of the points is 120"]),
        (
            {"a": 100, "b": 50},
            {"a": 10, "c": 20},
            [
                "the greatest of the points of the second round is 20",
                "'b' is missing in the second round",
                "'c' stands only in the second round",
            ],
        ),
        ({"a": -1}, {"b": "x"}, ["'a' has points -1", "'b' has points of the second round 'x'"]),
        ([100, 50], None, ["a mapping from criterion to points is needed"]),
    ],
)
def test_swing_names_every_fault(first: object, again: object, said: list[str]) -> None:
    with pytest.raises(ArgumentError, match="swing cannot use these answers") as error:
        swing(first, again)
    for words in said:
        assert words in str(error.value)


def test_points_need_no_greatest_of_100_but_the_same_criteria() -> None:
    assert points({"a": 3, "b": 1}).weights["a"] == 0.75
    with pytest.raises(ArgumentError, match="'b' is missing in the second round"):
        points({"a": 3, "b": 1}, {"a": 1})
