"""What real examples get: the rod that everything generated is measured with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.measures.balance import Balance, Share, balance
from axb.insight.measures.copies import Copies, copies
from axb.insight.measures.finite import check_finite
from axb.insight.measures.frechet import frechet_distance
from axb.insight.measures.precision_recall import NEIGHBOURS, PrecisionRecall, precision_recall
from axb.insight.measures.space import Placed, Space
from axb.insight.measures.wasserstein import MOST, wasserstein
from axb.words import InputError

COUNT = 10_000
SEARCHED = 1000  # samples, and held-out examples, whose nearest training examples are looked for
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Measured:
    """`count` examples beside as many of the test part.

    distance: Fréchet's in features, or the Wasserstein distance of numbers. copies, copied: how near the first
    of them are to training examples in the space, and in pixels where they are pictures. balance: None where there are
    no classes.
    """

    count: int
    distance: float
    manifold: PrecisionRecall
    copies: Copies
    copied: Copies | None
    balance: Balance | None


class Real:
    """A data set as a measure of what was generated.

    Samples are compared with the test part, at `count` of each (fewer where a part is smaller). `floor` is what as many
    training examples get in the samples' place: what a model would get that only repeats what it learned from. The
    seed draws which examples of either part are taken.
    Raises InputError where there are too few.
    """

    def __init__(self, data: Dataset, count: int = COUNT, seed: int = 0) -> None:
        self.count = min(count, len(data.x_test), len(data.x_train))
        if self.count <= NEIGHBOURS + 1:
            raise InputError("measures.too_few", needs=NEIGHBOURS + 2, got=self.count)
        self.data, self.seed, self.space = data, seed, Space(data)
        rng = np.random.default_rng(seed)
        self.held = rng.permutation(len(data.x_test))[: self.count]
        self.known = rng.permutation(len(data.x_train))[: self.count]

    def measure(self, samples: Any, asked: Any = None) -> Measured:
        """Samples (N, *shape) in the data's own scale, N at least `count`; the classes asked for (N,), where any were.

        Pictures are rounded, as a file would hold them. Raises InputError for too few, another shape, or no numbers.
        """
        made = np.asarray(samples)[: self.count]
        if made.shape != (self.count, *self.data.input_shape):
            needs = (self.count, *self.data.input_shape)
            raise InputError("measures.samples", needs=needs, got=np.shape(samples))
        check_finite(made)
        if self.data.kind == "images":
            made = np.rint(made).clip(0, 255).astype(np.uint8)
        placed = self.space.place(made)
        few = slice(SEARCHED)
        return Measured(
            self.count,
            self._distance(placed.points),
            precision_recall(self.test.points, placed.points),
            copies(placed.points[few], self.test.points[few], self.space.train),
            self._in_pixels(made[few]),
            self._balance(placed, None if asked is None else np.asarray(asked)[: self.count]),
        )

    @property
    def compared(self) -> int:
        """How many of either the distance is between."""
        return min(self.count, MOST) if self.space.kind == "numbers" else self.count

    @cached_property
    def test(self) -> Placed:
        """The test examples that samples are compared with."""
        return self.space.place(self.data.x_test[self.held])

    @cached_property
    def floor(self) -> tuple[float, PrecisionRecall]:
        """The distance, precision and recall of as many training examples."""
        points = self.space.train[self.known]
        return self._distance(points), precision_recall(self.test.points, points)

    @cached_property
    def right(self) -> Share | None:
        """How many test examples are seen as the class they are of: what is said of classes can be no better."""
        if self.test.classes is None:
            return None
        return Share(int((self.test.classes == self.data.y_test[self.held]).sum()), self.count)

    def _distance(self, points: Array) -> float:
        if self.space.kind == "numbers":
            return wasserstein(self.test.points, points)
        return frechet_distance(self.test.points, points)

    def _in_pixels(self, made: Array) -> Copies | None:
        if self.data.kind != "images":
            return None
        return copies(made, self.data.x_test[self.held[:SEARCHED]], self.data.x_train)

    def _balance(self, placed: Placed, asked: Array | None) -> Balance | None:
        if placed.classes is None or self.data.classes is None:
            return None
        return balance(placed.classes, self.data.classes, asked)
