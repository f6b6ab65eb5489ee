"""Each test starts on a server without a case of its own, with an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No case named from outside, no opened case left over from another test, a store of its own."""
    monkeypatch.delenv("MCDA_CASE", raising=False)
    monkeypatch.setenv("MCDA_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
