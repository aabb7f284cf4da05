"""The doctor beside a generative training."""

from typing import TYPE_CHECKING, Any

import numpy as np
from torch import Tensor

from axb.insight.doctor import Finding
from axb.insight.doctor.telling import speak
from axb.insight.generative_doctor.course import NONE, Course, Look
from axb.insight.generative_doctor.looking import Looker
from axb.insight.generative_doctor.record import recalled, record, series_of
from axb.insight.generative_doctor.rules import examine
from axb.training import Latent
from axb.training.callbacks.callback import Callback, Logs

if TYPE_CHECKING:
    from axb.runs import Run

FIRST, GROWTH = 64, 8  # steps before the first look; then one whenever an eighth more is done


class GenerativeDoctor(Callback):
    """Looks at the codes of a VAE, and at what any `Latent` with a prior makes, ever seldomer; says each finding once.

    `findings` holds what it found; `verbose=0` keeps it from printing. It changes nothing that is learned. Where the
    training is a run, it keeps the findings there, for `axb doctor RUN` and the run's page.
    """

    bystander = True

    def __init__(self, verbose: int = 1) -> None:
        self.verbose = verbose
        self.findings: list[Finding] = []
        self._forget()

    def _forget(self) -> None:
        self.findings = []
        self._looker: Looker | None = None
        self._looks: list[Look] = []
        self._series: dict[str, list[Tensor | float]] = {}
        self._steps, self._kept = 0, False
        self._next = FIRST

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Nothing is known yet; of a run that goes on, what it said before."""
        self._forget()
        model = self.model
        if self.trainer is not None and isinstance(model, Latent) and model.has_prior:
            batches = self.trainer.batches
            self._looker = Looker(model, _array(batches.x), None if batches.y is None else _array(batches.y))
            self._steps = self.trainer.step
            self._next = self._steps + FIRST
            if self.trainer.run_record is not None and self._steps:
                self._recall(self.trainer.run_record)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Remember the step's numbers; look where it is time to."""
        if self.trainer is None or self._looker is None:
            return
        for name, value in self.trainer.losses.items():
            self._series.setdefault(name, [float("nan")] * self._steps).append(value)
        self._steps += 1
        for values in self._series.values():
            values += [float("nan")] * (self._steps - len(values))
        if self.trainer.step >= self._next:
            self._next = self.trainer.step + max(FIRST, self.trainer.step // GROWTH)
            self._examine()

    def on_train_end(self, logs: Logs | None = None) -> None:
        """The last word."""
        self._examine()

    @property
    def course(self) -> Course:
        """All that is known by now."""
        model, trainer = self.model, self.trainer
        if trainer is None:
            return Course(0, 0)
        series = {name: np.array([float(one) for one in values]) for name, values in self._series.items()}
        real = self._looker.real if self._looker else NONE
        beta, warmup = getattr(model, "beta", 1.0), getattr(model, "warmup", 0)
        return Course(trainer.step, trainer.total_steps, series, list(self._looks), real, beta, warmup)

    def _examine(self) -> None:
        if self.trainer is None or self._looker is None or not isinstance(self.model, Latent):
            return
        self._looks.append(self._looker.look(self.model, self.trainer.step))
        said = {one.rule for one in self.findings}
        new = [one for one in examine(self.course) if one.rule not in said]
        self.findings += new
        if self.verbose:
            speak(new)
        run = self.trainer.run_record
        if run is not None and (new or not self._kept):
            record(run, self.trainer.step, self.findings)
            self._kept = True

    def _recall(self, run: "Run") -> None:
        """What was said of a run that goes on, and each step's numbers."""
        self.findings = recalled(run) or []
        for name, values in series_of(run, self._steps).items():
            self._series[name] = list(values)


def _array(given: Any) -> Any:
    return given[0] if isinstance(given, list) else given
