"""Optuna's journal of a study in an SQLite file: what one process writes, whole, all others read in the same order."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from optuna.storages.journal import BaseJournalBackend

from axb.jobs.sweeping.shelf import PATIENCE
from axb.runs.database import transaction
from axb.runs.disk import told_by_disk


class Journal(BaseJournalBackend):
    """One row an operation, as JSON; `close` it in the end.

    SQLite writes a row whole or not at all, and its locks are the system's, which end with the process that holds
    them: after a kill there is no half line and no lock file that others would have to wait for. (Optuna's own file
    backend can leave both.)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with told_by_disk(path):
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY, told TEXT NOT NULL)"
            )

    def read_logs(self, log_number_from: int) -> Iterable[dict[str, Any]]:
        """The operations from that number (the first is 0) on."""
        with told_by_disk(self.path):
            rows = self._db.execute(
                "SELECT told FROM log WHERE number > ? ORDER BY number", (log_number_from,)
            ).fetchall()
        return [json.loads(told) for (told,) in rows]

    def append_logs(self, logs: list[dict[str, Any]]) -> None:
        """Add operations behind all others."""
        rows = [(json.dumps(log),) for log in logs]
        with told_by_disk(self.path), transaction(self._db):
            self._db.executemany("INSERT INTO log (told) VALUES (?)", rows)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process is in here at the same time; one that is killed in here has left."""
        lock = self.path.with_suffix(".lock")
        with told_by_disk(lock):
            db = sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)
        with closing(db):
            with told_by_disk(lock):
                db.execute("BEGIN EXCLUSIVE")
            yield

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
