"""Generators and DataLoaders as input: the batches that come are the batches learned from."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from axb import InputError, utils
from training.keras_twin import (
    assert_same_history,
    assert_same_weights,
    compile_both,
    small_net,
    twins,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # in Keras's torch backend
    pytest.mark.filterwarnings(
        "ignore:Your input ran out of data"
    ),  # which it says of every generator that ends
    pytest.mark.filterwarnings("ignore:`shuffle=True` was passed"),
]

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 5)).astype("float32")
Y = RNG.integers(0, 3, 40)
WEIGHTS = RNG.uniform(0.1, 2, 40).astype("float32")


def batches(*arrays: np.ndarray, size: int = 8, times: int | None = None) -> Iterator[Any]:
    """The arrays in batches, again and again."""
    for _ in range(times) if times is not None else itertools.count():
        for start in range(0, len(arrays[0]), size):
            yield tuple(array[start : start + size] for array in arrays)


def pair() -> tuple[Any, Any]:
    ours, theirs = twins(small_net(3, "softmax"))
    compile_both(
        ours, theirs, lambda o: o.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return ours, theirs


def test_a_generator_trains_and_is_watched_as_in_keras() -> None:
    ours, theirs = pair()
    mine, yours = (
        model.fit(
            batches(X, Y), steps_per_epoch=5, epochs=3, verbose=0,
            validation_data=batches(X[:16], Y[:16]), validation_steps=2,
        )
        for model in (ours, theirs)
    )  # fmt: skip
    assert_same_history(mine, yours)
    assert_same_weights(ours, theirs)
    assert ours.optimizer.iterations == 15


def test_weights_in_the_batches_count() -> None:
    ours, theirs = pair()
    for model in (ours, theirs):
        model.fit(batches(X, Y, WEIGHTS), steps_per_epoch=5, epochs=2, verbose=0)
    assert_same_weights(ours, theirs)


def test_a_data_loader_trains_as_in_keras_and_arrays_watch_it() -> None:
    ours, theirs = pair()
    loader = DataLoader(TensorDataset(torch.from_numpy(X), torch.from_numpy(Y)), batch_size=8)
    both = [model.fit(loader, epochs=2, verbose=0, validation_data=(X, Y)) for model in (ours, theirs)]
    assert_same_history(*both)
    assert_same_weights(ours, theirs)


def test_a_loader_that_begins_anew_gives_the_same_as_arrays_in_order() -> None:
    ours, _ = pair()
    other, _ = twins(small_net(3, "softmax"))
    other.set_weights(ours.get_weights())
    other.compile_like(ours)
    loader = DataLoader(TensorDataset(torch.from_numpy(X), torch.from_numpy(Y)), batch_size=8)
    ours.fit(loader, epochs=2, verbose=0)
    other.fit(X, Y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    assert_same_weights(ours, other, 0, 0)


class Rows(utils.PyDataset):
    """Batches by number."""

    def __init__(self) -> None:
        super().__init__()
        self.epochs = 0

    def __len__(self) -> int:
        return 5

    def __getitem__(self, number: int) -> Any:
        rows = slice(8 * number, 8 * number + 8)
        return X[rows], Y[rows]

    def on_epoch_end(self) -> None:
        self.epochs += 1


def test_batches_by_number() -> None:
    ours, _ = pair()
    rows = Rows()
    ours.fit(rows, epochs=3, verbose=0)
    assert (ours.optimizer.iterations, rows.epochs) == (15, 3)


def test_more_steps_than_it_has_begin_it_anew() -> None:
    ours, _ = pair()
    ours.fit(Rows(), steps_per_epoch=7, epochs=2, verbose=0)
    assert ours.optimizer.iterations == 14


def test_evaluate_and_predict_take_them_too() -> None:
    ours, theirs = pair()
    for steps in (None, 3):
        measured = ours.evaluate(batches(X, Y, times=1), steps=steps, verbose=0)
        np.testing.assert_allclose(
            measured, theirs.evaluate(batches(X, Y, times=1), steps=steps, verbose=0), rtol=1e-4
        )
        shares = ours.predict(batches(X, times=1), steps=steps)
        assert shares.shape == ((40 if steps is None else 24), 3)
        np.testing.assert_array_equal(shares, ours.predict(X, batch_size=8, steps=steps))
    assert ours.predict(batches(X, Y, times=1)).shape == (40, 3), "answers are passed over"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "how many batches of a generator make an epoch. Give steps_per_epoch"),
        ({"y": Y, "steps_per_epoch": 2}, "can't be combined with y. Answers and weights belong"),
        ({"validation_split": 0.1, "class_weight": {0: 1.0}}, "combined with class_weight, validation_split"),
        ({"run": "streamed", "steps_per_epoch": 2}, "can't be combined with run"),
    ],
)
def test_what_does_not_go_with_a_generator(options: dict[str, Any], words: str) -> None:
    ours, _ = pair()
    with pytest.raises(InputError, match=words):
        ours.fit(batches(X, Y), verbose=0, **options)


def test_a_generator_that_ends_too_early_is_told() -> None:
    ours, _ = pair()
    with pytest.raises(InputError, match="ended after 2 of the 5 that an epoch needs"):
        ours.fit(batches(X[:16], Y[:16], times=1), steps_per_epoch=5, verbose=0)
    with pytest.raises(InputError, match="no examples to learn from"):
        ours.fit(iter([]), steps_per_epoch=5, verbose=0)


def test_one_batch_at_a_time_as_in_keras() -> None:
    ours, theirs = pair()
    for start in (0, 8, 16):
        rows = slice(start, start + 8)
        mine = ours.train_on_batch(X[rows], Y[rows], return_dict=True)
        theirs.reset_metrics()
        yours = theirs.train_on_batch(X[rows], Y[rows], return_dict=True)
        assert mine == pytest.approx({name: float(value) for name, value in yours.items()}, rel=1e-4)
    assert_same_weights(ours, theirs)
    theirs.reset_metrics()
    np.testing.assert_allclose(ours.test_on_batch(X, Y), theirs.test_on_batch(X, Y), rtol=1e-4)
    np.testing.assert_allclose(ours.predict_on_batch(X), theirs.predict_on_batch(X), rtol=1e-4, atol=1e-6)
    before = ours.get_weights()
    ours.train_on_batch(X, Y, sample_weight=0 * WEIGHTS)
    assert ours.optimizer.iterations == 4
    assert len(before) == len(ours.get_weights())


def test_dropout_is_another_one_in_each_batch() -> None:
    import axb

    model = axb.Sequential([axb.layers.Input((5,)), axb.layers.Dropout(0.5), axb.layers.Dense(1)])
    model.compile(axb.optimizers.SGD(0.0), "mse")
    axb.utils.set_random_seed(1)
    losses = {model.train_on_batch(X, X[:, :1]) for _ in range(4)}
    assert len(losses) == 4
