"""The sliced Wasserstein distance, where it is known."""

import math

import numpy as np
import pytest

from axb.insight.measures import sliced_wasserstein
from axb.words import InputError


def test_on_a_line_it_is_how_far_things_move() -> None:
    first, second = np.array([[0.0], [1.0], [5.0]]), np.array([[7.0], [0.0], [2.0]])
    assert sliced_wasserstein(first, second) == pytest.approx((0 + 1 + 2) / 3)


@pytest.mark.parametrize("width", [2, 3, 10])
def test_of_a_moved_cloud_it_is_the_move_as_directions_see_it(width: int) -> None:
    """E|<d, u>| over unit vectors u = |d| Gamma(D/2) / (sqrt(pi) Gamma((D+1)/2))."""
    first = np.random.default_rng(0).normal(size=(100, width))
    move = np.zeros(width)
    move[0] = 3.0
    expected = 3 * math.gamma(width / 2) / (math.sqrt(math.pi) * math.gamma((width + 1) / 2))
    assert sliced_wasserstein(first, first + move, 20_000) == pytest.approx(expected, rel=0.02)


def test_it_sees_what_means_and_covariances_do_not() -> None:
    """Two balls and one long one with the same mean and covariance: Fréchet's distance is 0 by its definition."""
    rng = np.random.default_rng(0)
    balls = np.concatenate([rng.normal(-1, 0.1, (500, 1)), rng.normal(1, 0.1, (500, 1))])
    long = rng.normal(balls.mean(), balls.std(), (1000, 1))
    assert sliced_wasserstein(balls, long) > 0.3


def test_the_same_points_in_another_order_are_at_nought() -> None:
    first = np.random.default_rng(0).normal(size=(50, 3))
    assert sliced_wasserstein(first, first[::-1]) == 0.0


def test_unlike_counts_are_said() -> None:
    with pytest.raises(InputError, match="rows of equal length"):
        sliced_wasserstein(np.zeros((3, 2)), np.zeros((4, 2)))
