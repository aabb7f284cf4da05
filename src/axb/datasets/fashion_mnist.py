"""All of Fashion-MNIST, from the folder where it lies on this machine."""

from axb.data import fashion_mnist
from axb.datasets.pairs import Pair, as_pairs


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(N, 28, 28)`, 60,000 and 10,000; uint8 labels.

    Raises InputError, which says how to get it, where its files are not found.
    """
    return as_pairs(fashion_mnist.load())
