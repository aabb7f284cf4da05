"""The variational autoencoder: an encoder that answers with mean and variance, so that codes lie in a known order.

Kingma & Welling 2014, "Auto-encoding variational Bayes", appendix C: dense networks on both sides; Bernoulli pixels
(C.1), or a Gaussian (C.2), its variance here one learned number for each column. Theirs had a hidden layer of tanh.
"""

import math

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.training import VAE
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.variational import Halves, bent, joined_with, variational


def build(
    facts: Facts,
    latent: int = 0,
    hidden: tuple[int, ...] = (512, 512),
    likelihood: str = "auto",
    beta: float = 1.0,
    warmup: int = 0,
    conditional: bool = False,
    batch_norm: bool = True,
) -> VAE:
    """Dense layers of `hidden` units down to mean and log-variance; the same sizes up again from the code.

    batch_norm: normalised within the batch before each ReLU; the paper didn't know that yet, and it learns sooner.
    """
    halves = Halves("vae", facts, latent, likelihood, conditional)
    x = joined_with(layers.Flatten()(halves.x), halves.told[0])
    y = joined_with(halves.codes, halves.told[1])
    for down, up in zip(hidden, reversed(hidden), strict=True):
        x, y = bent(x, down, batch_norm), bent(y, up, batch_norm)
    y = layers.Reshape(facts.input_shape)(layers.Dense(math.prod(facts.input_shape))(y))
    return variational(halves, halves.encoder(x), halves.decoder(y), beta, warmup)


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Adam whose rate falls to nothing along half a cosine."""
    return Adam(CosineDecay(learning_rate or (0.002 if facts.is_picture else 0.004), steps))


VAE_FAMILY = Family("vae", build, Recipe(30, 128, optimizer, steps=2000))
