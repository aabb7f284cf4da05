"""Fashion-MNIST: 70,000 grey 28 x 28 photographs of clothes in 10 classes.

Xiao, Rasul, Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms"
(2017), arXiv:1708.07747. Copyright 2017 Zalando SE, MIT licence.
"""

from pathlib import Path

import numpy as np

from axb.data.dataset import Array, Dataset
from axb.data.folders import cache_folders, is_file, named
from axb.data.idx import read_idx
from axb.words import InputError

CLASS_NAMES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
CLASS_NAMES_JA = (
    *("Tシャツ・トップス", "ズボン", "プルオーバー", "ワンピース", "コート"),
    *("サンダル", "シャツ", "スニーカー", "バッグ", "ショートブーツ"),
)
SOURCE = "Fashion-MNIST, Xiao, Rasul & Vollgraf (2017), arXiv:1708.07747"
LICENCE = "MIT, (c) 2017 Zalando SE"
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")
FILES = (
    *("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    *("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
)


def load(folder: Path | str | None = None) -> Dataset:
    """All of Fashion-MNIST: uint8 `(60000, 28, 28, 1)` to learn from, `(10000, 28, 28, 1)` to test with.

    `folder` holds the four IDX files (gzipped or not); None looks where `find_folder` does.
    Raises InputError where they are not found, or are not what they should be.
    """
    x_train, y_train, x_test, y_test = read_folder(_folder(folder))
    return Dataset(
        "fashion-mnist",
        "images",
        x_train,
        y_train,
        x_test,
        y_test,
        CLASS_NAMES,
        CLASS_NAMES_JA,
        target_name="class",
        source=SOURCE,
        licence=LICENCE,
    )


def read_folder(folder: Path) -> tuple[Array, Array, Array, Array]:
    """`(x_train, y_train, x_test, y_test)` of the four files: uint8 `(N, 28, 28, 1)` and int64 `(N,)`."""
    train_images, train_labels, test_images, test_labels = _files_in(folder)
    return *_read_part(train_images, train_labels), *_read_part(test_images, test_labels)


def find_folder() -> Path | None:
    """The first folder that has all four files: below AXB_HOME, the user's cache, Debian's; else None."""
    return next((folder for folder in _places() if len(_files_in(folder)) == len(FILES)), None)


def _folder(folder: Path | str | None) -> Path:
    if folder is None:
        if (found := find_folder()) is None:
            raise InputError("data.fashion_mnist_absent", folder=_places()[0])
        return found
    folder = named(folder)
    if len(_files_in(folder)) < len(FILES):
        raise InputError("data.fashion_mnist_incomplete", folder=folder, files=", ".join(FILES))
    return folder


def _places() -> tuple[Path, ...]:
    return *cache_folders("fashion-mnist"), DEBIAN_FOLDER


def _files_in(folder: Path) -> list[Path]:
    """Those of the four files that `folder` has, in the order of FILES."""
    return [path for name in FILES if (path := _first_file(folder / name, folder / f"{name}.gz"))]


def _first_file(*candidates: Path) -> Path | None:
    return next((path for path in candidates if is_file(path)), None)


def _read_part(images: Path, labels: Path) -> tuple[Array, Array]:
    x, y = read_idx(images), read_idx(labels)
    if x.dtype != np.uint8 or x.ndim != 3 or x.shape[1:] != (28, 28):
        raise InputError("data.fashion_mnist_images", path=images, got=f"{x.dtype} {x.shape}")
    if y.dtype != np.uint8 or y.shape != x.shape[:1] or int(y.max()) >= len(CLASS_NAMES):
        raise InputError("data.fashion_mnist_labels", path=labels, n=len(x), got=f"{y.dtype} {y.shape}")
    return x[..., None], y.astype(np.int64)
