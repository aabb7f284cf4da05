"""The generative model: what do they look like, class by class?"""

import time

import numpy as np
import torch
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.latent import anomaly_scores
from axb.labs.packing import packed
from axb.labs.trial import stepwise
from axb.labs.two_questions.pictured.asked import Array, Asked, names_of
from axb.labs.two_questions.pictured.outcome import Outcome, rounded
from axb.labs.two_questions.pictured.teller import BATCH, HIDDEN
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import VAE
from axb.training.likelihoods import entropy
from axb.training.seeds import seed_turn
from axb.zoo import facts_of, find

Floats = NDArray[np.float64]
LATENT, RATE = "16", 0.002
TESTED, MADE = 400, 3  # test pictures that are measured, and new ones of each class


class Maker:
    """A VAE that is told the class: its bound on log p(picture | class) is what a picture costs, the sign turned.

    Costs are told above the entropy of the pixels themselves, which no model gets below: a grey picture costs more than
    a black one whoever describes it.
    """

    part = "make"

    def __init__(self, data: Dataset, asked: Asked, epochs: int, seed: int) -> None:
        self.data, self.asked, self.seconds, self.seed = data, asked, 0.0, seed
        options = {"conditional": "true", "hidden": HIDDEN, "latent": LATENT}
        seed_turn(seed, 0, 0)
        model = find("vae").make(facts_of(data), options)
        assert isinstance(model, VAE)
        self.model = model
        steps = epochs * -(-len(data.x_train) // BATCH)
        model.compile(Adam(CosineDecay(RATE, steps)))
        self.trainer = stepwise(model, data, epochs, BATCH, seed)
        counts = np.bincount(data.y_train, minlength=model.classes)
        self.log_share = np.log(np.maximum(counts, 1) / counts.sum())

    def advance(self) -> None:
        """One update."""
        began = time.perf_counter()
        self.trainer.advance()
        self.seconds += time.perf_counter() - began

    def costs(self, x: Array) -> Floats:
        """Nats of each picture if it were of each class, above its pixels' entropy, `(N, classes)`."""
        each = [anomaly_scores(self.model, x, label) for label in range(self.model.classes)]
        floor = entropy(torch.as_tensor(x), 255.0).double().numpy()
        return np.asarray(np.stack(each, axis=1) - floor[:, None])

    def chances(self, costs: Floats) -> Floats:
        """By Bayes' rule, the bound taken for log p(picture | class): p(class | picture), `(N, classes)`."""
        joint = np.exp(self._joint(costs) - self._joint(costs).max(1, keepdims=True))
        return np.asarray(joint / joint.sum(1, keepdims=True))

    def whole(self, costs: Floats) -> Floats:
        """Nats of each picture, whatever its class, `(N,)`: -log of the sum of p(picture, class)."""
        return np.asarray(-np.logaddexp.reduce(self._joint(costs), axis=1))

    def _joint(self, costs: Floats) -> Floats:
        return np.asarray(self.log_share - costs)

    def outcome(self) -> Outcome:
        """What it says now."""
        tested = self.costs(self.data.x_test[:TESTED])
        right = float((self.chances(tested).argmax(1) == self.data.y_test[:TESTED]).mean())
        ordinary = np.sort(self.whole(tested))
        costs = {name: self.costs(getattr(self.asked, name)) for name in ("way", "odd")}
        usual = {
            name: (1 - np.searchsorted(ordinary, self.whole(each)) / len(ordinary)).round(4).tolist()
            for name, each in costs.items()
        }
        chances = {name: rounded(self.chances(each)) for name, each in costs.items()}
        labels = np.repeat(np.arange(len(self.asked.real)), MADE)
        made = self.model.sample(len(labels), self.seed, labels=labels)
        return Outcome(
            self.part, right, chances, usual, rounded(costs["way"], 3),
            np.quantile(ordinary, (0.05, 0.5, 0.95)).round(3).tolist(),
            {**self.asked.pictures, "made": packed(made)}, [], names_of(self.data), self.seconds,
        )  # fmt: skip
