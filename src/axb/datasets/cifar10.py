"""All of CIFAR-10, from where it lies on this machine, else from the network."""

import numpy as np

from axb.data.published import CIFAR10
from axb.datasets.pairs import Pair


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(N, 32, 32, 3)`, 50,000 and 10,000; labels `(N, 1)`.

    Raises InputError, which says how to get it, where it can't be had.
    """
    data = CIFAR10.load()
    train = data.x_train, data.y_train.astype(np.uint8)[:, None]
    return train, (data.x_test, data.y_test.astype(np.uint8)[:, None])
