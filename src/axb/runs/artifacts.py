"""Anything that isn't a number over steps: pictures, arrays, tables, text."""

import io
import json
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.runs.fields import checked_step, json_text
from axb.runs.record import Record
from axb.words import InputError


class Artifact(NamedTuple):
    """Bytes of some `kind` ("npy", "json", "png", ...) that the run made after `step` updates."""

    name: str
    step: int
    kind: str
    data: bytes


class ArtifactInfo(NamedTuple):
    """An artifact without its bytes; `size` counts them."""

    name: str
    step: int
    kind: str
    size: int


class Artifacts(Record):
    """The artifacts of a run: one for each name and step."""

    def add_artifact(self, name: str, step: int, kind: str, data: bytes) -> None:
        """Keep `data`; an artifact of the same name and step is replaced."""
        self._db.execute(
            "INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?)",
            (self.id, name, checked_step(step), kind, data),
        )

    def artifact(self, name: str, step: int | None = None, kind: str | None = None) -> Artifact | None:
        """The artifact of that name at `step`, or the latest; only of that `kind` if one is asked for."""
        row = self._db.execute(
            "SELECT name, step, kind, data FROM artifact WHERE run = ? AND name = ? "
            "AND step = coalesce(?, step) AND kind = coalesce(?, kind) ORDER BY step DESC LIMIT 1",
            (self.id, name, step if step is None else checked_step(step), kind),
        ).fetchone()
        return row and Artifact(*row)

    def artifacts(self) -> list[ArtifactInfo]:
        """All artifacts, ordered by name and step."""
        rows = self._db.execute(
            "SELECT name, step, kind, length(data) FROM artifact WHERE run = ? ORDER BY name, step",
            (self.id,),
        )
        return [ArtifactInfo(*row) for row in rows]

    def add_array(self, name: str, step: int, array: ArrayLike) -> None:
        """Keep an array of any shape, of numbers, booleans or text. Raises InputError for Python objects."""
        file = io.BytesIO()
        try:
            np.save(file, np.asarray(array), allow_pickle=False)
        except ValueError as error:
            raise InputError("runs.not_an_array", name=name, reason=error) from None
        self.add_artifact(name, step, "npy", file.getvalue())

    def array(self, name: str, step: int | None = None) -> NDArray[Any] | None:
        """The array kept by `add_array` at `step`, or the latest; None where there is none."""
        found = self.artifact(name, step, "npy")
        return None if found is None else np.load(io.BytesIO(found.data), allow_pickle=False)

    def add_json(self, name: str, step: int, value: object) -> None:
        """Keep `value` as JSON (tuples come back as lists). Raises InputError for what JSON can't hold."""
        self.add_artifact(name, step, "json", json_text(name, value).encode())

    def json(self, name: str, step: int | None = None) -> Any:
        """The value kept by `add_json` at `step`, or the latest; None where there is none."""
        found = self.artifact(name, step, "json")
        return None if found is None else json.loads(found.data)
