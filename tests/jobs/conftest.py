"""A home of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from axb.words import set_language


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    set_language("en")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # what is trained here is tiny
    yield tmp_path / "home"
    torch.set_num_threads(threads)
    set_language(None)
