"""Sums of codes, their neighbours, one coordinate's way."""

import numpy as np
import pytest

from axb.insight.latent import arithmetic, liveliest, neighbours, traversal
from axb.words import InputError


def test_sums_are_of_means() -> None:
    a, b = np.array([[1.0, 0], [3, 2]]), np.array([[1.0, 1]])
    np.testing.assert_array_equal(arithmetic(a, b, [5, 5]), [6, 5])
    np.testing.assert_array_equal(arithmetic(a, a, b), b[0])


@pytest.mark.parametrize("c", [np.zeros((0, 2)), np.zeros((2, 3)), np.zeros((1, 2, 2))])
def test_groups_that_are_none_are_told(c: np.ndarray) -> None:
    with pytest.raises(InputError, match="three groups"):
        arithmetic(np.zeros((2, 2)), np.zeros(2), c)


def test_the_nearest_come_first_and_among_equal_ones_the_first() -> None:
    codes = [[0, 0], [3, 4], [0, 1], [1, 0]]
    found = neighbours(codes, [0, 0], 4)
    assert found.places.tolist() == [0, 2, 3, 1]
    assert found.distances.tolist() == [0, 1, 1, 5]
    with pytest.raises(InputError, match="count"):
        neighbours(codes, [0, 0], 5)
    with pytest.raises(InputError, match="equally long"):
        neighbours(codes, [0, 0, 0], 1)


def test_one_number_moves_and_the_others_stay() -> None:
    np.testing.assert_array_equal(traversal([1, 2, 3], 1, [-1, 0]), [[1, -1, 3], [1, 0, 3]])
    with pytest.raises(InputError, match="coordinate"):
        traversal([1, 2, 3], 3, [0])


def test_coordinates_that_differ_most_come_first() -> None:
    codes = np.random.default_rng(0).normal(size=(50, 3)) * [1, 0, 7]
    assert liveliest(codes, 2) == [2, 0]
    assert liveliest(codes, 9) == [2, 0, 1]
