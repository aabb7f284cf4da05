"""Weights on disk: one safetensors file a checkpoint, never overwritten, its row written last."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from axb.runs.database import transaction
from axb.runs.disk import told_by_disk
from axb.runs.fields import checked_step
from axb.runs.files import file_sha256, remove_quietly, write_whole
from axb.runs.series import Series
from axb.words import InputError

if TYPE_CHECKING:
    import torch

ALWAYS_KEPT = ("best", "final")
TEMPORARY = ".tmp"


class Checkpoint(NamedTuple):
    """A file of tensors as they were after `step` updates; `reason` says why it was saved."""

    step: int
    file: Path
    sha256: str
    reason: str


class Checkpoints(Series):
    """The checkpoints of a run. They stand on its series, which reach the disk before any checkpoint does."""

    def save_checkpoint(
        self, step: int, tensors: "Mapping[str, torch.Tensor]", metadata: Mapping[str, str], reason: str
    ) -> Path:
        """Save named tensors (any shape, type and device) and text about them; returns the file."""
        number = checked_step(step)
        data = _to_bytes(tensors, metadata)
        self.flush()
        path = self.folder / f"step-{number:09d}-{secrets.token_hex(4)}.safetensors"
        with told_by_disk(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, data, TEMPORARY)
        row = (self.id, number, path.name, hashlib.sha256(data).hexdigest(), reason)
        with transaction(self._db, durable=True):  # `prune` may delete older ones as soon as this returns
            self._db.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", row)
        return path

    def checkpoints(self) -> list[Checkpoint]:
        """All checkpoints, oldest first."""
        rows = self._db.execute(
            "SELECT step, file, sha256, reason FROM checkpoint WHERE run = ? ORDER BY step, rowid", (self.id,)
        )
        return [Checkpoint(step, self.folder / file, sha256, reason) for step, file, sha256, reason in rows]

    def latest_checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint whose file is there and undamaged."""
        newest_first = reversed(self.checkpoints())
        return next((one for one in newest_first if file_sha256(one.file) == one.sha256), None)

    def load_checkpoint(self, checkpoint: Checkpoint) -> "tuple[dict[str, torch.Tensor], dict[str, str]]":
        """The tensors (on the CPU) and metadata of a checkpoint. Raises InputError if its file is damaged."""
        from safetensors.torch import load

        data = checkpoint.file.read_bytes() if checkpoint.file.exists() else b""
        if hashlib.sha256(data).hexdigest() != checkpoint.sha256:
            raise InputError("runs.damaged_checkpoint", file=checkpoint.file)
        return load(data), _metadata(data)

    def prune(self, keep: int = 2) -> None:
        """Delete all but the newest `keep` (at least 1) and those whose reason is "best" or "final"."""
        if keep < 1:
            raise InputError("runs.keep", value=keep)
        self._forget([one for one in self.checkpoints()[:-keep] if one.reason not in ALWAYS_KEPT])

    def _forget(self, checkpoints: list[Checkpoint]) -> None:
        """Delete rows, then files: a row must never promise a file that is gone."""
        with transaction(self._db):
            self._db.executemany(
                "DELETE FROM checkpoint WHERE run = ? AND file = ?",
                [(self.id, one.file.name) for one in checkpoints],
            )
        for one in checkpoints:
            remove_quietly(one.file)

    def _sweep(self) -> None:
        """Delete what a killed process left: files without a row, whole or half-written."""
        known = {one.file for one in self.checkpoints()}
        for path in self.folder.glob("step-*.safetensors*"):
            if path not in known:
                remove_quietly(path)


def _to_bytes(tensors: "Mapping[str, torch.Tensor]", metadata: Mapping[str, str]) -> bytes:
    """The safetensors file of these tensors. They are copied: it takes no views and no shared memory."""
    import torch
    from safetensors.torch import save

    if not all(isinstance(text, str) for item in metadata.items() for text in item):
        raise InputError("runs.metadata", value=dict(metadata))
    copies = {
        name: tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
        for name, tensor in tensors.items()
    }
    return save(copies, metadata=dict(metadata))


def _metadata(data: bytes) -> dict[str, str]:
    """The text in a safetensors file's header: JSON whose length the first 8 bytes give."""
    length = int.from_bytes(data[:8], "little")
    return dict(json.loads(data[8 : 8 + length]).get("__metadata__", {}))
