"""What runs may be called: one name each, the bin's included."""

import re
import sqlite3
import unicodedata

from axb.words import InputError

NAME = re.compile(r"\w[\w.-]{0,79}")


def composed(name: str) -> str:
    """`name` in Unicode's composed form, as the same letters can be typed in two ways."""
    return unicodedata.normalize("NFC", name)


def checked_name(name: str) -> str:
    """`name`, composed. Raises InputError unless it is 1 to 80 letters, digits, ".", "_", "-"."""
    if not NAME.fullmatch(composed(name)):
        raise InputError("runs.name", name=repr(name))
    return composed(name)


def is_taken(db: sqlite3.Connection, name: str) -> bool:
    """Whether a run has that name, also one in the bin: restoring it must always work."""
    return db.execute("SELECT 1 FROM run WHERE name = ?", (name,)).fetchone() is not None


def unused_name(db: sqlite3.Connection, name: str) -> str:
    """`checked_name`, which no run has. Raises InputError where one has it, in the bin or out of it."""
    name = checked_name(name)
    row = db.execute("SELECT deleted FROM run WHERE name = ?", (name,)).fetchone()
    if row is not None:
        raise InputError("runs.name_taken" if row[0] is None else "runs_bin.name_in_bin", name=name)
    return name
