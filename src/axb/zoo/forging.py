"""What adversarial families share: how long the code is, what the players are told, and how fast each learns."""

import math

from axb import layers
from axb.graph import SymbolicTensor
from axb.optimizers import Adam, Optimizer
from axb.training import Model
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
    if conditional and not facts.classes:
        raise InputError("zoo.no_classes", family=family)
    return facts.classes if conditional else 0


def telling(classes: int) -> list[SymbolicTensor]:
    """The second input of a player, one-hot `(N, classes)`, where classes are told."""
    return [layers.Input((classes,))] if classes else []


def player(name: str, given: SymbolicTensor, told: list[SymbolicTensor], answer: SymbolicTensor) -> Model:
    """From what is given, and told, to the answer."""
    return Model([given, *told] if told else given, answer, name=name)


def leaky(x: SymbolicTensor) -> SymbolicTensor:
    """The discriminator's activation: a forger learns nothing through units that are off."""
    return layers.LeakyReLU(SLOPE)(x)


def adam(rate: float, beta_1: float, beta_2: float) -> MakeOptimizer:
    """One Adam for each player, at the same rate. Its memory is short: what each learns against changes."""

    def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> dict[str, Optimizer]:
        chosen = learning_rate or rate
        return {name: Adam(chosen, beta_1, beta_2) for name in ("generator", "discriminator")}

    return optimizer
