"""Two models as one that restores what comes in."""

from pathlib import Path

import numpy as np
import pytest
import torch

from axb import layers
from axb.data.batches import Batch
from axb.models import Autoencoder, Model, Sequential, load_model
from axb.training import head, set_random_seed
from axb.words import InputError

X = np.random.default_rng(0).integers(0, 256, (40, 5), np.uint8)


def made(noise: float = 0.0, unit: float = 255.0) -> Autoencoder:
    set_random_seed(0)
    inputs, codes = layers.Input((5,), dtype="uint8"), layers.Input((2,))
    x = layers.Rescaling(1 / 255)(inputs)
    encoder = Model(inputs, layers.Dense(2)(layers.Dropout(noise)(x)), name="encoder")
    decoder = Model(codes, layers.Rescaling(255.0)(layers.Dense(5)(codes)), name="decoder")
    return Autoencoder(encoder, decoder, unit)


def test_it_is_its_decoder_after_its_encoder() -> None:
    model = made()
    codes = model.encoder.predict(X, verbose=0)
    assert codes.shape == (40, 2)
    np.testing.assert_array_equal(model.decoder.predict(codes, verbose=0), model.predict(X, verbose=0))


@pytest.mark.parametrize("y", [None, np.zeros(40, np.int64)])
def test_it_learns_x_whatever_the_answers_are(y: np.ndarray | None) -> None:
    model = made()
    model.compile("adam", "mean_squared_error")
    losses = model.fit(X, y, epochs=30, verbose=0, seed=0).history["loss"]
    assert losses[-1] < losses[0]
    same = made()
    same.compile("adam", "mean_squared_error")
    same.fit(X, epochs=30, verbose=0, seed=0)
    for one, other in zip(model.get_weights(), same.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_loss_is_told_in_its_unit() -> None:
    model = made()
    model.compile("sgd", "mean_squared_error")
    restored = model.predict(X, verbose=0)
    assert model.evaluate(X, verbose=0) == pytest.approx(np.square((X - restored) / 255).mean(), rel=1e-5)
    unit = [1.0, 2.0, 4.0, 8.0, 16.0]
    columns = Autoencoder(model.encoder, model.decoder, unit)
    columns.compile("sgd", "mean_squared_error")
    expected = np.square((X - restored) / np.array(unit)).mean()
    assert columns.evaluate(X, verbose=0) == pytest.approx(expected, rel=1e-5)


def test_examples_may_be_weighted() -> None:
    model = made()
    model.compile("sgd", "mean_squared_error")
    weights = np.array([1.0] * 20 + [0.0] * 20, np.float32)
    half = model.evaluate(X, sample_weight=weights, verbose=0)
    assert 2 * half == pytest.approx(model.evaluate(X[:20], verbose=0), rel=1e-5)


def test_what_comes_in_is_destroyed_only_while_training() -> None:
    model = made(noise=0.5)
    model.compile("sgd", "mean_squared_error")
    batch = Batch(torch.from_numpy(X), None, None)
    once, again = (float(model.loss_function(batch).detach()) for _ in range(2))
    assert once == again == pytest.approx(model.evaluate(X, verbose=0), rel=1e-6)
    model.train()
    once, again = (float(model.loss_function(batch).detach()) for _ in range(2))
    assert once != again


def test_both_models_are_there_when_it_is_loaded(tmp_path: Path) -> None:
    model = made()
    model.compile("adam", "mean_squared_error")
    model.fit(X, epochs=1, verbose=0, seed=0)
    model.save(tmp_path / "whole.axb")
    again = load_model(tmp_path / "whole.axb")
    assert isinstance(again, Autoencoder)
    assert again.unit == 255.0
    np.testing.assert_array_equal(again.encoder.predict(X, verbose=0), model.encoder.predict(X, verbose=0))
    assert again.evaluate(X, verbose=0) == model.evaluate(X, verbose=0)
    model.decoder.save(tmp_path / "decoder.axb")
    codes = model.encoder.predict(X, verbose=0)
    alone = load_model(tmp_path / "decoder.axb")
    np.testing.assert_array_equal(alone.predict(codes, verbose=0), model.predict(X, verbose=0))


def test_another_decoder_in_its_place() -> None:
    model = made()
    model.encoder.trainable = False
    other = Sequential([layers.Input((2,)), layers.Dense(8, "relu"), layers.Dense(5)], name="other")
    swapped = Autoencoder(model.encoder, other)
    assert swapped.decoder is other
    swapped.compile("adam", "mean_squared_error")
    before = model.encoder.get_weights()
    swapped.fit(X, epochs=2, verbose=0, seed=0)
    for one, same in zip(before, swapped.encoder.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)


def test_the_task_says_why() -> None:
    ending = head("reconstruct")
    assert (ending.loss, ending.metrics) == ("mean_squared_error", ())
    assert ending.why.startswith("The answer is the input itself")


class TestLatent:
    def test_encode_and_decode_are_its_two_models(self) -> None:
        model = made()
        assert (model.latent, model.classes) == (2, 0)
        codes = model.encode(X)
        np.testing.assert_array_equal(codes, model.encoder.predict(X, verbose=0))
        np.testing.assert_array_equal(model.decode(codes), model.predict(X, verbose=0))

    def test_codes_of_another_size(self) -> None:
        with pytest.raises(InputError, match=r"codes of 2 numbers each.*\(N, 2\); got \(4, 3\)"):
            made().decode(np.zeros((4, 3)))

    def test_nothing_can_be_drawn_from_what_only_restores(self) -> None:
        with pytest.raises(InputError, match="Train a vae or a gan"):
            made().sample(3)
