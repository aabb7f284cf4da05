"""A training written down as it happens: scalars, checkpoints, and how it ended."""

import time
from typing import TYPE_CHECKING

from torch import Tensor

from axb.training import checkpoint
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import EpochLogs, Logs
from axb.training.callbacks.rates import rates_of

if TYPE_CHECKING:
    from axb.runs import Run

FLUSH_EVERY = 0.5  # seconds between two writes of scalars
SAVE_EVERY = 10.0  # least seconds between two checkpoints
SAVE_SHARE = 0.002  # of the time, at most, goes into checkpoints


class Recorder(Callback):
    """Writes every step's losses and rates, every epoch's means ("epoch/..."), and checkpoints, to a run.

    It must come after all callbacks that remember something: a checkpoint then holds what they have already seen.
    """

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.waiting: dict[str, tuple[list[int], list[Tensor | float]]] = {}
        self.rates: dict[str, float] = {}
        self.next_flush, self.next_save = 0.0, 0.0

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """The first weights are a checkpoint: they may depend on what came before in the script."""
        self.next_save = time.monotonic() + SAVE_EVERY
        if self.trainer is not None and not self.trainer.resumed:
            self.save("start")

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Note the rates that the step will be taken with."""
        self.rates = rates_of(self.model)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Keep the step's numbers; write now and then."""
        trainer = self.trainer
        if trainer is None:
            return
        for numbers in (trainer.losses, self.rates):
            for name, value in numbers.items():
                steps, values = self.waiting.setdefault(name, ([], []))
                steps.append(trainer.step)
                values.append(value)
        now = time.monotonic()
        if now >= self.next_flush:
            self.flush()
            self.next_flush = now + FLUSH_EVERY
        if now >= self.next_save and trainer.position < trainer.steps:
            self.save("step")

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """The epoch's means."""
        if self.trainer is None:
            return
        step = self.trainer.step
        means = {f"epoch/{name}": value for name, value in (logs or {}).items()}
        if self.trainer.resumed:  # at this very step, perhaps, after a first try had written them
            means = {name: value for name, value in means.items() if step not in self.run.series(name)[0]}
        self.run.log(step, means)
        self.flush()
        if time.monotonic() >= self.next_save:
            self.save("epoch")

    def flush(self) -> None:
        """Read the kept numbers off the device, and write them."""
        for name, (steps, values) in self.waiting.items():
            self.run.extend(name, steps, [float(value) for value in values])
        self.waiting = {}
        self.run.flush()

    def save(self, reason: str) -> None:
        """A checkpoint of now; the next one not before it has paid for itself."""
        if self.trainer is None:
            return
        begin = time.monotonic()
        self.flush()
        tensors, metadata = checkpoint.pack(self.trainer)
        self.run.save_checkpoint(self.trainer.step, tensors, metadata, reason)
        self.run.prune(keep=2)
        took = time.monotonic() - begin
        self.next_save = begin + max(SAVE_EVERY, took / SAVE_SHARE)

    def end(self, status: str) -> None:
        """The last checkpoint and the status."""
        self.save("final" if status == "finished" else status)
        self.run.finish(status)
