"""The history from left to right: how much each network gets right, and how many numbers it learned for that."""

import math
from collections.abc import Sequence

import numpy as np

from axb.labs.history.networks import NETWORKS, Network
from axb.labs.history.outcome import Standing
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import wrapped

BESIDE = 0.07  # of all panels' width: room for the numbers of the axis
YEAR, NAME, SIZE, NEWS, LINE = (
    -0.13,
    -0.27,
    -0.4,
    -0.55,
    0.115,
)  # where words stand below, in shares of the height
FLOOR, CEILING = -0.86, 1.27
LETTERS, SMALL = 13.0, 10.5
COLUMNS = 112  # of small letters beside each other in the whole width
LARGEST, LEAST = 22.0, 3.5  # radius of the dot of the most parameters, and of any dot
STEP = 0.05  # of accuracy, between two ends that an axis may have


def timeline_scene(found: Sequence[Standing], networks: Sequence[str]) -> Scene:
    """A panel for each network in the order of time; a dot's height is its accuracy, its area its parameters."""
    shown = [one for name, one in NETWORKS.items() if name in networks or name in _names(found)]
    low, high = ends(found)
    most = max((one.parameters for one in found), default=1)
    marks = _frame(len(shown), low, high)
    for place, network in enumerate(shown):
        marks += _words(network, place, len(shown))
    for one in found:
        marks += _dot(one, shown.index(one.network), most, (low, high))
    marks.append(Text(x=-BESIDE * len(shown), y=1.16, text=say("labs_history.axis_accuracy"), size=SMALL))
    across = Axis(low=-BESIDE * len(shown), high=len(shown), shown=False)
    y = Axis(low=FLOOR, high=CEILING, shown=False)
    return Scene(across, y, marks, say("labs_history.timeline"), wide=True)


def ends(found: Sequence[Standing]) -> tuple[float, float]:
    """Of an axis of accuracies, with room for all that is there."""
    every = [accuracy for one in found for accuracy in one.accuracies] or [0.0, 1.0]
    low = max(math.floor((min(every) - 0.01) / STEP) * STEP, 0.0)
    return low, min(math.ceil((max(every) + 0.01) / STEP) * STEP, 1.0)


def radius(parameters: int, most: int) -> float:
    """Of a dot whose area says how many parameters there are."""
    return max(LARGEST * math.sqrt(parameters / most), LEAST)


def short(number: int) -> str:
    """ "61,706", "2.3 M" """
    return f"{number:,}" if number < 1e6 else f"{number / 1e6:.1f} M"


def _names(found: Sequence[Standing]) -> set[str]:
    return {one.network.name for one in found}


def _frame(panels: int, low: float, high: float) -> list[Mark]:
    """Lines at five accuracies with their numbers, and between the panels."""
    shares = np.linspace(0, 1, 5)
    lines: list[Mark] = [Line(x=[0, panels], y=[one, one], color="grid", width=1) for one in shares]
    lines += [Line(x=[one, one], y=[0, 1], color="grid", width=1.5) for one in range(panels + 1)]
    beside = -0.012 * panels
    return [
        *lines,
        *(
            Text(
                x=beside,
                y=one,
                text=f"{low + (high - low) * one:.4g}",
                color="muted",
                size=SMALL,
                align="right",
            )
            for one in shares.tolist()
        ),
    ]


def _words(network: Network, place: int, panels: int) -> list[Mark]:
    """Below a panel: year, name, what was new."""
    told = [
        Text(x=place + 0.5, y=YEAR, text=str(network.year), size=LETTERS, align="center", color="muted"),
        Text(x=place + 0.5, y=NAME, text=network.title, size=LETTERS, align="center", bold=True),
    ]
    lines = wrapped(network.news, COLUMNS // max(panels, 5))
    return [
        *told,
        *(
            Text(x=place + 0.5, y=NEWS - LINE * row, text=line, size=SMALL, align="center")
            for row, line in enumerate(lines)
        ),
    ]


def _dot(one: Standing, place: int, most: int, limits: tuple[float, float]) -> list[Mark]:
    """The median, every seed beside it, and below how many parameters."""
    low, high = limits
    y = (np.array([one.accuracy, *one.accuracies]) - low) / (high - low)
    size = radius(one.parameters, most)
    x = place + 0.5
    return [
        Points(x=[x], y=y[:1], color="accent", size=size, opacity=0.75),
        Points(x=np.full(len(y) - 1, place + 0.84), y=y[1:], color="ink", size=2.6),
        Text(x=x, y=SIZE, text=short(one.parameters), size=SMALL, align="center", color="accent"),
    ]
