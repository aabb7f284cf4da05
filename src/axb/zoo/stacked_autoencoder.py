"""The stacked autoencoder: several layers down to the code, the same sizes up again.

Hinton & Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks": the code is linear, pixels end
in a logistic function. They trained layer by layer first, with sigmoids, which could not learn otherwise; so does
`pretrain` (Bengio et al. 2006). GELU (Hendrycks & Gimpel 2016) and Adam learn all layers at once; weights are held
small (Loshchilov & Hutter 2019), since so many can learn pictures by heart.
"""

from axb.optimizers import AdamW, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.training import Autoencoder, LayerwiseAutoencoder
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.squeezing import code_layer, code_size, dense, range_of

NAME = "stacked_autoencoder"


def build(
    facts: Facts,
    latent: int = 0,
    hidden: tuple[int, ...] = (512, 256),
    activation: str = "gelu",
    noise: float = 0.0,
    sparse: float = 0.0,
    pretrain: int = 0,
) -> Autoencoder:
    """Dense layers of `hidden` units, the code, and the same layers backwards; each pair learns alone for `pretrain`
    updates before all learn together, from outside inwards."""
    code = code_layer(code_size(NAME, facts, latent), "linear", sparse)
    encoder, decoder = dense(facts, NAME, hidden, code, activation, range_of(facts), noise)
    if not pretrain:
        return Autoencoder(encoder, decoder, facts.unit, name=NAME)
    return LayerwiseAutoencoder(encoder, decoder, facts.unit, pretrain, name=NAME)


def adamw(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Its rate falls to nothing along half a cosine."""
    return AdamW(CosineDecay(learning_rate or 0.002, steps), weight_decay=0.05)


STACKED_AUTOENCODER = Family(NAME, build, Recipe(30, 256, adamw, steps=2000))
