"""What is measured of a latent space while it is being learned."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.latent import order
from axb.training import Latent

Array = NDArray[Any]
DRAWN = 300  # codes from N(0, I)
SOME = 0.02  # of what is drawn has to be of a class for it to count


class Measured(NamedTuple):
    """error: mean squared error of test pictures restored from the means of their codes, a pixel of 0 to 1. order: rank
    correlation of distances between codes and between what is decoded. kinds: see `kinds_drawn`."""

    error: float
    order: float
    kinds: int


def measured(model: Latent, data: Dataset) -> Measured:
    """Of a model of pictures of classes."""
    restored = np.square((data.x_test - model.decode(model.encode(data.x_test))) / 255)
    return Measured(float(restored.mean()), order(model, data.x_test).decoded.value, kinds_drawn(model, data))


def kinds_drawn(model: Latent, data: Dataset) -> int:
    """How many classes come up where codes are drawn from N(0, I): of 300 pictures, each is taken to be of the class of
    the training picture nearest to it, and a class counts that has 2% of them or more."""
    codes = np.random.default_rng(0).standard_normal((DRAWN, model.latent), np.float32)
    made, known = (
        one.reshape(len(one), -1).astype(np.float64) for one in (model.decode(codes), data.x_train)
    )
    far = np.square(known).sum(1) - 2 * made @ known.T
    shares = np.bincount(np.asarray(data.y_train)[far.argmin(1)], minlength=data.classes or 1) / DRAWN
    return int((shares >= SOME).sum())
