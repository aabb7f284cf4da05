"""The loss over all a and b as a picture: the bowl, the way walked, the gradient."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.labs.ground import grid, ground
from axb.labs.line.bowl import Bowl
from axb.labs.line.descent import thinned
from axb.labs.line.sight import Sight
from axb.views.numbers import number
from axb.views.scene import Axis, Image, Line, Mark, Points, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.line.lab import LineLab

GRID = 64  # pixels a side
MOST = 300  # places of a way that are drawn
LEAP = 0.04  # of the picture: where a step this long ends, there is a dot
SLOPES = (1e-4, 1e2)  # gradients of which the arrow has no length, and its greatest
LONGEST = 0.7  # of half the picture
BLACK, WHITE = "#000000", "#ffffff"  # seen on every colour of the scale


class Surface:
    """Draws the scene, and the bowl only when points or what is shown have changed."""

    def __init__(self) -> None:
        self._drawn: tuple[Bowl, Sight, Image] | None = None

    def scene(self, lab: "LineLab") -> Scene:
        """The bowl (dark is low), ways as white lines, the gradient's arrow and the line's place."""
        way = thinned(lab.descent.way, MOST)[1]
        seen = lab.cloud.lines.grown(lab.cloud.lines.growth([lab.descent.place, *map(tuple, way[:, :2])]))
        marks: list[Mark] = [self._bowl(lab.cloud.bowl, seen), *_ways(lab, way, seen)]
        if lab.best_shown:
            marks += _best(*lab.cloud.bowl.best, seen)
        return Scene(
            Axis(say("labs_line.axis_a"), seen.x0, seen.x1),
            Axis(say("labs_line.axis_b"), seen.y0, seen.y1),
            [*marks, *_gradient(lab, seen), *_place(lab)],
            say("labs_line.surface", a=number(lab.a), b=number(lab.b), loss=number(lab.loss)),
            taps=True,
        )

    def _bowl(self, bowl: Bowl, seen: Sight) -> Image:
        if self._drawn is None or self._drawn[0] is not bowl or self._drawn[1] != seen:
            self._drawn = bowl, seen, _painted(bowl, seen)
        return self._drawn[2]


def _painted(bowl: Bowl, seen: Sight) -> Image:
    """The loss above the least one, spread out logarithmically around it; row 0 is the largest b."""
    return ground(bowl.loss(*grid(seen, GRID)) - bowl.least, seen)


def _ways(lab: "LineLab", way: NDArray[np.float64], seen: Sight) -> list[Mark]:
    """The last way thin and dashed; this one white with a dark edge, a ring at its start."""
    before, marks = thinned(lab.descent.before, MOST)[1], list[Mark]()
    if len(before):
        marks.append(Line(x=before[:, 0], y=before[:, 1], color=WHITE, width=1.5, dashed=True, opacity=0.7))
    if len(way):
        marks += [
            Line(x=way[:, 0], y=way[:, 1], color=color, width=width)
            for color, width in ((BLACK, 4.5), (WHITE, 2.5))
        ]
        far = np.abs(np.diff(way[:, :2], axis=0) / seen.half).max(axis=1) > LEAP
        marks.append(Points(x=way[1:, 0][far], y=way[1:, 1][far], color=WHITE, size=2.5))
        marks.append(Points(x=way[:1, 0], y=way[:1, 1], color=BLACK, size=6, hollow=True))
    return marks


def _best(a: float, b: float, seen: Sight) -> list[Mark]:
    """Two crossed strokes, which don't hide what stands on them."""
    dx, dy = 0.05 * seen.half[0], 0.05 * seen.half[1]
    cross = Segments(x0=[a - dx, a], y0=[b, b - dy], x1=[a + dx, a], y1=[b, b + dy], color=WHITE, width=3)
    return [cross, Text(x=a, y=b - 2.4 * dy, text=say("labs_line.best"), align="center", bold=True)]


def _gradient(lab: "LineLab", seen: Sight) -> list[Mark]:
    """Downhill as an arrow, its length logarithmic; on it, as a dot, where a plain step of this rate lands."""
    down_a, down_b = (-one for one in lab.cloud.bowl.slope(lab.a, lab.b))
    size = math.log10(max(math.hypot(down_a, down_b), SLOPES[0]) / SLOPES[0])
    long = LONGEST * min(size / math.log10(SLOPES[1] / SLOPES[0]), 1.0)
    if not long:
        return []
    unit = max(abs(down_a) / seen.half[0], abs(down_b) / seen.half[1]) / long
    end_a, end_b = lab.a + down_a / unit, lab.b + down_b / unit
    rate = lab.optimizer.rate
    return [
        Segments(x0=[lab.a], y0=[lab.b], x1=[end_a], y1=[end_b], color="gradient", width=4, arrow=True),
        Points(x=[lab.a + rate * down_a], y=[lab.b + rate * down_b], color="gradient", size=6),
    ]


def _place(lab: "LineLab") -> list[Mark]:
    """Where the line is, which a hand can move."""
    return [
        Points(x=[lab.a], y=[lab.b], color=BLACK, size=10),
        Points(x=[lab.a], y=[lab.b], color=WHITE, size=7, name="place", grab=True),
    ]
