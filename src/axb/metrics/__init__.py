"""What is watched beside the loss: Keras's metrics, by class or by name.

A metric adds up on the device, batch by batch, and is read only when somebody looks.
"""

from axb.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
    largest,
)
from axb.metrics.counting import Precision, Recall
from axb.metrics.errors import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    CosineSimilarity,
    KLDivergence,
    LogCoshError,
    LossMetric,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    Poisson,
    RootMeanSquaredError,
    SparseCategoricalCrossentropy,
)
from axb.metrics.metric import FunctionMetric, Mean, Metric
from axb.metrics.names import NAMES, accuracy_for, by_example, get, maker

__all__ = [
    "NAMES", "BinaryAccuracy", "BinaryCrossentropy", "CategoricalAccuracy", "CategoricalCrossentropy",
    "CosineSimilarity", "FunctionMetric", "KLDivergence", "LogCoshError", "LossMetric", "Mean", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "Metric", "Poisson",
    "Precision", "Recall", "RootMeanSquaredError", "SparseCategoricalAccuracy", "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy", "TopKCategoricalAccuracy", "accuracy_for", "by_example", "get", "largest", "maker",
]  # fmt: skip
