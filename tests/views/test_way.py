"""The way of one example as a picture."""

import numpy as np
import pytest

from axb.views.cividis import cividis
from axb.views.scene import Boxes, Image, Line, Text
from axb.views.way import HIGH, SLIDE, way_scene


class Cell:
    """What `axb.insight.cells` gives."""

    def __init__(
        self, name: str, values: object, sources: tuple[int, ...] = (), column: int = 0, lane: float = 0
    ) -> None:
        self.name, self.values, self.sources = name, np.asarray(values, np.float32), sources
        self.column, self.lane, self.shape = column, lane, self.values.shape


RANDOM = np.random.default_rng(0)
WAY = [
    Cell("input", RANDOM.random((8, 8, 1))),
    Cell("i.left", RANDOM.random((8, 8, 40)), (0,), 1, 0.5),
    Cell("i.right", RANDOM.random((8, 8, 2)), (0,), 1, -0.5),
    Cell("i.join", RANDOM.random((8, 8, 42)), (1, 2), 2),
    Cell("say", RANDOM.random(10), (3,), 3),
]


def test_all_that_is_drawn_lies_within_the_picture() -> None:
    for aspect in (SLIDE, 3.2):
        scene = way_scene(WAY, "", aspect)  # type: ignore[arg-type]
        assert scene.x.high == pytest.approx(HIGH * aspect)
        for mark in scene.marks:
            if isinstance(mark, Image):
                assert 0 <= mark.x0 < mark.x1 <= scene.x.high
                assert 0 <= mark.y0 < mark.y1 <= HIGH


def test_pictures_do_not_overlap() -> None:
    images = [one for one in way_scene(WAY, "").marks if isinstance(one, Image)]  # type: ignore[arg-type]
    for number, one in enumerate(images):
        for other in images[number + 1 :]:
            apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
            assert apart


def test_each_cell_is_named_with_its_size_and_composite_parts_are_framed() -> None:
    marks = way_scene(WAY, "").marks  # type: ignore[arg-type]
    told = [one.text for one in marks if isinstance(one, Text)]
    assert {"input", "left", "right", "join", "say", "i", "8 × 8 × 40", "10"} <= set(told)
    assert len([one for one in marks if isinstance(one, Boxes)]) == 1
    assert len([one for one in marks if isinstance(one, Line)]) == 5


def test_the_example_is_grey_and_maps_are_cividis_on_one_scale() -> None:
    maps = np.zeros((2, 2, 2))
    maps[0, 0, 0], maps[1, 1, 1] = 1, 0.5
    marks = way_scene([WAY[0], Cell("c", maps, (0,), 1)], "").marks  # type: ignore[list-item]
    example, first, second = (one for one in marks if isinstance(one, Image))
    assert (example.pixels[..., 0] == example.pixels[..., 2]).all()
    assert example.frame
    np.testing.assert_array_equal(first.pixels[0, 0], cividis(1.0))
    np.testing.assert_array_equal(second.pixels[1, 1], cividis(0.5))


def test_a_long_way_goes_on_in_another_line() -> None:
    way = [WAY[0], *(Cell(f"c{n}", RANDOM.random((4, 4, 3)), (n,), n + 1) for n in range(20))]
    images = [one for one in way_scene(way, "").marks if isinstance(one, Image)]  # type: ignore[arg-type]
    assert len({round(one.x0, 3) for one in images}) < len(images) / 2


@pytest.mark.parametrize(("values", "side"), [(RANDOM.random((8, 5)), (8, 5)), (np.float32(1), (1, 1))])
def test_what_has_other_axes_is_one_picture_too(values: object, side: tuple[int, int]) -> None:
    _, picture = (
        one
        for one in way_scene([WAY[0], Cell("c", values, (0,), 1)], "").marks  # type: ignore[list-item]
        if isinstance(one, Image)
    )
    assert picture.pixels.shape == (*side, 3)
