"""Ask for a race: it gets a process of its own, which needs nobody afterwards, and waits there for its turn.

What was asked and how far it is lies in the folder `races` of axb's home, one JSON file a race, which its process
writes every second; what has been trained lies in the run store.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from axb.jobs.apart import APART, environment
from axb.jobs.job import Job
from axb.jobs.naming import free_name
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.reading import results
from axb.races.domains import Choices, Domain
from axb.runs import home
from axb.runs.files import write_whole
from axb.runs.processes import is_living
from axb.words import InputError, current_language

NAME = re.compile(r"\w[\w.-]{0,69}")  # a member's run has ten letters more at most
MOST_WAITING = 3  # of one visitor
ALIVE = ("waiting", "running")
_children: list["subprocess.Popen[bytes]"] = []  # of this process: noticed where they have ended


@dataclass(frozen=True)
class Asked:
    """A race that was asked for. status: "waiting", "running", or how its process ended: "finished", "stopped",
    "failed" (`problem` says why); "died" where it is gone without a word. part: how much is done, 0..1. asked, beat:
    seconds since 1970."""

    name: str
    job: Mapping[str, Any]
    vary: Mapping[str, list[Any]]
    seeds: int
    visitor: str = ""
    language: str = "en"
    status: str = "waiting"
    part: float = 0.0
    problem: str = ""
    pid: int = 0
    asked: float = 0.0
    beat: float = 0.0
    halving: int | None = None

    @property
    def plan(self) -> Plan:
        """What is to be trained."""
        vary: dict[str, Domain] = {name: Choices(tuple(values)) for name, values in self.vary.items()}
        return Plan(self.name, Job(**self.job), vary, self.seeds, self.halving)

    @property
    def is_alive(self) -> bool:
        """Whether its process waits or trains."""
        return self.status in ALIVE and is_living(self.pid, self.beat)


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
    return _start(Asked(name, told, values, seeds, visitor, current_language(), halving=halving))


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
        before = Asked(name, asdict(found.job), vary, found.seeds, halving=found.halving)
    again = replace(before, seeds=seeds or before.seeds, visitor=visitor, language=current_language())
    again.plan  # noqa: B018  # raises where no plan can be made of it
    _check_room(visitor)
    _start(again)


def stop(name: str) -> None:
    """Ask its process to end in order. What is finished is kept."""
    _order(name).touch()


def find(name: str) -> Asked | None:
    """What was asked under that name, and how far it is; None where nothing was."""
    if not NAME.fullmatch(name):
        return None
    try:
        told = Asked(**json.loads(_file(name).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return replace(told, status="died") if told.status in ALIVE and not told.is_alive else told


def alive() -> list[Asked]:
    """Those whose process waits or trains, in the order in which they were asked for."""
    known = [find(file.stem) for file in _folder().glob("*.json")]
    return sorted((one for one in known if one and one.is_alive), key=lambda one: (one.asked, one.name))


def write(told: Asked) -> None:
    """Keep it."""
    write_whole(_file(told.name), json.dumps(asdict(told)).encode())


def is_asked_to_stop(name: str) -> bool:
    """Whether somebody wants it to end."""
    return _order(name).exists()


def log_of(name: str) -> Path:
    """Where its process writes what it has to say."""
    return _folder() / f"{name}.log"


def _start(told: Asked) -> str:
    """Its process, which speaks the current language."""
    _order(told.name).unlink(missing_ok=True)
    command = [sys.executable, "-m", "axb.jobs.racing.process", told.name]
    now = time.time()
    begun = replace(told, status="waiting", part=0.0, problem="", asked=now, beat=now, pid=os.getpid())
    write(begun)  # its process reads it, and writes it from then on
    with log_of(told.name).open("wb") as log:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=home(), env=environment(),
            start_new_session=True, creationflags=APART,
        )  # fmt: skip
    _children[:] = [*(one for one in _children if one.poll() is None), child]
    write(replace(begun, pid=child.pid))  # it takes a while to import what it needs; it may die there
    return told.name


def _check_room(visitor: str) -> None:
    if visitor and sum(one.visitor == visitor for one in alive()) >= MOST_WAITING:
        raise InputError("race.too_many_waiting", most=MOST_WAITING)


def _file(name: str) -> Path:
    return _folder() / f"{name}.json"


def _order(name: str) -> Path:
    return _folder() / f"{name}.stop"


def _folder() -> Path:
    folder = home() / "races"
    folder.mkdir(exist_ok=True)
    return folder
