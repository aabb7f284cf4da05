"""Fashion-MNIST, MNIST and Kuzushiji-MNIST: 70,000 grey pictures of 28 x 28 in 10 classes each, as four IDX files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from axb.data.dataset import Array
from axb.data.folders import is_file
from axb.data.idx import read_idx
from axb.data.published.published import Parts, Published
from axb.words import InputError

FILES = (
    *("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    *("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
)
CLASSES = 10


def find(folder: Path) -> list[Path]:
    """The four files in the order of FILES, gzipped or not; none where one is missing."""
    found = [path for name in FILES if (path := _first_file(folder / name, folder / f"{name}.gz"))]
    return found if len(found) == len(FILES) else []


def read(paths: Sequence[Path]) -> Parts:
    """`(x_train, y_train, x_test, y_test)` of the four files: uint8 `(N, 28, 28, 1)` and int64 `(N,)`."""
    train_images, train_labels, test_images, test_labels = paths
    return *_read_part(train_images, train_labels), *_read_part(test_images, test_labels)


def _first_file(*candidates: Path) -> Path | None:
    return next((path for path in candidates if is_file(path)), None)


def _read_part(images: Path, labels: Path) -> tuple[Array, Array]:
    x, y = read_idx(images), read_idx(labels)
    if x.dtype != np.uint8 or x.ndim != 3 or x.shape[1:] != (28, 28):
        raise InputError("data.published_images", path=images, got=f"{x.dtype} {x.shape}")
    if y.dtype != np.uint8 or y.shape != x.shape[:1] or int(y.max()) >= CLASSES:
        raise InputError("data.published_labels", path=labels, n=len(x), got=f"{y.dtype} {y.shape}")
    return x[..., None], y.astype(np.int64)


def _files(*digests: str) -> Mapping[str, str]:
    return {f"{name}.gz": digest for name, digest in zip(FILES, digests, strict=True)}


# The SHA-256 of all sets are those that tensorflow/datasets publishes (tensorflow_datasets/url_checksums/); of the same
# files torchvision publishes the MD5 (torchvision/datasets/mnist.py).
FASHION_MNIST = Published(
    "fashion-mnist",
    _files(
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ),
    (
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",  # its authors'
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",  # Keras's
    ),
    find,
    read,
    (
        *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
        *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    ),
    (
        *("Tシャツ・トップス", "ズボン", "プルオーバー", "ワンピース", "コート"),
        *("サンダル", "シャツ", "スニーカー", "バッグ", "ショートブーツ"),
    ),
    "Fashion-MNIST, Xiao, Rasul & Vollgraf (2017), arXiv:1708.07747",
    "MIT, (c) 2017 Zalando SE",
    "data.hint_fashion_mnist",
)

MNIST = Published(
    "mnist",
    _files(
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ),
    (
        "https://ossci-datasets.s3.amazonaws.com/mnist/",  # torchvision's
        "https://storage.googleapis.com/cvdf-datasets/mnist/",  # tensorflow/datasets'
    ),
    find,
    read,
    tuple("0123456789"),
    None,
    "MNIST, LeCun, Cortes & Burges (1998), after LeCun et al., doi:10.1109/5.726791",
    "CC BY-SA 3.0",
    "data.hint_mnist",
)

KMNIST = Published(
    "kmnist",
    _files(
        "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
        "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
        "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
        "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
    ),
    (
        "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",  # its authors', and the same where https is kept from one
        "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
    ),
    find,
    read,
    ("o お", "ki き", "su す", "tsu つ", "na な", "ha は", "ma ま", "ya や", "re れ", "wo を"),
    ("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"),
    "KMNIST Dataset (created by CODH), adapted from Kuzushiji Dataset (created by NIJL and others), "
    "doi:10.20676/00000341",
    "CC BY-SA 4.0",
)
