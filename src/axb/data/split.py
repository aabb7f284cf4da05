"""Holding a part of the examples out, in the same proportion of every class."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import whole
from axb.words import InputError

MAX_SEED = 2**63 - 1


def split(y: NDArray[Any], fraction: float, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices `(kept, held_out)` into `y`, each ascending; `round(len(y) * fraction)` are held out.

    Systematic sampling: the examples are shuffled, ordered by class where `y` holds classes (integers), and
    every (1 / fraction)-th is taken, so each class's share is right to within one example.
    The same `y`, `fraction` and `seed` always give the same split.

    Raises InputError where `fraction` is not between 0 and 1, or leaves one side empty.
    """
    whole("seed", seed, 0, MAX_SEED)
    if not isinstance(fraction, int | float) or not 0 < fraction < 1:
        raise InputError("data.fraction", value=repr(fraction))
    n = len(y)
    count = round(n * fraction)
    if not 0 < count < n:
        raise InputError("data.split_empty", fraction=fraction, n=n)
    order = np.random.default_rng(seed).permutation(n).astype(np.int64)
    if np.issubdtype(y.dtype, np.integer):
        order = order[np.argsort(y[order], kind="stable")]
    taken = np.diff(np.arange(n + 1, dtype=np.int64) * count // n) == 1
    return np.sort(order[~taken]), np.sort(order[taken])
