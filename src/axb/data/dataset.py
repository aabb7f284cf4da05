"""What every source of data gives: arrays to learn from, arrays to test with, and what they mean."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from axb.data.split import split
from axb.words import InputError, current_language

Array = NDArray[Any]
Kind = Literal["images", "points", "table"]
Task = Literal["regression", "binary", "multiclass", "unlabelled"]
KINDS = ("images", "points", "table")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples with their answers, in a training and a test part. Treat the arrays as read-only.

    x: uint8 `(N, H, W, C)` of 0..255 for images, else float32 `(N, F)`.
    y: int64 `(N,)` of 0..classes-1 for classes, float32 `(N,)` for numbers.
    notes: sentences a person should see, such as how many rows of a table were left out.
    shares: float `(N,)` of the training part, ascending, in [0, 1), where what is held out follows from the examples
    themselves: those whose share is below the fraction, whatever the seed.
    fills: float32 `(F,)`, what stands for a missing value in each input; None where examples must be complete.

    Raises InputError where shapes, types or labels break these rules.
    """

    name: str
    kind: Kind
    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array
    class_names: tuple[str, ...] | None = None
    class_names_ja: tuple[str, ...] | None = None
    feature_names: tuple[str, ...] = ()
    target_name: str = ""
    source: str = ""
    licence: str = ""
    notes: tuple[str, ...] = ()
    shares: Array | None = None
    fills: Array | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError("data.kind", kind=repr(self.kind), kinds=", ".join(KINDS))
        for part, x, y in (("train", self.x_train, self.y_train), ("test", self.x_test, self.y_test)):
            _check_part(self.kind, part, x, y)
        if self.x_train.shape[1:] != self.x_test.shape[1:] or self.y_train.dtype != self.y_test.dtype:
            raise InputError(
                "data.parts_differ",
                train=f"{self.x_train.shape[1:]} {self.y_train.dtype}",
                test=f"{self.x_test.shape[1:]} {self.y_test.dtype}",
            )
        if self.classes is not None:
            _check_labels(self.classes, self.y_train, self.y_test)

    @property
    def task(self) -> Task:
        """What there is to learn: a number ("regression"), one of two, one of many classes, or with one class none."""
        if self.classes is None:
            return "regression"
        if self.classes == 1:
            return "unlabelled"
        return "binary" if self.classes == 2 else "multiclass"

    @cached_property
    def classes(self) -> int | None:
        """How many classes there are; None where the answers are numbers."""
        if not np.issubdtype(self.y_train.dtype, np.integer):
            return None
        if self.class_names is not None:
            return len(self.class_names)
        return int(max(self.y_train.max(), self.y_test.max())) + 1

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one example: `(H, W, C)` or `(F,)`."""
        return tuple(self.x_train.shape[1:])

    def labels(self, language: str | None = None) -> tuple[str, ...]:
        """The classes' names in `language` ("en", "ja"; None: the current one), numbered where unnamed."""
        if (language or current_language()) == "ja" and self.class_names_ja is not None:
            return self.class_names_ja
        return self.class_names or tuple(str(label) for label in range(self.classes or 0))

    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of all four arrays: types, shapes, little-endian bytes. Computed once."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        digest = hashlib.sha256()
        for array in (self.x_train, self.y_train, self.x_test, self.y_test):
            little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
            digest.update(f"{little.dtype.name}{little.shape}".encode())
            digest.update(little.data)
        return digest.hexdigest()

    def hold_out(self, fraction: float, seed: int) -> tuple[Array, Array, Array, Array]:
        """A validation part out of the training part: `(x_train, y_train, x_val, y_val)`, as copies.

        `fraction` (0..1) of the examples are held out, evenly over the classes; the same seed gives the same, and the
        very same arrays where it is asked again at once, as by all who race at one seed. Where there are `shares`,
        they decide, and the parts are views.
        Raises InputError where a side would be empty.
        """
        if self.shares is not None:
            count = held_by_share(self.shares, fraction)
            x, y = self.x_train, self.y_train
            return x[count:], y[count:], x[:count], y[:count]
        if (fraction, seed) not in self._parted:
            kept, held = split(self.y_train, fraction, seed)
            parts = self.x_train[kept], self.y_train[kept], self.x_train[held], self.y_train[held]
            self._parted.clear()
            self._parted[fraction, seed] = parts
        return self._parted[fraction, seed]

    @cached_property
    def _parted(self) -> dict[tuple[float, int], tuple[Array, Array, Array, Array]]:
        """What `hold_out` gave last."""
        return {}


def held_by_share(shares: Array, fraction: float) -> int:
    """How many of ascending shares lie below `fraction`; neither none nor all, and equal ones are not parted.

    Raises InputError for a fraction that is none, or where all shares are equal.
    """
    if not isinstance(fraction, int | float) or not 0 < fraction < 1:
        raise InputError("data.fraction", value=repr(fraction))
    lowest, highest = (
        int(np.searchsorted(shares, shares[0], "right")),
        int(np.searchsorted(shares, shares[-1])),
    )
    if not highest:
        raise InputError("data.split_empty", fraction=fraction, n=len(shares))
    return min(max(int(np.searchsorted(shares, fraction)), lowest), highest)


def _check_part(kind: str, part: str, x: Array, y: Array) -> None:
    dtype, axes = (np.uint8, 4) if kind == "images" else (np.float32, 2)
    if x.dtype != dtype or x.ndim != axes or x.size == 0:
        shape = "(N, H, W, C)" if axes == 4 else "(N, F)"
        got = f"{x.dtype} {x.shape}"
        raise InputError(
            "data.inputs", part=part, kind=kind, dtype=np.dtype(dtype).name, shape=shape, got=got
        )
    if y.dtype not in (np.int64, np.float32) or y.ndim != 1:
        raise InputError("data.answers", part=part, got=f"{y.dtype} {y.shape}")
    if len(x) != len(y):
        raise InputError("data.lengths", part=part, inputs=len(x), answers=len(y))


def _check_labels(classes: int, *answers: Array) -> None:
    lowest, highest = min(int(y.min()) for y in answers), max(int(y.max()) for y in answers)
    if lowest < 0 or highest >= classes:
        raise InputError("data.label_range", classes=classes, last=classes - 1, low=lowest, high=highest)
