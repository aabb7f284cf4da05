"""Answers and predictions as they come from a model, checked and in one form."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.words import InputError

TOLERANCE = 1e-2  # a probability computed in bfloat16 may be that far outside 0..1


def column(array: NDArray[Any]) -> NDArray[Any]:
    """(N,) of (N,) or (N, 1). Raises InputError for another shape."""
    if array.ndim == 2 and array.shape[1] == 1:
        return array[:, 0]
    if array.ndim != 1:
        raise InputError("views.one_number", shape=array.shape)
    return array


def classes_of(answers: NDArray[Any], classes: int) -> NDArray[np.int64]:
    """Answers (N,) as int64. Raises InputError where one is no whole number from 0 to `classes` - 1."""
    if (answers != np.round(answers)).any() or answers.min() < 0 or answers.max() >= classes:
        raise InputError("views.class_range", last=classes - 1, low=answers.min(), high=answers.max())
    return answers.astype(np.int64)


def probabilities_of(predicted: NDArray[Any], classes: int) -> NDArray[np.float32]:
    """Predictions as float32 (N, K); of two classes both, where only the second one's was given.

    Raises InputError for another shape, or values that are no probabilities.
    """
    if classes == 2 and (predicted.ndim == 1 or predicted.shape[1:] == (1,)):
        second = column(predicted)
        predicted = np.stack([1 - second, second], axis=1)
    if predicted.ndim != 2 or predicted.shape[1] != classes:
        raise InputError("views.outputs", classes=classes, shape=predicted.shape)
    if predicted.min() < -TOLERANCE or predicted.max() > 1 + TOLERANCE:
        raise InputError("views.probabilities", low=f"{predicted.min():.3g}", high=f"{predicted.max():.3g}")
    return predicted.astype(np.float32)
