"""Fashion-MNIST for every contestant alike: IDX files, or the npz file that ships with axb."""

import gzip
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FEW = 1024  # images of a quick run


def read(data: Path, quick: bool = False) -> tuple[Array, Array, Array, Array]:
    """`(x_train, y_train, x_test, y_test)`: uint8 `(N, 28, 28)` and `(N,)`; the first few when quick."""
    if data.is_file():
        with np.load(data, allow_pickle=False) as arrays:
            parts = [arrays[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    else:
        names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
        parts = [_read_idx(data / f"{name}-ubyte") for name in names]
    x_train, y_train, x_test, y_test = (part[:FEW] if quick else part for part in parts)
    return x_train, y_train, x_test, y_test


def _read_idx(path: Path) -> Array:
    content = (
        path.read_bytes()
        if path.is_file()
        else gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes())
    )
    axes = content[3]
    shape = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
    return np.frombuffer(content, np.uint8, math.prod(shape), 4 + 4 * axes).reshape(shape).copy()
