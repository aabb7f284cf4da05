"""The pictures over which a filter slides: pieces of clothing, digits, and one drawn in noughts and ones."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from axb.data import load
from axb.data.ranges import one_of

Floats = NDArray[np.float32]
HOUSE = """
........
...##...
..####..
.######.
..####..
..#..#..
..#..#..
........
"""


def _of(data: str, index: int) -> Callable[[], Floats]:
    """Test picture `index` of a shipped set, 0..1."""

    def picture() -> Floats:
        pixels: Floats = load(data).x_test[index, ..., 0].astype(np.float32) / np.float32(255)
        return pixels

    return picture


def _house() -> Floats:
    return np.array([[mark == "#" for mark in row] for row in HOUSE.split()], np.float32)


PICTURES: dict[str, Callable[[], Floats]] = {
    "shirt": _of("fashion-mini", 121), "trousers": _of("fashion-mini", 41), "bag": _of("fashion-mini", 69),
    "boot": _of("fashion-mini", 39), "zero": _of("digits", 0), "four": _of("digits", 39), "house": _house,
}  # fmt: skip


@cache
def find_picture(name: str) -> Floats:
    """The picture called so, float32 `(side, side)` from 0 (dark) to 1. Raises InputError for an unknown name."""
    return PICTURES[one_of("picture", name, PICTURES)]()
