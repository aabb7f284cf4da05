"""Callbacks that end training."""

import math
import warnings
from typing import Any

from axb.training.callbacks.callback import Callback, EpochLogs, Logs, sign_of_better
from axb.words import say


class EarlyStopping(Callback):
    """Stops when `monitor` has not improved by more than `min_delta` for `patience` epochs.

    The quantity gets better downwards or upwards by `mode` ("auto", "min", "max"); nothing counts before epoch
    `start_from_epoch`; with `baseline` it must at least beat that; `restore_best_weights` goes back to the best epoch.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0.0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        self.monitor, self.min_delta, self.patience, self.verbose = monitor, abs(min_delta), patience, verbose
        self.sign = sign_of_better("EarlyStopping", monitor, mode)
        self.baseline, self.restore_best_weights = baseline, restore_best_weights
        self.start_from_epoch = start_from_epoch
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Forget earlier trainings."""
        self.wait, self.stopped_epoch, self.best_epoch = 0, 0, 0
        self.best: float | None = None
        self.best_weights: list[Any] | None = None

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Better, or one epoch more without."""
        current = monitored(self.monitor, logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self.best_weights, self.best_epoch = self.model.get_weights(), epoch
        self.wait += 1
        if improved(current, self.best, self.sign, self.min_delta):
            self.best, self.best_epoch = current, epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or improved(current, self.baseline, self.sign, self.min_delta):
                self.wait = 0
            return
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs | None = None) -> None:
        """Say it, and go back to the best weights if asked."""
        if self.stopped_epoch and self.verbose:
            print(say("training.stopped_early", epoch=self.stopped_epoch + 1))
        if self.restore_best_weights and self.best_weights is not None:
            self.model.set_weights(self.best_weights)

    def state(self) -> dict[str, Any]:
        """what has been seen"""
        return {
            "wait": self.wait,
            "best": self.best,
            "best_epoch": self.best_epoch,
            "stopped_epoch": self.stopped_epoch,
            "best_weights": self.best_weights,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """go on with it"""
        self.wait, self.best, self.best_epoch = state["wait"], state["best"], state["best_epoch"]
        self.stopped_epoch, self.best_weights = state["stopped_epoch"], state["best_weights"]


def improved(value: float, best: float | None, sign: int, min_delta: float) -> bool:
    """Whether a value is better than the best so far (None: there is none yet). What is not a number never is."""
    return not math.isnan(value) and (best is None or sign * (value - best) > min_delta)


def monitored(name: str, logs: Logs | None) -> float | None:
    """The value of a quantity; a warning that lists what there is where it is missing."""
    if logs is not None and name in logs:
        return logs[name]
    warnings.warn(say("training.not_logged", name=name, known=", ".join(logs or ())), stacklevel=3)
    return None


class TerminateOnNaN(Callback):
    """Stops as soon as a loss is not a number or infinite."""

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Look at the step's losses."""
        if self.trainer and self.trainer.diverged:
            print(say("training.not_finite", batch=batch))
            self.model.stop_training = True
