"""CIFAR-10: 60,000 coloured pictures of 32 x 32 in 10 classes, in the authors' "binary version".

Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009). A record is a byte for the label, then 1,024
bytes each of red, green and blue, row by row. (The version for Python is a pickle, which could run anything.)
"""

import tarfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from axb.data.dataset import Array
from axb.data.folders import is_file
from axb.data.published.published import Parts, Published
from axb.words import InputError

ARCHIVE, INSIDE = "cifar-10-binary.tar.gz", "cifar-10-batches-bin"
TRAIN = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
FILES = (*TRAIN, "test_batch.bin")
RECORD = 1 + 3 * 32 * 32
MOST = 10_000 * RECORD  # bytes of one file
CLASSES = 10


def find(folder: Path) -> list[Path]:
    """The six files, in the folder or in the one that the archive makes; else the archive; else nothing."""
    for place in (folder, folder / INSIDE):
        if all(is_file(place / name) for name in FILES):
            return [place / name for name in FILES]
    archive = folder / ARCHIVE
    return [archive] if is_file(archive) else []


def read(paths: Sequence[Path]) -> Parts:
    """`(x_train, y_train, x_test, y_test)`: uint8 `(N, 32, 32, 3)` and int64 `(N,)`."""
    found = _unpacked(paths[0]) if len(paths) == 1 else {path.name: _bytes_of(path) for path in paths}
    parts = [_records(paths[0].parent / name, found[name]) for name in FILES]
    x, y = [part[0] for part in parts], [part[1] for part in parts]
    return np.concatenate(x[:-1]), np.concatenate(y[:-1]), x[-1], y[-1]


def _unpacked(archive: Path) -> dict[str, bytes]:
    """The six files in the archive: in memory, so that no name in it leads anywhere."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                name = member.name.rpartition("/")[2]
                if name in FILES and member.size <= MOST and (file := tar.extractfile(member)):
                    found[name] = file.read(MOST)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise InputError("data.archive_damaged", path=archive, error=error) from error
    if missing := [name for name in FILES if name not in found]:
        raise InputError("data.archive_incomplete", path=archive, files=", ".join(missing))
    return found


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as error:
        raise InputError("data.unreadable", path=path, error=error.strerror or error) from error


def _records(path: Path, content: bytes) -> tuple[Array, Array]:
    if not content or len(content) > MOST or len(content) % RECORD:
        raise InputError("data.cifar10_records", path=path, record=RECORD, got=len(content))
    records = np.frombuffer(content, np.uint8).reshape(-1, RECORD)
    labels = records[:, 0].astype(np.int64)
    if int(labels.max()) >= CLASSES:
        raise InputError("data.published_labels", path=path, n=len(labels), got=f"0..{labels.max()}")
    return np.ascontiguousarray(records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)), labels


CIFAR10 = Published(
    "cifar10",
    # As tensorflow/datasets publishes it (tensorflow_datasets/url_checksums/cifar10.txt); its authors publish the MD5,
    # c32a1d4ab5d03f1284b67883e8d87530.
    {ARCHIVE: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"},
    # its authors', old and new address
    ("https://www.cs.toronto.edu/~kriz/", "https://cave.cs.toronto.edu/kriz/"),
    find,
    read,
    ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
    ("飛行機", "自動車", "鳥", "猫", "鹿", "犬", "カエル", "馬", "船", "トラック"),
    "CIFAR-10, Krizhevsky (2009), Learning Multiple Layers of Features from Tiny Images",
    "",
)
