"""Handwritten digits that come with axb."""

from axb.data import shipped
from axb.datasets.pairs import Pair, as_pairs


def load_data() -> tuple[Pair, Pair]:
    """`((x_train, y_train), (x_test, y_test))`: uint8 images `(1497, 8, 8)`, `(300, 8, 8)`; uint8 labels."""
    return as_pairs(shipped.digits())
