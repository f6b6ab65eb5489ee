"""Each test starts on a server without a case of its own, with an empty store."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from views import saving


@pytest.fixture(autouse=True, scope="session")
def components() -> Iterator[None]:
    """Streamlit looks through every installed package for components, once a session instead of once a visitor."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No case named from outside, a store of its own."""
    monkeypatch.delenv("MCDA_CASE", raising=False)
    monkeypatch.setenv("MCDA_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    yield
    saving._store.clear()
