"""Flatten, Reshape, Rescaling, Normalization, ZeroPadding2D, Add and Concatenate against Keras's."""

import numpy as np
import pytest
import torch
from keras import layers as keras_layers

from axb.graph import Input, ShapeError
from axb.layers import (
    Add,
    Concatenate,
    Flatten,
    Normalization,
    Rescaling,
    Reshape,
    ZeroPadding2D,
    add,
    concatenate,
)
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("shape", [(3, 4), (3, 4, 5), (3, 4, 5, 2)])
def test_flatten(shape):
    agree(Flatten(), keras_layers.Flatten(), noise(*shape))


def test_flatten_of_no_examples():
    assert Flatten()(torch.zeros(0, 3, 4)).shape == (0, 12)


@pytest.mark.parametrize("target", [(4, 6), (-1, 3), (2, -1, 3), (24,), (24, 1, 1)])
def test_reshape(target):
    agree(Reshape(target), keras_layers.Reshape(target), noise(2, 3, 8))


@pytest.mark.parametrize(("scale", "offset"), [(1 / 255, 0.0), (2.0, -1.0)])
def test_rescaling(scale, offset):
    agree(Rescaling(scale, offset), keras_layers.Rescaling(scale, offset), noise(2, 3, 3, 1))
    pixels = torch.arange(256, dtype=torch.uint8).reshape(4, 64)
    scaled = Rescaling(scale, offset)(pixels)
    assert scaled.dtype == torch.float32
    close(scaled, pixels.double() * scale + offset)


@pytest.mark.parametrize(("mean", "variance"), [([1.0, 2.0, 3.0], [0.5, 4.0, 1.0]), (0.5, 2.0)])
def test_normalization(mean, variance):
    part, twin = Normalization(-1, mean, variance), keras_layers.Normalization(mean=mean, variance=variance)
    agree(part, twin, noise(4, 3))
    assert part.get_weights() == []


@pytest.mark.parametrize(("mean", "variance"), [([1.0, 2.0, 3.0], [0.5, 4.0, 0.0]), (0.5, 2.0)])
def test_normalization_and_back(mean, variance):
    back = Normalization(-1, mean, variance, invert=True)
    agree(back, keras_layers.Normalization(mean=mean, variance=variance, invert=True), noise(4, 3))
    x = noise(4, 3)
    varies = np.flatnonzero(np.broadcast_to(np.asarray(variance) > 0, 3))
    close(back(Normalization(-1, mean, variance)(x))[:, varies], x[:, varies])


def test_normalization_of_whole_numbers_and_numpy_statistics():
    part = Normalization(-1, np.array([1.0, 2.0]), np.array([4.0, 9.0]))
    close(part(np.array([[3, 5]], dtype=np.int64)), torch.tensor([[1.0, 1.0]]))


@pytest.mark.parametrize("padding", [1, 0, (2, 3), ((1, 2), (3, 0)), ((0, 0), (0, 5)), (1, (2, 0))], ids=str)
def test_zero_padding(padding):
    agree(ZeroPadding2D(padding), keras_layers.ZeroPadding2D(padding), noise(2, 3, 4, 2))


def test_zero_padding_starts_as_in_keras():
    agree(ZeroPadding2D(), keras_layers.ZeroPadding2D(), noise(2, 3, 4, 2))


@pytest.mark.parametrize("shape", [(2, 3), (2, 4, 4, 3)])
def test_add(shape):
    agree(Add(), keras_layers.Add(), *(noise(*shape, seed=i) for i in range(3)))


def test_add_spreads_axes_of_size_one():
    agree(Add(), keras_layers.Add(), noise(2, 4, 4, 3), noise(2, 1, 1, 3))


@pytest.mark.parametrize("axis", [1, 2, 3, -1, -2])
def test_concatenate(axis):
    agree(Concatenate(axis), keras_layers.Concatenate(axis), noise(2, 4, 4, 3), noise(2, 4, 4, 3, seed=1))


def test_their_functions_are_calls():
    x, y = Input((4, 3)), Input((4, 3))
    assert add([x, y]).shape == (None, 4, 3)
    assert concatenate([x, y], axis=1).shape == (None, 8, 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Reshape((5, 5))(noise(2, 24)), "cannot arrange 24 numbers"),
        (lambda: Reshape((5, -1))(noise(2, 24)), "cannot arrange 24 numbers"),
        (lambda: Reshape((-1, -1)), "at most one size"),
        (lambda: ZeroPadding2D(-1), "padding must be an integer >= 0, or two of them; got -1"),
        (lambda: ZeroPadding2D((1, 2, 3)), "padding must be an integer >= 0, or two of them; got (1, 2, 3)"),
        (lambda: ZeroPadding2D(((1, 2), (1, 2, 3))), "got (1, 2, 3)"),
        (lambda: Add()(noise(2, 3)), "joins a list of at least 2 inputs"),
        (lambda: Add()([noise(2, 3)]), "joins a list of at least 2 inputs"),
        (
            lambda: Add()([noise(2, 3), noise(2, 4)]),
            "joins inputs of equal shape, but got (None, 3), (None, 4)",
        ),
        (lambda: Add()([noise(2, 3), noise(2, 3, 1)]), "joins inputs of equal shape"),
        (lambda: Concatenate(0)([noise(2, 3), noise(2, 3)]), "axis 0 is the batch"),
        (lambda: Concatenate(2)([noise(2, 3), noise(2, 3)]), "cannot join along axis 2"),
        (lambda: Concatenate(1)([noise(2, 3, 4), noise(2, 3, 5)]), "all other axes must be equal"),
        (lambda: Concatenate(1)([noise(2, 3, 4), noise(2, 3)]), "all other axes must be equal"),
        (
            lambda: Normalization(-1, [1.0, 2.0], 1.0)(noise(2, 3)),
            "mean must be one number, or one for each of 3",
        ),
    ],
)
def test_what_they_refuse(call, words):
    with pytest.raises(InputError) as error:
        call()
    assert words in str(error.value)


def test_refused_shapes_are_shape_errors():
    with pytest.raises(ShapeError):
        Reshape((5, 5))(noise(2, 24))
