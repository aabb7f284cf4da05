"""An English system, a home of its own, one thread."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from axb.words import set_language


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    set_language("en")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    set_language(None)
