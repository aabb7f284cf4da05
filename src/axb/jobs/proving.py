"""The doctor proves its cure: the run's job as it was, and with one setting changed, on the same batches."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from axb.insight.doctor import Evidence, Finding
from axb.insight.generative_doctor.cells import as_rows
from axb.insight.measures import wasserstein
from axb.jobs.curing import cured
from axb.jobs.doctoring import doctors, examined
from axb.jobs.job import Job, job_of
from axb.jobs.naming import free_name
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.racing.course import higher_is_better
from axb.jobs.running import Outcome, carry_out
from axb.runs import Store
from axb.training import VAE, Latent
from axb.words import InputError

STEPS = 1500  # at most, unless told otherwise
SPREAD, MADE = "wasserstein", 2000  # of what is made from real ones, so many of each


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
    metric = _metric(one, setting, ready)
    note = {"proof": {"of": name, "rule": one.rule, "setting": dict(setting)}}
    before = _trained(job, free_name(f"{name}-as-it-was"), metric, note)
    after = _trained(other, free_name(f"{name}-cured"), metric, note)
    return Proof(one, setting, metric, before, after)


def _metric(one: Finding, setting: Mapping[str, Any], ready: Prepared) -> str:
    """What both arms can be compared by: no loss that the cure changes, and none of a player at all."""
    if len(ready.model.players()) > 1:
        return SPREAD
    if isinstance(ready.model, VAE):
        return "val_reconstruction" if ready.held is not None else "reconstruction"
    if one.rule == "overfitting" and ready.held is not None and "l2" not in setting:
        return "val_loss"  # no penalty is in it
    return ready.metric


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
    ready = prepare(job)
    beside = doctors(ready.model, 0)
    done = carry_out(ready, run, 0, beside, test=False, more=note)
    with Store() as store:
        one = store.open(run)
        _, values = one.series(f"epoch/{metric}")
        latest = one.latest_checkpoint()
        diverged = one.status == "diverged" or not (len(values) or metric == SPREAD)
        ended = math.nan if diverged else _spread(done) if metric == SPREAD else float(values[-1])
        found = [one for doctor in beside for one in doctor.findings]
    return Arm(run, ended, latest.step if latest else 0, tuple(found))


def _spread(done: Outcome) -> float:
    """How far what the model makes lies from the examples that it learned from."""
    assert isinstance(done.model, Latent)
    real = done.data.x_train[:MADE]
    labels = done.data.y_train[:MADE] if done.model.classes else None
    made = done.model.sample(len(real), labels=labels)
    return wasserstein(as_rows(made, 1.0), as_rows(real, 1.0))
