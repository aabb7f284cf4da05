"""What every loss is: one number for each example, and their mean."""

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

import torch
from torch import Tensor

from axb.graph.naming import snake_case
from axb.registry import Configurable, refuse_unknown, registered
from axb.words import InputError

EPSILON = 1e-7
MEAN = "sum_over_batch_size"  # Keras's name for the mean over all examples
REDUCTIONS = (MEAN, "mean", "sum", "mean_with_sample_weight", "none", None)


class LossOptions(TypedDict, total=False):
    """What every loss takes: a name, and what becomes of the examples' losses, as in Keras.

    reduction: "sum_over_batch_size" or "mean" (over the number of examples), "sum", "mean_with_sample_weight" (over the
    sum of weights), or None (nothing: such a loss can't be trained with).
    """

    name: str | None
    reduction: str | None


class Loss(Configurable):
    """A subclass writes `call(y_true, y_pred)`: one number for each example, `(N, ...)`."""

    family = "losses"
    _name: str | None = None
    reduction: str | None = MEAN

    def __init__(self, **options: Unpack[LossOptions]) -> None:
        refuse_unknown(self, options, LossOptions)
        self._name, self.reduction = options.get("name"), options.get("reduction", MEAN)
        if self.reduction not in REDUCTIONS:
            known = ", ".join(map(str, REDUCTIONS))
            raise InputError("registry.unknown_choice", what="reduction", known=known, got=self.reduction)

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """The loss of each example, before averaging."""
        raise NotImplementedError

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The mean over all examples (or what `reduction` says), for tensors or arrays."""
        weight = None if sample_weight is None else torch.as_tensor(sample_weight)
        return reduced(self.of_each(y_true, y_pred), weight, self.reduction)

    def of_each(self, y_true: Any, y_pred: Any) -> Tensor:
        """The loss of each example, for tensors or arrays."""
        return self.call(torch.as_tensor(y_true), torch.as_tensor(y_pred))

    @property
    def name(self) -> str:
        """Its name in Keras's manner."""
        return self._name or snake_case(type(self).__name__)

    @name.setter
    def name(self, name: str) -> None:
        self._name = name


def reduced(values: Tensor, sample_weight: Tensor | None, reduction: str | None = MEAN) -> Tensor:
    """The mean of `values` (or what `reduction` says), each example's first multiplied by its weight."""
    weighted = values if sample_weight is None else values * spread(sample_weight, values)
    if reduction in (MEAN, "mean"):
        return weighted.mean()
    if reduction in (None, "none"):
        return weighted
    if reduction == "sum" or sample_weight is None:
        return weighted.sum() if reduction == "sum" else weighted.mean()
    return weighted.sum() / spread(sample_weight, values).expand_as(values).sum()


def spread(sample_weight: Tensor, values: Tensor) -> Tensor:
    """Weights with as many axes as the values they weigh."""
    weight = sample_weight.to(values.dtype)
    while weight.ndim > values.ndim and weight.shape[-1] == 1:
        weight = weight.squeeze(-1)
    return weight.reshape(*weight.shape, *[1] * (values.ndim - weight.ndim))


def alike(y_true: Tensor, y_pred: Tensor) -> tuple[Tensor, Tensor]:
    """Both as floats with the same number of axes, as Keras does it: `(N,)` beside `(N, 1)` becomes `(N, 1)`."""
    y_pred = y_pred.float()
    if y_true.ndim == y_pred.ndim - 1 and y_pred.shape[-1] == 1:
        y_true = y_true.unsqueeze(-1)
    elif y_true.ndim == y_pred.ndim + 1 and y_true.shape[-1] == 1:
        if y_pred.ndim == 1:
            y_pred = y_pred.unsqueeze(-1)
        else:
            y_true = y_true.squeeze(-1)
    return y_true.float(), y_pred


@registered
class FunctionLoss(Loss):
    """Any function of (y_true, y_pred), both floats and alike in shape, as a loss."""

    def __init__(self, function: Callable[[Tensor, Tensor], Tensor], **options: Unpack[LossOptions]) -> None:
        super().__init__(**options)
        self.function = function

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """what the function returns"""
        return self.function(*alike(y_true, y_pred))
