"""Ask for a race: an errand, see `axb.jobs.errands`. What has been trained lies in the run store."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from axb.jobs.errands import Errand, Errands
from axb.jobs.job import Job
from axb.jobs.naming import free_name
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.reading import results
from axb.races.domains import Choices, Domain
from axb.words import InputError

MOST_WAITING = 3  # of one visitor


@dataclass(frozen=True, kw_only=True)
class Asked(Errand):
    """A race that was asked for."""

    job: Mapping[str, Any]
    vary: Mapping[str, list[Any]]
    seeds: int
    halving: int | None = None

    @property
    def plan(self) -> Plan:
        """What is to be trained."""
        vary: dict[str, Domain] = {name: Choices(tuple(values)) for name, values in self.vary.items()}
        return Plan(self.name, Job(**self.job), vary, self.seeds, self.halving)


RACES = Errands("races", Asked, "axb.jobs.racing.process")
find, alive, stop, write = RACES.find, RACES.alive, RACES.stop, RACES.write


def ask(
    job: Job, vary: Mapping[str, Domain], seeds: int, visitor: str = "", halving: int | None = None
) -> str:
    """A new race in a process of its own; returns its name.

    Raises InputError for what no plan can be made of, and where the visitor has too many waiting.
    """
    values = {name: list(one.values) for name, one in vary.items()}
    plan = Plan("-", job, vary, seeds, halving)
    if halving is not None and job.epochs is not None and "epochs" not in vary:
        Rungs(halving, len(plan.settings), job.epochs)
    _check_room(visitor)
    name = free_name(f"race-{job.stem()}")
    told = asdict(job.seen_from(Path.cwd()))
    RACES.start(Asked(name=name, job=told, vary=values, seeds=seeds, visitor=visitor, halving=halving))
    return name


def go_on(name: str, seeds: int | None = None, visitor: str = "") -> None:
    """Let a race that ended before its time go on, or one that has ended at more seeds (in all; None: as asked before).

    Raises InputError where it is under way, there is none of that name, or Python code made its model.
    """
    before = find(name)
    if before is not None and before.is_alive:
        raise InputError("race.under_way", name=name)
    if before is None:
        found = results(name)
        if found.active:
            raise InputError("race.under_way", name=name)
        if found.job is None:
            raise InputError("race.of_python", name=name)
        vary = {key: list(values) for key, values in found.vary.items()}
        before = Asked(name=name, job=asdict(found.job), vary=vary, seeds=found.seeds, halving=found.halving)
    again = replace(before, seeds=seeds or before.seeds, visitor=visitor)
    again.plan  # noqa: B018  # raises where no plan can be made of it
    _check_room(visitor)
    RACES.start(again)


def _check_room(visitor: str) -> None:
    if visitor and sum(one.visitor == visitor for one in alive()) >= MOST_WAITING:
        raise InputError("race.too_many_waiting", most=MOST_WAITING)
