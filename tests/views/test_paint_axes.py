"""Numbers beside an axis."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.views.paint_axes import number, scales
from axb.views.scene import Axis, Scene


def texts(axis: Axis, most: float = 6) -> list[str]:
    return [text for _, text in scales(Scene(axis, Axis(), []), (0, 0, 600, 300))[0].ticks(most)]


@pytest.mark.parametrize(
    ("axis", "wanted"),
    [
        (Axis(low=0, high=100), ["0", "20", "40", "60", "80", "100"]),
        (Axis(low=-1, high=1), ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (Axis(low=0, high=6000), ["0", "1,000", "2,000", "3,000", "4,000", "5,000", "6,000"]),
        (Axis(low=0, high=3e6), ["0", "5×10⁵", "10⁶", "1.5×10⁶", "2×10⁶", "2.5×10⁶", "3×10⁶"]),
        (Axis(low=0, high=2e-5), ["0", "5×10⁻⁶", "10⁻⁵", "1.5×10⁻⁵", "2×10⁻⁵"]),
        (Axis(low=1e-3, high=10, log=True), ["0.001", "0.01", "0.1", "1", "10"]),
        (Axis(low=1e-12, high=1, log=True), ["10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1"]),
        (Axis(low=1, high=20, log=True), ["1", "2", "5", "10", "20"]),
    ],
)
def test_numbers_are_round(axis: Axis, wanted: list[str]) -> None:
    assert texts(axis) == wanted


@given(st.floats(-1e3, 1e3), st.floats(1e-9, 1e9), st.integers(1, 12))
def test_numbers_lie_within_the_axis_in_order(begin: float, wide: float, most: int) -> None:
    low = begin * wide
    scale = scales(Scene(Axis(low=low, high=low + wide), Axis(), []), (0, 0, 600, 300))[0]
    places = [place for place, _ in scale.ticks(most)]
    assert places == sorted(places)
    assert all(-1 <= place <= 601 for place in places)
    assert len(places) <= most + 1


def test_an_axis_without_extent_has_one() -> None:
    x, y = scales(Scene(Axis(low=2, high=2), Axis(low=np.nan, high=1), []), (0, 0, 600, 300))
    assert (x.low, x.high, y.low, y.high) == (1.5, 2.5, 0, 1)


def test_what_has_no_place_is_no_number() -> None:
    x, _ = scales(Scene(Axis(low=1, high=100, log=True), Axis(), []), (0, 0, 600, 300))
    assert x.pixels([1, 10, 100]).tolist() == pytest.approx([0, 300, 600])
    assert np.isnan(x.pixels([0, -1, np.nan])).all()


def test_a_number_is_as_exact_as_its_neighbours_ask_for() -> None:
    assert [number(value, 0.05) for value in (0.5, -0.25, 1e-17)] == ["0.50", "−0.25", "0"]
