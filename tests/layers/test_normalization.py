"""Batch normalisation against Keras's: outputs, gradients and moving averages."""

import copy

import pytest
import torch
from keras import layers as keras_layers

from axb.graph import ShapeError
from axb.layers import BatchNormalization
from layers.twins import agree, close, noise, same_weights

OPTIONS = [
    {},
    {"center": False},
    {"scale": False},
    {"center": False, "scale": False},
    {"momentum": 0.5, "epsilon": 0.1},
]


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("shape", [(6, 3), (5, 4, 3), (4, 3, 5, 3)])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_it_is_keras_batch_normalization(options, shape, training):
    part, twin = BatchNormalization(**options), keras_layers.BatchNormalization(**options)
    agree(part, twin, noise(*shape) * 2 + 1, training=training)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("axis", [1, 2, -2])
def test_another_axis(axis, training):
    agree(
        BatchNormalization(axis=axis),
        keras_layers.BatchNormalization(axis=axis),
        noise(4, 3, 5, 2),
        training=training,
    )


def test_several_steps_of_the_moving_averages():
    part, twin = BatchNormalization(momentum=0.9), keras_layers.BatchNormalization(momentum=0.9)
    for step in range(4):
        x = noise(8, 3, seed=step) * 3 + step
        close(part(x, training=True), twin(x, training=True))
    same_weights(part, twin)


def test_frozen_it_uses_its_averages_and_leaves_them_alone():
    part, twin = BatchNormalization(), keras_layers.BatchNormalization()
    part.trainable = twin.trainable = False
    agree(part, twin, noise(8, 3) + 2, training=True)
    before = copy.deepcopy(part.get_weights())
    part(noise(8, 3, seed=1) + 5, training=True)
    for mine, was in zip(part.get_weights(), before, strict=True):
        close(mine, was)


def test_freed_again_it_learns_again():
    part = BatchNormalization(trainable=False)
    part(noise(4, 3), training=True)
    part.trainable = True
    part(noise(4, 3), training=True)
    assert part.moving_mean.abs().min() > 0
    assert part.gamma.requires_grad


def test_a_single_number_a_channel_is_its_own_mean():
    agree(BatchNormalization(), keras_layers.BatchNormalization(), noise(1, 3) + 4, training=True)


def test_a_and_b():
    part = BatchNormalization()
    part(noise(2, 3))
    assert part.a is part.gamma
    assert part.b is part.beta
    assert BatchNormalization(scale=False, center=False)(noise(2, 3)).shape == (2, 3)


def test_images_stay_in_channels_last_memory():
    assert BatchNormalization()(noise(2, 5, 5, 4), training=True).is_contiguous()


@pytest.mark.parametrize("axis", [0, 4, -5])
def test_axes_that_do_not_exist(axis):
    with pytest.raises(ShapeError, match=f"axis={axis} does not exist"):
        BatchNormalization(axis=axis)(noise(2, 3, 3, 4))


def test_it_keeps_its_size():
    part = BatchNormalization()
    part(noise(2, 3))
    with pytest.raises(ShapeError, match="was built for inputs with 3"):
        part.build_from((None, 4))


def test_the_statistics_travel_with_the_weights():
    part, other = BatchNormalization(), BatchNormalization()
    part(noise(8, 3) + 2, training=True)
    other(noise(8, 3))
    other.load_state_dict(part.state_dict())
    close(other(noise(2, 3)), part(noise(2, 3)))
    assert torch.equal(other.moving_mean, part.moving_mean)
