"""Pooling, global pooling and up-sampling against Keras's."""

import itertools

import pytest
import torch
from keras import layers as keras_layers

from axb.graph import ShapeError
from axb.layers import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    MaxPooling2D,
    UpSampling2D,
)
from layers.twins import agree, close, noise

WINDOWS = [*itertools.product((1, 2, 3, (2, 3)), (None, 1, 2, 3, (1, 2)), ("valid", "same"))]


@pytest.mark.parametrize(("size", "strides", "padding"), WINDOWS)
def test_max_pooling_is_keras_max_pooling(size, strides, padding):
    twin = keras_layers.MaxPooling2D(size, strides, padding)
    agree(MaxPooling2D(size, strides, padding), twin, noise(2, 7, 8, 3) - 5)


@pytest.mark.parametrize(
    ("size", "strides"), [(size, strides) for size, strides, p in WINDOWS if p == "valid"]
)
def test_average_pooling_is_keras_average_pooling(size, strides):
    agree(AveragePooling2D(size, strides), keras_layers.AveragePooling2D(size, strides), noise(2, 7, 8, 3))


@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("strides", [1, 2, 3])
def test_a_mean_at_the_edge_counts_only_pixels_of_the_image(size, strides):
    """As in Keras on TensorFlow; on PyTorch, Keras repeats the edge where the padding is uneven."""
    x = noise(1, 7, 7, 1)
    y = AveragePooling2D(size, strides, "same")(x)
    places = -(-7 // strides)
    before = max((places - 1) * strides + size - 7, 0) // 2
    starts = [place * strides - before for place in range(places)]
    windows = [
        x[0, max(row, 0) : row + size, max(column, 0) : column + size, 0].mean()
        for row in starts
        for column in starts
    ]
    close(y.flatten(), torch.stack(windows))


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("name", ["GlobalAveragePooling2D", "GlobalMaxPooling2D"])
def test_global_pooling_is_keras_global_pooling(name, keepdims):
    part = {"GlobalAveragePooling2D": GlobalAveragePooling2D, "GlobalMaxPooling2D": GlobalMaxPooling2D}[name]
    agree(part(keepdims=keepdims), getattr(keras_layers, name)(keepdims=keepdims), noise(2, 5, 4, 3))


@pytest.mark.parametrize("size", [1, 2, 3, (2, 3)])
@pytest.mark.parametrize("interpolation", ["nearest", "bilinear"])
def test_up_sampling_is_keras_up_sampling(size, interpolation):
    twin = keras_layers.UpSampling2D(size, interpolation=interpolation)
    agree(UpSampling2D(size, interpolation=interpolation), twin, noise(2, 3, 4, 2))


@pytest.mark.parametrize(
    "part", [MaxPooling2D(), AveragePooling2D(padding="same"), MaxPooling2D(padding="same"), UpSampling2D()]
)
def test_images_stay_in_channels_last_memory(part):
    assert part(noise(2, 7, 7, 4)).is_contiguous()


@pytest.mark.parametrize("part", [MaxPooling2D(), GlobalMaxPooling2D(), UpSampling2D()])
def test_only_images(part):
    with pytest.raises(ShapeError, match=r"needs an input with 4 axes, \(batch, height, width, channels\)"):
        part(noise(2, 8))


def test_a_window_larger_than_the_image():
    with pytest.raises(ShapeError, match="nothing is left"):
        MaxPooling2D(4)(noise(1, 3, 8, 1))
