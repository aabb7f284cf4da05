"""A long series drawn with few points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.views.smoothing import RAW_POINTS, SMOOTH_POINTS, smoothed, thinned, wants_log, window_of

numbers = st.lists(st.floats(-1e6, 1e6), max_size=200).map(lambda values: np.array(values, np.float64))


@given(numbers, st.integers(1, 30))
def test_a_mean_stays_between_the_extremes(values: np.ndarray, window: int) -> None:
    steps, means = smoothed(np.arange(len(values)), values, window)
    assert len(steps) == len(means) == min(len(values), SMOOTH_POINTS)
    if len(values):
        room = 1e-9 * np.abs(values).max()
        assert values.min() - room <= means.min() <= means.max() <= values.max() + room
        assert (steps[0], steps[-1]) == (0, len(values) - 1)


def test_a_mean_is_of_the_window_around() -> None:
    _, means = smoothed(np.arange(5), np.array([0.0, 3.0, 6.0, 3.0, 0.0]), 3)
    assert means.tolist() == [1.5, 3.0, 4.0, 3.0, 1.5]


def test_what_is_not_finite_does_not_count() -> None:
    _, means = smoothed(np.arange(4), np.array([1.0, np.inf, np.nan, np.nan]), 3)
    assert means[:3].tolist() == [1.0, 1.0, pytest.approx(np.nan, nan_ok=True)]


def test_huge_values_do_not_overflow() -> None:
    assert smoothed(np.arange(3), np.full(3, 1.5e308), 3)[1] == pytest.approx(1.5e308)


def test_a_huge_value_does_not_drown_what_comes_after() -> None:
    values = np.concatenate([[1e300], np.full(5000, 1e-3)])
    assert smoothed(np.arange(5001), values, window_of(5001))[1][-1] == pytest.approx(1e-3)


@given(st.integers(0, 20000), st.integers(0, 2**32))
def test_thinning_keeps_the_peaks(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=count)
    steps, kept = thinned(np.arange(count) * 10, values)
    assert len(kept) <= RAW_POINTS
    assert (np.diff(steps) >= 0).all()
    assert np.array_equal(values[steps // 10], kept)
    if count:
        assert (kept.min(), kept.max()) == (values.min(), values.max())
        assert (steps[0], steps[-1]) == (0, (count - 1) * 10)


def test_thinning_goes_around_what_is_no_number() -> None:
    values = np.where(np.arange(10000) % 2, np.nan, 1.0)
    values[5000] = 7.0
    assert 7.0 in thinned(np.arange(10000), values)[1]


def test_thinning_keeps_what_is_infinite() -> None:
    values = np.zeros(10000)
    values[[3000, 7000]] = np.inf, -np.inf
    assert {np.inf, -np.inf, 0.0} == {*thinned(np.arange(10000), values)[1]}


@given(st.integers(0, 10**6))
def test_a_window_has_a_middle(count: int) -> None:
    assert window_of(count) % 2 == 1
    assert window_of(count) <= max(count / 25, 1)


@pytest.mark.parametrize(
    ("values", "log"),
    [
        *(([1, 29], False), ([0, 100], False), ([-1, 100], False), ([], False)),
        *(([1, 31], True), ([1, np.nan, 50], True)),
    ],
)
def test_a_logarithmic_axis_is_for_what_spans_much(values: list[float], log: bool) -> None:
    assert wants_log(np.array(values, np.float64)) is log
