"""The same model in axb and in Keras, from the same lines, with the same weights."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

import axb
from axb import callbacks, losses, optimizers

Build = Callable[[Any], Any]
Watch = Callable[[Any], list[Any]]


def twins(build: Build) -> tuple[Any, Any]:
    """`build(package)` writes the model in the words that both packages share."""
    ours, theirs = build(axb), build(keras)
    ours.set_weights(theirs.get_weights())
    return ours, theirs


def compile_both(ours: Any, theirs: Any, optimizer: Callable[[Any], Any], loss: Any, **more: Any) -> None:
    """`optimizer(package.optimizers)`, and a loss by name or as `loss(package.losses)`."""
    ours.compile(optimizer(optimizers), loss(losses) if callable(loss) else loss, precision="float32", **more)
    theirs.compile(optimizer(keras.optimizers), loss(keras.losses) if callable(loss) else loss, **more)


def fit_both(
    ours: Any, theirs: Any, *args: Any, watch: Watch | None = None, **options: Any
) -> tuple[Any, Any]:
    """Both Histories of a fit on the same batches in the same order, with `watch(package.callbacks)`."""
    options = {"shuffle": False, "verbose": 0, **options}
    mine = ours.fit(*args, callbacks=watch(callbacks) if watch else None, **options)
    yours = theirs.fit(*args, callbacks=watch(keras.callbacks) if watch else None, **options)
    return mine, yours


def assert_same_weights(ours: Any, theirs: Any, rtol: float = 1e-4, atol: float = 1e-5) -> None:
    for mine, yours in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, yours, rtol=rtol, atol=atol)


def assert_same_history(mine: Any, yours: Any, rtol: float = 1e-4) -> None:
    assert set(mine.history) == set(yours.history)
    assert mine.epoch == yours.epoch
    for name, values in yours.history.items():
        np.testing.assert_allclose(mine.history[name], values, rtol=rtol, atol=1e-6, err_msg=name)


def small_net(units: int, activation: str | None) -> Build:
    """5 numbers in, one hidden layer with batch normalisation."""

    def build(k: Any) -> Any:
        return k.Sequential([
            k.layers.Input((5,)),
            k.layers.Dense(8, activation="tanh"),
            k.layers.BatchNormalization(momentum=0.9),
            k.layers.Dense(units, activation=activation),
        ])  # fmt: skip

    return build


def small_cnn(k: Any) -> Any:
    """8 x 8 pictures, two convolutions with batch normalisation, 3 classes."""
    return k.Sequential([
        k.layers.Input((8, 8, 1)),
        k.layers.Conv2D(4, 3, padding="same", use_bias=False),
        k.layers.BatchNormalization(),
        k.layers.Activation("relu"),
        k.layers.MaxPooling2D(),
        k.layers.Conv2D(6, 3, strides=2, padding="same", activation="relu"),
        k.layers.Flatten(),
        k.layers.Dense(3, activation="softmax"),
    ])  # fmt: skip
