"""Convolution and pooling along one axis against Keras's."""

import pytest
import torch
from keras import layers as keras_layers

from axb.layers import (
    AveragePooling1D,
    Conv1D,
    GlobalAveragePooling1D,
    GlobalMaxPooling1D,
    MaxPooling1D,
)
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"strides": 2},
        {"strides": 3, "use_bias": False},
        {"dilation_rate": 2, "activation": "tanh"},
        {"groups": 2},
    ],
    ids=str,
)
@pytest.mark.parametrize("size", [1, 3, 4])
def test_conv1d(padding, options, size):
    given = {"filters": 6, "kernel_size": size, "padding": padding, **options}
    agree(Conv1D(**given), keras_layers.Conv1D(**given), noise(2, 11, 4))


def test_it_starts_as_in_keras():
    assert Conv1D(3, (3,), strides=(2,)).strides == 2
    agree(Conv1D(3, 2), keras_layers.Conv1D(3, 2), noise(2, 5, 1))


def test_causal_outputs_see_nothing_later():
    part = Conv1D(2, 3, padding="causal", kernel_initializer="ones")
    x = noise(1, 8, 1)
    later = x.clone()
    later[:, 5:] = 9
    close(part(x)[:, :5], part(later)[:, :5])


@pytest.mark.parametrize(
    ("ours", "theirs"), [(MaxPooling1D, "MaxPooling1D"), (AveragePooling1D, "AveragePooling1D")]
)
@pytest.mark.parametrize(
    "options", [{}, {"pool_size": 3, "strides": 1}, {"pool_size": 3, "padding": "same"}], ids=str
)
def test_pooling1d(ours, theirs, options):
    options = {"pool_size": 2, **options}
    agree(ours(**options), getattr(keras_layers, theirs)(**options), noise(2, 9, 4))


def test_same_padding_does_not_take_part_in_a_mean():
    close(AveragePooling1D(4, padding="same")(torch.ones(1, 6, 2)), torch.ones(1, 2, 2))


@pytest.mark.parametrize("keepdims", [False, True])
def test_global_pooling1d(keepdims):
    options = {"keepdims": keepdims}
    agree(GlobalMaxPooling1D(**options), keras_layers.GlobalMaxPooling1D(**options), noise(2, 9, 4))
    agree(GlobalAveragePooling1D(**options), keras_layers.GlobalAveragePooling1D(**options), noise(2, 9, 4))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Conv1D(4, 3)(noise(2, 5, 5, 1)), "needs an input with 3 axes, (batch, length, channels)"),
        (lambda: Conv1D(4, 6)(noise(2, 5, 1)), "has a window of (6,) but its input is only (5,)"),
        (lambda: Conv1D(4, 3, groups=2)(noise(2, 5, 3)), "groups=2 must divide both the 3 input channels"),
        (lambda: Conv1D(4, (3, 3)), "kernel_size must be an integer >= 1; got (3, 3)"),
        (lambda: Conv1D(4, 3, 2, dilation_rate=2), "cannot both be above 1"),
        (lambda: MaxPooling1D(9)(noise(2, 5, 1)), "has a window of (9,)"),
        (lambda: MaxPooling1D()(noise(2, 5)), "needs an input with 3 axes"),
    ],
)
def test_what_they_refuse(call, words):
    with pytest.raises(InputError) as error:
        call()
    assert words in str(error.value)
