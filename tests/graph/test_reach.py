"""Pixels that no output sees are left out, and nobody can tell."""

import numpy as np
import pytest
import torch

from axb import layers
from axb.models import Model, Sequential


def chain(size: int, *parts: layers.Layer) -> Sequential:
    return Sequential([layers.Input((size, size, 2)), *parts, layers.Flatten(), layers.Dense(3)])


def convnet(size: int) -> Sequential:
    return chain(
        size,
        layers.Rescaling(0.5),
        layers.Conv2D(4, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(5, 3, activation="relu"),
        layers.MaxPooling2D(),
    )


@pytest.mark.parametrize("size", range(10, 20))
def test_outputs_and_gradients_are_those_of_the_whole_image(size: int) -> None:
    model = convnet(size)
    x = torch.randn(3, size, size, 2, requires_grad=True)
    part = model(x)
    gradients = torch.autograd.grad(part.square().sum(), [x, *model.parameters()])
    model.graph.seen = [None]
    whole = model(x)
    expected = torch.autograd.grad(whole.square().sum(), [x, *model.parameters()])
    torch.testing.assert_close(part, whole, rtol=1e-6, atol=1e-6)
    for got, want in zip(gradients, expected, strict=True):
        torch.testing.assert_close(got, want, rtol=1e-5, atol=1e-6)


def test_two_convolutions_and_pools_need_26_of_28_pixels() -> None:
    assert convnet(28).graph.seen == [(26, 26)]
    assert convnet(26).graph.seen == [None]


def test_pixels_beyond_are_truly_unseen() -> None:
    model = convnet(28)
    x = np.random.default_rng(0).random((2, 28, 28, 2), np.float32)
    changed = x.copy()
    changed[:, 26:] = 9
    changed[:, :, 26:] = 9
    assert np.array_equal(model.predict(x), model.predict(changed))


@pytest.mark.parametrize(
    "part",
    [
        layers.Conv2D(4, 3, padding="same"),
        layers.GlobalAveragePooling2D(),
        layers.BatchNormalization(),
        layers.Dropout(0.5),
    ],
)
def test_parts_that_look_at_everything_leave_nothing_out(part: layers.Layer) -> None:
    entry = layers.Input((9, 9, 2))
    assert Model(entry, part(entry)).graph.seen == [None]


def test_the_reader_that_needs_most_decides() -> None:
    entry = layers.Input((9, 9, 2))
    pooled, averaged = layers.MaxPooling2D(2)(entry), layers.AveragePooling2D(7, strides=1)(entry)
    assert Model(entry, pooled).graph.seen == [(8, 8)]
    assert Model(entry, [pooled, averaged]).graph.seen == [None]


def test_a_watched_model_shows_every_pixel() -> None:
    model = convnet(28)
    shapes = []
    model.layers[1].register_forward_hook(lambda part, inputs, output: shapes.append(tuple(output.shape)))
    model(torch.zeros(2, 28, 28, 2))
    assert shapes == [(2, 26, 26, 4)]
