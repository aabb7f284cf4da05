"""Cropping2D, Permute, RepeatVector, Identity and Lambda against Keras's."""

import pytest
from keras import layers as keras_layers

from axb import layers
from axb.graph import Input
from axb.training import Model
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("cropping", [0, 1, (2, 1), ((1, 2), (0, 3)), ((0, 0), (2, 0))], ids=str)
def test_cropping(cropping):
    agree(layers.Cropping2D(cropping), keras_layers.Cropping2D(cropping), noise(2, 6, 7, 2))


def test_cropping_undoes_zero_padding():
    x = noise(2, 4, 5, 2)
    close(layers.Cropping2D(((1, 2), (0, 3)))(layers.ZeroPadding2D(((1, 2), (0, 3)))(x)), x)


@pytest.mark.parametrize("dims", [(1, 2, 3), (3, 1, 2), (2, 1, 3)])
def test_permute(dims):
    agree(layers.Permute(dims), keras_layers.Permute(dims), noise(2, 3, 4, 5))


def test_repeat_vector_and_identity():
    agree(layers.RepeatVector(3), keras_layers.RepeatVector(3), noise(2, 4))
    agree(layers.Identity(), keras_layers.Identity(), noise(2, 4))


def squared(x):
    return x * x


def test_lambda():
    agree(layers.Lambda(squared), keras_layers.Lambda(squared), noise(2, 4))
    powered = layers.Lambda(lambda x, power: x**power, arguments={"power": 3})
    close(powered(noise(2, 4)), noise(2, 4) ** 3)


def test_a_model_with_a_lambda_learns_but_only_its_weights_travel(tmp_path):
    inputs = Input((4,))
    model = Model(inputs, layers.Lambda(lambda x: x * 2)(layers.Dense(1)(inputs)))
    model.compile("sgd", "mse")
    x = noise(8, 4).numpy()
    model.fit(x, x[:, :1], verbose=0)
    with pytest.raises(InputError, match="only its weights can be saved"):
        model.to_json()
    model.save_weights(tmp_path / "w.safetensors")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: layers.Cropping2D(2)(noise(1, 4, 9, 1)), "nothing is left. Cut less off"),
        (lambda: layers.Cropping2D(-1), "cropping must be an integer >= 0"),
        (lambda: layers.Permute((1, 3)), "dims must be 1, 2, ... in some order; got (1, 3)"),
        (lambda: layers.Permute((2, 1))(noise(2, 3)), "needs an input with 3 axes"),
        (lambda: layers.RepeatVector(0), "n must be an integer >= 1; got 0"),
        (lambda: layers.RepeatVector(2)(noise(2, 3, 4)), "needs an input with 2 axes"),
        (lambda: layers.Lambda(3), "function must be a function; got 3"),
    ],
)
def test_what_they_refuse(call, words):
    with pytest.raises(InputError) as error:
        call()
    assert words in str(error.value)
