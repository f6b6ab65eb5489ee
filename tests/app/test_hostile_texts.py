"""Whatever a case holds is shown as text: on every page, in every label, help text, notice, chart and table."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from app_driver import FILES, opened, plain
from hostile import ESCAPED, MARK, TEXT, hostile_case
from streamlit.testing.v1 import AppTest

from mcda.workspace import Store, Workspace, default_url

PLAIN = {
    "CheckboxColumn.label", "Code.code_text", "MultiSelect.default", "MultiSelect.options", "Selectbox.options",
    "Selectbox.raw_value", "TextArea.default", "TextArea.placeholder", "TextArea.value", "TextInput.default",
    "TextInput.placeholder", "TextInput.value", "VegaLiteChart.alt", "VegaLiteChart.spec",
}  # fmt: skip
"""Fields that Streamlit shows as they are; it reads every other one as Markdown."""


def texts(message: Any) -> Iterator[tuple[str, str]]:
    """Every text in what is sent to the browser for one element, by kind of message and field."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated and not hasattr(value, "keys") else (value,):
            if isinstance(one, str):
                yield f"{type(message).__name__}.{field.name}", one
            elif hasattr(one, "ListFields"):
                yield from texts(one)


def elements(node: Any) -> Iterator[Any]:
    for child in node.children.values():
        yield child
        if getattr(child, "children", None):
            yield from elements(child)


def sent(at: AppTest) -> Iterator[tuple[str, str]]:
    """The same for a whole page. Settings of columns are told one by one: their help is Markdown, their name is not."""
    for element in elements(at._tree):
        if getattr(element, "proto", None) is None:
            continue
        for place, text in texts(element.proto):
            if not place.endswith(".columns"):
                yield place, text
                continue
            for column in json.loads(text).values():
                yield from ((f"column.{name}", one) for name, one in column.items() if isinstance(one, str))


@pytest.fixture
def key() -> str:
    """Hostile work: the case, what it was opened as, and a change."""
    case, store = hostile_case(), Store(default_url())
    work = store.create(Workspace.start(case, f"Opened {TEXT}"))
    changed = case.replace(settings=case.settings.model_copy(update={"epsilon": 1.5}))
    kept = store.save(work.commit(f"Changed {TEXT}"[:200], changed))
    assert kept.key is not None
    return kept.key


@pytest.mark.parametrize("page", FILES)
def test_no_text_of_a_case_acts_as_markup(page: str, key: str) -> None:
    at = opened(page, w=key)
    assert not at.error
    raw = {place for place, text in sent(at) if MARK in text}
    escaped = {place for place, text in sent(at) if ESCAPED in text}
    assert raw <= PLAIN | {"column.label"}
    assert not escaped & (PLAIN | {"column.label"})
    assert any(TEXT in plain(text) for _, text in sent(at))
