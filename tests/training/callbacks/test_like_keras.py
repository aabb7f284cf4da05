"""Callbacks beside Keras's on the same numbers: which epochs stop, which rates follow, which files appear."""

import csv
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb import callbacks
from axb.optimizers import SGD
from training.keras_twin import (
    assert_same_history,
    assert_same_weights,
    compile_both,
    fit_both,
    small_net,
    twins,
)

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras's torch backend

VALUES = st.lists(st.sampled_from([0.1, 0.2, 0.25, 0.3, 0.5, 0.9]), min_size=1, max_size=12)


class Stub:
    """As much of a model as these callbacks touch; its one weight is the epoch."""

    def __init__(self) -> None:
        self.stop_training = False
        self.epoch = -1
        self.restored: Any = None
        self.optimizers = {"model": SGD(0.5)}
        self.optimizer = SimpleNamespace(learning_rate=0.5)
        self.metrics: list[Any] = []

    def get_weights(self) -> Any:
        return [np.array(self.epoch)]

    def set_weights(self, weights: Any) -> None:
        self.restored = int(weights[0])


def played(callback: Any, name: str, values: list[float]) -> tuple[Stub, list[float]]:
    """The callback after epochs with these values (until it stops), and the rates it set."""
    model, rates = Stub(), []
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch
        callback.on_epoch_begin(epoch, {})
        callback.on_epoch_end(epoch, {name: value})
        ours = isinstance(callback, callbacks.Callback)
        rates.append(model.optimizers["model"].rate if ours else float(model.optimizer.learning_rate))
        if model.stop_training:
            break
    callback.on_train_end()
    return model, rates


@settings(deadline=None, max_examples=60)
@given(
    values=VALUES,
    options=st.fixed_dictionaries(
        {"patience": st.integers(0, 3), "min_delta": st.sampled_from([0.0, 0.07, -0.07]),
         "mode": st.sampled_from(["auto", "min", "max"]), "baseline": st.sampled_from([None, 0.26]),
         "restore_best_weights": st.booleans(), "start_from_epoch": st.integers(0, 3)}
    ),
)  # fmt: skip
def test_early_stopping_stops_and_restores_as_in_keras(values: list[float], options: dict[str, Any]) -> None:
    ours, rates = played(callbacks.EarlyStopping("val_loss", **options), "val_loss", values)
    theirs, again = played(keras.callbacks.EarlyStopping("val_loss", **options), "val_loss", values)
    assert len(rates) == len(again)
    assert (ours.stop_training, ours.restored) == (theirs.stop_training, theirs.restored)


@settings(deadline=None, max_examples=60)
@given(
    values=VALUES,
    options=st.fixed_dictionaries(
        {"patience": st.integers(0, 3), "min_delta": st.sampled_from([0.0, 0.07]),
         "mode": st.sampled_from(["auto", "min", "max"]), "factor": st.sampled_from([0.5, 0.1]),
         "cooldown": st.integers(0, 2), "min_lr": st.sampled_from([0.0, 0.2])}
    ),
)  # fmt: skip
def test_the_rate_is_reduced_on_a_plateau_as_in_keras(values: list[float], options: dict[str, Any]) -> None:
    _, ours = played(callbacks.ReduceLROnPlateau("val_loss", **options), "val_loss", values)
    _, theirs = played(keras.callbacks.ReduceLROnPlateau("val_loss", **options), "val_loss", values)
    np.testing.assert_allclose(ours, theirs)


@pytest.mark.parametrize("schedule", [lambda epoch: 1 / (epoch + 1), lambda epoch, rate: rate * 0.5])
def test_rates_follow_a_schedule_as_in_keras(schedule: Any) -> None:
    _, ours = played(callbacks.LearningRateScheduler(schedule), "loss", [1.0] * 4)
    _, theirs = played(keras.callbacks.LearningRateScheduler(schedule), "loss", [1.0] * 4)
    np.testing.assert_allclose(ours, theirs)


RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(48, 5)).astype("float32"), RNG.integers(0, 3, 48)
FIT: dict[str, Any] = {"batch_size": 8, "validation_split": 0.25}


def both(watch: Any, **options: Any) -> tuple[Any, Any, Any, Any]:
    ours, theirs = twins(small_net(3, "softmax"))
    compile_both(ours, theirs, lambda o: o.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return ours, theirs, *fit_both(ours, theirs, X, Y, watch=watch, **{**FIT, **options})


def test_a_whole_training_with_stopping_rates_and_best_weights() -> None:
    ours, theirs, mine, yours = both(
        lambda c: [
            c.LearningRateScheduler(lambda epoch, rate: rate * (0.9 if epoch else 2.0)),
            c.ReduceLROnPlateau("val_loss", factor=0.5, patience=1),
            c.EarlyStopping("val_accuracy", patience=3, restore_best_weights=True),
        ],
        epochs=15,
    )
    assert_same_history(mine, yours)
    assert_same_weights(ours, theirs)
    assert len(mine.epoch) < 15
    assert len(mine.history["learning_rate"]) == len(mine.epoch)


def rows(path: Path, separator: str) -> tuple[list[str], np.ndarray]:
    with path.open(newline="", encoding="utf-8") as file:
        head, *rest = csv.reader(file, delimiter=separator)
    return head, np.array([[math.nan if cell == "NA" else float(cell) for cell in row] for row in rest])


@pytest.mark.parametrize("options", [{"separator": ";"}, {"append": True}])
def test_the_table_of_epochs(tmp_path: Path, options: dict[str, Any]) -> None:
    def watch(c: Any) -> list[Any]:
        return [c.CSVLogger(str(tmp_path / f"{c.__name__}.csv"), **options)]

    for _ in range(2):
        both(watch, epochs=3, validation_freq=2)
    separator = options.get("separator", ",")
    head, ours = rows(tmp_path / "axb.callbacks.csv", separator)
    names, theirs = rows(tmp_path / "keras.callbacks.csv", separator)
    assert head == names == ["epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
    assert len(ours) == (6 if "append" in options else 3)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)


@pytest.mark.parametrize(
    "options",
    [{}, {"save_best_only": True}, {"save_best_only": True, "monitor": "accuracy"}, {"save_freq": 7}],
)
def test_the_files_of_checkpoints(tmp_path: Path, options: dict[str, Any]) -> None:
    (tmp_path / "axb.callbacks").mkdir()

    def watch(c: Any) -> list[Any]:
        form = "{epoch:02d}-{loss:.3f}.keras"
        return [c.ModelCheckpoint(str(tmp_path / c.__name__ / form), **options)]

    both(watch, epochs=4)
    names = [{file.name for file in (tmp_path / f"{who}.callbacks").iterdir()} for who in ("axb", "keras")]
    assert names[0] == names[1]
    assert names[0]


def test_training_ends_where_the_loss_is_not_finite() -> None:
    huge = np.where(np.arange(48) == 20, 1e30, Y).astype("float32")[:, None]
    ours, theirs = twins(small_net(1, None))
    compile_both(ours, theirs, lambda o: o.SGD(0.1), "mse")
    mine, yours = fit_both(
        ours, theirs, X, huge, watch=lambda c: [c.TerminateOnNaN()], batch_size=8, epochs=3
    )
    assert mine.epoch == yours.epoch == [0]
    assert not math.isfinite(mine.history["loss"][0])
