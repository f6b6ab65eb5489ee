"""Typing on without waiting: what is picked stays picked under a new name, and no entry is lost or overtaken."""

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest
from app_driver import opened, sound
from streamlit.testing.v1 import AppTest

from views import editing
from views import whole as whole_module
from views.editing import with_edits
from views.whole import whole


def _list() -> None:
    import streamlit as st  # noqa: PLC0415 - the script of a page of its own

    from views.editing import picked  # noqa: PLC0415

    labels = st.session_state.setdefault("labels", {"a": "First", "b": "Second"})
    st.selectbox("Which", list(labels), format_func=labels.__getitem__, key=picked("which", labels))
    st.text_input("Words", key="words")


def test_a_pick_keeps_its_id_under_a_new_label() -> None:
    at = sound(AppTest.from_function(_list).run())
    sound(at.selectbox(key="which").set_value("b").run())
    for name in ("Other", "Third", "Second", "First of all"):
        at.session_state["labels"] = {"a": "First", "b": name}
        sound(at.run())
        assert at.session_state["which"] == "b"
        sound(at.text_input(key="words").set_value(f"for {name}").run())
        assert at.session_state["which"] == "b"


@pytest.mark.parametrize("sent", ["Second", "Third", "b", "Fourth", None, "never heard of"])
def test_what_an_old_label_meant_is_remembered_however_late_it_comes(
    monkeypatch: pytest.MonkeyPatch, sent: str | None
) -> None:
    """A browser that has not drawn the new name yet sends an old one."""
    held: dict[str, object] = {}
    monkeypatch.setattr(editing, "st", SimpleNamespace(session_state=held))
    for name in ("Second", "Third", "Fourth"):
        editing.picked("which", {"a": "First", "b": name})
        held["which"] = "b"
    held["which"] = sent
    editing.picked("which", {"a": "First", "b": "Fifth"})
    assert held["which"] == "b"


def test_a_pick_that_is_gone_falls_back() -> None:
    at = sound(AppTest.from_function(_list).run())
    sound(at.selectbox(key="which").set_value("b").run())
    at.session_state["labels"] = {"a": "First", "c": "New"}
    assert sound(at.run()).session_state["which"] == "a"


@pytest.mark.parametrize(
    ("page", "picker", "chosen", "rename", "other"),
    [
        ("objectives", "tree_criterion", "speed", "criterion_{}_label", "criterion_{}_unit"),
        ("objectives", "tree_criterion", "adaptability", "criterion_{}_label", "criterion_{}_unit"),
        ("strategies", "strategy", "multilateral", "label_{}", ""),
    ],
)
def test_whoever_renames_what_is_picked_goes_on_editing_it(
    page: str, picker: str, chosen: str, rename: str, other: str
) -> None:
    at = opened(page)
    at.session_state[picker] = chosen
    sound(at.run())
    before = at.session_state["work"].case
    for name in ("Renamed once", "Renamed twice"):
        sound(at.text_input(key=rename.format(chosen)).set_value(name).run())
        assert at.session_state[picker] == chosen
        if other:
            sound(at.text_input(key=other.format(chosen)).set_value(f"units, {name}").run())
    after = at.session_state["work"].case
    if other:
        assert after.catalogue[chosen].label == "Renamed twice"
        assert after.catalogue[chosen].scale.unit == "units, Renamed twice"
        assert [one for one in after.catalogue.criteria if one.id != chosen] == [
            one for one in before.catalogue.criteria if one.id != chosen
        ]
    else:
        assert after.labels == before.labels | {chosen: "Renamed twice"}


def test_all_cells_typed_since_the_table_was_drawn_are_applied() -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0, 3.0]})
    edits = {"edited_rows": {0: {"a": 10.0}, 2: {"a": 30.0}}}
    assert list(with_edits(frame, edits)["a"]) == [10.0, 2.0, 30.0]


class _Session:
    """What a run holds: any use of it is where Streamlit may stop the run."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._yield_callback = stop

    def use(self) -> None:
        self._yield_callback()


def test_a_callback_is_not_broken_off_and_runs_of_a_session_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise InterruptedError

    total = [0]
    contexts = threading.local()
    monkeypatch.setattr(whole_module, "get_script_run_ctx", lambda **_: contexts.one)

    @whole
    def change() -> None:
        contexts.one.session_state.use()
        now = total[0]
        time.sleep(0.01)
        total[0] = now + 1

    def run() -> None:
        contexts.one = SimpleNamespace(session_state=_Session(stop), session_id="one")
        change()
        with pytest.raises(InterruptedError):
            contexts.one.session_state.use()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == [8]
