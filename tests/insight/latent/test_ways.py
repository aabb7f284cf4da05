"""Ways between codes, against what geometry says of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from axb.insight.latent import interpolate, spherical, straight
from axb.words import InputError

CODES = arrays(np.float64, 5, elements=st.floats(-4, 4, width=32))


@given(CODES, CODES, st.integers(2, 12), st.sampled_from(["straight", "spherical"]))
def test_every_way_begins_and_ends_where_it_should_and_back_is_the_same(a, b, count, way) -> None:
    codes = interpolate(a, b, count, way)
    assert codes.shape == (count, 5)
    np.testing.assert_allclose(codes[[0, -1]], [a, b], atol=1e-4)
    np.testing.assert_allclose(codes[::-1], interpolate(b, a, count, way), atol=1e-4)


@given(CODES, CODES)
def test_a_straight_way_takes_equal_steps(a, b) -> None:
    steps = np.diff(straight(a, b, 6), axis=0)
    np.testing.assert_allclose(steps, np.broadcast_to((b - a) / 5, (5, 5)), atol=1e-5)


def test_on_the_unit_sphere_a_spherical_way_keeps_its_length_and_turns_evenly() -> None:
    a, b = np.eye(3)[:2]
    codes = spherical(a, b, 4)
    angle = np.pi / 6 * np.arange(4)
    np.testing.assert_allclose(codes, np.stack([np.cos(angle), np.sin(angle), 0 * angle], 1), atol=1e-6)
    assert np.linalg.norm(straight(a, b, 3)[1]) == pytest.approx(np.sqrt(0.5))


@pytest.mark.parametrize(("a", "b"), [([1, 0], [2, 0]), ([1, 0], [-1, 0]), ([0, 0], [1, 2]), ([3], [-1])])
def test_where_no_great_circle_is_known_the_way_is_straight(a, b) -> None:
    np.testing.assert_array_equal(spherical(a, b, 5), straight(a, b, 5))


def test_gaussian_codes_stay_as_long_on_a_spherical_way_and_not_on_a_straight_one() -> None:
    a, b = np.random.default_rng(0).normal(size=(2, 400))
    middle = np.linalg.norm(spherical(a, b, 3)[1]), np.linalg.norm(straight(a, b, 3)[1])
    assert middle[0] == pytest.approx(20, rel=0.06)
    assert middle[1] == pytest.approx(20 / np.sqrt(2), rel=0.06)


def test_what_cannot_be_used_is_told() -> None:
    with pytest.raises(InputError, match="straight, spherical"):
        interpolate([0, 1], [1, 0], 3, "curved")
    with pytest.raises(InputError, match="equally long"):
        straight([0, 1], [1, 0, 2], 3)
    with pytest.raises(InputError, match="count"):
        straight([0, 1], [1, 0], 1)
