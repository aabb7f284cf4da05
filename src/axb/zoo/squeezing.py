"""What autoencoders share: how short the code is, what comes in, what goes out, and dense layers both ways."""

import math
from collections.abc import Sequence

from axb import layers
from axb.graph import SymbolicTensor
from axb.optimizers import Adam, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.regularizers import L1
from axb.training import Model
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


def code_layer(size: int, activation: str, sparse: float) -> layers.Dense:
    """The layer that gives the code. Where its numbers cost something, it ends in ReLU unless it bends already: what is
    not needed is then exactly 0.

    `sparse` times the sum of |code| joins each example's loss (L1, as in F. Chollet's "Building autoencoders in Keras",
    2016). Ng's notes ("Sparse autoencoder", 2011, section 3) hold each unit's mean at a small rho by a KL divergence
    instead: that needs codes in 0..1 and a batch large enough for a mean; L1 takes any code, and one example.
    """
    price = L1(sparse)
    if not sparse:
        return layers.Dense(size, activation, name="code")
    bend = "relu" if activation == "linear" else activation
    return layers.Dense(size, bend, activity_regularizer=price, name="code")


def dense(
    facts: Facts,
    name: str,
    hidden: Sequence[int],
    code: layers.Dense,
    activation: str,
    last: str,
    noise: float,
) -> tuple[Model, Model]:
    """Encoder and decoder: dense layers of `hidden` units with `activation` down to the code, and the same back up."""
    inputs, x = enter(facts, noise)
    x = layers.Flatten()(x)
    for units in hidden:
        x = layers.Dense(units, activation)(x)
    encoder = Model(inputs, code(x), name="encoder")
    y = codes = layers.Input((code.units,))
    for units in reversed(hidden):
        y = layers.Dense(units, activation)(y)
    y = layers.Dense(math.prod(facts.input_shape), last)(y)
    y = facts.restore(layers.Reshape(facts.input_shape)(y))
    return encoder, Model(codes, y, name="decoder")


def adam(rate: float) -> MakeOptimizer:
    """Adam whose rate falls from `rate` to nothing along half a cosine."""

    def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
        return Adam(CosineDecay(learning_rate or rate, steps))

    return optimizer
