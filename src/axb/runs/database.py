"""How a connection to the run store is opened, and what it says where the disk refuses."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from axb.runs.disk import BUSY, DiskError, told_by_disk
from axb.runs.schema import SCHEMA, UPGRADES, VERSION
from axb.words import InputError

BUSY_SECONDS = 10.0


class Connection(sqlite3.Connection):
    """A connection whose complaints about the disk are sentences (see `axb.runs.disk`)."""

    def __init__(self, path: Path, mode: Literal["rwc", "ro"] = "rwc") -> None:
        super().__init__(f"{path.as_uri()}?mode={mode}", timeout=BUSY_SECONDS, isolation_level=None, uri=True)
        self.path = path

    def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
        return self.cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> "Cursor":
        return self.cursor(Cursor).executemany(sql, parameters)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> Literal[False]:
        with told_by_disk(self.path):
            return super().__exit__(kind, error, trace)


class Cursor(sqlite3.Cursor):
    """What comes out of a `Connection`."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
        with told_by_disk(self.connection.path):
            super().execute(sql, parameters)
            return self

    def executemany(self, sql: str, parameters: Any, /) -> "Cursor":
        with told_by_disk(self.connection.path):
            super().executemany(sql, parameters)
            return self

    def fetchone(self) -> Any:
        with told_by_disk(self.connection.path):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with told_by_disk(self.connection.path):
            return super().fetchall()

    def __next__(self) -> Any:
        with told_by_disk(self.connection.path):
            return super().__next__()


def connect(path: Path) -> Connection:
    """A connection to the store at `path`, for the thread that asks; its tables are made when missing.

    Raises InputError where the file is no database, can't be opened, or was written by a newer axb.
    """
    try:
        if path.exists():
            _patiently(lambda: _refuse_newer(path))
        db = Connection(path)
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as error:
        raise InputError("runs.cannot_open", path=path, reason=error) from None
    return db


def _refuse_newer(path: Path) -> None:
    """A look that can't write: closing an ordinary connection already tidies up what a killed process left."""
    with closing(Connection(path, "ro")) as db:
        if (version := _version(db)) > VERSION:
            raise InputError("runs.newer_store", path=path, version=version, known=VERSION)


def _prepare(db: Connection) -> None:
    _patiently(lambda: db.execute("PRAGMA journal_mode=WAL"))
    db.execute("PRAGMA foreign_keys=ON")
    if _version(db) < VERSION:  # who only opens a store waits for nobody who writes
        _bring_up(db)


def _bring_up(db: Connection) -> None:
    """Make the tables, or those that an earlier axb has not made."""
    with transaction(db):
        version = _version(db)  # asked again: another process may have been faster
        if version < VERSION:
            for statement in UPGRADES[version:] if version else SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={VERSION}")


def _patiently(act: Callable[[], object]) -> None:
    """A store's one change of mode, at its birth, makes nobody wait by himself who opens it at that moment."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            act()
            return
        except DiskError as error:
            if error.key != BUSY or time.monotonic() > end:
                raise
            time.sleep(0.005)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(db: sqlite3.Connection, durable: bool = False) -> Iterator[None]:
    """All that is written inside is written, or nothing of it.

    It survives a kill; `durable` (one fsync more) a power cut as well, with all that was written before.
    """
    db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    try:
        with db:
            db.execute("BEGIN IMMEDIATE")
            yield
    finally:
        db.execute("PRAGMA synchronous=NORMAL")
