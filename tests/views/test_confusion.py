"""Which class is taken for which."""

from collections.abc import Callable

import numpy as np
import pytest

from axb.runs import Run
from axb.views import caption, confusion, evaluation, record_evaluation
from axb.views.confusion import MOST, row_shares
from axb.views.scores import class_scores
from axb.words import InputError, set_language


def record(run: Run, true: list[int], predicted: list[int], names: list[str]) -> None:
    record_evaluation(run, 1, true, np.eye(len(names))[predicted], labels_en=names)


def test_mistakes_are_coloured_by_their_share_of_the_row_and_right_answers_are_not(
    new_run: Callable[..., Run],
) -> None:
    run = new_run()
    record(run, [0, 0, 0, 0, 1], [0, 0, 0, 1, 1], ["cat", "dog"])
    heat, mistakes, right = confusion(run).data
    assert np.isnan(np.diag(heat.z)).all()
    assert (heat.z[0, 1], heat.z[1, 0]) == (25.0, 0.0)
    assert (mistakes.x.tolist(), mistakes.y.tolist(), list(mistakes.text)) == ([1], [0], ["1<br>25%"])
    assert list(right.text) == ["<b>3<br>75%</b>", "<b>1<br>100%</b>"]


def test_numbers_are_dark_on_light_cells_and_light_on_dark_ones(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record(run, [0] * 10 + [1] * 10, [1] * 9 + [0] + [1] * 9 + [0], ["cat", "dog"])
    mistakes = confusion(run).data[1]
    assert dict(zip(mistakes.text, mistakes.textfont.color, strict=True)) == {
        "9<br>90%": "#000000",
        "1<br>10%": "#ffffff",
    }


def test_the_diagonal_is_framed(classifier: Run) -> None:
    frames = confusion(classifier).layout.shapes
    assert [(frame.x0 + frame.x1) / 2 for frame in frames] == pytest.approx(range(10))
    assert all(frame.x0 == frame.y0 and frame.x1 == frame.y1 for frame in frames)


def test_true_is_left_from_the_top_and_predicted_below_from_the_left(classifier: Run) -> None:
    layout = confusion(classifier).layout
    assert (layout.yaxis.title.text, layout.xaxis.title.text) == ("true class", "predicted class")
    assert layout.yaxis.range[0] > layout.yaxis.range[1]
    assert layout.xaxis.range[0] < layout.xaxis.range[1]
    assert layout.xaxis.ticktext == layout.yaxis.ticktext
    assert layout.xaxis.ticktext[0] == "T-shirt/top"


def test_the_caption_names_the_commonest_mistake(classifier: Run) -> None:
    found = evaluation(classifier)
    figure = confusion(classifier)
    counts = found.confusion * ~np.eye(10, dtype=bool)
    true, predicted = np.unravel_index(counts.argmax(), counts.shape)
    assert f"“{found.labels[true]}” taken for “{found.labels[predicted]}” ({counts.max()}×)" in caption(
        figure
    )
    set_language("ja")
    assert f"「{found.labels[true]}」を「{found.labels[predicted]}」" in caption(confusion(classifier))


def test_no_mistakes_are_said_too(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record(run, [0, 1], [0, 1], ["cat", "dog"])
    assert caption(confusion(run)) == "All 2 test examples are right (100.0%, framed)."


def test_of_many_classes_those_with_most_mistakes_are_shown(new_run: Callable[..., Run]) -> None:
    run = new_run()
    true = list(range(100))
    record(
        run, true, [(label + 1) % 100 if label >= 80 else label for label in true], [f"c{n}" for n in true]
    )
    figure = confusion(run)
    shown = figure.layout.xaxis.ticktext
    assert len(shown) == MOST
    assert {f"c{label}" for label in range(80, 100)} <= set(shown)
    assert caption(figure).endswith("Shown are the 30 of 100 classes with most mistakes.")
    assert set(figure.data[1].text) == {""}


def test_names_are_text_and_not_html(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record(run, [0, 1], [1, 1], ["<i>a</i>", "b & c"])
    figure = confusion(run)
    assert figure.layout.xaxis.ticktext == ("&lt;i&gt;a&lt;/i&gt;", "b &amp; c")
    assert "<i>" not in figure.layout.title.text


def test_a_class_without_examples_is_an_empty_row() -> None:
    assert row_shares(np.array([[0, 0], [1, 3]])).tolist() == [[0, 0], [0.25, 0.75]]


def test_precision_and_recall() -> None:
    first, second, third = class_scores(np.array([[3, 1, 0], [0, 2, 0], [0, 0, 0]]))
    assert first == (1.0, 0.75, 4)
    assert second == (pytest.approx(2 / 3), 1.0, 2)
    assert third == (None, None, 0)


@pytest.mark.parametrize("which", ["regression", "nothing"])
def test_a_run_without_such_a_test_is_refused(
    which: str, new_run: Callable[..., Run], regression: Run
) -> None:
    with pytest.raises(InputError, match="no test of a classifier"):
        confusion(regression if which == "regression" else new_run())
