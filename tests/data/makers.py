"""Small files in the formats this room reads, and a way to try what may fail."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from axb.words import InputError

Result = TypeVar("Result")

IDX_TYPES = {"uint8": 0x08, "int8": 0x09, "int16": 0x0B, "int32": 0x0C, "float32": 0x0D, "float64": 0x0E}


def idx_bytes(array: np.ndarray) -> bytes:
    """The array as the bytes of an IDX file."""
    magic = bytes([0, 0, IDX_TYPES[array.dtype.name], array.ndim])
    return (
        magic + np.array(array.shape, ">u4").tobytes() + array.astype(array.dtype.newbyteorder(">")).tobytes()
    )


def write_fashion_mnist(folder: Path, train: int, test: int) -> None:
    """Four small files as Fashion-MNIST's: classes in turn, each image all of its label's grey."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, count in (("train", train), ("t10k", test)):
        labels = (np.arange(count) % 10).astype(np.uint8)
        images = np.broadcast_to(labels[:, None, None], (count, 28, 28))
        (folder / f"{part}-images-idx3-ubyte").write_bytes(idx_bytes(images))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx_bytes(labels))


def attempt(call: Callable[[], Result]) -> Result | InputError:
    """What `call` gives, or the sentence it says; any other exception fails the test."""
    try:
        return call()
    except InputError as error:
        return error
