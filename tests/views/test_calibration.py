"""Calibration: the numbers by hand, and by the definition."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.runs import Run
from axb.views import evaluation, record_evaluation
from axb.views.calibration import BINS, Calibration
from axb.views.evaluation import ClassEvaluation
from axb.views.figure import caption
from axb.views.reliability import reliability
from axb.words import InputError, set_language


def test_by_hand() -> None:
    """Four answers that are 90% sure, three of them right; two that are 60% sure, both right."""
    probabilities = np.array([[0.9, 0.1]] * 4 + [[0.4, 0.6]] * 2, np.float32)
    found = Calibration.of(np.array([0, 0, 0, 1, 1, 1]), probabilities)
    assert found.count.sum() == 6
    assert found.error == pytest.approx((4 * 0.15 + 2 * 0.4) / 6, abs=1e-6)
    assert found.lean == pytest.approx((4 * 0.15 - 2 * 0.4) / 6, abs=1e-6)


@given(st.integers(1, 200), st.integers(2, 5), st.integers(0, 99))
def test_it_is_the_definition_of_guo_and_others(count: int, classes: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    probabilities = draw.dirichlet(np.ones(classes), count).astype(np.float32)
    true = draw.integers(0, classes, count)
    found = Calibration.of(true, probabilities)
    sure, right = probabilities.max(1).astype(float), probabilities.argmax(1) == true
    error = 0.0
    for one in range(BINS):
        inside = (sure >= one / BINS) & ((sure < (one + 1) / BINS) | (one == BINS - 1))
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - sure[inside].mean())
    assert found.error == pytest.approx(error, abs=1e-6)
    assert abs(found.lean) <= found.error + 1e-9
    assert found.count.sum() == count


def test_all_that_is_surely_right_is_calibrated() -> None:
    found = Calibration.of(np.array([1, 0]), np.array([[0, 1], [1, 0]], np.float32))
    assert (found.error, found.lean) == (0.0, 0.0)


def test_it_is_kept_with_a_test_and_drawn(
    classifier: Run, fashion: object, probabilities: np.ndarray
) -> None:
    found = evaluation(classifier)
    assert isinstance(found, ClassEvaluation)
    assert found.calibration is not None
    known = Calibration.of(fashion.y_test, probabilities)  # type: ignore[attr-defined]
    assert np.array_equal(found.calibration.array(), known.array())
    figure = reliability(classifier)
    assert f"{known.error:.1%}" in caption(figure)
    bars = next(trace for trace in figure.data if trace.name == "right")
    assert np.allclose(bars.y, known.accuracy[known.count > 0])
    set_language("ja")
    assert "期待較正誤差" in caption(reliability(classifier))


@pytest.mark.parametrize(("sure", "right", "says"), [
    (0.9, 5, "it is too sure, by 40.0%"), (0.6, 10, "it could be surer, by 40.0%"), (0.5, 5, "as sure as it may be"),
])  # fmt: skip
def test_what_the_caption_says(new_run: Callable[..., Run], sure: float, right: int, says: str) -> None:
    run = new_run()
    probabilities = np.full((10, 2), [sure, 1 - sure], np.float32)
    record_evaluation(
        run, 1, np.array([0] * right + [1] * (10 - right)), probabilities, labels_en=("no", "yes")
    )
    assert says in caption(reliability(run))


def test_a_test_of_before_it_was_kept(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record_evaluation(run, 1, [0, 1], [0.9, 0.2], labels_en=("no", "yes"))
    run._db.execute("DELETE FROM artifact WHERE name = 'evaluation/calibration'")
    found = evaluation(run)
    assert isinstance(found, ClassEvaluation)
    assert found.calibration is None
    with pytest.raises(InputError, match="before calibration was kept"):
        reliability(run)
