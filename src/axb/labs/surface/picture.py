"""The surface from above: dark is low; each optimizer's path in its colour, the start a ring that a hand drags."""

from typing import TYPE_CHECKING

import numpy as np

from axb.labs.ground import grid, ground
from axb.labs.surface.paths import Array
from axb.labs.surface.roster import title
from axb.labs.surface.surfaces import Place, Surface
from axb.views.palette import OPTIMIZERS
from axb.views.scene import Axis, Image, Line, Mark, Points, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.surface.lab import SurfaceLab

GRID, TERRACES = 96, 14  # pixels a side; steps in the colours
FINE = 400  # places of a path that fall on the same spot of so many to a side are drawn once
CROSS = 0.035  # of half the picture: the arms of a minimum's cross
BLACK, WHITE = "#000000", "#ffffff"  # seen on every colour of the scale
# Of the picture: the legend's first line from its edge, from line to line, how high and wide it is at most.
EDGE, LINE, HIGH, WIDE = 0.055, 0.075, 0.42, 0.4
ROUNDING = 1e-9  # a start on the edge is in sight
START = 30  # places of a path, at least, that the start weighs in choosing the legend's corner


class Picture:
    """Draws the scene; the ground is painted once for each surface."""

    def __init__(self) -> None:
        self._painted: tuple[Surface, Image] | None = None

    def scene(self, lab: "SurfaceLab") -> Scene:
        """Ground, minima, paths up to now, names, start."""
        surface, seen = lab.surface, lab.surface.seen
        ways = [places[: lab.now + 1] for places in lab.paths.places]
        colors = [OPTIMIZERS[name] for name in lab.shown]
        x, y = (say(key) for key in surface.axes)
        return Scene(
            Axis(x, seen.x0, seen.x1),
            Axis(y, seen.y0, seen.y1),
            [
                self._ground(surface), *_minima(surface), *_paths(ways, colors, surface), *_gone(lab),
                *_legend(lab), *_start(lab.start),
            ],
            say("labs_surface.surface", name=say(f"labs_surface.on_{surface.name}"), step=f"{lab.now:,}"),
            taps=True,
        )  # fmt: skip

    def _ground(self, surface: Surface) -> Image:
        if self._painted is None or self._painted[0] is not surface:
            values = surface.formula.value(*np.broadcast_arrays(*grid(surface.seen, GRID)))
            self._painted = surface, ground(values - values.min(), surface.seen, TERRACES, surface.depth)
        return self._painted[1]


def _minima(surface: Surface) -> list[Mark]:
    """White crosses, which don't hide what stands on them."""
    dx, dy = (CROSS * half for half in surface.seen.half)
    x, y = np.array(surface.minima).T
    return _strokes([*(x - dx), *x], [*y, *(y - dy)], [*(x + dx), *x], [*y, *(y + dy)], WHITE)


def _strokes(x0: list[float], y0: list[float], x1: list[float], y1: list[float], color: str) -> list[Mark]:
    """From (x0, y0) to (x1, y1), with a dark edge."""
    return [
        Segments(x0=x0, y0=y0, x1=x1, y1=y1, color=one, width=width)
        for one, width in ((BLACK, 5), (color, 2.5))
    ]


def _paths(ways: list[Array], colors: list[str], surface: Surface) -> list[Mark]:
    """Each in its colour with a dark edge; a dot where it is now."""
    thin = [_thinned(way, surface) for way in ways]
    gap = np.full((1, 2), np.nan)
    together = np.concatenate([piece for way in thin for piece in (way, gap)])
    edge = Line(x=together[:, 0], y=together[:, 1], color=BLACK, width=4.5)
    lines = [
        Line(x=way[:, 0], y=way[:, 1], color=color, width=2.5)
        for way, color in zip(thin, colors, strict=True)
    ]
    ends = np.array([way[-1] for way in ways])
    dots = [
        Points(x=ends[:, 0], y=ends[:, 1], color=BLACK, size=7),
        Points(x=ends[:, 0], y=ends[:, 1], color=colors, size=5.5),
    ]
    return [edge, *lines, *dots]


def _thinned(way: Array, surface: Surface) -> Array:
    """Without the places at which it hardly moved on; the last is always kept."""
    spots = np.rint(way / surface.seen.half * (FINE / 2))
    kept = np.ones(len(way), bool)
    kept[:-1] = (spots[:-1] != spots[1:]).any(axis=1)  # of those on one spot the last
    kept[0] = True
    return way[kept]


def _gone(lab: "SurfaceLab") -> list[Mark]:
    """A cross in its colour where a path that has left was last in sight."""
    marks = list[Mark]()
    dx, dy = (CROSS * half for half in lab.surface.seen.half)
    for name, places, left in zip(lab.shown, lab.paths.places, lab.paths.left, strict=True):
        if left <= lab.now:
            off = np.abs(places[:left] - lab.surface.seen.center) / lab.surface.seen.half
            x, y = places[np.flatnonzero(off.max(axis=1) <= 1 + ROUNDING)[-1]]
            marks += _strokes(
                [x - dx, x - dx], [y - dy, y + dy], [x + dx, x + dx], [y + dy, y - dy], OPTIMIZERS[name]
            )
    return marks


def _legend(lab: "SurfaceLab") -> list[Mark]:
    """Names and colours in the corner where the fewest paths will be: it stays there while they walk."""
    seen, count = lab.surface.seen, len(lab.shown)
    places = np.concatenate([*(_thinned(way, lab.surface) for way in lab.paths.places), [lab.start] * START])
    across, up = ((places - (seen.x0, seen.y0)) / (2 * np.array(seen.half))).T
    line = min(LINE, HIGH / count)
    high = EDGE + count * line
    corners = [(1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]  # the fourth holds the axis' name
    x, y = min(corners, key=lambda one: np.sum((abs(across - one[0]) < WIDE) & (abs(up - one[1]) < high)))
    top = 1 - EDGE if y else EDGE + (count - 1) * line
    ys = [seen.y0 + 2 * seen.half[1] * (top - line * place) for place in range(count)]
    at, beside = (seen.x0 + 2 * seen.half[0] * abs(x - inward) for inward in (0.03, 0.055))
    dots = Points(x=[at] * count, y=ys, color=[OPTIMIZERS[name] for name in lab.shown], size=5.5)
    return [dots, *(
        Text(x=beside, y=place, text=title(name), size=12, align="right" if x else "left")
        for name, place in zip(lab.shown, ys, strict=True)
    )]  # fmt: skip


def _start(start: Place) -> list[Mark]:
    """A ring, which a hand can drag."""
    x, y = start
    rings = [
        Points(x=[x], y=[y], color=color, size=size) for color, size in ((BLACK, 11), (WHITE, 9), (BLACK, 6))
    ]
    return [*rings, Points(x=[x], y=[y], color=WHITE, size=3, name="start", grab=True)]
