"""Cells, shifts and sources change as asked and nothing else does; what is refused is told by name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import mcda
from mcda.edits.scores import (
    cell_history,
    cell_of,
    citations,
    new_source_id,
    shift_of,
    unknown_cell,
    with_cells,
    with_sources,
)
from mcda.parts import Shift, Source
from mcda.workspace import Workspace

PLACE = ("multilateral", "speed")
STUDY = Source(id="study", title="A study", author="", year=2025, url="", grade="A", finding="It is so.")


def moved(case: mcda.Case, mode: float, place: tuple[str, str] = PLACE) -> mcda.Case:
    cell = cell_of(case, *place)
    assert cell is not None
    return with_cells(case, [cell.model_copy(update={"low": 0.0, "mode": mode, "high": 100.0})])


def test_one_cell_changes_and_nothing_else(case: mcda.Case) -> None:
    changed = moved(case, 61.5)
    before, after = case.scores("neutral"), changed.scores("neutral")
    assert after.loc[PLACE] == 61.5
    assert cell_of(changed, *PLACE).rationale == cell_of(case, *PLACE).rationale  # type: ignore[union-attr]
    others = [one for one in case.cells if (one.option, one.criterion) != PLACE]
    assert [one for one in changed.cells if (one.option, one.criterion) != PLACE] == others
    assert before.drop(columns="speed").equals(after.drop(columns="speed"))
    assert [(one.option, one.criterion) for one in changed.cells] == [(one.option, one.criterion) for one in case.cells]


def test_an_unknown_cell_covers_its_scale_and_marks_the_option(case: mcda.Case) -> None:
    cell = cell_of(case, *PLACE)
    assert cell is not None
    changed = with_cells(case, [unknown_cell(case, cell)])
    assert (cell_of(changed, *PLACE).low, cell_of(changed, *PLACE).high) == (0, 100)  # type: ignore[union-attr]
    assert "multilateral" in changed.incomplete
    assert "multilateral" not in case.incomplete


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ({"low": 90.0}, "Multilateral on Speed, mode: '90, 25, 40' found"),
        ({"high": 140.0}, "Multilateral on Speed, high: '140' found"),
        ({"low": None}, "Multilateral on Speed, low: nothing found"),
        ({"mode": None}, "for a cell that is unknown, low 0 and high 100"),
        ({"rationale": " "}, "Multilateral on Speed, rationale: nothing found"),
        ({"basis": "guessed"}, "Multilateral on Speed, basis: 'guessed' found"),
        ({"evidence": ("nowhere",)}, "Multilateral on Speed, evidence: 'nowhere' found"),
        ({"low": float("nan"), "basis": "x"}, "2 faults"),
    ],
)
def test_what_is_refused_is_told_by_name(case: mcda.Case, update: dict[str, object], told: str) -> None:
    cell = cell_of(case, *PLACE)
    assert cell is not None
    with pytest.raises(mcda.CaseError) as problem:
        with_cells(case, [cell.model_copy(update=update)])
    assert told in str(problem.value)
    assert "scores.csv" not in str(problem.value)


@pytest.mark.parametrize(("shift", "rows"), [(7.0, 0), (0.0, -1)])
def test_a_shift_takes_the_place_of_the_one_before_and_0_takes_it_away(
    case: mcda.Case, shift: float, rows: int
) -> None:
    place = ("flash_crisis", *PLACE)
    assert shift_of(case, *place) == -10
    changed = with_cells(case, [], shifts=[Shift(scenario=place[0], option=PLACE[0], criterion=PLACE[1], shift=shift)])
    assert shift_of(changed, *place) == shift
    assert len(changed.shifts) == len(case.shifts) + rows
    gained = changed.scores("flash_crisis").loc[PLACE] - case.scores("flash_crisis").loc[PLACE]
    assert gained == pytest.approx(shift + 10)
    assert changed.scores("neutral").equals(case.scores("neutral"))


def test_a_new_source_comes_with_the_cell_that_cites_it(case: mcda.Case) -> None:
    cell = cell_of(case, *PLACE)
    assert cell is not None
    changed = with_cells(case, [cell.model_copy(update={"evidence": (*cell.evidence, "study")})], source=STUDY)
    assert citations(changed, "study") == ["Multilateral on Speed"]
    bad = STUDY.model_copy(update={"url": "javascript:alert(1)", "finding": ""})
    with pytest.raises(mcda.CaseError, match="“A study”, url") as problem:
        with_cells(case, [], source=bad)
    assert len(problem.value.faults) == 2


def test_a_cited_source_stays_until_it_is_taken_out_where_it_is_cited(case: mcda.Case) -> None:
    cited = next(one for one in case.evidence if len(citations(case, one.id)) > 1)
    with pytest.raises(mcda.ArgumentError) as problem:
        with_sources(case, [one for one in case.evidence if one != cited])
    assert all(place in str(problem.value) for place in [cited.title, *citations(case, cited.id)])
    grown = with_sources(case, [*case.evidence, STUDY])
    assert with_sources(grown, case.evidence) == case


@pytest.mark.parametrize(
    ("title", "year", "taken", "id_"),
    [
        ("Control lists", 2020, [], "control_lists_2020"),
        ("Control lists", None, ["control_lists", "control_lists_2"], "control_lists_3"),
        ("日本", None, [], "source"),
        ("<b>42</b>", 1999, [], "b_42_b_1999"),
        ("", None, ["source"], "source_2"),
    ],
)
def test_ids_of_new_sources(title: str, year: int | None, taken: list[str], id_: str) -> None:
    assert new_source_id(title, year, taken) == id_


def test_the_history_of_a_cell_is_its_own_and_knows_what_was_taken_back(case: mcda.Case) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    work = Workspace.start(case, "Opened", start)
    work = work.commit("To 50", moved(work.case, 50), start + timedelta(hours=1))
    work = work.commit("Elsewhere", moved(work.case, 33, ("unilateral", "speed")), start + timedelta(hours=2))
    work = work.commit("To 60", moved(work.case, 60), start + timedelta(hours=3)).undo()
    work = work.commit("Elsewhere again", moved(work.case, 44, ("unilateral", "speed")), start + timedelta(hours=4))
    work = work.commit("To 70", moved(work.case, 70), start + timedelta(hours=5))
    found = cell_history(work.log, *PLACE)
    assert [(one.label, one.cell and one.cell.mode, one.undone) for one in found] == [
        ("Opened", 25, False),
        ("To 50", 50, False),
        ("To 60", 60, True),
        ("To 70", 70, False),
    ]
    assert found[1].at == start + timedelta(hours=1)
    forgotten = [replace(change, case=None) if change.label == "To 50" else change for change in work.log]
    assert [one.label for one in cell_history(forgotten, *PLACE)] == ["Opened", "Elsewhere", "To 60", "To 70"]
