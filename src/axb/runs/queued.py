"""A run that waits for a process of its own: who asked for it, and what it becomes when it begins."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from axb.runs import environment
from axb.runs.database import transaction
from axb.runs.fields import json_text
from axb.runs.record import Record
from axb.words import InputError


class Asked(NamedTuple):
    """Who asked for a run to be trained, in which language, when (seconds since 1970)."""

    visitor: str
    language: str
    at: float


class Queued(Record):
    """A run's place among those that wait; see `axb.runs.queue`."""

    @property
    def asked(self) -> Asked | None:
        """Who asked last for it to be trained; None where nobody did through the queue."""
        row = self._db.execute(
            "SELECT visitor, language, asked FROM queue WHERE run = ?", (self.id,)
        ).fetchone()
        return row and Asked(*row)

    def enqueue(self, visitor: str = "", language: str = "en") -> None:
        """From now on it waits for a process; where it waits already, it keeps its place.

        Raises InputError where a living process trains it.
        """
        with transaction(self._db):
            if self.is_active:
                raise InputError("runs.already_running", name=self.name, pid=self.pid)
            if self.status != "queued":
                row = (self.id, visitor, language, time.time())
                self._db.execute("INSERT OR REPLACE INTO queue VALUES (?, ?, ?, ?)", row)
                self._db.execute("UPDATE run SET status = 'queued' WHERE id = ?", (self.id,))

    def leave_queue(self) -> None:
        """It waits no longer; what it has learned before stays. A run that doesn't wait stays as it is."""
        self._db.execute("UPDATE run SET status = 'stopped' WHERE id = ? AND status = 'queued'", (self.id,))

    @property
    def is_job_alone(self) -> bool:
        """Whether it is no more than a job so far: no process has made its model and data yet."""
        return "job" in self.config and "graph" not in self.config

    def describe(
        self, *, config: Mapping[str, object], graph: Mapping[str, object] | None, data_hash: str, seed: int
    ) -> None:
        """Write down what `Store.create` does for other runs: all that was not known when it was asked for."""
        texts = (config, graph, environment.versions(), environment.machine())
        names = ("config", "graph", "versions", "machine")
        described = [json_text(name, value) for name, value in zip(names, texts, strict=True)]
        self._db.execute(
            "UPDATE run SET config = ?, graph = ?, versions = ?, machine = ?, data_hash = ?, seed = ? WHERE id = ?",
            (*described, data_hash, seed, self.id),
        )
        for name in (*names, "data_hash", "seed"):
            self.__dict__.pop(name, None)  # they are read once
