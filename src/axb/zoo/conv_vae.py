"""The convolutional variational autoencoder: the VAE's two ends with convolutions before and behind them.

Convolutions that halve the picture, a dense layer, mean and variance; from the code a dense layer, then doublings, as
in Salimans, Kingma & Welling 2015, "Markov chain Monte Carlo and variational inference: bridging the gap".
"""

from axb import layers
from axb.training import VAE
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.halving import check_halving, doubled, halved
from axb.zoo.squeezing import adam
from axb.zoo.variational import Halves, bent, joined_with, variational


def build(
    facts: Facts,
    latent: int = 0,
    filters: tuple[int, ...] = (32, 64),
    hidden: tuple[int, ...] = (256,),
    likelihood: str = "auto",
    beta: float = 1.0,
    warmup: int = 0,
    conditional: bool = False,
    batch_norm: bool = True,
) -> VAE:
    """A convolution for each halving, dense layers of `hidden` units, the code; the same backwards.

    batch_norm: dense layers are normalised within the batch before each ReLU; it learns sooner.
    """
    check_halving("conv_vae", facts, filters, "vae")
    halves = Halves("conv_vae", facts, latent, likelihood, conditional)
    x, sides = halved(halves.x, filters)
    x = joined_with(layers.Flatten()(x), halves.told[0])
    y = joined_with(halves.codes, halves.told[1])
    for down, up in zip(hidden, reversed(hidden), strict=True):
        x, y = bent(x, down, batch_norm), bent(y, up, batch_norm)
    y = doubled(y, sides, filters, facts.input_shape[2], "linear")
    return variational(halves, halves.encoder(x), halves.decoder(y), beta, warmup)


CONV_VAE = Family("conv_vae", build, Recipe(20, 128, adam(0.002), steps=2000))
