"""The race itself: heat by heat, and how it stands."""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset, load
from axb.jobs.job import Job
from axb.jobs.line import Watcher
from axb.jobs.naming import free_name, release
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.racing.apart import Asked, train_apart
from axb.jobs.racing.plan import Entry, Plan
from axb.jobs.racing.together import MOST, Heat, Member
from axb.races.domains import domain
from axb.races.population import convolves, shape_of
from axb.races.statistics import Standing, judge
from axb.runs import Run, Store
from axb.views.facts import steps_done

Tell = Callable[[str, float], None]  # what is going on, how much of all is done (0..1)


@dataclass(frozen=True)
class Race:
    """What came of it. scores: `(settings, seeds)`, the metric on the held-out part at the end, NaN where diverged;
    steps: `(settings, seeds)`, the updates done."""

    plan: Plan
    metric: str
    scores: NDArray[np.float64]
    steps: NDArray[np.int64]
    together: int  # members that were trained in populations; the others one a process

    @cached_property
    def standing(self) -> Standing:
        """How the settings stand, and what can't be told."""
        return judge(self.scores, self.higher_is_better)

    @property
    def higher_is_better(self) -> bool:
        """Accuracies are to be large, losses small."""
        return self.metric.endswith("accuracy")

    def runs(self, setting: int) -> list[str]:
        """The names of a setting's runs, seed by seed."""
        return [self.plan.run_name(setting, seed) for seed in range(self.plan.seeds)]


def race(
    model: str | Job,
    data: str = "",
    vary: Mapping[str, Any] | None = None,
    seeds: int = 5,
    *,
    epochs: int | None = None,
    seconds: float | None = None,
    name: str | None = None,
    tell: Tell | None = None,
) -> Race:
    """Train MODEL on DATA with every combination of `vary` at `seeds` seeds, and say what that shows.

    model, data: words as for `axb train`, or a Job instead of both. vary: for each name a list of values, or
    `log(low, high)`; see `axb.jobs.varying.can_vary` for the names. epochs: None is the model's recipe. seconds:
    instead of epochs, so much training time for each member. name: the same name goes on with a race that was
    interrupted.
    All settings of a seed have the same first weights, batches, random masks and held-out examples, and take as many
    epochs. Members of one shape learn together, as one population; others, and convolutional ones on a CPU, one a
    process. Where they race by seconds, each trains alone, in a process of one thread, so that what computes longer
    takes fewer steps. Each is a run of its own: NAME.setting.seed.
    Raises InputError for what can't be varied, or doesn't fit.
    """
    job = model if isinstance(model, Job) else Job(model, data, epochs, seconds=seconds)
    named = name or free_name(f"race-{job.stem()}")
    plan = Plan(named, job, {key: domain(one) for key, one in (vary or {}).items()}, seeds)
    try:
        return _Course(plan, tell or (lambda what, part: None)).run()
    finally:
        release(named)


class _Course:
    """A race under way."""

    def __init__(self, plan: Plan, tell: Tell) -> None:
        self.plan, self.tell = plan, tell
        self.loaded: dict[str, Dataset] = {}
        self.members, self.ended, self.together = len(plan.settings) * plan.seeds, 0, 0
        self.metric = ""
        self._lock = threading.Lock()

    def run(self) -> Race:
        entries = [entry for seed in range(self.plan.seeds) for entry in self.plan.entries(seed)]
        self._tell(0)
        alone = [one for seed in range(self.plan.seeds) for one in self._seed(entries, seed)]
        if alone:
            train_apart([one for one in alone if not _is_over(one.run)], self._one_ended)
        return Race(self.plan, self.metric, *_results(self.plan, entries, self.metric), self.together)

    def _data(self, job: Job) -> Dataset:
        """Read once."""
        if job.data not in self.loaded:
            self.loaded[job.data] = load(job.data)
        return self.loaded[job.data]

    def _seed(self, entries: Sequence[Entry], seed: int) -> list[Asked]:
        """All settings at one seed: those of a shape as populations; returns those who go alone."""
        crowd, alone = defaultdict[str, list[Member]](list), list[Asked]()
        for entry in [entry for entry in entries if entry.seed == seed]:
            member = Member(prepare(entry.job, self._data(entry.job)), entry.run, self.plan.note(entry))
            kind, self.metric = company(member.ready), member.ready.metric
            if kind is None:
                alone.append(Asked(entry.job, entry.run, member.note))
            else:
                crowd[kind].append(member)
        for members in crowd.values():
            for first in range(0, len(members), MOST):
                self._heat(members[first : first + MOST])
        return alone

    def _heat(self, members: list[Member]) -> None:
        Heat(members).train(lambda part: self._tell(part * len(members)))
        self.ended += len(members)
        self.together += len(members)
        self._tell(0)

    def _one_ended(self) -> None:
        with self._lock:
            self.ended += 1
            self._tell(0)

    def _tell(self, more: float) -> None:
        self.tell(self.plan.name, min((self.ended + more) / self.members, 1.0))


def company(ready: Prepared) -> str | None:
    """Those with the same answer learn together; None is better, only possible, or (by seconds) only fair, alone."""
    model = ready.model
    if ready.job.seconds is not None:
        return None
    shape = shape_of(model)
    slow = convolves(model) and model.device.type == "cpu"
    if shape is None or slow or Watcher.of(ready) is not None:
        return None
    job = ready.job
    return f"{shape} {job.data} {job.validation} {job.precision} {ready.epochs} {ready.batch_size}"


def _is_over(name: str) -> bool:
    with Store() as store:
        run = next((run for run in store.runs() if run.name == name), None)
        return run is not None and run.status in ("finished", "diverged")


def _results(
    plan: Plan, entries: Sequence[Entry], metric: str
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Scores and steps, each `(settings, seeds)`."""
    scores = np.full((len(plan.settings), plan.seeds), np.nan)
    steps = np.zeros(scores.shape, np.int64)
    with Store() as store:
        for entry in entries:
            run, place = store.open(entry.run), (entry.setting, entry.seed)
            scores[place], steps[place] = score(run, metric), steps_done(run)
    return scores, steps


def score(run: Run, metric: str) -> float:
    """The metric after the last epoch; NaN where it diverged."""
    _, values = run.series(f"epoch/{metric}")
    return float(values[-1]) if len(values) and run.diverged_at() is None else np.nan
