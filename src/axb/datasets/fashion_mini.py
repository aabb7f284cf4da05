"""A sixth of Fashion-MNIST that comes with axb."""

from axb.data import shipped
from axb.datasets.pairs import Pair, as_pairs


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(N, 28, 28)`, 10000 and 2000; uint8 labels."""
    return as_pairs(shipped.fashion_mini())
