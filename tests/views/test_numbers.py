"""Predicted numbers against true ones."""

import pytest

from axb.runs import Run
from axb.views import caption, predicted_against_true
from axb.words import InputError


def test_each_example_is_a_ring_and_agreement_a_line(regression: Run) -> None:
    line, rings = predicted_against_true(regression).data
    assert rings.marker.symbol == "circle-open"
    assert (rings.y - rings.x).tolist() == pytest.approx([2.0] * 300)
    assert list(line.x) == list(line.y)
    assert line.x[0] == rings.x.min()
    assert line.x[1] == rings.y.max()


def test_the_caption_and_axes_name_the_error_and_the_target(regression: Run) -> None:
    figure = predicted_against_true(regression)
    assert caption(figure).startswith(
        "Predictions for 300 test examples are off by 2 on average (R² = 0.967)"
    )
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("true age", "predicted age")


def test_a_classifier_has_none(classifier: Run) -> None:
    with pytest.raises(InputError, match="no test of a regression"):
        predicted_against_true(classifier)
