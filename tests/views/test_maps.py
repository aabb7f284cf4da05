"""Weights in blue and orange around the paper, activations in cividis."""

import numpy as np
import pytest

from axb.views import activation_pictures, weight_pictures
from axb.views.cividis import cividis
from axb.views.maps import strongest
from axb.views.palette import NEGATIVE, POSITIVE, THEMES, Scheme
from axb.words import InputError


def color(text: str) -> list[int]:
    return [int(text[i : i + 2], 16) for i in (1, 3, 5)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_zero_is_the_paper_and_the_ends_are_blue_and_orange(scheme: Scheme) -> None:
    weights = np.array([-2, 0, 2, 1], np.float32).reshape(2, 1, 2, 1)
    pictures = weight_pictures(weights, scheme)
    assert pictures.shape == (2, 1, 2, 3)
    paper = THEMES[scheme].paper
    assert pictures[0, 0].tolist() == [color(NEGATIVE), color(paper)]
    assert pictures[1, 0, 0].tolist() == color(POSITIVE)
    half = (np.array(color(POSITIVE)) + color(paper)) / 2
    np.testing.assert_allclose(pictures[1, 0, 1], half, atol=1)


def test_filters_share_one_scale() -> None:
    pictures = weight_pictures(np.array([4.0, 0.04], np.float32).reshape(2, 1, 1, 1))
    np.testing.assert_allclose(pictures[1, 0, 0], color(THEMES["light"].paper), atol=3)


def test_filters_of_colour_pictures_are_colours_around_grey() -> None:
    weights = np.zeros((1, 1, 2, 3), np.float32)
    weights[0, 0, 1] = [1, -1, 0]
    assert weight_pictures(weights)[0, 0].tolist() == [[128, 128, 128], [255, 0, 128]]


def test_filters_of_many_channels_are_their_sum() -> None:
    weights = np.random.default_rng(0).normal(size=(3, 2, 2, 5)).astype(np.float32)
    np.testing.assert_array_equal(weight_pictures(weights), weight_pictures(weights.sum(3, keepdims=True)))


def test_filters_that_are_all_zero_are_the_paper() -> None:
    assert set(weight_pictures(np.zeros((1, 2, 2, 1), np.float32)).ravel()) == {255}


def test_maps_reach_from_one_end_of_cividis_to_the_other() -> None:
    values = np.arange(12, dtype=np.float32).reshape(2, 3, 2) - 5
    pictures = activation_pictures(values)
    assert pictures.shape == (2, 2, 3, 3)
    np.testing.assert_array_equal(pictures[0, 0, 0], cividis(0.0))
    np.testing.assert_array_equal(pictures[1, 1, 2], cividis(1.0))


@pytest.mark.parametrize(
    ("units", "rows", "columns"), [(1, 1, 1), (2, 1, 2), (10, 2, 5), (128, 8, 16), (7, 2, 4)]
)
def test_units_become_squares_row_by_row(units: int, rows: int, columns: int) -> None:
    picture = activation_pictures(np.arange(units, dtype=np.float32))[0]
    assert picture.shape == (rows, columns, 3)
    np.testing.assert_array_equal(picture.reshape(-1, 3)[units - 1], cividis(1.0 if units > 1 else 0.0))


def test_maps_that_never_change_are_dark() -> None:
    np.testing.assert_array_equal(
        activation_pictures(np.full((1, 1, 1), 7.0, np.float32))[0, 0, 0], cividis(0.0)
    )


def test_other_shapes_are_refused() -> None:
    with pytest.raises(InputError, match="Filters have 4 axes"):
        weight_pictures(np.zeros((3, 3, 1), np.float32))
    with pytest.raises(InputError, match="Feature maps have the shape"):
        activation_pictures(np.zeros((1, 3, 3, 1), np.float32))


def test_of_many_maps_those_that_differ_most_are_kept_in_their_order() -> None:
    maps = np.zeros((2, 2, 4), np.float32)
    maps[0, 0] = [3, 0, 1, 2]
    np.testing.assert_array_equal(strongest(maps, 2), maps[:, :, [0, 3]])
    np.testing.assert_array_equal(strongest(maps, 9), maps)
    np.testing.assert_array_equal(strongest(maps[0, 0], 2), maps[0, 0])
