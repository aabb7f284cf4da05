"""The network as a scene: units as small pictures, wires as lines as thick as |a|."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from axb.labs.network.layout import HEIGHT, LARGEST, WIDTH, Layout
from axb.labs.network.paths import Chain, Wire
from axb.labs.network.pictures import ground
from axb.labs.network.points import Points
from axb.labs.network.seeing import FINE, Floats, Pixels, one_class, signed
from axb.views.scene import Axis, Boxes, Image, Mark, Scene, Segments, Text
from axb.words import say

# Pixels for |a| = 1 where units are largest, and within what a line stays a line; smaller units have thinner lines.
THICK, THINNEST, THICKEST = 2.0, 0.35, 8.0
NEUTRAL = 0.02  # |a| below this is not drawn
SIGNS = ("negative", "positive")


@dataclass(frozen=True)
class Seen:
    """What the picture needs: each layer's a `(inputs, units)` and b, and all units' answers on the FINE grid."""

    points: Points
    a: Sequence[Floats]
    b: Sequence[Floats]
    answers: Sequence[Floats]

    @property
    def layout(self) -> Layout:
        """The places of all units."""
        return Layout.of([answer.shape[1] for answer in self.answers])


def network(seen: Seen, unit: tuple[int, int] | None, chain: Chain | None) -> Scene:
    """All units and wires; around the chosen unit a frame, along the chosen wire's strongest path arrows, backward."""
    layout = seen.layout
    marks: list[Mark] = []
    for number in range(len(seen.a)):
        marks += _wires(seen, layout, number)
    if chain is not None:
        marks += _way_back(layout, chain)
    for column, answers in enumerate(seen.answers):
        marks += _units(seen, layout, column, answers)
    marks += _names(seen, layout)
    if unit is not None:
        x0, y0, x1, y1 = layout.box(*unit)
        marks.append(Boxes(x0=[x0], y0=[y0], x1=[x1], y1=[y1], color="ink", fill=0.0, width=3.0))
    x, y = Axis(low=0, high=WIDTH, shown=False), Axis(low=0, high=HEIGHT, shown=False)
    return Scene(x, y, marks, say("labs_network.caption_network"), square=True)


def wire_ends(a: Floats, sign: str) -> tuple[NDArray[np.intp], ...]:
    """(start, end) of the wires that are drawn in the colour of `sign`, in their order."""
    return np.nonzero(a > NEUTRAL if sign == "positive" else a < -NEUTRAL)


def wire_at(a: Floats, layer: int, sign: str, index: int) -> Wire | None:
    """The wire that a hand has picked."""
    starts, ends = wire_ends(a, sign)
    return Wire(layer, int(starts[index]), int(ends[index])) if 0 <= index < len(starts) else None


def _wires(seen: Seen, layout: Layout, number: int) -> list[Mark]:
    told: list[Mark] = []
    for sign in SIGNS:
        starts, ends = wire_ends(seen.a[number], sign)
        if len(starts):
            width = _width(seen.a[number][starts, ends], layout, THINNEST)
            lines = layout.wires(number, starts, ends)
            told.append(
                Segments(name=f"wire:{number}:{sign}", color=sign, width=width, opacity=0.85, **lines)
            )
    return told


def _way_back(layout: Layout, chain: Chain) -> list[Mark]:
    """The chosen wire, and arrows from the output back to it."""
    wire, units = chain.wire, chain.paths[0].units
    here = layout.wires(wire.layer, np.array([wire.start]), np.array([wire.end]))
    marks: list[Mark] = [Segments(color="ink", width=3.0, **here)]
    hops = list(zip(range(wire.layer + 1, wire.layer + len(units)), units, units[1:], strict=False))
    for column, start, end in hops:
        ends = layout.wires(column, np.array([start]), np.array([end]))
        back = {"x0": ends["x1"], "y0": ends["y1"], "x1": ends["x0"], "y1": ends["y0"]}
        marks.append(Segments(color="gradient", width=4.0, arrow=True, **back))
    return marks


def _units(seen: Seen, layout: Layout, column: int, answers: Floats) -> list[Mark]:
    every = 3 if sum(answer.shape[1] for answer in seen.answers) < 60 else 4
    places = answers.reshape(FINE, FINE, -1)[every // 2 :: every, every // 2 :: every]
    pixels = _pixels(seen, column, places)
    told: list[Mark] = []
    for unit in range(answers.shape[1]):
        x0, y0, x1, y1 = layout.box(column, unit)
        image = np.ascontiguousarray(pixels[:, :, unit])
        told.append(
            Image(name=f"unit:{column}:{unit}", x0=x0, y0=y0, x1=x1, y1=y1, pixels=image, frame="muted")
        )
    if column:
        told += _offsets(layout, column, seen.b[column - 1])
    return told


def _pixels(seen: Seen, column: int, answers: Floats) -> Pixels:
    """`(side, side, units, 3)` for answers of `(side, side, units)`."""
    if column < len(seen.answers) - 1:
        return signed(answers, float(np.abs(answers).max()) or 1.0)
    if answers.shape[-1] == 1:
        return ground(seen.points, answers)[:, :, None]
    return np.stack([one_class(answers[..., k], label) for k, label in enumerate(seen.points.labels)], axis=2)


def _offsets(layout: Layout, column: int, b: Floats) -> list[Mark]:
    """b as a stroke under each unit, as thick as |b|."""
    told: list[Mark] = []
    places, half = layout.columns[column], layout.side / 2
    for sign, chosen in zip(SIGNS, (b < -NEUTRAL, b > NEUTRAL), strict=True):
        if chosen.any():
            x, y = places[chosen, 0], places[chosen, 1] - half
            width = _width(b[chosen], layout, 1.0)
            told.append(Segments(x0=x - half, y0=y, x1=x + half, y1=y, color=sign, width=width))
    return told


def _width(values: Floats, layout: Layout, least: float) -> Floats:
    """Thickness is |value|, within what is still a line."""
    share = layout.side / LARGEST
    return (np.abs(values).clip(0, THICKEST) * THICK * share).clip(least, THICKEST * share).round(2)


def _names(seen: Seen, layout: Layout) -> list[Mark]:
    """The inputs' names at the left, the classes' or the answer's at the right."""
    half = layout.side / 2 + 0.12
    points, ends = seen.points, layout.columns[-1]
    told = [
        Text(x=float(x) - half, y=float(y), text=name[:6], align="right", size=14, bold=True)
        for (x, y), name in zip(layout.columns[0], points.axes, strict=True)
    ]
    if points.has_classes and len(ends) > 1:
        names = [points.label(label) for label in points.labels]
    else:
        names = ["p" if points.has_classes else points.bare_target]
    told += [
        Text(x=float(x) + half, y=float(y), text=name[:6], size=14, bold=True)
        for (x, y), name in zip(ends, names, strict=True)
    ]
    return list(told)
