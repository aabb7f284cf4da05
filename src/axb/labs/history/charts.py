"""Accuracy against what it cost: work for one picture, seconds of learning. Names stand where nothing else does."""

import math
from collections.abc import Callable, Iterator, Sequence

from axb.labs.history.outcome import Standing
from axb.labs.history.picture import LEAST, ends, radius
from axb.views.scene import Axis, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import cells

SIZE = 12.5  # of names
CELL, LINE, AWAY = 0.018, 0.1, 0.035  # shares of the picture: a column of a name, its height, to its dot
BEFORE, BEHIND = 2.0, 6.0  # times less and more than the dots take, that the axis shows: room for names
SMALLER = 0.45  # times as large as in the history
DOT = 0.07  # of the height, that names keep away from a dot
ROOM = 0.12  # of the height, above and below the dots
AXIS_NAME = (0.0, 0.88, 0.4, 1.0)  # where the axis says what it is

Box = tuple[float, float, float, float]  # left, bottom, right, top, in shares of the picture


def work_scene(found: Sequence[Standing]) -> Scene:
    """Over the multiply-adds of one picture."""
    return _scene(found, "work", lambda one: float(one.multiply_adds))


def seconds_scene(found: Sequence[Standing]) -> Scene:
    """Over the seconds of learning."""
    return _scene(found, "seconds", lambda one: one.seconds)


def _scene(found: Sequence[Standing], over: str, cost: Callable[[Standing], float]) -> Scene:
    """`over`: "work" or "seconds"; the axis is logarithmic."""
    costs = [max(cost(one), 1e-3) for one in found]
    low, high = ends(found)
    room = ROOM * (high - low)
    x = Axis(
        say(f"labs_history.axis_{over}"),
        min(costs, default=1) / BEFORE,
        max(costs, default=10) * BEHIND,
        log=True,
    )
    y = Axis(say("labs_history.axis_accuracy"), low - room, high + 2 * room)
    most = max((one.parameters for one in found), default=1)
    across, up = _share(x, costs), _share(y, [one.accuracy for one in found])
    places = named([*zip(across, up, strict=True)], [one.network.title for one in found])
    marks: list[Mark] = [] if found else [_nothing(x, y)]
    for one, at in zip(found, costs, strict=True):
        size = max(SMALLER * radius(one.parameters, most), LEAST)
        marks.append(Points(x=[at], y=[one.accuracy], color="accent", size=size, opacity=0.75))
    for one, (left, high_up, align) in zip(found, places, strict=True):
        at, height = _value(x, left), _value(y, high_up)
        marks.append(Text(x=at, y=height, text=one.network.title, size=SIZE, align=align))
    return Scene(x, y, marks, say(f"labs_history.over_{over}"))


def _nothing(x: Axis, y: Axis) -> Text:
    return Text(
        x=_value(x, 0.5),
        y=_value(y, 0.5),
        text=say("labs_history.nothing_yet"),
        color="muted",
        align="center",
    )


def _share(axis: Axis, values: Sequence[float]) -> list[float]:
    """Where values stand between the ends of an axis, 0..1."""
    low, high, *found = (math.log(one) if axis.log else one for one in (axis.low, axis.high, *values))
    return [(one - low) / (high - low) for one in found]


def _value(axis: Axis, share: float) -> float:
    """The value that stands there."""
    return (
        axis.low * (axis.high / axis.low) ** share if axis.log else axis.low + share * (axis.high - axis.low)
    )


def named(dots: Sequence[tuple[float, float]], names: Sequence[str]) -> list[tuple[float, float, str]]:
    """Where each dot's name stands (x, y, align): beside it, above or below, the first of the freest places."""
    taken = [AXIS_NAME, *((x - AWAY / 2, y - DOT, x + AWAY / 2, y + DOT) for x, y in dots)]
    placed = []
    for dot, name in zip(dots, names, strict=True):
        wide = CELL * cells(name)
        places = [*_around(*dot)]
        boxes = [_box(*place, wide) for place in places]
        harm = [
            sum(_meet(box, other) for other in taken)
            + 9 * (not _inside(box))
            + 3 * any(_far(box, other) < _far(box, dot) for other in dots)  # it would be taken for that one's
            for box in boxes
        ]
        best = harm.index(min(harm))
        taken.append(boxes[best])
        placed.append(places[best])
    return placed


def _around(x: float, y: float) -> Iterator[tuple[float, float, str]]:
    """The places of a name, the best one first."""
    for rows in (0.0, 0.5, -0.5, 1.0, -1.0):
        yield from ((x + AWAY, y + rows * LINE, "left"), (x - AWAY, y + rows * LINE, "right"))
    for rows in (1.5, -1.5, 2.5, -2.5):
        for at, align in ((x, "center"), (x + AWAY, "right"), (x - AWAY, "left")):
            yield at, y + rows * LINE, align


def _far(box: Box, dot: tuple[float, float]) -> float:
    """From a dot to the nearest place of a box."""
    left, bottom, right, top = box
    x, y = dot
    return math.hypot(x - min(max(x, left), right), y - min(max(y, bottom), top))


def _box(x: float, y: float, align: str, wide: float) -> Box:
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align]
    return left, y - LINE / 2, left + wide, y + LINE / 2


def _inside(box: Box) -> bool:
    return min(box) >= 0 and max(box) <= 1


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
