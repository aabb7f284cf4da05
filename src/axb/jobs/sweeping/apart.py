"""A search by a process of its own, which needs nobody afterwards: not the page, not the server that asked for it.

`python -m axb.jobs.sweeping.apart LANGUAGE ASKED` prints one line of JSON as soon as it searches, {"name"}, or
{"error"} where it can't.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from axb.jobs.apart import APART, environment
from axb.jobs.job import Job
from axb.jobs.sweeping.shelf import log_of
from axb.races.domains import read_vary
from axb.words import InputError, current_language, say, set_language


@dataclass(frozen=True)
class Asked:
    """What to search: a new sweep of `job`, or to go on with the one named `resume`.

    vary: what varies, as it is typed: "learning_rate=1e-4..1". minutes, trials, sampler, pruner: see `sweep`; the seed
    is the job's.
    """

    job: Job | None = None
    vary: Sequence[str] = ()
    sampler: str = "tpe"
    pruner: str = "median"
    resume: str = ""
    minutes: float | None = None
    trials: int | None = None

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Asked":
        """What `asdict` told."""
        return cls(**{**told, "job": Job(**told["job"]) if told["job"] else None})


class Begun(NamedTuple):
    """The sweep's name, or the sentence that says why nothing is searched."""

    name: str
    problem: str


def begin(asked: Asked) -> Begun:
    """Start the process, in the current language; returns when it searches, or has said why not: after seconds."""
    command = [sys.executable, "-m", "axb.jobs.sweeping.apart", current_language(), json.dumps(asdict(asked))]
    one = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", env=environment(), start_new_session=True, creationflags=APART,
    )  # fmt: skip
    # Somebody hears when it ends, so that it does not stay in the system's table.
    threading.Thread(target=one.wait, name="axb-sweep", daemon=True).start()
    assert one.stdout is not None
    last = ""
    with one.stdout:
        for line in one.stdout:
            with suppress(ValueError):
                told = json.loads(line)
                return Begun(told.get("name", ""), told.get("error", ""))
            last = line.strip() or last
    return Begun("", last or say("jobs_queue.said_nothing"))


def main(language: str, asked: str) -> None:
    """The process."""
    set_language(language)
    try:
        _search(Asked.from_json(json.loads(asked)))
    except InputError as error:  # who asked hears it, or the session keeps it where he has gone already
        print(json.dumps({"error": str(error)}), flush=True)


def _search(asked: Asked) -> None:
    from axb.jobs.sweeping.searching import go_on, sweep

    how_long: dict[str, Any] = {"minutes": asked.minutes, "trials": asked.trials, "verbose": 0}
    if asked.job is None:
        go_on(asked.resume, **how_long, told=_tell)
        return
    how: dict[str, Any] = {"sampler": asked.sampler, "pruner": asked.pruner, "seed": asked.job.seed}
    sweep(asked.job, dict(map(read_vary, asked.vary)), **how, **how_long, told=_tell)


def _tell(name: str) -> None:
    """Say the name; nobody listens from now on, so that whatever is said goes to the sweep's log."""
    print(json.dumps({"name": name}), flush=True)
    with log_of(name).open("ab") as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)


if __name__ == "__main__":
    main(*sys.argv[1:])
