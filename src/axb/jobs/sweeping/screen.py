"""What is seen of a sweep while it goes on: one moving line, and one that stays for each new best."""

import math
import shutil
import sys
import time
from typing import Self

from axb.jobs.sweeping.plan import Plan
from axb.jobs.sweeping.results import Results, Trial
from axb.races.domains import told
from axb.training.callbacks.progress import duration, fitted, width
from axb.words import say


class Screen:
    """Where there is no terminal, only what stays is printed; with verbose 0 nothing."""

    def __init__(self, name: str, plan: Plan, until: float, limit: int | None, verbose: int) -> None:
        """until: seconds since 1970, or infinity."""
        self.name, self.plan, self.until, self.limit, self.verbose = name, plan, until, limit, verbose
        self.moves = bool(verbose) and sys.stdout.isatty()
        self.best: Trial | None = None
        self.open = False

    def __enter__(self) -> Self:
        if self.verbose:
            print(say("sweep.begins", name=self.name), flush=True)
        return self

    def __exit__(self, *problem: object) -> None:
        self._clear()

    def show(self, found: Results) -> None:
        """What is new stays; how it stands moves."""
        if found.best is not None and found.best != self.best:
            self._say(self._told_best(found.best))
        self.best = found.best
        if self.moves:
            columns = shutil.get_terminal_size().columns - 1
            line = fitted(self._standing(found), columns)
            print(f"\r{line}{' ' * (columns - width(line))}", end="", flush=True)
            self.open = True

    def say_ending(self, by_others: bool = False) -> None:
        """That it takes a moment, and who wanted it."""
        self._say(say("sweep.ending_by_others" if by_others else "sweep.ending"))

    def say_interrupted(self) -> None:
        """How to go on."""
        self._say(say("sweep.interrupted", name=self.name))

    def _say(self, sentence: str) -> None:
        if self.verbose:
            self._clear()
            print(sentence, flush=True)

    def _told_best(self, trial: Trial) -> str:
        said = {"run": trial.run, "score": self.plan.score_text(trial.score), "setting": told(trial.setting)}
        return say("sweep.new_best", **said)

    def _standing(self, found: Results) -> str:
        ended = found.count("finished")
        said = {"finished": ended, "pruned": found.count("pruned"), "running": found.count("running")}
        best = self.plan.score_text(self.best.score) if self.best else "-"
        return say("sweep.standing", **said, best=best, left=self._left(found))

    def _left(self, found: Results) -> str:
        if math.isfinite(self.until):
            return duration(max(self.until - time.time(), 0.0))
        return say("sweep.of_trials", done=found.chosen_from + found.count("failed"), limit=self.limit)

    def _clear(self) -> None:
        if self.open:
            print(f"\r{' ' * (shutil.get_terminal_size().columns - 1)}\r", end="", flush=True)
            self.open = False
