"""The convolutional GAN: transposed convolutions double a small picture until it is whole, convolutions halve it again.

Radford, Metz & Chintala 2016, "Unsupervised representation learning with deep convolutional generative adversarial
networks": strides instead of pooling, batch normalisation and ReLU in the generator, LeakyReLU in the discriminator,
filters double while the side halves. Windows are 4x4, a multiple of the stride, which draws no checkerboard.
"""

import math

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import GAN, Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.forging import adam, code_size, leaky, player, telling, told_classes
from axb.zoo.pictures import check_picture
from axb.zoo.variational import joined_with

WINDOW = 4
SMALLEST = 4  # pixels a side that a picture is halved down to, or fewer
LEAST = 14  # of what it takes


def build(
    facts: Facts,
    latent: int = 0,
    filters: int = 32,
    conditional: bool = False,
    critic_turns: int = 1,
    penalty: float = 0.01,
    average: float = 0.999,
) -> GAN:
    """`filters` at full size, twice as many at each halving."""
    check_picture("dcgan", facts, LEAST, instead="gan")
    classes = told_classes("dcgan", facts, conditional)
    sides = [(facts.input_shape[0], facts.input_shape[1])]
    while max(sides[-1]) > SMALLEST:
        high, wide = sides[-1]
        sides.append((-(-high // 2), -(-wide // 2)))
    size = code_size("dcgan", facts, latent)
    widths = [filters * 2**level for level in range(len(sides) - 1)]
    generator = _generator(facts, size, sides, widths, classes)
    discriminator = _discriminator(facts, widths, classes)
    return GAN(generator, discriminator, critic_turns, penalty, average, facts.unit, name="dcgan")


def _generator(
    facts: Facts, size: int, sides: list[tuple[int, int]], widths: list[int], classes: int
) -> Model:
    codes = layers.Input((size,))
    told = telling(classes)
    y = joined_with(codes, told)
    smallest = (*sides[-1], widths[-1])
    y = layers.Reshape(smallest)(layers.Dense(math.prod(smallest), use_bias=False)(y))
    for filters, wanted in zip(reversed(widths[:-1]), reversed(sides[1:-1]), strict=True):
        y = _doubled(_normal(y), wanted, filters, "linear", False)
    y = _doubled(_normal(y), sides[0], facts.input_shape[2], "sigmoid", True)
    return player("generator", codes, told, facts.restore(y))


def _normal(y: SymbolicTensor) -> SymbolicTensor:
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(y))


def _doubled(
    y: SymbolicTensor, wanted: tuple[int, int], filters: int, activation: str, use_bias: bool
) -> SymbolicTensor:
    """Twice as high and wide; a side that is wanted odd gets one pixel less."""
    more = 1 - wanted[0] % 2, 1 - wanted[1] % 2
    window, padding = (WINDOW, None) if all(more) else (3, more)
    return layers.Conv2DTranspose(
        filters, window, 2, "same", padding, activation=activation, use_bias=use_bias
    )(y)


def _discriminator(facts: Facts, widths: list[int], classes: int) -> Model:
    """A class becomes one more channel."""
    (inputs, x), told = facts.enter(), telling(classes)
    high, wide = facts.input_shape[:2]
    for one in told:
        x = layers.Concatenate()([x, layers.Reshape((high, wide, 1))(layers.Dense(high * wide)(one))])
    for filters in widths:
        x = leaky(layers.Conv2D(filters, WINDOW, strides=2, padding="same")(x))
    return player("discriminator", inputs, told, layers.Dense(1)(layers.Flatten()(x)))


DCGAN = Family("dcgan", build, Recipe(15, 64, adam(0.002, 0.0, 0.99), steps=1500))
