"""A series of many steps made small enough to draw: its extremes kept, or its mean."""

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
    around = np.stack([np.maximum(places - half, 0), np.minimum(places + half + 1, count)], axis=1).reshape(
        -1
    )
    finite = np.isfinite(values)
    # Sums of each window on its own: running totals would lose what comes after a huge value.
    sums, counts = (
        np.add.reduceat(np.append(parts, 0), around)[::2]
        for parts in (np.where(finite, values, 0.0) / window, finite.astype(np.float64))
    )
    return steps[places], sums * (window / np.where(counts, counts, np.nan))


def thinned(steps: Steps, values: Values) -> tuple[Steps, Values]:
    """At most 1,600 of the values: the first, the last, and the lowest and highest of every stretch: peaks stay."""
    count, stretches = len(values), RAW_POINTS // 2 - 1
    if count <= RAW_POINTS:
        return steps, values
    long = -(-count // stretches)
    begins = np.arange(0, count, long)
    low, high = (
        np.append(np.where(np.isnan(values), end, values), np.full(len(begins) * long - count, end))
        for end in (np.inf, -np.inf)
    )
    lowest, highest = low.reshape(-1, long).argmin(1), high.reshape(-1, long).argmax(1)
    places = np.unique(np.concatenate([[0], begins + lowest, begins + highest, [count - 1]]))
    return steps[places], values[places]


def wants_log(values: NDArray[np.float64]) -> bool:
    """Whether a logarithmic axis is the better one: all are above zero, the largest 30 times the smallest."""
    finite = values[np.isfinite(values)]
    return bool(len(finite) and finite.min() > 0 and finite.max() / 30 > finite.min())
