"""Losses and metrics where TensorBoard finds them."""

import os
from pathlib import Path
from typing import Any

from axb.runs.event_file import EventFile
from axb.training.callbacks.callback import Callback, EpochLogs, Logs
from axb.words import InputError


class TensorBoard(Callback):
    """Scalars as Keras's callback writes them: `epoch_loss`, ... below `log_dir/train` and `log_dir/validation`.

    update_freq: "epoch" alone, or also every so many batches ("batch" is 1) as `batch_loss`, .... TensorBoard itself
    need not be installed. Histograms and pictures are what `axb.watch` and the studio show, and are not written.
    """

    bystander = True

    def __init__(self, log_dir: str | os.PathLike[str] = "logs", update_freq: str | int = "epoch") -> None:
        every: Any = {"epoch": 0, "batch": 1}.get(str(update_freq), update_freq)
        if isinstance(every, bool) or not isinstance(every, int) or every < 0:
            known = '"epoch", "batch", 1, 2, ...'
            raise InputError(
                "registry.unknown_choice", what="TensorBoard: update_freq", known=known, got=update_freq
            )
        self.every, self.log_dir = every, Path(log_dir)
        self._files: dict[str, EventFile] = {}
        self._batches = 0

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Write the epoch's means down."""
        for name, value in (logs or {}).items():
            held = name.startswith("val_")
            self._file("validation" if held else "train").add(
                f"epoch_{name.removeprefix('val_')}", value, epoch
            )

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Write the means so far down, where that was asked for."""
        self._batches += 1
        if self.every and self._batches % self.every == 0:
            for name, value in (logs or {}).items():
                self._file("train").add(f"batch_{name}", value, self._batches)

    def _file(self, part: str) -> EventFile:
        if part not in self._files:
            self._files[part] = EventFile(self.log_dir / part)
        return self._files[part]

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()
        self._files = {}
