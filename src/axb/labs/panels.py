"""Panels side by side on one pair of axes, each 1 wide, and bars of which every seed is a dot."""

from collections.abc import Mapping, Sequence

import numpy as np

from axb.views.scene import Axis, Boxes, Line, Mark, Points, Text

BESIDE = 0.07  # of all panels' width: room to the left for what is written there


def across(panels: int, name: str = "") -> Axis:
    """The axis from the words beside the first panel to the end of the last."""
    return Axis(name, low=-BESIDE * panels, high=panels, shown=False)


def frame(panels: int, ticks: Mapping[float, str], ends: tuple[float, float], letters: float) -> list[Mark]:
    """Lines at the ticks, with what is written beside them, and lines between the panels from end to end."""
    return [
        *(Line(x=[0, panels], y=[value, value], color="grid", width=1) for value in ticks),
        *(Line(x=[place, place], y=[*ends], color="grid", width=1.5) for place in range(panels + 1)),
        *(
            Text(x=-0.012 * panels, y=value, text=text, color="muted", size=letters, align="right")
            for value, text in ticks.items()
        ),
    ]


def beside(words: str, panels: int, y: float, letters: float) -> Text:
    """What the panels share, as the name of their upright axis."""
    return Text(x=-BESIDE * panels, y=y, text=words, size=letters)


def bar(middle: float, half: float, seeds: Sequence[float], color: str) -> list[Mark]:
    """From 0 to the seeds' median, `half` to each side of its middle."""
    dots = np.linspace(-0.5, 0.5, len(seeds) + 2)[1:-1] * half
    left, right, level = middle - half, middle + half, float(np.median(seeds))
    return [
        Boxes(x0=[left], y0=[0], x1=[right], y1=[level], color=color, fill=0.35, width=1.5),
        Points(x=middle + dots, y=seeds, color="ink", size=3.2),
    ]
