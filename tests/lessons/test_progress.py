"""What was answered rightly is remembered in axb's home."""

from pathlib import Path

import pytest

from axb.lessons.progress import FILE, finish, finished


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def test_nothing_is_done_at_first() -> None:
    assert finished("line") == set()


def test_each_lesson_has_its_own_steps(home: Path) -> None:
    for step in (2, 1, 2):
        finish("line", step)
    finish("task", 5)
    assert (finished("line"), finished("task")) == ({1, 2}, {5})
    assert [path.name for path in home.iterdir()] == [FILE]


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"line": 3}', '{"line": ["a", null]}', "\udcff"])
def test_what_cannot_be_read_counts_as_nothing(home: Path, content: str) -> None:
    (home / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert finished("line") == set()
    finish("line", 1)
    assert finished("line") == {1}
