"""Evidence: every cell can be seen, changed, questioned and taken back; nothing typed is lost, nothing hostile acts."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from app_driver import HOSTILE, go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda.edits.scores import cell_of, citations, shift_of, unknown_cell, with_cells
from mcda.starter import blank_case
from views import editing
from views.build import evidence_draft as draft
from views.build import evidence_entry, evidence_sources
from views.build.evidence_table import table_of
from views.build.evidence_words import digits, linked, on_scale

PLACE = ("multilateral", "speed")
JUDGED = ("low", "mode", "high", "unknown", "basis", "rationale", "evidence")
TABS = ["All scores", "One criterion", "Fast entry", "Gaps", "Sources", "Past cases"]


@pytest.fixture(scope="module")
def case() -> mcda.Case:
    return mcda.read_case()


def at_tab(tab: str, **link: str) -> AppTest:
    at = opened("evidence", **link)
    at.session_state["tab"] = tab
    return sound(at.run())


def drawn(at: AppTest, place: tuple[str, str] = PLACE) -> AppTest:
    """The page with the drawer of a cell open. A drawer closes with every full run, so it is opened for each."""
    at.session_state["open_cell"] = place
    return sound(at.run())


def field(name: str, place: tuple[str, str] = PLACE) -> str:
    return draft.field_key(place, name)


def typed(at: AppTest, **entries: Any) -> AppTest:
    """Type into the open drawer, one field after the other."""
    for name, value in entries.items():
        drawn(at).get_by_key(field(name)).set_value(value).run()
    return sound(at)


def saved(at: AppTest) -> AppTest:
    drawn(at).button(key="cell_save").click().run()
    return sound(at)


def now(at: AppTest) -> mcda.Case:
    held: mcda.Case = at.session_state["work"].case
    return held


def test_it_says_what_the_evidence_is_worth_and_has_its_tabs() -> None:
    at = opened("evidence")
    assert title(at) == "All 65 scores are judged: the source states 20, outside evidence bears on 47"
    assert [one.label for one in at.tabs] == TABS
    assert any("Still missing: scores without a source (18)." in plain(one.value) for one in at.caption)


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("All scores", "Click a cell"),
        ("One criterion", "How soon after the trigger"),
        ("Fast entry", "How soon after the trigger"),
        ("Gaps", "No option is worse than or equal to another on every criterion"),
        ("Sources", "67 sources; 16 of them are cited by no score."),
        ("Past cases", "18 past cases, picked by hand"),
    ],
)
def test_each_tab_says_its_finding(tab: str, said: str) -> None:
    assert said in prose(at_tab(tab))


def test_another_criterion_brings_its_own_reasons() -> None:
    at = at_tab("One criterion")
    before = prose(at)
    pick(at, "criterion", "legitimacy")
    assert "Best on legitimacy" in prose(at)
    assert prose(at) != before


def test_the_table_has_every_score_of_the_scenario(case: mcda.Case) -> None:
    table, worth = table_of(case, "flash_crisis", "mode")
    assert table.shape == (12, 13)
    assert table.loc["Multilateral", "speed"] == case.scores("flash_crisis").loc[PLACE] == 15
    assert worth.loc["Multilateral", "speed"] == pytest.approx(0.15)
    harm = case.scores("flash_crisis").loc["unilateral", "collateral_damage"]
    assert worth.loc["Unilateral", "collateral_damage"] == pytest.approx(1 - harm / 100)


def test_an_unknown_cell_has_no_number_and_no_worth_nor_has_what_is_derived_from_it(case: mcda.Case) -> None:
    cell = cell_of(case, *PLACE)
    assert cell is not None
    changed = with_cells(case, [unknown_cell(case, cell)])
    table, worth = table_of(changed, "neutral", "mode")
    assert table["speed"].isna().equals(worth["speed"].isna())
    assert table["speed"].isna()["Multilateral"]
    assert table["speed"].isna()["Act first, 50 % alone"]
    assert not table["speed"].isna()["Unilateral"]
    assert not table.drop(columns="speed").isna().any().any()
    texts, _ = table_of(changed, "neutral", "range")
    assert texts.loc["Multilateral", "speed"] == "unknown (0–100)"


@pytest.mark.parametrize(
    ("layer", "cell", "derived"),
    [("range", "25 (10–40)", "("), ("basis", "25, stated", ", derived"), ("sources", "25, sources: 3", ", derived")],
)
def test_layers_add_what_they_say(case: mcda.Case, layer: str, cell: str, derived: str) -> None:
    texts, _ = table_of(case, "neutral", layer)
    assert texts.loc["Multilateral", "speed"] == cell
    assert derived in texts.loc["Act first, 50 % alone", "speed"]


def test_a_click_on_a_cell_opens_it_and_the_lists_do_too() -> None:
    at = pick(pick(opened("evidence"), "cell_option", "unilateral"), "cell_criterion", "legitimacy")
    sound(at.button(key="cell_open").click().run())
    assert at.number_input(key=field("mode", ("unilateral", "legitimacy"))).value == 35
    assert "open_cell" not in at.session_state


def test_saving_is_one_change_that_undo_takes_back(case: mcda.Case) -> None:
    at = typed(opened("evidence"), mode=33.0, author="Ana", still_hold=True)
    assert now(at) == case
    saved(at)
    cell = cell_of(now(at), *PLACE)
    assert cell is not None
    assert (cell.low, cell.mode, cell.high, cell.author) == (10, 33, 40, "Ana")
    assert [change.label for change in at.session_state["work"].log][1:] == ["Score of Multilateral on Speed"]
    assert at.session_state["drafts"] == {"cells": {}}
    assert "**33 (from 10 to 40)**, stated" in prose(drawn(at))
    sound(at.button(key="undo").click().run())
    assert now(at) == case
    assert drawn(at).number_input(key=field("mode")).value == 25


def test_what_is_refused_stays_as_typed_on_the_way_to_other_pages_and_after_a_reload(case: mcda.Case) -> None:
    at = saved(typed(opened("evidence"), low=90.0, rationale=HOSTILE, still_hold=True))
    assert now(at) == case
    drawn(at)
    assert "rising order" in "\n".join(one.value for one in at.code)
    go(go(at, "result"), "evidence")
    assert drawn(at).number_input(key=field("low")).value == 90
    again = opened("evidence", w=at.session_state["work"].key)
    assert drawn(again).number_input(key=field("low")).value == 90
    assert drawn(again).text_area(key=field("rationale")).value == HOSTILE
    drawn(again).button(key="cell_again").click().run()
    assert drawn(again).number_input(key=field("low")).value == 10


def test_a_new_number_asks_whether_basis_and_sources_still_hold(case: mcda.Case) -> None:
    at = typed(opened("evidence"), mode=33.0)
    assert any("do they still hold?" in one.value for one in drawn(at).warning)
    saved(at)
    assert now(at) == case
    drawn(at).button(key="cell_drop_grounds").click().run()
    assert not [one for one in drawn(at).warning if "still hold" in one.value]
    cell = cell_of(now(saved(at)), *PLACE)
    assert cell is not None
    assert (cell.mode, cell.basis, cell.evidence) == (33, "silent", ())


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        ({"mode": 33.0}, True),
        ({"rationale": "Another"}, True),
        ({"author": "Ana"}, False),
        ({"mode": 33.0, "basis": "silent"}, False),
        ({"mode": 33.0, "evidence": []}, False),
        ({"mode": 33.0, "still_hold": True}, False),
    ],
)
def test_grounds_are_in_doubt_when_they_stay_while_the_score_moves(
    case: mcda.Case, entry: dict[str, Any], asked: bool
) -> None:
    cell = cell_of(case, *PLACE)
    assert cell is not None
    before = draft.saved_entries(case, cell)
    assert draft.grounds_in_doubt(before, before | entry) is asked


def test_the_switch_makes_a_cell_unknown_and_back(case: mcda.Case) -> None:
    at = typed(opened("evidence"), unknown=True)
    assert drawn(at).number_input(key=field("mode")).disabled
    saved(at)
    assert title(at).startswith("64 of 65 scores are judged, 1 unknown")
    assert cell_of(now(at), *PLACE).mode is None  # type: ignore[union-attr]
    saved(typed(at, unknown=False, low=10.0, mode=25.0, high=40.0, still_hold=True))
    assert now(at).scores().equals(case.scores())


def test_a_shift_of_the_scenario_is_changed_in_the_drawer() -> None:
    at = opened("evidence", scenario="Flash crisis")
    assert drawn(at).number_input(key=field("shift_flash_crisis")).value == -10
    saved(typed(at, shift_flash_crisis=5.0))
    assert shift_of(now(at), "flash_crisis", *PLACE) == 5
    assert at.session_state["work"].undo_label == "Shifts of Multilateral on Speed"
    assert cell_of(now(at), *PLACE).date == cell_of(mcda.read_case(), *PLACE).date  # type: ignore[union-attr]
    assert "Flash crisis: 30 (from 15 to 45)" in prose(drawn(at))


def test_a_new_source_is_saved_with_the_cell(case: mcda.Case) -> None:
    at = typed(opened("evidence"), cite_new=True)
    saved(typed(at, new_title="A study", new_year=2025, new_url="javascript:alert(1)", new_finding="So it is."))
    assert now(at) == case
    assert "“A study”, url" in "\n".join(one.value for one in drawn(at).code)
    saved(typed(at, new_url="https://example.org/a"))
    assert citations(now(at), "a_study_2025") == ["Multilateral on Speed"]
    assert len(at.session_state["work"].log) == 2
    assert "[A study](<https://example.org/a>) (A)" in "\n".join(one.value for one in drawn(at).caption)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("act_first_50", "speed"), "it is a blend. On this criterion whoever acts first"),
        (("unilateral_diplomacy", "speed"), "it is Unilateral with levers added"),
    ],
)
def test_a_derived_cell_says_how_it_comes_about(place: tuple[str, str], said: str) -> None:
    at = drawn(opened("evidence"), place)
    assert said in prose(at)
    assert not [one for one in at.button if one.key == "cell_save"]
    sound(at.button(key="part_unilateral").click().run())
    assert at.number_input(key=field("mode", ("unilateral", "speed"))).value == 85


@pytest.mark.parametrize(
    ("before", "after", "signature"),
    [
        ({"mode": 1}, {"mode": 2}, ("Ben", "2027-01-01")),
        ({"mode": 1}, {"mode": 1}, ("Ana", "2026-01-01")),
        ({"mode": 1}, {"mode": 2, "author": "Cy"}, ("Cy", "2026-01-01")),
        ({"mode": 1, "shift_a": 0}, {"mode": 1, "shift_a": 5}, ("Ana", "2026-01-01")),
    ],
)
def test_who_changes_a_judgement_signs(
    before: dict[str, Any], after: dict[str, Any], signature: tuple[str, str]
) -> None:
    usual = dict.fromkeys(JUDGED) | {"author": "Ana", "date": "2026-01-01"}
    found = draft.signed(usual | before, usual | after, "Ben", "2027-01-01")
    assert (found["author"], found["date"]) == signature


@pytest.mark.parametrize("field_", JUDGED)
def test_each_part_of_a_judgement_asks_for_a_new_signature(field_: str) -> None:
    usual: dict[str, Any] = dict.fromkeys(JUDGED) | {"author": "Ana", "date": "2026-01-01"}
    assert draft.signed(usual, usual | {field_: "other"}, "Ben", "2027-01-01")["author"] == "Ben"


def test_what_was_saved_in_an_earlier_visit_is_in_the_history_when_asked_for() -> None:
    at = saved(typed(opened("evidence"), mode=33.0, still_hold=True))
    again = drawn(opened("evidence", w=at.session_state["work"].key))
    assert "**25 (from 10 to 40)**" not in prose(again)
    again.get_by_key("look_back").set_value(True)
    said = prose(drawn(again))
    assert said.index("**33 (from 10 to 40)**") < said.index("**25 (from 10 to 40)**")


def test_a_blank_case_can_be_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = blank_case("A blank")
    mcda.write_case(blank, tmp_path / "blank.json")
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "blank.json"))
    at = opened("evidence")
    assert title(at) == f"None of {len(blank.cells)} scores is known yet"
    for tab in TABS:
        at.session_state["tab"] = tab
        sound(at.run())
    place = (blank.cells[0].option, blank.cells[0].criterion)
    at.session_state["tab"] = "All scores"
    for name, value in {"unknown": False, "low": 1.0, "mode": 2.0, "high": 3.0}.items():
        drawn(at, place).get_by_key(field(name, place)).set_value(value).run()
    sound(drawn(at, place).button(key="cell_save").click().run())
    cell = cell_of(now(at), *place)
    assert cell is not None
    assert (cell.low, cell.mode, cell.high) == (1, 2, 3)


@pytest.mark.parametrize(("by", "chosen", "rows"), [("criterion", "speed", 5), ("option", "unilateral", 13)])
def test_fast_entry_changes_what_was_typed_and_nothing_else(case: mcda.Case, by: str, chosen: str, rows: int) -> None:
    frame = evidence_entry.project(case, by, chosen)
    assert len(frame) == rows
    assert evidence_entry.entered(case, by, chosen, frame) == case
    edits = {"edited_rows": {"1": {"high": 99, "rationale": "New", "evidence": ["csis_wassenaar_2024"]}}}
    changed = evidence_entry.entered(case, by, chosen, editing.with_edits(frame, edits))
    touched = [(a, b) for a, b in zip(case.cells, changed.cells, strict=True) if a != b]
    ((before, after),) = touched
    assert before == evidence_entry.cells_of(case, by, chosen)[1]
    assert (after.high, after.rationale, after.evidence) == (99, "New", ("csis_wassenaar_2024",))


def test_fast_entry_tells_every_fault_by_name_and_keeps_the_entries(case: mcda.Case) -> None:
    frame = evidence_entry.project(case, "criterion", "speed")
    edits = {"edited_rows": {"0": {"mode": None}, "1": {"low": 140.0}}}
    with pytest.raises(mcda.CaseError) as problem:
        evidence_entry.entered(case, "criterion", "speed", editing.with_edits(frame, edits))
    assert "Status quo on Speed, mode" in str(problem.value)
    assert "Multilateral on Speed, low" in str(problem.value)


def test_sources_are_added_changed_and_removed_in_their_table(case: mcda.Case) -> None:
    frame = evidence_sources.project(case)
    assert evidence_sources.entered(case, frame) == case
    added = {"title": "Control lists", "year": 2020, "url": "http://e.org", "grade": "B", "finding": "They lag."}
    grown = evidence_sources.entered(case, editing.with_edits(frame, {"added_rows": [added, added]}))
    assert [one.id for one in grown.evidence[-2:]] == ["control_lists_2020", "control_lists_2020_2"]
    edits = {"edited_rows": {"0": {"year": None, "title": HOSTILE}}}
    changed = evidence_sources.entered(case, editing.with_edits(frame, edits))
    assert (changed.evidence[0].year, changed.evidence[0].title) == (None, HOSTILE)
    assert changed.cells == case.cells
    unused = [i for i, one in enumerate(grown.evidence) if not citations(grown, one.id)][-2:]
    grown_frame = evidence_sources.project(grown)
    assert evidence_sources.entered(grown, editing.with_edits(grown_frame, {"deleted_rows": unused})) == case


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"edited_rows": {"0": {"url": "javascript:alert(1)"}}}, "http://"),
        ({"added_rows": [{"title": "Only a title"}]}, "“Only a title”, grade"),
        ({"deleted_rows": [0]}, "is cited by Status quo on Speed"),
    ],
)
def test_sources_that_cannot_be_are_refused(case: mcda.Case, edits: dict[str, Any], told: str) -> None:
    with pytest.raises(mcda.McdaError) as problem:
        evidence_sources.entered(case, editing.with_edits(evidence_sources.project(case), edits))
    assert told in str(problem.value)


def test_an_address_cannot_end_its_link_early(case: mcda.Case) -> None:
    source = case.evidence[0].model_copy(update={"title": HOSTILE, "url": "https://e.org/> [x](javascript:y) <b>"})
    words = linked(source)
    assert "<https://e.org/%3E%20" in words
    assert words.count("<") == 1 + words.count("\\<")
    assert linked(source.model_copy(update={"url": "javascript:alert(1)"})) == f"{words[1 : words.index('](<')]} (A)"


def test_hostile_names_are_text_everywhere(case: mcda.Case) -> None:
    options = [case.options[0].model_copy(update={"label": HOSTILE}), *case.options[1:]]
    at = opened("evidence")
    at.session_state["work"] = at.session_state["work"].commit("x", case.replace(options=tuple(options)))
    for tab in TABS:
        at.session_state["tab"] = tab
        drawn(at, ("status_quo", "speed"))
        assert not [one.value for one in at.markdown if HOSTILE in one.value]


def test_gaps_name_what_is_dominated_and_what_cannot_decide(case: mcda.Case) -> None:
    worst = {one.id: one.worst for one in case.catalogue.criteria}
    cells = [
        one.model_copy(update=dict.fromkeys(("low", "mode", "high"), worst[one.criterion]))
        for one in case.cells
        if one.option == "minilateral" or one.criterion == "speed"
    ]
    at = at_tab("Gaps")
    at.session_state["work"] = at.session_state["work"].commit("x", with_cells(case, cells))
    said = prose(sound(at.run()))
    assert "**Speed**: all options have the same score and the same range." in said
    assert "**Allied coalition** is worse than or equal to Status quo; Multilateral; Unilateral and 7 more" in said
    assert "That holds over all ranges." in said


def test_a_case_without_sources_or_past_cases_says_so(case: mcda.Case) -> None:
    bare = case.replace(
        evidence=(), history=(), cells=tuple(one.model_copy(update={"evidence": ()}) for one in case.cells)
    )
    at = opened("evidence")
    at.session_state["work"] = at.session_state["work"].commit("x", bare)
    at.session_state["tab"] = "Sources"
    assert "This case lists no sources yet" in prose(sound(at.run()))
    at.session_state["tab"] = "Past cases"
    assert "This case lists no past cases." in prose(sound(at.run()))
    assert evidence_sources.project(bare).empty
    assert drawn(at).multiselect(key=field("evidence")).options == []


@pytest.mark.parametrize(
    ("low", "high", "value", "written"),
    [(0, 100, 25.0, "25"), (0, 100, 12.5, "12.5"), (0, 1, 0.25, "0.25"), (2000, 8000, 4500.0, "4,500")],
)
def test_numbers_are_as_fine_as_their_scale(
    case: mcda.Case, low: float, high: float, value: float, written: str
) -> None:
    criterion = case.catalogue["speed"]
    scaled = criterion.model_copy(update={"scale": criterion.scale.model_copy(update={"low": low, "high": high})})
    assert on_scale(value, scaled) == written
    assert digits(scaled) == (2 if high == 1 else 0)


def test_the_editor_is_drawn_from_types_it_can_edit(case: mcda.Case) -> None:
    kinds = evidence_sources.project(case).dtypes.astype(str).to_dict()
    assert (kinds["year"], kinds["title"]) == ("Int64", "string")
    numbers = evidence_entry.project(case, "criterion", "speed").dtypes
    assert all(pd.api.types.is_float_dtype(numbers[name]) for name in ("low", "mode", "high"))
