"""A sweep's figures and page."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.views.figure import caption
from axb.views.sweep import importance, parallel
from axb.views.sweep_page import best_rows, sweep_page
from axb.views.sweep_progress import best_so_far, progress
from axb.views.swept import Dimension, Swept, Tried
from axb.words import speaking

RATE = Dimension("learning_rate", low=1e-4, high=1, log=True)
SIZE = Dimension("hidden", choices=("16", "64,32", "256"))


def tried(number: int, rate: float, hidden: str, score: float, finished: bool = True) -> Tried:
    return Tried(f"s.{number:04d}", {"learning_rate": rate, "hidden": hidden}, score, finished)


TRIALS = [
    *(tried(number, 10 ** -(number / 2), "64,32", 0.9 - number / 50) for number in range(7)),
    tried(7, 1e-4, "16", 0.3, finished=False),
]
SWEPT = Swept("s", "mlp", "digits", [RATE, SIZE], TRIALS, True, {"learning_rate": 0.75, "hidden": 0.25})


def test_places_on_the_axes() -> None:
    assert [RATE.place(value) for value in (1e-4, 1e-2, 1)] == pytest.approx([0, 0.5, 1])
    assert [SIZE.place(value) for value in SIZE.choices] == pytest.approx([1 / 6, 1 / 2, 5 / 6])
    assert Dimension("x", low=2, high=6).place(3) == 0.25
    assert Dimension("x", low=2, high=2).place(2) == 0.5


def test_ticks_are_round_numbers_at_their_places() -> None:
    assert [text for _, text in RATE.ticks()] == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert [text for _, text in SIZE.ticks()] == list(SIZE.choices)
    assert [text for _, text in Dimension("x", low=0.61, high=0.83, share=True).ticks()] == [
        "65%", "70%", "75%", "80%",
    ]  # fmt: skip


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_lie_on_their_axis_and_are_few(low: float, span: float) -> None:
    places = [place for place, _ in Dimension("x", low=low, high=low + span).ticks()]
    assert 1 <= len(places) <= 6
    assert all(-1e-6 <= place <= 1 + 1e-6 for place in places)


def test_every_trial_is_a_line_in_the_trace_of_its_kind() -> None:
    figure = parallel(SWEPT)
    assert [trace.name for trace in figure.data] == ["pruned", "finished", "2nd to 5th", "best"]
    assert [trace.y.count(None) for trace in figure.data] == [1, 2, 4, 1]
    best = figure.data[-1]
    assert best.x == (0, 1, 2, None)
    assert best.y[:3] == pytest.approx([1, 0.5, 1])
    assert "accuracy 90.0%" in best.text[0]
    assert "learning_rate<br>(log scale)" in figure.layout.xaxis.ticktext


def test_a_score_that_is_no_number_has_no_end() -> None:
    swept = Swept("s", "m", "d", [RATE], [Tried("s.0000", {"learning_rate": 0.1}, math.inf)], False)
    assert parallel(swept).data[0].y[-2] is None
    assert "not a number" in parallel(swept).data[0].text[0]


def in_order(*scores: float, accuracy: bool = True, pruned: int = 0) -> Swept:
    """Trials with these scores, in the order in which they began."""
    found = [
        Tried(f"s.{number:04d}", {"learning_rate": 0.1}, score, number != pruned, number)
        for number, score in enumerate(scores, 1)
    ]
    ranked = sorted(found, key=lambda one: (not one.finished, -one.score if accuracy else one.score))
    return Swept("s", "m", "d", [RATE], ranked, accuracy)


def test_every_trial_is_a_dot_that_knows_its_run_and_the_best_so_far_is_a_line() -> None:
    figure = progress(in_order(0.5, 0.4, 0.7, 0.9, 0.6, 0.8, pruned=4))
    assert [trace.name for trace in figure.data] == ["best so far", "pruned", "finished", "best"]
    line, pruned, finished, best = figure.data
    assert (line.x, line.y) == ((1, 3, 6, 6), (0.5, 0.7, 0.8, 0.8))
    assert line.line.shape == "hv"
    assert (pruned.x, pruned.y) == ((4,), (0.9,))
    assert (finished.x, finished.y) == ((1, 2, 3, 5), (0.5, 0.4, 0.7, 0.6))
    assert list(best.customdata) == ["s.0006"]
    assert "accuracy 80.0% since trial 6 of 6" in caption(figure)
    with speaking("ja"):
        assert "6 試行中 6 番目から正解率 80.0%" in caption(progress(in_order(*[0.1] * 5, 0.8)))


def test_losses_get_better_downward_and_what_is_no_number_has_no_dot() -> None:
    swept = in_order(30.0, math.inf, 2.0, 5.0, 0.01, accuracy=False)
    figure = progress(swept)
    assert figure.data[0].y == (30.0, 2.0, 0.01, 0.01)
    assert sorted(number for trace in figure.data[1:] for number in trace.x) == [1, 3, 4, 5]
    assert figure.layout.yaxis.type == "log"


@given(st.lists(st.floats(0, 1), min_size=1), st.booleans())
def test_the_best_so_far_is_the_running_extreme(scores: list[float], accuracy: bool) -> None:
    swept = in_order(*scores, accuracy=accuracy)
    best = best_so_far(swept, sorted(swept.tried, key=lambda one: one.number))
    extreme = max if accuracy else min
    for number in range(1, len(scores) + 1):
        reached = [one.score for one in best if one.number <= number][-1]
        assert reached == extreme(scores[:number])


def test_captions_say_what_was_best_and_what_decides() -> None:
    assert "one of 8 trials" in caption(parallel(SWEPT))
    assert "accuracy 90.0% with learning_rate=1 hidden=64,32." in caption(parallel(SWEPT))
    assert "learning_rate most, 75%" in caption(importance(SWEPT))
    with speaking("ja"):
        assert "正解率 90.0%" in caption(parallel(SWEPT))
        assert "learning_rate で、75%" in caption(importance(SWEPT))


def test_bars_are_the_shares_largest_on_top() -> None:
    (bars,) = importance(SWEPT).data
    assert bars.y == ("hidden", "learning_rate")
    assert bars.x == (0.25, 0.75)


def test_an_empty_sweep_has_figures_too() -> None:
    empty = Swept("s", "m", "d", [RATE, SIZE], [], True)
    assert caption(parallel(empty)) == "No trial has been trained to its end yet."
    assert "10 trials" in caption(importance(empty))
    assert caption(progress(empty)) == "No trial has been trained to its end yet."
    assert "<h1>s</h1>" in sweep_page(empty)


def test_the_page_says_how_much_to_trust_the_best() -> None:
    page = sweep_page(SWEPT)
    assert "<h1>Best accuracy 90.0% on held-out examples</h1>" in page
    assert "The best of 8 trials was chosen by its score" in page
    assert "axb resume s.0000" in page
    assert re.findall(r'data-figure="(\w+)"', page) == ["progress", "parallel", "importance"]
    with speaking("ja"):
        assert "8 試行から" in sweep_page(SWEPT)


def test_the_page_takes_names_as_text() -> None:
    odd = Swept("s", "<b>m</b>", "d", [RATE, SIZE], TRIALS, True)
    assert "<b>m</b>" not in sweep_page(odd)


def test_rows_are_the_best_that_finished() -> None:
    rows = best_rows(SWEPT, 3)
    assert rows[0] == ["s.0000", "90.0%", "1", "64,32"]
    assert [row[0] for row in rows] == ["s.0000", "s.0001", "s.0002"]
    assert len(best_rows(SWEPT, 99)) == 7
