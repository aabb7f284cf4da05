"""From one code to another: straight, or along the sphere that a Gaussian's codes lie near."""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.data.ranges import one_of, whole
from axb.words import InputError

Floats = NDArray[np.float32]
MOST = 10_000  # codes of a way
FLAT = 1e-6  # an angle (radians) below which, or that near to a half turn, no great circle is known


def straight(start: ArrayLike, end: ArrayLike, count: int) -> Floats:
    """`count` codes `(count, latent)` in equal steps from start to end, both `(latent,)`, both of them among these."""
    first, last, share = _ends(start, end, count)
    return ((1 - share) * first + share * last).astype(np.float32)


def spherical(start: ArrayLike, end: ArrayLike, count: int) -> Floats:
    """The same along a great circle: Shoemake 1985, section 3.3, as White 2016, section 2.1, takes it for codes.

    sin((1 - u) w) / sin(w) start + sin(u w) / sin(w) end, w the angle between the two, u from 0 to 1. Codes from
    N(0, I) are all about sqrt(latent) long; the middle of a straight way is shorter than any code the decoder has met.
    Straight where there is no one great circle: codes in one line with zero.
    """
    first, last, share = _ends(start, end, count)
    sizes = float(np.linalg.norm(first) * np.linalg.norm(last))
    angle = math.acos(min(max(float(first @ last) / sizes, -1.0), 1.0)) if sizes else 0.0
    if not FLAT < angle < math.pi - FLAT:
        return straight(start, end, count)
    way = np.sin((1 - share) * angle) * first + np.sin(share * angle) * last
    return (way / math.sin(angle)).astype(np.float32)


WAYS: Mapping[str, Callable[[ArrayLike, ArrayLike, int], Floats]] = {
    "straight": straight,
    "spherical": spherical,
}


def interpolate(start: ArrayLike, end: ArrayLike, count: int, way: str = "straight") -> Floats:
    """`straight` or `spherical` by its name. Raises InputError for another, fewer than two codes, other shapes."""
    return WAYS[one_of("way", way, WAYS)](start, end, count)


def _ends(
    start: ArrayLike, end: ArrayLike, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    first, last = np.asarray(start, np.float64), np.asarray(end, np.float64)
    if first.ndim != 1 or first.shape != last.shape:
        raise InputError("latent.two_codes", got=f"{first.shape}, {last.shape}")
    return first, last, np.linspace(0, 1, whole("count", count, 2, MOST))[:, None]
