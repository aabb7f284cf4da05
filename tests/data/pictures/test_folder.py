"""A folder of one's own pictures: what is used, what is left out and said, and that parts never move."""

import importlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from axb.data import Dataset, load, pictures
from axb.data.pictures.keeping import FACTS, KEPT
from axb.data.progress import told_to
from axb.words import InputError

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def picture(seed: int, height: int = 40, width: int = 30, grey: bool = False) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    return Image.fromarray(pixels).convert("L" if grey else "RGB")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """12 cats and 8 dogs."""
    for number in range(20):
        inner = tmp_path / "pets" / ("cats" if number < 12 else "dogs")
        inner.mkdir(parents=True, exist_ok=True)
        picture(number).save(inner / f"{number}.png")
    return tmp_path / "pets"


def seen(data: Dataset) -> dict[bytes, str]:
    """For the bytes of each picture, its part."""
    parts = (("train", data.x_train), ("test", data.x_test))
    return {one.tobytes(): part for part, x in parts for one in x}


def test_folders_are_classes(folder: Path) -> None:
    data = load(f"{folder}:size=16")
    assert data.input_shape == (16, 16, 3)
    assert data.class_names == ("cats", "dogs")
    assert data.task == "binary"
    assert len(data.x_train) + len(data.x_test) == 20
    assert sorted([*data.y_train, *data.y_test]) == [0] * 12 + [1] * 8
    assert "20 pictures at 16 x 16 pixels, in colour" in data.notes[0]


def test_each_picture_keeps_its_class_and_its_pixels(folder: Path) -> None:
    data = load(f"{folder}:size=16,fit=pad")
    expected = {}
    for path in folder.rglob("*.png"):
        with Image.open(path) as one:
            padded = Image.new("RGB", (40, 40), "white")
            padded.paste(one, (5, 0))
        small = np.asarray(padded.resize((16, 16), Image.Resampling.LANCZOS))
        expected[path.parent.name, int(path.stem)] = small
    for x, y in zip([*data.x_train, *data.x_test], [*data.y_train, *data.y_test], strict=True):
        nearest = min(expected, key=lambda key: np.abs(expected[key].astype(int) - x).mean())
        assert np.abs(expected[nearest].astype(int) - x).mean() < 6
        assert nearest[0] == ("cats", "dogs")[y]


def test_parts_do_not_move_when_others_are_added_and_equal_files_stay_together(folder: Path) -> None:
    before = seen(pictures(folder, 16))
    for number in range(100, 160):
        picture(number).save(folder / "dogs" / f"{number}.png")
    for path in sorted(folder.rglob("*.png"))[:5]:
        (path.parent / f"copy of {path.name}").write_bytes(path.read_bytes())
    data = pictures(folder, 16)
    after = seen(data)
    assert {key: after[key] for key in before} == before
    train = {one.tobytes() for one in data.x_train}
    assert not train & {one.tobytes() for one in data.x_test}
    assert any(note.startswith("5 files are equal to others") for note in data.notes)
    x, _, held, _ = data.hold_out(0.3, seed=1)
    assert 0.15 < len(held) / len(data.x_train) < 0.45
    assert not {one.tobytes() for one in x} & {one.tobytes() for one in held}
    assert np.shares_memory(held, data.x_train)


def test_what_is_held_out_does_not_move_either(folder: Path) -> None:
    def held() -> set[bytes]:
        return {one.tobytes() for one in pictures(folder, 16).hold_out(0.4, 0)[2]}

    before = held()
    for number in range(200, 240):
        picture(number).save(folder / "cats" / f"{number}.png")
    assert before < held()


def test_the_side_and_the_colour_follow_from_the_pictures(folder: Path, tmp_path: Path) -> None:
    assert pictures(folder).input_shape == (28, 28, 3)
    grey = tmp_path / "grey"
    grey.mkdir()
    for number in range(6):
        picture(number, 100, 90, grey=True).save(grey / f"{number}.jpg")
    data = pictures(grey)
    assert data.input_shape == (64, 64, 1)
    assert pictures(grey, colour="rgb").input_shape == (64, 64, 3)
    assert pictures(folder, colour="grey").input_shape == (28, 28, 1)
    assert (data.task, data.classes) == ("unlabelled", 1)
    assert any("nothing to tell apart" in note for note in data.notes)


def test_grey_is_what_pillow_makes_of_colour(folder: Path) -> None:
    grey, colour = pictures(folder, 16, "grey"), pictures(folder, 16, "rgb")
    for one, other in zip(grey.x_train, colour.x_train, strict=True):
        np.testing.assert_array_equal(one[..., 0], np.asarray(Image.fromarray(other).convert("L")))


