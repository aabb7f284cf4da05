"""Where the boxes of a network's graph and the wires between them lie, in pixels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from axb.views.layers_apart import Layout, Spot, lay_out
from axb.views.letters import width_of

LETTERS, LINE = 15, 21  # pixels: the letters' size, from line to line
MARGIN, PAD, GAP, BETWEEN = 20.0, 9.0, 26.0, 34.0  # around all, within a box, between boxes, between ranks
GROUP_PAD = 12.0

Edges = tuple[float, float, float, float]  # left, top, right, bottom
Corners = list[tuple[float, float]]


class Box(Protocol):
    """A part: what is written in it, the first line the largest; the boxes that it reads, by their places before it.

    groups: the names of the parts that it stands in, the outermost first. See `axb.graph.boxes`.
    """

    @property
    def lines(self) -> Sequence[str]: ...
    @property
    def reads(self) -> Sequence[int]: ...
    @property
    def is_input(self) -> bool: ...
    @property
    def groups(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Shapes:
    """What is drawn, in pixels: rectangles of boxes and groups, wires as corners."""

    boxes: list[tuple[Box, Edges]]
    groups: list[tuple[str, Edges]]
    wires: list[Corners]
    width: float
    height: float


def shapes_of(boxes: Sequence[Box], lying: bool) -> Shapes:
    """From the top down, or lying: from left to right."""
    sizes = [_size(box) for box in boxes]
    edges = [(source, place) for place, box in enumerate(boxes) for source in box.reads]
    extra = 2 * GROUP_PAD if any(box.groups for box in boxes) else 0.0
    layout = lay_out([size[::-1] if lying else size for size in sizes], edges, GAP + extra, BETWEEN + extra)
    if lying:
        layout = _turned(layout)
    around = MARGIN + extra
    placed = [(box, _edges(spot, around)) for box, spot in zip(boxes, layout.spots, strict=True)]
    wires = [[(x + around, y + around) for x, y in _corners(wire, lying)] for wire in layout.wires]
    return Shapes(placed, list(frames(placed)), wires, layout.width + 2 * around, layout.height + 2 * around)


def _size(box: Box) -> tuple[float, float]:
    widest = max(width_of(line, LETTERS) for line in box.lines)
    return widest + 2 * PAD, LINE * len(box.lines) + 2 * PAD - 4


def _turned(layout: Layout) -> Layout:
    every = {id(one): one for one in (*layout.spots, *(one for wire in layout.wires for one in wire))}
    for one in every.values():
        one.x, one.y, one.width, one.height = one.y, one.x, one.height, one.width
    return Layout(layout.spots, layout.wires, layout.height, layout.width)


def _edges(spot: Spot, around: float) -> Edges:
    x, y = spot.x + around, spot.y + around
    return x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2


def _corners(wire: Sequence[Spot], lying: bool) -> Corners:
    """From the edge of the first box over the places between to the edge of the last."""
    first, *middle, last = wire
    if lying:
        ends = (first.x + first.width / 2, first.y), (last.x - last.width / 2, last.y)
    else:
        ends = (first.x, first.y + first.height / 2), (last.x, last.y - last.height / 2)
    return [ends[0], *((one.x, one.y) for one in middle), ends[1]]


def frames(placed: Sequence[tuple[Box, Edges]]) -> Iterator[tuple[str, Edges]]:
    """A frame around the boxes of each part that is made of parts, the outer ones first and wider."""
    members: dict[tuple[str, ...], list[Edges]] = {}
    deepest = max(len(box.groups) for box, _ in placed)
    for box, edges in placed:
        for depth in range(1, len(box.groups) + 1):
            members.setdefault(tuple(box.groups[:depth]), []).append(edges)
    for path, several in sorted(members.items(), key=lambda pair: len(pair[0])):
        pad = GROUP_PAD * (deepest - len(path) + 1) / deepest
        left, top = min(one[0] for one in several), min(one[1] for one in several)
        right, bottom = max(one[2] for one in several), max(one[3] for one in several)
        yield path[-1], (left - pad, top - pad - 10, right + pad, bottom + pad)
