"""A race as the run store knows it: by its name alone, whoever runs it, also while it runs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.jobs.job import Job, job_of
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.race import Race
from axb.races.domains import Choices, Setting, Value, settings, told
from axb.runs import Run, Store
from axb.views.facts import rung, steps_done
from axb.words import InputError

METRICS = ("val_accuracy", "val_loss", "loss")  # what members are compared by: the first that is recorded
ENDED = ("finished", "diverged")


@dataclass(frozen=True)
class Runner:
    """One member. values: the race's metric after each epoch so far; epochs: how many it shall take.

    status: as `Run.shown_status`. diverged: its loss is no number, at the end of it or earlier. steps: updates done.
    rung: where successive halving stopped it, from 1.
    """

    setting: int
    seed: int
    run: str
    status: str
    values: NDArray[np.float64]
    epochs: int
    diverged: bool
    steps: int = 0
    rung: int | None = None

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to train."""
        return self.status in ENDED or self.rung is not None

    @property
    def part(self) -> float:
        """How much of its training is done, 0..1."""
        return 1.0 if self.ended else min(len(self.values) / self.epochs, 1.0)

    @property
    def score(self) -> float:
        """As `axb.jobs.racing.race.score` says it, of one that has ended."""
        return float(self.values[-1]) if len(self.values) and not self.diverged else math.nan


