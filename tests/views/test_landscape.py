"""The loss around trained weights as a figure: one scale for all networks in it."""

from itertools import pairwise

import numpy as np
import pytest

from axb.insight import Landscape
from axb.insight.landscape import steps_to
from axb.views import caption, landscape
from axb.words import InputError, set_language


def bowl(depth: float = 1.0, span: float = 1.0, bottom: float = 0.1) -> Landscape:
    steps = steps_to(span, 9)
    return Landscape(steps, bottom + depth * (steps[:, None] ** 2 + steps**2), 256, 0)


def test_several_networks_have_one_scale() -> None:
    figure = landscape({"plain": bowl(50), "resnet": bowl(2)})
    planes = [trace for trace in figure.data if trace.type == "contour"]
    assert len(planes) == 2
    assert {trace.coloraxis for trace in planes} == {"coloraxis"}
    assert len({(one.contours.start, one.contours.end, one.contours.size) for one in planes}) == 1
    assert figure.layout.coloraxis.cmin == pytest.approx(-1)
    assert figure.layout.coloraxis.cmax == pytest.approx(np.log10(100.1))
    assert "log" in figure.layout.yaxis.title.text
    assert (
        figure.layout.yaxis.ticktext == figure.layout.coloraxis.colorbar.ticktext == ("0.1", "1", "10", "100")
    )
    ends = figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax
    assert figure.layout.yaxis.range[0] < ends[0] < ends[1] < figure.layout.yaxis.range[1]
    for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.yaxis2, figure.layout.xaxis3):
        assert tuple(axis.range) == (-1, 1)


def test_slices_and_their_planes_have_one_colour_and_name() -> None:
    figure = landscape({"plain": bowl(50), "resnet": bowl(2)})
    lines = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]
    titles = [one.text for one in figure.layout.annotations]
    for line, title in zip(lines, titles[1:], strict=True):
        assert line.name in title
        assert line.line.color in title


def test_a_shallow_one_needs_no_logarithm() -> None:
    figure = landscape({"a": bowl(0.3)})
    assert figure.layout.yaxis.title.text == "loss"
    (plane,) = (trace for trace in figure.data if trace.type == "contour")
    np.testing.assert_allclose(plane.z, bowl(0.3).losses)
    below = landscape({"a": bowl(50, bottom=-1.0)})
    assert below.layout.yaxis.title.text == "loss", "a loss below 0 has no logarithm"
    flat = Landscape(bowl().steps, np.zeros((9, 9)), 256, 0)
    assert landscape({"a": flat}).layout.coloraxis.cmax > 0


def test_what_explodes_does_not_flatten_the_rest() -> None:
    wild = bowl()
    wild.losses[0, 0], wild.losses[1, 1], wild.losses[2, 2] = 1e30, np.inf, np.nan
    figure = landscape({"a": wild})
    (plane,) = (trace for trace in figure.data if trace.type == "contour")
    assert np.isfinite(np.asarray(plane.z)).all()
    assert plane.z[0][0] == plane.z[1][1] == plane.z[2][2] == pytest.approx(figure.layout.coloraxis.cmax)
    assert figure.layout.coloraxis.cmax < 6
    lost = Landscape(wild.steps, np.full((9, 9), np.nan), 256, 0)
    assert landscape({"a": lost}).data


def test_the_caption_says_how_far_it_rises() -> None:
    said = caption(landscape({"a": bowl(1)}))
    assert "on 256 training examples" in said
    assert "0.1 → 1.35 (1)." in said
    both = caption(landscape({"plain": bowl(50), "resnet": bowl(2)}))
    assert "plain 0.1 → 62.6 (1), resnet 0.1 → 2.6 (1)." in both
    set_language("ja")
    assert "学習データ 256 例" in caption(landscape({"a": bowl(1)}))


def test_names_are_shown_as_they_are() -> None:
    figure = landscape({"<b>x</b>": bowl()})
    assert "&lt;b&gt;" in figure.layout.annotations[1].text


def test_on_a_narrow_page_panels_stand_below_one_another() -> None:
    narrow = landscape({"plain": bowl(50), "resnet": bowl(2)}).layout.meta["narrow"]
    domains = [narrow[f"yaxis{number}"]["domain"] for number in ("", 2, 3)]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
    assert narrow["xaxis2"]["domain"] == [0, 1]


def test_what_cannot_stand_side_by_side() -> None:
    with pytest.raises(InputError, match="1 to 3 networks side by side; got 4"):
        landscape({str(number): bowl() for number in range(4)})
    with pytest.raises(InputError, match="one span"):
        landscape({"a": bowl(), "b": bowl(span=2.0)})
