"""Whether a classifier is as sure as it may be: of what it holds 80% probable, 80% should be right."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

BINS = 10
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """Predictions in M bins of equal width by how sure they were (Guo et al. 2017, section 2, B_m).

    count (M,): how many; confidence (M,), conf(B_m): how sure on average, 0..1; accuracy (M,), acc(B_m): the share that
    was right, 0..1. Both are 0 in an empty bin.
    """

    count: Floats
    confidence: Floats
    accuracy: Floats

    @classmethod
    def of(cls, true: NDArray[np.int64], probabilities: NDArray[np.float32]) -> Self:
        """Of answers (N,) and the probabilities (N, K) of all classes, the most probable one being the prediction."""
        sure = probabilities.max(1).astype(np.float64).clip(0, 1)
        place = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
        right = (probabilities.argmax(1) == true).astype(np.float64)
        weights = np.ones(len(sure)), sure, right
        count, confidence, accuracy = (np.bincount(place, one, BINS).astype(np.float64) for one in weights)
        some = np.maximum(count, 1)
        return cls(count, confidence / some, accuracy / some)

    @property
    def error(self) -> float:
        """The expected calibration error (Guo et al. 2017, equation 3): the mean distance of a bin's accuracy from its
        confidence, weighed by how many are in it, 0..1."""
        gaps = np.abs(self.accuracy - self.confidence)
        return float((self.count * gaps).sum() / max(self.count.sum(), 1))

    @property
    def lean(self) -> float:
        """Mean confidence less accuracy, -1..1: above 0 it is too sure of itself, below 0 not sure enough."""
        gaps = self.confidence - self.accuracy
        return float((self.count * gaps).sum() / max(self.count.sum(), 1))

    def array(self) -> Floats:
        """All of it as (3, M), to be kept."""
        return np.stack([self.count, self.confidence, self.accuracy])
