"""Who searches at the moment: kept in the sweep's own file, so that anybody can see it, and ask for its end."""

import math
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Self

from axb.jobs.sweeping.shelf import PATIENCE, file_of, sweeps
from axb.runs.disk import DiskError, told_by_disk
from axb.runs.processes import is_living
from axb.words import InputError

BEAT_SECONDS = 1.0  # between two signs of life
TABLE = """CREATE TABLE IF NOT EXISTS session (
    number INTEGER PRIMARY KEY, pid INTEGER NOT NULL, began REAL NOT NULL, until REAL, most INTEGER,
    heartbeat REAL NOT NULL, asked_to_end INTEGER NOT NULL, ended INTEGER NOT NULL, problem TEXT NOT NULL)"""


@dataclass(frozen=True)
class Session:
    """One time that somebody searched. Moments are seconds since 1970; `until` may be infinity.

    limit: trials of the sweep altogether; None: any number. ended: in order. problem: the sentence with which it ended.
    """

    began: float
    until: float
    limit: int | None
    asked_to_end: bool
    ended: bool
    problem: str
    searching: bool


class Searching:
    """A session while it lasts: written down as it begins and ends, alive as long as it is asked to `beat`."""

    def __init__(self, name: str, until: float, limit: int | None) -> None:
        self.name, self.until, self.limit, self._due = name, until, limit, 0.0

    def __enter__(self) -> Self:
        now, until = time.time(), self.until if math.isfinite(self.until) else None
        with _opened(self.name) as db:
            row = (os.getpid(), now, until, self.limit, now)
            told = db.execute("INSERT INTO session VALUES (NULL, ?, ?, ?, ?, ?, 0, 0, '')", row)
            self._number = told.lastrowid
        return self

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        said = str(problem) if isinstance(problem, InputError) else ""
        with _opened(self.name) as db:
            db.execute("UPDATE session SET ended = 1, problem = ? WHERE number = ?", (said, self._number))

    def beat(self) -> bool:
        """A sign of life; whether somebody has asked for the end. Most calls do nothing and say no."""
        if time.monotonic() < self._due:
            return False
        self._due = time.monotonic() + BEAT_SECONDS
        with _opened(self.name) as db:
            db.execute("UPDATE session SET heartbeat = ? WHERE number = ?", (time.time(), self._number))
            asked = db.execute("SELECT asked_to_end FROM session WHERE number = ?", (self._number,))
            return bool(asked.fetchone()[0])


def latest(name: str) -> Session | None:
    """The session that goes on longest, or that was the last; None where nobody has searched yet."""
    with _opened(name) as db:
        rows = db.execute(
            "SELECT began, until, most, asked_to_end, ended, problem, pid, heartbeat FROM session ORDER BY number"
        ).fetchall()
    found = [_session(*row) for row in rows]
    living = [one for one in found if one.searching]
    return max(living, key=lambda one: one.until) if living else next(reversed(found), None)


def at_work() -> list[str]:
    """The names of the sweeps in which somebody searches; nobody does where a file can't be read."""
    return [name for name in sweeps() if _is_searched(name)]


def _is_searched(name: str) -> bool:
    try:
        session = latest(name)
    except DiskError:
        return False
    return session is not None and session.searching


def ask_to_end(name: str) -> None:
    """Let all who search there end in order, within a second or so; what they train can go on later."""
    with _opened(name) as db:
        db.execute("UPDATE session SET asked_to_end = 1 WHERE ended = 0")


def _session(
    began: float, until: float | None, limit: int | None, asked: int, ended: int, problem: str, pid: int,
    heartbeat: float,
) -> Session:  # fmt: skip
    searching = not ended and is_living(pid, heartbeat)
    return Session(
        began, math.inf if until is None else until, limit, bool(asked), bool(ended), problem, searching
    )


@contextmanager
def _opened(name: str) -> Iterator[sqlite3.Connection]:
    path = file_of(name)
    with (
        told_by_disk(path),
        closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as db,
    ):
        db.execute(TABLE)
        yield db
