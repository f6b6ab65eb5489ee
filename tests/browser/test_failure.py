"""A page that fails says so in a sentence, keeps its inner workings to itself, and lets everybody go on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import settled, visit
from playwright.sync_api import Page, expect
from served import ROOT, Served, served

SECRET = "password hunter2 in line 7"
BROKEN = f'''
import streamlit as st

st.title("A page that fails")


def page():
    raise RuntimeError("{SECRET}")


page()
'''
FRONT = """
import streamlit as st

st.navigation(
    [
        st.Page("sound.py", title="Sound", default=True),
        st.Page("broken.py", title="Broken"),
    ]
).run()
"""
SOUND = """
import streamlit as st

st.title("A page that works")
st.button("Again", on_click=lambda: st.session_state.update(times=st.session_state.get("times", 0) + 1))
st.write(f"Pressed {st.session_state.get('times', 0)} times.")
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server around another app, one page of which raises."""
    folder: Path = tmp_path_factory.mktemp("failing")
    for name in ("views", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in {"app.py": FRONT, "sound.py": SOUND, "broken.py": BROKEN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with served(folder, root=folder, tracebacks=True) as server:
        yield server


def test_a_page_that_raises_says_so_and_the_session_goes_on(page: Page, failing: Served) -> None:
    page.goto(failing.address)
    settled(page)
    page.get_by_role("button", name="Again").click()
    expect(page.get_by_text("Pressed 1 times.")).to_be_visible()

    visit(page, "Broken")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong on this page. Your work is as it was.")
    seen = page.content()
    assert SECRET not in seen and "RuntimeError" not in seen and "Traceback" not in seen and "broken.py" not in seen
    assert SECRET in failing.log.read_text()

    visit(page, "Sound")
    expect(page.get_by_text("Pressed 1 times.")).to_be_visible()
