"""A training whose loss is no finite number any more is over: no step would make it one again."""

from axb.training.callbacks.callback import Callback, EpochLogs, Logs
from axb.training.loop import StopTraining

LOOK_EVERY = 50  # steps, where reading a number makes a GPU wait


class Divergence(Callback):
    """Ends a run as "diverged", before anything is learned from such a loss or written down as an epoch's.

    It looks where a step has been recorded and the next thing begins: a step, an evaluation, an epoch's end.
    """

    bystander = True

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """After the step before: on a CPU each one."""
        if self.model.device.type == "cpu" or batch % LOOK_EVERY == 0:
            self._look()

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """After the last step of an epoch."""
        self._look()

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """The same, where nothing is held out."""
        self._look()

    def _look(self) -> None:
        if self.trainer and self.trainer.diverged:
            raise StopTraining("diverged")
