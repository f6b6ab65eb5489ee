"""What is refused about a change is told by the names of things; a file keeps the rows that are its own."""

from collections.abc import Callable
from typing import Any

import pytest

from mcda.case import Case
from mcda.errors import ArgumentError, CaseError
from mcda.parts import Answer, Meaning, ValuePoint
from mcda.refusals import TITLES
from mcda.schemas import COLUMNS
from mcda.workspace import merge


def first(case: Case, part: str, **fields: Any) -> dict[str, Any]:
    """The case's part with its first row changed."""
    one, *rest = getattr(case, part)
    return {part: (one.model_copy(update=fields), *rest)}


def defaults(case: Case, **fields: Any) -> dict[str, Any]:
    changed = case.settings.defaults.model_copy(update=fields)
    return {"settings": case.settings.model_copy(update={"defaults": changed})}


FIT = Answer(kind="coordination", subject="neutral", other="same_list", answer="", note="", author="", date="")
WRONG: dict[str, tuple[Callable[[Case], dict[str, Any]], str]] = {
    "a score": (lambda case: first(case, "cells", high=900.0), "Status quo on Speed, high: '900' found"),
    "an option": (lambda case: first(case, "options", label=""), "Option “”, label: nothing found"),
    "a weight": (lambda case: first(case, "weight_rows", weight=-1.0), "Weight of Speed in “Neutral”, weight"),
    "a scenario": (lambda case: first(case, "scenarios", coordination=7.0), "Scenario “Neutral”, coordination: '7'"),
    "a shift": (lambda case: first(case, "shifts", criterion="nothing"), "on nothing in "),
    "a lever": (lambda case: first(case, "levers", low=99.0), "Effect of “"),
    "a source": (lambda case: first(case, "evidence", url="javascript:x"), "Source “"),
    "a past case": (lambda case: first(case, "history", title=""), "Past case “”, title"),
    "a curve": (
        lambda case: {"value_rows": (ValuePoint(criterion="speed", kind="x", score=1, value=1, rationale=""),)},
        "Value curve of Speed, kind: 'x' found",
    ),
    "an answer": (lambda case: {"answers": (FIT,)}, "Answer on Neutral and same_list, answer: nothing found"),
    "a meaning": (
        lambda case: {"meanings": (Meaning(option="act_first_50", component="minilateral", meaning="x"),)},
        "Share of Allied coalition in Act first, 50 % alone, component",
    ),
    "a setting": (lambda case: defaults(case, method="magic"), "Settings, defaults.method: 'magic' found"),
    "a missing cell": (lambda case: {"cells": case.cells[1:]}, "Scores, cell status_quo x speed: nothing found"),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_a_change_is_refused_by_the_name_of_what_it_spoils(case: Case, what: str) -> None:
    parts, told = WRONG[what]
    digest = case.digest
    with pytest.raises(CaseError) as refused:
        case.replace(**parts(case))
    words = str(refused.value)
    assert words.startswith("This cannot be entered (") and told in words
    assert ".csv" not in words and ".toml" not in words and ", row " not in words
    assert case.model_copy().digest == digest


def test_a_part_that_no_case_has_is_refused(case: Case) -> None:
    with pytest.raises(ArgumentError, match=r"A case has no scores\. Its parts: settings, catalogue, options, cells"):
        case.replace(scores=case.cells)


def test_a_table_from_outside_keeps_its_rows(case: Case) -> None:
    tables = case.tables()
    tables["scores"].loc[3, "high"] = "many"
    with pytest.raises(CaseError, match=r"This case cannot be used \(1 fault\):\n  - scores.csv, row 5, column high"):
        Case.from_tables(case.settings.model_dump(mode="json"), case.catalogue, tables)


def test_what_two_people_broke_together_is_told_by_name(make_case: Callable[..., Case]) -> None:
    base = make_case({"a": [(10, 40, 90), 60], "b": [70, 20]})
    found = merge(
        base, base.replace(**first(base, "cells", low=60.0, mode=70.0)), base.replace(**first(base, "cells", high=50.0))
    )
    assert [one.place.split(":")[:2] for one in found.conflicts] == [["Together", " a on c1, mode"]]


def test_every_table_has_a_title_for_people() -> None:
    assert set(TITLES) == set(COLUMNS)
