"""Parts that join several inputs number by number, against Keras's."""

import pytest
from keras import layers as keras_layers

from axb import layers
from axb.graph import Input
from axb.words import InputError
from layers.twins import agree, noise

NAMES = ["Add", "Multiply", "Average", "Maximum", "Minimum"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shapes", [[(2, 3)] * 3, [(2, 4, 4, 3), (2, 1, 1, 3)]])
def test_they_join_as_in_keras(name, shapes):
    inputs = [noise(*shape, seed=seed) for seed, shape in enumerate(shapes)]
    agree(getattr(layers, name)(), getattr(keras_layers, name)(), *inputs)


def test_subtract_takes_two():
    agree(layers.Subtract(), keras_layers.Subtract(), noise(2, 3), noise(2, 3, seed=1))
    with pytest.raises(InputError, match='Subtract "subtract" takes 2 inputs, but got'):
        layers.Subtract()([noise(2, 3)] * 3)


@pytest.mark.parametrize("name", [*NAMES, "Subtract"])
def test_their_functions_are_calls(name):
    x, y = Input((4, 3)), Input((4, 3))
    joined = getattr(layers, name.lower())([x, y], name="both")
    assert joined.shape == (None, 4, 3)
    assert type(joined.node.layer) is getattr(layers, name)
    assert joined.node.layer.name == "both"


@pytest.mark.parametrize("name", [*NAMES, "Subtract"])
def test_unequal_shapes_are_refused(name):
    with pytest.raises(InputError, match="inputs of equal shape"):
        getattr(layers, name)()([noise(2, 3), noise(2, 4)])
