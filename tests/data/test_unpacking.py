"""A stranger's .zip: its names lead nowhere, its sizes are bounded, its classes are the folders that tell it apart."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from axb.data import pictures, unpacking
from axb.data.unpacking import clean, common_folders, parts_of, unpack
from axb.words import InputError


def png(seed: int) -> bytes:
    made = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 256, (10, 10, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(made, "PNG")
    return made.getvalue()


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, png(number) if name.endswith("png") else b"text")
    return path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_folders_become_classes_and_what_is_no_picture_is_said(tmp_path: Path) -> None:
    names = ("pets/cats/a.png", "pets/cats/b.png", "pets/犬/a.png", "pets/犬/small/c.png", "pets/list.txt")
    notes = unpack(
        zipped(tmp_path / "a.zip", *names, "__MACOSX/pets/._a.png", "pets/.hidden.png"), tmp_path / "out"
    )
    assert files(tmp_path / "out") == {
        *("cats/00000-a.png", "cats/00001-b.png", "犬/00002-a.png", "犬/00003-c.png")
    }
    assert notes == ["1 left out: the ending is none of a picture (pets/list.txt)"]


def test_names_lead_nowhere(tmp_path: Path) -> None:
    names = ("../../up.png", "/etc/passwd.png", "C:\\Windows\\x.png", "a/../../b/../c.png", "..\\..\\d.png")
    unpack(zipped(tmp_path / "a.zip", *names), tmp_path / "in" / "out")
    assert len(files(tmp_path / "in" / "out")) == 5
    assert files(tmp_path) == {"a.zip"} | {f"in/out/{name}" for name in files(tmp_path / "in" / "out")}


def test_one_folder_of_pictures_is_one_class(tmp_path: Path) -> None:
    unpack(zipped(tmp_path / "a.zip", *(f"holiday/{n}.png" for n in range(6))), tmp_path / "out")
    assert pictures(tmp_path / "out", 8).task == "unlabelled"


def test_names_of_japanese_windows(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "ab/1.png", "cd/2.png")
    content = path.read_bytes().replace(b"ab/1.png", "犬/1.png".encode("cp932"))
    path.write_bytes(content)
    unpack(path, tmp_path / "out")
    assert files(tmp_path / "out") == {"犬/00000-1.png", "cd/00001-2.png"}


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [("MOST_FILES", 2, "from 1 to 2 pictures"), ("MOST_BYTES", 500, "more than 0 MB")],
)
def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, said: str) -> None:
    monkeypatch.setattr(unpacking, limit, most)
    with pytest.raises(InputError, match=said):
        unpack(zipped(tmp_path / "a.zip", "a/1.png", "a/2.png", "b/3.png"), tmp_path / "out")


def test_a_picture_that_unpacks_into_too_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/bomb.png", bytes(10**6))
        archive.writestr("a/1.png", png(1)[:900])
    notes = unpack(tmp_path / "a.zip", tmp_path / "out")
    assert files(tmp_path / "out") == {"00001-1.png"}
    assert "a/bomb.png" in notes[0]


def test_what_is_no_archive_gets_a_sentence(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "a/1.png")
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match=r"a\.zip can't be unpacked"):
        unpack(path, tmp_path / "out")
    with pytest.raises(InputError, match="there are 0"):
        unpack(zipped(tmp_path / "b.zip", "notes.txt"), tmp_path / "out")


@given(st.text(max_size=80))
def test_a_name_is_only_a_name(name: str) -> None:
    made = clean(name)
    assert made not in ("", ".", "..")
    assert not set(made) & set('/\\:*?"<>|\0')
    assert all(part not in ("", ".", "..") for part in parts_of(name))


def test_common_folders() -> None:
    assert common_folders([("a", "b", "1"), ("a", "c", "2")]) == 1
    assert common_folders([("a", "b", "1"), ("a", "2")]) == 1
    assert common_folders([("1",), ("2",)]) == common_folders([]) == 0
