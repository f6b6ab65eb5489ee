"""Stakeholders: people's weights come in, stay apart, and say who would choose what."""

import pytest
from app_driver import opened, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

from mcda.case import Case

CRITERIA = 13


def add(at: AppTest, name: str, points: dict[int, float]) -> AppTest:
    """Type a person's points into the table and press the button."""
    at.text_input(key="stakeholder_name").set_value(name)
    (editor,) = (str(one.key) for one in at.dataframe if str(one.key).startswith("stakeholder_editor"))
    rows = {i: {"Points": points.get(i, 0.0)} for i in range(CRITERIA)}
    at.session_state[editor] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    return sound(at.button(key="stakeholder_add").click().run())


def case_of(at: AppTest) -> Case:
    case: Case = at.session_state["work"].case
    return case


def test_without_people_the_page_says_what_to_do() -> None:
    at = opened("stakeholders")
    assert title(at) == "Nobody's weights are in yet"
    assert not any("Comes first" in one.value.columns for one in at.dataframe)


def test_people_are_added_compared_and_taken_back_by_undo() -> None:
    at = add(opened("stakeholders"), "Ann", {0: 100.0})
    assert title(at).startswith("One person so far")
    add(at, "Ben", {7: 100.0})
    assert "2" in title(at)
    assert "They differ most on" in prose(at)
    assert [one.person for one in case_of(at).elicitations] == ["Ann", "Ben"]
    assert "Ann" not in plain("".join(str(one.value) for one in at.dataframe))
    sound(at.toggle(key="stakeholder_names").set_value(True).run())
    assert "Ann" in "".join(str(one.value) for one in at.dataframe)
    sound(at.button(key="undo").click().run())
    assert [one.person for one in case_of(at).elicitations] == ["Ann"]


def test_an_unfinished_person_is_refused_and_nothing_typed_is_lost() -> None:
    at = opened("stakeholders")
    at.text_input(key="stakeholder_name").set_value("Ann")
    sound(at.button(key="stakeholder_add").click().run())
    assert any("not complete" in one.value for one in at.error)
    assert at.text_input(key="stakeholder_name").value == "Ann"
    assert case_of(at).elicitations == ()


@pytest.mark.parametrize(("content", "people"), [("good", ["Ann", "Ben"]), ("bad", [])])
def test_a_table_of_people_is_imported_whole_or_not_at_all(content: str, people: list[str]) -> None:
    at = opened("stakeholders")
    ids = case_of(at).catalogue.ids
    rows = [
        "person," + ",".join(ids),
        "Ann" + ",1" * CRITERIA,
        "Ben" + (",2" if content == "good" else ",x") * CRITERIA,
    ]
    at.file_uploader(key="people_upload").upload("people.csv", "\n".join(rows).encode())
    sound(at.run())
    assert [one.person for one in case_of(at).elicitations] == people
    assert bool(at.error) is (content == "bad")


def test_joining_happens_only_when_asked() -> None:
    at = add(add(opened("stakeholders"), "Ann", {0: 100.0}), "Ben", {7: 100.0})
    before = len(case_of(at).weight_sets)
    sound(at.button(key="join_people").click().run())
    assert len(case_of(at).weight_sets) == before + 1
    assert "2 people" in title(at) or "all 2 people" in title(at)
