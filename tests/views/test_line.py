"""y = ax + b, and its loss over all a and b."""

import numpy as np
import pytest

from axb.views import caption, fit_line, loss_surface
from axb.views.palette import NEGATIVE, POSITIVE
from axb.words import InputError

X = np.array([0.0, 1.0, 2.0])


@pytest.mark.parametrize(
    ("a", "b", "colors"),
    [(2, -1, (POSITIVE, NEGATIVE)), (-2, 1, (NEGATIVE, POSITIVE)), (0, 0, (None, None))],
)
def test_a_and_b_have_the_colour_of_their_sign(a: float, b: float, colors: tuple[str, str]) -> None:
    line, intercept = fit_line(X, 2 * X, a, b).data[2:]
    assert (line.line.color, intercept.line.color) == colors
    assert list(line.y) == [b, 2 * a + b]
    assert (list(intercept.x), list(intercept.y)) == ([0, 0], [0, b])


def test_thickness_grows_with_the_value_up_to_a_limit() -> None:
    widths = [fit_line(X, X, a, 0).data[2].line.width for a in (0.0, 1.0, -2.0, 50.0, 60.0)]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_points_are_filled_and_joined_to_the_line_by_their_errors() -> None:
    errors, points = fit_line(X, [1, 1, 1], 1, 0).data[:2]
    assert "open" not in (points.marker.symbol or "")
    assert errors.y[:2].tolist() == [1, 0]
    assert errors.y[6:8].tolist() == [1, 2]
    assert np.isnan(errors.y[2])


def test_the_caption_is_the_formula_with_its_loss() -> None:
    said = caption(fit_line(X, 2 * X - 1, -0.5, -1))
    assert said == "The line y = −0.5x − 1 among 3 points: its mean squared error is 10.4."


@pytest.mark.parametrize(("x", "y"), [([], []), ([1, 2], [1])])
def test_points_must_be_pairs(x: list[float], y: list[float]) -> None:
    with pytest.raises(InputError, match="equally long"):
        fit_line(x, y, 1, 0)


def surface(path: object = None, best: tuple[float, float] | None = None) -> object:
    a, b = np.linspace(-1, 3, 9), np.linspace(-2, 2, 7)
    loss = (a[None] - 1) ** 2 + b[:, None] ** 2
    return loss_surface(a, b, loss, path, best)


def test_the_loss_is_logarithmic_and_says_so() -> None:
    contour = surface().data[0]
    assert contour.z[0, 0] == pytest.approx(np.log10(8))
    assert contour.z.min() == -12
    assert contour.colorbar.title.text == "loss (log scale)"
    assert contour.colorbar.ticktext[-1] == "8"
    assert contour.customdata[0, 0] == 8


def test_the_path_begins_with_a_ring_and_ends_with_a_dot() -> None:
    figure = surface([(-1, -2), (0, -1), (1, 0)], (1, 0))
    marks = {trace.name: trace for trace in figure.data[1:] if trace.mode == "markers"}
    assert (marks["start"].x[0], marks["start"].y[0], marks["start"].marker.symbol) == (-1, -2, "circle-open")
    assert (marks["end"].x[0], marks["end"].y[0], marks["end"].marker.symbol) == (1, 0, "circle")
    assert marks["least squares"].marker.symbol == "star"
    assert "in 2 steps, and the best a and b (star)" in caption(figure)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("a (slope)", "b (intercept)")


def test_without_a_path_there_is_only_the_surface() -> None:
    figure = surface()
    assert len(figure.data) == 1
    assert caption(figure) == "The loss for every slope a and intercept b."
    assert "star" not in caption(surface([(0, 0), (1, 1)]))


@pytest.mark.parametrize(("shape", "path"), [((3, 2), None), ((2, 3), [1, 2, 3]), ((6,), None)])
def test_shapes_must_fit(shape: tuple[int, ...], path: object) -> None:
    with pytest.raises(InputError, match=r"shape \(B, A\)"):
        loss_surface([1, 2, 3], [1, 2], np.ones(shape), path)
