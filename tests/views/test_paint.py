"""Scenes as pixels."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.views.paint import paint, paint_side_by_side
from axb.views.palette import OKABE_ITO, THEMES, Scheme
from axb.views.scene import Axis, Boxes, Image, Line, Mark, Points, Scene, Segments, Text
from axb.words import InputError

RED, BLUE = "#ff0000", "#0000ff"
BARE = Axis(low=0, high=1, shown=False)


def seen(*marks: Mark, x: Axis = BARE, y: Axis = BARE, scheme: Scheme = "light", **more: Any) -> np.ndarray:
    return np.asarray(paint(Scene(x, y, marks, **more), 640, 360, scheme)).astype(int)


def rgb(color: str) -> np.ndarray:
    return np.array([*bytes.fromhex(color[1:])])


def where(picture: np.ndarray, color: str) -> tuple[float, float]:
    """The middle of all pixels of a colour, as shares: to the right, upwards."""
    rows, columns = np.nonzero((np.abs(picture - rgb(color)) < 30).all(2))
    assert len(rows), f"no {color}"
    return (columns.mean() + 0.5) / picture.shape[1], 1 - (rows.mean() + 0.5) / picture.shape[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_is_paper_and_words_are_ink(scheme: Scheme) -> None:
    picture = seen(caption="The loss, 損失", scheme=scheme)
    assert (picture[-1, -1] == rgb(THEMES[scheme].paper)).all()
    assert (np.abs(picture - rgb(THEMES[scheme].ink)) < 8).all(2).any()


def test_a_point_stands_where_its_numbers_say() -> None:
    assert where(seen(Points(x=[0.5], y=[0.5], color=RED)), RED) == pytest.approx((0.5, 0.5), abs=0.01)
    x, y = where(seen(Points(x=[0.9], y=[0.2], color="class:1")), OKABE_ITO[1])
    assert x > 0.8
    assert y < 0.3


def test_points_held_out_are_hollow() -> None:
    filled, hollow = (seen(Points(x=[0.5], y=[0.5], color=RED, size=20, hollow=one)) for one in (False, True))
    assert (filled[180, 320] == rgb(RED)).all()
    assert (hollow[180, 320] == rgb(THEMES["light"].paper)).all()
    assert where(hollow, RED) == pytest.approx((0.5, 0.5), abs=0.01)


def test_each_point_has_its_colour_and_the_chosen_one_a_ring() -> None:
    picture = seen(Points(x=[0.2, 0.8], y=[0.5, 0.5], color=[RED, BLUE], chosen=1))
    assert where(picture, RED)[0] < 0.3 < 0.7 < where(picture, BLUE)[0]
    assert where(picture, THEMES["light"].ink)[0] > 0.7


def test_a_logarithmic_axis_spaces_powers_evenly() -> None:
    axis = Axis(low=1, high=100, log=True, shown=False)
    middle = where(seen(Points(x=[10], y=[0.5], color=RED), x=axis), RED)
    assert middle[0] == pytest.approx(0.5, abs=0.01)


def test_a_square_scene_has_one_unit_on_both_axes() -> None:
    picture = seen(Boxes(x0=[0.2], y0=[0.2], x1=[0.8], y1=[0.8], color=RED, fill=1), square=True)
    rows, columns = np.nonzero((np.abs(picture - rgb(RED)) < 30).all(2))
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=2)


def test_what_lies_outside_the_axes_is_cut_off() -> None:
    axes = {"x": Axis("x", 0, 1), "y": Axis("y", 0, 1)}
    empty = seen(caption="words", **axes)
    full = seen(Boxes(x0=[-9], y0=[-9], x1=[9], y1=[9], color=RED, fill=1), caption="words", **axes)
    changed = (empty != full).any(2)
    assert not changed[:30].any()
    assert not changed[-30:].any()
    assert not changed[:, :10].any()
    assert changed[150:250, 100:500].all()


def test_a_line_breaks_where_there_is_no_number() -> None:
    line = {"y": [0.5] * 5, "color": RED, "width": 6.0}
    whole, broken = (seen(Line(x=[0, 0.25, middle, 0.75, 1], **line)) for middle in (0.5, np.nan))
    assert (np.abs(whole[180, 320] - rgb(RED)) < 30).all()
    assert (broken[180, 320] == rgb(THEMES["light"].paper)).all()
    assert (np.abs(broken[180, 100] - rgb(RED)) < 30).all()


def test_where_a_line_turns_back_it_stays_a_line() -> None:
    back = Line(x=[0.5, 0.5 - 3e-11, 0.5], y=[0.7, 0.5, 0.7], color=RED, width=6)
    columns = np.nonzero((np.abs(seen(back) - rgb(RED)) < 30).all(2))[1] / 640
    assert columns.min() > 0.45  # Pillow's round corners drew a stroke to the picture's edge
    assert columns.max() < 0.55


def test_a_dashed_line_has_gaps() -> None:
    solid, dashed = (
        (np.abs(seen(Line(x=[0, 1], y=[0.5, 0.5], color=RED, dashed=one))[180] - rgb(RED)) < 30).all(1)
        for one in (False, True)
    )
    assert solid[20:-20].all()
    assert 0.3 < dashed[20:-20].mean() < 0.9


def test_a_box_is_filled_as_opaque_as_it_says() -> None:
    box = {"x0": [0.2], "y0": [0.2], "x1": [0.8], "y1": [0.8], "color": "#000000"}
    for fill in (0.0, 0.25, 1.0):
        assert seen(Boxes(fill=fill, **box))[180, 320].mean() == pytest.approx(255 * (1 - fill), abs=3)
    assert seen(Boxes(fill=1, opacity=0.5, **box))[180, 320].mean() == pytest.approx(127, abs=3)


def test_row_0_of_an_image_is_on_top() -> None:
    pixels = np.array([[[255, 0, 0]], [[0, 0, 255]]], np.uint8)
    picture = seen(Image(x0=0, y0=0, x1=1, y1=1, pixels=pixels, smooth=False))
    assert where(picture, RED)[1] > 0.7 > 0.3 > where(picture, BLUE)[1]


def test_of_a_large_image_only_what_is_seen_is_drawn() -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    pixels[1:3, 1:3] = [255, 0, 0]
    picture = seen(Image(x0=-1e6, y0=-1e6, x1=1e6, y1=1e6, pixels=pixels, smooth=False))
    assert where(picture, RED) == pytest.approx((0.5, 0.5), abs=0.02)


def test_an_arrow_has_a_head_at_its_end() -> None:
    ends = {"x0": [0.1], "y0": [0.5], "x1": [0.9], "y1": [0.5], "color": RED, "width": 3.0}
    plain, headed = (seen(Segments(arrow=one, **ends)) for one in (False, True))
    added = np.nonzero((plain != headed).any(2))[1]
    assert added.min() > 500


def test_of_segments_without_width_nothing_is_seen() -> None:
    picture = seen(
        Segments(x0=[0, 0], y0=[0.3, 0.7], x1=[1, 1], y1=[0.3, 0.7], color=[RED, BLUE], width=[4, 0])
    )
    assert where(picture, RED)[1] == pytest.approx(0.3, abs=0.05)
    assert not (np.abs(picture - rgb(BLUE)) < 60).all(2).any()


@pytest.mark.parametrize(("align", "side"), [("left", 1), ("right", -1), ("center", 0)])
def test_words_stand_on_their_side(align: str, side: int) -> None:
    middle = where(
        seen(Text(x=0.5, y=0.5, text="損失 loss", color=RED, size=40, align=align, bold=True)), RED
    )
    assert np.sign(round(middle[0] - 0.5, 1)) == side
    assert middle[1] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("align", ["left", "right"])
def test_words_shrink_to_the_room_they_have(align: str) -> None:
    def across(room: float | None) -> float:
        words = Text(x=0.5, y=0.5, text="wide words", color=RED, size=40, align=align, room=room)
        columns = np.flatnonzero((np.abs(seen(words) - rgb(RED)) < 60).all(2).any(0))
        return float(np.ptp(columns)) / 640

    free = across(None)
    assert across(0.9) == free, "there is room enough"
    assert across(free / 3) == pytest.approx(free / 3, rel=0.15)


def test_japanese_captions_are_letters_and_not_boxes() -> None:
    pictures = {seen(caption=text).tobytes() for text in ("損失", "学習", "\U0010fffe" * 2)}
    assert len(pictures) == 3


def test_room_for_a_longer_caption_keeps_the_picture_in_place() -> None:
    def point(caption: str, lines: int) -> tuple[float, float]:
        scene = Scene(BARE, BARE, [Points(x=[0.5], y=[0.5], color=RED)], caption)
        return where(np.asarray(paint_side_by_side([scene], 640, 360, lines=lines)).astype(int), RED)

    assert point("short", 2) == point("long " * 20, 2)
    assert point("short", 0) != point("long " * 20, 0)


def test_up_to_four_scenes_share_a_picture() -> None:
    colors = (RED, BLUE, "#00ff00", "#ff00ff", "#00ffff")
    scenes = [Scene(BARE, BARE, [Points(x=[0.5], y=[0.5], color=color, size=40)]) for color in colors]
    for count in (1, 2, 3, 4):
        picture = np.asarray(paint_side_by_side(scenes[:count], 640, 360)).astype(int)
        assert len({where(picture, color) for color in colors[:count]}) == count
    assert paint_side_by_side(scenes, 640, 360) == paint_side_by_side(scenes[:4], 640, 360)
    assert not (np.asarray(paint_side_by_side([], 640, 360)) != 255).any()


@pytest.mark.parametrize("size", [(3000, 900), (1600, 3000), (20, 900)])
def test_a_picture_has_a_sensible_size(size: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="160 to 2048"):
        paint(Scene(BARE, BARE, []), *size)


any_number = st.floats(allow_nan=True, allow_infinity=True)
pair = st.lists(any_number, min_size=2, max_size=2)


@settings(max_examples=40, deadline=None)
@given(pair, pair, any_number, any_number, st.booleans(), st.booleans())
def test_no_numbers_break_it(
    x: list[float], y: list[float], low: float, high: float, log: bool, square: bool
) -> None:
    """A rate that is too high leaves the picture, and every number: it is drawn all the same."""
    marks = [
        Points(x=x, y=y), Line(x=x, y=y, dashed=True), Segments(x0=x, y0=y, x1=y, y1=x, arrow=True),
        Boxes(x0=x, y0=y, x1=y, y1=x), Text(x=x[0], y=y[0], text="a"),
        Image(x0=x[0], y0=y[0], x1=x[1], y1=y[1], pixels=np.zeros((2, 2, 3), np.uint8)),
    ]  # fmt: skip
    with np.errstate(over="ignore", invalid="ignore"):
        assert paint(Scene(Axis("x", low, high, log), Axis("y"), marks, square=square), 320, 180).size == (
            320,
            180,
        )


def test_a_wide_scene_has_the_whole_width_above_the_others() -> None:
    axes = Axis(shown=False), Axis(shown=False)
    full = Boxes(x0=[0], y0=[0], x1=[1], y1=[1], color="#ff0000", fill=1.0, width=0)
    wide, other = Scene(*axes, [full], wide=True), Scene(*axes, [])
    picture = paint_side_by_side([wide, other, other], 640, 360)
    red = (255, 0, 0)
    assert picture.getpixel((60, 90)) == picture.getpixel((580, 90)) == red
    assert red not in {picture.getpixel((x, 300)) for x in (60, 580)}
    assert "wide" not in wide.to_dict()
