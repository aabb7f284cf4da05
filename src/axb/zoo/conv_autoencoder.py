"""The convolutional autoencoder: convolutions halve the picture down to a code, transposed ones double it again.

Masci et al. 2011, "Stacked convolutional auto-encoders for hierarchical feature extraction", strides for its pooling.
A transposed convolution whose window is no multiple of its stride lays more windows over some pixels than over others:
the checkerboard. `up="resize"` copies pixels first and convolves then, which cannot (Odena, Dumoulin & Olah 2016).
"""

from axb import layers
from axb.training import Autoencoder, Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.halving import check_halving, doubled, halved
from axb.zoo.squeezing import adam, code_layer, code_size, enter

NAME = "conv_autoencoder"


def build(
    facts: Facts,
    latent: int = 0,
    filters: tuple[int, ...] = (16, 32),
    up: str = "transposed",
    noise: float = 0.0,
    sparse: float = 0.0,
) -> Autoencoder:
    """A convolution of `filters` filters for each halving, the code, and as many doublings."""
    check_halving(NAME, facts, filters, "stacked_autoencoder", up)
    size = code_size(NAME, facts, latent)
    inputs, x = enter(facts, noise)
    x, sides = halved(x, filters)
    code = code_layer(size, "linear", sparse)(layers.Flatten()(x))
    codes = layers.Input((size,))
    y = facts.restore(doubled(codes, sides, filters, facts.input_shape[2], "sigmoid", up))
    encoder, decoder = Model(inputs, code, name="encoder"), Model(codes, y, name="decoder")
    return Autoencoder(encoder, decoder, facts.unit, name=NAME)


CONV_AUTOENCODER = Family(NAME, build, Recipe(15, 64, adam(0.004), steps=2000))
