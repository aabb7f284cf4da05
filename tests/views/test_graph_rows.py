"""A long graph broken into rows: nothing lies on anything, and every wire still leads from box to box."""

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from axb.graph.boxes import Box
from axb.views.graph_picture import graph_svg
from axb.views.graph_rows import in_rows
from axb.views.graph_shapes import Corners, Edges, Shapes, shapes_of


def chain(count: int, groups: Sequence[str] = ()) -> list[Box]:
    return [Box(["Dense", "8"], [place - 1] if place else [], groups=groups) for place in range(count)]


def around() -> list[Box]:
    """A way around three boxes, between two chains."""
    boxes = chain(4)
    branch = [Box(["one"], [3]), Box(["two"], [4]), Box(["three"], [5]), Box(["both"], [3, 6])]
    return [*boxes, *branch, *(Box(["last"], [place - 1]) for place in range(8, 12))]


def rows_of(shapes: Shapes) -> int:
    """How often the boxes begin again at the left."""
    lefts = [edges[0] for _, edges in shapes.boxes]
    return 1 + sum(after <= before for before, after in itertools.pairwise(lefts))


def apart(one: Edges, other: Edges) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def crosses(wire: Corners, box: Edges) -> bool:
    """Whether an upright or level piece of the wire runs through the inside of a box."""
    return any(
        min(x0, x1) < box[2] - 1 and max(x0, x1) > box[0] + 1 and min(y0, y1) < box[3] - 1 and max(y0, y1) > box[1] + 1
        for (x0, y0), (x1, y1) in itertools.pairwise(wire)
        if x0 == x1 or y0 == y1
    )  # fmt: skip


def test_a_chain_is_broken_as_often_as_it_is_asked_to_be() -> None:
    lying = shapes_of(chain(12), lying=True)
    for rows in (1, 2, 3, 4):
        broken = in_rows(lying, rows)
        assert rows_of(broken) == rows
        assert broken.width < 1.3 * lying.width / rows + 60
    assert rows_of(in_rows(shapes_of(chain(1), lying=True), 5)) == 1


def test_it_is_not_broken_where_there_is_a_way_around() -> None:
    shapes = in_rows(shapes_of(around(), lying=True), 6)
    tops = [edges[1] + edges[3] for _, edges in shapes.boxes]
    assert rows_of(shapes) > 1
    places = [shapes.boxes[place][1] for place in (3, 4, 5, 6, 7)]
    assert [one[0] for one in places] == sorted(one[0] for one in places), "the way around lies in one row"
    assert max(tops) > min(tops)


@given(st.integers(1, 30), st.integers(1, 8), st.booleans())
def test_nothing_lies_on_anything(count: int, rows: int, framed: bool) -> None:
    boxes = chain(count, ["encoder"] if framed else ())
    shapes = in_rows(shapes_of(boxes, lying=True), rows)
    placed = [edges for _, edges in shapes.boxes]
    assert [box for box, _ in shapes.boxes] == boxes
    assert all(apart(one, other) for one, other in itertools.combinations(placed, 2))
    assert all(
        one[0] > 0 and one[2] < shapes.width and one[1] > 0 and one[3] < shapes.height for one in placed
    )
    assert len(shapes.wires) == count - 1
    for place, wire in enumerate(shapes.wires):
        before, after = placed[place], placed[place + 1]
        assert wire[0] == (before[2], (before[1] + before[3]) / 2)
        assert wire[-1] == (after[0], (after[1] + after[3]) / 2)
        assert not any(crosses(wire, one) for one in placed)
    assert len(shapes.groups) == (rows_of(shapes) if framed else 0)
    assert graph_svg(shapes).count("<polyline") == count - 1
