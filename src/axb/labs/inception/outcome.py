"""What became of one network with one seed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from axb.data import Dataset
from axb.insight import Cell, accuracy_without, cells, feature_maps
from axb.labs.inception.networks import MODULES
from axb.labs.trial import AT_ONCE, MEASURED
from axb.training import Model
from axb.views.maps import strongest

KEPT = 18  # maps of a cell


@dataclass(frozen=True)
class Outcome:
    """Errors are shares of wrong answers, as `Trial` measures them; seconds of learning.

    without: for several sizes the test error while one branch is switched off, by its name ("module_1.filters_1x1").
    seen: what is inside the first module for the plan's picture, cells as JSON.
    """

    network: str
    seed: int
    widths: list[int]
    parameters: int
    multiply_adds: int
    train_errors: list[float]
    test_errors: list[float]
    seconds: float
    without: dict[str, float]
    seen: list[dict[str, Any]]

    @property
    def error(self) -> float:
        """Of the test examples, at the end."""
        return self.test_errors[-1]

    @property
    def cells(self) -> list[Cell]:
        """What was seen."""
        return [
            Cell(
                one["name"], np.array(one["values"], np.float32), tuple(one["sources"]), one["column"], one["lane"],
                tuple(one["shape"]),
            )
            for one in self.seen
        ]  # fmt: skip


def errors_without(model: Model, data: Dataset) -> dict[str, float]:
    """`without` of an outcome."""
    right = accuracy_without(model, data.x_test[:MEASURED], data.y_test[:MEASURED], AT_ONCE)
    return {name: round(1 - accuracy, 6) for name, accuracy in right.items() if name}


def seen_in(model: Model, data: Dataset, picture: int) -> list[dict[str, Any]]:
    """`seen` of an outcome; the picture as it is counted in a plan."""
    example = data.x_test[picture - 1]
    found = cells(feature_maps(model, example), example, MODULES[0])
    return [
        {**one._asdict(), "values": strongest(one.values, KEPT).round(3).tolist()} for one in found
    ]  # of many maps those that show most
