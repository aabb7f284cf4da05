"""Several trainings one after another, of which a later one uses what an earlier one has made."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.batches import Batches
from axb.training import Model
from axb.training.loop import Trainer
from axb.training.runtime import choose_precision

Array = NDArray[Any]


@dataclass(frozen=True)
class Stage:
    """One training: `begin` gives the compiled model and its examples (answers None where it needs none), once the
    stages before it are over."""

    begin: Callable[[], tuple[Model, Array, Array | None]]
    examples: int
    batch_size: int
    epochs: int

    @property
    def steps(self) -> int:
        """Updates in all."""
        return self.epochs * -(-self.examples // self.batch_size)


class Course:
    """The stages of one combination: a `Learner` of `axb.labs.live`, update by update."""

    def __init__(self, stages: Sequence[Stage], seed: int) -> None:
        self.waiting, self.seed = list(stages), seed
        self.total_steps, self.step, self.over = sum(stage.steps for stage in stages), 0, 0
        self.seconds = 0.0
        self._trainer: Trainer | None = None

    def advance(self) -> None:
        """One update; the first one of a stage makes its model."""
        began = time.perf_counter()
        if self._trainer is None:
            self._trainer = self._begun(self.waiting.pop(0))
        self._trainer.advance()
        self.step += 1
        if self._trainer.step >= self._trainer.total_steps:
            self._trainer.model.eval()
            self._trainer, self.over = None, self.over + 1
        self.seconds += time.perf_counter() - began

    def _begun(self, stage: Stage) -> Trainer:
        model, x, y = stage.begin()
        fields = x, (None if y is None else np.asarray(y))
        batches = Batches(*fields, batch_size=stage.batch_size, shuffle=True, seed=self.seed)
        dtype = choose_precision("auto", model, model.device)
        return Trainer(model, batches, epochs=stage.epochs, seed=self.seed, dtype=dtype)
