"""A watcher made of functions."""

from collections.abc import Callable
from typing import Any

from axb.training.callbacks.callback import Callback
from axb.words import InputError

EVENTS = (
    "on_epoch_begin", "on_epoch_end", "on_train_begin", "on_train_end", "on_train_batch_begin", "on_train_batch_end",
    "on_test_begin", "on_test_end", "on_test_batch_begin", "on_test_batch_end", "on_predict_batch_end", "on_gradient",
)  # fmt: skip


class LambdaCallback(Callback):
    """Each argument is a function that takes the place of the Callback's method of that name."""

    def __init__(self, **functions: Callable[..., Any] | None) -> None:
        for name, function in functions.items():
            if name not in EVENTS:
                known = ", ".join(EVENTS)
                raise InputError("registry.unknown_choice", what="LambdaCallback", known=known, got=name)
            if function is not None:
                setattr(self, name, function)
