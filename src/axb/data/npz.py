"""Arrays of one's own: an .npz file with pictures or numbers, and what they are."""

import re
from pathlib import Path
from typing import Literal

import numpy as np

from axb.data.dataset import Array, Dataset, held_by_share
from axb.data.folders import named
from axb.data.npz_answers import answers
from axb.data.npz_file import NpzFile, open_npz
from axb.data.npz_inputs import inputs
from axb.data.ranges import real
from axb.data.shares import shares_of
from axb.data.table import TASKS
from axb.words import InputError, say

X = ("x", "images", "imgs", "pictures", "data", "features", "inputs", "arr_0")
Y = ("y", "labels", "label", "targets", "target", "answers", "arr_1")
UNUSED = re.compile(r"(^|_)(val|valid|validation)(_|$)")


def npz(
    path: Path | str,
    x: str = "",
    y: str = "",
    test: float = 0.2,
    task: Literal["classes", "numbers"] | None = None,
) -> Dataset:
    """The arrays of an .npz file: pictures `(N, H, W)` or `(N, H, W, C)` or numbers `(N, F)`, and answers `(N,)`.

    x, y: the arrays' names. "" takes the first that is there of X, alone or with "train" before or behind it
    ("x_train", "train_images"), in any case of letters; and for the answers of Y: without them there is one class, and
    nothing to tell apart. Where the same names are there with "test", they are the test part; else `test` (0..1) is
    held out, which follows from each example's content: adding others moves none, and equal ones stay together.
    "class_names" and "feature_names" may hold texts. See `npz_inputs.inputs` for x and `npz_answers.answers` for y.

    `notes` say what was made of the arrays. Raises InputError where they can't be used.
    """
    if task is not None and task not in TASKS:
        raise InputError("data.csv_task", task=repr(task), tasks=", ".join(TASKS))
    test = real("test", test, 0.01, 0.9)
    file, notes = open_npz(named(path)), list[str]()
    x_name, y_name = _x_of(file, x), _chosen(file, y, Y)
    parts = [(x_name, y_name), *_test_part(file, x_name, y_name)]
    x_all, kind = inputs(file, [name for name, _ in parts], notes)
    y_all, class_names = answers(file, [name for _, name in parts], [len(one) for one in x_all], task, notes)
    _check_lengths(file, parts, x_all, y_all)
    complete = [_complete(x, y) for x, y in zip(x_all, y_all, strict=True)]
    if left_out := sum(map(len, x_all)) - sum(len(x) for x, _ in complete):
        notes.append(say("data.npz_note_dropped", count=left_out))
    if class_names is not None and len(class_names) == 1:
        notes.append(say("pictures.note_one_class"))
    if unused := [name for name in file.arrays if UNUSED.search(name.lower())]:
        notes.append(say("data.npz_note_unused", arrays=", ".join(unused)))
    return _dataset(file, kind, complete, class_names, test, notes)


def examples(path: Path | str) -> Array:
    """The x of an .npz file alone, as `npz` reads it. Raises InputError where there is none that can be used."""
    file = open_npz(named(path))
    (x,), _ = inputs(file, [_x_of(file, "")], [])
    return x


def _x_of(file: NpzFile, name: str) -> str:
    chosen = _chosen(file, name, X)
    if chosen is None:
        known = ", ".join(X)
        raise InputError("data.npz_x", path=file.path, name=file.path.name, arrays=file.listed(), known=known)
    return chosen


def _chosen(file: NpzFile, name: str, known: tuple[str, ...]) -> str | None:
    """The array of that name; without one the first that is usual, and for x the only one that is there."""
    if name:
        if name not in file.arrays:
            raise InputError("data.npz_no_array", path=file.path, array=name, arrays=file.listed())
        return name
    there = {one.lower(): one for one in file.arrays}
    usual = [form for one in known for form in (f"{one}_train", f"train_{one}", one)]
    first = next((there[one] for one in usual if one in there), None)
    return next(iter(file.arrays)) if first is None and known is X and len(there) == 1 else first


def _test_part(file: NpzFile, x_name: str, y_name: str | None) -> list[tuple[str, str | None]]:
    """The same names with "test", where they are there."""
    pair = [None if name is None else re.sub("(?i)train", "test", name) for name in (x_name, y_name)]
    found = [name if name in file.arrays and name not in (x_name, y_name) else None for name in pair]
    return [(found[0], found[1])] if found[0] and (y_name is None or found[1]) else []


def _check_lengths(
    file: NpzFile, parts: list[tuple[str, str | None]], x_all: list[Array], y_all: list[Array]
) -> None:
    for (x_name, y_name), x, y in zip(parts, x_all, y_all, strict=True):
        if len(x) != len(y):
            raise InputError(
                "data.npz_lengths", path=file.path, x=x_name, y=y_name, inputs=len(x), answers=len(y)
            )


def _complete(x: Array, y: Array) -> tuple[Array, Array]:
    """Without the examples in which a number is missing, or is none."""
    good = np.isfinite(y) if y.dtype.kind == "f" else np.ones(len(y), bool)
    if x.dtype.kind == "f":
        good &= np.isfinite(x).all(1)
    return (x, y) if good.all() else (x[good], y[good])


def _dataset(
    file: NpzFile,
    kind: Literal["images", "table"],
    parts: list[tuple[Array, Array]],
    class_names: tuple[str, ...] | None,
    test: float,
    notes: list[str],
) -> Dataset:
    x, y = parts[0]
    if not len(x) or not len(parts[-1][0]):
        raise InputError("data.npz_empty", path=file.path, arrays=file.listed())
    shares = shares_of(x)
    order = np.lexsort((np.arange(len(x)), shares))
    x, y, shares, count = x[order], y[order], shares[order], 0
    if len(parts) == 1:
        count = held_by_share(shares, test)
        parts, shares = [(x[count:], y[count:]), (x[:count], y[:count])], (shares[count:] - test) / (1 - test)
    else:
        parts[0] = x, y
    return Dataset(
        file.path.name,
        kind,
        *parts[0],
        *parts[1],
        class_names=class_names,
        feature_names=_feature_names(file, x) if kind == "table" else (),
        target_name="y",
        source=file.path.name,
        notes=tuple(notes),
        shares=shares,
    )


def _feature_names(file: NpzFile, x: Array) -> tuple[str, ...]:
    """As the file has them, else x1, x2, ..."""
    usual = tuple(f"x{number}" for number in range(1, x.shape[1] + 1))
    if "feature_names" not in file.arrays:
        return usual
    named_ones = tuple(str(one) for one in file.read("feature_names")[0].ravel())
    return named_ones if len(set(named_ones)) == len(usual) else usual
