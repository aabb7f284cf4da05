"""Shares of classes, their intervals, and whether the class asked for is the class seen."""

import numpy as np
import pytest

from axb.insight.measures import Share, balance


def test_evenly() -> None:
    found = balance(np.arange(1000) % 10, 10)
    assert [share.value for share in found.shares] == [0.1] * 10
    assert found.effective == pytest.approx(10)
    assert found.obeyed is None


def test_one_class_alone() -> None:
    found = balance(np.full(50, 3), 10)
    assert (found.effective, found.shares[found.smallest].part) == (1.0, 0)


def test_a_class_that_is_left_out() -> None:
    seen = np.array([0] * 50 + [2] * 50)
    found = balance(seen, 3)
    assert found.smallest == 1
    assert found.effective == pytest.approx(2)
    assert found.shares[1].interval == (0.0, pytest.approx(0.037, abs=5e-4))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3."""
    assert Share(part, whole).interval == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_what_is_asked_for_and_what_is_seen() -> None:
    asked = np.array([0, 0, 0, 0, 1, 1])
    seen = np.array([0, 0, 0, 1, 1, 1])
    found = balance(seen, 3, asked)
    assert found.obeyed is not None
    assert (found.obeyed.part, found.obeyed.whole) == (5, 6)
    assert found.asked is not None
    assert [share.value if share else None for share in found.asked] == [0.75, 1.0, None]
