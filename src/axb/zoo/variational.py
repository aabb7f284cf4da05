"""What variational autoencoders share: the size of the code, what is told, the likelihood, and how both halves meet."""

import math
from collections.abc import Sequence

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import VAE, Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.squeezing import enter

USUAL = 20  # numbers of a code, at most as many as x has


class Halves:
    """The ends of encoder and decoder for some data: what comes in, and what leaves.

    likelihood: "bernoulli", "gaussian", or "auto": Bernoulli for pictures, Gaussian for anything else. conditional:
    both are told the class, one-hot. Raises InputError for what doesn't fit the data.
    """

    def __init__(self, family: str, facts: Facts, latent: int, likelihood: str, conditional: bool) -> None:
        if latent < 0:
            raise InputError("registry.out_of_range", what=f"{family}: latent", rule="≥ 0", got=latent)
        if conditional and not facts.classes:
            raise InputError("zoo.no_classes", family=family)
        self.family, self.facts = family, facts
        self.latent = latent or min(USUAL, math.prod(facts.input_shape))
        usual = "bernoulli" if facts.is_picture else "gaussian"
        self.likelihood = usual if likelihood == "auto" else likelihood
        self.inputs, self.x = enter(facts, 0.0)
        self.codes = layers.Input((self.latent,))
        told = (facts.classes,) if conditional else ()
        self.told = [[layers.Input(told)] if told else [] for _ in range(2)]  # the encoder's, the decoder's

    def encoder(self, x: SymbolicTensor) -> Model:
        """From the input through x to mean and log-variance."""
        both = [layers.Dense(self.latent, name=name)(x) for name in ("mean", "log_variance")]
        return Model([self.inputs, *self.told[0]] if self.told[0] else self.inputs, both, name="encoder")

    def decoder(self, y: SymbolicTensor) -> Model:
        """From the codes through y, which has x's shape, to x: pixels are a sigmoid's, all else any number."""
        if self.likelihood == "bernoulli" or self.facts.is_picture:
            y = layers.Activation("sigmoid")(y)
        made = self.facts.restore(y)
        return Model([self.codes, *self.told[1]] if self.told[1] else self.codes, made, name="decoder")


def joined_with(x: SymbolicTensor, told: Sequence[SymbolicTensor]) -> SymbolicTensor:
    """x `(N, features)`, and beside it the class where that is told."""
    return layers.Concatenate()([x, *told]) if told else x


def bent(x: SymbolicTensor, units: int, batch_norm: bool) -> SymbolicTensor:
    """A dense layer and ReLU, batch normalisation between them where asked."""
    if not batch_norm:
        return layers.Dense(units, "relu")(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(layers.Dense(units, use_bias=False)(x)))


def variational(halves: Halves, encoder: Model, decoder: Model, beta: float, warmup: int) -> VAE:
    """The two as one."""
    return VAE(encoder, decoder, halves.likelihood, beta, warmup, halves.facts.unit, name=halves.family)
