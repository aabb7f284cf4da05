"""Codes added and taken away: what one group of examples has and another has not, put onto a third."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.words import InputError

Floats = NDArray[np.float32]


def arithmetic(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> Floats:
    """The code `(latent,)` of a - b + c, each a group of codes `(N, latent)` of which the mean is taken, or one code.

    Radford, Metz & Chintala 2016, section 6.3.2: single codes gave unstable pictures, means of three good ones.
    Raises InputError for groups that are empty, or of other sizes.
    """
    means = [_mean(group) for group in (a, b, c)]
    if len({mean.shape for mean in means}) > 1:
        raise InputError("latent.groups", got=", ".join(str(mean.shape) for mean in means))
    return (means[0] - means[1] + means[2]).astype(np.float32)


def _mean(group: ArrayLike) -> NDArray[np.float64]:
    codes = np.atleast_2d(np.asarray(group, np.float64))
    if codes.ndim != 2 or not len(codes):
        raise InputError("latent.groups", got=np.shape(group))
    mean: NDArray[np.float64] = codes.mean(0)
    return mean
