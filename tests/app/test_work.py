"""The work of a session: one way to change the case, undo and redo, saved at once, never written over."""

from typing import Any

import pytest
from app_driver import go, opened, pick, prose, sound, title
from streamlit.testing.v1 import AppTest

from mcda.case import Case
from mcda.folder import read_case
from mcda.workspace import Store, Workspace, default_url, to_link
from mcda.workspace.link import MOST_CHARACTERS


def renamed(case: Case, name: str) -> Case:
    return case.replace(settings=case.settings.model_copy(update={"title": name}))


def key_of(at: AppTest) -> str:
    work: Workspace = at.session_state["work"]
    assert work.key is not None
    return work.key


def changed(at: AppTest, name: str) -> AppTest:
    """Change the title of the case as a page does."""
    work: Workspace = at.session_state["work"]
    store = Store(default_url())
    at.session_state["work"] = store.create(work.commit(f"Renamed to {name}", renamed(work.case, name)))
    return sound(at.run())


@pytest.fixture
def at() -> AppTest:
    return changed(opened("result"), "Mine")


def press(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def test_undo_and_redo_go_through_every_page(at: AppTest) -> None:
    assert "Mine" in prose(at)
    go(at, "evidence")
    press(at, "undo")
    assert "Mine" not in prose(at)
    assert at.button(key="undo").disabled
    go(at, "why")
    press(at, "redo")
    assert "Mine" in prose(at)
    assert at.button(key="redo").disabled


def test_a_fresh_session_with_the_link_finds_the_work_and_its_history(at: AppTest) -> None:
    again = opened("result", w=key_of(at))
    assert "Mine" in prose(again)
    press(again, "undo")
    assert "Mine" not in prose(again)
    assert "Mine" not in prose(opened("result", w=key_of(at)))  # the undo is saved too


def test_a_link_to_no_work_says_so_and_shows_the_shipped_case() -> None:
    at = opened("result", w="nobody-has-this-key")
    assert at.error
    assert title(at) == title(opened("result"))


def test_a_case_travels_whole_in_a_link() -> None:
    small = renamed(read_case("data/starter"), "Carried in a link")
    packed = to_link(small)
    assert packed is not None and len(packed) <= MOST_CHARACTERS
    at = opened("result", case=packed)
    assert "Carried in a link" in prose(at)
    assert at.session_state["work"].case == small
    assert "case" not in at.query_params


@pytest.mark.parametrize("link", ["", "x", "1.AAAA", "A" * 7000, "../../etc/passwd", "%00"])
def test_a_damaged_case_in_a_link_is_explained(link: str) -> None:
    at = opened("result", case=link)
    assert bool(at.error) is bool(link)
    assert title(at) == title(opened("result"))


def saved_elsewhere(key: str, name: str, **parts: Any) -> None:
    """Somebody else opens the same work and changes its title, or another part."""
    store = Store(default_url())
    theirs = store.load(key)
    case = theirs.case.replace(**parts) if parts else renamed(theirs.case, name)
    store.save(theirs.commit(f"Theirs: {name}", case))


def mine(at: AppTest, name: str) -> AppTest:
    """A change on a page of this tab."""
    pages = at.session_state["work"]
    from views import saving  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving.st, "session_state", at.session_state)
        at.session_state["work"] = saving.autosaved(pages.commit(f"Mine: {name}", renamed(pages.case, name)))
    return sound(at.run())


def test_a_tab_that_lags_behind_is_told_and_can_catch_up(at: AppTest) -> None:
    saved_elsewhere(key_of(at), "Theirs")
    sound(at.run())
    assert any("changed in another tab" in one.value for one in at.info)
    press(at, "take_newest")
    assert "Theirs" in prose(at)
    assert not at.info


def test_changes_to_different_things_are_joined(at: AppTest) -> None:
    case: Case = at.session_state["work"].case
    saved_elsewhere(key_of(at), "a question", settings=case.settings.model_copy(update={"question": "Theirs?"}))
    mine(at, "Ours")
    assert any("Somebody else changed this work" in one.value for one in at.warning)
    press(at, "join")
    joined = Store(default_url()).load(key_of(at)).case
    assert (joined.settings.title, joined.settings.question) == ("Ours", "Theirs?")
    assert at.session_state["work"].case == joined
    assert not at.warning


@pytest.mark.parametrize(
    ("button", "kept"), [("join_mine", "Ours"), ("join_theirs", "Theirs"), ("take_theirs", "Theirs")]
)
def test_where_both_changed_the_same_thing_somebody_chooses(at: AppTest, button: str, kept: str) -> None:
    saved_elsewhere(key_of(at), "Theirs")
    mine(at, "Ours")
    assert Store(default_url()).load(key_of(at)).case.settings.title == "Theirs"  # nothing is written over
    press(at, button)
    assert Store(default_url()).load(key_of(at)).case.settings.title == kept
    assert kept in prose(at)


def test_a_branch_keeps_both(at: AppTest) -> None:
    old = key_of(at)
    saved_elsewhere(old, "Theirs")
    press(mine(at, "Ours"), "branch")
    assert key_of(at) != old
    store = Store(default_url())
    assert store.load(old).case.settings.title == "Theirs"
    assert store.load(key_of(at)).case.settings.title == "Ours"


def test_without_a_store_work_goes_on_in_memory_and_is_saved_later(
    at: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from views import saving  # noqa: PLC0415

    good = default_url()
    monkeypatch.setenv("MCDA_DATABASE_URL", "sqlite:////proc/nowhere/store.db")
    mine(at, "Offline")
    assert any("in memory only" in one.value for one in at.error)
    assert "Offline" in prose(at)
    go(at, "evidence")
    assert "Offline" in prose(at)
    monkeypatch.setenv("MCDA_DATABASE_URL", good)
    monkeypatch.setattr(saving, "PATIENCE", 0.0)
    sound(at.run())
    assert not at.error
    assert Store(good).load(key_of(at)).case.settings.title == "Offline"


def test_a_choice_that_undo_takes_away_falls_back(at: AppTest) -> None:
    """A weight set that was made, chosen and taken back is no longer offered, and the page stands."""
    work: Workspace = at.session_state["work"]
    rows = tuple(
        row.model_copy(update={"set": "extra", "label": "Extra"})
        for row in work.case.weight_rows
        if row.set == "neutral"
    )
    case = work.case.replace(weight_rows=(*work.case.weight_rows, *rows))
    at.session_state["work"] = Store(default_url()).save(work.commit("One more set", case))
    sound(at.run())
    pick(at, "weights", "extra")
    press(at, "undo")
    assert at.selectbox(key="weights").value == "scenario"
