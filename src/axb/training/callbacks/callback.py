"""Who watches the loop: it knows no screen and no file; it announces what happened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn

from axb.registry import Configurable
from axb.words import InputError

if TYPE_CHECKING:
    from axb.training.loop import Trainer
    from axb.training.model import Model

Logs = Mapping[str, float]
EpochLogs = dict[str, float]
MODES = ("auto", "min", "max")


class Callback(Configurable):
    """Override what you want to hear of. `self.model` and `self.trainer` are set before training.

    Logs are read lazily: a number is computed when it is looked at, so a callback that does not look costs nothing.
    The logs of an epoch's end are a dictionary; what a callback adds to it, the later ones (and the History) see.
    A callback whose memory decides what happens next returns it from `state`, so that a resumed run has it back. A
    `bystander` changes nothing that is learned: a run goes on with it or without it.
    """

    bystander = False

    model: "Model"
    trainer: "Trainer | None" = None
    params: dict[str, Any]

    def set_model(self, model: "Model") -> None:
        """Which model is trained."""
        self.model = model

    def set_params(self, params: dict[str, Any]) -> None:
        """verbose, epochs (None while a time budget has not decided them), steps of an epoch"""
        self.params = params

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Before the first epoch."""

    def on_train_end(self, logs: Logs | None = None) -> None:
        """After the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Before an epoch (from 0)."""

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """After an epoch and its validation; logs are the epoch's means."""

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before an update (batch number within the epoch, from 0)."""

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """After an update; logs are means of the epoch so far."""

    def on_gradient(self, player: str, parameters: Sequence[nn.Parameter], g: Sequence[Tensor]) -> None:
        """Within an update, before a player's optimizer takes (and overwrites) the gradient: a piece each parameter."""

    def on_test_begin(self, logs: Logs | None = None) -> None:
        """Before an evaluation."""

    def on_test_end(self, logs: Logs | None = None) -> None:
        """After an evaluation."""

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before a batch of an evaluation."""

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """After a batch of an evaluation."""

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """After a batch of a prediction."""

    def close(self) -> None:
        """Let go of files and terminals: called last, however training ends, an error and Ctrl-C included."""

    def state(self) -> dict[str, Any]:
        """What a resumed run needs: JSON values, and tensors (or lists of them) at the top level."""
        return {}

    def load_state(self, state: dict[str, Any]) -> None:
        """Take back what `state` returned."""


class CallbackList:
    """Several callbacks as one."""

    def __init__(
        self, callbacks: Iterable[Callback], model: "Model", trainer: "Trainer | None" = None
    ) -> None:
        self.callbacks = list(callbacks)
        self._listeners: dict[str, list[Callable[..., None]]] = {}
        for callback in checked(self.callbacks):
            callback.set_model(model)
            callback.trainer = trainer

    def set_params(self, params: dict[str, Any]) -> None:
        """Tell all."""
        for callback in self.callbacks:
            callback.set_params(params)

    def announce(self, event: str, *args: Any) -> None:
        """Call `on_<event>` of each that has one of its own, in order."""
        listeners = self._listeners.get(event)
        if listeners is None:
            listeners = self._listeners[event] = self._who_listens(f"on_{event}")
        for listener in listeners:
            listener(*args)

    def _who_listens(self, method: str) -> list[Callable[..., None]]:
        deaf = getattr(Callback, method)
        bound = [getattr(callback, method) for callback in self.callbacks]
        return [one for one in bound if getattr(one, "__func__", None) is not deaf]

    def close(self) -> None:
        """Let go of files and terminals."""
        for callback in self.callbacks:
            callback.close()


def checked(callbacks: Sequence[Any]) -> Sequence[Callback]:
    """The callbacks themselves. Raises InputError where something else is among them."""
    for one in callbacks:
        if not isinstance(one, Callback):
            raise InputError("training.not_a_callback", got=type(one).__name__)
    return callbacks


def sign_of_better(callback: str, monitor: str, mode: str) -> int:
    """1 where more of a quantity is better, -1 where less is; "auto" knows accuracies grow."""
    if mode not in MODES:
        raise InputError(
            "registry.unknown_choice", what=f"{callback}: mode", known=", ".join(MODES), got=mode
        )
    grows = monitor.endswith(("acc", "accuracy", "auc"))
    return 1 if mode == "max" or (mode == "auto" and grows) else -1
