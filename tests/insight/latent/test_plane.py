"""A plane through codes, and what is decoded on it."""

from statistics import NormalDist

import numpy as np
import pytest

from axb.insight.latent import Plane, latent_map
from axb.words import InputError
from insight.latent.makers import linear, orthonormal

RNG = np.random.default_rng(3)
CODES = RNG.normal(size=(200, 6)) * [1, 5, 0.1, 3, 0.2, 0.3] + np.arange(6)


@pytest.mark.parametrize(
    "plane",
    [Plane.principal(CODES), Plane.through(CODES, (4, 2)), Plane.prior(6), Plane.of(CODES), Plane.of(CODES[:, :2]),
     Plane.of(CODES[:, :1])],
    ids=["principal", "through", "prior", "of", "two", "one"],
)  # fmt: skip
def test_what_lies_on_it_is_seen_where_it_was_put(plane: Plane) -> None:
    points = RNG.uniform(plane.low, plane.high, (20, 2))
    points *= np.linalg.norm(plane.axes, axis=1)  # nothing is seen along an axis that isn't there
    np.testing.assert_allclose(plane.seen(plane.at(points)), points, atol=1e-5)


def test_principal_axes_are_those_of_the_exact_decomposition() -> None:
    plane = Plane.principal(CODES)
    exact = np.linalg.svd(CODES - CODES.mean(0), full_matrices=False)
    np.testing.assert_allclose(np.abs(plane.axes @ exact[2][:2].T), np.eye(2), atol=1e-9)
    assert plane.shares == pytest.approx(exact[1][:2] ** 2 / (exact[1] ** 2).sum())
    assert plane.coordinates is None
    inside = ((plane.seen(CODES) >= plane.low) & (plane.seen(CODES) <= plane.high)).all(1)
    assert inside.mean() > 0.9


def test_two_numbers_are_their_own_axes() -> None:
    plane = Plane.of(CODES[:, :2])
    np.testing.assert_array_equal(plane.axes, np.eye(2))
    np.testing.assert_array_equal(plane.origin, [0, 0])
    assert plane.coordinates == (0, 1)


def test_a_grid_has_row_0_on_top_and_its_points_in_the_middle_of_cells() -> None:
    plane = Plane.prior(2)
    np.testing.assert_allclose(plane.grid(3, 2)[..., 0], [[-2, 0, 2]] * 2)
    np.testing.assert_allclose(plane.grid(3, 2)[..., 1], [[1.5] * 3, [-1.5] * 3])


def test_a_gaussian_grid_has_cells_of_equal_probability() -> None:
    points = Plane.prior(2).grid(10, 4, gaussian=True)
    shares = [NormalDist().cdf(x) for x in points[0, :, 0]]
    assert shares == pytest.approx((np.arange(10) + 0.5) / 10)
    assert points[0, 0, 1] == pytest.approx(NormalDist().inv_cdf(0.875))


def test_a_map_is_what_the_decoder_makes_of_its_grid() -> None:
    axes = orthonormal(5, 2)
    model, plane = linear(axes), Plane.prior(2)
    found = latent_map(model, plane, 3, 4)
    assert found.shape == (4, 3, 5)
    np.testing.assert_allclose(found, plane.grid(3, 4) @ axes.T, atol=1e-5)


def test_what_makes_no_plane_is_told() -> None:
    with pytest.raises(InputError, match="3 codes or more"):
        Plane.of(CODES[:2])
    with pytest.raises(InputError, match="no finite"):
        Plane.of(np.full((4, 2), np.nan))
    with pytest.raises(InputError, match="number 3 twice"):
        Plane.prior(6, (2, 2))
    with pytest.raises(InputError, match="coordinate"):
        Plane.prior(6, (0, 6))
