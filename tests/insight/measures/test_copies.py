"""Copying: none, all, some, and what chance does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from axb.insight.measures import copies
from axb.insight.measures.copies import share_below


def drawn(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 8))


def test_new_ones_are_as_near_as_held_out_ones() -> None:
    found = copies(drawn(1000, 1), drawn(1000, 2), drawn(2000, 3))
    assert abs(found.nearer - 0.5) < found.chance
    assert found.chance == pytest.approx(1.96 * np.sqrt(2001 / 12e6))
    assert found.close == pytest.approx(0.01, abs=0.02)


def test_copies_are_found_with_what_they_were_copied_from() -> None:
    train = drawn(500, 3)
    found = copies(train[100:200] + 1e-3, drawn(200, 2), train)
    assert (found.nearer, found.close) == (1.0, 1.0)
    assert found.index.tolist() == list(range(100, 200))
    assert found.distance == pytest.approx(np.full(100, 1e-3 * np.sqrt(8)), rel=1e-6)


def test_a_tenth_of_copies_shows_among_the_close_ones() -> None:
    train = drawn(1000, 3)
    made = np.concatenate([train[:100], drawn(900, 1)])
    assert copies(made, drawn(1000, 2), train).close == pytest.approx(0.11, abs=0.02)


def test_what_is_far_from_everything_is_no_copy() -> None:
    found = copies(drawn(100, 1) + 50, drawn(100, 2), drawn(500, 3))
    assert (found.nearer, found.close) == (0.0, 0.0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=20), st.lists(st.integers(0, 5), min_size=1, max_size=20)
)
def test_it_is_mann_and_whitney_s(first: list[int], second: list[int]) -> None:
    expected = mannwhitneyu(second, first).statistic / (len(first) * len(second))
    assert share_below(np.array(first), np.array(second)) == pytest.approx(expected)