@dataclass(frozen=True)
class Results:
    """How a race stands. settings: by their numbers, as far as they are known; seeds: how many are asked for.

    vary: the values of each name. metric: "" as long as nothing is recorded. job: None where no job in words began it.
    """

    name: str
    job: Job | None
    vary: Mapping[str, tuple[Value, ...]]
    settings: tuple[Setting, ...]
    seeds: int
    metric: str
    runners: Mapping[tuple[int, int], Runner]
    created: float = 0.0
    halving: int | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The settings as a person reads them."""
        return tuple(told(one) for one in self.settings)

    @property
    def part(self) -> float:
        """How much of all is done, 0..1."""
        return sum(one.part for one in self.runners.values()) / max(len(self.settings) * self.seeds, 1)

    @property
    def ended(self) -> int:
        """How many members have."""
        return sum(one.ended for one in self.runners.values())

    @property
    def finished(self) -> bool:
        """Whether all have."""
        return bool(self.settings) and self.ended == len(self.settings) * self.seeds

    @property
    def active(self) -> bool:
        """Whether somebody trains a member at this moment."""
        return any(one.status in ("starting", "running", "slow", "paused") for one in self.runners.values())

    def of(self, setting: int) -> list[Runner]:
        """A setting's members so far, seed by seed."""
        return [one for (number, _), one in sorted(self.runners.items()) if number == setting]

    @cached_property
    def race(self) -> Race | None:
        """What the seeds tell at which all settings have ended; None where there is none such yet."""
        count = len(self.settings)
        whole = [seed for seed in range(self.seeds) if self._is_whole(seed)]
        if not whole or self.job is None or not self.metric:
            return None
        members = [[self.runners[one, seed] for seed in whole] for one in range(count)]
        vary = {name: Choices(one) for name, one in self.vary.items()}
        plan = Plan(self.name, self.job, vary, len(whole), self.halving)
        epochs = min(one.epochs for several in members for one in several)
        return Race(
            plan, self.metric, np.array([[one.score for one in several] for several in members]),
            np.array([[one.steps for one in several] for several in members]), 0,
            Rungs(self.halving, count, epochs) if self.halving else None,
            {number: several[0].rung - 1 for number, several in enumerate(members) if several[0].rung},
        )  # fmt: skip

    def _is_whole(self, seed: int) -> bool:
        known = [self.runners.get((one, seed)) for one in range(len(self.settings))]
        return all(one is not None and one.ended for one in known)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The settings, best first, by the mean of what their members have reached so far; diverged ones last."""
        sign = -1.0 if self.metric.endswith("accuracy") else 1.0
        return tuple(sorted(range(len(self.settings)), key=lambda one: self._rank(one, sign)))

    def mean(self, setting: int) -> float:
        """Of what its members have reached so far; NaN where one has diverged, or nothing is known."""
        known = [one for one in self.of(setting) if len(one.values) or one.diverged]
        return float(np.mean([one.score for one in known])) if known else math.nan

    def _rank(self, setting: int, sign: float) -> tuple[bool, float]:
        mean = self.mean(setting)
        return math.isnan(mean), 0.0 if math.isnan(mean) else sign * mean


@dataclass
class Reader:
    """Reads one race again and again; what has ended is read once."""

    name: str
    _seen: dict[str, Runner] = field(default_factory=dict)
    _runs: dict[str, Run | None] = field(default_factory=dict)  # by id; None: of no race, or of another

    def read(self, store: Store) -> Results:
        """How it stands. Raises InputError where the store has no such race."""
        mine = [run for run in store.runs() if self._is_mine(run)]
        if not mine:
            raise InputError(
                "race.no_such", name=self.name, known=", ".join(one.name for one in listed(store)) or "-"
            )
        return self._results(mine)

    def _is_mine(self, run: Run) -> bool:
        if run.id not in self._runs:
            self._runs[run.id] = run if run.config.get("race") == self.name else None
        return self._runs[run.id] is not None

    def _results(self, found: Sequence[Run]) -> Results:
        runs = [self._runs[run.id] or run for run in found]  # their configurations are read already
        base, vary = runs[0].config["base"], _vary([run.config for run in reversed(runs)])
        listed = settings({name: Choices(one) for name, one in vary.items()})
        metric = next((one for one in METRICS if any(run.last(f"epoch/{one}") for run in reversed(runs))), "")
        runners = {}
        for run in runs:
            if run.config["setting"] in listed:
                place = (listed.index(run.config["setting"]), run.seed - int(base.get("seed", 0)))
                runners[place] = self._runner(run, *place, metric)
        halving = next((run.config["halving"] for run in runs if run.config.get("halving")), None)
        seeds = max(max(seed for _, seed in runners) + 1, *(int(run.config.get("seeds", 1)) for run in runs))
        job = (
            job_of({"job": base, "folder": runs[0].config.get("folder", "")}, self.name)
            if _is_job(base)
            else None
        )
        return Results(
            self.name,
            job,
            vary,
            tuple(listed),
            seeds,
            metric,
            runners,
            min(run.created for run in runs),
            halving,
        )

    def _runner(self, run: Run, setting: int, seed: int, metric: str) -> Runner:
        status = run.shown_status
        if run.id in self._seen and status in ENDED:
            return self._seen[run.id]
        values = run.series(f"epoch/{metric}")[1] if metric else np.empty(0)
        losses = (run.series("epoch/loss")[1], run.series("loss")[1])
        whole = all(np.isfinite(one).all() for one in (*losses, values))
        epochs = int((run.config.get("settings") or {}).get("epochs") or 1)
        stopped = rung(run) or {}
        found = Runner(
            setting,
            seed,
            run.name,
            status,
            values,
            max(epochs, 1),
            not whole,
            steps_done(run),
            stopped.get("rung"),
        )
        if found.ended and metric:
            self._seen[run.id] = found
        return found


def results(name: str) -> Results:
    """How the race of that name stands. Raises InputError where the store has no such race."""
    with Store() as store:
        return Reader(name).read(store)


@dataclass(frozen=True)
class Listed:
    """A race in a list of all. runs: how many of its members there are, ended: how many have."""

    name: str
    base: Mapping[str, Any]
    varied: tuple[str, ...]
    runs: int
    ended: int


def listed(store: Store) -> list[Listed]:
    """All races, newest first."""
    members: dict[str, list[Run]] = {}
    for run in store.runs():
        if "race" in run.config:
            members.setdefault(run.config["race"], []).append(run)
    return [
        Listed(name, runs[0].config["base"], tuple(runs[0].config["setting"]), len(runs),
               sum(run.status in ENDED for run in runs))
        for name, runs in members.items()
    ]  # fmt: skip


def _is_job(base: Mapping[str, Any]) -> bool:
    return {"model", "data", "validation"} <= base.keys()


def _vary(configs: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Value, ...]]:
    """The values of each name, as noted, or (of races that noted none) in the order in which they came up."""
    noted = next((one["vary"] for one in configs if "vary" in one), None)
    if noted is not None:
        return {name: tuple(values) for name, values in noted.items()}
    came: dict[str, dict[Value, None]] = {}
    for one in configs:
        for name, value in one["setting"].items():
            came.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in came.items()}
