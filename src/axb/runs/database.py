"""The tables of the run store, and how a connection to them is opened."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axb.words import InputError

VERSION = 3
BUSY_SECONDS = 10.0

# A series row is a chunk: `data` holds little-endian float64 values, `steps` their little-endian int64 steps
# in ascending order, or NULL where the steps count up from `step0` one by one.
SCHEMA = """
CREATE TABLE run (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
    config TEXT NOT NULL, graph TEXT NOT NULL, versions TEXT NOT NULL, machine TEXT NOT NULL,
    data_hash TEXT NOT NULL, seed INTEGER NOT NULL,
    pid INTEGER, heartbeat REAL, created REAL NOT NULL, deleted REAL);
CREATE TABLE series (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL,
    step0 INTEGER NOT NULL, steps BLOB, data BLOB NOT NULL);
CREATE INDEX series_in_order ON series(run, name, step0);
CREATE TABLE artifact (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL,
    step INTEGER NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (run, name, step));
CREATE TABLE command (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    verb TEXT NOT NULL, args TEXT NOT NULL, sent REAL NOT NULL, done_step INTEGER, error TEXT);
CREATE INDEX command_pending ON command(run, id) WHERE done_step IS NULL;
CREATE TABLE decision (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, step INTEGER NOT NULL,
    seq INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, seq));
CREATE TABLE checkpoint (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, step INTEGER NOT NULL,
    file TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, file));
"""
QUEUE = """CREATE TABLE queue (
    run TEXT PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    visitor TEXT NOT NULL, language TEXT NOT NULL, asked REAL NOT NULL)"""
SCHEMA += QUEUE

# What each version added to the one before it: a store of version v is brought up to date by UPGRADES[v:].
UPGRADES = ("", "ALTER TABLE run ADD COLUMN deleted REAL", QUEUE)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the store at `path`, for the thread that asks; its tables are made when missing.

    Raises InputError where the file is no database, can't be opened, or was written by a newer axb.
    """
    try:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as error:
        raise InputError("runs.cannot_open", path=path, reason=error) from None
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    if (version := _version(db)) > VERSION:
        raise InputError("runs.newer_store", path=path, version=version, known=VERSION)
    _use_write_ahead_log(db)
    db.execute("PRAGMA foreign_keys=ON")
    with transaction(db):
        version = _version(db)  # asked again: another process may have made the tables in the meantime
        if version < VERSION:
            for statement in UPGRADES[version:] if version else SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={VERSION}")


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """A store's one change of mode, at its birth, does not wait by itself where several open it at that moment."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
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
