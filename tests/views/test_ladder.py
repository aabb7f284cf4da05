"""The gradient ladder and the activations as figures, from what a run or a list of looks holds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from axb.runs import Run
from axb.views import activations, caption, ladder
from axb.views.watched import Kept, is_watched, watched
from axb.words import InputError, set_language

COLUMNS = [
    "gradient", "mean", "std", "low", "high", "dead", "saturated", "weights", "weights_gradient", "update",
]  # fmt: skip
ABOUT = {
    "names": ["conv", "block.conv", "block.add", "dense"],
    "kinds": ["Conv2D", "Conv2D", "Add", "Dense"],
    "path": [0, 1, 2, 3],
    "branches": [[0, 1, 0, True], [0, 2, 1, False]],
    "columns": COLUMNS,
}
NAN = float("nan")


def table(scale: float = 1.0) -> Any:
    """Four layers: gradients 1e-4 to 1e-1, half of the first one's units dead."""
    histogram = np.zeros((4, 32))
    histogram[:, 0], histogram[:, 8] = 50, 50
    numbers = [
        [1e-4 * scale, 0.5, 1.0, 0.0, 4.0, 0.5, NAN, 2.0, 0.1, 0.002],
        [1e-3 * scale, 0.5, 1.0, -1.0, 3.0, NAN, NAN, 2.0, 0.1, 0.02],
        [1e-2 * scale, 0.5, 1.0, -1.0, 3.0, NAN, NAN, NAN, NAN, NAN],
        [1e-1 * scale, 0.1, 0.0, 0.1, 0.1, NAN, 0.25, 1.0, 0.1, 0.001],
    ]
    return np.concatenate([np.array(numbers), histogram], axis=1).astype(np.float32)


def keep(run: Run, *steps: int) -> Run:
    run.add_json("watch", steps[0], ABOUT)
    for step in steps:
        run.add_array("watch/layers", step, table(step))
        run.add_array("watch/branches", step, np.array([3e-5, 7e-5], np.float32) * step)
    return run


def test_the_scale_is_the_same_in_every_ladder(new_run: Callable[..., Run]) -> None:
    for steps in ((1,), (1, 33, 65)):
        figure = ladder(keep(new_run(), *steps))
        assert figure.layout.yaxis.type == "log"
        assert tuple(figure.layout.yaxis.range) == (-12, 2)
    assert figure.data[0].line.color == "#d6119a"


def test_layers_stand_from_input_to_output_and_time_goes_from_pale_to_dark(
    new_run: Callable[..., Run],
) -> None:
    figure = ladder(keep(new_run(), 1, 33, 65))
    lines = [trace for trace in figure.data if trace.name and trace.name.startswith("step")]
    assert [line.name for line in lines] == ["step 1", "step 33", "step 65"]
    assert lines[0].opacity < lines[1].opacity < lines[2].opacity == 1
    np.testing.assert_allclose(lines[2].y, 65 * np.array([1e-4, 1e-3, 1e-2, 1e-1]), rtol=1e-5)
    assert list(figure.layout.xaxis2.ticktext) == ABOUT["names"]
    assert "becomes 0.001 times as large, at step 65 (paler: earlier)" in caption(figure)


def test_skip_and_branch_stand_at_their_fork(new_run: Callable[..., Run]) -> None:
    figure = ladder(keep(new_run(), 1))
    way = next(trace for trace in figure.data if trace.name == "through the layers")
    skip = next(trace for trace in figure.data if trace.name == "through skips and other branches")
    assert (list(way.x), list(skip.x)) == ([0], [0])
    assert (way.y[0], skip.y[0]) == (pytest.approx(3e-5), pytest.approx(7e-5))


def test_the_ratio_of_update_and_weights_is_below(new_run: Callable[..., Run]) -> None:
    (ratios,) = (trace for trace in ladder(keep(new_run(), 1)).data if trace.yaxis == "y2")
    assert list(ratios.x) == [0, 1, 3]
    np.testing.assert_allclose(ratios.y, [1e-3, 1e-2, 1e-3], rtol=1e-5)


def test_a_gradient_that_is_gone_is_drawn_at_the_lower_end(new_run: Callable[..., Run]) -> None:
    run = new_run()
    run.add_json("watch", 1, ABOUT)
    gone = table()
    gone[0, 0] = 0
    run.add_array("watch/layers", 1, gone)
    run.add_array("watch/branches", 1, np.zeros(2, np.float32))
    figure = ladder(run)
    assert figure.data[0].y[0] == 1e-12


def test_of_many_looks_six_are_drawn_the_first_and_the_last_among_them(new_run: Callable[..., Run]) -> None:
    found = watched(keep(new_run(), *range(1, 100)))
    assert len(found.looks) == 6
    assert (found.looks[0].step, found.last.step) == (1, 99)


def test_looks_in_memory_are_drawn_as_those_in_a_run(new_run: Callable[..., Run]) -> None:
    looks = [Kept(step, ABOUT, table(step), np.array([3e-5, 7e-5]) * step) for step in (1, 33)]
    run = keep(new_run(), 1, 33)
    for draw in (ladder, activations):
        assert caption(draw(looks)) == caption(draw(run))
    assert is_watched(run)


def test_values_of_all_layers_are_on_one_axis(new_run: Callable[..., Run]) -> None:
    heat, dead, saturated = activations(keep(new_run(), 1)).data
    cells = np.array(heat.z)
    assert cells.shape == (64, 4)
    assert cells.max(0).tolist() == [1, 1, 1, 1]
    lowest, middle = heat.y[cells[:, 0] > 0.5].min(), heat.y[cells[:, 1] > 0.5].min()
    assert 0 <= lowest < 0.2
    assert -1 <= middle < -0.8
    assert np.flatnonzero(cells[:, 3]).size <= 2, "a layer that gives one number"
    assert (list(dead.x), list(dead.y)) == ([0], [0.5])
    assert (list(saturated.x), list(saturated.y)) == ([3], [0.25])


def test_the_caption_names_where_most_is_dead(new_run: Callable[..., Run]) -> None:
    run = keep(new_run(), 1)
    assert "In “conv”, 50% of the units are dead" in caption(activations(run))
    set_language("ja")
    assert "「conv」で、50%" in caption(activations(run))


def test_what_was_not_watched_cannot_be_drawn(new_run: Callable[..., Run]) -> None:
    for draw in (ladder, activations):
        with pytest.raises(InputError, match="train with --watch"):
            draw(new_run())
        with pytest.raises(InputError, match="train with --watch"):
            draw([])
    assert not is_watched(new_run())
