"""The generative adversarial network of dense layers (Goodfellow et al. 2014): points, tables, small pictures."""

import math

from axb import layers
from axb.training import GAN
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.forging import adam, code_size, leaky, player, telling, told_classes
from axb.zoo.squeezing import range_of
from axb.zoo.variational import joined_with


def build(
    facts: Facts,
    latent: int = 0,
    hidden: tuple[int, ...] = (128, 128),
    conditional: bool = False,
    critic_turns: int = 1,
    penalty: float = 1.0,
    average: float = 0.999,
) -> GAN:
    """Dense layers of `hidden` units from a code to x; the same sizes backwards from x to one number."""
    classes = told_classes("gan", facts, conditional)
    codes, told = layers.Input((code_size("gan", facts, latent),)), telling(classes)
    y = joined_with(codes, told)
    for units in hidden:
        y = layers.Dense(units, "relu")(y)
    y = layers.Dense(math.prod(facts.input_shape), range_of(facts))(y)
    generator = player("generator", codes, told, facts.restore(layers.Reshape(facts.input_shape)(y)))
    (inputs, x), told = facts.enter(), telling(classes)
    x = joined_with(layers.Flatten()(x), told)
    for units in reversed(hidden):
        x = leaky(layers.Dense(units)(x))
    discriminator = player("discriminator", inputs, told, layers.Dense(1)(x))
    return GAN(generator, discriminator, critic_turns, penalty, average, facts.unit, name="gan")


GAN_FAMILY = Family("gan", build, Recipe(60, 64, adam(0.002, 0.0, 0.99), steps=6000))
