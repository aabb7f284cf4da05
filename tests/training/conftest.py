"""What the tests of this room share: English, a store of their own, one thread."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

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


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> Iterator[None]:
    """Networks this small gain nothing from a second thread, and wait for it where the machine is busy."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
