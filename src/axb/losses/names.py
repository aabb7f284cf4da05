"""Losses by name."""

from typing import Any

from axb.losses.crossentropy import BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy
from axb.losses.errors import (
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
from axb.losses.loss import FunctionLoss, Loss
from axb.losses.vectors import CategoricalHinge, CosineSimilarity, KLDivergence
from axb.words import InputError

NAMES: dict[str, type[Loss]] = {
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "huber": Huber,
    "log_cosh": LogCosh,
    "mean_absolute_percentage_error": MeanAbsolutePercentageError,
    "mape": MeanAbsolutePercentageError,
    "mean_squared_logarithmic_error": MeanSquaredLogarithmicError,
    "msle": MeanSquaredLogarithmicError,
    "kl_divergence": KLDivergence,
    "cosine_similarity": CosineSimilarity,
    "poisson": Poisson,
    "hinge": Hinge,
    "squared_hinge": SquaredHinge,
    "categorical_hinge": CategoricalHinge,
}


def get(identifier: Any) -> Loss:
    """A loss by name, the one given, one of a class given, or any function of (y_true, y_pred)."""
    if isinstance(identifier, type) and issubclass(identifier, Loss):
        identifier = identifier()
    if isinstance(identifier, Loss):
        return identifier
    if isinstance(getattr(identifier, "__self__", None), Loss):  # mean_squared_error and its like
        return identifier.__self__  # type: ignore[no-any-return]
    if callable(identifier) and not isinstance(identifier, type):
        return FunctionLoss(identifier)
    name = str(identifier).lower()
    if name not in NAMES:
        raise InputError("registry.unknown_choice", what="loss", known=", ".join(NAMES), got=identifier)
    return NAMES[name]()
