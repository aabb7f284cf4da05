"""The discriminative model: which class is it?"""

import time
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray

from axb.data import Dataset
from axb.graph.mode import mode
from axb.labs.packing import packed
from axb.labs.trial import stepwise
from axb.labs.two_questions.pictured.asked import Array, Asked, names_of
from axb.labs.two_questions.pictured.outcome import Outcome, rounded
from axb.training.seeds import seed_turn
from axb.zoo import facts_of, find

Floats = NDArray[np.float64]
HIDDEN, BATCH, TESTED = "256,128", 64, 1000
CLIMB, STRIDE, FAINT = (
    40,
    8.0,
    16.0,
)  # steps up to what it is surest of, how far each, and the noise they start from


class Teller:
    """A dense network with a loss of -log p(class | picture)."""

    part = "tell"

    def __init__(self, data: Dataset, asked: Asked, epochs: int, seed: int) -> None:
        self.data, self.asked, self.seconds = data, asked, 0.0
        family, facts = find("mlp"), facts_of(data)
        seed_turn(seed, 0, 0)
        self.model = family.make(facts, {"hidden": HIDDEN})
        steps = epochs * -(-len(data.x_train) // BATCH)
        self.model.compile(
            family.recipe.optimizer(facts, steps, None), facts.head.loss, metrics=list(facts.head.metrics)
        )
        self.trainer = stepwise(self.model, data, epochs, BATCH, seed)

    def advance(self) -> None:
        """One update."""
        began = time.perf_counter()
        self.trainer.advance()
        self.seconds += time.perf_counter() - began

    def chances(self, x: Array) -> Floats:
        """p(class | picture), `(N, classes)`."""
        told = self.model.predict(x, verbose=0).astype(np.float64)
        return np.concatenate([1 - told, told], axis=1) if told.shape[1] == 1 else told

    def surest(self) -> Array:
        """What it takes for each class most surely, `(classes, H, W, C)`: up the gradient of log p(class | picture)
        from faint noise, all pixels as far a step (Simonyan, Vedaldi & Zisserman 2014, section 2, without its
        penalty)."""
        classes = len(self.asked.real)
        noise = torch.rand((classes, *self.data.input_shape), generator=torch.Generator().manual_seed(0))
        x, wanted = 127.5 + FAINT * (noise - 0.5), torch.arange(classes)
        with mode(self.model, False):
            for _ in range(CLIMB):
                x.requires_grad_()
                (slope,) = torch.autograd.grad(self._surprise(x, wanted), x)
                x = (x.detach() - STRIDE * slope.sign()).clamp(0, 255)
        return np.asarray(np.rint(x.numpy()), np.uint8)

    def _surprise(self, x: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """-log p(class), summed."""
        logits: torch.Tensor = cast("Any", self.model(x)).logits
        if logits.shape[1] == 1:
            logits = torch.cat([torch.zeros_like(logits), logits], 1)
        return torch.nn.functional.cross_entropy(logits, wanted, reduction="sum")

    def outcome(self) -> Outcome:
        """What it says now."""
        x, y = self.data.x_test[:TESTED], self.data.y_test[:TESTED]
        right = float((self.chances(x).argmax(1) == y).mean())
        chances = {name: rounded(self.chances(getattr(self.asked, name))) for name in ("way", "odd")}
        made = self.surest()
        surest = self.chances(made)[np.arange(len(made)), np.arange(len(made))]
        return Outcome(
            self.part, right, chances, {}, [], [], {**self.asked.pictures, "made": packed(made)},
            surest.round(5).tolist(), names_of(self.data), self.seconds,
        )  # fmt: skip
