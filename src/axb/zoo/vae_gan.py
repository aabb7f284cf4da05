"""The VAE whose critic is a discriminator: three networks that learn in one turn.

Larsen et al. 2016, "Autoencoding beyond pixels using a learned similarity metric", table 1: convolutions that halve the
picture, transposed ones that double it; what is compared is a convolution inside the discriminator. Here pixels are
copied and convolved on the way up, because nothing that compares pixels holds a checkerboard back.
"""

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.training import VAEGAN, Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.halving import check_halving, doubled, halved
from axb.zoo.variational import Halves

NAME = "vae_gan"
SLOPE = 0.2  # of the discriminator's activation below 0: who is always caught learns nothing through units that are off


def build(
    facts: Facts,
    latent: int = 0,
    filters: tuple[int, ...] = (16, 32),
    up: str = "resize",
    gamma: float = 1.0,
    beta: float = 0.1,
) -> VAEGAN:
    """A convolution of `filters` filters for each halving, and as many doublings; the discriminator halves likewise."""
    check_halving(NAME, facts, filters, "vae", up)
    halves = Halves(NAME, facts, latent, "bernoulli", conditional=False)
    x, sides = halved(halves.x, filters)
    y = doubled(halves.codes, sides, filters, facts.input_shape[2], "linear", up)
    ends = halves.encoder(layers.Flatten()(x)), halves.decoder(y)
    return VAEGAN(*ends, _discriminator(facts, filters), gamma, beta, facts.unit, name=NAME)


def _discriminator(facts: Facts, filters: tuple[int, ...]) -> Model:
    inputs, x = facts.enter()
    for many in filters:
        x = layers.LeakyReLU(SLOPE)(layers.Conv2D(many, 4, strides=2, padding="same")(x))
    seen = layers.Flatten()(x)
    return Model(inputs, [seen, layers.Dense(1)(seen)], name="discriminator")


def adam(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """For each of the three; its memory is short, since what each learns against changes (Radford et al. 2016)."""
    return Adam(learning_rate or 0.001, beta_1=0.5)


VAE_GAN = Family(NAME, build, Recipe(20, 64, adam, steps=1500))
