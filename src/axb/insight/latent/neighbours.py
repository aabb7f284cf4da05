"""Which codes lie near to one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.data.ranges import whole
from axb.words import InputError


class Neighbours(NamedTuple):
    """places: which codes, the nearest first; distances: how far each is."""

    places: NDArray[np.int64]
    distances: NDArray[np.float64]


def neighbours(codes: ArrayLike, code: ArrayLike, count: int = 8) -> Neighbours:
    """The `count` of the codes `(N, latent)` that are nearest to `code` `(latent,)`, by Euclidean distance.

    Among equal ones the first. Raises InputError for other shapes, or more than there are.
    """
    many, one = np.asarray(codes, np.float64), np.asarray(code, np.float64)
    if many.ndim != 2 or one.shape != many.shape[1:]:
        raise InputError("latent.two_codes", got=f"{many.shape}, {one.shape}")
    far = np.linalg.norm(many - one, axis=1)
    places = np.argsort(far, kind="stable")[: whole("count", count, 1, len(many))]
    return Neighbours(places, far[places])
