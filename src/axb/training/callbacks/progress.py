"""What is seen while training: one line an epoch, moving where there is a terminal."""

import shutil
import sys
import time
import unicodedata

from axb.training.callbacks.callback import Callback, EpochLogs, Logs
from axb.words import say

LOOK_SECONDS = 0.1  # between two looks at the numbers
STAY_SECONDS = 0.5  # between two lines that stay: hundreds of quick epochs do not fill the screen
BAR = (4, 24)  # least and most characters


class Progress(Callback):
    """The epoch, a bar, examples a second, time left, loss and metrics, on one line.

    `verbose` 1 is a moving line (where the output is a terminal), of which one stays for an epoch, but at most two
    a second; 2 is one line an epoch.
    """

    def __init__(self, verbose: int = 1) -> None:
        self.verbose = verbose
        self.moving = False
        self.open = False  # whether the cursor stands on a line that is still moving

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Start the clocks."""
        self.moving = self.verbose == 1 and sys.stdout.isatty()
        self.begin = self.epoch_begin = time.perf_counter()
        self.done_before = self.trainer.step if self.trainer else 0
        self.next_look = self.next_stay = 0.0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Start the epoch's clock."""
        self.epoch_begin = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Move the line, ten times a second."""
        now = time.perf_counter()
        if self.moving and now >= self.next_look and self.trainer is not None and self.params["epochs"]:
            self.next_look = now + LOOK_SECONDS
            label = self._label(self.trainer.epoch)
            rest = f"{self._speed()}  {written(logs)}"
            columns = shutil.get_terminal_size().columns - 1
            room = min(max(columns - width(f"{label}   {rest}"), BAR[0]), BAR[1])
            self._show(f"{label} {bar((batch + 1) / self.trainer.steps, room)}  {rest}", columns)

    def _show(self, line: str, columns: int) -> None:
        line = fitted(line, columns)
        print(f"\r{line}{' ' * (columns - width(line))}", end="", flush=True)
        self.open = True

    def _label(self, epoch: int) -> str:
        return say("training.epoch", epoch=epoch + 1, epochs=self.params["epochs"] or "?")

    def _speed(self) -> str:
        """Examples a second, and the time left for all epochs."""
        trainer = self.trainer
        if trainer is None:
            return ""
        seconds, steps = time.perf_counter() - self.begin, trainer.step - self.done_before
        left = seconds / max(steps, 1) * (trainer.total_steps - trainer.step)
        rate = steps * trainer.batches.batch_size / max(seconds, 1e-9)
        return say("training.speed", rate=f"{rate:,.0f}", left=duration(left))

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """The epoch's numbers stay, those of the last in any case."""
        now, is_last = time.perf_counter(), epoch + 1 == self.params["epochs"] or self.model.stop_training
        if self.verbose == 1 and now < self.next_stay and not is_last:
            return
        self.next_stay = now + STAY_SECONDS
        if self.open:
            self._show("", shutil.get_terminal_size().columns - 1)
        print(f"{chr(13) * self.open}{self._staying(epoch, logs, now - self.epoch_begin)}", flush=True)
        self.open = False

    def _staying(self, epoch: int, logs: Logs | None, seconds: float) -> str:
        """The epoch's line; on a terminal that is too narrow for it without its seconds."""
        line = f"{self._label(epoch)}  {duration(seconds)}  {written(logs)}"
        if self.moving and width(line) > shutil.get_terminal_size().columns:
            return f"{self._label(epoch)}  {written(logs)}"
        return line

    def close(self) -> None:
        """Leave the moving line."""
        if self.open:
            print(flush=True)
            self.open = False


def written(logs: Logs | None) -> str:
    """ "loss 0.1234 (val 0.1302)  accuracy 0.9876 (val 0.9741)" """
    logs = logs or {}
    own = [name for name in logs if not (name.startswith("val_") and name[4:] in logs)]
    return "  ".join(f"{name} {number(logs[name])}{_held(logs.get(f'val_{name}'))}" for name in own)


def _held(value: float | None) -> str:
    return "" if value is None else f" (val {number(value)})"


def number(value: float) -> str:
    """Four decimals, or powers of ten where that would say nothing."""
    return f"{value:.4f}" if value == 0 or 1e-3 <= abs(value) < 1e4 else f"{value:.3g}"


def bar(share: float, length: int) -> str:
    """Done and to do, as that many characters."""
    full, empty = ("█", "░") if "utf" in (sys.stdout.encoding or "").lower() else ("#", "-")
    done = round(share * length)
    return full * done + empty * (length - done)


def width(text: str) -> int:
    """How many columns of a terminal it takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fitted(text: str, columns: int) -> str:
    """As much of a line as fits into that many columns."""
    while width(text) > columns:
        text = text[:-1]
    return text


def duration(seconds: float) -> str:
    """ "0.4 s", "12 s", "3:05", "1:02:03" """
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
