"""What a family must know of the data: the shape that comes in, and how the answers go out."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from axb import layers
from axb.data import Dataset
from axb.graph import SymbolicTensor
from axb.training import Head, Model, head
from axb.words import InputError


@dataclass(frozen=True)
class Facts:
    """Input shape (without the batch axis) and dtype, the head that the task decides, and scales from training data.

    Pixels go to 0..1; table columns to mean 0 and variance 1 (`mean`, `variance`); numbers to predict come back from
    that scale to their own (`target_mean`, `target_scale`). Points are small already and stay as they are. `augment`
    makes the parts that change pictures at random while training.
    """

    input_shape: tuple[int, ...]
    head: Head
    dtype: str = "float32"
    mean: tuple[float, ...] | None = None
    variance: tuple[float, ...] | None = None
    target_mean: float = 0.0
    target_scale: float = 1.0
    augment: tuple[Callable[[], layers.Layer], ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether an example is `(H, W, C)`."""
        return len(self.input_shape) == 3

    @property
    def classes(self) -> int:
        """How many classes the answers have; 0 where these are numbers."""
        return {"regression": 0, "binary": 2}.get(self.head.task, self.head.units)

    def enter(self) -> tuple[SymbolicTensor, SymbolicTensor]:
        """The input, and the same brought to a good scale, and changed at random where that is asked for."""
        inputs = layers.Input(self.input_shape, dtype=self.dtype)
        x = self._scaled(inputs)
        for change in self.augment:
            x = change()(x)
        return inputs, x

    def _scaled(self, x: SymbolicTensor) -> SymbolicTensor:
        if self.dtype == "uint8":
            return layers.Rescaling(1 / 255)(x)
        if self.mean is not None and self.variance is not None:
            return layers.Normalization(mean=self.mean, variance=self.variance)(x)
        return x

    @property
    def unit(self) -> float | tuple[float, ...]:
        """What an error of 1 is in the data's own numbers: the range of pixels, each column's standard deviation."""
        if self.dtype == "uint8":
            return 255.0
        return 1.0 if self.variance is None else tuple(math.sqrt(one) or 1.0 for one in self.variance)

    def restore(self, x: SymbolicTensor) -> SymbolicTensor:
        """From the good scale back to the data's own: what `enter` did, undone."""
        if self.dtype == "uint8":
            return layers.Rescaling(255.0)(x)
        if self.mean is not None and self.variance is not None:
            return layers.Normalization(mean=self.mean, variance=self.variance, invert=True)(x)
        return x

    def leave(self, inputs: SymbolicTensor, x: SymbolicTensor, name: str) -> Model:
        """The model from `inputs` through x to the output layer that the task asks for.

        Raises InputError where there is nothing to tell apart.
        """
        if self.head.task == "unlabelled":
            raise InputError("pictures.needs_classes", family=name)
        y = layers.Dense(self.head.units, self.head.activation)(x)
        if (self.target_mean, self.target_scale) != (0.0, 1.0):
            y = layers.Rescaling(self.target_scale, self.target_mean)(y)
        return Model(inputs, y, name=name)


def facts_of(data: Dataset) -> Facts:
    """The facts of a data set; scales come from its training part alone."""
    ending, dtype = head(data.task, data.classes), str(data.x_train.dtype)
    if data.kind == "points":
        return Facts(data.input_shape, ending, dtype)
    mean, variance = (
        (_numbers(data.x_train.mean(0)), _numbers(data.x_train.var(0)))
        if data.kind == "table"
        else (None, None)
    )
    if data.task != "regression":
        return Facts(data.input_shape, ending, dtype, mean, variance)
    target_mean, target_scale = float(data.y_train.mean()), float(data.y_train.std()) or 1.0
    return Facts(data.input_shape, ending, dtype, mean, variance, target_mean, target_scale)


def _numbers(row: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in np.asarray(row, np.float64))
