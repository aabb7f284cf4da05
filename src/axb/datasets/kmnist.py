"""All of Kuzushiji-MNIST (characters of classical Japanese), from this machine, else from the network."""

from axb.data.published import KMNIST
from axb.datasets.pairs import Pair, as_pairs


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(N, 28, 28)`, 60,000 and 10,000; uint8 labels.

    Raises InputError, which says how to get it, where it can't be had.
    """
    return as_pairs(KMNIST.load())
