"""AlexNet (Krizhevsky, Sutskever & Hinton 2012, "ImageNet classification with deep convolutional neural networks").

ReLU instead of tanh, dropout, overlapping pooling, and a size that two graphics cards of 3 GB could hold. For pictures
of 224 or 227 pixels, 3 channels and 1000 classes it has 62,378,344 numbers in one tower, and in the paper's `towers=2`,
where the second, fourth and fifth convolution see half of the maps each, 60,965,224 (its "60 million"). Left out: local
response normalisation, which Simonyan & Zisserman (2014, table 3) found not to help.
"""

from functools import partial

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture, is_big, scaled

SMALL = 0.25  # of the published width suits small pictures


def build(facts: Facts, width: float = 1.0, dropout: float = 0.5, towers: int = 1) -> Model:
    """Five convolutions and two dense layers.

    `width` multiplies the published 96, 256, 384, 384, 256 filters and 4096 units; for pictures below 64 pixels a
    quarter of them, with a first window of 5x5 and stride 2 instead of 11x11 and 4.
    """
    check_picture("alexnet", facts, smallest=14)
    big, first = is_big(facts), scaled(96, width if is_big(facts) else SMALL * width)
    second, third, units = (scaled(n, width if big else SMALL * width) for n in (256, 384, 4096))
    inputs, x = facts.enter()
    convolve = partial(layers.Conv2D, activation="relu", kernel_initializer="he_normal")
    if big:
        x = layers.ZeroPadding2D(2)(x)  # 224 pixels, as the paper says, become the 227 that its numbers need
        x = convolve(first, 11, strides=4)(x)
        x = layers.MaxPooling2D(3, strides=2)(x)
    else:
        x = convolve(first, 5, strides=2, padding="same")(x)
    x = convolve(second, 5, padding="same", groups=towers)(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = convolve(third, 3, padding="same")(x)
    x = convolve(third, 3, padding="same", groups=towers)(x)
    x = convolve(second, 3, padding="same", groups=towers)(x)
    x = layers.Flatten()(layers.MaxPooling2D(3, strides=2)(x))
    for _ in range(2):
        x = layers.Dense(units, activation="relu", kernel_initializer="he_normal")(layers.Dropout(dropout)(x))
    return facts.leave(inputs, x, "alexnet")


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Adam, its rate along half a cosine. The paper's momentum was slower here at 0.03 and went nowhere at 0.1."""
    return Adam(CosineDecay(learning_rate or 0.0005, steps))


ALEXNET = Family("alexnet", build, Recipe(6, 128, optimizer, steps=800))
