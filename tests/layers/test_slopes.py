"""ELU, PReLU and Softmax against Keras's."""

import pytest
import torch
from keras import layers as keras_layers

from axb import losses
from axb.layers import ELU, PReLU, Softmax
from axb.words import InputError
from layers.twins import agree, noise


@pytest.mark.parametrize("alpha", [1.0, 0.3])
def test_elu(alpha):
    agree(ELU(alpha), keras_layers.ELU(alpha), noise(4, 5))


@pytest.mark.parametrize("shared", [None, [1, 2], [1, 2, 3], 1], ids=str)
def test_prelu(shared):
    agree(PReLU(shared_axes=shared), keras_layers.PReLU(shared_axes=shared), noise(2, 4, 5, 3))


@pytest.mark.parametrize("axis", [-1, 1, 2])
def test_softmax(axis):
    agree(Softmax(axis), keras_layers.Softmax(axis), noise(2, 4, 5))


def test_a_loss_starts_from_the_logits_of_a_softmax_part():
    logits = torch.tensor([[0.0, 200.0]], requires_grad=True)
    loss = losses.SparseCategoricalCrossentropy()(torch.tensor([0]), Softmax()(logits))
    assert float(loss.detach()) == 200


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: PReLU(shared_axes=[4])(noise(2, 3, 4, 5)), "axis=4 does not exist"),
        (lambda: PReLU(shared_axes=[0])(noise(2, 3)), "axis=0 does not exist"),
        (lambda: PReLU().check((None, None, 3)), "needs to know the size"),
    ],
)
def test_what_they_refuse(call, words):
    with pytest.raises(InputError) as error:
        call()
    assert words in str(error.value)


def test_prelu_keeps_the_shape_it_was_built_for():
    part = PReLU()
    part(noise(2, 3))
    with pytest.raises(InputError, match="was built for inputs with"):
        part.check((None, 4))
