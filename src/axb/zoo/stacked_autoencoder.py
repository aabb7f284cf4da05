"""The stacked autoencoder: several layers down to the code, the same sizes up again.

Hinton & Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks": the code is linear, pixels end
in a logistic function. They trained layer by layer first, with sigmoids; ReLU and Adam learn all layers at once.
"""

from axb.training import Autoencoder
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.squeezing import adam, dense, range_of


def build(
    facts: Facts, latent: int = 0, hidden: tuple[int, ...] = (256, 64), noise: float = 0.0
) -> Autoencoder:
    """Dense layers of `hidden` units with ReLU, the code, and the same layers backwards."""
    return dense(facts, "stacked_autoencoder", hidden, latent, "linear", range_of(facts), noise)


STACKED_AUTOENCODER = Family("stacked_autoencoder", build, Recipe(30, 64, adam(0.002), steps=2000))
