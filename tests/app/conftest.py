"""Each test starts on a server without a case of its own."""

from collections.abc import Iterator

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No case named from outside, and no opened case left over from another test."""
    monkeypatch.delenv("MCDA_CASE", raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
