"""The store: all runs, in one SQLite database."""

import difflib
import itertools
import re
import time
import unicodedata
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from axb.runs import environment
from axb.runs.database import connect, transaction
from axb.runs.fields import json_text
from axb.runs.home import home, writable_folder
from axb.runs.run import Run
from axb.words import InputError

NAME = re.compile(r"\w[\w.-]{0,79}")


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
    ) -> Run:
        """A new run. Without a name it gets the first free one of `stem`-1, `stem`-2, ...

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
        id = uuid.uuid4().hex[:12]
        with transaction(self._db):
            chosen = self._free_name(stem) if name is None else self._unused(_checked_name(name))
            self._db.execute(
                "INSERT INTO run VALUES (?, ?, 'created', ?, ?, ?, ?, ?, ?, NULL, NULL, ?)",
                (id, chosen, *described, time.time()),
            )
        return self._run(id)

    def open(self, name_or_id: str) -> Run:
        """The run of that name or id. Raises InputError, naming the closest names, where there is none."""
        wanted = unicodedata.normalize("NFC", name_or_id)
        row = self._db.execute(
            "SELECT id FROM run WHERE name = ? OR id = ? ORDER BY name = ? DESC", (wanted, wanted, wanted)
        ).fetchone()
        if row is None:
            names = [name for (name,) in self._db.execute("SELECT name FROM run")]
            if close := difflib.get_close_matches(wanted, names):
                raise InputError("runs.unknown_run_close", name=name_or_id, close=", ".join(close))
            raise InputError("runs.unknown_run", name=name_or_id)
        return self._run(row[0])

    def runs(self) -> list[Run]:
        """All runs, newest first."""
        return [
            self._run(id)
            for (id,) in self._db.execute("SELECT id FROM run ORDER BY created DESC, rowid DESC")
        ]

    def _run(self, id: str) -> Run:
        return Run(self._db, id, self.path.parent / "runs" / id)

    def _is_taken(self, name: str) -> bool:
        return self._db.execute("SELECT 1 FROM run WHERE name = ?", (name,)).fetchone() is not None

    def _unused(self, name: str) -> str:
        if self._is_taken(name):
            raise InputError("runs.name_taken", name=name)
        return name

    def _free_name(self, stem: str) -> str:
        names = (_checked_name(f"{stem}-{number}") for number in itertools.count(1))
        return next(name for name in names if not self._is_taken(name))


def _checked_name(name: str) -> str:
    """`name` in Unicode's composed form, as the same letters can be typed in two ways."""
    composed = unicodedata.normalize("NFC", name)
    if not NAME.fullmatch(composed):
        raise InputError("runs.name", name=repr(name))
    return composed
