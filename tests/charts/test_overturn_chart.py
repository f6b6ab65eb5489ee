"""The chart of what would have to be true shows the table's numbers, and says them to those who cannot see it."""

import json
from typing import Any

import pandas as pd
import pytest

import mcda
from mcda.charts.overturn import MOST, overturn_chart
from mcda.robustness import Overturn, overturn


def data_of(found: Overturn, case: mcda.Case, column: str, goal: str = "beat") -> pd.DataFrame:
    """The first data set of the chart that has a column of that name."""
    sets = overturn_chart(case, found, goal).to_dict()["datasets"].values()
    return pd.DataFrame(next(rows for rows in sets if rows and column in rows[0]))


@pytest.fixture(scope="module")
def found(case: mcda.Case) -> Overturn:
    return overturn(case, "multilateral", "unilateral", scenario="long_game")


def test_bars_are_the_nearest_changes_and_stop_where_the_axis_does(case: mcda.Case, found: Overturn) -> None:
    bars = data_of(found, case, "told")
    table = found.table[(found.table["goal"] == "beat") & found.table["needed"].notna()].head(MOST)
    assert len(bars) == len(table)
    assert bars["grade"].tolist() == table["grade"].tolist()
    near = (table["reach"] < 2.5).to_numpy()
    assert bars["shown"][near].tolist() == pytest.approx(table["reach"][near].tolist())
    assert set(bars["shown"][~near]) <= {2.5}
    assert set(bars["end"]) == {1.0}


def test_what_is_not_drawn_is_counted(case: mcda.Case, found: Overturn) -> None:
    table = found.table[found.table["goal"] == "beat"]
    never = int(table["needed"].isna().sum())
    said = overturn_chart(case, found).to_dict()["description"]
    assert f"{never} others: impossible, whatever the number" in said
    more = len(table) - never - MOST
    assert (f"{more} more go still farther" in said) == (more > 1)


def two(make_case: Any) -> mcda.Case:
    """Two criteria of equal weight on scales from 0 to 100: a has 80 and 60, b has 40 and 70."""
    return make_case({"a": [80, 60], "b": [40, 70]}, {"c1": "more", "c2": "more"}, [1.0, 1.0])


def test_numbers_are_those_of_algebra(make_case: Any) -> None:
    """a leads by 15 points: b needs 30 more on c1, or a 30 less on either; c1's weight w solves 40 w = 10 (1 - w)."""
    case = two(make_case)
    told = set(data_of(overturn(case, "a", "b"), case, "told")["numbers"])
    assert {"40 → 70 points", "80 → 50 points", "60 → 30 points", "50 → 20 %"} <= told


@pytest.mark.parametrize(("goal", "words"), [("beat", "to beat Multilateral."), ("first", "to come first.")])
def test_the_description_says_all_that_is_drawn(case: mcda.Case, found: Overturn, goal: str, words: str) -> None:
    chart = overturn_chart(case, found, goal).to_dict()
    assert words in chart["description"]
    for row in data_of(found, case, "told", goal).to_dict("records"):
        assert f"{row['name']}, {row['numbers']}: {row['grade']}" in chart["description"]


def test_charts_are_plain_json_even_where_nothing_can_be_drawn(make_case: Any) -> None:
    """b is behind on everything, so no weights make it first."""
    case = make_case({"a": [80, 60], "b": [40, 50]}, {"c1": "more", "c2": "more"}, [1.0, 1.0])
    found = overturn(case, "a", "b")
    for goal in ("beat", "first"):
        assert json.dumps(overturn_chart(case, found, goal).to_dict(), allow_nan=False)
    assert "3 others: impossible" in overturn_chart(case, found, "first").to_dict()["description"]
