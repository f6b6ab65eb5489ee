"""The bar of what scores rest on shows every number, and no colour without a word."""

from typing import Any

import pandas as pd
import pytest

from mcda.charts.evidence_state import STATES, evidence_state_chart

WORDS = {state: state.upper() for state in STATES}


def drawn(*rows: tuple[int, ...]) -> dict[str, Any]:
    counts = pd.DataFrame(list(rows), columns=list(STATES), index=[f"row {i}" for i in range(len(rows))])
    spec: dict[str, Any] = evidence_state_chart(counts, WORDS, "told").to_dict()
    return spec


def parts(spec: dict[str, Any]) -> list[dict[str, Any]]:
    (data,) = spec["datasets"].values()
    return [*data]


def test_parts_lie_end_to_end() -> None:
    found = sorted(parts(drawn((5, 3, 0, 2))), key=lambda part: part["start"])
    assert [(one["state"], one["start"], one["end"]) for one in found] == [
        ("stated", 0, 5),
        ("implied", 5, 8),
        ("unknown", 8, 10),
    ]


@pytest.mark.parametrize(
    ("rows", "named", "legend"),
    [
        ([(5, 3, 2, 0)], {"STATED 5", "IMPLIED 3", "SILENT 2"}, False),
        ([(50, 30, 19, 1)], {"STATED 50", "IMPLIED 30", "19", "1"}, True),
        ([(5, 3, 2, 0), (1, 0, 0, 0)], {"5", "3", "2", "1"}, True),
    ],
)
def test_a_part_without_its_name_on_it_has_a_legend(rows: list[tuple[int, ...]], named: set[str], legend: bool) -> None:
    spec = drawn(*rows)
    assert {part["text"] for part in parts(spec)} == named
    assert (spec["layer"][0]["encoding"]["color"]["legend"] is not None) is legend
    assert spec["description"] == "told"
