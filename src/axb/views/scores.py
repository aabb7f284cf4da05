"""How well predictions agree with the answers: of each class, and of numbers."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class ClassScore(NamedTuple):
    """Of one class: the share of what was called so that was so, the share of what is so that was called so,
    and how many examples there were. A share of nothing is None."""

    precision: float | None
    recall: float | None
    examples: int

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall (van Rijsbergen 1979, chapter 7: 1 - E at alpha = 1/2); 0 where
        nothing was right, None where neither is known."""
        known = [share for share in (self.precision, self.recall) if share is not None]
        if not known:
            return None
        product = 2 * (self.precision or 0.0) * (self.recall or 0.0)
        return product / sum(known) if product else 0.0


def class_scores(confusion: NDArray[np.int64]) -> list[ClassScore]:
    """The scores of every class from counts (K, K) by [true class, predicted class]."""
    return [
        ClassScore(_share(hits, called), _share(hits, there), int(there))
        for hits, called, there in zip(np.diag(confusion), confusion.sum(0), confusion.sum(1), strict=True)
    ]


def _share(part: np.int64, whole: np.int64) -> float | None:
    return float(part / whole) if whole else None


def confusion_of(true: NDArray[np.int64], predicted: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """Counts (K, K) by [true class, predicted class] of answers and predictions (N,)."""
    counts = np.zeros((classes, classes), np.int64)
    np.add.at(counts, (true, predicted), 1)
    return counts


@dataclass(frozen=True)
class NumberScore:
    """Of predicted numbers, in their unit: the mean absolute error, the root of the mean squared one, and R^2, the
    share of the variance that is explained (None where the true numbers never change)."""

    count: int
    mae: float
    rmse: float
    r2: float | None


def number_score(true: NDArray[np.float64], predicted: NDArray[np.float64]) -> NumberScore:
    """The scores of predictions (N,) beside the true numbers (N,)."""
    error = predicted - true
    spread = float(((true - true.mean()) ** 2).sum())
    r2 = 1 - float((error**2).sum()) / spread if spread else None
    return NumberScore(len(true), float(np.abs(error).mean()), float(np.sqrt((error**2).mean())), r2)
