"""The multilayer perceptron: y = ax + b, a bend, and again (Rumelhart, Hinton & Williams 1986)."""

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.optimizers.schedules import CosineDecay
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe


def build(
    facts: Facts,
    hidden: tuple[int, ...] = (128, 64),
    activation: str = "relu",
    dropout: float = 0.0,
    batch_norm: bool = False,
    initializer: str = "glorot_uniform",
) -> Model:
    """Dense layers of `hidden` units; batch normalisation before, dropout after each activation where asked."""
    inputs, x = facts.enter()
    x = layers.Flatten()(x)
    for units in hidden:
        x = layers.Dense(units, kernel_initializer=initializer)(x)
        if batch_norm:
            x = layers.BatchNormalization()(x)
        x = layers.Activation(activation)(x)
        if dropout:
            x = layers.Dropout(dropout)(x)
    return facts.leave(inputs, x, "mlp")


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Adam whose rate falls to nothing along half a cosine. Its epsilon stays small beside gradients, which shrink
    with the square of the target's scale."""
    rate = CosineDecay(learning_rate or (0.001 if facts.is_picture else 0.01), steps)
    return Adam(rate, epsilon=1e-7 * min(1.0, facts.target_scale**2))


MLP = Family("mlp", build, Recipe(30, 64, optimizer, steps=500))
