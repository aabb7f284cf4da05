"""What the lab of convolution shows: the window under the hand, the map as it fills, the matrix row by row."""

import numpy as np
import pytest

from axb.labs.convolution import SIZES, ConvolutionLab
from axb.labs.convolution.looks import grey, shades, short, signed
from axb.views.palette import NEGATIVE, POSITIVE
from axb.views.scene import Boxes, Image, Scene, Text


def of(scene: Scene, kind: type, **fields: object) -> list:
    return [
        mark
        for mark in scene.marks
        if isinstance(mark, kind) and all(getattr(mark, name) == value for name, value in fields.items())
    ]


def texts(scene: Scene) -> list[str]:
    return [mark.text for mark in of(scene, Text)]


def test_the_window_is_dragged_and_arrow_keys_move_it_by_its_stride() -> None:
    lab = ConvolutionLab("zero", stride=2)
    lab.set_place(2, 3)
    scene = lab.scenes()["picture"]
    (window,) = of(scene, Boxes, name="window")
    assert (window.x0, window.x1, window.y0, window.y1) == ([4], [7], [3], [6])
    assert (window.grab, window.step) == (True, 2)
    middle = (window.x0[0] + window.x1[0]) / 2, (window.y0[0] + window.y1[0]) / 2
    lab.put_window(middle[0] - window.step, middle[1] - window.step)
    assert (lab.row, lab.column) == (2, 1)
    lab.put_window(*middle)
    assert (lab.row, lab.column) == (1, 2)


def test_zeros_around_the_picture_are_seen_where_there_are_any() -> None:
    lab = ConvolutionLab("zero")
    assert not of(lab.scenes()["picture"], Boxes, color="muted")
    lab.set_padding("same")
    (rim,) = of(lab.scenes()["picture"], Boxes, color="muted")
    assert (rim.x0, rim.x1, rim.y0, rim.y1) == ([-1], [9], [-1], [9])
    lab.set_stride(2)  # only one row and column, at the end
    (rim,) = of(lab.scenes()["picture"], Boxes, color="muted")
    assert (rim.x0, rim.x1, rim.y0, rim.y1) == ([0], [9], [-1], [8])


def test_the_map_shows_what_the_window_has_reached() -> None:
    lab = ConvolutionLab("zero")
    for _ in range(8):
        lab.advance()
    whole, part = of(lab.scenes()["map"], Image)
    assert (whole.pixels == shades(lab.seen.map)[:1]).all()
    assert (part.pixels == shades(lab.seen.map)[1:2, :3]).all()
    (place,) = of(lab.scenes()["map"], Boxes, name="place")
    assert (place.x0, place.y0) == ([2], [4])
    lab.show_all()
    (whole,) = of(lab.scenes()["map"], Image)
    assert (whole.pixels == shades(lab.seen.map)).all()


def test_a_pooled_number_is_there_once_its_four_are() -> None:
    lab = ConvolutionLab("zero")
    lab.set_place(2, 1)
    assert not of(lab.scenes()["pooled"], Image)
    lab.advance()
    (first,) = of(lab.scenes()["pooled"], Image)
    assert first.pixels.shape == (1, 1, 3)
    four = ", ".join(short(float(value)) for value in lab.seen.map[:2, :2].flat)
    assert f"{four} become {short(float(lab.seen.map[:2, :2].max()))}" in lab.scenes()["pooled"].caption


def test_an_odd_last_column_is_not_pooled() -> None:
    lab = ConvolutionLab("zero", size=3, stride=2)
    lab.set_place(3, 3)
    scene = lab.scenes()["pooled"]
    assert "become" not in scene.caption
    assert len(of(scene, Boxes)) == 1


@pytest.mark.parametrize("size", SIZES)
def test_every_number_of_patch_filter_and_products_is_written(size: int) -> None:
    lab = ConvolutionLab("four", "identity", size, b=0.5)
    lab.set_number(size * size // 2, -2.0)
    lab.set_place(2, 3)
    scene = lab.scenes()["patch"]
    patch = lab.seen.patch(lab.now)
    told = [short(float(value)) for grid in (patch, lab.seen.a, patch * lab.seen.a) for value in grid.flat]
    written = texts(scene)
    assert all(written.count(one) >= told.count(one) for one in told)
    assert short(lab.y) in written
    assert ("=" in written, "y =" in written) == (False, True)
    lab.set_relu(True)
    assert "=" in texts(lab.scenes()["patch"])


def test_the_row_of_now_is_framed_in_the_matrix_and_shown_large_above_it() -> None:
    lab = ConvolutionLab("zero")
    lab.set_place(2, 3)
    pixels, row, whole, answers = of(lab.scenes()["matrix"], Image)
    assert (pixels.pixels == grey(lab.seen.picture.reshape(1, -1))).all()
    assert (row.pixels == signed(lab.seen.matrix[8:9])).all()
    assert whole.pixels.shape == (36, 64, 3)
    assert answers.pixels.shape == (9, 1, 3)
    (framed,) = of(lab.scenes()["matrix"], Boxes, color="#F0E442")
    assert framed.y0[0] < 36 - 9 < 36 - 8 < framed.y1[0]


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_of_a_large_matrix_the_part_around_the_row_is_seen(padding: str) -> None:
    lab = ConvolutionLab("boot", "blur", 5, padding=padding)
    for place in (0, 300, lab.places - 1):
        lab.now, lab.reached = place, lab.places
        _, row, whole, _ = of(lab.scenes()["matrix"], Image)
        assert whole.pixels.shape == (48, 120, 3)
        seen = np.count_nonzero((row.pixels != signed(np.zeros(1, np.float32))).any(axis=-1))
        assert seen == np.count_nonzero(lab.seen.matrix[place])
        assert "Seen are rows" in lab.scenes()["matrix"].caption


def test_weights_are_blue_below_zero_orange_above_and_neutral_at_zero() -> None:
    blue, neutral, orange = signed(np.array([-1, 0, 1], np.float32)).astype(int)
    assert abs(blue - [int(NEGATIVE[at : at + 2], 16) for at in (1, 3, 5)]).max() < 30
    assert abs(orange - [int(POSITIVE[at : at + 2], 16) for at in (1, 3, 5)]).max() < 30
    assert neutral.min() > 240


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.001, "0"), (1.0, "1"), (-0.5, "−0.5"), (0.126, "0.13"), (10.0, "10")]
)
def test_short_numbers(value: float, text: str) -> None:
    assert short(value) == text
