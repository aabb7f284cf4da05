"""Callbacks that write files."""

import csv
import os
from pathlib import Path
from typing import IO, Any

from axb.training.callbacks.callback import Callback, EpochLogs, Logs, sign_of_better
from axb.training.callbacks.stopping import improved, monitored
from axb.words import InputError, say


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
            what, rule = "ModelCheckpoint: save_freq", '"epoch" | ≥ 1'
            raise InputError("registry.out_of_range", what=what, rule=rule, got=save_freq)
        self.filepath, self.monitor, self.verbose = os.fspath(filepath), monitor, verbose
        self.save_best_only, self.save_weights_only = save_best_only, save_weights_only
        self.save_freq = save_freq
        self.sign = sign_of_better("ModelCheckpoint", monitor, mode)
        self.best = initial_value_threshold
        self.updates, self.epoch = 0, 0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Remember which epoch it is."""
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Count updates."""
        self.updates += 1
        if isinstance(self.save_freq, int) and self.updates % self.save_freq == 0:
            self._save(self.epoch, {**(logs or {}), "batch": batch + 1})

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Save, if it is time."""
        if self.save_freq == "epoch":
            self._save(epoch, logs or {})

    def _save(self, epoch: int, logs: Logs) -> None:
        if self.save_best_only and not self._is_best(logs):
            return
        path = self._path(epoch, logs)
        path.parent.mkdir(parents=True, exist_ok=True)
        save = self.model.save_weights if self.save_weights_only else self.model.save
        save(path)
        if self.verbose:
            print(say("training.saved", epoch=epoch + 1, path=path))

    def _is_best(self, logs: Logs) -> bool:
        """Whether the monitored quantity is the best so far; where there is none, as Keras does, it counts as best."""
        current = monitored(self.monitor, logs)
        if current is None:
            return True
        if not improved(current, self.best, self.sign, 0.0):
            return False
        self.best = current
        return True

    def _path(self, epoch: int, logs: Logs) -> Path:
        try:
            return Path(self.filepath.format(epoch=epoch + 1, **logs))
        except (KeyError, IndexError, ValueError) as error:
            known = ", ".join(["epoch", *logs])
            raise InputError(
                "training.bad_path_form", path=self.filepath, problem=error, known=known
            ) from None

    def state(self) -> dict[str, Any]:
        """the best so far"""
        return {"best": self.best, "updates": self.updates, "epoch": self.epoch}

    def load_state(self, state: dict[str, Any]) -> None:
        """go on with it"""
        self.best, self.updates, self.epoch = state["best"], state["updates"], state["epoch"]


class CSVLogger(Callback):
    """One row an epoch: its number and its logs, ordered by name.

    A resumed run cuts the file back to what it held at the checkpoint, and goes on from there.
    """

    def __init__(self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False) -> None:
        self.filename, self.separator, self.append = Path(filename), separator, append
        self.file: IO[str] | None = None
        self.keys: list[str] = []

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Open the file; old rows stay where asked, and for a run that goes on."""
        goes_on = self.append or (self.trainer is not None and self.trainer.resumed)
        self.keys = []
        self.file = self.filename.open("a" if goes_on else "w", newline="", encoding="utf-8")

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Write the row."""
        if self.file is None:
            return
        values = dict(logs or {})
        writer = csv.writer(self.file, delimiter=self.separator)
        watched = self.trainer is not None and self.trainer.validation is not None
        self.keys = self.keys or _columns(values, watched)
        if self.file.tell() == 0:
            writer.writerow(["epoch", *self.keys])
        writer.writerow([epoch, *(values.get(key, "NA") for key in self.keys)])
        self.file.flush()

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()
            self.file = None

    def state(self) -> dict[str, Any]:
        """how long the file is, and its columns"""
        return {"size": self.file.tell() if self.file else 0, "keys": self.keys}

    def load_state(self, state: dict[str, Any]) -> None:
        """cut off what was written after the checkpoint"""
        self.keys = list(state["keys"])
        if self.file is not None:
            self.file.truncate(min(state["size"], self.file.tell()))
            self.file.seek(0, os.SEEK_END)


def _columns(values: EpochLogs, watched: bool) -> list[str]:
    """The logs' names, in order, and those that validation will add where this epoch had none, as in Keras."""
    names = sorted(values)
    missing = watched and not any(name.startswith("val_") for name in names)
    return [*names, *(f"val_{name}" for name in names if missing)]
