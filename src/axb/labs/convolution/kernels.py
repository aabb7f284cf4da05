"""The filters that have a name: the a of y = ax + b, for a window of 1, 3 or 5 pixels."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import one_of
from axb.labs.convolution.learned import LEARNED

Floats = NDArray[np.float32]


def identity(size: int) -> Floats:
    """The pixel in the middle as it is."""
    kernel = np.zeros((size, size), np.float32)
    kernel[size // 2, size // 2] = 1
    return kernel


def left(size: int) -> Floats:
    """Where it gets brighter to the right, as at the left edge of something bright (Prewitt 1970)."""
    return np.tile(np.sign(np.arange(size, dtype=np.float32) - size // 2), (size, 1))


def blur(size: int) -> Floats:
    """The mean of all pixels in the window."""
    return np.full((size, size), 1 / size**2, np.float32)


def sharpen(size: int) -> Floats:
    """The middle, and what it has more than its four neighbours."""
    kernel, middle = 5 * identity(size), size // 2
    for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        kernel[middle + down, middle + right] = -1
    return kernel


def learned(which: int, size: int) -> Floats:
    """One of those that a network has learned, in the middle of the window."""
    return np.pad(LEARNED[which], (size - len(LEARNED[which])) // 2)


KERNELS: dict[str, Callable[[int], Floats]] = {
    "identity": identity,
    "left": left,
    "right": lambda size: -left(size),
    "top": lambda size: left(size).T.copy(),
    "bottom": lambda size: -left(size).T,
    "blur": blur,
    "sharpen": sharpen,
    **{f"learned_{which + 1}": partial(learned, which) for which in range(len(LEARNED))},
}
ALONE = ("identity",)  # those that need no neighbours: a window of one pixel has none
OWN = "own"  # the name of numbers that a hand has set


def find_kernel(name: str, size: int) -> Floats:
    """The filter called so, float32 `(size, size)`. Raises InputError for an unknown name."""
    return KERNELS[one_of("filter", name, KERNELS)](size)
