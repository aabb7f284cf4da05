"""How strange an example is to a model: how badly it is restored, beside how badly ordinary ones are."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from axb.graph.mode import mode
from axb.training.latent import Latent
from axb.training.vae import VAE
from axb.words import InputError

Floats = NDArray[np.float64]
DRAWS, BATCH = 8, 500  # codes of each example, examples at a time


def anomaly_scores(model: Latent, x: Any, labels: Any = None) -> Floats:
    """How strange each of the examples x `(N, *shape)` is, `(N,)`: larger is stranger.

    Of a VAE the negative evidence lower bound in nats: how surprised it is, and what the code costs (the mean over
    eight codes, drawn with the same noise for every example). Else the mean squared error of what is restored of it,
    told in the model's `unit` where it has one.
    Raises InputError where there is no encoder: nothing comes back from a code that nobody finds.
    """
    given = np.asarray(x)
    if isinstance(model, VAE):
        return _bounds(model, given, labels)
    restored = model.decode(model.encode(given, labels), labels)
    unit = np.asarray(getattr(model, "unit", 1.0), np.float64)
    errors: Floats = np.square((given - restored) / unit).reshape(len(given), -1).mean(1, dtype=np.float64)
    return errors


@torch.no_grad()
def _bounds(model: VAE, x: Any, labels: Any) -> Floats:
    """The negative bound of each example, `(N,)`."""
    if model.classes and labels is None:
        raise InputError("training.class_needed", model=model.name, most=model.classes - 1)
    told = np.broadcast_to(labels, len(x)) if model.classes else None
    noise = torch.randn(DRAWS, model.latent, generator=torch.Generator().manual_seed(0)).to(model.where)
    found: list[Floats] = []
    with mode(model, False):
        for start in range(0, len(x), BATCH):
            some = torch.tensor(x[start : start + BATCH]).to(model.where)
            known = None if told is None else _one_hot(told[start : start + BATCH], model)
            terms = [torch.stack(model.terms(some, known, one.expand(len(some), -1))) for one in noise]
            found.append(torch.stack(terms).double().sum(1).mean(0).cpu().numpy())
    return np.concatenate(found)


def _one_hot(labels: Any, model: VAE) -> torch.Tensor:
    known = torch.tensor(np.asarray(labels, np.int64)).to(model.where)
    return torch.nn.functional.one_hot(known, model.classes).float()


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
