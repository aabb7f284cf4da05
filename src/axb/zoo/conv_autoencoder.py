"""The convolutional autoencoder: convolutions halve the picture down to a code, transposed ones double it again.

Masci et al. 2011, "Stacked convolutional auto-encoders for hierarchical feature extraction", strides for its pooling.
A transposed convolution whose window is no multiple of its stride lays more windows over some pixels than over others:
the checkerboard. `up="resize"` copies pixels first and convolves then, which cannot (Odena, Dumoulin & Olah 2016).
"""

import math

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Autoencoder, Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture
from axb.zoo.squeezing import adam, code_layer, code_size, enter

NAME = "conv_autoencoder"
WINDOW = 3
WAYS = ("transposed", "resize")


def build(
    facts: Facts,
    latent: int = 0,
    filters: tuple[int, ...] = (16, 32),
    up: str = "transposed",
    noise: float = 0.0,
    sparse: float = 0.0,
) -> Autoencoder:
    """A convolution of `filters` filters for each halving, the code, and as many doublings."""
    _check(facts, filters, up)
    size = code_size(NAME, facts, latent)
    inputs, x = enter(facts, noise)
    sides = [facts.input_shape[:2]]
    for many in filters:
        x = layers.Conv2D(many, WINDOW, strides=2, padding="same", activation="relu")(x)
        sides.append(tuple(-(-side // 2) for side in sides[-1]))
    code = code_layer(size, "linear", sparse)(layers.Flatten()(x))
    smallest = (*sides[-1], filters[-1])
    codes = layers.Input((size,))
    y = layers.Reshape(smallest)(layers.Dense(math.prod(smallest), "relu")(codes))
    for many, wanted in zip(reversed(filters[:-1]), reversed(sides[1:-1]), strict=True):
        y = _doubled(y, wanted, many, "relu", up)
    y = facts.restore(_doubled(y, sides[0], facts.input_shape[2], "sigmoid", up))
    encoder, decoder = Model(inputs, code, name="encoder"), Model(codes, y, name="decoder")
    return Autoencoder(encoder, decoder, facts.unit, name=NAME)


def _check(facts: Facts, filters: tuple[int, ...], up: str) -> None:
    if not filters:
        raise InputError("registry.out_of_range", what=f"{NAME}: len(filters)", rule="≥ 1", got=0)
    check_picture(NAME, facts, 2 ** len(filters), instead="stacked_autoencoder")
    if up not in WAYS:
        known = ", ".join(WAYS)
        raise InputError("registry.unknown_choice", what=f"{NAME}: up", known=known, got=up)


def _doubled(
    x: SymbolicTensor, wanted: tuple[int, ...], filters: int, activation: str, up: str
) -> SymbolicTensor:
    """Twice as high and wide; a side that is wanted odd gets one pixel less."""
    height, width = (1 - side % 2 for side in wanted)
    if up == "transposed":
        return layers.Conv2DTranspose(
            filters, WINDOW, strides=2, padding="same", output_padding=(height, width), activation=activation
        )(x)
    x = layers.ZeroPadding2D(((1, height), (1, width)))(layers.UpSampling2D(2)(x))
    return layers.Conv2D(filters, WINDOW, activation=activation)(x)


CONV_AUTOENCODER = Family(NAME, build, Recipe(15, 64, adam(0.004), steps=2000))
