"""A home of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from axb.words import set_language


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    set_language("en")
    yield tmp_path / "home"
    set_language(None)
