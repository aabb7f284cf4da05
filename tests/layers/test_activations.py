"""Every activation against Keras's of the same name."""

import keras
import pytest
import torch
from keras import layers as keras_layers

from axb.layers import Activation, Dense, LeakyReLU, ReLU, activations
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("name", activations.NAMES)
def test_a_name_means_what_it_means_in_keras(name):
    x = torch.cat([noise(6, 5) * 4, torch.linspace(-30, 30, 20).reshape(4, 5) + 0.01])
    agree(Activation(name), keras_layers.Activation(name), x)


def test_none_is_linear():
    x = noise(2, 3)
    assert activations.get(None)(x) is x
    assert activations.get("linear")(x) is x


@pytest.mark.parametrize("slope", [0.0, 0.2, 1.5])
def test_leaky_relu(slope):
    agree(LeakyReLU(slope), keras_layers.LeakyReLU(slope), noise(4, 5))


def test_leaky_relu_leaks_three_tenths_by_default():
    close(LeakyReLU()(torch.tensor([[-1.0, 2.0]])), torch.tensor([[-0.3, 2.0]]))


@pytest.mark.parametrize("max_value", [None, 1.0])
@pytest.mark.parametrize("negative_slope", [0.0, 0.1])
@pytest.mark.parametrize("threshold", [0.0, 0.5])
def test_relu(max_value, negative_slope, threshold):
    options = {"max_value": max_value, "negative_slope": negative_slope, "threshold": threshold}
    agree(ReLU(**options), keras_layers.ReLU(**options), noise(6, 5) * 2)


@pytest.mark.parametrize("name", ["softmax", "sigmoid"])
def test_probabilities_remember_their_logits(name):
    x = noise(3, 4)
    assert activations.get(name)(x).logits is x


def test_softmax_along_another_axis_has_no_logits_to_offer():
    probabilities = activations.softmax(noise(3, 4, 5), axis=1)
    close(probabilities.sum(1), torch.ones(3, 5))
    assert not hasattr(probabilities, "logits")


def test_a_function_will_do():
    x = noise(3, 4)
    close(Activation(torch.square)(x), x**2)
    close(
        Dense(2, activation=torch.square, kernel_initializer="ones")(x),
        (x.sum(1, keepdim=True) ** 2).expand(3, 2),
    )


def test_every_name_of_keras_that_it_has_is_a_keras_name():
    for name in activations.NAMES:
        assert keras.activations.get(name)


@pytest.mark.parametrize("wrong", ["rleu", 3, ["relu"]])
def test_an_unknown_name(wrong):
    with pytest.raises(InputError, match="There is no activation named") as error:
        activations.get(wrong)
    assert "leaky_relu" in str(error.value)
