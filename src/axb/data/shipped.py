"""The images that come with axb, small enough to be there from the first minute, without a network.

`scripts/make_shipped_data.py` made the files, and says how; their licences lie beside them.
"""

from importlib.resources import files

import numpy as np

from axb.data.dataset import Array, Dataset
from axb.data.published import FASHION_MNIST


def digits() -> Dataset:
    """Handwritten digits: uint8 `(1497, 8, 8, 1)` to learn from, `(300, 8, 8, 1)` to test with, 30 of each.

    UCI's Optical Recognition of Handwritten Digits (Alpaydin & Kaynak, 1998, doi:10.24432/C50P49), the part
    that scikit-learn distributes. Its counts of ink, 0..16, are here round(255 / 16 * count).
    """
    return Dataset(
        "digits",
        "images",
        *_read("digits.npz"),
        class_names=tuple("0123456789"),
        target_name="digit",
        source="UCI Optical Recognition of Handwritten Digits, Alpaydin & Kaynak (1998), doi:10.24432/C50P49",
        licence="CC BY 4.0",
    )


def fashion_mini() -> Dataset:
    """A sixth of Fashion-MNIST: uint8 `(10000, 28, 28, 1)` to learn from, `(2000, 28, 28, 1)` to test with.

    The first 1,000 of each class in the original's training file, the first 200 of each in its test file.
    """
    return Dataset(
        "fashion-mini",
        "images",
        *_read("fashion-mini.npz"),
        class_names=FASHION_MNIST.class_names,
        class_names_ja=FASHION_MNIST.class_names_ja,
        target_name="class",
        source=FASHION_MNIST.source,
        licence=FASHION_MNIST.licence,
    )


def _read(name: str) -> tuple[Array, Array, Array, Array]:
    with (
        files("axb.data").joinpath("files", name).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        x_train, y_train = arrays["x_train"], arrays["y_train"]
        x_test, y_test = arrays["x_test"], arrays["y_test"]
    return x_train[..., None], y_train.astype(np.int64), x_test[..., None], y_test.astype(np.int64)
