"""The history from left to right: how much each network gets right, and how many numbers it learned for that."""

import math
from collections.abc import Sequence

import numpy as np

from axb.labs.history.networks import NETWORKS, Network
from axb.labs.history.outcome import Standing
from axb.labs.panels import across, beside, frame
from axb.views.scene import Axis, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import wrapped

YEAR, NAME, SIZE, NEWS, LINE = (
    -0.13,
    -0.27,
    -0.4,
    -0.55,
    0.115,
)  # where words stand below, in shares of the height
FLOOR, CEILING = -0.86, 1.27
LETTERS, SMALL = 13.0, 10.5
COLUMNS = 138  # of small letters beside each other in the whole width
LARGEST, LEAST = 22.0, 3.5  # radius of the dot of the most parameters, and of any dot
BELOW = 0.04  # of accuracy, that an axis goes on below the least: room for its dot
STEPS, MOST_LINES = (0.05, 0.1, 0.2), 6  # of accuracy, from line to line; so many lines at most


def timeline_scene(found: Sequence[Standing], networks: Sequence[str]) -> Scene:
    """A panel for each network in the order of time; a dot's height is its accuracy, its area its parameters."""
    shown = [one for name, one in NETWORKS.items() if name in networks or name in _names(found)]
    low, high = ends(found)
    most = max((one.parameters for one in found), default=1)
    marks = frame(len(shown), _ticks(low, high), (0.0, 1.0), SMALL)
    for one in found:
        marks += _dot(one, shown.index(one.network), most, (low, high))
    for place, network in enumerate(shown):
        marks += _words(network, place, len(shown))
    marks.append(beside(say("labs_history.axis_accuracy"), len(shown), 1.16, SMALL))
    y = Axis(low=FLOOR, high=CEILING, shown=False)
    return Scene(across(len(shown)), y, marks, say("labs_history.timeline"), wide=True)


def ends(found: Sequence[Standing]) -> tuple[float, float]:
    """Of an axis of accuracies, with room for all that is there."""
    every = [accuracy for one in found for accuracy in one.accuracies] or [0.0, 1.0]
    low = max(math.floor((min(every) - BELOW) / STEPS[0]) * STEPS[0], 0.0)
    return low, min(math.ceil((max(every) + 0.01) / STEPS[0]) * STEPS[0], 1.0)


def radius(parameters: int, most: int) -> float:
    """Of a dot whose area says how many parameters there are."""
    return max(LARGEST * math.sqrt(parameters / most), LEAST)


def short(number: int) -> str:
    """ "61,706", "2.3 M" """
    return f"{number:,}" if number < 1e6 else f"{number / 1e6:.1f} M"


def _names(found: Sequence[Standing]) -> set[str]:
    return {one.network.name for one in found}


def _ticks(low: float, high: float) -> dict[float, str]:
    """Round accuracies, by their heights in a panel."""
    step = next(step for step in STEPS if (high - low) / step < MOST_LINES)
    values = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step
    return {(value - low) / (high - low): f"{value:.3g}" for value in values.tolist()}


def _words(network: Network, place: int, panels: int) -> list[Mark]:
    """Below a panel: year, name, what was new."""
    told = [
        Text(x=place + 0.5, y=YEAR, text=str(network.year), size=LETTERS, align="center"),
        Text(x=place + 0.5, y=NAME, text=network.title, size=LETTERS, align="center", bold=True),
    ]
    room = COLUMNS // max(panels, 5)
    lines = [line for part in network.news.split("\n") for line in wrapped(part, room)]
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
        Text(x=x, y=SIZE, text=short(one.parameters), size=SMALL, align="center", color="muted"),
    ]
