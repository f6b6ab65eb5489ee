"""Charts of what blends are made of, of coordination by scenario, and of leads without an assumption."""

from typing import Any

import pandas as pd
import pytest

from mcda.case import Case
from mcda.charts.strategies import coordination_chart, leads_chart, shares_chart
from mcda.coordination import suggested_coordination


def rows(chart: Any, column: str) -> pd.DataFrame:
    """The data of the first layer that has such a column."""
    tables = [pd.DataFrame(data) for data in chart.to_dict()["datasets"].values()]
    return next(table for table in tables if column in table)


def test_shares_lie_end_to_end_and_are_written_out(case: Case) -> None:
    chart = shares_chart(case)
    table = rows(chart, "part")
    for blend, part in table.groupby("blend"):
        assert part["start"].min() == 0, blend
        assert part["end"].max() == pytest.approx(1.0)
        assert sorted(part["end"])[:-1] == pytest.approx(sorted(part["start"])[1:])
    assert "Floor with national top-up: 15 % Unilateral, 85 % Multilateral" in chart.to_dict()["description"]


def test_coordination_shows_the_case_and_where_there_are_some_the_answers(case: Case) -> None:
    said = {"long_game": suggested_coordination({"same_list": "yes"})}
    table = rows(coordination_chart(case, said, "neutral"), "likely")
    assert len(table) == len(case.scenarios) + 1
    asked = table[table["source"] == "by the answers"].iloc[0]
    assert (asked["scenario"], asked["likely"], asked["low"]) == ("Long game", 0.25, -0.625)
    assert list(table[table["chosen"]]["scenario"]) == ["Neutral"]


def test_no_lead_is_said_in_words() -> None:
    chart = leads_chart({"as things are": 1.44, "without it": 0.0}, 1.0)
    assert list(rows(chart, "lead")["said"]) == ["1.4", "no lead"]
    assert chart.to_dict()["description"] == "Lead of the best blend: as things are 1.4; without it no lead."
