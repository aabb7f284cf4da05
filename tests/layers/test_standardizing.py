"""Normalization, which takes its numbers from data, against Keras's."""

import numpy as np
import pytest
import torch
from keras import layers as keras_layers

from axb import layers
from axb.graph import from_json, to_json
from axb.training import Sequential
from axb.words import InputError
from layers.twins import agree, close, noise

X = np.random.default_rng(0).normal(3, 2, (50, 4)).astype("float32")
PICTURES = np.random.default_rng(1).normal(3, 2, (10, 4, 5, 3)).astype("float32")


@pytest.mark.parametrize("invert", [False, True])
@pytest.mark.parametrize("axis", [-1, None, 1])
def test_adapt_takes_mean_and_variance_as_in_keras(axis, invert):
    part, twin = (room.Normalization(axis=axis, invert=invert) for room in (layers, keras_layers))
    part.adapt(X)
    twin.adapt(X)
    close(part(X), twin(X), 1e-5)


@pytest.mark.parametrize("axis", [-1, None, (1, 3), 2])
def test_adapt_to_pictures(axis):
    part, twin = layers.Normalization(axis), keras_layers.Normalization(axis)
    part.adapt(PICTURES)
    twin.adapt(PICTURES)
    close(part(PICTURES), twin(PICTURES), 1e-5)


def test_batches_give_the_numbers_of_the_whole():
    whole = layers.Normalization().adapt(X)
    parts = layers.Normalization().adapt((X[start : start + 7], None) for start in range(0, 50, 7))
    close(parts(X), whole(X), 1e-6)
    again = layers.Normalization().adapt([torch.from_numpy(X[:20]), torch.from_numpy(X[20:])])
    close(again(X), whole(X), 1e-6)


def test_what_was_adapted_travels():
    part = layers.Normalization()
    model = Sequential([layers.Input((4,)), part, layers.Dense(2)])
    before = model(X)
    part.adapt(X)
    assert not torch.equal(model(X), before), "a part that stands in a model changes in its place"
    again = from_json(to_json(model))
    again.set_weights(model.get_weights())
    close(again(X), model(X))


def test_without_numbers_x_stays_as_it_is():
    agree(layers.Normalization(), keras_layers.Normalization(mean=0.0, variance=1.0), noise(3, 4))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: layers.Normalization(mean=1.0), "variance must be given, as the other is"),
        (lambda: layers.Normalization().adapt([]), "without a single example"),
        (lambda: layers.Normalization(axis=3).adapt(X), "axis=3 does not exist"),
    ],
)
def test_what_it_refuses(call, words):
    with pytest.raises(InputError) as error:
        call()
    assert words in str(error.value)
