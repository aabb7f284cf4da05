"""A store of its own for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axb.runs import Run, Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as store:
        yield store


@pytest.fixture
def new_run(store: Store) -> Callable[[], Run]:
    def create() -> Run:
        return store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})

    return create


@pytest.fixture
def run(new_run: Callable[[], Run]) -> Run:
    return new_run()
