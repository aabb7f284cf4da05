"""Points from a .csv and to a .csv."""

from pathlib import Path

import numpy as np

from axb.data.columns import Column, parse_column
from axb.data.csv_file import read_csv
from axb.labs.line.starts import MOST, Array, checked
from axb.words import InputError


def from_csv(path: Path, content: bytes | None = None) -> Array:
    """The columns "x" and "y", or else the first two that hold numbers, as `(n, 2)`.

    `content`: what is in the file, where it isn't on this disk. Rows without both values are left out.
    Raises InputError where it is no CSV, where it names no columns, where two columns of numbers are missing,
    or where no rows or over 1000 are left.
    """
    table = read_csv(path, content)
    if all(parse_column(name, [name]).numbers is not None for name in table.columns):
        raise InputError("labs_line.csv_header", path=path.name)
    texts = zip(*table.rows, strict=True)
    columns = [parse_column(name, column) for name, column in zip(table.columns, texts, strict=True)]
    x, y = _chosen(
        path, [column for column in columns if column.numbers is not None and column.present.any()]
    )
    rows = np.stack([np.asarray(x.numbers), np.asarray(y.numbers)], axis=1)[x.present & y.present]
    if not 1 <= len(rows) <= MOST:
        raise InputError("labs_line.csv_rows", path=path.name, most=f"{MOST:,}", count=f"{len(rows):,}")
    return checked(rows)


def _chosen(path: Path, numbers: list[Column]) -> tuple[Column, Column]:
    named = {column.name.lower(): column for column in numbers}
    if "x" in named and "y" in named:
        return named["x"], named["y"]
    if len(numbers) < 2:
        raise InputError("labs_line.csv_columns", path=path.name, count=len(numbers))
    return numbers[0], numbers[1]


def to_csv(points: Array) -> str:
    """The same points as a file: a header, and each number as short as it can be without loss."""
    return "x,y\n" + "".join(f"{float(x)!r},{float(y)!r}\n" for x, y in points)
