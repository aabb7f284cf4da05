"""What a disk refuses, in words: no room, no permission, damage, somebody else's lock."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axb.words import InputError

NO_ROOM, READ_ONLY, BUSY = "runs.no_room", "runs.read_only", "runs.busy"
FAILED, DAMAGED = "runs.disk_failed", "runs.damaged_store"
OF_SQLITE = {
    sqlite3.SQLITE_FULL: NO_ROOM, sqlite3.SQLITE_READONLY: READ_ONLY, sqlite3.SQLITE_IOERR: FAILED,
    sqlite3.SQLITE_CANTOPEN: FAILED, sqlite3.SQLITE_CORRUPT: DAMAGED, sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY, sqlite3.SQLITE_NOTADB: DAMAGED,
}  # fmt: skip
OF_SYSTEM = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, errno.EDQUOT), NO_ROOM),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), READ_ONLY),
}
FULL = 2**18  # bytes: with less there is no room for what SQLite keeps beside a store


class DiskError(InputError):
    """The disk does not take or give what it should. What was written before is still there."""


@contextmanager
def told_by_disk(path: Path) -> Iterator[None]:
    """Errors of SQLite and the system about `path` become a DiskError; mistakes of this program stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        key = OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if key is None:
            raise
        raise DiskError(_sharpened(key, path), path=path, reason=error) from error
    except OSError as error:
        key = OF_SYSTEM.get(error.errno or 0, FAILED)
        raise DiskError(key, path=path, reason=error.strerror or error) from error


def _sharpened(key: str, path: Path) -> str:
    """SQLite calls a disk that is full a failed one where it can't even grow its index."""
    try:
        full = key == FAILED and shutil.disk_usage(path.parent).free < FULL
    except OSError:
        full = False
    return NO_ROOM if full else key
