"""Features brought to mean 0 and variance 1 by numbers that the data gave, and back."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, Self, Unpack

import numpy as np
import torch
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.layers.arguments import raise_argument
from axb.registry import registered
from axb.words import InputError

Numbers = float | Sequence[float]


@registered
class Normalization(Layer):
    """(x - mean) / sqrt(variance), with a mean and a variance for each place along `axis` (None: one for all numbers).

    They are given, or taken from data by `adapt`, and become part of its configuration; without either x stays as it
    is. `invert` goes the other way: x * sqrt(variance) + mean.
    """

    shift: Tensor
    scale: Tensor

    def __init__(
        self,
        axis: int | Sequence[int] | None = -1,
        mean: Numbers | None = None,
        variance: Numbers | None = None,
        invert: bool = False,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        if (mean is None) != (variance is None):
            raise_argument(self, "variance" if variance is None else "mean", "given, as the other is", None)
        self.axes = () if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
        self.mean = np.ravel(0.0 if mean is None else mean).tolist()
        self.variance = np.ravel(1.0 if variance is None else variance).tolist()
        self.invert = invert

    def check(self, input_shape: Any) -> None:
        """One mean and one variance for each place, or one for all."""
        places = math.prod(self._kept(input_shape))
        for name in ("mean", "variance"):
            if len(numbers := getattr(self, name)) not in (1, places):
                rule = f"one number, or one for each of {places} features"
                raise_argument(self, name, rule, numbers)

    def _kept(self, shape: Sequence[int | None]) -> list[int]:
        """The shape with 1 for all but the axes."""
        rank = len(shape)
        sizes = [1] * rank
        for axis in self.axes:
            size = shape[axis] if -rank <= axis < rank else None
            if size is None:
                raise ShapeError("layers.axis", part=self.label, axis=axis, got=tuple(shape))
            sizes[axis] = size
        return sizes

    def build(self, input_shape: Any) -> None:
        """Two constants, `shift` and `scale`, that move with the model."""
        self._sizes = self._kept(input_shape)
        for name, numbers in (("shift", self._spread(self.mean)), ("scale", self._deviation())):
            self.register_buffer(name, numbers, persistent=False)

    def _spread(self, numbers: list[float]) -> Tensor:
        tensor = torch.tensor(numbers)
        return tensor if len(numbers) == 1 else tensor.reshape(self._sizes[self._first :])

    @property
    def _first(self) -> int:
        """The axis from which on the constants have a size."""
        return next((axis for axis, size in enumerate(self._sizes) if size > 1), len(self._sizes) - 1)

    def _deviation(self) -> Tensor:
        return self._spread(self.variance).sqrt().clamp(min=1e-7)

    def adapt(self, data: Any) -> Self:
        """Take mean and variance from `data`: an array, or batches (each x, or a tuple that begins with it).

        Raises InputError for data without examples, or of another shape than it was built for.
        """
        count, total, squares = 0, 0.0, 0.0
        for batch in _batches(data):
            kept = self._kept(batch.shape)
            rest = tuple(
                axis for axis in range(batch.ndim) if axis not in {one % batch.ndim for one in self.axes}
            )
            count += batch.size // math.prod(kept)
            total, squares = total + batch.sum(rest), squares + np.square(batch).sum(rest)
        if not count:
            raise InputError("layers.nothing_to_adapt", part=self.label)
        mean = np.asarray(total / count)
        variance = np.maximum(squares / count - np.square(mean), 0)
        self.mean, self.variance = np.ravel(mean).tolist(), np.ravel(variance).tolist()
        self._config.update(mean=mean.tolist(), variance=variance.tolist())
        if self.built:
            self.check((None, *batch.shape[1:]))
            self.shift.data, self.scale.data = self._spread(self.mean), self._deviation()
        return self

    def call(self, inputs: Tensor) -> Tensor:
        """(x - mean) / standard deviation, or back"""
        return inputs * self.scale + self.shift if self.invert else (inputs - self.shift) / self.scale

    def torch_form(self) -> TorchForm:
        """the same expression"""
        shape = f".reshape({tuple(self.shift.shape)})" if self.shift.ndim > 1 else ""
        mean = f"torch.tensor({self.mean}){shape}"
        deviation = f"torch.tensor({self.variance}).sqrt().clamp(min=1e-7){shape}"
        back, there = f"{{x}} * {deviation} + {mean}", f"({{x}} - {mean}) / {deviation}"
        return TorchForm(back if self.invert else there)


def _batches(data: Any) -> Iterator[np.ndarray[Any, Any]]:
    """Each batch's x as float64; an array is one batch."""
    whole = isinstance(data, np.ndarray | Tensor) or hasattr(data, "__array__")
    for batch in [data] if whole else data:
        x = batch[0] if isinstance(batch, tuple | list) else batch
        yield np.asarray(x.cpu() if isinstance(x, Tensor) else x).astype(np.float64)
