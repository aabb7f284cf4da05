"""The autoencoder: x squeezed to a few numbers and restored from them, one dense layer each way.

Without a bend the best one finds the plane that PCA finds, however its own axes lie in it (Bourlard & Kamp 1988,
"Auto-association by multilayer perceptrons and singular value decomposition"; Baldi & Hornik 1989).
"""

from axb.training import Autoencoder
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.squeezing import adam, code_layer, code_size, dense, range_of

NAME = "autoencoder"


def build(
    facts: Facts, latent: int = 0, activation: str = "linear", noise: float = 0.0, sparse: float = 0.0
) -> Autoencoder:
    """code = activation(a x + b), restored = a' code + b'; with a bend pixels end in a sigmoid."""
    code = code_layer(code_size(NAME, facts, latent), activation, sparse)
    last = "linear" if code.activation == "linear" else range_of(facts)
    return Autoencoder(*dense(facts, NAME, (), code, "linear", last, noise), facts.unit, name=NAME)


AUTOENCODER = Family(NAME, build, Recipe(30, 64, adam(0.01), steps=4000))
