"""A sweep from beginning to end, as it is asked for."""

import importlib.util
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from axb.jobs.cores import side_by_side
from axb.jobs.job import Job
from axb.jobs.running import Outcome, resume
from axb.jobs.sweeping.plan import Plan
from axb.jobs.sweeping.plan import plan as planned
from axb.jobs.sweeping.processes import Processes
from axb.jobs.sweeping.results import Results
from axb.jobs.sweeping.screen import Screen
from axb.jobs.sweeping.sessions import Searching
from axb.jobs.sweeping.shelf import existing, free_name, log_of, sweeps
from axb.races.domains import Domain
from axb.runs.disk import DiskError
from axb.words import InputError

if TYPE_CHECKING:
    from axb.jobs.sweeping.search import Search

MINUTES = 10.0  # where neither a time nor a number of trials is asked for
LOOK_SECONDS = 0.25
Told = Callable[[str], object]


def sweep(
    job: Job,
    vary: Mapping[str, Domain | Sequence[Any]],
    name: str | None = None,
    *,
    minutes: float | None = None,
    trials: int | None = None,
    processes: int | None = None,
    sampler: str = "tpe",
    pruner: str = "median",
    seed: int = 0,
    verbose: int = 1,
    told: Told = lambda name: None,
) -> Results:
    """Search for the setting of `vary` with which `job` does best on what is held out of its training part.

    vary: a domain for each name that `axb.jobs.varying` knows: `{"learning_rate": log(1e-4, 1), "hidden": [16, 64]}`.
    name: None is a new one after model and data. The same sweep under the same name goes on; several processes that
    ask for it at the same time share it. minutes: how long, from now on; trials: how many in all; with neither, 10
    minutes. processes: None is one for each core, on a GPU one. sampler: "tpe" (Bergstra et al. 2011), "random" or
    "grid". pruner: "median", "hyperband", "halving" or "none". verbose: 0 shows nothing. told: hears the sweep's name
    as soon as it is on record.

    Each trial is a run, NAME.0007, that no test part has been measured with. Ctrl-C ends in order, raising
    KeyboardInterrupt. Raises InputError where something does not fit, and where the first trials all fail.
    """
    _check(minutes, trials, processes)
    plan = planned(job, vary, sampler, pruner, seed)
    return _search(name or free_name(job.stem()), plan, minutes, trials, processes, verbose, told)


def go_on(
    name: str,
    *,
    minutes: float | None = None,
    trials: int | None = None,
    processes: int | None = None,
    verbose: int = 1,
    told: Told = lambda name: None,
) -> Results:
    """Go on with the sweep of that name; what was interrupted or killed goes on first."""
    _check(minutes, trials, processes)
    return _search(existing(name), None, minutes, trials, processes, verbose, told)


def results(name: str) -> Results:
    """What the sweep of that name has found so far."""
    _check(None, None, None)
    with _opened(existing(name)) as search:
        return search.results()


def all_results(unread: Callable[[DiskError], object]) -> list[Results]:
    """Of each sweep there is, newest first; `unread` hears of each whose file can't be read."""
    found = []
    for name in sweeps():
        try:
            found.append(results(name))
        except DiskError as error:
            unread(error)
    return found


def measured(found: Results) -> Outcome | None:
    """The best trial's run, measured on the test part (once: a second time it is read); None where there is none."""
    return resume(found.best.run, verbose=0) if found.best else None


def _opened(name: str, plan: Plan | None = None) -> "Search":
    from axb.jobs.sweeping.search import Search

    return Search(name, plan)


def check_installed() -> None:
    """Raise InputError where Optuna is missing."""
    if importlib.util.find_spec("optuna") is None:
        raise InputError("sweep.no_optuna")


def _check(minutes: float | None, trials: int | None, processes: int | None) -> None:
    check_installed()
    if minutes is not None and not 0 < minutes < float("inf"):
        raise InputError("registry.out_of_range", what="minutes", rule="> 0", got=minutes)
    for what, count in (("trials", trials), ("processes", processes)):
        if count is not None and count < 1:
            raise InputError("registry.out_of_range", what=what, rule="≥ 1", got=count)


def _search(
    name: str,
    plan: Plan | None,
    minutes: float | None,
    trials: int | None,
    processes: int | None,
    verbose: int,
    told: Told,
) -> Results:
    if minutes is None:
        minutes = MINUTES if trials is None else float("inf")
    until = time.time() + 60 * minutes
    with (
        _opened(name, plan) as search,
        Searching(name, until, trials) as session,
        Screen(name, search.plan, until, trials, verbose) as screen,
    ):
        told(name)
        with Processes(name, processes or side_by_side(), until, trials) as workers:
            try:
                _look_after(workers, search, session, screen)
            except KeyboardInterrupt:
                _end(workers, screen)
                raise
        search.revive()
        found = search.results()
        screen.show(found)
        _check_end(found, workers.died)
        return found


def _look_after(workers: Processes, search: "Search", session: Searching, screen: Screen) -> None:
    """Until they have ended: by themselves, or because somebody has asked for it."""
    asked = False
    while workers.alive:
        screen.show(search.results())
        if session.beat() and not asked:
            asked = True
            screen.say_ending(by_others=True)
            workers.release()
        time.sleep(LOOK_SECONDS)


def _end(workers: Processes, screen: Screen) -> None:
    """In order; at once where Ctrl-C comes a second time."""
    screen.say_ending()
    workers.release()
    try:
        while workers.alive:
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        workers.kill()
    screen.say_interrupted()


def _check_end(found: Results, died: bool) -> None:
    """Raise InputError where nothing could be trained."""
    if found.chosen_from:
        return
    problem = next((trial.problem for trial in found.trials if trial.problem), "")
    if problem:
        raise InputError("sweep.all_failed", problem=problem)
    if died:
        raise InputError("sweep.died", path=log_of(found.name))
