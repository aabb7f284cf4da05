"""A race as the run store knows it: by its name alone, whoever runs it, also while it runs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from axb.jobs.job import Job
from axb.jobs.racing.course import higher_is_better
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.member import ENDED
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.race import Race
from axb.races.domains import Choices, Setting, Value, told


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
        sign = -1.0 if higher_is_better(self.metric) else 1.0
        return tuple(sorted(range(len(self.settings)), key=lambda one: self._rank(one, sign)))

    def mean(self, setting: int) -> float:
        """Of what its members have reached so far; NaN where one has diverged, or nothing is known."""
        known = [one for one in self.of(setting) if len(one.values) or one.diverged]
        return float(np.mean([one.score for one in known])) if known else math.nan

    def _rank(self, setting: int, sign: float) -> tuple[bool, float]:
        mean = self.mean(setting)
        return math.isnan(mean), 0.0 if math.isnan(mean) else sign * mean
