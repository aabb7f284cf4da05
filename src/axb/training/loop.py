"""The loop: epochs of steps, steps of turns. It announces what happens and knows no screen and no file."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from axb.data.batches import Batch, Batches
from axb.training.callbacks import Callback, CallbackList
from axb.training.player import Turn
from axb.training.runtime import autocast
from axb.training.scores import Scores
from axb.training.seeds import seed_turn

if TYPE_CHECKING:
    from axb.training.model import Model


class StopTraining(Exception):  # noqa: N818 - it ends a training in order; nothing is wrong
    """Raised by a callback between two turns to end training there; `reason` is a run's last status."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Trainer:
    """Where a training stands: `epoch`, `position` in it, `step` (updates done), and the epoch's `scores`."""

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
        self.steps = min(steps_per_epoch or batches.steps, batches.steps)
        self.total_steps = self.steps * max(epochs - initial_epoch, 0)
        self.validation_freq, self.seed, self.accumulate, self.dtype = (
            validation_freq,
            seed,
            accumulate,
            dtype,
        )
        self.scores = Scores()
        self.losses: dict[str, Tensor] = {}  # of the last step
        self.callbacks = CallbackList(callbacks, model, self)

    def run(self) -> None:
        """Train to the end, or until someone sets `model.stop_training`."""
        announce = self.callbacks.announce
        while self.epoch < self.epochs and not self.model.stop_training:
            self.run_epoch()
            announce("epoch_end", self.epoch - 1, self.epoch_logs)

    def run_epoch(self) -> None:
        """The rest of an epoch, and its validation."""
        announce, model = self.callbacks.announce, self.model
        if self.position == 0:
            self.scores.reset()
            announce("epoch_begin", self.epoch, {})
        model.train()
        for batch in self.batches.epoch(self.epoch, self.position):
            if self.position >= self.steps or model.stop_training:
                break
            announce("train_batch_begin", self.position, {})
            self.train_batch(batch)
            self.position, self.step = self.position + 1, self.step + 1
            announce("train_batch_end", self.position - 1, self.scores.logs)
        model.eval()
        self.epoch_logs = {**self.scores.results(), **self._validate()}
        self.epoch, self.position = self.epoch + 1, 0

    def _validate(self) -> dict[str, float]:
        if self.validation is None or (self.epoch + 1) % self.validation_freq:
            return {}
        scores = evaluate(self.model, self.validation, self.callbacks)
        return {f"val_{name}": value for name, value in scores.items()}

    def train_batch(self, batch: Batch) -> None:
        """Every turn of this step."""
        if self.model.has_own_train_step:
            seed_turn(self.seed, self.step, 0)
            for name, value in self.model.own_train_step(batch).items():
                self.scores.mean(name, torch.as_tensor(value), len(batch))
            return
        turns = self.model.turns(self.step)
        for number, turn in enumerate(turns):
            seed_turn(self.seed, self.step, number)
            self.take_turn(turn, batch, alone=len(turns) == 1)

    def take_turn(self, turn: Turn, batch: Batch, alone: bool) -> None:
        """One turn: losses, gradients of all its players, then their steps."""
        names, function = turn
        players = [self.model.player(name) for name in ((names,) if isinstance(names, str) else names)]
        learning = [player.parameters() for player in players]
        gradients: list[Tensor] = []
        for part in batch.parts(self.accumulate):
            with self._autocast():
                losses, extras = unpacked(function(part))
            share = len(part) / len(batch)
            for number, (player, parameters, loss) in enumerate(zip(players, learning, losses, strict=True)):
                g = player.gradient(loss, parameters, keep_graph=number + 1 < len(players))
                if len(gradients) < len(players):
                    gradients.append(g if share == 1 else g.mul_(share))
                else:
                    gradients[number].add_(g, alpha=share)
                self._note("loss" if alone and len(players) == 1 else f"{player.name}_loss", loss, len(part))
            self._score(part, extras)
        for player, parameters, g in zip(players, learning, gradients, strict=True):
            player.optimizer.apply(g, parameters)

    def _autocast(self) -> AbstractContextManager[object]:
        return autocast(self.model.device, self.dtype)

    def _note(self, name: str, value: Tensor, examples: int) -> None:
        self.losses[name] = value.detach()
        self.scores.mean(name, value, examples)

    def _score(self, part: Batch, extras: dict[str, Any]) -> None:
        """Numbers beside the loss become means; predictions go to the metrics."""
        prediction = extras.pop("y_pred", None)
        for name, value in extras.items():
            self._note(name, value, len(part))
        if prediction is not None:
            self.model.objective.score(self.scores, part.y, prediction)


def unpacked(result: Any) -> tuple[list[Tensor], dict[str, Any]]:
    """What a loss function may return: a loss, a list of losses, or either with a dictionary of extras."""
    extras: dict[str, Any] = {}
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], dict):
        result, extras = result
    return (list(result) if isinstance(result, list | tuple) else [result]), extras


@torch.no_grad()
def evaluate(model: "Model", batches: Batches, callbacks: CallbackList) -> dict[str, float]:
    """Loss and metrics over all batches, in inference mode and float32."""
    was_training, scores = model.training, Scores()
    model.eval()
    callbacks.announce("test_begin", {})
    for number, batch in enumerate(batches.epoch()):
        callbacks.announce("test_batch_begin", number, {})
        model.measure(batch, scores)
        callbacks.announce("test_batch_end", number, scores.logs)
    results = scores.results()
    callbacks.announce("test_end", results)
    model.train(was_training)
    return results
