"""All of MNIST, from where it lies on this machine, else from the network."""

from axb.data.published import MNIST
from axb.datasets.pairs import Pair, as_pairs


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(N, 28, 28)`, 60,000 and 10,000; uint8 labels.

    Raises InputError, which says how to get it, where it can't be had.
    """
    return as_pairs(MNIST.load())
