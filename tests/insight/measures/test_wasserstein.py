"""The Wasserstein distance, where it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from axb.insight.measures import wasserstein
from axb.words import InputError


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 20), st.integers(0, 2**16))
def test_on_a_line_it_is_scipy_s(count: int, seed: int) -> None:
    first, second = np.random.default_rng(seed).normal(size=(2, count))
    expected = wasserstein_distance(first, second)
    assert wasserstein(first[:, None], second[:, None]) == pytest.approx(expected)


@pytest.mark.parametrize("width", [1, 2, 10])
def test_of_a_moved_cloud_it_is_the_move(width: int) -> None:
    first = np.random.default_rng(0).normal(size=(100, width))
    move = np.random.default_rng(1).normal(size=width)
    assert wasserstein(first, first + move) == pytest.approx(np.linalg.norm(move))


def test_it_sees_what_means_and_covariances_do_not() -> None:
    """Two balls and one long one with the same mean and covariance: Fréchet's distance is 0 by its definition."""
    rng = np.random.default_rng(0)
    balls = np.concatenate([rng.normal(-1, 0.1, (250, 1)), rng.normal(1, 0.1, (250, 1))])
    long = rng.normal(balls.mean(), balls.std(), (500, 1))
    assert wasserstein(balls, long) > 0.3


def test_the_same_points_in_another_order_are_at_nought() -> None:
    first = np.random.default_rng(0).normal(size=(50, 3))
    assert wasserstein(first, first[::-1]) == 0.0


def test_the_first_thousand_are_taken() -> None:
    first = np.random.default_rng(0).normal(size=(1100, 2))
    assert wasserstein(first, np.concatenate([first[:1000], first[:100] + 50])) == 0.0


def test_unlike_counts_are_said() -> None:
    with pytest.raises(InputError, match="rows of equal length"):
        wasserstein(np.zeros((3, 2)), np.zeros((4, 2)))
