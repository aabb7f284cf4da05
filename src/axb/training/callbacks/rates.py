"""Callbacks that change the learning rate."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.optimizers.schedules import LearningRateSchedule
from axb.training.callbacks.callback import Callback, EpochLogs, Logs, sign_of_better
from axb.training.callbacks.stopping import improved, monitored
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


class LearningRateScheduler(Callback):
    """Sets the rate before each epoch to `schedule(epoch, rate)` (or `schedule(epoch)`)."""

    def __init__(self, schedule: Callable[..., float], verbose: int = 0) -> None:
        self.schedule, self.verbose = schedule, verbose

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Ask the schedule."""
        for optimizer in self.model.optimizers.values():
            try:
                rate = self.schedule(epoch, optimizer.rate)
            except TypeError:
                rate = self.schedule(epoch)
            if not isinstance(rate, int | float | np.floating):
                raise InputError("training.schedule_result", got=type(rate).__name__)
            optimizer.learning_rate = float(rate)
            if self.verbose:
                print(say("training.rate_set", epoch=epoch + 1, rate=rate))

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Put the rate among the epoch's logs, as Keras does."""
        if logs is not None:
            logs.update(rates_of(self.model))


class ReduceLROnPlateau(Callback):
    """Multiplies the rate by `factor` when `monitor` has not improved by `min_delta` for `patience` epochs.

    After a reduction it waits `cooldown` epochs, and never goes below `min_lr`.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        factor: float = 0.1,
        patience: int = 10,
        verbose: int = 0,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0.0,
    ) -> None:
        if not 0 <= factor < 1:
            raise InputError(
                "registry.out_of_range", what="ReduceLROnPlateau: factor", rule="∈ [0, 1)", got=factor
            )
        self.monitor, self.factor, self.patience, self.verbose = monitor, factor, patience, verbose
        self.sign = sign_of_better("ReduceLROnPlateau", monitor, mode)
        self.min_delta, self.cooldown, self.min_lr = min_delta, cooldown, min_lr
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Forget earlier trainings."""
        self.wait, self.cooling = 0, 0
        self.best: float | None = None

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Better, or one epoch more without; the rate joins the epoch's logs, as in Keras."""
        if logs is not None:
            logs.update(rates_of(self.model))
        current = monitored(self.monitor, logs)
        if current is None:
            return
        if self.cooling > 0:
            self.cooling -= 1
            self.wait = 0
        if improved(current, self.best, self.sign, self.min_delta):
            self.best, self.wait = current, 0
        elif self.cooling <= 0:
            self.wait += 1
            if self.wait >= self.patience:
                self._reduce(epoch)

    def _reduce(self, epoch: int) -> None:
        for optimizer in self.model.optimizers.values():
            if isinstance(optimizer.learning_rate, LearningRateSchedule):
                raise InputError("training.rate_is_scheduled", callback="ReduceLROnPlateau")
            if optimizer.learning_rate > self.min_lr:
                optimizer.learning_rate = max(optimizer.learning_rate * self.factor, self.min_lr)
                self.cooling, self.wait = self.cooldown, 0
                if self.verbose:
                    print(say("training.rate_set", epoch=epoch + 1, rate=optimizer.learning_rate))

    def state(self) -> dict[str, Any]:
        """what has been seen"""
        return {"wait": self.wait, "cooling": self.cooling, "best": self.best}

    def load_state(self, state: dict[str, Any]) -> None:
        """go on with it"""
        self.wait, self.cooling, self.best = state["wait"], state["cooling"], state["best"]


def rates_of(model: "Model") -> dict[str, float]:
    """The coming step's learning rate by name; of each player, where there are several."""
    optimizers = model.optimizers.items()
    several = len(optimizers) > 1
    return {f"{name}_learning_rate" if several else "learning_rate": one.rate for name, one in optimizers}
