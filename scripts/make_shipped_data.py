"""Make the data files that come with axb; run twice, it writes the same bytes.

    python scripts/make_shipped_data.py --fashion-mnist FOLDER --digits FILE [--out FOLDER]

The first FOLDER holds the four IDX files of Fashion-MNIST; FILE is `sklearn/datasets/data/digits.csv.gz` of
any scikit-learn wheel. Each .npz holds uint8 arrays, in the originals' order: x_train and x_test `(N, H, W)`,
y_train and y_test `(N,)`.
"""

import argparse
import io
import os
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from axb.data.published.idx_sets import find, read

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "axb" / "data" / "files"
Bytes = NDArray[np.uint8]
Parts = dict[str, Bytes]


def fashion_mini(folder: Path) -> Parts:
    """The first 1,000 of each class in the training file, the first 200 of each in the test file."""
    x_train, y_train, x_test, y_test = read(find(folder))
    train, test = first_of_each(y_train, 1000), first_of_each(y_test, 200)
    return {
        "x_train": x_train[train, ..., 0],
        "y_train": y_train[train].astype(np.uint8),
        "x_test": x_test[test, ..., 0],
        "y_test": y_test[test].astype(np.uint8),
    }


def digits(file: Path) -> Parts:
    """All 1,797 digits; of each, 30 evenly spaced through the file (so of all writers) are the test part.

    A pixel of 0..16 becomes round(255 / 16 * pixel), so that 0 is no ink and 255 is full, as in other images.
    """
    table = np.loadtxt(file, delimiter=",", dtype=np.int64)
    x = ((table[:, :64] * 255 + 8) // 16).astype(np.uint8).reshape(-1, 8, 8)
    y = table[:, 64].astype(np.uint8)
    test = spread_over_each(y, 30)
    return {"x_train": x[~test], "y_train": y[~test], "x_test": x[test], "y_test": y[test]}


def first_of_each(labels: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Indices, ascending, of the first `count` examples of each class."""
    return np.sort(np.concatenate([np.flatnonzero(labels == label)[:count] for label in np.unique(labels)]))


def spread_over_each(labels: Bytes, count: int) -> NDArray[np.bool_]:
    """True at `count` examples of each class: the middle ones of `count` equal stretches of the class."""
    chosen = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        chosen[places[(2 * np.arange(count) + 1) * len(places) // (2 * count)]] = True
    return chosen


def write(path: Path, arrays: Parts) -> None:
    """An .npz with no clock and no machine in it: `numpy.savez_compressed` would write the time of day."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            data = io.BytesIO()
            np.lib.format.write_array(data, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(member, data.getvalue(), compresslevel=9)
    replace(path, content.getvalue())


def replace(path: Path, content: bytes) -> None:
    """Write all of a file or nothing."""
    temporary = path.with_name(f"{path.name}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the data files that come with axb.")
    parser.add_argument("--fashion-mnist", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--digits", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, default=SHIPPED, metavar="FOLDER")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name, arrays in (
        ("fashion-mini", fashion_mini(given.fashion_mnist)),
        ("digits", digits(given.digits)),
    ):
        path = given.out / f"{name}.npz"
        write(path, arrays)
        print(
            f"{path}: {len(arrays['x_train'])} + {len(arrays['x_test'])} images, {path.stat().st_size} bytes"
        )


if __name__ == "__main__":
    main()
