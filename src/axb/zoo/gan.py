"""The generative adversarial network of dense layers (Goodfellow et al. 2014): points, tables, small pictures."""

import math

from axb import layers
from axb.training import GAN, Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.forging import adam, beside, code_size, leaky, told_classes
from axb.zoo.squeezing import range_of


def build(
    facts: Facts,
    latent: int = 0,
    hidden: tuple[int, ...] = (64, 64),
    conditional: bool = False,
    critic_turns: int = 1,
    penalty: float = 1.0,
    average: float = 0.999,
) -> GAN:
    """Dense layers of `hidden` units from a code to x; the same sizes backwards from x to one number."""
    classes = told_classes("gan", facts, conditional)
    codes = layers.Input((code_size("gan", facts, latent),))
    told, y = beside(codes, classes)
    for units in hidden:
        y = layers.Dense(units, "relu")(y)
    y = layers.Dense(math.prod(facts.input_shape), range_of(facts))(y)
    made = facts.restore(layers.Reshape(facts.input_shape)(y))
    generator = Model([codes, *told] if told else codes, made, name="generator")
    inputs, x = facts.enter()
    told, x = beside(layers.Flatten()(x), classes)
    for units in reversed(hidden):
        x = leaky(layers.Dense(units)(x))
    judged = layers.Dense(1)(x)
    discriminator = Model([inputs, *told] if told else inputs, judged, name="discriminator")
    return GAN(generator, discriminator, critic_turns, penalty, average, facts.unit, name="gan")


GAN_FAMILY = Family("gan", build, Recipe(300, 64, adam(0.001), steps=6000))
