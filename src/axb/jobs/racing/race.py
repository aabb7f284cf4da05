"""The race itself, as it is asked for, and how it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.jobs.job import Job
from axb.jobs.naming import free_name, release
from axb.jobs.racing.course import Course, Tell, higher_is_better
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.script import Script
from axb.races.domains import domain
from axb.races.statistics import Standing, judge
from axb.training import Model
from axb.words import InputError


@dataclass(frozen=True)
class Race:
    """What came of it.

    scores: `(settings, seeds)`, the metric on the held-out part where each ended, NaN where it diverged. steps:
    `(settings, seeds)`, the updates done. together: members that were trained in populations; the others alone.
    rungs, stopped: of successive halving, and the settings that it stopped, each with the number of its rung from 0.
    """

    plan: Plan
    metric: str
    scores: NDArray[np.float64]
    steps: NDArray[np.int64]
    together: int
    rungs: Rungs | None = None
    stopped: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Standing:
        """How the settings that reached the end stand, and what can't be told."""
        reached = np.array([one not in self.stopped for one in range(len(self.scores))])
        return judge(np.where(reached[:, None], self.scores, np.nan), self.higher_is_better)

    @cached_property
    def means(self) -> NDArray[np.float64]:
        """`(settings,)`, each where it ended."""
        means: NDArray[np.float64] = self.scores.mean(1)
        return means

    @cached_property
    def order(self) -> tuple[int, ...]:
        """All settings: those that reached the end, best first, then those that were stopped, the later the farther
        up, and what diverged."""
        worth = self.means if self.higher_is_better else -self.means
        rank = {one: place for place, one in enumerate(self.standing.order)}
        keys = {
            one: (np.isnan(worth[one]), -self.stopped[one], -worth[one]) if one in self.stopped
            else (np.isnan(worth[one]), -np.inf, rank[one])
            for one in rank
        }  # fmt: skip
        return tuple(sorted(keys, key=lambda one: keys[one]))

    @property
    def higher_is_better(self) -> bool:
        """Accuracies are to be large, losses small."""
        return higher_is_better(self.metric)

    def runs(self, setting: int) -> list[str]:
        """The names of a setting's runs, seed by seed."""
        return self.plan.runs(setting)


def race(
    model: str | Job | Model | Callable[..., Model],
    data: str | tuple[Any, Any] = "",
    vary: Mapping[str, Any] | None = None,
    seeds: int = 5,
    *,
    epochs: int | None = None,
    seconds: float | None = None,
    halving: int | None = None,
    batch_size: int | None = None,
    validation_data: tuple[Any, Any] | None = None,
    name: str | None = None,
    tell: Tell | None = None,
) -> Race:
    """Train MODEL on DATA with every combination of `vary` at `seeds` seeds, and say what that shows.

    model, data: words as for `axb train`, or a Job instead of both (what is given here goes before its own). Or a Model
    or a function that builds one (compiled or not), and arrays (x, y) as for `fit`, with validation_data or without (a
    tenth is held out); the function is called with the settings that it has arguments for, the others are for
    `compile` and `fit`.
    vary: for each name a list of values, or `log(low, high)`; see `axb.jobs.varying.can_vary` for the names. epochs,
    batch_size: None is the model's recipe, or `fit`'s default. seconds: instead of epochs, so much training time for
    each member. halving: successive halving by this factor (eta, from 2): after each rung of epochs only the best 1/eta
    of the settings go on; the others can be resumed. name: the same name goes on with a race that was interrupted.

    All settings of a seed have the same first weights, batches, random masks and held-out examples, and take as many
    epochs. Members of one shape learn together, as one population; others, and convolutional ones on a CPU, one a
    process (what Python has made: one after another in this one). Where they race by seconds, each trains alone on one
    thread, so that what computes longer takes fewer steps. Each is a run of its own: NAME.setting.seed.
    Raises InputError for what can't be varied, or doesn't fit.
    """
    job = _job(model, data, epochs, batch_size, seconds, validation_data)
    named = name or free_name(f"race-{job.stem()}")
    plan = Plan(named, job, {key: domain(one) for key, one in (vary or {}).items()}, seeds, halving)
    course = Course(plan, tell or (lambda what, part: None))
    try:
        scores, steps = course.run()
        return Race(plan, course.metric, scores, steps, course.together, course.rungs, course.stopped)
    finally:
        release(named)


def _job(
    model: str | Job | Model | Callable[..., Model],
    data: str | tuple[Any, Any],
    epochs: int | None,
    batch_size: int | None,
    seconds: float | None,
    held: tuple[Any, Any] | None,
) -> Job | Script:
    if isinstance(model, Job):
        asked = {"epochs": epochs, "batch_size": batch_size, "seconds": seconds}
        given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
        return replace(model, **given)
    if isinstance(model, str) and isinstance(data, str) and held is None:
        return Job(model, data, epochs, batch_size, seconds=seconds)
    if (
        isinstance(model, str)
        or not callable(model)
        or not (isinstance(data, tuple | list) and len(data) == 2)
    ):
        raise InputError("race.model_and_data", model=type(model).__name__, data=type(data).__name__)
    return Script(model, *data, held, epochs, batch_size, seconds)
