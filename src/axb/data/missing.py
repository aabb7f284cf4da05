"""What stands for a value that is missing in a table, where its row is to be used all the same."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from axb.data.columns import Column
from axb.data.dataset import Array

WAYS = ("drop", "fill")


def with_word(column: Column) -> Column:
    """Missing is a word of its own, the empty one; numbers stay, NaN where they are missing."""
    if column.numbers is not None:
        return replace(column, numbers=np.where(column.present, column.numbers, np.nan))
    texts = [text if here else "" for text, here in zip(column.texts, column.present, strict=True)]
    return replace(column, texts=texts)


def fills_of(x: Array, names: Sequence[str]) -> Array:
    """float32 `(F,)` for inputs x `(N, F)` of those names: the median of a column of numbers; of words, what says that
    it is missing."""
    fills = [
        float(name.endswith("=")) if "=" in name else _median(column)
        for name, column in zip(names, x.T, strict=True)
    ]
    return np.array(fills, np.float32)


def filled(x: Array, fills: Array) -> Array:
    """x with those numbers where there is none."""
    return np.where(np.isnan(x), fills, x)


def _median(column: Array) -> float:
    known = column[~np.isnan(column)]
    return float(np.median(known)) if len(known) else 0.0
