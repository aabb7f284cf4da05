"""Points on a plane, each with its answer: a class, or a number."""

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.data.dataset import Kind
from axb.data.ranges import real
from axb.data.toys import MAX_CLASSES
from axb.words import InputError, current_language

FEWEST, MOST = 6, 2000
Floats = NDArray[np.float32]
TARGETS = {True: "class", False: "value"}


@dataclass(frozen=True, eq=False)
class Points:
    """x: float32 `(N, 2)`. y: int64 classes or float32 numbers `(N,)`. rank: `(N,)`, decides who is held out first.

    kind: "points" are small numbers and go into the network as they are; those of a "table" are brought to
    mean 0 and variance 1 first. names: of the classes, numbered where empty.
    """

    x: Floats
    y: NDArray[Any]
    rank: NDArray[np.float64]
    name: str = "drawn"
    kind: Kind = "points"
    axes: tuple[str, str] = ("x1", "x2")
    names: tuple[str, ...] = ()
    names_ja: tuple[str, ...] = ()
    target: str = ""

    @classmethod
    def of(cls, x: Any, y: Any, **more: Any) -> "Points":
        """These points, ranked by chance (always the same)."""
        rank = np.random.default_rng(len(y)).random(len(y))
        return cls(np.asarray(x, np.float32), np.asarray(y), rank, **more)

    @classmethod
    def none(cls) -> "Points":
        """An empty board, for classes."""
        return cls.of(np.zeros((0, 2)), np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.x)

    @property
    def has_classes(self) -> bool:
        """Whether the answers are classes, not numbers."""
        return self.y.dtype.kind == "i"

    @property
    def labels(self) -> tuple[int, ...]:
        """The classes that have points, ascending: the network's outputs stand for these."""
        return tuple(int(label) for label in np.unique(self.y)) if self.has_classes else ()

    @property
    def bare_target(self) -> str:
        """The answers' column, by a name that a spec of data can hold."""
        return re.sub(r"[,=:]", "_", self.target) or TARGETS[self.has_classes]

    def label(self, number: int) -> str:
        """The name of a class in the current language."""
        names = (self.names_ja if current_language() == "ja" else ()) or self.names
        return names[number] if number < len(names) else str(number)

    def enough(self) -> bool:
        """Whether there is something to learn: some points, of at least two classes."""
        return len(self) >= FEWEST and (not self.has_classes or len(self.labels) > 1)

    def dataset(self, learned: NDArray[np.int64], others: NDArray[np.int64]) -> Dataset:
        """Points to learn from and others, by index; classes numbered without gaps."""
        y = np.searchsorted(self.labels, self.y) if self.has_classes else self.y
        names = tuple(str(label) for label in self.labels) or None
        return Dataset(
            self.name, self.kind, self.x[learned], y[learned], self.x[others], y[others],
            class_names=names, feature_names=self.axes,
        )  # fmt: skip

    def moved(self, index: int, x: float, y: float) -> "Points":
        """One point elsewhere."""
        self.check_index(index)
        places = self.x.copy()
        places[index] = _place(x, y)
        return replace(self, x=places)

    def with_point(self, x: float, y: float, answer: float) -> "Points":
        """One point more. Raises InputError where there are enough, or that is no answer."""
        if len(self) >= MOST:
            raise InputError("labs_network.too_many", most=MOST, got=len(self) + 1)
        if self.has_classes and answer not in range(MAX_CLASSES):
            raise InputError("labs_network.no_class", last=MAX_CLASSES - 1, got=answer)
        rank = np.random.default_rng((len(self), len(self.labels))).random()
        return replace(
            self, x=np.vstack([self.x, _place(x, y)]).astype(np.float32),
            y=np.append(self.y, answer).astype(self.y.dtype), rank=np.append(self.rank, rank),
        )  # fmt: skip

    def without(self, index: int) -> "Points":
        """One point less."""
        self.check_index(index)
        left = np.arange(len(self)) != index
        return replace(self, x=self.x[left], y=self.y[left], rank=self.rank[left])

    def check_index(self, index: int) -> None:
        """Raises InputError where there is no such point."""
        if not 0 <= index < len(self):
            raise InputError("labs_network.no_point", got=index, count=len(self))

    def csv_text(self, order: NDArray[np.int64] | None = None) -> str:
        """All points as CSV, so exactly that reading it gives the same float32 numbers."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*self.axes, self.bare_target])
        named = self.kind == "table" and len(self.names) > max(self.labels, default=0)
        for row in range(len(self)) if order is None else order:
            place = [f"{value:.9g}" for value in self.x[row]]
            answer = self.y[row]
            told = f"{answer:.9g}" if not self.has_classes else self.names[answer] if named else str(answer)
            writer.writerow([*place, told])
        return file.getvalue()


def _place(x: float, y: float) -> Floats:
    return np.array([real("x", x, -1e9, 1e9), real("y", y, -1e9, 1e9)], np.float32)
