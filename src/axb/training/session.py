"""A fit that is a run: opened or continued, recorded, controlled, and ended in order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch

from axb.runs import DiskError, Run, Store
from axb.training import checkpoint
from axb.training.callbacks import Callback
from axb.training.control import Control
from axb.training.identity import differences, graph_of
from axb.training.loop import StopTraining, Trainer
from axb.training.recording import Recorder
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


class Session:
    """The run of a fit. The same fit under the same name goes on where the run stopped; another fit is refused."""

    def __init__(
        self, model: "Model", name: str, who: Mapping[str, Any], seed: int,
        config: Mapping[str, Any] | None, talk: bool,
    ) -> None:  # fmt: skip
        """`who` is the training's `identity`; `config` what else a new run shall remember."""
        self.talk = talk
        self.store = Store()
        try:
            self.run = self._run(model, name, who, seed, config)
        except BaseException:
            self.store.close()
            raise
        self.control, self.recorder = Control(self.run), Recorder(self.run)
        self.callbacks: list[Callback] = [self.control, self.recorder]
        self.loaded: tuple[dict[str, torch.Tensor], dict[str, str]] | None = None

    def _run(
        self, model: "Model", name: str, who: Mapping[str, Any], seed: int, config: Mapping[str, Any] | None
    ) -> Run:
        """The run of that name, which must be of this very training, or a new one."""
        run = self.store.named(str(name))
        whole = {**(config or {}), **who}
        if run is None:
            return self.store.create(
                name, config=whole, graph=graph_of(model), data_hash=who["data"], seed=seed
            )
        if run.is_job_alone and run.config["job"] == whole.get("job"):
            run.describe(config=whole, graph=graph_of(model), data_hash=who["data"], seed=seed)
        if differs := differences(run.config, who):
            raise InputError("training.run_differs", name=run.name, differs="; ".join(differs))
        return run

    @property
    def over(self) -> bool:
        """Whether there is nothing left to train."""
        latest, last = self.run.latest_checkpoint(), {"finished": "final", "diverged": "diverged"}
        return latest is not None and latest.reason == last.get(self.run.status)

    def recall(self, trainer: Trainer) -> None:
        """Give the model the weights that the run ended with, and the callbacks (the History) their memory."""
        try:
            latest = self.run.latest_checkpoint()
            if latest is not None:
                self.loaded = self.run.load_checkpoint(latest)
                checkpoint.unpack_place(trainer, self.loaded[1])
                self.restore(trainer)
            self._say_diverged()
            if self.talk and self.run.status == "finished":
                print(say("training.already_finished", name=self.run.name, step=trainer.step))
        finally:
            self.store.close()

    def interrupt(self) -> None:
        """Ask for an end between two turns."""
        self.control.interrupted = True

    @contextmanager
    def open(self, trainer: Trainer) -> Iterator[None]:
        """Start the run and, whatever happens inside, end it in order."""
        try:
            self._start(trainer)
            with self._ending(trainer):
                yield
            self.control.turn_away(self.run.pending())
        except DiskError as error:
            raise self._unwritten(error) from error
        finally:
            trainer.run_record = None
            self.store.close()
        if self.control.interrupted:
            raise KeyboardInterrupt

    def _start(self, trainer: Trainer) -> None:
        """Take the run; where it has a checkpoint, forget what was recorded after it."""
        stale = self.run.pending()
        self.run.start()
        self.control.turn_away(stale)
        latest = self.run.latest_checkpoint()
        self.run.rewind(latest.step if latest else 0)
        if latest is not None:
            self.loaded = self.run.load_checkpoint(latest)
            checkpoint.unpack_place(trainer, self.loaded[1])
            if self.talk:
                where = {"step": trainer.step, "total": trainer.total_steps}
                print(say("training.goes_on", name=self.run.name, **where))

    @contextmanager
    def _ending(self, trainer: Trainer) -> Iterator[None]:
        try:
            yield
        except StopTraining as stop:
            self.recorder.end(stop.reason)
            trainer.callbacks.close()  # a moving line ends before the sentence begins
            self._say_diverged()
            if not stop.quiet and stop.reason != "diverged":
                print(say("training.ended", name=self.run.name, step=trainer.step, total=trainer.total_steps))
        except BaseException as error:
            self.recorder.flush()
            self.run.finish("interrupted" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        else:
            self.recorder.end("diverged" if trainer.diverged else "finished")
            self._say_diverged()

    def _unwritten(self, error: DiskError) -> DiskError:
        """What the disk refused, and from where the run can go on."""
        latest = self.run.latest_checkpoint()
        step = latest.step if latest else 0
        return DiskError("training.unwritten", problem=error, name=self.run.name, step=step)

    def _say_diverged(self) -> None:
        """Where it has."""
        if self.talk and self.run.status == "diverged":
            print(say("training.diverged", name=self.run.name, step=self.run.diverged_at()))

    def restore(self, trainer: Trainer) -> None:
        """Weights, memories and callbacks as they were at the checkpoint."""
        if self.loaded is not None:
            checkpoint.unpack(trainer, *self.loaded)
            self.loaded = None
