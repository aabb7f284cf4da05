"""How well a classifier knows each of its classes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class ClassScore(NamedTuple):
    """Of one class: the share of what was called so that was so, the share of what is so that was called so,
    and how many examples there were. A share of nothing is None."""

    precision: float | None
    recall: float | None
    examples: int


def class_scores(confusion: NDArray[np.int64]) -> list[ClassScore]:
    """The scores of every class from counts (K, K) by [true class, predicted class]."""
    return [
        ClassScore(_share(hits, called), _share(hits, there), int(there))
        for hits, called, there in zip(np.diag(confusion), confusion.sum(0), confusion.sum(1), strict=True)
    ]


def _share(part: np.int64, whole: np.int64) -> float | None:
    return float(part / whole) if whole else None
