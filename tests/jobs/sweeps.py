"""What the tests of sweeps share: small searches, trained in this process or by processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from axb.jobs.job import Job
from axb.jobs.sweeping import Results
from axb.jobs.sweeping.plan import plan
from axb.jobs.sweeping.search import Search
from axb.jobs.sweeping.work import work
from axb.races.domains import log

JOB = Job("mlp:hidden=8", "spiral:n=120", epochs=6, validation=0.3)
RATES = {"learning_rate": log(1e-5, 1), "hidden": [4, 16]}


class Patient:
    """Lets go after so many looks (a trial looks before each update); None: never."""

    def __init__(self, looks: int | None = None) -> None:
        self.looks = looks

    @property
    def is_let_go(self) -> bool:
        if self.looks is not None:
            self.looks -= 1
        return self.looks is not None and self.looks < 0


def searched(
    name: str, limit: int | None, looks: int | None = None, vary: Any = RATES, job: Job = JOB, **how: Any
) -> Results:
    """A sweep of this process alone, until it has `limit` trials."""
    settings = {"sampler": "random", "pruner": "none", "seed": 0, **how}
    with Search(name, plan(job, vary, **settings)) as search:
        work(name, Patient(looks), limit)
        return search.results()


STARTED: list["subprocess.Popen[bytes]"] = []


def command(*words: str) -> "subprocess.Popen[bytes]":
    """`axb sweep` as a program of its own."""
    one = subprocess.Popen(
        [sys.executable, "-m", "axb", "sweep", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    STARTED.append(one)
    return one


def end_all() -> None:
    """Nothing that a failed test has started goes on computing beside the next ones."""
    while STARTED:
        one = STARTED.pop()
        one.kill()
        one.communicate()


def wait_until(met: Callable[[], Any], seconds: float = 240.0) -> Any:
    """What it is as soon as it is something."""
    end = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)
    return found
