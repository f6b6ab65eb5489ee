"""The state of the evidence counts what is there; what tells nothing apart is named."""

from datetime import date

import numpy as np
import pytest

import mcda
from mcda.edits.scores import unknown_cell, with_cells
from mcda.evidence import evidence_state, no_spread, unknown_cells, wide_cells
from mcda.starter import starter_folder

TODAY = date(2027, 1, 1)


@pytest.fixture(scope="module")
def starter() -> mcda.Case:
    return mcda.read_case(starter_folder())


def every(case: mcda.Case, criterion: str, **update: object) -> mcda.Case:
    cells = [one.model_copy(update=update) for one in case.cells if one.criterion == criterion]
    return with_cells(case, cells)


def test_counts_sum_to_the_cells(case: mcda.Case) -> None:
    found = evidence_state(case, TODAY).table
    assert list(found.index) == list(case.catalogue.ids)
    assert found["cells"].sum() == len(case.cells)
    assert (found["judged"] + found["unknown"]).equals(found["cells"])
    assert found[["stated", "implied", "silent"]].sum(axis=1).equals(found["judged"])
    assert found["cited"].sum() == sum(bool(cell.evidence) for cell in case.cells)


@pytest.mark.parametrize(
    ("written", "column"),
    [("2025-12-31", "old"), ("2026-01-01", None), ("", "undated"), ("last spring", "undated"), ("2027-05-01", None)],
)
def test_dates(case: mcda.Case, written: str, column: str | None) -> None:
    found = evidence_state(every(case, "speed", date=written), TODAY).table.loc["speed"]
    assert {name: int(found[name]) for name in ("old", "undated")} == {
        name: int(found["cells"]) if name == column else 0 for name in ("old", "undated")
    }


def test_an_unknown_cell_counts_as_that_alone(case: mcda.Case) -> None:
    cell = case.cells[0]
    before = evidence_state(case, TODAY).total
    after = evidence_state(with_cells(case, [unknown_cell(case, cell)]), TODAY).total
    assert (after["unknown"], after["judged"]) == (1, before["judged"] - 1)
    assert after[cell.basis] == before[cell.basis] - 1
    assert after["wide"] == before["wide"]


def test_unknown_reaches_what_is_derived_from_it_and_nothing_else(case: mcda.Case) -> None:
    cell = next(one for one in case.cells if (one.option, one.criterion) == ("unilateral", "speed"))
    model = with_cells(case, [unknown_cell(case, cell)]).facts()
    found = unknown_cells(model)
    assert found.any(axis=0).tolist() == [criterion == "speed" for criterion in model.criteria]
    named = {option for option, row in zip(model.options, found, strict=True) if row.any()}
    assert named == model.incomplete
    assert {"unilateral", "act_first_50"} <= named
    assert "multilateral" not in named
    assert not unknown_cells(case.facts()).any()


@pytest.mark.parametrize(
    ("update", "everywhere"),
    [({"low": 50.0, "mode": 50.0, "high": 50.0}, True), ({"mode": 50.0, "low": 50.0}, False)],
)
def test_a_criterion_on_which_all_are_the_same(starter: mcda.Case, update: dict[str, float], everywhere: bool) -> None:
    assert no_spread(starter) == {}
    criterion = starter.catalogue.criteria[0]
    middle = (criterion.scale.low + criterion.scale.high) / 2
    update = dict.fromkeys(update, middle)
    cells = [one for one in starter.cells if one.criterion == criterion.id]
    highs = np.linspace(middle, criterion.scale.high, len(cells))
    alike = [one.model_copy(update={"high": float(high)} | update) for one, high in zip(cells, highs, strict=True)]
    changed = with_cells(starter, alike)
    assert no_spread(changed) == {criterion.id: everywhere}
    assert no_spread(with_cells(changed, [unknown_cell(changed, changed.cells[0])])) == {}
    assert no_spread(with_cells(changed, [unknown_cell(changed, one) for one in alike])) == {}


def test_one_option_alone_has_no_spread_to_speak_of(starter: mcda.Case) -> None:
    one = starter.option_ids[0]
    settings = starter.settings.model_copy(update={"baseline": one})
    alone = starter.replace(
        settings=settings,
        options=starter.options[:1],
        cells=tuple(cell for cell in starter.cells if cell.option == one),
    )
    assert no_spread(alone) == {}


def test_wide_ranges_are_widest_first_and_leave_out_what_is_unknown(case: mcda.Case) -> None:
    speeds = [one for one in case.cells if one.criterion == "speed"]
    widths = (50.0, 49.0, 90.0)
    cells = [
        one.model_copy(update={"low": 0.0, "mode": 0.0, "high": width})
        for one, width in zip(speeds, widths, strict=False)
    ]
    found = wide_cells(with_cells(case, [*cells, unknown_cell(case, speeds[3])]))
    found = found[found["criterion"] == "speed"]
    wide = {speeds[2].option: 0.9, speeds[0].option: 0.5}
    kept = {one.option: (one.high - one.low) / 100 for one in speeds[4:] if one.high - one.low >= 50}
    assert dict(zip(found["option"], found["width"], strict=True)) == pytest.approx(wide | kept)
    assert found["width"].is_monotonic_decreasing
