"""From an axis to pixels: which numbers stand beside it, where, and how they are written."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.scene import Axis, Scene

Box = tuple[int, int, int, int]  # left, top, right, bottom
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGEST = 1e100  # what an axis shows at most
FAR = 50.0  # extents of the picture: what lies further away is drawn as far as this


@dataclass(frozen=True)
class Scale:
    """One axis laid on pixels, from `begin` (its lowest value, or the value's logarithm) to `end`."""

    low: float
    high: float
    log: bool
    begin: float
    end: float

    def pixels(self, values: ArrayLike) -> NDArray[np.float64]:
        """Where values stand; NaN where they have no place."""
        flat = np.asarray(values, np.float64).reshape(-1)
        if self.log:
            flat = np.log10(np.where(flat > 0, flat, np.nan))
        share = np.clip((flat - self.low) / (self.high - self.low), -FAR, FAR)
        return self.begin + share * (self.end - self.begin)

    def widened(self, share: float) -> "Scale":
        """The same pixels, showing `share` times as much."""
        middle, half = (self.low + self.high) / 2, (self.high - self.low) / 2 * share
        return Scale(middle - half, middle + half, self.log, self.begin, self.end)

    def ticks(self, most: float) -> list[tuple[float, str]]:
        """About `most` places in pixels, each with its number."""
        found = _decades(self.low, self.high, most) if self.log else _steps(self.low, self.high, most)
        places = self.pixels([value for value, _ in found]).tolist()
        return [(place, text) for place, (_, text) in zip(places, found, strict=True)]


def scales(scene: Scene, box: Box) -> tuple[Scale, Scale]:
    """Both axes of a scene within a box of pixels; of a square scene the shorter one shows more."""
    left, top, right, bottom = box
    x, y = _scale(scene.x, left, right), _scale(scene.y, bottom, top)
    if scene.square:
        wide, high = (right - left) / (x.high - x.low), (bottom - top) / (y.high - y.low)
        x, y = x.widened(max(wide / high, 1.0)), y.widened(max(high / wide, 1.0))
    return x, y


def _scale(axis: Axis, begin: float, end: float) -> Scale:
    """Whatever the range is, also of a learning that has diverged, something can be drawn in it."""
    low, high = (min(max(value, -LARGEST), LARGEST) for value in (axis.low, axis.high))
    if axis.log:
        low, high = (math.log10(max(value, 1 / LARGEST)) for value in (low, high))
    if math.isnan(low + high):
        low, high = 0.0, 1.0
    least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least:
        low, high = low - max(0.5, least), low + max(0.5, least)
    return Scale(low, high, axis.log, begin, end)


def _steps(low: float, high: float, most: float) -> list[tuple[float, str]]:
    """Round numbers 1, 2 or 5 times a power of ten apart."""
    raw = (high - low) / max(most, 1.0)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    values = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step
    return [(float(value), number(float(value), step)) for value in values]


def _decades(low: float, high: float, most: float) -> list[tuple[float, str]]:
    """Powers of ten; where less than two are seen, 2 and 5 times them as well."""
    every = max(1, math.ceil((high - low) / max(most, 1.0)))
    factors = (1, 2, 5) if high - low < 2 else (1,)
    found = [
        (
            factor * 10.0**power,
            f"{10.0**power * factor:g}" if abs(power) <= 3 else power_of_ten(factor, power),
        )
        for power in range(math.floor(low), math.ceil(high) + 1)
        if power % every == 0
        for factor in factors
    ]
    return [(value, text) for value, text in found if low - 1e-9 <= math.log10(value) <= high + 1e-9]


def power_of_ten(factor: float, power: int) -> str:
    """ "10⁻³", "5×10⁴" """
    ten = "10" + str(power).translate(RAISED)
    return ten if factor == 1 else f"{factor:g}×{ten}".replace("-", "−")


def number(value: float, step: float) -> str:
    """A number as exact as the distance to its neighbour asks for: "−0.25", "1,500", "3×10⁶"."""
    if value == 0 or abs(value) < step * 1e-6:
        return "0"
    if step >= 1e-4 and abs(value) < 1e5:
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return f"{value:,.{decimals}f}".replace("-", "−")
    power = math.floor(math.log10(abs(value)))
    return power_of_ten(float(f"{value / 10.0**power:.4g}"), power)


def each(value: Any, count: int) -> list[Any]:
    """`count` values of one for all, or of one each."""
    if isinstance(value, str) or np.ndim(value) == 0:
        return [value] * count
    return list(value)
