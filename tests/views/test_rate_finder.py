"""The figure of a range test, of what it is given: seeds thin, the median thick, the suggestion in its band."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from axb.views import caption
from axb.views.rate_finder import median, rate_figure, rate_scene
from axb.words import speaking

RATES = np.geomspace(1e-6, 10, 50)


def finding(
    shifts: tuple[float, ...] = (0.0, 0.1, 0.3), rate: float | None = 0.01, lengths: Any = (50, 40, 45)
) -> Any:
    curves = [2 - np.exp(-((np.log10(RATES) + 1 - shift) ** 2)) for shift in shifts]
    sweeps = tuple(
        SimpleNamespace(rates=RATES[:n], smooth=one[:n], losses=one[:n])
        for one, n in zip(curves, lengths, strict=True)
    )
    suggestions = [] if rate is None else [0.008, 0.01, 0.012]
    return SimpleNamespace(sweeps=sweeps, suggestions=suggestions, rate=rate, verdict="What was found.")


def test_every_seed_is_thin_and_the_median_thick() -> None:
    *seeds, middle, mark = rate_figure(finding()).data
    assert [seed.line.width for seed in seeds] == [1, 1, 1]
    assert [seed.showlegend for seed in seeds] == [True, False, False]
    assert middle.line.width == 4
    np.testing.assert_allclose(middle.x, RATES[:40])
    np.testing.assert_allclose(middle.y, np.median([seed.y[:40] for seed in seeds], axis=0))
    assert list(mark.x) == [0.01, 0.01]


def test_the_band_goes_from_the_smallest_to_the_largest_suggestion() -> None:
    (band,) = rate_figure(finding()).layout.shapes
    assert (band.x0, band.x1) == (0.008, 0.012)


def test_without_a_suggestion_there_is_no_mark() -> None:
    figure = rate_figure(finding(rate=None))
    assert len(figure.data) == 4
    assert not figure.layout.shapes
    assert len(rate_scene(finding(rate=None)).marks) == 1


def test_a_loss_that_bursts_does_not_press_the_rest_flat() -> None:
    one = finding()
    one.sweeps[0].smooth[-1] = 1e9
    low, high = rate_figure(one).layout.yaxis.range
    assert 0 <= low < 1 < 2 < high < 3


def test_axes_have_names_and_the_sentence_is_the_verdict() -> None:
    figure = rate_figure(finding())
    assert caption(figure) == "What was found."
    assert (figure.layout.xaxis.type, figure.layout.xaxis.title.text) == ("log", "learning rate (log scale)")
    with speaking("ja"):
        told = rate_figure(finding())
    assert told.layout.yaxis.title.text == "損失"
    assert told.data[-1].name == "提案: 0.01(帯は全シードの範囲)"


def test_a_seed_without_any_loss() -> None:
    one = finding(lengths=(0, 40, 45), rate=None)
    assert len(median(one)[0]) == 0
    assert rate_figure(one).layout.yaxis.range[0] < rate_figure(one).layout.yaxis.range[1]
    rate_scene(one)


@pytest.mark.parametrize("rate", [0.01, None])
def test_a_terminal_gets_the_same_in_letters(rate: float | None) -> None:
    scene = rate_scene(finding(rate=rate))
    assert scene.x.log
    assert scene.marks[0].color == "loss"  # type: ignore[attr-defined]
