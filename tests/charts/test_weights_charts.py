"""Charts of weights and of value curves show what they say."""

from typing import Any

import pytest
from small_office import office

from mcda.charts.weights import value_curve_chart, weight_chart
from mcda.value_curves import with_curve
from mcda.weights import weight_set


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for data in spec["datasets"].values() for row in data]


def test_bars_are_the_weights_in_catalogue_order_and_the_words_have_the_greatest_first() -> None:
    case = office()
    chart = weight_chart(case, weight_set(case, "team")).to_dict()
    assert [(row["criterion"], row["weight"]) for row in rows(chart)] == [
        ("Cost", 0.35),
        ("Commute", 0.3),
        ("Space", 0.15),
        ("Light", 0.2),
    ]
    assert chart["description"].endswith("Cost 35.0 %; Commute 30.0 %; Light 20.0 %; Space 15.0 %.")


def test_a_curve_marks_the_scores_worth_a_quarter_a_half_and_three_quarters() -> None:
    case = with_curve(office(), "cost", "piecewise", [(7000, 25), (4000, 50), (3000, 75)])
    chart = value_curve_chart(case.catalogue["cost"], case.curves["cost"]).to_dict()
    marked = {row["value"]: row["score"] for row in rows(chart) if "text" in row}
    assert marked == pytest.approx({25: 7000, 50: 4000, 75: 3000})
    assert "50 at 4e+03" in chart["description"] or "50 at 4000" in chart["description"]
