"""Numbers over steps: noted in memory, written in chunks."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from axb.runs.database import transaction
from axb.runs.fields import checked_step
from axb.runs.record import Record
from axb.words import InputError

Steps = NDArray[np.int64]
Values = NDArray[np.float64]
MANY_CHUNKS, CHUNK = 64, 2**14  # of a series that has ended; values in one of those that it then gets


class Series(Record):
    """The series of a run. Values wait in memory for `flush`; a process that dies loses what still waits."""

    def __init__(self, db: sqlite3.Connection, id: str, folder: Path) -> None:
        super().__init__(db, id, folder)
        self._waiting: dict[str, list[tuple[int, float]]] = {}

    def log(self, step: int, values: Mapping[str, float]) -> None:
        """Note one value for each name, in memory. What is logged twice for a step is kept twice."""
        number = checked_step(step)
        for name, value in values.items():
            try:
                noted = (number, float(value))
            except (TypeError, ValueError):
                raise InputError("runs.value", name=name, value=repr(value)) from None
            self._waiting.setdefault(name, []).append(noted)

    def extend(self, name: str, steps: Sequence[int], values: Sequence[float]) -> None:
        """Note many values of one name, in memory."""
        self._waiting.setdefault(name, []).extend(zip(steps, values, strict=True))

    def flush(self) -> None:
        """Write all that was noted, in one short transaction; if that fails, everything waits on."""
        chunks = [
            (self.id, name, *_encode(*zip(*noted, strict=True))) for name, noted in self._waiting.items()
        ]
        if chunks:
            with transaction(self._db):
                self._db.executemany("INSERT INTO series VALUES (?, ?, ?, ?, ?)", chunks)
            self._waiting.clear()

    def series(self, name: str) -> tuple[Steps, Values]:
        """The steps (int64, ascending) and values (float64) of one series; empty if nothing was logged."""
        self.flush()
        rows = self._db.execute(
            "SELECT step0, steps, data FROM series WHERE run = ? AND name = ? ORDER BY step0, rowid",
            (self.id, name),
        )
        return _in_order(*_decode_all(rows.fetchall()))

    def last(self, name: str) -> tuple[int, float] | None:
        """The last step of one series and its value, without reading the rest; None if nothing was logged."""
        self.flush()
        row = self._db.execute(
            "SELECT step0, steps, data FROM series WHERE run = ? AND name = ? "
            "ORDER BY step0 DESC, rowid DESC LIMIT 1",
            (self.id, name),
        ).fetchone()
        if row is None:
            return None
        steps, values = _decode(*row)
        return int(steps[-1]), float(values[-1])

    def series_names(self) -> list[str]:
        """The names that have values, in alphabetical order."""
        self.flush()
        rows = self._db.execute("SELECT DISTINCT name FROM series WHERE run = ? ORDER BY name", (self.id,))
        return [name for (name,) in rows]

    def _join_chunks(self) -> None:
        """Inside a transaction: many small chunks become few large ones, which are read ten times as fast."""
        rows = self._db.execute(
            "SELECT name FROM series WHERE run = ? GROUP BY name HAVING count(*) > ?", (self.id, MANY_CHUNKS)
        )
        for (name,) in rows.fetchall():
            steps, values = self.series(name)
            self._db.execute("DELETE FROM series WHERE run = ? AND name = ?", (self.id, name))
            for begin in range(0, len(steps), CHUNK):
                part = slice(begin, begin + CHUNK)
                chunk = (self.id, name, *_encode(steps[part], values[part]))
                self._db.execute("INSERT INTO series VALUES (?, ?, ?, ?, ?)", chunk)

    def _cut_series(self, step: int) -> None:
        """Inside a transaction: delete the values after `step`, shortening the chunks that lie across it."""
        self._db.execute("DELETE FROM series WHERE run = ? AND step0 > ?", (self.id, step))
        rows = self._db.execute("SELECT rowid, step0, steps, data FROM series WHERE run = ?", (self.id,))
        for rowid, *chunk in rows.fetchall():
            steps, values = _decode(*chunk)
            kept = steps <= step
            if not kept.all():
                _, gaps, data = _encode(steps[kept], values[kept])
                self._db.execute("UPDATE series SET steps = ?, data = ? WHERE rowid = ?", (gaps, data, rowid))


def _encode(
    steps: Sequence[int] | Steps, values: Sequence[float] | Values
) -> tuple[int, bytes | None, bytes]:
    """`step0, steps, data` of the chunk that holds these values (at least one)."""
    ordered, numbers = _in_order(np.asarray(steps, "<i8"), np.asarray(values, "<f8"))
    consecutive = bool((np.diff(ordered) == 1).all())
    return int(ordered[0]), None if consecutive else ordered.tobytes(), numbers.tobytes()


def _decode(step0: int, steps: bytes | None, data: bytes) -> tuple[Steps, Values]:
    values = np.frombuffer(data, "<f8")
    return np.arange(step0, step0 + len(values)) if steps is None else np.frombuffer(steps, "<i8"), values


def _decode_all(rows: Sequence[tuple[int, bytes | None, bytes]]) -> tuple[Steps, Values]:
    """All chunks in one go: a long run may have tens of thousands of small ones."""
    values = np.frombuffer(bytearray().join(data for _, _, data in rows), "<f8")
    counts = np.array([len(data) // 8 for _, _, data in rows], np.int64)
    begins = np.cumsum(counts) - counts
    first = np.array([step0 for step0, _, _ in rows], np.int64)
    steps = np.repeat(first - begins, counts) + np.arange(len(values))
    for begin, (_, gaps, _) in zip(begins, rows, strict=True):
        if gaps is not None:
            steps[begin : begin + len(gaps) // 8] = np.frombuffer(gaps, "<i8")
    return steps, values.astype(np.float64, copy=False)


def _in_order(steps: Steps, values: Values) -> tuple[Steps, Values]:
    """Both sorted by step; values of the same step stay in the order in which they came."""
    if (np.diff(steps) >= 0).all():
        return steps, values
    order = np.argsort(steps, kind="stable")
    return steps[order], values[order]
