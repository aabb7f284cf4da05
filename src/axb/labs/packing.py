"""Rows of pictures in words, so that an outcome's file can hold them."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray


def packed(pictures: NDArray[Any]) -> str:
    """Pictures `(N, H, W, C)` of 0..255 as one row, in words: "HxW:" and its RGB bytes in base 64."""
    x = np.rint(np.asarray(pictures, np.float32)).clip(0, 255).astype(np.uint8)
    row = np.concatenate(list(x), axis=1)
    colors = np.repeat(row, 3, axis=2) if row.shape[2] == 1 else row[..., :3]
    return f"{row.shape[0]}x{row.shape[1]}:{base64.b64encode(colors.tobytes()).decode()}"


def unpacked(text: str) -> NDArray[np.uint8]:
    """The row `(H, W, 3)`."""
    size, _, told = text.partition(":")
    height, width = map(int, size.split("x"))
    return np.frombuffer(base64.b64decode(told), np.uint8).reshape(height, width, 3)
