"""A watcher made of functions."""

import numpy as np
import pytest

import axb
from axb import InputError
from axb.callbacks import LambdaCallback


def test_functions_hear_what_they_are_named_for() -> None:
    heard: list[str] = []
    watcher = LambdaCallback(
        on_epoch_end=lambda epoch, logs: heard.append(f"epoch {epoch}: {sorted(logs)}"),
        on_train_batch_end=lambda batch, logs: heard.append(f"batch {batch}"),
        on_train_begin=lambda logs: heard.append("begin"),
        on_test_end=None,
    )
    model = axb.Sequential([axb.layers.Input((2,)), axb.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.ones((4, 2), "float32")
    model.fit(x, x[:, :1], batch_size=2, epochs=2, verbose=0, callbacks=[watcher])
    assert heard == ["begin", *["batch 0", "batch 1", "epoch 0: ['loss']"],
                     *["batch 0", "batch 1", "epoch 1: ['loss']"]]  # fmt: skip


def test_a_moment_that_does_not_come_is_refused() -> None:
    with pytest.raises(InputError, match="LambdaCallback must be one of on_epoch_begin"):
        LambdaCallback(on_epoch_ends=print)
