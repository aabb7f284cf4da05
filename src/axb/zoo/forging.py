"""What adversarial families share: how long the code is, what the players are told, and how fast each learns."""

import math

from axb import layers
from axb.graph import SymbolicTensor
from axb.optimizers import Adam, Optimizer
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import MakeOptimizer

USUAL = 64  # numbers of a code that becomes a picture
SLOPE = 0.2  # of the discriminator's activation below 0 (Radford et al. 2016)


def code_size(family: str, facts: Facts, latent: int) -> int:
    """`latent`, or where that is 0 twice the numbers of x, up to the usual 64."""
    if latent < 0:
        raise InputError("registry.out_of_range", what=f"{family}: latent", rule="≥ 0", got=latent)
    return latent or min(USUAL, 2 * math.prod(facts.input_shape))


def told_classes(family: str, facts: Facts, conditional: bool) -> int:
    """How many classes both players are told; 0 where they aren't. Raises InputError where the data have none."""
    if not conditional:
        return 0
    if facts.head.task not in ("binary", "multiclass"):
        raise InputError("zoo.no_classes", family=family)
    return max(facts.head.units, 2)


def beside(x: SymbolicTensor, classes: int) -> tuple[list[SymbolicTensor], SymbolicTensor]:
    """The second input, one-hot `(N, classes)`, where classes are told, and x `(N, F)` with it at the end."""
    if not classes:
        return [], x
    told = layers.Input((classes,))
    return [told], layers.Concatenate()([x, told])


def leaky(x: SymbolicTensor) -> SymbolicTensor:
    """The discriminator's activation: a forger learns nothing through units that are off."""
    return layers.LeakyReLU(SLOPE)(x)


def adam(rate: float, beta_1: float = 0.5) -> MakeOptimizer:
    """Adam for each player, its memory short since what it learns against changes (Radford et al. 2016)."""

    def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> dict[str, Optimizer]:
        chosen = learning_rate or rate
        return {name: Adam(chosen, beta_1=beta_1) for name in ("generator", "discriminator")}

    return optimizer
