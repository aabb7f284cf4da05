"""Numbers a person gives: the right kind, finite and within range, or one sentence."""

import math
import operator

from axb.words import InputError


def whole(name: str, value: object, low: int, high: int) -> int:
    """`value` as an int of `low..high`. Raises InputError for anything else, booleans included."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = low - 1
    if isinstance(value, bool) or not low <= number <= high:
        raise InputError("data.whole_number", name=name, low=low, high=high, value=repr(value))
    return number


def real(name: str, value: object, low: float, high: float) -> float:
    """`value` as a finite float of `low..high`. Raises InputError for anything else."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not low <= number <= high:
        raise InputError("data.real_number", name=name, low=f"{low:g}", high=f"{high:g}", value=repr(value))
    return number
