"""The networks: two modules of windows of one size, or of several side by side, as wide as a count allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Model
from axb.words import say
from axb.zoo.facts import Facts

STEM, SMALL = 16, 20  # filters of the first convolution; pictures below so many pixels keep their size in it
SIZES = (1, 3, 5)
# Of a module's channels, as in GoogLeNet's first one: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, behind the pooling.
SHARES = (1 / 4, 3 / 8, 1 / 2, 1 / 16, 1 / 8, 1 / 8)
BRANCHES = (
    "filters_1x1",
    "filters_3x3",
    "filters_5x5",
    "filters_pool",
)  # what `Inception` calls their last parts
MODULES = ("module_1", "module_2")


class Convolution(NamedTuple):
    """So many filters with a window of size x size on so many channels."""

    size: int
    channels: int
    filters: int

    @property
    def weights(self) -> int:
        """Numbers of its kernel."""
        return self.size**2 * self.channels * self.filters


@dataclass(frozen=True)
class Network:
    """sizes: of the windows, several are side by side. widths: the channels of the first and of the second module."""

    name: str
    sizes: tuple[int, ...]

    @property
    def title(self) -> str:
        """What it is called, in the current language."""
        return (
            say("labs_inception.several")
            if len(self.sizes) > 1
            else say("labs_inception.one", size=self.sizes[0])
        )

    def convolutions(self, channels: int, width: int) -> list[Convolution]:
        """Of a module on a picture with so many channels."""
        if len(self.sizes) == 1:
            return [Convolution(self.sizes[0], channels, width)]
        a, b, c, d, e, f = filters(width)
        return [
            Convolution(1, channels, a), Convolution(1, channels, b), Convolution(3, b, c),
            Convolution(1, channels, d), Convolution(5, d, e), Convolution(1, channels, f),
        ]  # fmt: skip

    def channels(self, width: int) -> int:
        """What a module of that width gives: its branches' filters end to end."""
        a, _, c, _, e, f = filters(width)
        return a + c + e + f if len(self.sizes) > 1 else width

    def module(self, x: SymbolicTensor, width: int, name: str) -> SymbolicTensor:
        """Put a module behind x."""
        if len(self.sizes) > 1:
            a, b, c, d, e, f = filters(width)
            return layers.Inception(a, b, c, d, e, f, batch_norm=True, name=name)(x)
        return convolve(x, width, self.sizes[0], 1, name)

    def build(self, facts: Facts, widths: tuple[int, int]) -> Model:
        """A convolution, a module, a pooling, a module, the mean of each channel, the answer."""
        inputs, x = facts.enter()
        x = convolve(x, STEM, 3, 1 if facts.input_shape[0] < SMALL else 2, "first")
        x = self.module(x, widths[0], MODULES[0])
        x = layers.MaxPooling2D(2, name="pooling")(x)
        x = self.module(x, widths[1], MODULES[1])
        return facts.leave(inputs, layers.GlobalAveragePooling2D(name="mean")(x), "inception")


NETWORKS = {
    one.name: one
    for one in (*(Network(f"{size}x{size}", (size,)) for size in SIZES), Network("inception", SIZES))
}


def filters(width: int) -> tuple[int, ...]:
    """The six numbers of an Inception module of about so many channels."""
    return tuple(max(1, round(share * width)) for share in SHARES)


def convolve(x: SymbolicTensor, width: int, size: int, strides: int, name: str) -> SymbolicTensor:
    """A convolution, brought to one scale, then ReLU: as inside an Inception module."""
    convolution = layers.Conv2D(
        width, size, strides, "same", use_bias=False, kernel_initializer="he_normal", name=name
    )
    normal = layers.BatchNormalization(momentum=0.9, name=f"{name}_norm")
    return layers.Activation("relu", name=f"{name}_relu")(normal(convolution(x)))


def learned(network: Network, widths: tuple[int, int], facts: Facts) -> int:
    """How many numbers are learned: kernels, scale and shift of each normalisation, the answer's a and b."""
    found, channels = [Convolution(3, facts.input_shape[2], STEM)], STEM
    for width in widths:
        found += network.convolutions(channels, width)
        channels = network.channels(width)
    return sum(one.weights + 2 * one.filters for one in found) + (channels + 1) * facts.head.units


@cache
def widths_for(network: Network, parameters: int, facts: Facts) -> tuple[int, int]:
    """The widths that come nearest to so many learned numbers; the second module is about twice as wide."""

    def off(widths: tuple[int, int]) -> int:
        return abs(learned(network, widths, facts) - parameters)

    return min(_pairs(network, parameters, facts), key=off)


def _pairs(network: Network, parameters: int, facts: Facts) -> Iterator[tuple[int, int]]:
    first = 2
    while learned(network, (first, 2 * first), facts) < parameters:
        first += 1
    for one in (first - 1, first):
        yield from ((one, two) for two in range(round(1.6 * one), round(2.4 * one) + 1))
