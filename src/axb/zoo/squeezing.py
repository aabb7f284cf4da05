"""What autoencoders share: how short the code is, what comes in, what goes out, and dense layers both ways."""

import math
from collections.abc import Sequence

from axb import layers
from axb.graph import SymbolicTensor
from axb.optimizers import Adam, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.training import Autoencoder, Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import MakeOptimizer

USUAL = 16  # numbers of a code


def code_size(family: str, facts: Facts, latent: int) -> int:
    """`latent`, or where that is 0 the usual 16, and half of the numbers of x where those are fewer than 32."""
    if latent < 0:
        raise InputError("registry.out_of_range", what=f"{family}: latent", rule="≥ 0", got=latent)
    return latent or min(USUAL, max(math.prod(facts.input_shape) // 2, 1))


def enter(facts: Facts, noise: float) -> tuple[SymbolicTensor, SymbolicTensor]:
    """The input, and the same at a good scale with a share of `noise` of its numbers destroyed while training.

    Vincent et al. 2008, section 2.3: a fixed share of the components is forced to 0; the others grow to keep the mean.
    Raises InputError where pictures are to be changed at random: what comes in is what must come out.
    """
    if facts.augment:
        raise InputError("zoo.restores_what_comes")
    inputs, x = facts.enter()
    return inputs, layers.Dropout(noise)(x) if noise else x


def range_of(facts: Facts) -> str:
    """The last activation of a network that bends: a pixel is 0 to 1, all else any number."""
    return "sigmoid" if facts.is_picture else "linear"


def dense(
    facts: Facts, name: str, hidden: Sequence[int], latent: int, activation: str, last: str, noise: float
) -> Autoencoder:
    """Dense layers of `hidden` units down to the code of `latent` numbers, which has `activation`; then back up."""
    size = code_size(name, facts, latent)
    inputs, x = enter(facts, noise)
    x = layers.Flatten()(x)
    for units in hidden:
        x = layers.Dense(units, "relu")(x)
    code = layers.Dense(size, activation, name="code")(x)
    codes = layers.Input((size,))
    y = codes
    for units in reversed(hidden):
        y = layers.Dense(units, "relu")(y)
    y = layers.Dense(math.prod(facts.input_shape), last)(y)
    y = facts.restore(layers.Reshape(facts.input_shape)(y))
    return joined(facts, name, Model(inputs, code, name="encoder"), Model(codes, y, name="decoder"))


def joined(facts: Facts, name: str, encoder: Model, decoder: Model) -> Autoencoder:
    """The two as one, its error told in the data's unit."""
    return Autoencoder(encoder, decoder, facts.unit, name=name)


def adam(rate: float) -> MakeOptimizer:
    """Adam whose rate falls from `rate` to nothing along half a cosine."""

    def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
        return Adam(CosineDecay(learning_rate or rate, steps))

    return optimizer
