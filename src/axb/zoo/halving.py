"""Convolutions that halve a picture, and those that double it again: what convolutional models with a code share."""

import math
from collections.abc import Sequence

from axb import layers
from axb.graph import SymbolicTensor
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.pictures import check_picture

WINDOW = 3
WAYS = ("transposed", "resize")
Side = tuple[int | None, ...]  # height and width


def check_halving(family: str, facts: Facts, filters: Sequence[int], instead: str, up: str = WAYS[0]) -> None:
    """Refuse what are no pictures, or too small to be halved so often, and unknown ways up."""
    if not filters:
        raise InputError("registry.out_of_range", what=f"{family}: len(filters)", rule="≥ 1", got=0)
    check_picture(family, facts, 2 ** len(filters), instead)
    if up not in WAYS:
        raise InputError("registry.unknown_choice", what=f"{family}: up", known=", ".join(WAYS), got=up)


def halved(x: SymbolicTensor, filters: Sequence[int]) -> tuple[SymbolicTensor, list[Side]]:
    """x through a convolution of `filters` filters for each halving; height and width before, between and after."""
    sides = [x.shape[1:3]]
    for many in filters:
        x = layers.Conv2D(many, WINDOW, strides=2, padding="same", activation="relu")(x)
        sides.append(x.shape[1:3])
    return x, sides


def doubled(
    y: SymbolicTensor,
    sides: Sequence[Side],
    filters: Sequence[int],
    channels: int,
    last: str,
    up: str = WAYS[0],
) -> SymbolicTensor:
    """The way of `halved` backwards, from y `(N, features)` to `channels` channels behind the activation `last`.

    up: "transposed" (transposed convolutions), or "resize" (pixels are copied, then convolved).
    """
    smallest = (*(side or 0 for side in sides[-1]), filters[-1])
    y = layers.Reshape(smallest)(layers.Dense(math.prod(smallest), "relu")(y))
    for many, wanted in zip(reversed(filters[:-1]), reversed(sides[1:-1]), strict=True):
        y = _twice(y, wanted, many, "relu", up)
    return _twice(y, sides[0], channels, last, up)


def _twice(x: SymbolicTensor, wanted: Side, filters: int, activation: str, up: str) -> SymbolicTensor:
    """Twice as high and wide; a side that is wanted odd gets one pixel less."""
    height, width = (1 - (side or 0) % 2 for side in wanted)
    if up == "transposed":
        return layers.Conv2DTranspose(
            filters, WINDOW, strides=2, padding="same", output_padding=(height, width), activation=activation
        )(x)
    x = layers.ZeroPadding2D(((1, height), (1, width)))(layers.UpSampling2D(2)(x))
    return layers.Conv2D(filters, WINDOW, activation=activation)(x)
