"""LayerNormalization against Keras's."""

import pytest
from keras import layers as keras_layers

from axb.layers import LayerNormalization
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("shape", [(4, 6), (2, 5, 6), (2, 4, 5, 6)])
@pytest.mark.parametrize("options", [{}, {"epsilon": 0.1}, {"center": False}, {"scale": False}], ids=str)
def test_over_the_last_axis(shape, options):
    agree(LayerNormalization(**options), keras_layers.LayerNormalization(**options), noise(*shape))


@pytest.mark.parametrize("axis", [[2, 3], [1, 2, 3]], ids=str)
def test_over_several_axes(axis):
    agree(LayerNormalization(axis), keras_layers.LayerNormalization(axis), noise(2, 4, 5, 6))


@pytest.mark.parametrize("axis", [1, [1, 2], [1, 3]], ids=str)
def test_over_axes_that_are_not_the_last(axis):
    """Which Keras on PyTorch refuses, or gives other shapes: so by the formula."""
    x, part = noise(2, 4, 5, 6), LayerNormalization(axis, epsilon=0.1)
    mean = x.mean(axis, keepdim=True)
    variance = (x - mean).square().mean(axis, keepdim=True)
    close(part(x), (x - mean) / (variance + 0.1).sqrt())


def test_training_changes_nothing_and_an_example_is_alone():
    part, x = LayerNormalization(), noise(4, 6)
    close(part(x, training=True), part(x))
    close(part(x)[:1], part(x[:1]))


@pytest.mark.parametrize("axis", [0, 2, [1, 5]], ids=str)
def test_an_axis_that_is_not_there(axis):
    with pytest.raises(InputError, match="does not exist in an input of shape"):
        LayerNormalization(axis)(noise(2, 3))
