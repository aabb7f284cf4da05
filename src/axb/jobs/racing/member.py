"""A member: what is ready to be trained as a run of its own, together with others or alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from axb.data import Dataset
from axb.jobs.job import Job
from axb.jobs.line import Watcher
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.running import configuration
from axb.races.population import convolves, shape_of
from axb.runs import Store
from axb.training import Model, StopTraining, checkpoint
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs
from axb.training.fitting import Fit

ENDED = ("finished", "diverged")


class Until(Callback):
    """Ends a run as "stopped" after so many epochs; it can be gone on with."""

    bystander = True

    def __init__(self, epochs: int) -> None:
        self.epochs = epochs

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """When the last epoch has been written down."""
        if epoch >= self.epochs:
            raise StopTraining("stopped", quiet=True)


@dataclass
class Member:
    """A model and all that `fit` wants for it, under the name of its run.

    metric: what it is compared by. company: those with the same answer learn together; None is better, only possible,
    or (by seconds) only fair, alone. config: what the run remembers beside. seconds: instead of epochs.
    """

    run: str
    model: Model
    train: tuple[Any, Any]
    held: tuple[Any, Any] | None
    batch_size: int
    epochs: int
    seed: int
    metric: str
    company: str | None
    config: Mapping[str, Any]
    seconds: float | None = None

    def fit(self, callbacks: Sequence[Callback] = ()) -> Fit:
        """What `Model.fit` would make of it."""
        return Fit(
            self.model, *self.train, batch_size=self.batch_size, epochs=self.epochs, verbose=0, callbacks=callbacks,
            validation_split=0.0, validation_data=self.held, shuffle=True, class_weight=None, sample_weight=None,
            initial_epoch=0, steps_per_epoch=None, validation_steps=None, validation_batch_size=None, validation_freq=1,
            run=self.run, seed=self.seed, accumulate=1, config=self.config, seconds=self.seconds,
        )  # fmt: skip


def of_job(job: Job, data: Dataset, run: str, note: Mapping[str, Any]) -> Member:
    """The member that a job's words name; `note` is what its run remembers beside the job."""
    ready = prepare(job, data)
    return Member(
        run, ready.model, ready.train, ready.held, ready.batch_size, ready.epochs, job.seed, ready.metric,
        _company(ready), configuration(ready, note), job.seconds,
    )  # fmt: skip


def _company(ready: Prepared) -> str | None:
    job = ready.job
    if job.seconds is not None or Watcher.of(ready) is not None:
        return None
    shape = fits_a_population(ready.model)
    return shape and f"{shape} {job.data} {job.validation} {job.precision} {ready.epochs} {ready.batch_size}"


def fits_a_population(model: Model) -> str | None:
    """`shape_of`, but None where the machine computes it faster alone."""
    slow = convolves(model) and model.device.type == "cpu"
    return None if slow else shape_of(model)


def is_there(run: str, until: int | None) -> bool:
    """Whether the run has ended, or has a checkpoint at `until` epochs or later."""
    with Store() as store:
        one = store.named(run)
        if one is None or one.status in ENDED or until is None:
            return one is not None and one.status in ENDED
        latest = one.latest_checkpoint()
        return latest is not None and checkpoint.place(one.load_checkpoint(latest)[1])[0] >= until