def test_strange_files_are_used_or_left_out_and_said(folder: Path) -> None:
    cats = folder / "cats"
    picture(50).save(cats / "palette.gif")
    picture(51).convert("CMYK").save(cats / "cmyk.jpg")
    Image.fromarray(np.full((40, 30), 32896, np.uint16)).save(cats / "deep.png")
    picture(52).save(cats / "ねこ 🐈.png")
    frames = [picture(53), picture(54)]
    frames[0].save(cats / "moving.webp", save_all=True, append_images=frames[1:])
    Image.open(cats / "0.png").save(cats / "png inside.jpg", "PNG")
    used = 26
    (cats / "empty.png").write_bytes(b"")
    (cats / "text.jpg").write_text("no picture", "utf-8")
    (cats / "half.png").write_bytes((cats / "1.png").read_bytes()[:600])
    (cats / "notes.txt").write_text("what I saw", "utf-8")
    (folder / "loose.png").write_bytes((cats / "1.png").read_bytes())
    (cats / ".DS_Store").write_bytes(b"")
    data = pictures(folder, 16)
    assert len(data.x_train) + len(data.x_test) == used
    said = " | ".join(data.notes)
    assert "3 left out: no whole picture (empty.png" not in said  # they are named from the folder on
    assert "3 left out: no whole picture (cats/empty.png, cats/half.png, cats/text.jpg)" in said.replace(
        "\\", "/"
    )
    assert "1 left out: the ending is none of a picture (cats/notes.txt)" in said.replace("\\", "/")
    assert "1 left out: beside the class folders, so in no class (loose.png)" in said
    assert "DS_Store" not in said
    deep = [one for one in (*data.x_train, *data.x_test) if np.ptp(one) == 0]
    assert len(deep) == 1
    assert deep[0].max() == 128


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_links_are_followed_but_not_in_a_loop(folder: Path, tmp_path: Path) -> None:
    (folder / "cats" / "again").symlink_to(folder / "cats")
    (folder / "up").symlink_to(folder)
    birds = tmp_path / "elsewhere"
    birds.mkdir()
    picture(70).save(birds / "bird.png")
    (folder / "birds").symlink_to(birds)
    (folder / "cats" / "gone.png").symlink_to(tmp_path / "nowhere.png")
    data = pictures(folder, 16)
    assert data.class_names == ("birds", "cats", "dogs")
    assert len(data.x_train) + len(data.x_test) == 21
    said = " | ".join(data.notes)
    assert "2 left out: a link to a folder that was walked already (cats/again, up)" in said
    assert "1 left out: may not be read (cats/gone.png)" in said


def test_a_whole_disk_is_no_data_set_and_depth_no_trouble(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = folder / "cats"
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    picture(80).save(deep / "deep.png")
    data = pictures(folder, 16)
    assert len(data.x_train) + len(data.x_test) == 21
    scanning = importlib.import_module(
        "axb.data.pictures.scanning"
    )  # its room is also the name of a function
    monkeypatch.setattr(scanning, "FOLDERS", 300)
    with pytest.raises(InputError, match="more than 300 folders"):
        pictures(folder, 16)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_hangs_nobody(folder: Path) -> None:
    os.mkfifo(folder / "cats" / "pipe.png")
    assert any("may not be read (cats/pipe.png)" in note for note in pictures(folder, 16).notes)


def test_folders_that_cannot_be_used(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        load(str(tmp_path / "nowhere"))
    lone = tmp_path / "lone"
    lone.mkdir()
    with pytest.raises(InputError, match=r"no pictures that can be used \(-\)"):
        load("./lone")
    picture(1).save(lone / "a.png")
    picture(1).save(lone / "b.png")
    with pytest.raises(InputError, match="only one picture that can be used"):
        load("lone")
    divided = tmp_path / "divided"
    (divided / "train").mkdir(parents=True)
    (folder).rename(divided / "train" / "pets")
    (divided / "test").mkdir()
    picture(1).save(divided / "test" / "a.png")
    with pytest.raises(InputError, match=r"divided in parts already \(test, train\).*train"):
        load("divided")
    with pytest.raises(InputError, match="colour"):
        load("divided/train:colour=blue")
    with pytest.raises(InputError, match="size"):
        load("divided/train:size=4")


def test_it_is_decoded_once_and_anew_where_something_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int, int]] = []
    with told_to(lambda done, of, what: heard.append((done, of))):
        once = pictures(folder, 16)
        assert heard == [(0, 20), (0, 0)]
        again = pictures(folder, 16)
        assert len(heard) == 2
        (folder / "cats" / "0.png").unlink()
        fewer = pictures(folder, 16)
        assert heard[2] == (0, 19)
    assert once.content_hash() == again.content_hash() != fewer.content_hash()
    assert isinstance(once.x_train, np.memmap)


def test_only_the_last_ones_stay_decoded(folder: Path, tmp_path: Path) -> None:
    for size in range(8, 8 + KEPT + 3):
        pictures(folder, size)
    assert len([*(tmp_path / "home").rglob(FACTS)]) == KEPT


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=30), st.floats(0.01, 0.99))
def test_a_fraction_parts_what_differs(shares: list[float], fraction: float) -> None:
    from axb.data.dataset import held_by_share

    ordered = np.sort(shares)
    if ordered[0] == ordered[-1]:
        with pytest.raises(InputError):
            held_by_share(ordered, fraction)
        return
    count = held_by_share(ordered, fraction)
    assert 0 < count < len(ordered)
    assert ordered[count - 1] < ordered[count]
    if ordered[0] < fraction <= ordered[-1]:
        assert (ordered[:count] < fraction).all()
        assert (ordered[count:] >= fraction).all()
