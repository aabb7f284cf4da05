"""The doctor beside a training: watches it, and says each finding once, when it is sure."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor, nn

from axb.insight.doctor.alike import measured_alike
from axb.insight.doctor.breaking import find_broken, is_finite
from axb.insight.doctor.evidence import Broken, Evidence, some_of
from axb.insight.doctor.examining import examine
from axb.insight.doctor.facts import Entrance, chance_of, ending_of
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.record import evidence_of, record_facts, record_findings
from axb.insight.doctor.rules.overfitting import LATE
from axb.insight.doctor.telling import speak
from axb.insight.seen import seen_in
from axb.insight.watch import EVERY, Watch
from axb.training.callbacks.callback import EpochLogs, Logs
from axb.training.callbacks.rates import rates_of

if TYPE_CHECKING:
    from axb.runs import Run


class Doctor(Watch):
    """A `Watch` that examines what it sees: after looks and epochs, ever seldomer, and at the end.

    `findings` holds what it found, each rule once; `verbose=0` keeps it from printing. It changes nothing that is
    learned. Where the training is a run, it keeps the findings there, for `axb doctor RUN` and the run's page.
    """

    def __init__(self, every: int = EVERY, names: Sequence[str] | None = None, verbose: int = 1) -> None:
        super().__init__(every, names)
        self.verbose = verbose
        self.findings: list[Finding] = []
        self._forget()

    def _forget(self) -> None:
        self._losses: list[float] = []
        self._unread: list[Tensor] = []  # losses that are still on the device
        self._rates: list[float] = []
        self._epochs: dict[str, list[float]] = {}
        self._alike: deque[float] = deque(maxlen=LATE)
        self._facts = Evidence(np.zeros(0))
        self._entrance: Entrance | None = None
        self._broken: Broken | None = None
        self._kept = False
        self._next = 0
        self.findings = []

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """What can be known before the first step."""
        super().on_train_begin(logs)
        self._forget()
        if self.trainer is not None:
            batches = self.trainer.batches
            self._facts = Evidence(
                np.zeros(0), chance=chance_of(self.model, batches), ending=ending_of(self.model, batches)
            )
            self._entrance = Entrance(self.model)
            if self.trainer.run_record is not None:
                self._recall(self.trainer.run_record)

    def _recall(self, run: "Run") -> None:
        """What a run that goes on has recorded before."""
        known = evidence_of(run)
        self._losses, self._rates = known.losses.tolist(), known.rates.tolist()
        self._epochs = {name: values.tolist() for name, values in known.epochs.items()}
        self._facts = replace(self._facts, alike=known.alike)
        if self.watcher is not None:
            self.watcher.seen = seen_in(run)

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """The rate that the step will be taken with."""
        super().on_train_batch_begin(batch, logs)
        self._rates.append(max(rates_of(self.model).values()))

    def on_gradient(self, player: str, parameters: Sequence[nn.Parameter], g: Sequence[Tensor]) -> None:
        """Where the last piece is no number, neither was the loss: look for the part while its weights still are."""
        super().on_gradient(player, parameters, g)
        alone = not (self.model.has_own_turns or self.model.has_own_train_step)
        if alone and self._broken is None and self.trainer is not None and g and not is_finite(g[-1]):
            self._broken = find_broken(self.trainer)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Remember the loss; examine after a look."""
        looked = self.watcher is not None and self.watcher.look is not None
        super().on_train_batch_end(batch, logs)
        if self.trainer is not None and "loss" in self.trainer.losses:  # players each have one of their own
            self._unread.append(self.trainer.losses["loss"])
            if looked:
                self._examine_now_and_then()

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Remember its means; where examples are held out, measure its own ones alike."""
        for name, value in (logs or {}).items():
            self._epochs.setdefault(name, []).append(float(value))
        if self.trainer is not None and "val_loss" in (logs or {}):
            alike = measured_alike(self.trainer)
            self._alike += [] if alike is None else [alike]
        self._examine_now_and_then()

    def on_train_end(self, logs: Logs | None = None) -> None:
        """The last word, while a run is still open."""
        self._examine()

    def close(self) -> None:
        """The last word of a training that ended otherwise."""
        if self._losses or self._unread:
            self._examine()
        if self._entrance is not None:
            self._entrance.leave()
        super().close()

    @property
    def evidence(self) -> Evidence:
        """All that is known by now."""
        self._losses += [float(value) for value in self._unread]
        self._unread = []
        epochs = {name: np.array(values) for name, values in self._epochs.items()}
        entering = self._entrance.found if self._entrance else None
        alike = float(np.mean(self._alike)) if self._alike else self._facts.alike
        return Evidence(
            np.array(self._losses), np.array(self._rates[: len(self._losses)]), epochs, some_of(self.seen),
            self._facts.chance, alike, entering, self._facts.ending, self._broken,
        )  # fmt: skip

    def _examine_now_and_then(self) -> None:
        """When an eighth more has been trained than last time: a long training costs hardly more than a short one."""
        done = len(self._losses) + len(self._unread)
        if done >= self._next:
            self._next = done + done // 8
            self._examine()

    def _examine(self) -> None:
        known = self.evidence
        said = {one.rule for one in self.findings}
        new = [one for one in examine(known) if one.rule not in said]
        self.findings += new
        if self.verbose:
            speak(new)
        self._keep(known, bool(new))

    def _keep(self, known: Evidence, is_new: bool) -> None:
        """In the run: what is known each time, what was found at once and where something is new."""
        run = self.trainer.run_record if self.trainer else None
        if self.trainer is None or run is None:
            return
        record_facts(run, self.trainer.step, known)
        if is_new or not self._kept:
            record_findings(run, self.trainer.step, self.findings)
            self._kept = True
