"""A small convolutional network and a fixed recipe, made to learn pictures of clothes in seconds on a CPU.

What makes it fast: the first convolution strides at once (a single input channel feeds a processor badly), the work
lies in two wide convolutions that a processor is good at, batch normalisation allows a high rate, and the rate rises
and falls within two epochs (Smith & Topin 2018). What did not pay in so short a training, each tried on held-out
pictures: flips, label smoothing, dropout, averaged weights, global pooling instead of Flatten.
"""

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture, one_cycle


def build(facts: Facts, widths: tuple[int, ...] = (16, 48, 64), dropout: float = 0.0) -> Model:
    """Convolutions of `widths` filters: 5x5 with stride 2, then 3x3 with pooling, then 3x3 without; one dense layer."""
    check_picture("fastcnn", facts, smallest=12)
    if len(widths) < 2:
        raise InputError("registry.out_of_range", what="fastcnn: len(widths)", rule="≥ 2", got=len(widths))
    inputs, x = facts.enter()
    first, *middle, last = widths
    x = _bend(_convolution(first, 5, strides=2)(x))
    for filters in middle:
        x = _bend(layers.MaxPooling2D(2)(_convolution(filters, 3)(x)))
    x = _bend(_convolution(last, 3, padding="valid")(x))
    x = layers.Flatten()(x)
    if dropout:
        x = layers.Dropout(dropout)(x)
    return facts.leave(inputs, x, "fastcnn")


def _convolution(filters: int, size: int, strides: int = 1, padding: str = "same") -> layers.Conv2D:
    """Without bias: the batch normalisation that follows has one."""
    return layers.Conv2D(filters, size, strides, padding, use_bias=False, kernel_initializer="he_normal")


def _bend(x: SymbolicTensor) -> SymbolicTensor:
    """Batch normalisation, then ReLU."""
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))


FASTCNN = Family("fastcnn", build, Recipe(2, 128, one_cycle(peak=0.2, weight_decay=0.02), steps=140))
