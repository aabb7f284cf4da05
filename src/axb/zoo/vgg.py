"""VGG (Simonyan & Zisserman 2014, "Very deep convolutional networks for large-scale image recognition").

Nothing but 3x3 windows, one on another: two see as much as one of 5x5, with fewer weights and one bend more. For 224
pixels, 3 channels and 1000 classes 16 layers have 138,357,544 numbers.
"""

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_depth, check_picture, is_big, one_cycle, scaled

# Table 1: how many convolutions before each pooling (configurations A, B, D, E)
CONVOLUTIONS = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
FILTERS, UNITS = (64, 128, 256, 512, 512), 4096
SMALL = 0.25  # of the published width suits small pictures


def build(
    facts: Facts, depth: int = 11, width: float = 1.0, dropout: float = 0.5, batch_norm: bool = False
) -> Model:
    """`depth` layers with weights: 11 (the paper's A, which learns from random weights), 13, 16 or 19.

    `width` multiplies the published numbers of filters and units; a quarter of them for pictures below 64 pixels, where
    the last poolings end once a pixel is left. `batch_norm`, which came a year later, goes before each ReLU.
    """
    check_picture("vgg", facts, smallest=8)
    check_depth("vgg", depth in CONVOLUTIONS, ", ".join(map(str, CONVOLUTIONS)), depth)
    width = width if is_big(facts) else SMALL * width
    inputs, x = facts.enter()
    for filters, count in zip(FILTERS, CONVOLUTIONS[depth], strict=True):
        for _ in range(count):
            x = _convolve(x, scaled(filters, width), batch_norm)
        if min(size or 0 for size in x.shape[1:3]) > 1:
            x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dense(scaled(UNITS, width), activation="relu", kernel_initializer="he_normal")(x)
        x = layers.Dropout(dropout)(x)
    return facts.leave(inputs, x, "vgg")


def _convolve(x: SymbolicTensor, filters: int, batch_norm: bool) -> SymbolicTensor:
    if not batch_norm:
        return layers.Conv2D(filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))


VGG = Family("vgg", build, Recipe(6, 128, one_cycle(peak=0.03, weight_decay=0.02), steps=800))
