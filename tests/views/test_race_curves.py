"""The figure of a race's curves."""

import numpy as np
import pytest

from axb.views.figure import caption
from axb.views.palette import OPTIMIZERS
from axb.views.race_curves import race_curves, short_label
from axb.views.race_lanes import SIGNS, Lane, Lanes, marks


def lane(first, rest, *seeds, diverged=False):
    return Lane(f"optimizer={first} {rest}", first, rest, [np.array(one, float) for one in seeds], diverged)


def lanes(*given, order=None, share=True, first="optimizer"):
    return Lanes(
        given, order or range(len(given)), first, "learning_rate", "accuracy", share, 3, "A sentence."
    )


TWO = lanes(
    lane("adam", "learning_rate=0.1", [0.1, 0.5, 0.9], [0.3, 0.7, 0.7]),
    lane("sgd", "learning_rate=1", [0.2, 0.4]),
)


def drawn(figure):
    return {trace.name: trace for trace in figure.data if trace.name and trace.showlegend is False}


def test_a_curve_is_the_mean_over_the_seeds():
    curves = drawn(race_curves(TWO))
    np.testing.assert_allclose(curves["optimizer=adam learning_rate=0.1"].y, [0.2, 0.6, 0.8])
    assert list(curves["optimizer=adam learning_rate=0.1"].x) == [1, 2, 3]
    assert list(curves["optimizer=sgd learning_rate=1"].x) == [1, 2]
    assert caption(race_curves(TWO)) == "A sentence."


def test_a_band_spans_the_seeds_where_there_are_several():
    bands = [trace for trace in race_curves(TWO).data if trace.fill == "toself"]
    assert len(bands) == 1
    np.testing.assert_allclose(bands[0].y, [0.1, 0.5, 0.7, 0.9, 0.7, 0.3])


def test_optimizers_have_their_colours_and_the_rest_have_signs():
    assert marks(TWO) == [(OPTIMIZERS["adam"], "●"), (OPTIMIZERS["sgd"], "■")]
    names = [trace.name for trace in race_curves(TWO).data if trace.showlegend is None and trace.name]
    assert names == ["adam", "sgd", "learning_rate:", "0.1", "1"]


def test_twenty_settings_look_different():
    many = lanes(*(lane(f"{a}", f"b={b}", [0.1, 0.2]) for a in range(10) for b in range(2)), first="hidden")
    assert len(set(marks(many))) == 20
    assert len(SIGNS) == len(set(SIGNS.values()))


def test_the_best_five_are_named_and_no_name_covers_another():
    same = lanes(*(lane("adam", f"learning_rate={place}", [0.5, 0.9]) for place in range(8)))
    axis = race_curves(same).layout.yaxis2
    assert len(axis.ticktext) == 5
    assert np.diff(sorted(axis.tickvals)).min() >= 20
    assert 0 < min(axis.tickvals) < max(axis.tickvals) < axis.range[1]
    assert "adam 0" in " ".join(axis.ticktext)


def test_one_that_diverged_ends_with_a_cross():
    figure = race_curves(
        lanes(lane("adam", "", [0.5, np.nan], diverged=True), lane("sgd", "", diverged=True))
    )
    crosses = [trace for trace in figure.data if trace.marker.symbol == "x" and trace.x[0] is not None]
    assert [(list(one.x), list(one.y)) for one in crosses] == [([1], [0.5])]
    assert "diverged" in [trace.name for trace in figure.data]


def test_what_diverged_does_not_hide_the_others():
    far = lane("sgd", "", [10, 1e30], diverged=True)
    figure = race_curves(lanes(lane("adam", "", [1, 0.5]), far, share=False))
    low, high = figure.layout.yaxis.range
    assert low < 0.5 < 1 < high < 2
    cross = next(one for one in figure.data if one.marker.symbol == "x" and one.x[0] is not None)
    assert 0.9 * high < cross.y[0] < high


@pytest.mark.parametrize("share", [True, False])
def test_nothing_recorded_yet_is_drawn_too(share):
    figure = race_curves(lanes(lane("adam", ""), lane("sgd", ""), share=share))
    assert drawn(figure) == {}
    assert figure.layout.meta["caption"] == "A sentence."


def test_losses_over_many_sizes_are_logarithmic():
    figure = race_curves(lanes(lane("adam", "", [10, 0.01]), share=False))
    assert figure.layout.yaxis.type == "log"
    assert figure.layout.yaxis.range[0] < -2 < 1 < figure.layout.yaxis.range[1]


def test_a_label_may_hold_what_html_would_read():
    figure = race_curves(lanes(Lane("hidden=<b>", "<b>", "", [np.array([0.1, 0.2])]), first="hidden"))
    assert "&lt;b&gt;" in figure.layout.yaxis2.ticktext[0]
    assert short_label("a=1 b=" + "x" * 60).endswith("…")
