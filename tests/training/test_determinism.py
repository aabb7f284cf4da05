"""All randomness derives from (seed, step, turn): the same seed gives the same bits."""

from typing import Any

import numpy as np
import pytest
import torch

import axb
from axb import layers as L
from axb.callbacks import Callback
from axb.training import set_random_seed
from axb.training.seeds import mixed

RNG = np.random.default_rng(0)
PICTURES = RNG.integers(0, 256, (96, 12, 12, 1)).astype("uint8")
LABELS = RNG.integers(0, 4, 96)
X, Y = RNG.normal(size=(60, 6)).astype("float32"), RNG.normal(size=(60, 2)).astype("float32")


def convnet(precision: str = "float32") -> Any:
    """Convolution, dropout, augmentation: everything that draws or adds in an order."""
    set_random_seed(1)
    model = axb.Sequential(
        [L.Input((12, 12, 1)), L.Rescaling(1 / 255), L.RandomFlip(), L.RandomTranslation(0.2, 0.2),
         L.Conv2D(8, 3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(), L.Flatten(),
         L.Dropout(0.4), L.Dense(4, activation="softmax")]
    )  # fmt: skip
    model.compile("adam", "sparse_categorical_crossentropy", precision=precision)
    return model


def same_bits(one: Any, other: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


def dense() -> Any:
    set_random_seed(2)
    model = axb.Sequential([L.Input((6,)), L.Dense(16, activation="relu"), L.Dense(2)])
    model.compile("adam", "mse")
    return model


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_the_same_seed_gives_the_same_bits(precision: str, threads: int) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        trained = []
        for seed in (7, 7, 8):
            model = convnet(precision)
            torch.rand(seed)  # what was drawn before has no say
            model.fit(PICTURES, LABELS, batch_size=32, epochs=2, verbose=0, seed=seed)
            trained.append(model)
    finally:
        torch.set_num_threads(before)
    assert same_bits(trained[0], trained[1])
    assert not same_bits(trained[0], trained[2])


def test_without_a_seed_the_script_s_seed_decides() -> None:
    ends = []
    for _ in range(2):
        model = convnet()
        histories = [model.fit(PICTURES, LABELS, verbose=0).history for _ in range(2)]
        ends.append((model, histories))
    assert same_bits(ends[0][0], ends[1][0])
    assert ends[0][1] == ends[1][1]
    assert ends[0][1][0] != ends[0][1][1], "the second fit goes on, and shuffles anew"


def test_every_epoch_has_an_order_of_its_own() -> None:
    seen: list[Any] = []

    class Order(axb.Model):
        def loss_function(self, batch: Any) -> Any:
            seen.append(batch.x[:, 0].tolist())
            return self(batch.x).mean()

    entry = L.Input((1,))
    model = Order(entry, L.Dense(1)(entry))
    model.compile("sgd")
    numbers = np.arange(10.0)[:, None]
    for seed in (3, 3):
        model.fit(numbers, batch_size=10, epochs=2, verbose=0, seed=seed)
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
    assert seen[0] != seen[1]
    assert sorted(seen[0]) == list(range(10))
    model.fit(numbers, batch_size=4, verbose=0, shuffle=False)
    assert seen[4:] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


@pytest.mark.parametrize("parts", [2, 3, 100])
def test_accumulating_equals_the_whole_batch(parts: int) -> None:
    whole, cut = dense(), dense()
    a = whole.fit(X, Y, batch_size=20, epochs=2, verbose=0, seed=0, sample_weight=np.linspace(0, 2, 60))
    b = cut.fit(
        X,
        Y,
        batch_size=20,
        epochs=2,
        verbose=0,
        seed=0,
        sample_weight=np.linspace(0, 2, 60),
        accumulate=parts,
    )
    for one, other in zip(whole.get_weights(), cut.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(a.history["loss"], b.history["loss"], rtol=1e-5)
    assert cut.optimizer.iterations == whole.optimizer.iterations == 6


def test_the_last_step_s_loss_is_the_whole_batch_s() -> None:
    class Losses(Callback):
        def __init__(self) -> None:
            self.seen: list[float] = []

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            assert self.trainer is not None
            self.seen.append(float(self.trainer.losses["loss"]))

    told = []
    for parts in (1, 3):
        losses = Losses()
        dense().fit(X, Y, batch_size=20, verbose=0, seed=0, accumulate=parts, callbacks=[losses])
        told.append(losses.seen)
    np.testing.assert_allclose(told[0], told[1], rtol=1e-5)


def test_two_fits_go_on_where_the_first_stopped() -> None:
    once, twice = dense(), dense()
    once.fit(X, Y, epochs=2, verbose=0, shuffle=False)
    for _ in range(2):
        twice.fit(X, Y, epochs=1, verbose=0, shuffle=False)
    assert same_bits(once, twice)


def test_evaluating_and_predicting_change_nothing() -> None:
    model = convnet()
    model.fit(PICTURES, LABELS, verbose=0, seed=0)
    before = model.get_weights()
    results = [model.evaluate(PICTURES, LABELS, verbose=0) for _ in range(2)]
    predictions = [model.predict(PICTURES, batch_size=size) for size in (96, 7)]
    assert results[0] == results[1]
    np.testing.assert_allclose(predictions[0], predictions[1], rtol=1e-5, atol=1e-6)
    assert predictions[0].dtype == np.float32
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_neighbouring_steps_draw_different_numbers() -> None:
    drawn = {mixed(seed, step, turn) for seed in range(10) for step in range(100) for turn in range(3)}
    assert len(drawn) == 3000
    assert all(0 <= one < 2**32 for one in drawn)
