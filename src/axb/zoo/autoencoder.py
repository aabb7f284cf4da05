"""The autoencoder: x squeezed to a few numbers and restored from them, one dense layer each way.

Without a bend the best one finds the plane that PCA finds, however its own axes lie in it (Bourlard & Kamp 1988,
"Auto-association by multilayer perceptrons and singular value decomposition"; Baldi & Hornik 1989).
"""

from axb.training import Autoencoder
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.squeezing import adam, dense, range_of


def build(facts: Facts, latent: int = 0, activation: str = "linear", noise: float = 0.0) -> Autoencoder:
    """code = activation(a x + b), restored = a' code + b'; with a bend pixels end in a sigmoid."""
    last = "linear" if activation == "linear" else range_of(facts)
    return dense(facts, "autoencoder", (), latent, activation, last, noise)


AUTOENCODER = Family("autoencoder", build, Recipe(30, 64, adam(0.01), steps=4000))
