"""Stores to test on: SQLite always, PostgreSQL where its programs are installed."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from postgres_cluster import Cluster, cluster, programs
from quick_case import changed_case

from mcda.case import Case
from mcda.workspace import Store, Workspace


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A cluster of our own, started when the first test asks for it."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed; `.ci/postgres` installs it")
    with cluster(binaries) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new folder/store.db"
    return str(request.getfixturevalue("postgres").new_url())


@pytest.fixture
def open_store() -> Iterator[Callable[[str], Store]]:
    """Opens stores and closes them after the test."""
    opened: list[Store] = []

    def opener(url: str) -> Store:
        opened.append(Store(url))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(url: str, open_store: Callable[[str], Store]) -> Store:
    return open_store(url)


@pytest.fixture(scope="session")
def small(make_case: Callable[..., Case]) -> Case:
    """A case of two options and two criteria."""
    return make_case({"a": [40, 60], "b": [70, 20]})


@pytest.fixture(scope="session")
def titled(small: Case) -> Callable[[str], Case]:
    """The small case under another title."""

    def change(title: str) -> Case:
        return changed_case(small, settings=small.settings.model_copy(update={"title": title}))

    return cache(change)


@pytest.fixture
def work(small: Case) -> Workspace:
    return Workspace.start(small, "Opened")
