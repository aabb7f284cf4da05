"""A run gets another name, goes to the bin, comes back; and the bin is emptied."""

import re
import shutil
import sqlite3
import time
from pathlib import Path

from axb.runs.database import transaction
from axb.runs.names import composed, unused_name
from axb.runs.record import Record
from axb.words import InputError

ID = re.compile("[0-9a-f]{12}")


class Binned(Record):
    """What a person does with a run as a whole. Nothing of it to a run that is being trained.

    (Its process knows the run by its name, and writes to it until it ends.)
    """

    @property
    def deleted(self) -> float | None:
        """When it went to the bin, in seconds since 1970; None while it is not there."""
        deleted: float | None = self._read("deleted")
        return deleted

    def rename(self, name: str) -> None:
        """Give it another name. Raises InputError for one that is taken or is none, and while it is trained."""
        with transaction(self._db):
            self._check_idle("runs_bin.rename_living")
            if composed(name) != self.name:
                chosen = unused_name(self._db, name)
                self._db.execute("UPDATE run SET name = ? WHERE id = ?", (chosen, self.id))

    def delete(self) -> None:
        """Put it into the bin: it keeps all it has, and its name. Raises InputError while it is trained."""
        with transaction(self._db):
            self._check_idle("runs_bin.delete_living")
            self._db.execute(
                "UPDATE run SET deleted = coalesce(deleted, ?) WHERE id = ?", (time.time(), self.id)
            )

    def restore(self) -> None:
        """Take it out of the bin."""
        self._db.execute("UPDATE run SET deleted = NULL WHERE id = ?", (self.id,))

    def _check_idle(self, sentence: str) -> None:
        if self.is_active:
            raise InputError(sentence, name=self.name)


def empty_bin(db: sqlite3.Connection, folder: Path) -> int:
    """Delete for good what is in the bin; `folder` holds the runs' own. Returns how many runs went.

    Rows go first: a row must never promise a file that is gone. Folders that a kill left behind go as well.
    """
    folders = list(
        folder.glob("*")
    )  # listed before the rows are read: a new run's row comes before its folder
    with transaction(db):
        gone = db.execute("DELETE FROM run WHERE deleted IS NOT NULL").rowcount
        known = {id for (id,) in db.execute("SELECT id FROM run")}
    for one in folders:
        if ID.fullmatch(one.name) and one.name not in known:
            shutil.rmtree(one, ignore_errors=True)
    return gone
