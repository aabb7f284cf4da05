"""Pictures of codes: maps, tiles, rows."""

import numpy as np
import pytest

from axb.views.latent_made import made_scene, mesh_scene
from axb.views.latent_plane import RULE, mosaic
from axb.views.latent_sheets import drawn_scene, neighbours_scene, traversal_scene, walk_moment, walk_scene
from axb.views.paint import paint
from axb.views.scene import Boxes, Line, Points, Scene, Text
from axb.views.tiles import pixels
from axb.words import InputError

RNG = np.random.default_rng(0)
GREY = RNG.integers(0, 256, (12, 8, 6, 1), np.uint8)


def frames(scene: Scene) -> list[bool]:
    """Whether each tile's frame is dashed."""
    return [bool(one.dashed) for one in scene.marks if isinstance(one, Boxes)]


def test_a_mosaic_has_every_picture_at_its_place_and_a_line_behind_each() -> None:
    cells = GREY.reshape(3, 4, 8, 6, 1).astype(np.float32)
    found = mosaic(cells)
    assert (found.shape, found.dtype) == ((27, 28, 3), np.uint8)
    np.testing.assert_array_equal(found[9:17, 14:20, 1], cells[1, 2, ..., 0])
    assert (found[8] == RULE).all()
    assert (found[:, 27] == RULE).all()
    assert max(mosaic(np.zeros((2, 2, 100, 60, 3))).shape) <= 2 * 33
    assert mosaic(np.full((1, 1, 4, 4, 1), 300.0)).max() == 255


def test_pixels_are_bytes_in_three_colours_and_not_too_many() -> None:
    np.testing.assert_array_equal(pixels(GREY[0])[..., 2], GREY[0, ..., 0])
    assert pixels(np.full((200, 100, 4), -3.0)).shape == (64, 32, 3)
    assert pixels(np.full((2, 2, 1), -3.0)).max() == 0


def test_what_is_real_has_a_solid_frame_and_what_is_made_a_dashed_one() -> None:
    walk = walk_scene(GREY[:5], GREY[0], GREY[4], "A to B.")
    assert frames(walk) == [False, *[True] * 5, False]
    assert frames(made_scene(GREY[0].astype(float), GREY[1])) == [False, True]
    assert frames(made_scene(GREY[0].astype(float))) == [True]
    assert frames(drawn_scene(GREY, "Drawn.")) == [True] * 12
    near = neighbours_scene([("by code", GREY[:3], ["a", "b", "c"])], "Near.")
    assert frames(near) == [False] * 3
    assert [one.text for one in near.marks if isinstance(one, Text)] == ["by code", "a", "b", "c"]


def test_a_moment_shows_how_far_the_walk_is() -> None:
    moments = [walk_moment(GREY[0], GREY[1], GREY[2], share, "") for share in (0.0, 0.5, 1.0)]
    dots = [next(one for one in scene.marks if isinstance(one, Points)) for scene in moments]
    left, middle, right = (float(np.asarray(dot.x)[0]) for dot in dots)
    assert middle == pytest.approx((left + right) / 2)
    assert right - left == pytest.approx(2.0 * 6 / 8)  # as wide as the picture


def test_points_are_seen_among_real_ones_with_the_mesh_of_codes() -> None:
    real, mesh = RNG.normal(size=(30, 2)), RNG.normal(size=(3, 4, 2))
    scene = made_scene(np.zeros(2), real[0], "", real=real, mesh=mesh, names=("length", "width"))
    assert (scene.x.label, scene.y.label) == ("length", "width")
    lines = [one for one in scene.marks if isinstance(one, Line)]
    assert [np.isnan(np.asarray(one.x, float)).sum() for one in lines] == [3, 4]
    assert len(mesh_scene(mesh, real, "").marks) == 3


def test_rows_of_a_table_are_told_in_numbers() -> None:
    scene = made_scene(np.array([1.23456, 2.0, 3.0]), np.array([1.0, 2.0, 3.0]), names=("a", "b", "c"))
    told = [one.text for one in scene.marks if isinstance(one, Text)]
    assert told[:2] == ["a", "1 → 1.235"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_painted(scheme) -> None:
    scene = traversal_scene(GREY.reshape(3, 4, 8, 6, 1), [4, 0, 2], np.zeros((3, 4)), "One number's way.")
    assert next(one.text for one in scene.marks if isinstance(one, Text)) == "number 5"
    assert paint(scene, 320, 180, scheme).size == (320, 180)


def test_what_is_no_picture_is_refused() -> None:
    for act in (
        lambda: walk_scene(np.zeros((3, 2)), None, None, ""), lambda: drawn_scene(np.zeros((3, 5)), ""),
        lambda: traversal_scene(np.zeros((2, 2, 2)), [0, 1], np.zeros((2, 2)), ""),
    ):  # fmt: skip
        with pytest.raises(InputError, match="shows pictures"):
            act()
