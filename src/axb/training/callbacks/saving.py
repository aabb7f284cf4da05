"""Callbacks that write files."""

import csv
import os
from pathlib import Path
from typing import IO, Any

from axb.training.callbacks.callback import Callback, Logs, better_for
from axb.training.callbacks.stopping import monitored
from axb.words import InputError


class ModelCheckpoint(Callback):
    """Saves the model (or its weights) after each epoch, or every `save_freq` updates.

    `filepath` may hold `{epoch:02d}` and names of logs, like `{val_loss:.3f}`. With `save_best_only` only when
    `monitor` is the best so far. Files are written whole or not at all.
    """

    def __init__(
        self,
        filepath: str | os.PathLike[str],
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: str | int = "epoch",
        initial_value_threshold: float | None = None,
    ) -> None:
        if save_freq != "epoch" and not (isinstance(save_freq, int) and save_freq > 0):
            raise InputError(
                "registry.out_of_range",
                what="ModelCheckpoint: save_freq",
                rule='"epoch" | ≥ 1',
                got=save_freq,
            )
        self.filepath, self.monitor, self.verbose = os.fspath(filepath), monitor, verbose
        self.save_best_only, self.save_weights_only, self.save_freq = (
            save_best_only,
            save_weights_only,
            save_freq,
        )
        self.sign = 1 if better_for(monitor, mode) == "max" else -1
        self.best = initial_value_threshold
        self.updates, self.epoch = 0, 0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Remember which epoch it is."""
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Count updates."""
        self.updates += 1
        if isinstance(self.save_freq, int) and self.updates % self.save_freq == 0:
            self._save(self.epoch, logs)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Save, if it is time."""
        if self.save_freq == "epoch":
            self._save(epoch, logs)

    def _save(self, epoch: int, logs: Logs | None) -> None:
        if self.save_best_only:
            current = monitored(self.monitor, logs)
            if current is None or (self.best is not None and self.sign * (current - self.best) <= 0):
                return
            self.best = current
        path = Path(self.filepath.format(epoch=epoch + 1, **dict(logs or {})))
        if self.save_weights_only:
            self.model.save_weights(path)
        else:
            self.model.save(path)

    def state(self) -> dict[str, Any]:
        """the best so far"""
        return {"best": self.best, "updates": self.updates, "epoch": self.epoch}

    def load_state(self, state: dict[str, Any]) -> None:
        """go on with it"""
        self.best, self.updates, self.epoch = state["best"], state["updates"], state["epoch"]


class CSVLogger(Callback):
    """One row an epoch: its number and its logs."""

    def __init__(self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False) -> None:
        self.filename, self.separator, self.append = Path(filename), separator, append
        self.file: IO[str] | None = None
        self.keys: list[str] = []

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Open the file; old rows stay where asked, and a resumed run keeps those of the epochs it has done."""
        resumed = self.trainer is not None and self.trainer.step > 0
        rows = self._rows() if self.append or resumed else []
        if resumed and self.trainer is not None:
            done = self.trainer.epoch
            rows = [row for row in rows if not row[0].isdigit() or int(row[0]) < done]
        self.keys, self.header_written = [], bool(rows)
        self.file = self.filename.open("w", newline="", encoding="utf-8")
        csv.writer(self.file, delimiter=self.separator).writerows(rows)

    def _rows(self) -> list[list[str]]:
        if not self.filename.exists():
            return []
        with self.filename.open(newline="", encoding="utf-8") as file:
            return [row for row in csv.reader(file, delimiter=self.separator) if row]

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Write the row."""
        if self.file is None:
            return
        values = dict(logs or {})
        self.keys = self.keys or sorted(values)
        writer = csv.writer(self.file, delimiter=self.separator)
        if not self.header_written:
            writer.writerow(["epoch", *self.keys])
            self.header_written = True
        writer.writerow([epoch, *(values.get(key, "NA") for key in self.keys)])
        self.file.flush()

    def on_train_end(self, logs: Logs | None = None) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()
            self.file = None
