import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from axb.data import Dataset, moons, xor
from axb.words import InputError, set_language


def small(**changes: Any) -> Dataset:
    """Six grey images of three classes, three to learn from and three to test with."""
    x = np.arange(6 * 2 * 3, dtype=np.uint8).reshape(6, 2, 3, 1)
    y = np.array([0, 1, 2, 0, 1, 2], dtype=np.int64)
    parts = {"x_train": x[:3], "y_train": y[:3], "x_test": x[3:], "y_test": y[3:]}
    return Dataset(**({"name": "small", "kind": "images", **parts} | changes))


def numbers() -> Dataset:
    x, y = np.ones((4, 2), np.float32), np.arange(4, dtype=np.float32)
    return Dataset("numbers", "table", x, y, x, y)


def test_the_task_follows_from_the_answers() -> None:
    assert (numbers().task, numbers().classes) == ("regression", None)
    assert (small().task, small().classes) == ("multiclass", 3)
    two = np.array([0, 1, 1])
    assert small(y_train=two, y_test=two).task == "binary"
    assert small(class_names=("a", "b", "c", "never seen")).classes == 4


def test_input_shape_has_no_batch_axis() -> None:
    assert small().input_shape == (2, 3, 1)
    assert numbers().input_shape == (2,)


def test_labels_speak_the_language_asked_for_or_the_current_one() -> None:
    data = small(class_names=("cat", "dog", "bird"), class_names_ja=("猫", "犬", "鳥"))
    assert data.labels() == data.labels("en") == ("cat", "dog", "bird")
    assert data.labels("ja") == ("猫", "犬", "鳥")
    set_language("ja")
    assert data.labels() == ("猫", "犬", "鳥")
    assert small(class_names=("a", "b", "c")).labels() == ("a", "b", "c")
    assert small().labels() == ("0", "1", "2")
    assert numbers().labels() == ()


def test_content_hash_depends_on_every_array_and_on_nothing_else() -> None:
    data = small()
    assert data.content_hash() == small(name="renamed", source="elsewhere").content_hash()
    for name in ("x_train", "y_train", "x_test", "y_test"):
        changed = getattr(data, name).copy()
        changed.flat[0] = 2
        assert replace(data, **{name: changed}).content_hash() != data.content_hash(), name


def test_content_hash_tells_shapes_apart_but_not_memory_layouts() -> None:
    data = small()
    turned = small(x_train=data.x_train.reshape(3, 3, 2, 1), x_test=data.x_test.reshape(3, 3, 2, 1))
    assert turned.content_hash() != data.content_hash()
    assert small(x_train=np.asfortranarray(data.x_train)).content_hash() == data.content_hash()


def test_content_hash_is_the_same_forever() -> None:
    assert small().content_hash() == "10283a58540ff7fce5d73a5575e88bdc5d5a7832aadfa5072f08973b4d9f831b"


def test_content_hash_is_the_same_in_another_process() -> None:
    code = "from axb.data import xor; print(xor(n=50).content_hash())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == xor(n=50).content_hash()


def test_hold_out_parts_the_training_part() -> None:
    data = moons(n=100)
    x_train, y_train, x_val, y_val = data.hold_out(0.3, seed=1)
    assert (len(x_train), len(y_train), len(x_val), len(y_val)) == (70, 70, 30, 30)
    together = np.concatenate([x_train, x_val])
    assert np.array_equal(np.unique(together, axis=0), np.unique(data.x_train, axis=0))
    assert np.array_equal(np.bincount(y_val), [15, 15])
    again = data.hold_out(0.3, seed=1)
    assert all(map(np.array_equal, again, (x_train, y_train, x_val, y_val)))
    assert not np.array_equal(data.hold_out(0.3, seed=2)[2], x_val)


IMAGE = np.zeros((3, 2, 3, 1), np.uint8)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "sounds"}, ["images, points, table", "'sounds'"]),
        (
            {"x_train": IMAGE.astype(np.float32)},
            ["x_train of images", "uint8", "(N, H, W, C)", "float32 (3, 2, 3, 1)"],
        ),
        ({"x_test": IMAGE[..., 0]}, ["x_test", "uint8 (3, 2, 3)"]),
        ({"x_train": IMAGE[:0], "y_train": np.zeros(0, np.int64)}, ["x_train", "not empty"]),
        ({"kind": "table"}, ["x_train of table", "float32", "(N, F)"]),
        ({"y_train": np.zeros(3, np.uint8)}, ["y_train", "int64", "float32", "uint8 (3,)"]),
        ({"y_test": np.zeros((3, 1), np.int64)}, ["y_test", "one-dimensional", "int64 (3, 1)"]),
        ({"y_train": np.zeros(2, np.int64)}, ["x_train", "3 examples", "2 answers"]),
        ({"x_test": np.zeros((3, 5, 5, 1), np.uint8)}, ["(2, 3, 1) int64", "(5, 5, 1) int64"]),
        ({"y_test": np.zeros(3, np.float32)}, ["(2, 3, 1) int64", "(2, 3, 1) float32"]),
        ({"class_names": ("a", "b")}, ["2 classes", "from 0 to 1", "0 to 2"]),
        ({"y_test": np.array([-1, 0, 1])}, ["3 classes", "-1 to 2"]),
    ],
)
def test_arrays_that_break_a_rule_get_a_sentence(changes: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        small(**changes)
    for word in words:
        assert word in str(error.value)
