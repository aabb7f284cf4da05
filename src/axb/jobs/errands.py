"""Long work that was asked for: it gets a process of its own, which needs nobody afterwards, and waits for its turn.

What was asked and how far it is lies in a folder of axb's home, one JSON file each, which its process writes every
second (see `errand_work`); what has been done lies wherever it is kept.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from axb.jobs.apart import APART, environment
from axb.runs import home
from axb.runs.files import write_whole
from axb.runs.processes import is_living
from axb.words import current_language

NAME = re.compile(r"\w[\w.-]{0,69}")  # a race's member has a run of ten letters more at most
ALIVE = ("waiting", "running")
_children: list["subprocess.Popen[bytes]"] = []  # of this process: noticed where they have ended


@dataclass(frozen=True, kw_only=True)
class Errand:
    """status: "waiting", "running", or how its process ended: "finished", "stopped", "failed" (`problem` says why);
    "died" where it is gone without a word. part: how much is done, 0..1. asked, beat: seconds since 1970."""

    name: str
    visitor: str = ""
    language: str = "en"
    status: str = "waiting"
    part: float = 0.0
    problem: str = ""
    pid: int = 0
    asked: float = 0.0
    beat: float = 0.0

    @property
    def is_alive(self) -> bool:
        """Whether its process waits or works."""
        return self.status in ALIVE and is_living(self.pid, self.beat)


E = TypeVar("E", bound=Errand)


class Errands(Generic[E]):
    """All of one kind. They take turns, in the order in which they were asked for."""

    def __init__(self, folder: str, kind: Callable[..., E], module: str) -> None:
        """folder: of axb's home. kind: makes one from its file's fields. module: runs as its process, told its name."""
        self._name, self._kind, self._module = folder, kind, module

    @property
    def folder(self) -> Path:
        """Where they lie."""
        folder = home() / self._name
        folder.mkdir(exist_ok=True)
        return folder

    def find(self, name: str) -> E | None:
        """What was asked under that name, and how far it is; None where nothing was."""
        if not NAME.fullmatch(name):
            return None
        try:
            told = self._kind(**json.loads(self._file(name).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return replace(told, status="died") if told.status in ALIVE and not told.is_alive else told

    def alive(self) -> list[E]:
        """Those whose process waits or works, in the order in which they were asked for."""
        known = [self.find(file.stem) for file in self.folder.glob("*.json")]
        return sorted((one for one in known if one and one.is_alive), key=lambda one: (one.asked, one.name))

    def start(self, told: E) -> None:
        """Its process, which speaks the current language."""
        self._order(told.name).unlink(missing_ok=True)
        command = [sys.executable, "-m", self._module, told.name]
        now, language = time.time(), current_language()
        begun = replace(
            told,
            status="waiting",
            part=0.0,
            problem="",
            language=language,
            asked=now,
            beat=now,
            pid=os.getpid(),
        )
        self.write(begun)  # its process reads it, and writes it from then on
        with self.log_of(told.name).open("wb") as log:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=home(), env=environment(),
                start_new_session=True, creationflags=APART,
            )  # fmt: skip
        _children[:] = [*(one for one in _children if one.poll() is None), child]
        self.write(
            replace(begun, pid=child.pid)
        )  # it takes a while to import what it needs; it may die there

    def stop(self, name: str) -> None:
        """Ask its process to end in order. What is finished is kept."""
        self._order(name).touch()

    def is_asked_to_stop(self, name: str) -> bool:
        """Whether somebody wants it to end."""
        return self._order(name).exists()

    def write(self, told: E) -> None:
        """Keep it."""
        write_whole(self._file(told.name), json.dumps(asdict(told)).encode())

    def log_of(self, name: str) -> Path:
        """Where its process writes what it has to say."""
        return self.folder / f"{name}.log"

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _order(self, name: str) -> Path:
        return self.folder / f"{name}.stop"
