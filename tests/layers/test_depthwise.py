"""Convolutions taken apart, against Keras's."""

import pytest
from keras import layers as keras_layers

from axb.graph import Input
from axb.layers import Conv2D, DepthwiseConv2D, SeparableConv2D
from axb.training import Model
from axb.words import InputError
from layers.twins import agree, noise

OPTIONS = [
    {},
    {"padding": "same", "activation": "relu"},
    {"strides": 2, "padding": "same"},
    {"depth_multiplier": 2, "use_bias": False},
    {"dilation_rate": 2},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("size", [1, 3, (2, 3)])
def test_depthwise(options, size):
    part, twin = DepthwiseConv2D(size, **options), keras_layers.DepthwiseConv2D(size, **options)
    agree(part, twin, noise(2, 7, 6, 3))


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_separable(options):
    agree(SeparableConv2D(5, 3, **options), keras_layers.SeparableConv2D(5, 3, **options), noise(2, 7, 6, 3))


def test_they_have_fewer_weights_and_less_work_than_a_convolution():
    inputs = Input((8, 8, 16))
    whole = Model(inputs, Conv2D(32, 3, padding="same")(inputs))
    apart = Model(inputs, SeparableConv2D(32, 3, padding="same")(inputs))
    assert whole.count_params() == 3 * 3 * 16 * 32 + 32
    assert apart.count_params() == 3 * 3 * 16 + 16 * 32 + 32
    assert apart.multiply_adds((None, 8, 8, 16), (None, 8, 8, 32)) == 8 * 8 * (3 * 3 * 16 + 16 * 32)


def test_channels_must_stay_as_they_were():
    part = DepthwiseConv2D(3)
    part(noise(2, 5, 5, 3))
    with pytest.raises(InputError, match="was built for inputs with 3 on the last axis"):
        part.check((None, 5, 5, 4))
