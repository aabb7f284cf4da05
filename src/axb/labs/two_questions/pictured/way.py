"""The straight way from one picture to another, seen by either model: classes' chances, and what pictures cost."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from axb.labs.two_questions.pictured.asked import THUMBS, WAY
from axb.labs.two_questions.pictured.outcome import Outcome
from axb.views.palette import GENERATOR
from axb.views.scene import Axis, Boxes, Image, Line, Mark, Points, Scene, Text
from axb.words import say

Floats = NDArray[np.float64]
HIGH, GAP = 0.5, 0.045  # the plot, beside a way 1 long; from it to the pictures above
LEFT, LETTERS = 0.13, 12.0
SEEN = 0.2  # of a class's chance somewhere on the way, for it to have a line
SHARES = np.linspace(0, 1, WAY)


def border_scene(told: Outcome | None, share: float | None = None) -> Scene:
    """The discriminative model: each class's chance along the way. share: where somebody asks, 0..1."""
    marks = list[Mark]()
    if told is not None:
        chances = np.array(told.chances["way"])
        marks += _ticks({0.0: "0%", HIGH / 2: "50%", HIGH: "100%"})
        seen = np.flatnonzero(chances.max(0) >= SEEN)
        marks += _lines(HIGH * chances[:, seen], seen, told.short)
        marks += _strip(told)
    return _scene(marks, "border", told, share)


def density_scene(made: Outcome | None, share: float | None = None) -> Scene:
    """The generative model: what each picture of the way costs if it is of a class, cheap ones high; the band is what
    test pictures cost."""
    marks = list[Mark]()
    if made is not None:
        costs, (low, _, high) = np.array(made.costs), made.ordinary
        deepest = 1.25 * max(high, costs.min(1).max())
        height = HIGH * (1 - np.where(costs > deepest, np.nan, costs) / deepest)
        top, bottom = (HIGH * (1 - one / deepest) for one in (low, high))
        marks.append(Boxes(x0=[0], y0=[bottom], x1=[1], y1=[top], color=GENERATOR, fill=0.16, width=0))
        marks += _ticks({HIGH * (1 - one): f"{one * deepest:,.0f}" for one in (0.0, 0.5, 1.0)})
        words, below = say("labs_two_questions.as_test_pictures"), bottom - 0.025
        marks.append(Text(x=0.5, y=below, text=words, color=GENERATOR, size=LETTERS, align="center"))
        seen = np.unique(costs.argmin(1))
        marks += _lines(height[:, seen], seen, made.short)
        marks += _strip(made)
    return _scene(marks, "density", made, share)


def _lines(heights: Floats, classes: NDArray[np.intp], names: Sequence[str]) -> list[Mark]:
    """A line for each class, its name where it is furthest above the others."""
    marks, known = list[Mark](), np.nan_to_num(heights)
    for place, label in enumerate(classes):
        others = np.delete(known, place, axis=1).max(1, initial=0)
        at = int((known[:, place] - others).argmax())
        color, x, y = f"class:{label}", float(SHARES[at]), float(known[at, place])
        marks.append(Line(x=SHARES, y=heights[:, place], color=color, width=3.5))
        side = "left" if x < 0.2 else "right" if x > 0.8 else "center"
        where, shift = y - 0.035 if y > 0.9 * HIGH else y + 0.025, {"left": 0.012, "right": -0.012}
        marks.append(
            Text(
                x=x + shift.get(side, 0.0), y=where, text=names[label], color=color, size=LETTERS, align=side,
                bold=True,
            )
        )  # fmt: skip
    return marks


def _ticks(ticks: dict[float, str]) -> list[Mark]:
    return [
        *(Line(x=[0, 1], y=[value, value], color="grid", width=1) for value in ticks),
        *(
            Text(x=-0.012, y=value, text=text, color="muted", size=LETTERS, align="right")
            for value, text in ticks.items()
        ),
    ]


def _strip(outcome: Outcome) -> list[Mark]:
    """Pictures of the way, each above its place: both ends are real, those between nobody has taken."""
    marks, side, floor = list[Mark](), 0.94 / (THUMBS - 1), HIGH + GAP
    for place, pixels in zip(np.linspace(0, 1, THUMBS), outcome.each("way", THUMBS), strict=True):
        wide = side * min(1.0, pixels.shape[1] / pixels.shape[0])
        high = wide * pixels.shape[0] / pixels.shape[1]
        frame = "ink" if place in (0, 1) else ""
        left, right = place - wide / 2, place + wide / 2
        marks.append(
            Image(x0=left, y0=floor, x1=right, y1=floor + high, pixels=pixels, smooth=False, frame=frame)
        )
    return marks


def _scene(marks: list[Mark], name: str, outcome: Outcome | None, share: float | None) -> Scene:
    if share is not None and outcome is not None:
        marks += [
            Line(x=[share, share], y=[0, HIGH + GAP], color="ink", width=2),
            Points(x=[share], y=[HIGH + GAP / 2], color="ink", size=8, name="probe", grab=True, step=1 / (WAY - 1)),
        ]  # fmt: skip
    axes = Axis(low=-LEFT, high=1.08, shown=False), Axis(low=-0.04, high=HIGH + GAP + 0.14, shown=False)
    key = f"labs_two_questions.way_{name}{'' if outcome else '_waiting'}"
    return Scene(*axes, marks, say(key), square=True, taps=share is not None)
