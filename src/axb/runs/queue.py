"""Who waits to be trained, in which order, and how one of them is given a process."""

import time
from collections import Counter
from collections.abc import Callable

from axb.runs.database import transaction
from axb.runs.run import Run
from axb.runs.store import Store

RESTING = 4  # trainings that pause or run in slow motion while others have their turn


class Queue:
    """The runs of a store that somebody asked to have trained: those that wait, and those that have a process.

    What was started by hand (`axb train`, `fit`) stands outside.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._db = store, store._db

    def active(self) -> list[Run]:
        """Those that have a living process, in the order in which they were asked for."""
        return [run for run in self._asked("'starting', 'running', 'slow', 'paused'") if run.is_active]

    def lost(self) -> list[Run]:
        """Those whose process ended before they began."""
        return [run for run in self._asked("'starting'") if not run.is_active]

    def waiting(self) -> list[Run]:
        """Those that wait, next one first.

        Visitors take turns: the second run of one comes after everybody's first. What a visitor has in work counts.
        """
        seen = Counter(_visitor(run) for run in self.active())
        turns = []
        for run in self._asked("'queued'"):
            turns.append((seen[_visitor(run)], run))
            seen[_visitor(run)] += 1
        return [run for _, run in sorted(turns, key=lambda turn: turn[0])]

    def place(self, run: Run) -> int | None:
        """How many wait before it; None where it does not wait."""
        return next((place for place, one in enumerate(self.waiting()) if one.id == run.id), None)

    def count(self, visitor: str) -> int:
        """How many of a visitor's runs wait."""
        return sum(_visitor(run) == visitor for run in self._asked("'queued'"))

    def take(self, most: int, launch: Callable[[Run], int]) -> Run | None:
        """Give the next run a process, unless nobody waits or `most` of them are at work already.

        `launch` starts the process and returns its number. Of several that ask at the same moment only one gets
        the run. Those that rest (paused, slow motion) take nobody's turn; where too many do, the one that was
        asked for first is stopped: it can go on later, and loses nothing.
        """
        with transaction(self._db):
            active, waiting = self.active(), self.waiting()
            at_work = [run for run in active if run.status in ("starting", "running")]
            if not waiting or len(at_work) >= most:
                return None
            if len(active) - len(at_work) > RESTING:
                _put_aside(next(run for run in active if run.status in ("slow", "paused")))
            row = (launch(waiting[0]), time.time(), waiting[0].id)
            self._db.execute("UPDATE run SET status = 'starting', pid = ?, heartbeat = ? WHERE id = ?", row)
            return waiting[0]

    def _asked(self, statuses: str) -> list[Run]:
        rows = self._db.execute(
            "SELECT run.id FROM queue JOIN run ON run.id = queue.run "
            f"WHERE status IN ({statuses}) AND deleted IS NULL ORDER BY asked, queue.rowid"
        )
        return [self._store.open(id) for (id,) in rows.fetchall()]


def _visitor(run: Run) -> str:
    return run.asked.visitor if run.asked else ""


def _put_aside(run: Run) -> None:
    if not any(command.verb == "stop" for command in run.pending()):
        run.send("stop")
