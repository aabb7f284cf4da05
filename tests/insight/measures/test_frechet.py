"""The Fréchet distance: closed forms, against SciPy's matrix square root, and how it depends on the count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import sqrtm

from axb.insight.measures import frechet_distance, frechet_of_gaussians
from axb.words import InputError


def covariance(rng: np.random.Generator, width: int, rank: int | None = None) -> np.ndarray:
    factor = rng.normal(size=(width, rank or width))
    return factor @ factor.T


def test_of_round_gaussians_it_is_known() -> None:
    """|m - m'|^2 + D (s - s')^2 for covariances s^2 I and s'^2 I."""
    mean, other = np.zeros(5), np.array([3.0, 0, 0, 4, 0])
    found = frechet_of_gaussians(mean, 4 * np.eye(5), other, 9 * np.eye(5))
    assert found == pytest.approx(25 + 5 * 1)


def test_of_commuting_covariances_it_is_that_of_their_axes() -> None:
    """sum (sqrt a - sqrt b)^2 over the shared axes, whichever way they are turned."""
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    a, b = np.array([1.0, 4, 9, 0]), np.array([4.0, 4, 1, 16])
    zero = np.zeros(4)
    found = frechet_of_gaussians(zero, turn * a @ turn.T, zero, turn * b @ turn.T)
    assert found == pytest.approx(1 + 0 + 4 + 16)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**16))
def test_it_is_equation_6_by_the_matrix_square_root(width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = covariance(rng, width), covariance(rng, width)
    mean, second = rng.normal(size=(2, width))
    root = sqrtm(one @ other).real
    expected = np.square(mean - second).sum() + np.trace(one + other - 2 * root)
    found = frechet_of_gaussians(mean, one, second, other)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6 * np.trace(one + other))
    assert found == pytest.approx(frechet_of_gaussians(second, other, mean, one), rel=1e-6, abs=1e-8)


def test_flat_clouds_need_no_help() -> None:
    """Of fewer examples than numbers, covariances are singular: nothing is added, nothing turns complex."""
    rng = np.random.default_rng(0)
    one = covariance(rng, 40, rank=3)
    assert frechet_of_gaussians(np.zeros(40), one, np.zeros(40), one) == pytest.approx(0, abs=1e-5)
    assert frechet_of_gaussians(np.zeros(40), one, np.zeros(40), 4 * one) == pytest.approx(
        np.trace(one), rel=1e-6
    )


def test_of_clouds_it_tends_to_that_of_what_they_were_drawn_from() -> None:
    rng = np.random.default_rng(0)
    first = rng.normal(size=(20_000, 3))
    second = rng.normal(size=(20_000, 3)) * 2 + [1, 0, 0]
    assert frechet_distance(first, second) == pytest.approx(1 + 3, rel=0.03)
    assert frechet_distance(first, first) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(first.astype(np.float32), second) == pytest.approx(
        frechet_distance(first, second), rel=1e-5
    )


def test_fewer_examples_are_further_apart() -> None:
    """The bias falls like 1/N: of the same kind, four times as many are about a quarter as far apart."""
    rng = np.random.default_rng(0)
    few, many = (frechet_distance(*rng.normal(size=(2, count, 16))) for count in (500, 2000))
    assert few / many == pytest.approx(4, rel=0.25)


def test_one_number_is_a_cloud_too() -> None:
    rng = np.random.default_rng(0)
    first = rng.normal(size=(50, 1))
    assert frechet_distance(first, first + 2) == pytest.approx(4)


@pytest.mark.parametrize("shapes", [((5, 3), (5, 4)), ((1, 3), (5, 3)), ((5,), (5,))])
def test_what_cannot_be_compared_is_said(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    with pytest.raises(InputError, match="rows of equal length"):
        frechet_distance(*(np.zeros(shape) for shape in shapes))


def test_numbers_that_are_none_are_said() -> None:
    cloud = np.zeros((5, 2))
    broken = cloud.copy()
    broken[1, 1] = np.nan
    with pytest.raises(InputError, match="1 of 10 numbers"):
        frechet_distance(cloud, broken)
