"""A training that can be looked at after every step, and rewound to any."""

import math
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from axb.data import Dataset
from axb.data.batches import Batches
from axb.labs.network.splitting import SEED
from axb.training import Model, checkpoint
from axb.training.callbacks import CallbackList
from axb.training.evaluation import evaluate
from axb.training.loop import Trainer
from axb.training.tensors import load_optimizer_state, optimizer_state

SNAPSHOTS = 120  # at most; then every second one goes
ENDLESS = 10**9  # epochs
Arrays = tuple[Any, Any]  # x, y


@dataclass
class Snapshot:
    """What a checkpoint of that step would hold. What came after it in the same `era` follows from it."""

    tensors: dict[str, Tensor]
    text: dict[str, str]
    era: int


@dataclass
class History:
    """The loss and the rate of step 1, 2, ...; `epochs`: (step, logs) of those that ended."""

    loss: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    epochs: list[tuple[int, dict[str, float]]] = field(default_factory=list)

    def cut(self, step: int) -> None:
        """Forget what came after `step`."""
        del self.loss[step:], self.rate[step:]
        self.epochs = [epoch for epoch in self.epochs if epoch[0] <= step]


class Learning:
    """The library's own loop, one step at a time, with what it takes to go back."""

    def __init__(self, model: Model, batch: int, learned: Arrays, watched: Arrays) -> None:
        self.model, self.batch = model, batch
        batches, validation = self._batches(learned, watched)
        self.trainer = Trainer(model, batches, epochs=ENDLESS, validation=validation, seed=SEED)
        self.history, self.snapshots = History(), dict[int, Snapshot]()
        self.era, self.every, self.furthest = 0, 1, 0
        self._keep()

    def _batches(self, learned: Arrays, watched: Arrays) -> tuple[Batches, Batches]:
        self.whole = Batches(*learned, batch_size=len(learned[0]))  # what is measured needs no small batches
        size = min(self.batch, len(learned[0]))
        return (
            Batches(*learned, batch_size=size, shuffle=True, seed=SEED),
            Batches(*watched, batch_size=max(size, 256)),
        )

    @property
    def step(self) -> int:
        """Updates done."""
        return self.trainer.step

    def change_data(self, learned: Arrays, watched: Arrays) -> None:
        """Go on with other points."""
        trainer = self.trainer
        trainer.batches, trainer.validation = self._batches(learned, watched)
        trainer.steps = trainer.batches.steps
        self.changed()

    def changed(self) -> None:
        """Something is not as it was: what comes now does not follow from earlier snapshots."""
        self.era += 1
        self._forget_what_came()
        self._keep()

    def advance(self) -> float:
        """One update; returns its loss, measured before it."""
        trainer = self.trainer
        if trainer.step < self.furthest:
            self._forget_what_came()
        epoch, before = trainer.epoch, trainer.step
        rate = self.model.optimizer.rate
        logs = trainer.advance()
        loss = float(trainer.losses["loss"])
        if trainer.step > before:
            self.history.loss.append(loss)
            self.history.rate.append(rate)
        if logs is not None and trainer.epoch > epoch:
            self.history.epochs.append((trainer.step, logs))
        self.furthest = trainer.step
        if trainer.step % self.every == 0 and math.isfinite(loss):
            self._keep()
        return loss

    def measured(self) -> dict[str, float]:
        """Loss and metrics of all points learned from, and of those watched ("val_..."), as the weights are now."""
        nobody = CallbackList((), self.model)
        told = evaluate(self.model, self.whole, nobody)
        held = evaluate(self.model, self.trainer.validation or self.whole, nobody)
        return {**told, **{f"val_{name}": value for name, value in held.items()}}

    def _forget_what_came(self) -> None:
        self.furthest = self.step
        self.history.cut(self.step)
        self.snapshots = {step: one for step, one in self.snapshots.items() if step <= self.step}

    def _keep(self) -> None:
        tensors, text = checkpoint.pack(self.trainer)
        copies = {name: tensor.clone() for name, tensor in tensors.items()}
        self.snapshots[self.step] = Snapshot(copies, text, self.era)
        if len(self.snapshots) > SNAPSHOTS:
            self.every *= 2
            self.snapshots = {step: one for step, one in self.snapshots.items() if step % self.every == 0}

    def rewind(self, step: int) -> None:
        """Go back (or forth again) to `step`, at the rate of now.

        From the snapshot before it the same steps are taken again; where something was changed between, it stays at
        the snapshot.
        """
        wanted = max(0, min(step, self.furthest))
        near = max(at for at in self.snapshots if at <= wanted)
        snapshot, now = self.snapshots[near], optimizer_state(self.model.optimizer)
        checkpoint.unpack_place(self.trainer, snapshot.text)
        checkpoint.unpack(self.trainer, snapshot.tensors, snapshot.text)
        while self.trainer.step < wanted and snapshot.era == self.era:
            self.trainer.advance()
        steps = self.model.optimizer.iterations
        load_optimizer_state(self.model.optimizer, {**now, "iterations": steps})


def arrays(data: Dataset) -> tuple[Arrays, Arrays]:
    """(x, y) of both parts."""
    return (data.x_train, data.y_train), (data.x_test, data.y_test)
