"""Models combined: a second model learns on the codes of a frozen, loaded, first one, as one graph."""

from pathlib import Path

import numpy as np
import pytest
import torch

from axb import layers
from axb.data import load
from axb.models import Model, Sequential, load_model
from axb.optimizers import Adam
from axb.utils import set_random_seed


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    data = load("digits")
    return data.x_train[:800], data.y_train[:800]


@pytest.fixture(scope="module")
def autoencoder(digits: tuple[np.ndarray, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained autoencoder on disk: pictures squeezed to 16 numbers and restored."""
    set_random_seed(0)
    pictures = layers.Input((8, 8, 1), name="picture")
    codes = layers.Dense(16, activation="relu", name="codes")(layers.Flatten()(pictures))
    restored = layers.Dense(64, activation="sigmoid")(codes)
    model = Model(pictures, restored)
    model.compile(Adam(0.01), "binary_crossentropy")
    x = digits[0] / np.float32(255)
    model.fit(x, x.reshape(len(x), -1), epochs=15, verbose=0, seed=0)
    path = tmp_path_factory.mktemp("models") / "autoencoder.axb"
    model.save(path)
    return path


def test_a_classifier_learns_on_the_codes_of_a_frozen_loaded_encoder(
    autoencoder: Path, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    first = load_model(autoencoder)
    encoder = Model(first.input, first.get_layer("codes").output, name="encoder")
    encoder.trainable = False
    before = [weight.copy() for weight in encoder.get_weights()]

    pictures = layers.Input((8, 8, 1), dtype="uint8")
    codes = encoder(layers.Rescaling(1 / 255)(pictures))
    model = Model(pictures, layers.Dense(10, activation="softmax")(codes))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(*digits, epochs=25, verbose=0, seed=1)

    assert history.history["accuracy"][-1] > 0.85
    assert all(np.array_equal(a, b) for a, b in zip(before, encoder.get_weights(), strict=True))
    assert [tuple(weight.shape) for weight in model.trainable_weights] == [(16, 10), (10,)]


def test_the_combined_model_travels_as_one_file(
    autoencoder: Path, digits: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    first = load_model(autoencoder)
    encoder = Model(first.input, first.get_layer("codes").output)
    encoder.trainable = False
    model = Sequential(
        [layers.Input((8, 8, 1)), layers.Rescaling(1 / 255), encoder, layers.Dense(10, "softmax")]
    )
    model.save(tmp_path / "combined.axb")
    again = load_model(tmp_path / "combined.axb")
    assert np.array_equal(model.predict(digits[0][:50]), again.predict(digits[0][:50]))
    assert len(again.trainable_weights) == 2


def test_models_that_share_an_encoder_see_each_others_steps(
    digits: tuple[np.ndarray, np.ndarray],
) -> None:
    x, y = digits[0] / np.float32(255), digits[1]
    pictures = layers.Input((8, 8, 1))
    codes = layers.Dense(16, activation="relu")(layers.Flatten()(pictures))
    classify = Model(pictures, layers.Dense(10, activation="softmax")(codes))
    restore = Model(pictures, layers.Dense(64, activation="sigmoid")(codes))
    classify.compile("adam", "sparse_categorical_crossentropy")
    restore.compile("adam", "binary_crossentropy")
    for _ in range(3):
        before = torch.cat([w.flatten() for w in restore.trainable_weights]).detach().clone()
        classify.fit(x, y, verbose=0)
        between = torch.cat([w.flatten() for w in restore.trainable_weights]).detach().clone()
        restore.fit(x, x.reshape(len(x), -1), verbose=0)
        after = torch.cat([w.flatten() for w in restore.trainable_weights]).detach()
        encoder, decoder = slice(0, 64 * 16 + 16), slice(64 * 16 + 16, None)
        assert not torch.equal(before[encoder], between[encoder])
        assert torch.equal(before[decoder], between[decoder])
        assert not torch.equal(between[encoder], after[encoder])
