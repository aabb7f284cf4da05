"""The points, the line among them, and the squares that make its loss."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from axb.labs.line import hand
from axb.labs.line.sight import Sight
from axb.views.numbers import number
from axb.views.palette import weight_color
from axb.views.scene import Axis, Boxes, Line, Mark, Points, Scene, Segments
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.line.lab import LineLab

MOST_SQUARES = 200  # of more points only the errors are drawn
THIN, THICK = 2.0, 9.0  # as in every picture: the thickness of a and of b is |value|
HELD = 9.0  # radius of what a hand takes hold of
BEYOND = 3.0  # times what is shown: how far the line goes on


def data_scene(lab: "LineLab") -> Scene:
    """Marks "points", "turn" (both ends) and "shift" (the middle) can be dragged; a tap on the ground adds a point."""
    seen, a, b = lab.cloud.seen, lab.a, lab.b
    marks = [*_errors(lab), *_best(lab), *_b_alone(seen, b), *_line(seen, a, b)]
    x, y = lab.cloud.points.T
    marks.append(Points(x=x, y=y, size=6, name="points", grab=True, chosen=lab.chosen))
    return Scene(
        Axis("x", seen.x0, seen.x1),
        Axis("y", seen.y0, seen.y1),
        marks,
        say("labs_line.data", line=formula(a, b), loss=number(lab.loss), count=f"{len(x):,}"),
        square=_alike(seen),
        taps=True,
    )


def formula(a: float, b: float) -> str:
    """y = ax + b in numbers."""
    return f"y = {number(a)}x {'−' if b < 0 else '+'} {number(abs(b))}"


def _alike(seen: Sight) -> bool:
    return bool(np.isclose(seen.half[0], seen.half[1], rtol=0.5))


def _errors(lab: "LineLab") -> list[Mark]:
    """From each point straight to the line; and the square on it, to the side where the line isn't."""
    x, y = lab.cloud.points.T
    error = y - (lab.a * x + lab.b)
    marks: list[Mark] = [Segments(x0=x, y0=y, x1=x, y1=y - error, color="loss", width=2)]
    if len(x) <= MOST_SQUARES:
        seen = lab.cloud.seen
        wide = error * (1.0 if _alike(seen) else seen.half[0] / seen.half[1])
        marks.insert(
            0, Boxes(x0=x - wide, y0=y - error, x1=x, y1=y, color="loss", fill=0.14, width=1, opacity=0.9)
        )
    return marks


def _best(lab: "LineLab") -> list[Mark]:
    if not lab.best_shown:
        return []
    a, b = lab.cloud.bowl.best
    x, y = zip(*hand.ends(_beyond(lab.cloud.seen), a, b), strict=True)
    return [Line(x=x, y=y, color="accent", width=3, dashed=True)]


def _b_alone(seen: Sight, b: float) -> list[Mark]:
    """b as the way from 0 up or down to the line, where x = 0 is in view."""
    if not seen.x0 < 0 < seen.x1:
        return []
    return [Segments(x0=[0], y0=[0], x1=[0], y1=[b], color=weight_color(b) or "ink", width=_width(b))]


def _line(seen: Sight, a: float, b: float) -> list[Mark]:
    """In the colour of a; its ends and its middle can be taken hold of, by their dots or by the line itself."""
    color = weight_color(a) or "ink"
    ends, middle = hand.ends(seen, a, b), hand.middle(seen, a, b)
    (start, _), (end, _) = hand.ends(_beyond(seen), a, b)
    cuts = [start, *((x + 2 * middle[0]) / 3 for x, _ in ends), end]
    pieces: list[Mark] = [
        Line(x=[x0, x1], y=[a * x0 + b, a * x1 + b], color=color, width=_width(a), name=name, grab=True)
        for (x0, x1), name in zip(pairwise(cuts), ("turn", "shift", "turn"), strict=True)
    ]
    turns = Points(
        x=[x for x, _ in ends],
        y=[y for _, y in ends],
        color=color,
        size=HELD,
        hollow=True,
        name="turn",
        grab=True,
    )
    shift = Points(x=[middle[0]], y=[middle[1]], color=color, size=HELD, name="shift", grab=True)
    return [*pieces, turns, shift]


def _beyond(seen: Sight) -> Sight:
    """So much that the line leaves any picture of it, however wide."""
    return Sight.around(seen.center, (BEYOND * seen.half[0], BEYOND * seen.half[1]))


def _width(value: float) -> float:
    return min(THIN + 2 * abs(value), THICK)
