"""What a person gives: a number of the right kind, finite and within range, or one of those known; or one sentence."""

import math
import operator
from collections.abc import Collection
from typing import TypeVar

from axb.words import InputError

T = TypeVar("T")


def whole(name: str, value: object, low: int, high: int) -> int:
    """`value` as an int of `low..high`. Raises InputError for anything else, booleans included."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = low - 1
    if isinstance(value, bool) or not low <= number <= high:
        raise InputError("data.whole_number", name=name, low=low, high=high, value=repr(value))
    return number


def read_whole(name: str, text: str, low: int = 0, high: int = 10**6) -> int:
    """`whole` of a text as it is typed; the usual range is for one that knows its own."""
    return whole(name, int(text) if text.strip().isdecimal() else text, low, high)


def real(name: str, value: object, low: float, high: float) -> float:
    """`value` as a finite float of `low..high`. Raises InputError for anything else."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not low <= number <= high:
        raise InputError("data.real_number", name=name, low=f"{low:g}", high=f"{high:g}", value=repr(value))
    return number


def one_of(name: str, value: T, known: Collection[T]) -> T:
    """`value`, which is one of those known. Raises InputError for another."""
    if value not in known:
        raise InputError("registry.unknown_choice", what=name, known=", ".join(map(str, known)), got=value)
    return value
