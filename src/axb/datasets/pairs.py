"""A set of grey images in the form of Keras's `load_data()`."""

import numpy as np

from axb.data.dataset import Array, Dataset

Pair = tuple[Array, Array]


def as_pairs(images: Dataset) -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: x uint8 `(N, H, W)`, y uint8 `(N,)`."""
    train = images.x_train[..., 0], images.y_train.astype(np.uint8)
    test = images.x_test[..., 0], images.y_test.astype(np.uint8)
    return train, test
