"""Pictures in and out beside Keras's helpers."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from PIL import Image

from axb import InputError, Sequential, layers, utils

RNG = np.random.default_rng(0)
COLOURED = RNG.integers(0, 256, (6, 8, 3)).astype("uint8")
GREY = COLOURED[..., :1]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Image.fromarray(COLOURED).save(tmp_path / "one.png")
    return tmp_path / "one.png"


@pytest.mark.parametrize("options", [{}, {"color_mode": "grayscale"}, {"target_size": (3, 4)},
                                     {"target_size": (12, 9), "interpolation": "bilinear"}], ids=str)  # fmt: skip
def test_loading_as_keras_does(file: Path, options: dict[str, Any]) -> None:
    ours, theirs = (room.img_to_array(room.load_img(file, **options)) for room in (utils, keras.utils))
    assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize(
    "x", [COLOURED, GREY, COLOURED.astype("float32") / 2], ids=["colour", "grey", "floats"]
)
def test_arrays_as_pictures(x: np.ndarray, scale: bool, tmp_path: Path) -> None:
    ours, theirs = utils.array_to_img(x, scale=scale), keras.utils.array_to_img(x, scale=scale)
    assert ours.mode == theirs.mode
    np.testing.assert_allclose(np.asarray(ours, int), np.asarray(theirs, int), atol=1)
    utils.save_img(tmp_path / "saved.png", x, scale=scale)
    np.testing.assert_array_equal(
        np.asarray(
            utils.load_img(tmp_path / "saved.png", color_mode="rgb" if ours.mode == "RGB" else "grayscale")
        ),
        np.asarray(ours),
    )
    utils.save_img(tmp_path / "saved.jpg", x, scale=scale)
    assert (tmp_path / "saved.jpg").read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda file: utils.load_img(file.parent / "none.png"), "no file .*none.png that can be read"),
        (lambda file: utils.load_img(file, color_mode="cmyk"), "color_mode must be one of rgb, grayscale"),
        (
            lambda file: utils.load_img(file, target_size=(2, 2), interpolation="cubic"),
            "interpolation must be one",
        ),
        (lambda file: utils.array_to_img(np.zeros((3, 3))), "array_to_img: x must be"),
    ],
)
def test_what_they_refuse(call: Any, words: str, file: Path) -> None:
    with pytest.raises(InputError, match=words):
        call(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Dark cats and bright dogs."""
    for name, level, many in (("cats", 40, 9), ("dogs", 200, 11)):
        (tmp_path / name).mkdir()
        for number in range(many):
            picture = np.full((10, 12, 3), level + number, "uint8")
            Image.fromarray(picture).save(tmp_path / name / f"{number:02}.png")
    return tmp_path


def read(batches: Any) -> tuple[np.ndarray, np.ndarray]:
    xs, ys = zip(*batches, strict=True)
    return np.concatenate(xs), np.concatenate(ys)


def test_a_folder_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batches = utils.image_dataset_from_directory(folder, image_size=(5, 6), batch_size=8, shuffle=False)
    assert capsys.readouterr().out == "20 pictures of 2 classes.\n"
    assert batches.class_names == ["cats", "dogs"]
    assert [Path(path).name for path in batches.file_paths[:2]] == ["00.png", "01.png"]
    x, y = read(batches)
    assert (len(batches), x.shape, x.dtype) == (3, (20, 5, 6, 3), np.float32)
    assert y.tolist() == [0] * 9 + [1] * 11
    assert x[:, 0, 0, 0].tolist() == [*range(40, 49), *range(200, 211)]


def test_parts_hold_every_picture_once_and_stay_the_same(folder: Path) -> None:
    options = {"validation_split": 0.25, "seed": 3, "verbose": False, "image_size": (4, 4)}
    both = utils.image_dataset_from_directory(folder, subset="both", **options)
    alone = [
        utils.image_dataset_from_directory(folder, subset=one, **options)
        for one in ("training", "validation")
    ]
    for one, other in zip(both, alone, strict=True):
        assert one.file_paths == other.file_paths
    assert [len(one.file_paths) for one in both] == [15, 5]
    assert len({*both[0].file_paths, *both[1].file_paths}) == 20


@pytest.mark.parametrize(
    ("options", "shape"),
    [
        ({"label_mode": "categorical"}, (4, 2)),
        ({"label_mode": "binary"}, (4, 1)),
        ({"labels": [0, 2] * 10}, (4,)),
    ],
)
def test_labels(folder: Path, options: dict[str, Any], shape: tuple[int, ...]) -> None:
    batches = utils.image_dataset_from_directory(
        folder, batch_size=4, verbose=False, color_mode="grayscale", **options
    )
    x, y = batches[0]
    assert (x.shape, y.shape) == ((4, 256, 256, 1), shape)


def test_without_labels_and_with_classes_in_another_order(folder: Path) -> None:
    for options in ({"label_mode": None}, {"labels": None}):
        batches = utils.image_dataset_from_directory(folder, image_size=(2, 2), verbose=False, **options)
        assert batches[0].shape == (20, 2, 2, 3)
    turned = utils.image_dataset_from_directory(
        folder, class_names=["dogs", "cats"], shuffle=False, image_size=(2, 2), verbose=False
    )
    assert turned[0][1].tolist() == [1] * 9 + [0] * 11


def test_a_network_learns_from_it(folder: Path) -> None:
    options = {"image_size": (4, 4), "batch_size": 5, "validation_split": 0.25, "seed": 0, "verbose": False}
    training, validation = utils.image_dataset_from_directory(folder, subset="both", **options)
    model = Sequential([
        layers.Input((4, 4, 3)), layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(1, "sigmoid"),
    ])  # fmt: skip
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    before = [*training._order]
    history = model.fit(training, validation_data=validation, epochs=2, verbose=0)
    assert len(history.history["val_accuracy"]) == 2
    assert [*training._order] != before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"validation_split": 0.2, "subset": "training"}, "give a seed, or shuffle=False"),
        ({"validation_split": 0.2, "shuffle": False}, "validation_split must be"),
        ({"label_mode": "words"}, "label_mode must be one of int, categorical"),
        ({"class_names": ["cats"]}, "class_names must be one of cats, dogs"),
        ({"labels": [1, 2, 3]}, "20"),
    ],
)
def test_what_a_folder_refuses(folder: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        utils.image_dataset_from_directory(folder, verbose=False, **options)
