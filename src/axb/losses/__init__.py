"""What a model is trained to make small: Keras's losses, by class or by name.

A loss compares `y_true` with `y_pred` example by example and averages over all of them (with `sample_weight`: the
weighted sum over the number of examples, as Keras does).
"""

from axb.losses.crossentropy import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
)
from axb.losses.errors import (
    Elementwise,
    Hinge,
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    Poisson,
    SquaredHinge,
)
from axb.losses.loss import FunctionLoss, Loss, alike
from axb.losses.names import NAMES, get
from axb.losses.vectors import CategoricalHinge, CosineSimilarity, KLDivergence

mean_squared_error = mse = MeanSquaredError().of_each
mean_absolute_error = mae = MeanAbsoluteError().of_each
mean_absolute_percentage_error = mape = MeanAbsolutePercentageError().of_each
mean_squared_logarithmic_error = msle = MeanSquaredLogarithmicError().of_each
binary_crossentropy = BinaryCrossentropy().of_each
categorical_crossentropy = CategoricalCrossentropy().of_each
sparse_categorical_crossentropy = SparseCategoricalCrossentropy().of_each
huber, log_cosh, poisson = Huber().of_each, LogCosh().of_each, Poisson().of_each
kl_divergence, cosine_similarity = KLDivergence().of_each, CosineSimilarity().of_each
hinge, squared_hinge, categorical_hinge = Hinge().of_each, SquaredHinge().of_each, CategoricalHinge().of_each

__all__ = [
    "NAMES", "BinaryCrossentropy", "CategoricalCrossentropy", "CategoricalHinge", "CosineSimilarity", "Elementwise",
    "FunctionLoss", "Hinge", "Huber", "KLDivergence", "LogCosh", "Loss", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "Poisson",
    "SparseCategoricalCrossentropy", "SquaredHinge", "alike", "binary_crossentropy", "categorical_crossentropy",
    "categorical_hinge", "cosine_similarity", "get", "hinge", "huber", "kl_divergence", "log_cosh", "mae", "mape",
    "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error",
    "mse", "msle", "poisson", "sparse_categorical_crossentropy", "squared_hinge",
]  # fmt: skip
