"""What is seen while training: one line an epoch, moving where there is a terminal."""

import time
from typing import Any

from axb.training.callbacks.callback import Callback, Logs
from axb.words import say


class Progress(Callback):
    """The epoch, a bar, loss and metrics, examples a second, time left.

    `verbose` 1 is a moving bar (where the output is a terminal; else one line an epoch), 2 is one line an epoch.
    """

    SECONDS = 0.1  # between two looks at the numbers

    def __init__(self, verbose: int = 1, title: str = "") -> None:
        self.verbose, self.title = verbose, title
        self.bar: Any = None

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Start the clock and, on a terminal, the bar."""
        from rich.console import Console

        self.console = Console()
        self.begin, self.done_before = time.perf_counter(), self.trainer.step if self.trainer else 0
        self.next_look = 0.0
        if self.verbose == 1 and self.console.is_terminal:
            self._open_bar()

    def _open_bar(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(24),
            TextColumn("{task.fields[text]}"),
            console=self.console,
        )
        self.bar.start()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """A new line."""
        self.epoch_begin, self.examples = time.perf_counter(), 0
        self.first_batch = self.trainer.position if self.trainer else 0
        if self.bar is not None:
            total = self.params["steps"]
            label = say("training.epoch", epoch=epoch + 1, epochs=self.params["epochs"])
            self.task = self.bar.add_task(label, total=total, completed=self.first_batch, text="")

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Move the bar, ten times a second."""
        now = time.perf_counter()
        if self.bar is not None and now >= self.next_look:
            self.next_look = now + self.SECONDS
            self.bar.update(self.task, completed=batch + 1, text=f"{self._speed(batch)}  {written(logs)}")

    def _speed(self, batch: int) -> str:
        """Examples a second, and the time left for all epochs."""
        trainer = self.trainer
        if trainer is None:
            return ""
        seconds = time.perf_counter() - self.begin
        steps = trainer.step - self.done_before
        left = seconds / max(steps, 1) * (trainer.total_steps - trainer.step)
        rate = steps * trainer.batches.batch_size / max(seconds, 1e-9)
        return say("training.speed", rate=f"{rate:,.0f}", left=duration(left))

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """The epoch's numbers stay."""
        batch = self.params["steps"] - 1
        if self.bar is not None:
            seconds = duration(time.perf_counter() - self.epoch_begin)
            self.bar.update(self.task, completed=batch + 1, text=f"{seconds}  {written(logs)}")
        else:
            label = say("training.epoch", epoch=epoch + 1, epochs=self.params["epochs"])
            print(f"{label}  {duration(time.perf_counter() - self.epoch_begin)}  {written(logs)}", flush=True)

    def on_train_end(self, logs: Logs | None = None) -> None:
        """Let the terminal go."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def written(logs: Logs | None) -> str:
    """ "loss 0.1234  accuracy 0.9876" """
    return "  ".join(f"{name} {value:.4f}" for name, value in (logs or {}).items())


def duration(seconds: float) -> str:
    """ "0.4 s", "12 s", "3:05", "1:02:03" """
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
