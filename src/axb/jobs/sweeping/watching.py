"""What a trial's training is watched by: its score after each epoch, and whether to go on."""

import math
from typing import Protocol

import optuna

from axb.training.callbacks import Callback
from axb.training.callbacks.callback import EpochLogs, Logs
from axb.training.loop import StopTraining


class Leash(Protocol):
    """Somebody who may want all to end."""

    @property
    def is_let_go(self) -> bool:
        """Whether it is time to end in order."""


class Watch(Callback):
    """Reports the metric after each epoch; ends a trial that Optuna prunes as "stopped", and one that has no more
    time as "interrupted"."""

    bystander = True

    def __init__(self, trial: optuna.Trial, metric: str, leash: Leash) -> None:
        self.trial, self.metric, self.leash = trial, metric, leash
        self.reported = set(optuna.study.Study.get_trials(trial.study)[trial.number].intermediate_values)
        self.score = math.nan
        self.pruned = False

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Report; the last epoch is not pruned."""
        self.score = (logs or {}).get(self.metric, math.nan)
        # A resumed run repeats what came after its checkpoint, to the same bits.
        if epoch not in self.reported:
            self.trial.report(self.score, epoch)
        self.pruned = epoch + 1 < self.params["epochs"] and self.trial.should_prune()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """The end of a pruned trial: only now, as what comes after this callback has recorded the epoch."""
        if self.pruned:
            raise StopTraining("stopped")

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """The end of one that is to go on later."""
        if self.leash.is_let_go:
            raise StopTraining("interrupted")
