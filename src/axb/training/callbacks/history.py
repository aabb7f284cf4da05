"""What `fit` returns."""

from typing import Any

from axb.training.callbacks.callback import Callback, EpochLogs


class History(Callback):
    """`history`: for each logged name its value after each epoch; `epoch`: the epochs' numbers."""

    def __init__(self) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Take the epoch down."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)

    def state(self) -> dict[str, Any]:
        """everything so far"""
        return {"epoch": self.epoch, "history": self.history}

    def load_state(self, state: dict[str, Any]) -> None:
        """go on with it"""
        self.epoch, self.history = list(state["epoch"]), {k: list(v) for k, v in state["history"].items()}
