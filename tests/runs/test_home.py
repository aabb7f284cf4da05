"""The folder axb keeps its things in."""

import os
from pathlib import Path

import platformdirs
import pytest

from axb.runs import Store, home
from axb.words import InputError


def test_home_is_the_folder_of_the_environment_variable_and_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "a" / "実験"))
    assert home() == tmp_path / "a" / "実験"
    assert list(home().iterdir()) == []


def test_home_stays_the_same_folder_when_the_working_directory_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AXB_HOME", "relative")
    assert home() == tmp_path / "relative"


def test_home_without_the_variable_is_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AXB_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home() == platformdirs.user_data_path("axb", appauthor=False)


def test_a_store_without_a_path_lies_in_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    with Store() as store:
        assert store.path == tmp_path / "runs.sqlite3"
        assert store.path.exists()


def test_a_file_in_the_way_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "file"))
    with pytest.raises(
        InputError, match=r"file can't be used \(.+\)\. Set the environment variable AXB_HOME"
    ):
        home()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind: not root, not Windows"
)
def test_a_read_only_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="Permission denied"):
        Store(tmp_path / "runs.sqlite3")
    tmp_path.chmod(0o700)
