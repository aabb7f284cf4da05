"""A scene in letters."""

import numpy as np

from axb.cli.sketch import sketch
from axb.views.scene import Axis, Image, Line, Points, Scene


def inside(drawn: list[str]) -> list[str]:
    return [line[line.index("|") + 1 : -1] for line in drawn if line.endswith("|")]


def test_it_shows_ground_line_and_points_of_classes() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[:, 0], pixels[:, 1] = (0x56, 0xB4, 0xE9), (0xE6, 0x9F, 0x00)
    marks = [
        Image(x0=0, y0=0, x1=10, y1=10, pixels=pixels),
        Line(x=[0, 10], y=[0, 10], color="ink"),
        Points(x=[0, 10, 99], y=[10, 10, 99], color=["class:0", "class:1", "class:2"]),
    ]
    drawn = sketch(Scene(Axis("x", 0, 10), Axis("y", 0, 10), marks), wide=11, high=11)
    rows = inside(drawn)
    assert rows[0] == "o.....    x"
    assert rows[5] == ".....#     "
    assert rows[10] == "#.....     "
    assert drawn[0].strip() == "y"
    assert drawn[-1].split() == ["0", "x", "10"]


def test_a_logarithmic_axis_and_what_is_no_number() -> None:
    marks = [Points(x=[1, 10, 100, 0, float("nan")], y=[0, 0.5, 1, 0.5, 0.5])]
    rows = inside(sketch(Scene(Axis("x", 1, 100, log=True), Axis("y", 0, 1), marks), wide=5, high=3))
    assert rows == ["    o", "  o  ", "o    "]
