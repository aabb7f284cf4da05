"""What the networks are made of: the sick one, each cure alone, all together."""

from dataclasses import dataclass
from typing import Any

from axb import layers
from axb.optimizers import Adam
from axb.training import Model
from axb.training.seeds import seed_turn
from axb.words import say
from axb.zoo.facts import Facts

RATE = 0.001  # Adam's, in every network alike
MOMENTUM = 0.9  # of the moving averages: at the usual 0.99 a short training ends before they have followed


@dataclass(frozen=True)
class Recipe:
    """Activation, first weights, batch normalisation before it, a way around each layer but the first and last."""

    name: str
    activation: str = "sigmoid"
    initializer: str = "glorot_uniform"
    batch_norm: bool = False
    skip: bool = False

    @property
    def title(self) -> str:
        """What it is called, in the current language."""
        return say(f"labs_vanishing.name_{self.name}")


RECIPES = {
    one.name: one
    for one in (
        Recipe("plain"),
        Recipe("he", initializer="he_normal"),
        Recipe("tanh", activation="tanh"),
        Recipe("relu", activation="relu"),
        Recipe("norm", batch_norm=True),
        Recipe("skip", skip=True),
        Recipe("all", "relu", "he_normal", batch_norm=True, skip=True),
    )
}


def build(recipe: Recipe, facts: Facts, depth: int, width: int, seed: int) -> Model:
    """`depth` Dense layers, the last one the answer, the others of `width` units; first weights from `seed`."""
    seed_turn(seed, 0, 0)
    inputs, x = facts.enter()
    x = layers.Flatten()(x)
    for place in range(depth - 1):
        if recipe.skip and place:
            x = layers.Residual(*_parts(recipe, width))(x)
        else:
            for part in _parts(recipe, width):
                x = part(x)
    model = facts.leave(inputs, x, f"{recipe.name}_{depth}")
    model.compile(optimizer=Adam(RATE), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _parts(recipe: Recipe, width: int) -> list[Any]:
    """One layer: y = ax + b, brought to one scale where asked, and its bend."""
    norm = [layers.BatchNormalization(momentum=MOMENTUM)] if recipe.batch_norm else []
    dense = layers.Dense(width, kernel_initializer=recipe.initializer)
    return [dense, *norm, layers.Activation(recipe.activation)]
