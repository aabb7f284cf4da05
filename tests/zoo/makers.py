"""Data sets of every kind, small."""

from pathlib import Path

import numpy as np

from axb import data, zoo
from axb.data import Dataset
from axb.training import Model


def table(folder: Path, target: str) -> Dataset:
    """A table of 60 rows with columns of very different scales and words; `target` is price or kind."""
    rng = np.random.default_rng(0)
    lines = ["area,year,colour,kind,price"]
    for row in range(60):
        area, year = rng.uniform(20, 200) * 1e4, rng.integers(1950, 2024)
        price = 0.3 * area + 2000 * (year - 1950) + rng.normal(0, 500)
        lines.append(f"{area:.3f},{year},{'red' if row % 3 else 'blue'},{'abc'[row % 3]},{price:.2f}")
    path = folder / "houses.csv"
    path.write_text("\n".join(lines), "utf-8")
    return data.csv(path, target)


def images(side: int, channels: int, classes: int) -> Dataset:
    """40 pictures to learn from and 20 to test with."""
    rng = np.random.default_rng(0)

    def part(count: int) -> tuple[np.ndarray, np.ndarray]:
        shape = (count, side, side, channels)
        return rng.integers(0, 256, shape, np.uint8), np.arange(count, dtype=np.int64) % classes

    names = tuple(f"class {number}" for number in range(classes))
    return Dataset("noise", "images", *part(40), *part(20), names)


def every_kind(folder: Path) -> dict[str, Dataset]:
    """One data set for each kind of data and task."""
    return {
        "number from points": data.line(n=40),
        "two classes of points": data.spiral(n=40),
        "three classes of points": data.spiral(n=42, classes=3),
        "number from a table": table(folder, "price"),
        "classes from a table": table(folder, "kind"),
        "grey pictures": images(28, 1, 10),
        "colour pictures of two classes": images(16, 3, 2),
    }


def build(family: str, data: Dataset, **options: str) -> Model:
    """A family's model for the data, with options as text."""
    return zoo.find(family).make(zoo.facts_of(data), options)
