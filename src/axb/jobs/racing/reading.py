"""What the run store knows of races, read by their names alone, also while they run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from axb.jobs.job import job_of
from axb.jobs.racing.member import ENDED
from axb.jobs.racing.results import Results, Runner
from axb.jobs.racing.verdict import METRICS
from axb.races.domains import Choices, Value, settings
from axb.runs import Run, Store
from axb.views.facts import rung, steps_done
from axb.words import InputError


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
