"""What was written down about a run when it was created, and what its process says of itself."""

import json
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import Any

from axb.runs.processes import STALE_SECONDS, STARTING_SECONDS, is_living
from axb.words import InputError

TRAINING = ("running", "slow", "paused")
ACTIVE = ("starting", *TRAINING)  # there is a process


class Record:
    """A run's row, which all else that belongs to the run (its series, its commands, ...) stands on.

    `id` never changes, `folder` is the run's own (its checkpoints lie there). What was recorded at creation
    is read once, when it is asked for; `name`, `status`, `pid` and `heartbeat` are read anew each time.
    """

    def __init__(self, db: sqlite3.Connection, id: str, folder: Path) -> None:
        self._db = db
        self.id = id
        self.folder = folder

    def _read(self, column: str) -> Any:
        row = self._db.execute(f"SELECT {column} FROM run WHERE id = ?", (self.id,)).fetchone()
        if row is None:
            raise InputError("runs_bin.gone", id=self.id)
        return row[0]

    @property
    def name(self) -> str:
        """Its name, unique in the store; it changes where the run is renamed."""
        return str(self._read("name"))

    @cached_property
    def config(self) -> dict[str, Any]:
        """The configuration it was created with."""
        return dict(json.loads(self._read("config")))

    @cached_property
    def graph(self) -> dict[str, Any] | None:
        """Its model's graph as data, where the model has one."""
        graph: dict[str, Any] | None = json.loads(self._read("graph"))
        return graph

    @cached_property
    def versions(self) -> dict[str, str]:
        """The versions of Python and of the packages it was created with."""
        return dict(json.loads(self._read("versions")))

    @cached_property
    def machine(self) -> dict[str, Any]:
        """The machine it was created on."""
        return dict(json.loads(self._read("machine")))

    @cached_property
    def data_hash(self) -> str:
        """The fingerprint of its data."""
        return str(self._read("data_hash"))

    @cached_property
    def seed(self) -> int:
        """The seed all its randomness derives from."""
        return int(self._read("seed"))

    @cached_property
    def created(self) -> float:
        """When it was created, in seconds since 1970."""
        return float(self._read("created"))

    @property
    def status(self) -> str:
        """ "created", "queued", "starting", "running", "slow", "paused", or how it ended, as its process wrote it."""
        return str(self._read("status"))

    @property
    def pid(self) -> int | None:
        """The process that runs it, or ran it last."""
        pid: int | None = self._read("pid")
        return pid

    @property
    def heartbeat(self) -> float | None:
        """That process's last sign of life, in seconds since 1970."""
        heartbeat: float | None = self._read("heartbeat")
        return heartbeat

    @property
    def is_active(self) -> bool:
        """Whether a living process trains it, or pauses, or is about to begin."""
        status = self.status
        patience = STARTING_SECONDS if status == "starting" else STALE_SECONDS
        return status in ACTIVE and is_living(self.pid or 0, self.heartbeat or 0.0, patience)
