"""What every metric is: a mean that grows batch by batch, or what a person's own variables make of it."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from axb import initializers, losses
from axb.graph.weight import Weight
from axb.registry import Configurable, registered


class Metric(Configurable):
    """A subclass writes `values(y_true, y_pred)`, one number for each example, whose mean it then is.

    Or, as in Keras, it makes its own sums with `add_variable`, and writes `update_state` and `result`.
    """

    family = "metrics"
    default_name = "metric"

    total: Tensor | float
    count: Tensor | float

    def __init__(self, name: str | None = None) -> None:
        self.name = name or self.default_name
        self.total, self.count = 0.0, 0
        self.variables: list[Weight] = []

    def add_variable(self, shape: Sequence[int] = (), initializer: Any = "zeros", name: str = "") -> Weight:
        """A sum of one's own, which `reset_state` sets to 0; `assign` and `assign_add` change it."""
        variable = Weight(initializers.get(initializer)(tuple(shape)), requires_grad=False)
        self.variables.append(variable)
        return variable

    add_weight = add_variable

    @classmethod
    def by_example(cls) -> bool:
        """Whether it is the mean of `values`, and so can be counted for many models at once."""
        return cls.values is not Metric.values and cls.update_state is Metric.update_state

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
            weight = weighed(sample_weight, values)
            self.add((values * weight).sum(), weight.sum())

    def add(self, value: Tensor, count: Tensor | int, times: int = 1) -> None:
        """Take in a sum over `count` examples, or with `times` = `count` their mean."""
        if not isinstance(self.total, Tensor):
            self.total = torch.full_like(value, self.total, dtype=torch.float32)
        self.total.add_(value, alpha=times)
        self.count = self.count + count

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Take a batch in; the result so far."""
        self.update_state(*args, **options)
        return self.result()

    def result(self) -> Any:
        """The mean over all that was taken in (0 where nothing was)."""
        count = float(self.count)
        return float(self.total) / count if count else 0.0

    def reset_state(self) -> None:
        """Forget all that was taken in."""
        self.total, self.count = 0.0, 0
        for variable in self.variables:
            variable.assign(torch.zeros_like(variable))

    @property
    def is_kept(self) -> bool:
        """Whether anything was taken in since it was forgotten, or sums of its own are kept."""
        return bool(self.variables) or isinstance(self.count, Tensor) or self.count > 0

    def state(self) -> list[float]:
        """What was taken in, as numbers: two, and those in variables."""
        own = [number for variable in self.variables for number in variable.flatten().tolist()]
        return [float(self.total), float(self.count), *own]

    def load_state(self, state: list[float]) -> None:
        """Go on from what `state` returned."""
        self.total, self.count, *own = state
        for variable in self.variables:
            variable.assign(torch.tensor(own[: variable.numel()]).reshape(variable.shape))
            own = own[variable.numel() :]


def weighed(sample_weight: Any, values: Tensor) -> Tensor:
    """The examples' weights in the shape of `values`."""
    weight = torch.as_tensor(sample_weight).float()
    return weight.reshape(-1, *[1] * (values.ndim - 1)).expand_as(values)


@registered
class Mean(Metric):
    """The mean of numbers that are given to it."""

    default_name = "mean"

    def update_state(self, values: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Take numbers in, each with the same weight or its own."""
        numbers = torch.as_tensor(values).detach().float()
        if sample_weight is None:
            self.add(numbers.sum(), numbers.numel())
        else:
            weight = weighed(sample_weight, numbers)
            self.add((numbers * weight).sum(), weight.sum())


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
