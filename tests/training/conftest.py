"""What the tests of this room share: English, a store of their own, and silence where nothing else is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from axb.words import set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts in English, whatever the one before it chose."""
    set_language("en")
    yield
    set_language(None)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the runs of each test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("AXB_HOME", str(folder))
    return folder
