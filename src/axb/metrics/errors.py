"""Losses, watched."""

import torch.nn.functional as F
from torch import Tensor

from axb import losses
from axb.metrics.metric import Metric
from axb.registry import registered


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
class MeanAbsolutePercentageError(LossMetric):
    """The mean absolute error in percent."""

    def __init__(self, name: str = "mean_absolute_percentage_error") -> None:
        super().__init__(losses.MeanAbsolutePercentageError(), name)


@registered
class MeanSquaredLogarithmicError(LossMetric):
    """The mean squared error of logarithms."""

    def __init__(self, name: str = "mean_squared_logarithmic_error") -> None:
        super().__init__(losses.MeanSquaredLogarithmicError(), name)


@registered
class LogCoshError(LossMetric):
    """The mean log cosh of errors."""

    def __init__(self, name: str = "logcosh") -> None:
        super().__init__(losses.LogCosh(), name)


@registered
class KLDivergence(LossMetric):
    """The mean Kullback-Leibler divergence."""

    def __init__(self, name: str = "kl_divergence") -> None:
        super().__init__(losses.KLDivergence(), name)


@registered
class Poisson(LossMetric):
    """The mean Poisson loss."""

    def __init__(self, name: str = "poisson") -> None:
        super().__init__(losses.Poisson(), name)


@registered
class BinaryCrossentropy(LossMetric):
    """The mean binary cross-entropy."""

    def __init__(
        self, name: str = "binary_crossentropy", from_logits: bool = False, label_smoothing: float = 0.0
    ) -> None:
        super().__init__(losses.BinaryCrossentropy(from_logits, label_smoothing), name)


@registered
class CategoricalCrossentropy(LossMetric):
    """The mean cross-entropy of one-hot rows."""

    def __init__(
        self, name: str = "categorical_crossentropy", from_logits: bool = False, label_smoothing: float = 0.0
    ) -> None:
        super().__init__(losses.CategoricalCrossentropy(from_logits, label_smoothing), name)


@registered
class SparseCategoricalCrossentropy(LossMetric):
    """The mean cross-entropy of class numbers."""

    def __init__(self, name: str = "sparse_categorical_crossentropy", from_logits: bool = False) -> None:
        super().__init__(losses.SparseCategoricalCrossentropy(from_logits), name)


@registered
class CosineSimilarity(Metric):
    """The mean cosine of the angle: 1 is the same direction (the loss of this name is its negative, as in Keras)."""

    default_name = "cosine_similarity"

    def values(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """cos of each example's angle"""
        true, guess = losses.alike(y_true, y_pred)
        return F.cosine_similarity(true, guess, dim=-1)
