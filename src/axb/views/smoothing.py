"""A series of many steps made small enough to draw: its extremes kept, or its mean."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from axb.runs.series import Steps, Values

RAW_POINTS = 1600
SMOOTH_POINTS = 320
WINDOWS = 50  # how many windows fit into a series


def window_of(count: int) -> int:
    """How many of `count` values a smoothed value is the mean of: an odd number."""
    return count // WINDOWS // 2 * 2 + 1


def smoothed(steps: Steps, values: Values, window: int) -> tuple[Steps, Values]:
    """Means over `window` values around each of at most 320 places; at the ends over fewer.

    Values that aren't finite don't count; where a window has no others, its mean is NaN.
    """
    count, half = len(values), window // 2
    places = np.linspace(0, max(count - 1, 0), min(count, SMOOTH_POINTS)).round().astype(int)
    means = [_mean(values[max(place - half, 0) : place + half + 1]) for place in places]
    return steps[places], np.array(means, np.float64)


def _mean(values: Values) -> float:
    finite = values[np.isfinite(values)]
    return float((finite / len(finite)).sum()) if len(finite) else float("nan")


def thinned(steps: Steps, values: Values) -> tuple[Steps, Values]:
    """At most 1,600 of the values, among them the lowest and the highest of every stretch: peaks stay."""
    if len(values) <= RAW_POINTS:
        return steps, values
    edges = np.linspace(0, len(values), RAW_POINTS // 2 + 1).astype(int)
    low, high = (np.where(np.isnan(values), end, values) for end in (np.inf, -np.inf))
    kept: list[int] = []
    for begin, end in pairwise(edges):
        kept += sorted((begin + int(low[begin:end].argmin()), begin + int(high[begin:end].argmax())))
    places = np.array(kept)
    return steps[places], values[places]


def wants_log(values: NDArray[np.float64]) -> bool:
    """Whether a logarithmic axis is the better one: all are above zero, the largest 30 times the smallest."""
    finite = values[np.isfinite(values)]
    return bool(len(finite) and finite.min() > 0 and finite.max() / 30 > finite.min())
