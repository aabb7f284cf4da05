"""One look at a generative model: it learns nothing by it, and no random number of the training is drawn."""

from typing import Any

import numpy as np

from axb.graph.mode import quietly
from axb.insight.generative_doctor.cells import as_rows, centres_of, shares
from axb.insight.generative_doctor.course import NONE, Floats, Look
from axb.training import VAE, Latent

EXAMPLES = 500  # real ones, and as many made
SEED = 0


class Looker:
    """Remembers some real examples x `(N, ...)`, with their classes where a model is told these."""

    def __init__(self, model: Latent, x: Any, labels: Any = None) -> None:
        places = np.sort(np.random.default_rng(SEED).permutation(len(x))[:EXAMPLES])
        self.x = np.asarray(x[places])
        self.labels = np.asarray(labels[places]) if model.classes and labels is not None else None
        self.unit = getattr(model, "unit", 1.0)
        rows = as_rows(self.x, self.unit)
        self.variance = float(rows.var(0).mean())
        self.centres = centres_of(rows)
        self.real = shares(rows, self.centres)

    def look(self, model: Latent, step: int) -> Look:
        """What it is like after `step` updates."""
        with quietly(model):
            made = model.sample(EXAMPLES, SEED, labels=self._asked(model))
            kls, explained = self._seen_by(model) if isinstance(model, VAE) else (NONE, float("nan"))
        return Look(step, kls, explained, shares(as_rows(made, self.unit), self.centres))

    def _asked(self, model: Latent) -> Any:
        """Classes as often as real examples have them."""
        return None if self.labels is None else np.resize(self.labels, EXAMPLES)

    def _seen_by(self, model: VAE) -> tuple[Floats, float]:
        told = [] if self.labels is None else [np.eye(model.classes, dtype=np.float32)[self.labels]]
        mean, log_variance = model.encoder.predict([self.x, *told] if told else self.x, verbose=0)
        kls = 0.5 * (np.square(mean) + np.exp(log_variance) - log_variance - 1)
        restored = as_rows(model.decode(mean, self.labels), self.unit)
        error = float(np.square(restored - as_rows(self.x, self.unit)).mean())
        return kls.mean(0, dtype=np.float64), 1 - error / max(self.variance, 1e-12)
