"""The same metric of several runs in one figure."""

from collections.abc import Callable

import numpy as np
import pytest

from axb.runs import Run
from axb.views import caption, compare
from axb.views.compare import metrics_of
from axb.views.palette import class_color
from axb.words import InputError, speaking
from views.makers import log_training

New = Callable[..., Run]


@pytest.fixture
def runs(new_run: New) -> list[Run]:
    """Two that held examples out, and one that did not."""
    first, second, third = new_run(), new_run(), new_run()
    log_training(first)
    log_training(second)
    second.log(240, {"epoch/val_accuracy": 0.99, "epoch/val_loss": 0.01})
    third.extend("loss", range(1, 5001), np.linspace(2, 1, 5000).tolist())
    return [first, second, third]


def test_each_run_has_a_colour_of_its_own_and_one_line_in_the_legend(runs: list[Run]) -> None:
    figure = compare(runs, "loss")
    shown = [trace for trace in figure.data if trace.showlegend is not False]
    assert [trace.name for trace in shown] == [run.name for run in runs]
    assert [trace.line.color for trace in shown] == [class_color(number) for number in range(3)]
    for trace in figure.data:
        number = [run.id for run in runs].index(trace.legendgroup)
        assert trace.line.color == class_color(number)


def test_rings_are_the_held_out_values_as_recorded(runs: list[Run]) -> None:
    rings = [trace for trace in compare(runs, "accuracy").data if trace.mode == "lines+markers"]
    assert len(rings) == 2
    np.testing.assert_array_equal(rings[0].y, runs[0].series("epoch/val_accuracy")[1])
    np.testing.assert_array_equal(rings[1].x, runs[1].series("epoch/val_accuracy")[0])
    assert {ring.marker.symbol for ring in rings} == {"circle-open"}


def test_long_series_are_drawn_with_few_points(runs: list[Run]) -> None:
    assert max(len(trace.x) for trace in compare(runs, "loss").data) <= 320


def test_the_sentence_names_the_best(runs: list[Run]) -> None:
    assert caption(compare(runs)).startswith(
        f"Best accuracy on held-out examples: {runs[1].name}, 99.0% (of 3"
    )
    assert f"{runs[1].name}, 0.01" in caption(compare(runs, "loss"))
    assert "nothing was held out" in caption(compare(runs[2:]))
    with speaking("ja"):
        assert f"{runs[1].name} の 99.0%" in caption(compare(runs))


def test_the_accuracy_comes_first_where_there_is_one(runs: list[Run]) -> None:
    assert metrics_of(runs) == ["accuracy", "loss"]
    assert metrics_of(runs[2:]) == ["loss"]


def test_runs_without_anything_yet_give_an_empty_figure(new_run: New) -> None:
    assert "nothing was held out" in caption(compare([new_run(), new_run()]))


def test_what_cannot_be_compared_is_refused(runs: list[Run]) -> None:
    with pytest.raises(InputError, match="got 9"):
        compare(runs * 3)
    with pytest.raises(InputError, match="got 0"):
        compare([])
    with pytest.raises(InputError, match="metric must be one of accuracy, loss; got 'speed'"):
        compare(runs, "speed")
