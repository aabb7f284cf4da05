"""Trainings that tests of pages ask for, in a studio's own store."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from axb.jobs import Job, queue
from axb.runs import Run, Store
from axb.runs.record import ACTIVE

ENDLESS = Job("mlp:hidden=8", "spiral:n=100", epochs=100_000, batch_size=16)
QUICK = Job("mlp:hidden=8", "spiral:n=100", epochs=4, batch_size=16)
SECONDS = 240  # that a process may take to begin on a busy machine


def until(true: Callable[[], object], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def trains(run: Run) -> bool:
    return run.shown_status == "running" and run.last("loss") is not None


def kill(run: Run) -> None:
    """As kill -9 does."""
    os.kill(run.pid or 0, signal.SIGKILL)


class Trainings:
    """What is asked for in the store of `home`."""

    def __init__(self, home: Path, store: Store) -> None:
        self.home, self.store = home, store

    def ask(self, job: Job = ENDLESS, visitor: str = "") -> Run:
        before = os.environ.get("AXB_HOME")
        os.environ["AXB_HOME"] = str(self.home)
        try:
            return self.store.open(queue.ask(job, visitor))
        finally:
            del os.environ["AXB_HOME"]
            if before is not None:
                os.environ["AXB_HOME"] = before

    def under_way(self, job: Job = ENDLESS) -> Run:
        """One that trains already."""
        run = self.ask(job)
        until(lambda: trains(run))
        return run


@contextlib.contextmanager
def trainings_in(home: Path) -> Iterator[Trainings]:
    """All of them end with the test."""
    with Store(home / "runs.sqlite3") as store:
        yield Trainings(home, store)
        for run in store.runs():
            run.leave_queue()
        for run in store.runs():
            if run.status in ACTIVE and run.is_active:
                kill(run)
                run.finish("stopped")


TRAIN = """
import json, sys
from axb.cli import main
for name, words in json.load(sys.stdin).items():
    assert not main(["train", *words, "--name", name, "--no-page", "--quiet"])
"""


def trained(studio: Any, runs: Mapping[str, Sequence[str]]) -> Any:
    """The studio with real trainings in its store: for each name, what follows `axb train`. One process does all."""
    subprocess.run(
        [sys.executable, "-c", TRAIN], input=json.dumps(runs), text=True, env=studio.environment, check=True,
        stdout=subprocess.DEVNULL, cwd=studio.home,
    )  # fmt: skip
    return studio
