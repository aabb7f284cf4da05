"""The store: all runs, in one SQLite database."""

import difflib
import itertools
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from axb.runs import environment
from axb.runs.bin import empty_bin
from axb.runs.database import connect, transaction
from axb.runs.fields import json_text
from axb.runs.home import home, writable_folder
from axb.runs.names import checked_name, composed, is_taken, unused_name
from axb.runs.run import Run
from axb.words import InputError

Mark = tuple[object, ...]


class Store:
    """The runs in the file `path` (by default `runs.sqlite3` in `home()`) and in the folder `runs` beside it.

    Any number of processes may have the store open; a Store and its runs belong to the thread that opened it.
    Works on a disk of this machine only, see `home`. Raises InputError where the store can't be opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = home() / "runs.sqlite3" if path is None else path.absolute()
        writable_folder(self.path.parent)
        self._db = connect(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. This store's runs can't be used any more; what they did not flush is lost."""
        self._db.close()

    def create(
        self,
        name: str | None,
        *,
        stem: str = "run",
        config: Mapping[str, object],
        graph: Mapping[str, object] | None,
        data_hash: str,
        seed: int,
        versions: Mapping[str, str] | None = None,
        machine: Mapping[str, object] | None = None,
        id: str | None = None,
    ) -> Run:
        """A new run. Without a name it gets the first free one of `stem`-1, `stem`-2, ...

        id: from `new_id`, where the configuration itself names what will lie in `folder_of` that id.

        Raises InputError for a name that is taken or isn't one (letters, digits, ".", "_", "-"; at most 80),
        and for a configuration that JSON can't hold.
        """
        described = (
            json_text("config", dict(config)),
            json_text("graph", graph if graph is None else dict(graph)),
            json_text("versions", environment.versions() if versions is None else dict(versions)),
            json_text("machine", environment.machine() if machine is None else dict(machine)),
            data_hash,
            seed,
        )
        id = id or new_id()
        with transaction(self._db):
            chosen = self._free_name(stem) if name is None else unused_name(self._db, name)
            self._db.execute(
                "INSERT INTO run VALUES (?, ?, 'created', ?, ?, ?, ?, ?, ?, NULL, NULL, ?, NULL)",
                (id, chosen, *described, time.time()),
            )
        return self._run(id)

    def open(self, name_or_id: str) -> Run:
        """The run of that name or id.

        Raises InputError, naming the closest names, where there is none, and where it is in the bin.
        """
        run = self._find(name_or_id, "deleted IS NULL")
        if run is None:
            if (binned := self._find(name_or_id, "deleted IS NOT NULL")) is not None:
                raise InputError("runs_bin.in_bin", name=binned.name)
            raise _unknown(name_or_id, [one.name for one in self.runs()])
        return run

    def named(self, name: str) -> Run | None:
        """The run of that name, not in the bin; None where there is none."""
        wanted = "SELECT id FROM run WHERE name = ? AND deleted IS NULL"
        row = self._db.execute(wanted, [composed(name)]).fetchone()
        return row and self._run(row[0])

    def runs(self) -> list[Run]:
        """All runs, newest first, without those in the bin."""
        return self._all("deleted IS NULL ORDER BY created DESC, rowid DESC")

    def bin(self) -> list[Run]:
        """The runs in the bin, what was deleted last first."""
        return self._all("deleted IS NOT NULL ORDER BY deleted DESC, rowid DESC")

    def restore(self, name_or_id: str) -> Run:
        """Take the run of that name or id out of the bin. Raises InputError where it isn't there."""
        run = self._find(name_or_id, "deleted IS NOT NULL")
        if run is None:
            binned = [run.name for run in self.bin()]
            raise InputError("runs_bin.not_in_bin", name=name_or_id, names=", ".join(binned) or "-")
        run.restore()
        return run

    def empty_bin(self) -> int:
        """Delete for good what is in the bin, checkpoints and all; returns how many runs that were."""
        return empty_bin(self._db, self._folder)

    def marks(self) -> dict[str, Mark]:
        """A mark of each run by its id, in one query: another one where there is something new to read about it.

        (Not so while it is trained, when its series grow.)
        """
        rows = self._db.execute(
            "SELECT id, name, status, pid, heartbeat, (SELECT count(*) FROM artifact WHERE artifact.run = run.id) "
            "FROM run WHERE deleted IS NULL"
        )
        return {id: tuple(mark) for id, *mark in rows}

    def changes(self) -> int:
        """A number that is another one as soon as another connection has written to the store; costs microseconds."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def _find(self, name_or_id: str, which: str) -> Run | None:
        wanted = composed(name_or_id)
        row = self._db.execute(
            f"SELECT id FROM run WHERE (name = ? OR id = ?) AND {which} ORDER BY name = ? DESC", [wanted] * 3
        ).fetchone()
        return row and self._run(row[0])

    def _all(self, which: str) -> list[Run]:
        return [self._run(id) for (id,) in self._db.execute(f"SELECT id FROM run WHERE {which}")]

    @property
    def _folder(self) -> Path:
        return self.path.parent / "runs"

    def folder_of(self, id: str) -> Path:
        """The own folder of the run of that id."""
        return self._folder / id

    def _run(self, id: str) -> Run:
        return Run(self._db, id, self.folder_of(id))

    def _free_name(self, stem: str) -> str:
        names = (checked_name(f"{stem}-{number}") for number in itertools.count(1))
        return next(name for name in names if not is_taken(self._db, name))


def new_id() -> str:
    """A run's id that no other has."""
    return uuid.uuid4().hex[:12]


def _unknown(wanted: str, names: list[str]) -> InputError:
    if close := difflib.get_close_matches(composed(wanted), names):
        return InputError("runs.unknown_run_close", name=wanted, close=", ".join(close))
    return InputError("runs.unknown_run", name=wanted)
