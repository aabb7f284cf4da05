"""What is kept of a test, and that it comes back."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.data import Dataset
from axb.runs import Run, Store
from axb.views import ClassEvaluation, NumberEvaluation, evaluation, record_evaluation
from axb.views.examples import EACH, WORST
from axb.words import InputError, set_language


def read_classes(run: Run) -> ClassEvaluation:
    found = evaluation(run)
    assert isinstance(found, ClassEvaluation)
    return found


def test_a_classifiers_test_comes_back(classifier: Run, fashion: Dataset, probabilities: np.ndarray) -> None:
    found = read_classes(classifier)
    right = probabilities.argmax(1) == fashion.y_test
    assert (found.step, found.count, found.loss) == (180, 2000, 0.42)
    assert found.accuracy == pytest.approx(right.mean())
    assert 0.6 < found.accuracy < 0.95
    assert found.confusion.sum(1).tolist() == [200] * 10
    assert found.labels[9] == "Ankle boot"
    set_language("ja")
    assert found.labels[9] == "ショートブーツ"


def test_the_worst_mistakes_are_wrong_and_surest_first(
    classifier: Run, fashion: Dataset, probabilities: np.ndarray
) -> None:
    worst = read_classes(classifier).worst
    wrong = probabilities.argmax(1) != fashion.y_test
    assert len(worst) == WORST
    assert (worst.predicted != worst.true).all()
    assert (np.diff(worst.confidence) <= 0).all()
    assert worst.confidence[0] == probabilities.max(1)[wrong].max()
    assert worst.pictures is not None
    assert np.array_equal(worst.pictures, fashion.x_test[worst.index])
    assert np.array_equal(worst.true, fashion.y_test[worst.index])


def test_there_is_none_before_it_is_recorded(new_run: Callable[..., Run]) -> None:
    assert evaluation(new_run()) is None


def test_the_latest_one_counts(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for step, predicted in ((10, [1.0, 0.0]), (20, [0.0, 1.0])):
        record_evaluation(run, step, [0, 1], predicted, labels_en=("no", "yes"))
    found = read_classes(run)
    assert (found.step, found.accuracy, len(found.worst)) == (20, 1.0, 0)
    run.rewind(10)
    assert read_classes(run).accuracy == 0.0


@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_two_classes_may_give_the_second_ones_probability(
    new_run: Callable[..., Run], shape: tuple[int, ...]
) -> None:
    run = new_run()
    second = np.array([0.1, 0.8, 0.7, 0.4], np.float32).reshape(shape)
    record_evaluation(run, 5, np.array([0, 1, 0, 1]), second, labels_en=("no", "yes"))
    found = read_classes(run)
    assert found.confusion.tolist() == [[1, 1], [1, 1]]
    assert found.worst.index.tolist() == [2, 3]
    assert found.worst.confidence == pytest.approx([0.7, 0.6])
    assert found.worst.pictures is None
    assert found.labels_ja == ("no", "yes")


def test_large_pictures_are_kept_small(new_run: Callable[..., Run]) -> None:
    run = new_run()
    pictures = np.full((2, 100, 400, 3), 200, np.uint8)
    record_evaluation(run, 1, [0, 1], [1.0, 0.0], pictures, ("no", "yes"))
    worst = read_classes(run).worst
    assert worst.pictures is not None
    assert worst.pictures.shape == (2, 32, 128, 3)
    assert (worst.pictures == 200).all()


def test_numbers_come_back_with_their_errors(new_run: Callable[..., Run]) -> None:
    run = new_run()
    true = np.linspace(0, 10, 5000)
    predicted = true + np.where(np.arange(5000) % 2, 1.0, -3.0)
    record_evaluation(run, 3, true, predicted, target="age")
    found = evaluation(run)
    assert isinstance(found, NumberEvaluation)
    assert (found.count, found.target, found.loss) == (5000, "age", None)
    assert (found.mae, found.rmse) == pytest.approx((2.0, np.sqrt(5)))
    assert found.r2 == pytest.approx(1 - 5 / true.var())
    assert len(found.true) == len(found.predicted) == 2000
    assert set(np.round(found.predicted - found.true, 6)) == {1.0, -3.0}


def test_a_target_that_never_changes_has_no_r2(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record_evaluation(run, 3, [2.0, 2.0], [1.0, 3.0])
    found = evaluation(run)
    assert isinstance(found, NumberEvaluation)
    assert found.r2 is None


NAMES = ("no", "yes", "perhaps")
GOOD = np.full((2, 3), 1 / 3)
THREE = np.zeros((3, 2, 2, 1), np.uint8)
BAD: list[tuple[dict[str, Any], str]] = [
    ({"y_true": [0], "y_pred": GOOD, "labels_en": NAMES}, "equally many"),
    ({"y_true": [], "y_pred": GOOD[:0], "labels_en": NAMES}, "at least one"),
    ({"y_true": [0, 1], "y_pred": GOOD, "labels_en": NAMES, "pictures": THREE}, "equally many"),
    ({"y_true": [0, 3], "y_pred": GOOD, "labels_en": NAMES}, "from 0 to 2"),
    ({"y_true": [0, 0.5], "y_pred": GOOD, "labels_en": NAMES}, "whole numbers"),
    ({"y_true": [0, 1], "y_pred": GOOD[:, :2], "labels_en": NAMES}, r"shape \(N, 3\)"),
    ({"y_true": [0, 1], "y_pred": GOOD * 9, "labels_en": NAMES}, "probabilities from 0 to 1"),
    ({"y_true": [0, 1], "y_pred": GOOD, "labels_en": NAMES, "labels_ja": ["はい"]}, "3 English and 1 Japan"),
    ({"y_true": [0, 1], "y_pred": GOOD * np.nan, "labels_en": NAMES}, "diverged"),
    ({"y_true": [[0, 1], [1, 0]], "y_pred": GOOD, "labels_en": NAMES}, "One answer for each"),
    ({"y_true": [0.5, 1.5], "y_pred": GOOD}, "One answer for each"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "sentence"), BAD)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    new_run: Callable[..., Run], given: dict[str, Any], sentence: str
) -> None:
    run = new_run()
    with pytest.raises(InputError, match=sentence):
        record_evaluation(run, 1, **given)
    assert evaluation(run) is None


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 6), st.integers(1, 80), st.integers(0, 2**32))
def test_counts_and_examples_agree(classes: int, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    true, predicted = rng.integers(classes, size=count), rng.dirichlet(np.ones(classes), count)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "runs.sqlite3") as store:
        run = store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
        record_evaluation(run, 1, true, predicted, labels_en=[f"class {label}" for label in range(classes)])
        found = read_classes(run)
    wrong = predicted.argmax(1) != true
    assert found.count == count
    assert found.count - np.trace(found.confusion) == wrong.sum()
    assert len(found.worst) == min(wrong.sum(), WORST)
    cells, counts = np.unique(
        np.stack([found.mixed_up.true, found.mixed_up.predicted]), axis=1, return_counts=True
    )
    for true_class, predicted_class, shown in zip(*cells, counts, strict=True):
        assert true_class != predicted_class
        assert shown == min(found.confusion[true_class, predicted_class], EACH)
