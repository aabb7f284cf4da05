"""A sweep's study, opened: who takes which trial, and what became of each."""

import contextlib
import os
import random
from typing import Self

import optuna
from optuna.storages import JournalStorage
from optuna.trial import FrozenTrial, TrialState

from axb.jobs.sweeping.choosing import pruner, sampler, space
from axb.jobs.sweeping.journal import Journal
from axb.jobs.sweeping.plan import Plan
from axb.jobs.sweeping.results import Results, told_trial
from axb.jobs.sweeping.shelf import file_of
from axb.races.domains import settings
from axb.runs import Store
from axb.runs.processes import STARTING_SECONDS, is_living
from axb.runs.record import ACTIVE
from axb.words import InputError

MOST_DEATHS = 3  # of one trial: then it is not the machine
PLAN, RUN, PID, FOLLOWS, DEATHS, PROBLEM = "plan", "run", "pid", "follows", "deaths", "problem"

optuna.logging.set_verbosity(optuna.logging.WARNING)


class Search:
    """The study of a sweep; any number of processes of this machine may have it open.

    A trial that was put back, or whose process died, is followed by another trial of the same setting and the same
    run, which is the next to be taken: it goes on where the run stands.
    """

    def __init__(self, name: str, plan: Plan | None = None) -> None:
        """plan: what a new sweep is. Raises InputError where the sweep of that name is another one."""
        self.name = name
        self.journal = Journal(file_of(name))
        try:
            with self.journal.alone():
                self.plan = self._plan(plan)
        except BaseException:
            self.close()
            raise
        self.sampler = self.study.sampler = sampler(self.plan)
        self.study.pruner = pruner(self.plan)
        self.space = space(self.plan)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.journal.close()

    def _plan(self, plan: Plan | None) -> Plan:
        """The plan on record, which a new sweep is given here."""
        storage = JournalStorage(self.journal)
        known = [one for one in optuna.get_all_study_summaries(storage) if PLAN in one.user_attrs]
        if not known and plan is None:
            raise InputError("sweep.unknown", name=self.name, names="-")
        if known or plan is None:
            self.study = optuna.load_study(study_name=self.name, storage=storage)
        else:
            self.study = optuna.create_study(
                study_name=self.name, storage=storage, load_if_exists=True,
                direction="maximize" if plan.more_is_better else "minimize",
            )  # fmt: skip
            self.study.set_user_attr(PLAN, plan.to_json())
        found = Plan.from_json(self.study.user_attrs[PLAN])
        if plan is not None and plan != found:
            raise InputError("sweep.another", name=self.name)
        return found

    def results(self) -> Results:
        """All trials as they are now."""
        trials = self._trials()
        followed = {trial.user_attrs.get(FOLLOWS) for trial in trials}
        told = [told_trial(trial) for trial in trials if trial.number not in followed]
        return Results(self.name, self.plan, tuple(sorted(told, key=lambda trial: trial.run)))

    def take(self, limit: int | None) -> optuna.Trial | None:
        """The next trial: one that waits, else a new one. None where `limit` trials, or all of a grid, are taken."""
        with self.journal.alone():
            self._revive()
            trials = self._trials()
            if not any(trial.state == TrialState.WAITING for trial in trials):
                if limit is not None and _different(trials) >= limit:
                    return None
                if self.plan.sampler == "grid" and not self._enqueue_next(trials):
                    return None
            self.sampler.begin(_different(trials))
            trial = self.study.ask(self.space)
            if RUN not in trial.user_attrs:
                trial.set_user_attr(RUN, self._run_of(trial.number))
            trial.set_user_attr(PID, os.getpid())
            return trial

    def _trials(self) -> list[FrozenTrial]:
        return self.study.get_trials(deepcopy=False)

    def _run_of(self, number: int) -> str:
        """What the run of a trial is called: by how many there were before it."""
        return f"{self.name}.{_different(self._trials()[:number]):04d}"

    def _enqueue_next(self, trials: list[FrozenTrial]) -> bool:
        """Let the next setting of the grid wait; False where each has had its turn."""
        tried = [trial.params for trial in trials]
        left = [one for one in settings(self.plan.vary) if one not in tried]
        if left:
            order = random.Random(f"{self.plan.seed} {len(left)}")
            self.study.enqueue_trial(order.choice(left))
        return bool(left)

    def finish(self, trial: optuna.Trial, score: float) -> None:
        """It has been trained to its end. A score that is not a number is the worst there is."""
        worst = float("-inf") if self.plan.more_is_better else float("inf")
        self.study.tell(trial, worst if score != score else score)

    def prune(self, trial: optuna.Trial) -> None:
        """It was ended early, with what it had reached."""
        self.study.tell(trial, state=TrialState.PRUNED)

    def fail(self, trial: optuna.Trial, problem: str) -> None:
        """It could not be trained."""
        trial.set_user_attr(PROBLEM, problem)
        self.study.tell(trial, state=TrialState.FAIL)

    def put_back(self, trial: optuna.Trial) -> None:
        """It goes on later, where its run stands now."""
        with self.journal.alone():
            self._follow(self._trials()[trial.number])

    def revive(self) -> None:
        """What was being trained by processes that are gone waits again."""
        with self.journal.alone():
            self._revive()

    def _revive(self) -> None:
        running = [trial for trial in self._trials() if trial.state == TrialState.RUNNING]
        if not running:
            return
        with Store() as store:
            lost = [trial for trial in running if not _is_at_work(trial, store)]
        for trial in lost:
            deaths = trial.user_attrs.get(DEATHS, 0) + 1
            if deaths < MOST_DEATHS:
                self._follow(trial, deaths)
            else:
                self.study.tell(trial.number, state=TrialState.FAIL)

    def _follow(self, trial: FrozenTrial, deaths: int = 0) -> None:
        """Another one waits in its place. The new one comes first: a kill in between must not lose a trial."""
        if all(one.user_attrs.get(FOLLOWS) != trial.number for one in self._trials()):
            run = trial.user_attrs.get(RUN) or self._run_of(trial.number)
            told = {**trial.user_attrs, RUN: run, FOLLOWS: trial.number, DEATHS: deaths, PID: None}
            self.study.add_trial(
                optuna.create_trial(
                    state=TrialState.WAITING, params=trial.params, distributions=trial.distributions,
                    user_attrs=told, intermediate_values=trial.intermediate_values,
                )
            )  # fmt: skip
        self.study.tell(trial.number, state=TrialState.FAIL)


def _different(trials: list[FrozenTrial]) -> int:
    """How many trials these are, where those that follow others are not counted again."""
    return sum(FOLLOWS not in trial.user_attrs for trial in trials)


def _is_at_work(trial: FrozenTrial, store: Store) -> bool:
    """Whether the process that took it is there. (Its number alone may have gone to another one since.)"""
    pid = trial.user_attrs.get(PID)
    if pid is None:  # killed while it took the trial, as nobody else can be doing that now
        return False
    seen = trial.datetime_start.timestamp() if trial.datetime_start else 0.0
    with contextlib.suppress(InputError):  # there is no run yet
        run = store.open(trial.user_attrs[RUN])
        if run.pid == pid and run.status in ACTIVE:
            return run.is_active
        seen = max(seen, run.heartbeat or 0.0)
    return is_living(pid, seen, STARTING_SECONDS)
