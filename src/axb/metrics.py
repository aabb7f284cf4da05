"""What is watched beside the loss: Keras's metrics, by class or by name.

A metric adds up on the device, batch by batch, and is read only when somebody looks.
"""

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from axb import losses
from axb.registry import Configurable, registered
from axb.words import InputError


class Metric(Configurable):
    """A mean that grows batch by batch. A subclass writes `values(y_true, y_pred)`: one number for each example."""

    family = "metrics"
    default_name = "metric"

    total: Tensor | float
    count: Tensor | float

    def __init__(self, name: str | None = None) -> None:
        self.name = name or self.default_name
        self.reset_state()

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """One number for each example."""
        raise NotImplementedError

    @torch.no_grad()
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch in, as tensors or arrays."""
        values = self.values(torch.as_tensor(y_true), torch.as_tensor(y_pred)).float()
        if sample_weight is None:
            self.add(values.sum(), values.numel())
        else:
            weight = torch.as_tensor(sample_weight).float()
            weight = weight.reshape(-1, *[1] * (values.ndim - 1)).expand_as(values)
            self.add((values * weight).sum(), weight.sum())

    def add(self, value: Tensor, count: Tensor | int, times: int = 1) -> None:
        """Take in a sum over `count` examples, or with `times` = `count` their mean."""
        if not isinstance(self.total, Tensor):
            self.total = torch.full_like(value, self.total, dtype=torch.float32)
        self.total.add_(value, alpha=times)
        self.count = self.count + count

    def result(self) -> float:
        """The mean over all that was taken in (0 where nothing was)."""
        count = float(self.count)
        return float(self.total) / count if count else 0.0

    def reset_state(self) -> None:
        """Forget all that was taken in."""
        self.total, self.count = 0.0, 0

    def state(self) -> list[float]:
        """What was taken in, as two numbers."""
        return [float(self.total), float(self.count)]

    def load_state(self, state: list[float]) -> None:
        """Go on from what `state` returned."""
        self.total, self.count = state


@registered
class Mean(Metric):
    """The mean of numbers that are given to it."""

    default_name = "mean"


@registered
class BinaryAccuracy(Metric):
    """The share of examples whose one output lies on the right side of `threshold`."""

    default_name = "binary_accuracy"

    def __init__(self, name: str | None = None, threshold: float = 0.5) -> None:
        super().__init__(name)
        self.threshold = threshold

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """1 where right"""
        true, guess = losses.alike(y_true, y_pred)
        return (true == (guess > self.threshold)).float().mean(-1)


def largest(x: Tensor) -> Tensor:
    """The place of the first largest along the last axis: argmax, which takes 14 times as long in a population."""
    return x.max(-1).indices


@registered
class CategoricalAccuracy(Metric):
    """The share of examples whose largest output is the class of the one-hot row."""

    default_name = "categorical_accuracy"

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """1 where right"""
        return largest(y_true) == largest(y_pred)


@registered
class SparseCategoricalAccuracy(Metric):
    """The share of examples whose largest output is the class with that number."""

    default_name = "sparse_categorical_accuracy"

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """1 where right"""
        labels = y_true.squeeze(-1) if y_true.ndim == y_pred.ndim else y_true
        return labels == largest(y_pred)


@registered
class LossMetric(Metric):
    """A loss, watched."""

    def __init__(self, loss: losses.Loss, name: str | None = None) -> None:
        self.loss = loss
        self.default_name = loss.name
        super().__init__(name)

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """the loss of each example"""
        return self.loss.call(y_true, y_pred)


@registered
class MeanSquaredError(LossMetric):
    """The mean squared error."""

    def __init__(self, name: str = "mean_squared_error") -> None:
        super().__init__(losses.MeanSquaredError(), name)


@registered
class MeanAbsoluteError(LossMetric):
    """The mean absolute error."""

    def __init__(self, name: str = "mean_absolute_error") -> None:
        super().__init__(losses.MeanAbsoluteError(), name)


@registered
class RootMeanSquaredError(LossMetric):
    """The square root of the mean squared error: in the units of the number."""

    def __init__(self, name: str = "root_mean_squared_error") -> None:
        super().__init__(losses.MeanSquaredError(), name)

    def result(self) -> float:
        """sqrt of the mean"""
        return float(super().result() ** 0.5)


@registered
class FunctionMetric(Metric):
    """Any function of (y_true, y_pred) as a metric."""

    def __init__(self, function: Callable[[Tensor, Tensor], Tensor], name: str | None = None) -> None:
        self.function = function
        super().__init__(name or getattr(function, "__name__", "metric"))

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """what the function returns"""
        values = self.function(*losses.alike(y_true, y_pred))
        return values.expand(y_pred.shape[0]) if values.ndim == 0 else values


NAMES: dict[str, type[Metric]] = {
    "binary_accuracy": BinaryAccuracy,
    "categorical_accuracy": CategoricalAccuracy,
    "sparse_categorical_accuracy": SparseCategoricalAccuracy,
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "root_mean_squared_error": RootMeanSquaredError,
    "rmse": RootMeanSquaredError,
}
ACCURACY = ("accuracy", "acc")


def get(identifier: Any, y_true: Tensor, y_pred: Tensor) -> Metric:
    """The metric that `maker` finds, for answers and outputs like these."""
    return maker(identifier)(y_true, y_pred)


def maker(identifier: Any) -> Callable[[Tensor, Tensor], Metric]:
    """What makes the metric for some answers and outputs: by name, class, instance, or any function.

    "accuracy" becomes the one that fits. Raises InputError for an unknown name.
    """
    if isinstance(identifier, Metric):
        return lambda y_true, y_pred: copy.deepcopy(identifier)
    if isinstance(identifier, type) and issubclass(identifier, Metric):
        return lambda y_true, y_pred: identifier()
    if callable(identifier) and not isinstance(identifier, type):
        return lambda y_true, y_pred: FunctionMetric(identifier)
    name = str(identifier).lower()
    if name in ACCURACY:
        return lambda y_true, y_pred: accuracy_for(y_true, y_pred)(name=name)
    if name in NAMES:
        return lambda y_true, y_pred: NAMES[name](name=name)
    if name in losses.NAMES:
        return lambda y_true, y_pred: LossMetric(losses.get(name), name)
    known = ", ".join([*ACCURACY, *NAMES, *losses.NAMES])
    raise InputError("registry.unknown_choice", what="metric", known=known, got=identifier)


def accuracy_for(y_true: Tensor, y_pred: Tensor) -> type[Metric]:
    """Which accuracy fits: one output is binary, whole numbers are sparse, one-hot rows are categorical."""
    if y_pred.shape[-1] == 1:
        return BinaryAccuracy
    sparse = y_true.ndim < y_pred.ndim or y_true.shape[-1] == 1
    return SparseCategoricalAccuracy if sparse else CategoricalAccuracy
