"""What a model is trained to make small: Keras's losses, by class or by name.

A loss compares `y_true` with `y_pred` example by example and averages over all of them (with `sample_weight`: the
weighted sum over the number of examples, as Keras does). Cross-entropies are computed from logits wherever the last
activation was a softmax or a sigmoid: stable, and one kernel.
"""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.layout import along_last
from axb.registry import Configurable, registered
from axb.words import InputError

EPSILON = 1e-7
NO_CLASS = -(2**62)  # torch passes over the number that it is told; nobody's class has this one


class Loss(Configurable):
    """A subclass writes `call(y_true, y_pred)`: one number for each example, `(N, ...)`."""

    family = "losses"

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """The loss of each example, before averaging."""
        raise NotImplementedError

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The mean over all examples, a scalar, for tensors or arrays."""
        weight = None if sample_weight is None else torch.as_tensor(sample_weight)
        return average(self.of_each(y_true, y_pred), weight)

    def of_each(self, y_true: Any, y_pred: Any) -> Tensor:
        """The loss of each example, for tensors or arrays."""
        return self.call(torch.as_tensor(y_true), torch.as_tensor(y_pred))

    @property
    def name(self) -> str:
        """Its name in Keras's manner."""
        return next((name for name, cls in NAMES.items() if cls is type(self)), type(self).__name__.lower())


def average(values: Tensor, sample_weight: Tensor | None) -> Tensor:
    """The mean of `values`, each example's first multiplied by its weight."""
    if sample_weight is None:
        return values.mean()
    weight = sample_weight.to(values.dtype)
    while weight.ndim > values.ndim and weight.shape[-1] == 1:
        weight = weight.squeeze(-1)
    return (values * weight.reshape(*weight.shape, *[1] * (values.ndim - weight.ndim))).mean()


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


def logits_of(y_pred: Tensor, from_logits: bool) -> Tensor | None:
    """y_pred's logits where they are known: itself, or what its softmax or sigmoid was taken of."""
    logits: Tensor | None = y_pred if from_logits else getattr(y_pred, "logits", None)
    return None if logits is None else logits.float()


@registered
class MeanSquaredError(Loss):
    """mean((y_true - y_pred)²) over the last axis: for numbers."""

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """one mean an example"""
        true, guess = alike(y_true, y_pred)
        return (guess - true).square().mean(-1)


@registered
class MeanAbsoluteError(Loss):
    """mean(|y_true - y_pred|) over the last axis: for numbers, less moved by outliers."""

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """one mean an example"""
        true, guess = alike(y_true, y_pred)
        return (guess - true).abs().mean(-1)


def smoothed(y_true: Tensor, label_smoothing: float, classes: int) -> Tensor:
    """(1 - s) y + s / classes (Szegedy et al. 2016, section 7)."""
    return y_true * (1 - label_smoothing) + label_smoothing / classes if label_smoothing else y_true


@registered
class BinaryCrossentropy(Loss):
    """-(y log p + (1 - y) log(1 - p)), mean over the last axis: for two classes, 0 and 1, and one sigmoid output."""

    def __init__(self, from_logits: bool = False, label_smoothing: float = 0.0) -> None:
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        logits = logits_of(y_pred, self.from_logits)
        true, guess = alike(y_true, y_pred if logits is None else logits)
        target = smoothed(true, self.label_smoothing, 2)
        if logits is not None:
            return F.binary_cross_entropy_with_logits(guess, target, reduction="none").mean(-1)
        p = guess.clamp(EPSILON, 1 - EPSILON)
        return -(target * p.log() + (1 - target) * (1 - p).log()).mean(-1)


@registered
class CategoricalCrossentropy(Loss):
    """-sum(y log p) over the last axis: for classes given as one-hot rows (`to_categorical`)."""

    def __init__(self, from_logits: bool = False, label_smoothing: float = 0.0) -> None:
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        target = smoothed(y_true.float(), self.label_smoothing, y_pred.shape[-1])
        return -(target * log_probabilities(y_pred, self.from_logits)).sum(-1)


@registered
class SparseCategoricalCrossentropy(Loss):
    """-log p[y]: for classes given as whole numbers 0..classes-1, `(N,)` or `(N, 1)`.

    `label_smoothing` spreads that share of the target evenly over all classes.
    """

    def __init__(self, from_logits: bool = False, label_smoothing: float = 0.0) -> None:
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        labels = y_true.squeeze(-1) if y_true.ndim == y_pred.ndim else y_true
        log_p = log_probabilities(y_pred, self.from_logits)
        loss = _at(log_p, labels.long())
        if self.label_smoothing:
            loss = loss * (1 - self.label_smoothing) - log_p.mean(-1) * self.label_smoothing
        return loss


def _at(log_p: Tensor, labels: Tensor) -> Tensor:
    """-log p of each label. torch's own kernel is sooner done; it wants classes on axis 1, as a population has them."""
    by_class = log_p.movedim(-1, 1)
    if by_class.is_contiguous():
        return F.nll_loss(by_class, labels, reduction="none", ignore_index=NO_CLASS)
    return -log_p.gather(-1, labels.unsqueeze(-1)).squeeze(-1)


def log_probabilities(y_pred: Tensor, from_logits: bool) -> Tensor:
    """log p along the last axis; p without known logits is made to sum to 1 and kept off 0, as Keras does."""
    logits = logits_of(y_pred, from_logits)
    if logits is not None:
        return along_last(torch.log_softmax, logits)
    p = y_pred.float()
    return (p / p.sum(-1, keepdim=True)).clamp(EPSILON, 1 - EPSILON).log()


@registered
class FunctionLoss(Loss):
    """Any function of (y_true, y_pred), both floats and alike in shape, as a loss."""

    def __init__(self, function: Callable[[Tensor, Tensor], Tensor]) -> None:
        self.function = function

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """what the function returns"""
        return self.function(*alike(y_true, y_pred))


NAMES: dict[str, type[Loss]] = {
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}


def get(identifier: Any) -> Loss:
    """A loss by name, the one given, one of a class given, or any function of (y_true, y_pred)."""
    if isinstance(identifier, type) and issubclass(identifier, Loss):
        identifier = identifier()
    if isinstance(identifier, Loss):
        return identifier
    if isinstance(getattr(identifier, "__self__", None), Loss):  # mean_squared_error and its like, below
        return identifier.__self__  # type: ignore[no-any-return]
    if callable(identifier) and not isinstance(identifier, type):
        return FunctionLoss(identifier)
    name = str(identifier).lower()
    if name not in NAMES:
        raise InputError("registry.unknown_choice", what="loss", known=", ".join(NAMES), got=identifier)
    return NAMES[name]()


mean_squared_error = mse = MeanSquaredError().of_each
mean_absolute_error = mae = MeanAbsoluteError().of_each
binary_crossentropy = BinaryCrossentropy().of_each
categorical_crossentropy = CategoricalCrossentropy().of_each
sparse_categorical_crossentropy = SparseCategoricalCrossentropy().of_each
