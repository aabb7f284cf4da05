"""A scene as a browser gets it."""

import pytest

from axb.views.scene import Axis, Boxes, Mark, Points, Scene, Segments, Text


@pytest.mark.parametrize(
    "mark",
    [Boxes(x0=0, y0=1.5, x1=2, y1=3), Segments(x0=0, y0=1, x1=2, y1=3), Points(x=1, y=2)],
    ids=lambda mark: mark.kind,
)
def test_where_a_browser_reads_lists_one_alone_is_a_list_too(mark: Mark) -> None:
    (told,) = Scene(Axis(), Axis(), [mark]).to_dict()["marks"]
    places = [told[name] for name in ("x", "y", "x0", "y0", "x1", "y1") if name in told]
    assert places
    assert all(isinstance(one, list) and len(one) == 1 for one in places)


def test_a_text_stands_at_one_place() -> None:
    (told,) = Scene(Axis(), Axis(), [Text(x=1, y=2, text="here")]).to_dict()["marks"]
    assert (told["x"], told["y"]) == (1, 2)
