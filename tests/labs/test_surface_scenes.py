"""What the lab of surfaces shows: paths in their colours, the start under the hand, names that can be read."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.surface import SurfaceLab
from axb.labs.surface.charts import spread
from axb.views.palette import OPTIMIZERS
from axb.views.scene import Image, Line, Points, Scene, Text


def lab_on(name: str, *shown: str) -> SurfaceLab:
    lab = SurfaceLab(name, shown)
    lab.show_all()
    return lab


def of(scene: Scene, kind: type, **fields: object) -> list:
    return [
        mark
        for mark in scene.marks
        if isinstance(mark, kind) and all(getattr(mark, name) == value for name, value in fields.items())
    ]


def test_each_path_has_its_optimizers_colour_and_ends_where_it_is_now() -> None:
    lab = lab_on("trap", "sgd", "adam")
    lab.now = 20
    scene = lab.scenes()["surface"]
    for name, places in zip(lab.shown, lab.paths.places, strict=True):
        (line,) = of(scene, Line, color=OPTIMIZERS[name])
        assert (line.x[0], line.y[0]) == lab.start
        assert (line.x[-1], line.y[-1]) == tuple(places[20])
    assert len({OPTIMIZERS[name] for name in OPTIMIZERS}) == 8


def test_the_ring_is_what_a_hand_drags() -> None:
    lab = lab_on("trap", "sgd")
    lab.set_start(1.0, -1.0)
    scene = lab.scenes()["surface"]
    assert scene.taps
    (ring,) = of(scene, Points, name="start")
    assert (ring.x, ring.y, ring.grab) == ([1.0], [-1.0], True)


def test_the_ground_is_painted_once_a_surface_and_dark_at_its_minimum() -> None:
    lab = lab_on("bowl", "sgd")
    (image,) = of(lab.scenes()["surface"], Image)
    lab.set_start(0.0, 0.0)
    assert of(lab.scenes()["surface"], Image)[0] is image
    row, column = np.unravel_index(image.pixels.sum(axis=2).argmin(), image.pixels.shape[:2])
    assert (abs(row - 47.5), abs(column - 47.5)) < (3, 3)
    lab.set_surface("trap")
    assert of(lab.scenes()["surface"], Image)[0] is not image


def test_a_path_that_left_is_crossed_where_it_was_last_in_sight() -> None:
    lab = lab_on("rosenbrock", "sgd")
    before = len(lab.scenes()["surface"].marks)
    lab.set_rate("sgd", 0.1)
    assert len(lab.scenes()["surface"].marks) > before
    lab.set_start(99.0, 99.0)  # from a corner
    assert lab.scenes()["surface"].to_dict()


def test_names_stay_in_their_corner_while_paths_are_walked() -> None:
    lab = SurfaceLab("himmelblau")
    first = [(text.x, text.y) for text in of(lab.scenes()["surface"], Text)]
    for lab.now in (20, 100, 300):
        assert [(text.x, text.y) for text in of(lab.scenes()["surface"], Text)] == first


def test_the_charts_go_as_far_as_time_has_come_and_their_axes_stand_still() -> None:
    lab = lab_on("bowl", "sgd", "rmsprop")
    whole = lab.scenes()
    lab.now = 30
    part = lab.scenes()
    for name in ("rates", "loss"):
        assert (part[name].x, part[name].y) == (whole[name].x, whole[name].y)
        assert part[name].y.log
        (line, *_) = of(part[name], Line, color=OPTIMIZERS["sgd"])
        assert line.x[-1] == 30
    solid, dashed = (
        of(part["rates"], Line, color=OPTIMIZERS["rmsprop"], dashed=one)[0] for one in (False, True)
    )
    assert solid.y[0] > 5 * dashed.y[0]
    lab.start_over()
    assert all(scene.to_dict()["marks"] for scene in lab.scenes().values())


def test_every_curve_is_named_at_its_end() -> None:
    lab = lab_on("bowl", "sgd", "adam")
    for name in ("rates", "loss", "surface"):
        assert [text.text for text in of(lab.scenes()[name], Text)] == ["SGD", "Adam"]


@given(st.lists(st.floats(0, 1), max_size=8))
def test_names_do_not_cover_one_another(wanted: list[float]) -> None:
    places = spread(wanted, 0.09)
    assert all(0 <= place <= 1 for place in places)
    assert all(gap >= 0.09 - 1e-9 for gap in np.diff(sorted(places)))
    for first in range(len(wanted)):
        for second in range(first):
            assert (wanted[first] - wanted[second]) * (places[first] - places[second]) >= 0
