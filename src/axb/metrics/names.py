"""Metrics by name."""

import copy
from collections.abc import Callable
from typing import Any

from torch import Tensor

from axb import losses
from axb.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
)
from axb.metrics.counting import Precision, Recall
from axb.metrics.errors import (
    CosineSimilarity,
    LossMetric,
    MeanAbsoluteError,
    MeanSquaredError,
    RootMeanSquaredError,
)
from axb.metrics.metric import FunctionMetric, Metric
from axb.words import InputError

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
    "top_k_categorical_accuracy": TopKCategoricalAccuracy,
    "sparse_top_k_categorical_accuracy": SparseTopKCategoricalAccuracy,
    "precision": Precision,
    "recall": Recall,
    "cosine_similarity": CosineSimilarity,
}
ACCURACY = ("accuracy", "acc")


def by_example(identifier: Any) -> bool:
    """Whether a metric, given or by name, is the mean of one number an example that its own class computes."""
    if isinstance(identifier, str):
        kind = NAMES.get(identifier.lower())
        return kind is None or kind.by_example()
    return (
        isinstance(identifier, Metric)
        and not isinstance(identifier, FunctionMetric)
        and identifier.by_example()
    )


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
