"""Points to start from: what a line fits, what it fits on the whole, and what it doesn't fit."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.data.ranges import one_of
from axb.words import InputError

Array = NDArray[np.float64]
MOST = 1000  # points
LARGEST = 1e9  # a coordinate


def clean() -> Array:
    """Nine points exactly on y = 0.8 x + 0.6; none where a hand holds the line, at x = 0."""
    x = np.linspace(-0.75, 3.25, 9)
    return np.stack([x, 0.8 * x + 0.6], axis=1)


def noisy() -> Array:
    """24 points around the same line: Gaussian noise of standard deviation 0.5."""
    x = np.linspace(-1, 3, 24)
    return np.stack([x, 0.8 * x + 0.6 + 0.5 * np.random.default_rng(4).standard_normal(24)], axis=1)


def outlier() -> Array:
    """The clean line, but one point lies far below it."""
    points = clean()
    points[7, 1] = -1.5
    return points


def curve() -> Array:
    """Points on a parabola, which no line fits."""
    x = np.linspace(-1, 3, 12)
    return np.stack([x, 0.55 * (x - 1.5) ** 2 - 0.3], axis=1)


STARTS: dict[str, Callable[[], Array]] = {
    "clean": clean, "noisy": noisy, "outlier": outlier, "curve": curve,
}  # fmt: skip


def start(name: str) -> Array:
    """The points called so. Raises InputError for an unknown name."""
    return STARTS[one_of("points", name, STARTS)]()


def checked(points: ArrayLike) -> Array:
    """(x, y) in rows, `(n, 2)`, as float64. Raises InputError for none, too many, or no ordinary numbers."""
    try:
        array = np.array(points, np.float64)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.ndim != 2 or array.shape[1] != 2 or not 1 <= len(array) <= MOST:
        raise InputError("labs_line.points_shape", most=f"{MOST:,}", shape=array.shape)
    if not (np.abs(array) <= LARGEST).all():
        culprit = array[~(np.abs(array) <= LARGEST)][0]
        raise InputError("labs_line.points_size", largest=f"{LARGEST:g}", got=f"{culprit:g}")
    return array
