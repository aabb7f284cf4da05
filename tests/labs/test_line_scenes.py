"""What the line's lab shows: squares that are squares, the way on the bowl, the loss by step."""

import numpy as np
import pytest

from axb.labs.line import STARTS, LineLab
from axb.views.scene import Boxes, Image, Line, Points, Scene, Segments


def of(scene: Scene, kind: type, **fields: object) -> list:
    return [
        mark
        for mark in scene.marks
        if isinstance(mark, kind) and all(getattr(mark, name) == value for name, value in fields.items())
    ]


def after(lab: LineLab, steps: int) -> dict[str, Scene]:
    for _ in range(steps):
        lab.advance()
    return lab.scenes()


@pytest.mark.parametrize("name", STARTS)
def test_the_mean_of_the_squares_areas_is_the_loss(name: str) -> None:
    lab = LineLab(name)
    scene = lab.scenes()["data"]
    assert scene.square
    (squares,) = of(scene, Boxes)
    wide, high = np.abs(squares.x1 - squares.x0), np.abs(squares.y1 - squares.y0)
    assert wide == pytest.approx(high)
    assert np.mean(wide * high) == pytest.approx(lab.loss)


def test_where_units_differ_areas_still_compare() -> None:
    lab = LineLab([(0, 0), (1, 900), (2, 2100)])
    scene = lab.scenes()["data"]
    assert not scene.square
    (boxes,) = of(scene, Boxes)
    areas = np.abs((boxes.x1 - boxes.x0) * (boxes.y1 - boxes.y0))
    errors = np.abs(boxes.y1 - boxes.y0)
    assert areas / areas.max() == pytest.approx((errors / errors.max()) ** 2)


def test_of_many_points_only_the_errors_are_drawn() -> None:
    scene = LineLab(np.random.default_rng(0).normal(size=(500, 2))).scenes()["data"]
    assert of(scene, Boxes) == []
    assert len(of(scene, Segments, color="loss")[0].x0) == 500


def test_the_line_has_the_colour_of_a_and_its_pieces_say_what_a_hand_does_there() -> None:
    for a, color in ((0.5, "#e07b00"), (-0.5, "#2a6fdb")):
        pieces = [one for one in of(LineLab(start=(a, 1.0)).scenes()["data"], Line) if one.name]
        assert [one.name for one in pieces] == ["turn", "shift", "turn"]
        assert {one.color for one in pieces} == {color}
        for one in pieces:
            assert np.asarray(one.y) == pytest.approx(a * np.asarray(one.x) + 1.0)


def test_the_arrow_points_downhill_its_dot_is_a_plain_step_and_the_way_goes_there() -> None:
    lab = LineLab()
    before = lab.scenes()["surface"]
    ((arrow,), (dot,)) = of(before, Segments, color="gradient"), of(before, Points, color="gradient")
    down = -np.array(lab.cloud.bowl.slope(lab.a, lab.b))
    along = np.array([arrow.x1[0] - arrow.x0[0], arrow.y1[0] - arrow.y0[0]])
    assert along / np.linalg.norm(along) == pytest.approx(down / np.linalg.norm(down))
    scene = after(lab, 1)["surface"]
    assert (dot.x[0], dot.y[0]) == pytest.approx((lab.a, lab.b))
    white = of(scene, Line, color="#ffffff")[0]
    assert (white.x[-1], white.y[-1]) == pytest.approx((lab.a, lab.b))
    (place,) = of(scene, Points, name="place")
    assert (place.x, place.y, place.grab) == ([lab.a], [lab.b], True)


def test_the_bowl_is_painted_once_for_the_same_points_and_is_dark_at_the_best_line() -> None:
    lab = LineLab("noisy")
    image = of(lab.scenes()["surface"], Image)[0]
    assert of(after(lab, 3)["surface"], Image)[0] is image
    bright = image.pixels.sum(axis=2)
    row, column = np.unravel_index(bright.argmin(), bright.shape)
    assert abs(row - 31.5) < 2
    assert abs(column - 31.5) < 2
    lab.move_point(0, 0.0, 0.0)
    assert of(lab.scenes()["surface"], Image)[0] is not image


def test_a_line_that_leaves_the_surface_is_still_on_the_picture() -> None:
    lab = LineLab(rate=0.5)
    for _ in range(6):
        lab.advance()
        scene = lab.scenes()["surface"]
        assert scene.x.low <= lab.a <= scene.x.high
        assert scene.y.low <= lab.b <= scene.y.high


def test_the_best_line_is_shown_on_demand() -> None:
    lab = LineLab("outlier")
    plain = {name: len(scene.marks) for name, scene in lab.scenes().items()}
    lab.show_best(True)
    scenes = lab.scenes()
    assert all(len(scene.marks) > plain[name] for name, scene in scenes.items())
    (best,) = of(scenes["data"], Line, dashed=True)
    slope = (best.y[1] - best.y[0]) / (best.x[1] - best.x[0])
    assert slope == pytest.approx(lab.cloud.bowl.best[0])


def test_the_curve_is_logarithmic_once_the_loss_spans_decades() -> None:
    lab = LineLab("clean")
    curve = lab.scenes()["curve"]
    assert not curve.y.log
    curve = after(lab, 100)["curve"]
    assert curve.y.log
    assert curve.y.low <= lab.loss <= curve.y.high
    assert curve.x.high == 100
    line = of(curve, Line, color="loss")[0]
    assert len(line.x) == 101


def test_long_ways_are_thinned() -> None:
    lab = LineLab(rate=1e-6)
    scenes = after(lab, 700)
    assert len(of(scenes["curve"], Line, color="loss")[0].x) == 300
    assert of(scenes["curve"], Line, color="loss")[0].x[-1] == 700
