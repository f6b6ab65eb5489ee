"""What answers about weights and values come to: what is missing, and what contradicts."""

from typing import Any

import pandas as pd
import pytest
from small_office import office
from weights_driver import ANSWERS, each

import mcda
from views.build import weights_ahp, weights_bwm, weights_matching, weights_points, weights_srf, weights_swing
from views.build.weights_curves import points_table, with_points


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"a": 1.0, "b": 1.0, "c": 1.0}, [33.4, 33.3, 33.3]),
        ({"a": 300.0, "b": 0.0}, [100.0, 0.0]),
        ({"a": 2.0, "b": 1.0}, [66.7, 33.3]),
    ],
)
def test_a_hundred_in_tenths(given: dict[str, float], made: list[float]) -> None:
    assert list(weights_points.hundred(given).values()) == made


@pytest.mark.parametrize(
    ("way", "answers", "said"),
    [
        (
            weights_swing,
            each("rank", 1.0, 2.0, 3.0, 4.0) | each("points", None, 20.0, 60.0, 10.0),
            "you ranked Commute first, yet gave Space more points (60 against 20)",
        ),
        (
            weights_ahp,
            {"objective:/cost|commute": 2, "objective:/cost|space": -9, "objective:/cost|light": 8}
            | {"objective:/commute|space": 2, "objective:/commute|light": 4, "objective:/space|light": 2},
            "Look again at Space and Cost: you said that Space matters 9 times as much",
        ),
        (
            weights_bwm,
            {"best": "cost", "worst": "light"}
            | each("over", None, 2.0, 4.0, 8.0)
            | each("under", None, 4.0, 9.0, None),
            "Cost matters 4 times as much as it, and it 9 times as much as Light, which makes 36; but you said",
        ),
        (
            weights_matching,
            ANSWERS["matching"][0] | {"amount:light|commute": 60.0},
            "Look again at what Light is worth in",
        ),
    ],
)
def test_answers_that_contradict_each_other_name_the_pair_to_rethink(
    way: Any, answers: dict[str, Any], said: str
) -> None:
    outcome = way.outcome(office(), answers)
    assert outcome.found is not None
    assert said in "\n".join(outcome.advice)


@pytest.mark.parametrize(
    ("way", "answers", "said"),
    [
        (weights_swing, each("rank", 1.0, 2.0, 3.0, None), "A rank for Light."),
        (weights_points, each("points", 60.0, 25.0, 25.0, 0.0), "10.0 points less"),
        (weights_matching, {"reference": "cost", "amount:light|cost": 5.0}, "What Commute, Space would be worth."),
        (weights_matching, ANSWERS["matching"][0] | {"amount:light|cost": 0.0}, "An amount above 0 for Light"),
        (weights_ahp, {"objective:/cost|commute": 2}, "Comparisons left: 5, such as Cost with Space."),
        (weights_bwm, {"best": "cost", "worst": "cost"}, "must be two"),
        (weights_srf, each("rank", 2.0, 2.0, 2.0, 2.0), "At least two places"),
        (weights_srf, each("rank", 1.0, 2.0, 3.0, 4.0), "a number above 1"),
    ],
)
def test_what_is_unfinished_says_what_is_missing(
    way: Any,
    answers: dict[str, Any],
    said: str,
) -> None:
    outcome = way.outcome(office(), answers)
    assert outcome.found is None
    assert said in "\n".join(outcome.missing)


def test_points_of_a_curve_wait_for_their_second_number() -> None:
    typed = pd.DataFrame({"score": [5000.0, 4000.0], "value": [30.0, None]}, dtype=object)
    changed = with_points(office(), "cost", typed)
    assert points_table(changed, "cost").to_dict("list") == {"score": [5000.0], "value": [30.0]}
    with pytest.raises(mcda.CaseError, match="values rise at every step"):
        with_points(office(), "cost", pd.DataFrame({"score": [5000.0, 4000.0], "value": [30.0, 20.0]}))
