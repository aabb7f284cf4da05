"""The way of one picture through a network: what each part makes of it, from left to right, branches side by side."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.views.maps import activation_pictures, strongest
from axb.views.scene import Axis, Boxes, Image, Line, Mark, Scene, Text

if TYPE_CHECKING:
    from axb.insight import Cell

HIGH, SLIDE = (
    340.0,
    2.05,
)  # of the scene, and its width over its height on a slide of its own, below a caption
COLUMNS = 9  # cells of a line, at most
GRIDS = ((2, 1), (3, 1), (4, 1), (6, 1), (2, 2), (3, 2), (2, 3), (2, 4))  # maps of a cell: across, down
MOST = 18  # maps of a cell that has its column for itself
LETTERS, NARROW = 11.0, 15.0  # the letters' size; smaller where a column has no room for so many of them
HEAD = 0.2  # of a lane: above those of a line, for the names of composite parts
LABEL = 2.8  # letters that a name and a size below it take
GAP, BETWEEN = 12.0, 2.0  # between cells, between the maps of one


class _Place(NamedTuple):
    """Where cells go, in pixels of a scene `HIGH` high: how far one is from the next, and the maps of each."""

    width: float
    step: tuple[float, float]
    letters: float
    lanes: int
    top: float  # the highest lane
    side: float
    grid: tuple[int, int]

    @property
    def label(self) -> float:
        """What is written above a cell: its name, and its size."""
        return LABEL * self.letters


def way_scene(cells: "Sequence[Cell]", caption: str, aspect: float = SLIDE) -> Scene:
    """`cells` as `axb.insight.cells` lays them out. Dark is a cell's least value, yellow its largest.

    Of many maps those are drawn that differ most from place to place; what has two axes is one map. `aspect`: of the
    picture, width over height.
    """
    place = _placed(cells, aspect)
    alone = Counter(one.column for one in cells)
    marks = list[Mark]()
    boxes = [_box(place, one, alone[one.column] == 1) for one in cells]
    marks += _groups(place, cells, boxes)
    marks += _wires(place, cells, boxes)
    for one, box in zip(cells, boxes, strict=True):
        marks += _cell(place, one, box)
    x, y = Axis(low=0, high=place.width, shown=False), Axis(low=0, high=HIGH, shown=False)
    return Scene(x, y, marks, caption, square=True, wide=True)


def _placed(cells: "Sequence[Cell]", aspect: float) -> _Place:
    columns = 1 + max(one.column for one in cells)
    lines, top = -(-columns // COLUMNS), max(one.lane for one in cells)
    lanes, width = 1 + round(top - min(one.lane for one in cells)), HIGH * aspect
    step = width / min(columns, COLUMNS), HIGH / (lines * (lanes + HEAD))
    letters = min(LETTERS, step[0] / (0.55 * NARROW), step[1] / 6)
    rooms = step[0] - GAP, step[1] - GAP / 2 - LABEL * letters
    sides = {grid: min(rooms[0] / grid[0], rooms[1] / grid[1]) for grid in GRIDS}
    grid = max(sides, key=lambda one: sides[one] ** 2 * one[0] * one[1])
    return _Place(width, step, letters, lanes, top, sides[grid], grid)


class _Box(NamedTuple):
    """The maps of a cell: left, the height of their middle, width, height, and how many across and down."""

    left: float
    middle: float
    width: float
    height: float
    grid: tuple[int, int]

    @property
    def right(self) -> float:
        """Its end."""
        return self.left + self.width


def _box(place: _Place, one: "Cell", alone: bool) -> _Box:
    """A cell that has its column for itself may be as high as the lanes around it."""
    line, column = divmod(one.column, COLUMNS)
    step, rows = place.step[1], place.lanes + HEAD
    around = min(place.top - one.lane, one.lane - place.top + place.lanes - 1) if alone else 0
    room = step * (1 + 2 * around) - place.label - GAP
    width, height, grid = _sizes(place, one, room)
    left = place.step[0] * column + (place.step[0] - width) / 2
    middle = HIGH - step * (rows * line + HEAD + place.top - one.lane + 0.5) - place.label / 2
    return _Box(left, middle, width, height, grid)


def _sizes(place: _Place, one: "Cell", room: float) -> tuple[float, float, tuple[int, int]]:
    """Width and height of what a cell shows, and how many maps across and down."""
    across, down = place.grid
    widest, highest = place.side * across, max(place.side * down, room)
    if one.sources and one.values.ndim == 3:
        down = max(min(int(highest / place.side), MOST // across), down)
        down = min(down, math.ceil(one.values.shape[2] / across))
        across = min(across, one.values.shape[2])
        return place.side * across, place.side * down, (across, down)
    rows, columns = _pictures(one, 1).shape[1:3]
    side = min(widest / columns, highest / rows)
    return side * columns, side * rows, (1, 1)


def _cell(place: _Place, one: "Cell", box: _Box) -> Iterator[Mark]:
    above = box.middle + box.height / 2
    size = " × ".join(map(str, one.shape))
    fits = int(place.step[0] / (0.6 * place.letters))
    name = one.name.rpartition(".")[2]
    name = name if len(name) <= fits else f"{name[: fits - 1]}…"
    middle = box.left + box.width / 2
    yield Text(x=middle, y=above + 2.15 * place.letters, text=name, size=place.letters, align="center")
    yield Text(
        x=middle, y=above + 0.75 * place.letters, text=size, size=0.85 * place.letters, align="center", color="muted"
    )  # fmt: skip
    across, down = box.grid
    pictures = _pictures(one, across * down)
    wide, high = box.width / across, box.height / down
    for number, pixels in enumerate(pictures):
        row, column = divmod(number, across)
        left, top = box.left + column * wide, above - row * high
        gap = BETWEEN / 2 if len(pictures) > 1 else 0.0
        yield Image(
            x0=left + gap, y0=top - high + gap, x1=left + wide - gap, y1=top - gap, pixels=pixels, smooth=False,
            frame="" if one.sources else "ink",
        )  # fmt: skip


def _pictures(one: "Cell", most: int) -> NDArray[np.uint8]:
    """(N, h, w, 3): the example as it is, of a part what it gives."""
    values = _as_maps(one.values)
    if one.sources:
        return activation_pictures(strongest(values, most))
    if values.ndim != 3 or values.shape[2] not in (1, 3):
        return activation_pictures(values)
    low, high = float(values.min()), float(values.max())
    grey = np.rint(255 * (values - low) / ((high - low) or 1.0)).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(grey, (*grey.shape[:2], 3)))[None]


def _as_maps(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """As (height, width, channels) or (units,), whatever its axes are."""
    if values.ndim in (1, 3):
        return values
    return values[..., None] if values.ndim == 2 else values.reshape(-1)


def _wires(place: _Place, cells: "Sequence[Cell]", boxes: Sequence[_Box]) -> Iterator[Mark]:
    """From what is read to who reads it, within a line; a way around others bends below them."""
    for one, box in zip(cells, boxes, strict=True):
        for source in one.sources:
            start, before = cells[source], boxes[source]
            if start.column // COLUMNS != one.column // COLUMNS:
                continue
            xs, ys = [before.right + 1, box.left - 1], [before.middle, box.middle]
            under = [
                other_box.middle - other_box.height / 2
                for other, other_box in zip(cells, boxes, strict=True)
                if start.column < other.column < one.column and other.lane == start.lane
            ]
            if under:
                low = min(under) - 3
                xs, ys = [xs[0], xs[0] + GAP / 3, xs[1] - GAP / 3, xs[1]], [ys[0], low, low, ys[1]]
            elif one.column > start.column + 1:
                turn = place.step[0] * (one.column % COLUMNS) - GAP / 2
                xs, ys = [xs[0], turn, xs[1]], [ys[0], ys[0], ys[1]]
            yield Line(x=xs, y=ys, color="muted", width=1.3)


def _groups(place: _Place, cells: "Sequence[Cell]", boxes: Sequence[_Box]) -> Iterator[Mark]:
    """A ground under the cells of one composite part, with its name; on each line that it reaches over."""
    groups: dict[tuple[str, int], list[_Box]] = {}
    for one, box in zip(cells, boxes, strict=True):
        outer, dot, _ = one.name.partition(".")
        if dot:
            groups.setdefault((outer, one.column // COLUMNS), []).append(box)
    half = place.step[0] / 2
    for (name, _), members in groups.items():
        middles = [one.left + one.width / 2 for one in members]
        left, right = min(middles) - half + 2, max(middles) + half - 2
        top = max(one.middle + one.height / 2 for one in members) + place.label + 2
        bottom = min(one.middle - one.height / 2 for one in members) - 2
        yield Boxes(x0=[left], y0=[bottom], x1=[right], y1=[top], color="accent", fill=0.07, width=1.0)
        yield Text(
            x=(left + right) / 2, y=top + 0.6 * place.letters, text=name, size=place.letters, align="center", bold=True,
            color="accent",
        )  # fmt: skip
