"""The arrays that `fit` is given, as what is trained on and what is held out to watch."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from axb.data.batches import as_arrays, each, same_length
from axb.words import InputError

Fields = tuple[Any, Any, Any]  # x, y, weights of the examples


def training_and_held_out(
    x: Any, y: Any, weight: Any, class_weight: Mapping[int, float] | None, split: float, held: Any
) -> tuple[Fields, Fields | None]:
    """The examples to train on, weighted, and those to watch: `held`, or the last `split` of the examples."""
    fields = as_arrays(x), as_arrays(y), as_arrays(weight)
    examples = same_length(*fields)
    if not 0 <= split < 1:
        raise InputError("registry.out_of_range", what="fit: validation_split", rule="∈ [0, 1)", got=split)
    watched = None if held is None else given(held)
    if watched is None and split:
        cut = int(examples * (1 - split))
        watched = _rows(fields, slice(cut, None))
        fields = _rows(fields, slice(cut))
    return (fields[0], fields[1], _weighted(fields[1], fields[2], class_weight)), watched


def given(held: Any) -> Fields:
    """`validation_data`: (x, y), (x, y, weights), or x alone."""
    pair = isinstance(held, tuple | list) and 1 <= len(held) <= 3
    x, y, weight = (*held, None, None)[:3] if pair else (held, None, None)
    return as_arrays(x), as_arrays(y), as_arrays(weight)


def _rows(fields: Fields, rows: slice) -> Fields:
    x, y, weight = (each(lambda array: array[rows], field) for field in fields)
    return x, y, weight


def _weighted(y: Any, weight: Any, class_weight: Mapping[int, float] | None) -> Any:
    """Each example's weight times that of its class (1 for classes that are not named)."""
    if class_weight is None:
        return weight
    if not isinstance(class_weight, Mapping) or y is None or isinstance(y, list | dict):
        raise InputError("training.class_weight")
    answers = np.asarray(y)
    one_hot = answers.ndim > 1 and answers.shape[-1] > 1
    labels = answers.argmax(-1) if one_hot else answers.reshape(len(answers), -1)[:, 0]
    by_class = np.array([class_weight.get(int(label), 1.0) for label in labels], np.float32)
    return by_class if weight is None else by_class * np.asarray(weight).reshape(-1)
