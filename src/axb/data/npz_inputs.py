"""The x of an .npz file as a data set wants it: bytes of pictures, or a table of float32."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from axb.data.dataset import Array
from axb.data.npz_file import NpzFile
from axb.words import InputError, say

AT_ONCE = 1024  # pictures that are converted together: memory holds each array once
MOST_SIDE = 1024  # pixels
Kind = Literal["images", "table"]
Change = Callable[[Array], Array]


def inputs(file: NpzFile, names: list[str], notes: list[str]) -> tuple[list[Array], Kind]:
    """The arrays of those names, all on one scale, and what they are.

    `(N, H, W)` and `(N, H, W, C)`, C being 1 or 3 (or standing before H and W), are pictures: uint8. Theirs are numbers
    of 0..1, -1..1, 0..255 or, where they are whole, 0..65535, the first that all fit into, and are brought to 0..255.
    `(N,)` and `(N, F)` are a table: float32.
    Raises InputError for other shapes, types and ranges.
    """
    arrays = file.read(*names)
    for name, array in zip(names, arrays, strict=True):
        if array.dtype.kind not in "biuf" or array.ndim not in (1, 2, 3, 4) or not array.size:
            raise InputError("data.npz_inputs", path=file.path, array=name, got=file.arrays[name])
    if arrays[0].ndim < 3:
        return [_table(array) for array in arrays], "table"
    arrays = [_upright(file, name, array, notes) for name, array in zip(names, arrays, strict=True)]
    change = _scale(file, names, arrays, notes)
    return [_changed(array, change) for array in arrays], "images"


def _table(array: Array) -> Array:
    """float32 `(N, F)`; what it can't hold is no number then, and left out."""
    with np.errstate(over="ignore"):
        numbers = array.astype(np.float32)
    return numbers[:, None] if array.ndim == 1 else numbers.reshape(len(numbers), -1)


def _upright(file: NpzFile, name: str, array: Array, notes: list[str]) -> Array:
    """`(N, H, W, C)`."""
    if array.ndim == 3:
        array = array[..., None]
    elif array.ndim == 4 and array.shape[3] not in (1, 3) and array.shape[1] in (1, 3):
        array = array.transpose(0, 2, 3, 1)
        notes.append(say("data.npz_note_channels", array=name))
    if array.ndim != 4 or array.shape[3] not in (1, 3) or max(array.shape[1:3]) > MOST_SIDE:
        raise InputError("data.npz_inputs", path=file.path, array=name, got=file.arrays[name])
    return array


def _scale(file: NpzFile, names: list[str], arrays: list[Array], notes: list[str]) -> Change:
    """What brings all of them to bytes, by the range that they have together."""
    if all(array.dtype == np.uint8 for array in arrays) and max(int(array.max()) for array in arrays) > 1:
        return lambda some: some
    whole = all(array.dtype.kind in "iu" for array in arrays)
    low, high = min(float(array.min()) for array in arrays), max(float(array.max()) for array in arrays)
    ranges: dict[tuple[float, float], Change] = {
        (0, 1): lambda some: some * 255.0,
        (-1, 1): lambda some: (some + 1.0) * 127.5,
        (0, 255): lambda some: some,
        (0, 65535): lambda some: some / 257.0,
    }
    for (bottom, top), change in ranges.items():
        if bottom <= low and high <= top and (whole or top < 65535):
            if top != 255:
                notes.append(say("data.npz_note_scale", low=bottom, high=top))
            return change
    raise InputError(
        "data.npz_range", path=file.path, arrays=", ".join(names), low=f"{low:g}", high=f"{high:g}"
    )


def _changed(array: Array, change: Change) -> Array:
    """In pieces: a whole array of float64 beside it might not fit into memory."""
    made = np.empty(array.shape, np.uint8)
    for start in range(0, len(array), AT_ONCE):
        some = array[start : start + AT_ONCE]
        made[start : start + AT_ONCE] = np.rint(change(some.astype(np.float64)))
    return made
