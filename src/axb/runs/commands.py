"""Messages to whoever trains the run: pause, go on, change a rate, stop."""

import json
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from axb.runs.fields import checked_step, json_text
from axb.runs.record import Record
from axb.words import InputError

COLUMNS = "id, verb, args, sent, done_step, error"
POLL_SECONDS = 0.02


class Command(NamedTuple):
    """`verb` with its arguments, sent at `sent` (seconds since 1970).

    `done_step` is the number of updates after which it was answered, None until then; `error` says why it
    could not be done.
    """

    id: int
    verb: str
    args: dict[str, Any]
    sent: float
    done_step: int | None
    error: str | None

    @property
    def done(self) -> bool:
        """Whether the trainer has answered, by acting or with an error."""
        return self.done_step is not None


class Commands(Record):
    """The commands sent to a run, and the answers."""

    def send(self, verb: str, args: Mapping[str, object] | None = None) -> int:
        """Ask the trainer to do `verb`; returns the command's id, for `command` and `wait`."""
        text = json_text(verb, dict(args or {}))
        cursor = self._db.execute(
            "INSERT INTO command (run, verb, args, sent) VALUES (?, ?, ?, ?)",
            (self.id, verb, text, time.time()),
        )
        return int(cursor.lastrowid or 0)

    def news(self) -> tuple[int, int]:
        """Another pair as soon as somebody has written to the store; costs a tenth of `pending`."""
        return self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes

    def pending(self) -> list[Command]:
        """The commands nobody has answered yet, oldest first. Cheap enough to ask at every turn."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM command WHERE run = ? AND done_step IS NULL ORDER BY id", (self.id,)
        )
        return [_command(*row) for row in rows]

    def acknowledge(self, id: int, step: int, error: str | None = None) -> None:
        """Answer a command: it was acted on after `step` updates, or could not be, and `error` says why."""
        self.command(id)
        self._db.execute(
            "UPDATE command SET done_step = ?, error = ? WHERE id = ?", (checked_step(step), error, id)
        )

    def command(self, id: int) -> Command:
        """The command with that id. Raises InputError where this run was sent none."""
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM command WHERE run = ? AND id = ?", (self.id, id)
        ).fetchone()
        if row is None:
            raise InputError("runs.unknown_command", id=id)
        return _command(*row)

    def wait(self, id: int, timeout: float) -> Command:
        """The command once it is answered, or as it stands (not `done`) after `timeout` seconds."""
        end = time.monotonic() + timeout
        while not (command := self.command(id)).done and time.monotonic() < end:
            time.sleep(POLL_SECONDS)
        return command


def _command(id: int, verb: str, args: str, sent: float, done_step: int | None, error: str | None) -> Command:
    return Command(id, verb, json.loads(args), sent, done_step, error)
