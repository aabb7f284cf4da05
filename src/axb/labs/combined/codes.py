"""A classifier on the codes of a frozen autoencoder, beside the same classifier on pixels, with few labels."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb import layers
from axb.data import Dataset
from axb.labs.combined.course import Stage
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import Autoencoder, Model, Sequential
from axb.training.seeds import seed_turn
from axb.zoo import facts_of, find

LABELS = (100, 1000)
DRAWS = 3  # choices of labelled pictures, whose accuracies are averaged: few labels scatter much
TESTED, STEPS = 1000, 200
Array = NDArray[Any]


class Codes:
    """All pictures are there, few have labels: what can be learned from those without?"""

    cost = 1.0

    def __init__(self, data: Dataset, epochs: int, seed: int) -> None:
        self.data, self.epochs, self.seed = data, 2 * epochs, seed
        self.autoencoder: Autoencoder | None = None
        self.trained: list[tuple[str, Model]] = []

    def stages(self) -> list[Stage]:
        """The autoencoder on all pictures, without a label; then classifiers on what few labels there are."""
        first = Stage(self._autoencoder, len(self.data.x_train), 128, self.epochs)
        arms = [
            (count, way, draw) for count in LABELS for draw in range(DRAWS) for way in ("pixels", "codes")
        ]
        return [first, *(self._stage(*arm) for arm in arms)]

    def _stage(self, count: int, way: str, draw: int) -> Stage:
        batch = min(50, count // 5)
        return Stage(partial(self._classifier, count, way, draw), count, batch, STEPS * batch // count)

    def _autoencoder(self) -> tuple[Model, Array, None]:
        seed_turn(self.seed, 0, 0)
        family, facts = find("stacked_autoencoder"), facts_of(self.data)
        model = family.make(facts, {"hidden": "256,64"})
        steps = self.stages()[0].steps
        model.compile(family.recipe.optimizer(facts, steps, None), "mean_squared_error")
        assert isinstance(model, Autoencoder)
        self.autoencoder = model
        return model, self.data.x_train, None

    def _classifier(self, count: int, way: str, draw: int) -> tuple[Model, Array, Array]:
        """The same two layers behind pixels, or behind the encoder, which stays what it is."""
        assert self.autoencoder is not None
        rows = np.random.default_rng([self.seed, draw]).permutation(len(self.data.x_train))[:count]
        seed_turn(self.seed, draw, 1)
        entry = layers.Input(self.data.input_shape, dtype=str(self.data.x_train.dtype))
        if way == "codes":
            self.autoencoder.encoder.trainable = False
            behind: list[Any] = [self.autoencoder.encoder, layers.BatchNormalization(momentum=0.9)]
        else:
            behind = [layers.Rescaling(1 / 255), layers.Flatten()]
        head = [layers.Dense(64, "relu"), layers.Dense(self.data.classes or 1, "softmax")]
        model = Sequential([entry, *behind, *head])
        model.compile(
            Adam(CosineDecay(0.003, STEPS)), "sparse_categorical_crossentropy", metrics=["accuracy"]
        )
        self.trained.append((f"{way}_{count}", model))
        return model, self.data.x_train[rows], self.data.y_train[rows]

    def scores(self, over: int) -> dict[str, float]:
        """ "pixels_100" and so on: the share of right answers on test pictures, a mean over the draws."""
        found: dict[str, list[float]] = {}
        x, y = self.data.x_test[:TESTED], self.data.y_test[:TESTED]
        for name, model in self.trained[: max(over - 1, 0)]:
            told = model.evaluate(x, y, 500, verbose=0, return_dict=True)
            found.setdefault(name, []).append(told["accuracy"])
        return {name: float(np.mean(each)) for name, each in found.items()}

    def pictures(self, over: int) -> dict[str, str]:
        """None."""
        return {}

    def points(self, over: int) -> dict[str, list[list[float]]]:
        """None."""
        return {}
