"""A column of text as numbers, or as words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "?"})
LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, eq=False)
class Column:
    """One named column of `n` texts.

    present: bool `(n,)`, False where the text says that there is no value, or no float32 can hold it.
    numbers: float64 `(n,)`, or None where some present text is no number.
    """

    name: str
    texts: Sequence[str]
    present: NDArray[np.bool_]
    numbers: NDArray[np.float64] | None

    def words(self, rows: NDArray[np.bool_]) -> list[str]:
        """The different texts of those `rows`, in sorted order."""
        return sorted({text for text, wanted in zip(self.texts, rows, strict=True) if wanted})

    def first_word(self) -> str:
        """The first present text that is no number; empty where all are numbers."""
        present = (text for text, here in zip(self.texts, self.present, strict=True) if here)
        return next((text for text in present if _number(text) is None), "")


def parse_column(name: str, texts: Sequence[str]) -> Column:
    """Take a column for numbers if every present text is one, else for words."""
    present = np.array([text.lower() not in MISSING for text in texts], dtype=bool)
    values = [_number(text) if here else math.nan for text, here in zip(texts, present, strict=True)]
    if None in values:
        return Column(name, texts, present, None)
    numbers = np.array(values, dtype=np.float64)
    return Column(name, texts, present & (np.abs(numbers) <= LARGEST), numbers)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
