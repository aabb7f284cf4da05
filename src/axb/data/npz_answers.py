"""The y of an .npz file as a data set wants it: classes, or numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.dataset import Array
from axb.data.encoding import FEW, MAX_CLASSES
from axb.data.npz_file import NpzFile
from axb.words import InputError, say

Names = tuple[str, ...] | None
UNLABELLED = ("-",)


def answers(
    file: NpzFile, names: list[str | None], lengths: list[int], task: str | None, notes: list[str]
) -> tuple[list[Array], Names]:
    """The answers of each part, and the classes' names; None where they are numbers.

    Texts, booleans and whole numbers of up to 256 different values are classes, other numbers are numbers to predict;
    `task` says it otherwise. `(N, K)` with a single 1 a row is a class. Without y all is of one class.
    Raises InputError for other shapes and types, and for too many classes.
    """
    found = [name for name in names if name is not None]
    if len(found) < len(names):
        return [np.zeros(length, np.int64) for length in lengths], UNLABELLED
    parts = [_flat(file, name, array, notes) for name, array in zip(found, file.read(*found), strict=True)]
    together = np.concatenate(parts)
    values, places = np.unique(together, return_inverse=True)
    if _are_numbers(together, len(values), task, found[0], notes):
        return [part.astype(np.float32) for part in parts], None
    if len(values) > MAX_CLASSES:
        raise InputError(
            "data.npz_classes", path=file.path, array=found[0], count=len(values), limit=MAX_CLASSES
        )
    given = _given_names(file, together)
    labels = together.astype(np.int64) if given else places.reshape(-1).astype(np.int64)
    ends = np.cumsum([len(part) for part in parts])[:-1]
    return np.split(labels, ends), given or tuple(_told(value) for value in values)


def _flat(file: NpzFile, name: str, array: Array, notes: list[str]) -> Array:
    """`(N,)`."""
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 2 and array.dtype.kind in "biuf" and _is_one_hot(array):
        notes.append(say("data.npz_note_one_hot", array=name))
        array = array.argmax(1)
    if array.ndim != 1 or not array.size:
        raise InputError("data.npz_answers", path=file.path, array=name, got=file.arrays[name])
    return np.char.decode(array, "utf-8", "replace") if array.dtype.kind == "S" else array


def _is_one_hot(array: Array) -> bool:
    return bool(((array == 0) | (array == 1)).all() and (array.sum(1, dtype=np.int64) == 1).all())


def _are_numbers(y: Array, different: int, task: str | None, name: str, notes: list[str]) -> bool:
    """Whether there are numbers to predict."""
    if y.dtype.kind in "Ub" or task == "classes":
        if task == "numbers":
            raise InputError("data.npz_words", array=name, got=y.dtype)
        return False
    if task is None and y.dtype.kind in "iu" and different > MAX_CLASSES:
        notes.append(say("data.npz_note_numbers", array=name, count=different))
        return True
    if task is None and y.dtype.kind in "iu" and different > FEW:
        notes.append(say("data.npz_note_classes", array=name, count=different))
    return y.dtype.kind == "f" or task == "numbers"


def _given_names(file: NpzFile, y: NDArray[Any]) -> tuple[str, ...]:
    """The file's own, where whole numbers count them from 0; else none."""
    if "class_names" not in file.arrays or y.dtype.kind not in "iu":
        return ()
    names = tuple(str(one) for one in file.read("class_names")[0].ravel())
    return names if int(y.min()) >= 0 and int(y.max()) < len(names) else ()


def _told(value: Any) -> str:
    """Words as they are, whole numbers without a point."""
    return f"{value:.0f}" if isinstance(value, np.floating) and float(value).is_integer() else str(value)
