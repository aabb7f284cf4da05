"""The loop: epochs of steps, steps of turns. It announces what happens and knows no screen and no file."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from axb.data.batches import Batch, Batches
from axb.training.callbacks import Callback, CallbackList
from axb.training.evaluation import evaluate
from axb.training.own_steps import forget, own_numbers
from axb.training.player import Turn, names_of, reported
from axb.training.runtime import autocast
from axb.training.scores import Scores
from axb.training.seeds import VALIDATION, seed_turn

if TYPE_CHECKING:
    from axb.runs import Run
    from axb.training.model import Model


class StopTraining(Exception):
    """Raised by a callback between two turns to end training there; `reason` is a run's last status.

    quiet: whoever raises it tells people.
    """

    def __init__(self, reason: str, quiet: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.quiet = reason, quiet


class Trainer:
    """Where a training stands: `epoch`, `position` in it (0 both before and after it has `begun`), `step` (updates
    done), and the epoch's `scores`. It ends after `total_steps`, if need be within an epoch."""

    def __init__(
        self,
        model: "Model",
        batches: Batches,
        callbacks: Sequence[Callback] = (),
        *,
        epochs: int = 1,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation: Batches | None = None,
        validation_freq: int = 1,
        seed: int = 0,
        accumulate: int = 1,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.model, self.batches, self.validation = model, batches, validation
        self.epochs, self.epoch, self.position, self.step = epochs, initial_epoch, 0, 0
        self.begun = self.resumed = False
        self.steps = min(steps_per_epoch or batches.steps, batches.steps)
        self.total_steps = self.steps * max(epochs - initial_epoch, 0)
        self.validation_freq, self.seed = validation_freq, seed
        self.accumulate, self.dtype = accumulate, dtype
        self.scores = Scores()
        self.losses: dict[str, Tensor] = {}  # of the last step, with what else its turns told
        self.run_record: Run | None = None  # where this training is written down, while that is open
        self.callbacks = CallbackList(callbacks, model, self)

    @property
    def diverged(self) -> bool:
        """Whether a loss of the last step is no finite number."""
        losses = [value for name, value in self.losses.items() if name.endswith("loss")]
        return not all(math.isfinite(float(value)) for value in losses)

    def run(self) -> None:
        """Train to the end, or until someone sets `model.stop_training`."""
        while self.begun or (self.step < self.total_steps and not self.model.stop_training):
            logs = self.run_epoch()
            self.callbacks.announce("epoch_end", self.epoch - 1, logs)

    def run_epoch(self) -> dict[str, float]:
        """The rest of an epoch, and its validation; returns its logs."""
        self._begin_epoch()
        for batch in self.batches.epoch(self.epoch, self.position, self.steps):
            if self.model.stop_training or self.step >= self.total_steps:
                break
            self._step(batch)
        return self._end_epoch()

    def advance(self) -> dict[str, float] | None:
        """One update, as `run` would do it now, for those who look between any two; the logs of an epoch that ended."""
        self._begin_epoch()
        for batch in self.batches.epoch(self.epoch, self.position, min(self.position + 1, self.steps)):
            self._step(batch)
        if self.position < self.steps:
            self.model.eval()
            return None
        logs = self._end_epoch()
        self.callbacks.announce("epoch_end", self.epoch - 1, logs)
        return logs

    def _begin_epoch(self) -> None:
        if not self.begun:
            self.scores.reset()
            forget(self.model)
            self.callbacks.announce("epoch_begin", self.epoch, {})
            self.begun = True
        self.model.train()

    def _step(self, batch: Batch) -> None:
        announce = self.callbacks.announce
        announce("train_batch_begin", self.position, {})
        self.train_batch(batch)
        self.model.settle(self.step)
        self.position, self.step = self.position + 1, self.step + 1
        announce("train_batch_end", self.position - 1, self.scores.logs)

    def _end_epoch(self) -> dict[str, float]:
        self.model.eval()
        logs = {**self.scores.results(), **self._validate()}
        self.epoch, self.position, self.begun = self.epoch + 1, 0, False
        return logs

    def _validate(self) -> dict[str, float]:
        if self.validation is None or (self.epoch + 1) % self.validation_freq:
            return {}
        seed_turn(self.seed, self.step, VALIDATION)
        scores = evaluate(self.model, self.validation, self.callbacks)
        return {f"val_{name}": value for name, value in scores.items()}

    def train_batch(self, batch: Batch) -> None:
        """Every turn of this step."""
        self.losses = {}
        if self.model.has_own_train_step:
            seed_turn(self.seed, self.step, 0)
            self.losses = own_numbers(self.model, self.model.train_step, batch, self.scores)
            return
        turns = self.model.turns(self.step)
        for number, turn in enumerate(turns):
            seed_turn(self.seed, self.step, number)
            self.take_turn(turn, batch, alone=len(self.model.optimizers) == 1)

    def take_turn(self, turn: Turn, batch: Batch, alone: bool) -> None:
        """One turn: losses, gradients of all its players, then their steps."""
        players = [self.model.player(name) for name in names_of(turn)]
        learning = [player.parameters() for player in players]
        gradients: list[list[Tensor]] = []
        told: dict[str, Tensor] = {}
        for part in batch.parts(self.accumulate):
            share = len(part) / len(batch)
            with autocast(self.model.device, self.dtype):
                losses, numbers, prediction = reported(turn, part, alone)
            for number, (player, parameters, loss) in enumerate(zip(players, learning, losses, strict=True)):
                g = player.gradient(loss, parameters, keep_graph=number + 1 < len(players))
                if len(gradients) < len(players):
                    gradients.append(g if share == 1 else list(torch._foreach_mul(g, share)))
                else:
                    torch._foreach_add_(gradients[number], g, alpha=share)
            for name, value in self._counted(numbers, part).items():
                told[name] = value if share == 1 else told.get(name, 0) + value * share
            if prediction is not None:
                self.model.objective.score(self.scores, part.y, prediction)
        for player, parameters, g in zip(players, learning, gradients, strict=True):
            self.callbacks.announce("gradient", player.name, parameters, g)
            player.optimizer.apply(g, parameters)
        self.losses.update(told)

    def _counted(self, numbers: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """A turn's numbers without their graphs, once they are in the epoch's means."""
        values = {name: value.detach() for name, value in numbers.items()}
        for name, value in values.items():
            self.scores.mean(name, value, len(batch))
        return values
