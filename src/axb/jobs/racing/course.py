"""A race under way: rung by rung, in each seed by seed, populations before those who go alone."""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

from axb.data import Dataset, load
from axb.jobs.job import Job
from axb.jobs.racing.apart import Asked, train_apart
from axb.jobs.racing.halving import Rungs, best
from axb.jobs.racing.member import Member, Until, is_there, of_job
from axb.jobs.racing.plan import Entry, Plan
from axb.jobs.racing.script import Script
from axb.jobs.racing.together import MOST, Heat
from axb.runs import Run, Store
from axb.training.divergence import Divergence
from axb.views.facts import RUNG, steps_done

Tell = Callable[[str, float], None]  # what is going on, how much of all is done (0..1)
Table = NDArray[np.float64]
Bound = tuple[Member, int | None]  # and after how many epochs it is to stop


class Course:
    """Trains all members of a plan, as far as each is to go. What was trained before is not trained again.

    stopped: the settings that successive halving stopped, each with the number of its last rung, from 0.
    together: how many members were trained in populations. metric: what they are compared by.
    """

    def __init__(self, plan: Plan, tell: Tell) -> None:
        self.plan, self.tell = plan, tell
        self.loaded: dict[str, Dataset] = {}
        self.stopped: dict[int, int] = {}
        self.together, self.metric = 0, ""
        self.done = 0.0  # trainings; a part of one counts as much
        self._lock = threading.Lock()

    @cached_property
    def epochs(self) -> list[int]:
        """How many epochs each setting takes to its end; only asked for where there are rungs before it."""
        return [self._member(entry).epochs for entry in self.plan.entries(0)]

    @cached_property
    def rungs(self) -> Rungs | None:
        """None: all settings are trained to their end."""
        eta = self.plan.halving
        return None if eta is None else Rungs(eta, len(self.plan.settings), min(self.epochs))

    @property
    def last(self) -> int:
        """The number of the last rung."""
        return self.rungs.last if self.rungs else 0

    def run(self) -> tuple[Table, NDArray[np.int64]]:
        """Train; returns the scores at each one's end and the updates done, both `(settings, seeds)`."""
        self._tell(0)
        for rung in range(self.last + 1):
            self._rung(rung)
            if self.rungs and rung < self.last:
                self._thin_out(self.rungs, rung)
        return self._results()

    def _rung(self, rung: int) -> None:
        alone = [one for seed in range(self.plan.seeds) for one in self._seed(seed, rung)]
        train_apart([one for one in alone if not is_there(one.run, one.until)], lambda: self._ended(1, rung))

    def _seed(self, seed: int, rung: int) -> list[Asked]:
        """Those who are left at one seed: those of a shape as populations; returns those for processes of their own."""
        crowd, alone = defaultdict[str, list[Bound]](list), list[Asked]()
        for entry in self._left(seed):
            member, until = self._member(entry), self._until(entry.setting, rung)
            self.metric = member.metric
            if member.company is None and isinstance(entry.job, Job):
                alone.append(Asked(entry.job, entry.run, self.plan.note(entry), until))
            else:
                crowd[member.company or ""].append((member, until))
        for member, until in crowd.pop("", []):
            self._here(member, until, rung)
        for several in crowd.values():
            self.together += len(several) if rung == 0 else 0
            for first in range(0, len(several), MOST):
                self._heat([one for one, _ in several[first : first + MOST]], several[0][1], rung)
        return alone

    def _left(self, seed: int) -> list[Entry]:
        return [entry for entry in self.plan.entries(seed) if entry.setting not in self.stopped]

    def _member(self, entry: Entry) -> Member:
        if isinstance(entry.job, Script):
            return entry.job.member(entry.run, self.plan.note(entry))
        return of_job(entry.job, self._data(entry.job), entry.run, self.plan.note(entry))

    def _data(self, job: Job) -> Dataset:
        """Read once."""
        if job.data not in self.loaded:
            self.loaded[job.data] = load(job.data)
        return self.loaded[job.data]

    def _until(self, setting: int, rung: int) -> int | None:
        return self.rungs.until(rung, self.epochs[setting]) if self.rungs else None

    def _here(self, member: Member, until: int | None, rung: int) -> None:
        """Alone, in this process: what Python has made can't be told to another."""
        if not is_there(member.run, until):
            before = torch.get_num_threads()
            torch.set_num_threads(1 if member.seconds is not None else before)
            try:
                member.fit([Divergence(), *([Until(until)] if until else [])]).train()
            finally:
                torch.set_num_threads(before)
        self._ended(1, rung)

    def _heat(self, members: Sequence[Member], until: int | None, rung: int) -> None:
        before = self._behind(rung)
        Heat(members, until).train(lambda part: self._tell(max(part - before, 0) * len(members)))
        self._ended(len(members), rung)

    def _ended(self, members: int, rung: int) -> None:
        """So many are at the end of a rung."""
        with self._lock:
            self.done += members * (self._behind(rung + 1) - self._behind(rung))
            self._tell(0)

    def _behind(self, rung: int) -> float:
        """The share of its training that a member has behind it when a rung begins."""
        if not self.rungs or rung > self.last:
            return float(rung > 0)
        return float(self.rungs.share(rung - 1)) if rung else 0.0

    def _tell(self, more: float) -> None:
        shares = [self._behind(rung + 1) - self._behind(rung) for rung in range(self.last + 1)]
        many = [
            self.rungs.many(rung) if self.rungs else len(self.plan.settings) for rung in range(len(shares))
        ]
        whole = self.plan.seeds * float(np.dot(shares, many))
        self.tell(self.plan.name, min((self.done + more) / whole, 1.0))

    def _thin_out(self, rungs: Rungs, rung: int) -> None:
        """Only the best go on. It depends on recorded numbers alone, so a race that goes on stops the same again."""
        left = [one for one in range(len(self.plan.settings)) if one not in self.stopped]
        with Store() as store:
            scores = [
                [self._score(store.open(run), one, rung) for run in self.plan.runs(one)] for one in left
            ]
            going = {left[row] for row in best(scores, rungs.many(rung + 1), higher_is_better(self.metric))}
            for one in left:
                if one not in going:
                    self.stopped[one] = rung
                    for name in self.plan.runs(one):
                        note_rung(store.open(name), rung + 1, rungs.last + 1, self._until(one, rung))

    def _score(self, run: Run, setting: int, rung: int) -> float:
        return score(run, self.metric, self._until(setting, rung))

    def _results(self) -> tuple[Table, NDArray[np.int64]]:
        scores = np.full((len(self.plan.settings), self.plan.seeds), np.nan)
        steps = np.zeros(scores.shape, np.int64)
        with Store() as store:
            for setting, rung in ((one, self.stopped.get(one, self.last)) for one in range(len(scores))):
                for seed, name in enumerate(self.plan.runs(setting)):
                    run = store.open(name)
                    scores[setting, seed] = self._score(run, setting, rung)
                    steps[setting, seed] = steps_done(run)
        return scores, steps


def higher_is_better(metric: str) -> bool:
    """Accuracies are to be large, losses small."""
    return metric.endswith("accuracy")


def score(run: Run, metric: str, until: int | None = None) -> float:
    """The metric after `until` epochs (None: the last), NaN where it had diverged by then."""
    _, values = run.series(f"epoch/{metric}")
    if until is not None:
        return float(values[until - 1]) if len(values) >= until else np.nan
    return float(values[-1]) if len(values) and run.diverged_at() is None else np.nan


def note_rung(run: Run, rung: int, rungs: int, epochs: int | None) -> None:
    """Let the run say why it was stopped, unless it is there for another reason or has gone on since."""
    latest = run.checkpoints()[-1:]
    if run.status == "stopped" and latest:
        run.add_json(RUNG, latest[0].step, {"rung": rung, "rungs": rungs, "epochs": epochs})
