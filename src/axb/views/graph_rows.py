"""A graph that lies from left to right, broken into rows like a text, where a single wire leads on."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from axb.views.graph_shapes import BETWEEN, MARGIN, Box, Corners, Edges, Shapes, frames

LANE = BETWEEN / 2  # pixels beside a row, where the wire turns that leads on to the next


@dataclass(frozen=True)
class _Row:
    """What begins at `start` in the long graph, how far it moves, and its edges then."""

    start: float
    boxes: list[tuple[Box, Edges]]
    groups: list[tuple[str, Edges]]
    move: tuple[float, float]
    edges: Edges

    def moved(self, edges: Edges) -> Edges:
        right, down = self.move
        return edges[0] + right, edges[1] + down, edges[2] + right, edges[3] + down


def in_rows(shapes: Shapes, rows: int) -> Shapes:
    """`shapes` in so many rows of about one length, or fewer where it can't be broken so often."""
    broken: list[_Row] = []
    for start, end in itertools.pairwise([0.0, *_cuts(shapes, rows), shapes.width]):
        top = broken[-1].edges[3] + BETWEEN if broken else MARGIN
        broken.append(_row(start, [one for one in shapes.boxes if start <= one[1][0] < end], top))
    return Shapes(
        [(box, row.moved(edges)) for row in broken for box, edges in row.boxes],
        [(name, row.moved(edges)) for row in broken for name, edges in row.groups],
        [_rewired(wire, broken) for wire in shapes.wires],
        max(row.edges[2] for row in broken) + LANE + MARGIN,
        broken[-1].edges[3] + MARGIN,
    )


def _cuts(shapes: Shapes, rows: int) -> list[float]:
    """Where rows end: of the places that a single wire passes those nearest to even shares of the length."""
    passes = _passes(shapes)
    wanted = [shapes.width * row / rows for row in range(1, rows)]
    return sorted({min(passes, key=lambda x: abs(x - one)) for one in wanted}) if passes else []


def _passes(shapes: Shapes) -> list[float]:
    """The middles of wires beside which there is nothing else."""
    spans = [(wire[0][0], wire[-1][0]) for wire in shapes.wires]
    solid = [(edges[0], edges[2]) for _, edges in shapes.boxes]
    middles = {(start + end) / 2 for start, end in spans}
    return [
        x
        for x in middles
        if sum(start < x < end for start, end in spans) == 1
        and not any(start < x < end for start, end in solid)
    ]


def _row(start: float, boxes: list[tuple[Box, Edges]], top: float) -> _Row:
    """Its left edge where all rows begin, its upper one at `top`."""
    groups = list(frames(boxes))
    every = [edges for _, edges in (*boxes, *groups)]
    left, highest = min(one[0] for one in every), min(one[1] for one in every)
    right, lowest = max(one[2] for one in every), max(one[3] for one in every)
    move = MARGIN + LANE - left, top - highest
    edges = MARGIN + LANE, top, right + move[0], lowest + move[1]
    return _Row(start, boxes, groups, move, edges)


def _rewired(wire: Corners, rows: Sequence[_Row]) -> Corners:
    """Within its row as it was; to the next one around its end, back between them, and around the beginning."""
    places = [sum(row.start <= x for row in rows) - 1 for x, _ in wire]
    moves = [rows[place].move for place in places]
    moved = [(x + right, y + down) for (x, y), (right, down) in zip(wire, moves, strict=True)]
    corners = [moved[0]]
    for (before, after), (here, there) in zip(
        itertools.pairwise(places), itertools.pairwise(moved), strict=True
    ):
        if after > before:
            end, between = rows[before].edges[2] + LANE, rows[after].edges[1] - BETWEEN / 2
            corners += [(end, here[1]), (end, between), (MARGIN, between), (MARGIN, there[1])]
        corners.append(there)
    return corners
