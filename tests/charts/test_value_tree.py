"""The chart of the value tree shows every criterion under its objective, and which ends are not yet in words."""

from typing import Any

import pandas as pd

import mcda
from mcda.charts.value_tree import value_tree_chart
from mcda.edits.tree import add_criterion, add_objective


def data_of(chart: Any, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    return pd.DataFrame(next(rows for rows in chart.to_dict()["datasets"].values() if rows and column in rows[0]))


def test_every_criterion_stands_on_a_row_of_its_own_beside_its_objective(case: mcda.Case) -> None:
    chart = value_tree_chart(case, "Thirteen under four.")
    leaves = data_of(chart, "worst")
    assert list(leaves["criterion"]) == [one.label for one in case.catalogue.criteria]
    assert leaves["row"].is_unique
    labels = {one.id: one.label for one in case.catalogue.objectives}
    assert list(leaves["objective"]) == [labels[one.objective] for one in case.catalogue.criteria]
    assert chart.to_dict()["description"] == "Thirteen under four."


def test_worst_and_best_follow_the_direction(case: mcda.Case) -> None:
    leaves = data_of(value_tree_chart(case), "worst").set_index("criterion")
    for one in case.catalogue.criteria:
        low, high = one.scale.anchors.low, one.scale.anchors.high
        expected = (low, high) if one.direction.value == "more" else (high, low)
        assert tuple(leaves.loc[one.label, ["worst", "best"]]) == expected


def test_an_end_without_words_is_marked_and_an_empty_objective_has_a_row(case: mcda.Case) -> None:
    more = add_objective(add_criterion(case, "deny_and_hold", "Reach"), "Keep options open")
    chart = value_tree_chart(more)
    leaves = data_of(chart, "worst").set_index("criterion")
    assert list(leaves.index[~leaves["worded"]]) == ["Reach"]
    assert leaves.loc["Reach", "worst"] == "not yet in words"
    objectives = next(
        pd.DataFrame(rows)
        for rows in chart.to_dict()["datasets"].values()
        if len(rows) == len(more.catalogue.objectives)
    )
    empty = objectives.set_index("objective").loc["Keep options open", "row"]
    assert empty == leaves["row"].max() + 1
