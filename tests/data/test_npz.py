"""Arrays of one's own: which is which, what is made of them, what is refused, and that nothing huge is ever read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axb.data import Dataset, load, npz, npz_file
from axb.data.npz_file import open_npz
from axb.words import InputError

from .makers import attempt
from .refusals import refused

quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
RNG = np.random.default_rng(0)
PICTURES = RNG.integers(0, 256, (40, 6, 5)).astype(np.uint8)
NUMBERS = RNG.normal(size=(40, 3)).astype(np.float32)
CLASSES = np.arange(40) % 4
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(*arrays: Any, **named: Any) -> Path:
        np.savez_compressed(tmp_path / "own.npz", *arrays, **named)
        return tmp_path / "own.npz"

    return write


def both(data: Dataset) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])


def is_the_same(x: np.ndarray, y: np.ndarray, of_x: np.ndarray, of_y: np.ndarray) -> bool:
    """Whether each example of one stands in the other, with its answer."""
    pairs = {(one.tobytes(), answer.item()) for one, answer in zip(of_x, of_y, strict=True)}
    return {(one.tobytes(), answer.item()) for one, answer in zip(x, y, strict=True)} == pairs


@pytest.mark.parametrize(
    "names", [("x", "y"), ("images", "labels"), ("X_train", "Y_train"), ("train_images", "train_labels")]
)
def test_pictures_and_classes_by_their_usual_names(save: Save, names: tuple[str, str]) -> None:
    data = load(str(save(**dict(zip(names, (PICTURES, CLASSES), strict=True)))))
    assert (data.kind, data.task, data.input_shape) == ("images", "multiclass", (6, 5, 1))
    assert (len(data.x_train), len(data.x_test)) == (len(data.x_train), 40 - len(data.x_train))
    assert data.class_names == ("0", "1", "2", "3")
    x, y = both(data)
    assert is_the_same(x[..., 0], y, PICTURES, CLASSES)
    assert data.notes == ()


def test_arrays_without_names_and_arrays_that_are_named(save: Save) -> None:
    plain = load(str(save(PICTURES, CLASSES)))
    chosen = load(f"{save(scans=PICTURES, kind=CLASSES, x=NUMBERS)}:x=scans,y=kind")
    assert plain.content_hash() == chosen.content_hash()
    assert load(str(save(scans=PICTURES))).task == "unlabelled"


def test_a_test_part_that_is_there_is_used(save: Save) -> None:
    path = save(x_train=PICTURES[:30], y_train=CLASSES[:30], x_test=PICTURES[30:], y_test=CLASSES[30:])
    data = npz(path)
    assert np.array_equal(data.x_test[..., 0], PICTURES[30:])
    assert np.array_equal(data.y_test, CLASSES[30:])
    x, y, x_held, y_held = data.hold_out(0.2, 0)
    assert is_the_same(
        np.concatenate([x, x_held])[..., 0], np.concatenate([y, y_held]), PICTURES[:30], CLASSES[:30]
    )


def test_parts_do_not_move_when_others_are_added_and_equal_ones_stay_together(save: Save) -> None:
    before = npz(save(x=PICTURES, y=CLASSES))
    more = np.concatenate([RNG.integers(0, 256, (50, 6, 5)).astype(np.uint8), PICTURES, PICTURES])
    after = npz(save(x=more, y=np.zeros(130, np.int64)))
    train, test = ({one.tobytes() for one in part} for part in (after.x_train, after.x_test))
    assert {one.tobytes() for one in before.x_train} <= train
    assert {one.tobytes() for one in before.x_test} <= test
    assert not train & test


@pytest.mark.parametrize(
    ("made", "expected", "note"),
    [
        (PICTURES / np.float32(255), PICTURES, "0 to 1 were brought"),
        (PICTURES.astype(np.float64) / 127.5 - 1, PICTURES, "-1 to 1"),
        (PICTURES.astype(np.float32), PICTURES, ""),
        (PICTURES.astype(np.int64), PICTURES, ""),
        (PICTURES.astype(">u2") * 257, PICTURES, "0 to 65535"),
        (PICTURES > 127, np.where(PICTURES > 127, 255, 0), "0 to 1"),
        (np.asfortranarray(PICTURES), PICTURES, ""),
    ],
    ids=["0..1", "-1..1", "float32", "int64", "big-endian 16 bits", "bool", "Fortran's order"],
)
def test_scales_of_pictures(save: Save, made: np.ndarray, expected: np.ndarray, note: str) -> None:
    data = npz(save(x=made, y=CLASSES))
    x, y = both(data)
    assert is_the_same(x[..., 0], y, expected.astype(np.uint8), CLASSES)
    assert note in " ".join(data.notes)


def test_channels_that_stand_first_are_moved(save: Save) -> None:
    colour = RNG.integers(0, 256, (40, 6, 5, 3)).astype(np.uint8)
    plain, first = npz(save(x=colour, y=CLASSES)), npz(save(x=colour.transpose(0, 3, 1, 2), y=CLASSES))
    assert first.content_hash() == plain.content_hash()
    assert "channels first" in first.notes[0]


def test_numbers_to_predict_from_numbers_and_what_is_incomplete(save: Save) -> None:
    x, y = NUMBERS.astype(np.float64), NUMBERS.sum(1)
    x[3, 1], y[5] = np.nan, np.inf
    data = npz(save(x=x, y=y, feature_names=np.array(["a", "b", "長さ"])))
    assert (data.kind, data.task, data.feature_names) == ("table", "regression", ("a", "b", "長さ"))
    assert sum(map(len, (data.x_train, data.x_test))) == 38
    assert data.notes == ("2 examples were left out, because a number is missing in them or is none.",)
    assert npz(save(x=NUMBERS, y=y)).feature_names == ("x1", "x2", "x3")
    assert npz(save(x=NUMBERS[:, 0], y=NUMBERS[:, 1])).input_shape == (1,)


@pytest.mark.parametrize(
    ("y", "names"),
    [
        (np.array(["cat", "dog", "犬", "fox"])[CLASSES], ("cat", "dog", "fox", "犬")),
        (np.array([b"cat", b"dog", b"ant", b"fox"])[CLASSES], ("ant", "cat", "dog", "fox")),
        (np.array([10, 20, 30, 99], np.uint8)[CLASSES], ("10", "20", "30", "99")),
        (CLASSES[:, None], ("0", "1", "2", "3")),
        (np.eye(4, dtype=np.float32)[CLASSES], ("0", "1", "2", "3")),
        (CLASSES > 1, ("False", "True")),
    ],
    ids=["texts", "bytes", "other numbers", "(N, 1)", "one-hot", "bool"],
)
def test_what_counts_as_classes(save: Save, y: np.ndarray, names: tuple[str, ...]) -> None:
    data = npz(save(x=NUMBERS, y=y))
    assert data.class_names == names
    told = y.astype("U") if y.dtype.kind in "US" else None
    if told is not None:
        x, labels = both(data)
        assert is_the_same(x, np.array(names)[labels], NUMBERS, told)


def test_the_files_own_class_names(save: Save) -> None:
    data = npz(save(x=PICTURES, y=CLASSES, class_names=np.array(["い", "ろ", "は", "に", "ほ"])))
    assert data.class_names == ("い", "ろ", "は", "に", "ほ")
    assert is_the_same(both(data)[0][..., 0], both(data)[1], PICTURES, CLASSES)


def test_the_task_can_be_said(save: Save) -> None:
    path = save(x=NUMBERS, y=CLASSES)
    assert npz(path, task="numbers").task == "regression"
    assert load(f"{save(x=NUMBERS, y=CLASSES.astype(np.float32))}:task=classes").class_names == (
        "0",
        "1",
        "2",
        "3",
    )
    many = np.arange(400)
    assert "400 different whole numbers" in npz(save(x=many, y=many)).notes[0]
    assert "taken as classes" in npz(save(x=NUMBERS, y=np.arange(40) % 12)).notes[0]


def test_without_answers_there_is_one_class(save: Save) -> None:
    data = npz(save(images=PICTURES))
    assert (data.task, data.classes) == ("unlabelled", 1)
    assert "nothing to tell apart" in data.notes[-1]
    assert npz(save(images=PICTURES, labels=np.full(40, 7))).task == "unlabelled"


def test_validation_arrays_are_told_to_be_unused(save: Save) -> None:
    data = npz(save(train_images=PICTURES, train_labels=CLASSES, val_images=PICTURES, val_labels=CLASSES))
    assert "Not used: val_images, val_labels" in data.notes[0]


@pytest.mark.parametrize(
    ("arrays", "options", "words"),
    [
        ({"a": PICTURES, "b": CLASSES}, "", ["own.npz:x=NAME,y=NAME", "a: uint8 (40, 6, 5)", "images"]),
        ({"x": PICTURES}, ":y=kind", ["no array kind", "x: uint8"]),
        ({"x": PICTURES, "y": CLASSES[:39]}, "", ["equally long", "40", "39"]),
        ({"x": PICTURES[None, None]}, "", ["(N, H, W, C)", "(1, 1, 40, 6, 5)"]),
        ({"x": np.zeros((9, 6, 5, 7), np.uint8)}, "", ["C being 1 or 3", "(9, 6, 5, 7)"]),
        ({"x": np.array(["a", "b"])}, "", ["must be numbers", "<U1"]),
        ({"x": np.zeros((0, 3))}, "", ["must be numbers", "(0, 3)"]),
        ({"x": PICTURES * 3.0}, "", ["0 to 255, 0 to 1, -1 to 1 or 0 to 65535"]),
        ({"x": PICTURES - 300.0}, "", ["hold -300 to -45"]),
        ({"x": np.full((9, 4, 4), np.nan)}, "", ["hold nan"]),
        ({"x": np.full((9, 4), np.nan)}, "", ["No complete example"]),
        ({"x": NUMBERS, "y": NUMBERS}, "", ["y of", "(40, 3)", "(N,)"]),
        ({"x": NUMBERS, "y": np.array(["a", "b"] * 20)}, ":task=numbers", ["can't be taken as numbers"]),
        ({"x": np.arange(999), "y": np.arange(999)}, ":task=classes", ["at most 256", "999"]),
        ({"x": NUMBERS, "y": CLASSES}, ":task=sorting", ["classes, numbers", "sorting"]),
        ({"x": NUMBERS}, ":test=2", ["test must be a number"]),
        ({"x": NUMBERS[:1]}, "", ["1 examples"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence_in_both_languages(
    save: Save, arrays: dict[str, Any], options: str, words: list[str]
) -> None:
    spec = f"{save(**arrays)}{options}"
    refused(spec, words)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    np.savez(tmp_path / "own.npz", x=np.array([{"a": 1}], object), y=np.zeros(1))
    with pytest.raises(InputError, match="could run anything"):
        npz(tmp_path / "own.npz")


def member(shape: tuple[int, ...], content: bytes) -> bytes:
    """The bytes of an .npy file whose header says what it likes."""
    made = io.BytesIO()
    np.lib.format.write_array_header_1_0(made, {"descr": "|u1", "fortran_order": False, "shape": shape})
    return made.getvalue() + content


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npz_file, "MAX_BYTES", 2**22)
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", member((9, 1024, 1024), bytes(9 * 2**20)))
    assert path.stat().st_size < 2**14
    with pytest.raises(InputError, match="9 MiB, over the limit of 4 MiB"):
        npz(path)


def test_a_header_that_promises_more_than_there_is_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "liar.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", member((10**6, 10**6, 10**6), b"little"))
    with pytest.raises(InputError, match=r"can't be read as an \.npz"):
        npz(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "no arrays")
    with pytest.raises(InputError, match="holds 0"):
        npz(path)
    with pytest.raises(InputError, match="There is no file"):
        npz(tmp_path / "nowhere.npz")


@quick
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8), st.integers(0, 2000))
def test_whatever_is_changed_in_a_file_there_are_data_or_a_sentence(
    tmp_path: Path, changes: list[tuple[int, int]], end: int
) -> None:
    made = io.BytesIO()
    np.savez_compressed(made, x=PICTURES[:8], y=CLASSES[:8])
    content = bytearray(made.getvalue())
    for place, value in changes:
        content[place % len(content)] = value
    path = tmp_path / "fuzzed.npz"
    path.write_bytes(content[: len(content) - end if end < 500 else None])
    got = attempt(lambda: npz(path))
    assert str(got) if isinstance(got, InputError) else got.x_train.dtype in (np.uint8, np.float32)


def test_what_is_there_is_told_without_reading_it(save: Save) -> None:
    file = open_npz(save(x=PICTURES, y=CLASSES))
    assert file.listed() == "x: uint8 (40, 6, 5), y: int64 (40,)"


@pytest.mark.parametrize(
    "head", [b"(" * 500, b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,", b"\xff\xfe", b"'"]
)
def test_an_array_whose_head_is_no_head_is_refused(head: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.npz", "w") as archive:
        archive.writestr("x.npy", b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head)
    with pytest.raises(InputError, match=r"own\.npz"):
        npz(tmp_path / "own.npz")
