"""One run: how it is doing, and all that it recorded."""

import os
import time
from typing import Literal

import numpy as np

from axb.runs.artifacts import Artifacts
from axb.runs.bin import Binned
from axb.runs.checkpoints import Checkpoints
from axb.runs.commands import Commands
from axb.runs.database import transaction
from axb.runs.decisions import Decisions
from axb.runs.fields import checked_step
from axb.runs.queued import Queued
from axb.runs.record import ACTIVE, TRAINING
from axb.words import InputError

Pace = Literal["running", "slow", "paused"]
ENDED = ("finished", "diverged", "interrupted", "stopped", "failed")


class Run(Checkpoints, Artifacts, Commands, Decisions, Binned, Queued):
    """A run in a store, made by `Store.create` or `Store.open`; it belongs to that store's thread.

    Steps are everywhere the number of updates done so far, from 0.
    """

    def __repr__(self) -> str:
        return f"<Run {self.name!r}: {self.shown_status}>"

    @property
    def shown_status(self) -> str:
        """The status, or "died" where it claims to run but its process is gone or silent for a minute."""
        status = self.status
        return "died" if status in ACTIVE and not self.is_active else status

    def start(self) -> None:
        """This process runs it from now on. Raises InputError if another living process does, or it is in the bin."""
        with transaction(self._db):
            if self.status in TRAINING and self.is_active and self.pid != os.getpid():
                raise InputError("runs.already_running", name=self.name, pid=self.pid)
            if self.deleted is not None:
                raise InputError("runs_bin.in_bin", name=self.name)
            self._db.execute(
                "UPDATE run SET status = 'running', pid = ?, heartbeat = ? WHERE id = ?",
                (os.getpid(), time.time(), self.id),
            )
        self._sweep()

    def beat(self) -> None:
        """Give a sign of life: every few seconds, also while paused."""
        self._db.execute("UPDATE run SET heartbeat = ? WHERE id = ?", (time.time(), self.id))

    def set_pace(self, pace: Pace) -> None:
        """A run that trains does so in slow motion, pauses, or runs as usual again; any other stays as it is."""
        self._db.execute(
            "UPDATE run SET status = ? WHERE id = ? AND status IN (?, ?, ?)", (pace, self.id, *TRAINING)
        )

    def finish(self, status: str) -> None:
        """It has ended, as one of ENDED; "diverged" is to its end, though not well. Flushes first."""
        if status not in ENDED:
            raise InputError("runs.ending", value=repr(status), endings=", ".join(ENDED))
        self.flush()
        with transaction(self._db):
            self._join_chunks()
            self._db.execute("UPDATE run SET status = ? WHERE id = ?", (status, self.id))

    def diverged_at(self) -> int | None:
        """The first step whose loss (any player's) was no finite number; None where all are."""
        names = [one for one in self.series_names() if one.endswith("loss") and not one.startswith("epoch/")]
        found = [steps[~np.isfinite(values)] for steps, values in map(self.series, names)]
        return min((int(steps[0]) for steps in found if len(steps)), default=None)

    def rewind(self, step: int) -> None:
        """Go back to `step`: checkpoints, series values and artifacts after it are deleted.

        Decisions and commands stay: they are what is replayed.
        """
        number = checked_step(step)
        self.flush()
        # Checkpoints go first: a kill in between must not leave one that is ahead of the values.
        self._forget([one for one in self.checkpoints() if one.step > number])
        with transaction(self._db):
            self._cut_series(number)
            self._db.execute("DELETE FROM artifact WHERE run = ? AND step > ?", (self.id, number))
