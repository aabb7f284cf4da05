"""How strange an example is to a model: how badly it is restored, beside how badly ordinary ones are."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.training.latent import Latent
from axb.words import InputError

Floats = NDArray[np.float64]


def anomaly_scores(model: Latent, x: Any, labels: Any = None) -> Floats:
    """How strange each of the examples x `(N, *shape)` is, `(N,)`: larger is stranger.

    The mean squared error of what is restored of it, told in the model's `unit` where it has one.
    Raises InputError where there is no encoder: nothing comes back from a code that nobody finds.
    """
    given = np.asarray(x)
    restored = model.decode(model.encode(given, labels), labels)
    unit = np.asarray(getattr(model, "unit", 1.0), np.float64)
    errors: Floats = np.square((given - restored) / unit).reshape(len(given), -1).mean(1, dtype=np.float64)
    return errors


@dataclass(frozen=True, eq=False)
class Ordinary:
    """The scores of held-out ordinary examples, in order: what a new one's is held against."""

    scores: Floats

    @classmethod
    def of(cls, model: Latent, x: Any, labels: Any = None) -> Self:
        """Those of examples that the model has not learned from. Raises InputError where there is none."""
        if not len(x):
            raise InputError("latent.no_ordinary")
        return cls(np.sort(anomaly_scores(model, x, labels)))

    def stranger(self, scores: ArrayLike) -> Floats:
        """For each of the scores `(N,)` the share of ordinary examples that are at least as strange, in (0, 1].

        (1 + how many) / (1 + all): the conformal p-value (Vovk, Gammerman & Shafer 2005, section 2.2; Bates et al.
        2023). An ordinary example gets one of p or less no more often than p.
        """
        known = np.asarray(scores, np.float64)
        below = np.searchsorted(self.scores, known, "left")
        return np.asarray((1.0 + len(self.scores) - below) / (1.0 + len(self.scores)), np.float64)

    def quantile(self, share: float) -> float:
        """The score that so large a share of ordinary examples stays below."""
        return float(np.quantile(self.scores, share))
