"""The doctor proves its cure: the run's job as it was, and with one setting changed, on the same batches."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from axb.insight.doctor import Doctor, Evidence, Finding
from axb.jobs.curing import cured
from axb.jobs.doctoring import examined
from axb.jobs.job import Job, job_of
from axb.jobs.naming import free_name
from axb.jobs.preparing import prepare
from axb.jobs.racing.course import higher_is_better
from axb.jobs.running import carry_out
from axb.runs import Store
from axb.words import InputError

STEPS = 1500  # at most, unless told otherwise


@dataclass(frozen=True)
class Arm:
    """One of the two trainings: its run, where its metric ended (NaN where it diverged), updates, what ails it."""

    run: str
    value: float
    steps: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Proof:
    """`finding` is what `setting` should cure; `metric` is what the arms are compared by. One seed each: a showing,
    not a statistic (see `axb.race` for that)."""

    finding: Finding
    setting: Mapping[str, Any]
    metric: str
    before: Arm
    after: Arm

    @property
    def is_better(self) -> bool:
        """Whether the changed one ended better; one that diverged is worse than any that didn't."""
        if math.isnan(self.before.value) or math.isnan(self.after.value):
            return math.isnan(self.before.value) and not math.isnan(self.after.value)
        sign = 1 if higher_is_better(self.metric) else -1
        return sign * (self.after.value - self.before.value) > 0

    @property
    def is_cured(self) -> bool:
        """Whether the doctor doesn't find the same in the changed one."""
        return all(one.rule != self.finding.rule for one in self.after.findings)


def prove(name: str, epochs: int | None = None, seconds: float | None = None) -> Proof:
    """Train the job of the run `name` twice from the start, once with the first finding's cure; each is a run.

    Both take the same seed: the same first weights (unless the cure changes the network) and the same batches in the
    same order. epochs, seconds: of each; None is as many as the job takes, but no more than about 1500 updates.
    Raises InputError where nothing is wrong, where no setting of the job cures it, and for runs that a script started.
    """
    known, found = examined(name)
    with Store() as store:
        run = store.open(name)
        job, name = job_of(run.config, run.name), run.name
    return proved(name, _within(job, epochs, seconds), known, found)


def proved(name: str, job: Job, known: Evidence, found: list[Finding]) -> Proof:
    """The same for what has been examined."""
    one, setting, other = cured(job, known, found)
    ready = prepare(job)
    metric = ready.metric
    if one.rule == "overfitting" and ready.held is not None:
        metric = "val_loss" if "l2" not in setting else metric  # a penalty would be in it
    note = {"proof": {"of": name, "rule": one.rule, "setting": dict(setting)}}
    before = _trained(job, free_name(f"{name}-as-it-was"), metric, note)
    after = _trained(other, free_name(f"{name}-cured"), metric, note)
    return Proof(one, setting, metric, before, after)


def _within(job: Job, epochs: int | None, seconds: float | None) -> Job:
    """The job with the budget of an arm."""
    if epochs is not None and seconds is not None:
        raise InputError("jobs.epochs_or_seconds", epochs=epochs, seconds=f"{seconds:g}")
    if seconds is not None:
        return replace(job, epochs=None, seconds=seconds)
    if epochs is None:
        ready = prepare(replace(job, seconds=None))
        in_an_epoch = math.ceil(len(ready.train[0]) / ready.batch_size)
        epochs = min(ready.epochs, max(1, STEPS // in_an_epoch))
    return replace(job, epochs=epochs, seconds=None)


def _trained(job: Job, run: str, metric: str, note: Mapping[str, Any]) -> Arm:
    doctor = Doctor(verbose=0)
    carry_out(prepare(job), run, 0, [doctor], test=False, more=note)
    with Store() as store:
        one = store.open(run)
        _, values = one.series(f"epoch/{metric}")
        diverged = one.status == "diverged" or not len(values)
        steps = len(one.series("loss")[0])
    return Arm(run, math.nan if diverged else float(values[-1]), steps, tuple(doctor.findings))
