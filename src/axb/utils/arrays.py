"""Class numbers as one-hot rows."""

from typing import Any

import numpy as np

from axb.words import InputError


def to_categorical(x: Any, num_classes: int | None = None) -> np.ndarray[Any, Any]:
    """Class numbers `(...)` or `(..., 1)` as one-hot rows `(..., num_classes)`, float32.

    num_classes: None is the largest number plus one. Raises InputError for numbers that are not 0..num_classes-1.
    """
    labels = np.asarray(x).astype("int64")
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    classes = num_classes or int(labels.max(initial=0)) + 1
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        rule = f"0 ... {classes - 1}"
        raise InputError(
            "registry.out_of_range",
            what="to_categorical: x",
            rule=rule,
            got=f"{labels.min()} ... {labels.max()}",
        )
    rows: np.ndarray[Any, Any] = np.eye(classes, dtype="float32")[labels]
    return rows
