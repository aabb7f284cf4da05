"""The sliced Wasserstein distance: how far one cloud of points would have to be moved to become another.

Bonneel, Rabin, Peyre & Pfister 2015, "Sliced and Radon Wasserstein barycenters of measures", section 3, with the first
power: the mean over directions of the distance between the two clouds' shadows on a line, which sorting gives exactly.
In the points' own unit; lower is better; 0 where the clouds are the same. Unlike the Fréchet distance it sees the shape
of a cloud, and holes in it. Like it, it is not 0 between two clouds of one kind, the less so the more points there are.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.words import InputError

DIRECTIONS = 256
Array = NDArray[Any]


def sliced_wasserstein(first: Array, second: Array, directions: int = DIRECTIONS, seed: int = 0) -> float:
    """Between two clouds (N, D) of as many points. Raises InputError where they are not."""
    if first.ndim != 2 or first.shape != second.shape or not len(first):
        raise InputError("measures.clouds", first=first.shape, second=second.shape)
    drawn = np.random.default_rng(seed).standard_normal((first.shape[1], directions))
    lines = drawn / np.linalg.norm(drawn, axis=0)
    shadows = (np.sort(cloud.astype(np.float64) @ lines, axis=0) for cloud in (first, second))
    return float(np.abs(np.subtract(*shadows)).mean())
