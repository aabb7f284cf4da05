"""What is shown: which x and y around the points, which a and b around the best line."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from axb.labs.line.bowl import Bowl
from axb.labs.line.starts import Array

ROOM = 1.5  # what is shown, beside what the points take
ALIKE = 4.0  # spans of x and y within this factor are drawn in the same unit: a square looks like one
GROWTH = 1.5  # each time that the line leaves what is shown, that much more is


@dataclass(frozen=True)
class Sight:
    """A rectangle of a plane: the least and the largest of its two coordinates."""

    x0: float
    x1: float
    y0: float
    y1: float

    @classmethod
    def around(cls, center: tuple[float, float], half: tuple[float, float]) -> Self:
        """So far to each side of the centre."""
        (x, y), (dx, dy) = center, half
        return cls(x - dx, x + dx, y - dy, y + dy)

    @property
    def center(self) -> tuple[float, float]:
        """Its middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def half(self) -> tuple[float, float]:
        """From the middle to the sides."""
        return (self.x1 - self.x0) / 2, (self.y1 - self.y0) / 2

    def with_point(self, x: float, y: float) -> "Sight":
        """As much more as shows this point too."""
        return Sight(min(self.x0, x), max(self.x1, x), min(self.y0, y), max(self.y1, y))

    def growth(self, places: Iterable[tuple[float, float]]) -> float:
        """How many times wider it would have to be, around the same middle, to show these places (at least 1)."""
        (x, y), (dx, dy) = self.center, self.half
        return max((max(abs(a - x) / dx, abs(b - y) / dy, 1.0) for a, b in places), default=1.0)

    def grown(self, growth: float) -> "Sight":
        """That many times wider, or a little more: it grows by leaps."""
        times = GROWTH ** math.ceil(math.log(growth, GROWTH) - 1e-9)
        return Sight.around(self.center, (self.half[0] * times, self.half[1] * times))


def points_sight(points: Array) -> Sight:
    """The points with room around them; alike spans of x and y are made the same."""
    low, high = points.min(axis=0), points.max(axis=0)
    spans = np.where(high > low, high - low, 0.0)
    spans = np.where(spans > 0, spans, spans.max() or 1.0)
    if spans.max() / spans.min() <= ALIKE:
        spans[:] = spans.max()
    x, y = (low + high) / 2
    return Sight.around((float(x), float(y)), (float(spans[0] * ROOM / 2), float(spans[1] * ROOM / 2)))


def lines_sight(bowl: Bowl, seen: Sight) -> Sight:
    """The a and b around the best line, with room for lines that fit badly."""
    steep = seen.half[1] / seen.half[0]  # a line through the picture's corners
    half_a = 3 * steep
    return Sight.around(bowl.best, (half_a, max(seen.half[1], half_a * abs(bowl.mean))))
