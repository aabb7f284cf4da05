"""Where points come from: toy sets, two surfaces to predict, a person's CSV file."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from axb.data import circles, csv, moons, ring, spiral, xor
from axb.data.dataset import Dataset
from axb.data.ranges import one_of, real, whole
from axb.data.spec import check_options
from axb.labs.network.points import FEWEST, MOST, Points
from axb.words import InputError

MOST_BYTES = 2 * 2**20  # of a CSV file


def plane(n: int = 200, noise: float = 0.1, seed: int = 0) -> Points:
    """A number to predict: (x1 + x2) / 2, what one straight y = ax + b can do."""
    return _surface("plane", lambda x: x.mean(1), n, noise, seed)


def hills(n: int = 300, noise: float = 0.05, seed: int = 0) -> Points:
    """A number to predict: two hills and two hollows, sin(3 x1) sin(3 x2)."""
    return _surface("hills", lambda x: np.sin(3 * x).prod(1), n, noise, seed)


def _surface(name: str, height: Callable[..., Any], n: int, noise: float, seed: int) -> Points:
    rng = np.random.default_rng(whole("seed", seed, 0, 2**31))
    x = rng.uniform(-1, 1, (whole("n", n, FEWEST, MOST), 2))
    bumps = real("noise", noise, 0, 100) * rng.standard_normal(len(x))
    return Points.of(x, np.asarray(height(x) + bumps, np.float32), name=name)


TOYS: dict[str, Callable[..., Dataset | Points]] = {
    "spiral": spiral, "moons": moons, "circles": circles, "xor": xor, "ring": ring, "plane": plane, "hills": hills,
}  # fmt: skip


def preset(name: str, options: Mapping[str, float] | None = None) -> Points:
    """The toy set of that name, with its own options: n, noise, seed, classes, ...

    Raises InputError where name or option is unknown, or a value out of range.
    """
    one_of("data", name, TOYS)
    known = inspect.signature(TOYS[name]).parameters
    check_options(name, options or {}, known)
    n = whole("n", (options or {}).get("n", 300), FEWEST, MOST)
    made = TOYS[name](**{**(options or {}), **({"n": n} if "n" in known else {})})
    return (
        made if isinstance(made, Points) else _taken(made, made.class_names or (), made.class_names_ja or ())
    )


def read_csv(path: Path, target: str = "") -> Points:
    """A table of two columns of numbers and one of answers, the last one unless `target` names another.

    Words are classes, and so are up to 8 different whole numbers; other numbers are to be predicted.
    Raises InputError where the file is too large or no such table.
    """
    if path.is_file() and (size := path.stat().st_size) > MOST_BYTES:
        raise InputError("labs_network.file_size", most=MOST_BYTES // 2**20, got=f"{size / 2**20:.1f}")
    from axb.data.csv_file import read_csv as table

    target = target or table(path).columns[-1]
    data = csv(path, target, test=0.2)
    if data.classes is None and _is_classes(data):
        data = csv(path, target, test=0.2, task="classes")
    if data.input_shape != (2,):
        raise InputError("labs_network.columns", got=", ".join(data.feature_names), target=target)
    return _taken(data, data.class_names or (), (), whole_table=True)


def _is_classes(data: Dataset) -> bool:
    different = np.unique(np.concatenate([data.y_train, data.y_test]))
    return bool(len(different) <= 8 and np.array_equal(different, different.round()))


def _taken(
    data: Dataset, names: tuple[str, ...], names_ja: tuple[str, ...], whole_table: bool = False
) -> Points:
    """A data set's learning part as points; of a table all of it."""
    x, y = data.x_train, data.y_train
    if whole_table:
        x, y = np.concatenate([x, data.x_test]), np.concatenate([y, data.y_test])
    if len(x) > MOST:
        raise InputError("labs_network.too_many", most=MOST, got=len(x))
    if data.classes is not None and data.classes > 8:
        raise InputError("labs_network.too_many_classes", most=8, got=data.classes)
    first, second = data.feature_names[:2]
    return Points.of(
        x, y, name=Path(data.name).stem, kind=data.kind, axes=(first, second), names=names, names_ja=names_ja,
        target=data.target_name,
    )  # fmt: skip
